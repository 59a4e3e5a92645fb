//! Embedded images that are links, `[![[logo.png|100]]](https://…)`: the parser
//! knows only Markdown's own images there, so they are written as such.

use super::rewrite::Edit;
use super::structure::Line;

const OPEN: &str = "[![[";
const CLOSE: &str = "]]](";

/// Rewrites the embeds within the text of links.
pub(super) fn images(text: &str, lines: &[Line], edits: &mut Vec<Edit>) {
    for line in lines.iter().filter(|line| !line.is_code()) {
        let mut at = line.content;
        while let Some(found) = text.get(at..line.end).and_then(|rest| rest.find(OPEN)) {
            let (before, start) = (text.get(line.content..at + found).unwrap_or_default(), at + found);
            at = start + OPEN.len();
            let in_code = before.matches('`').count() % 2 == 1;
            let escaped = before.ends_with('\\');
            let Some(inner) = text.get(at..line.end).and_then(|rest| rest.split("]]").next()) else { break };
            let closed = text.get(at + inner.len()..).is_some_and(|rest| rest.starts_with(CLOSE));
            if in_code || escaped || !closed || inner.contains(['[', '<', '>']) {
                continue;
            }
            let (target, label) = inner.split_once('|').unwrap_or((inner, ""));
            let target = target.trim_end_matches('\\').trim();
            let range = start + 1..at + inner.len() + 2;
            edits.push(Edit { range, text: format!("![{}](<{target}>)", label.trim()) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewrite::apply;
    use super::super::structure::lines;
    use super::*;

    #[test]
    fn an_embed_in_a_link_becomes_an_image_in_a_link() {
        let rewritten = |text: &str| {
            let mut edits = Vec::new();
            images(text, &lines(text).0, &mut edits);
            apply(text, edits).text
        };
        for (before, after) in [
            ("[![[a b.png]]](https://x.y)", "[![](<a b.png>)](https://x.y)"),
            ("x [![[a.png|80]]](u) [![[b.png]]](v)", "x [![80](<a.png>)](u) [![](<b.png>)](v)"),
            ("| a |\n|---|\n| [![[a.png\\|80]]](u) |", "| a |\n|---|\n| [![80](<a.png>)](u) |"),
        ] {
            assert_eq!(rewritten(before), after);
        }
        for kept in ["`[![[a.png]]](u)`", "\\[![[a.png]]](u)", "[![[a.png]]] (u)", "![[a.png]]", "[![[a.png"]
        {
            assert_eq!(rewritten(kept), kept);
        }
    }
}
