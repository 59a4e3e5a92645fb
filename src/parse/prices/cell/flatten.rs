use crate::proposal::{Inline, InlineKind, Style};

/// The visible text of a cell in runs, struck-through ones marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse::prices) struct Run {
    pub(in crate::parse::prices) text: String,
    pub(in crate::parse::prices) struck: bool,
}

/// Flattens inline content. Footnote references and marks set as superscript
/// leave nothing, so that `3 200,00 €[^7]` keeps its digits to itself; breaks
/// become line ends.
pub(in crate::parse::prices) fn flatten(inlines: &[Inline]) -> Vec<Run> {
    let mut runs = Vec::new();
    walk(inlines, false, &mut runs);
    runs
}

fn walk(inlines: &[Inline], struck: bool, runs: &mut Vec<Run>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => push(text, struck, runs),
            // An amount that its dollars made a formula is still one; a calculation
            // is none.
            InlineKind::Math { source, .. } if source.contains(['^', '_', '&', '=', '{']) => {
                push("\u{fffc}", struck, runs);
            }
            InlineKind::Math { source, .. } => push(source, struck, runs),
            InlineKind::Break => push("\n", struck, runs),
            InlineKind::Styled(Style::Superscript, content) => {
                let text = crate::proposal::plain_text(content);
                let mark = text.trim();
                let is_mark = mark.chars().count() <= 3
                    && mark
                        .chars()
                        .all(|c| c.is_ascii_digit() || matches!(c, '*' | '†' | '‡' | '(' | ')' | ',' | ' '));
                if !is_mark {
                    walk(content, struck, runs);
                }
            }
            InlineKind::Styled(style, content) => {
                walk(content, struck || *style == Style::Strikethrough, runs);
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Link { content, .. } => {
                walk(content, struck, runs);
            }
            InlineKind::Tag(tag) => push(&format!("#{tag}"), struck, runs),
            InlineKind::Image(_) | InlineKind::Footnote(_) | InlineKind::Anchor(_) => {}
        }
    }
}

fn push(text: &str, struck: bool, runs: &mut Vec<Run>) {
    match runs.last_mut() {
        Some(last) if last.struck == struck => last.text.push_str(text),
        _ => runs.push(Run { text: text.to_owned(), struck }),
    }
}

/// The text of runs without marks that point at notes: `¹`, `(1)` and `*` after
/// an amount.
pub(in crate::parse::prices) fn strip_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        let superscript = matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
        // m² and m³ are units.
        if superscript && last != 'm' {
            continue;
        }
        if matches!(c, '†' | '‡' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}') {
            continue;
        }
        out.push(c);
        last = c;
    }
    let mut text = without_references(out.trim());
    loop {
        let before = text.len();
        let trimmed = text.trim_end_matches(['*', ' ']).trim_end();
        text.truncate(trimmed.len());
        if let Some(open) = text.rfind('(').filter(|_| text.ends_with(')')) {
            let inside = text.get(open + 1..text.len() - 1).unwrap_or_default();
            let mark = inside.chars().count() <= 2
                && !inside.is_empty()
                && inside.chars().all(|c| c.is_ascii_digit() || c == '*');
            let head = text.get(..open).unwrap_or_default().trim_end().to_owned();
            if mark && head.chars().any(|c| c.is_ascii_digit()) {
                text = head;
            }
        }
        if text.len() == before {
            return text;
        }
    }
}

/// Text without references to footnotes that nothing defines (`690[^1]`).
fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((head, tail)) = rest.split_once("[^") {
        let Some((mark, after)) = tail.split_once(']').filter(|(mark, _)| !mark.contains(' ')) else { break };
        let _ = mark;
        out.push_str(head);
        rest = after;
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::strip_marks;

    #[test]
    fn marks_of_notes_are_no_digits() {
        assert_eq!(strip_marks("3 200,00 €¹"), "3 200,00 €");
        assert_eq!(strip_marks("900 € (1)"), "900 €");
        assert_eq!(strip_marks("900 € **"), "900 €");
        assert_eq!(strip_marks("690[^1] €"), "690 €");
        assert_eq!(strip_marks("12 €/m²"), "12 €/m²");
        assert_eq!(strip_marks("(250.00)"), "(250.00)");
    }
}
