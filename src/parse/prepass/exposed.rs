//! Comments that are still there when the text is parsed: what looked like code
//! line by line, and is none.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::lines::{RAW, Tracker, footnote_label};
use super::{Prepared, options};

/// What stands in the place of a comment that is not taken out.
pub(super) const MARK: char = '\u{e000}';

/// What is known about the lines of a text, by their starts, whatever they look
/// like.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// They hold no code and no formulas.
    pub(super) plain: BTreeSet<usize>,
    /// They hold code alone.
    pub(super) code: BTreeSet<usize>,
    /// Whether a [`MARK`] stands in the place of each comment.
    pub(super) marked: bool,
}

/// The starts of the lines of `body` on which a comment would be printed.
pub(super) fn lines(prepared: &Prepared, body: &str) -> BTreeSet<usize> {
    let text = prepared.text.as_str();
    let mut found = BTreeSet::new();
    if !text.contains("%%") {
        return found;
    }
    each_text(text, |code, range| {
        let part = text.get(range.clone()).filter(|_| !code).unwrap_or_default();
        let marks = part.match_indices("%%").map(|(at, _)| prepared.map.map(range.start + at));
        let comments = marks.filter(|at| is_comment(body, *at));
        found.extend(comments.map(|at| line_start(body, at)));
    });
    found
}

/// The starts of the lines of `body` on which what was taken for a comment, and
/// is marked, is code.
pub(super) fn in_code(prepared: &Prepared, body: &str) -> BTreeSet<usize> {
    let text = prepared.text.as_str();
    let mut found = BTreeSet::new();
    each_text(text, |code, range| {
        let part = text.get(range.clone()).filter(|_| code).unwrap_or_default();
        let marks = part.match_indices(MARK).map(|(at, _)| prepared.map.map(range.start + at));
        let comments =
            marks.filter(|at| prepared.comments.binary_search_by_key(at, |c| c.range.start).is_ok());
        let starts = comments.map(|at| line_start(body, at));
        found.extend(starts.filter(|start| is_deep(body.get(*start..).unwrap_or_default())));
    });
    found
}

/// Walks the texts of a parsed note: whether each is code, and where it stands.
fn each_text(text: &str, mut visit: impl FnMut(bool, Range<usize>)) {
    let mut code = false;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code = true,
            Event::Start(Tag::HtmlBlock) => code = is_raw(text, &range),
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => code = false,
            Event::Text(_) | Event::Html(_) | Event::InlineHtml(_) => visit(code, range),
            _ => {}
        }
    }
}

/// Whether a sign of a comment stands on a line that may be indented code.
pub(super) fn some_deep(body: &str) -> bool {
    body.lines().any(|line| line.contains("%%") && is_deep(line))
}

/// The starts of all lines with the signs of a comment.
pub(super) fn marked(body: &str) -> BTreeSet<usize> {
    body.match_indices("%%").map(|(at, _)| line_start(body, at)).collect()
}

pub(super) fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1)
}

fn is_raw(text: &str, range: &Range<usize>) -> bool {
    let part = text.get(range.clone()).unwrap_or_default().trim_start();
    RAW.iter().any(|(start, _)| part.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start)))
}

/// Whether a line may be indented code. Fences are known line by line.
fn is_deep(line: &str) -> bool {
    let content = line.trim_start_matches(['>', ' ']);
    content.starts_with('\t') || line.starts_with("    ") || Tracker::new().next(line).0.len > 3
}

/// Whether a comment begins at the `%%` at `at`: it ends on its line, or begins
/// it.
fn is_comment(text: &str, at: usize) -> bool {
    let start = line_start(text, at);
    let before = text.get(start..at).unwrap_or_default();
    if before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
        return false;
    }
    let line = text.get(at + 2..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
    let marked = text.get(start..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let lead = before.len().saturating_sub(text.get(start..).map_or(0, str::len) - marked.len());
    let marked = marked.split('\n').next().unwrap_or_default();
    let prefix = Tracker::new().next(marked).0.len;
    let label = footnote_label(marked.get(prefix..).unwrap_or_default());
    line.contains("%%") || prefix == lead || prefix + label == lead
}

#[cfg(test)]
mod tests {
    use super::super::prepare;

    fn clean(text: &str) -> String {
        prepare(text).text
    }

    #[test]
    fn what_only_looks_like_code_is_searched_for_comments() {
        for text in [
            "- a\n\n  - <pre>\n\nx %%secret%% y\n",
            "| ` | %%secret%% ` |\n|---|---|\n",
            "| a | b |\n|---|---|\n| ` | %%secret%% ` |\n",
            "> - a\n> \tb\n\n    %%secret%%\n- c\n\n    %%secret%%\n",
            "- a\n\n  ```\nx\n\n%%secret%%\n",
        ] {
            let clean = clean(text);
            let code = clean.contains("    %%secret%%");
            assert!(!clean.contains("secret") || code, "{text:?} {clean:?}");
        }
    }

    #[test]
    fn code_stays() {
        for text in [
            "`%%x%%`",
            "```\n%%x%%\n```\n",
            "a\n\n    %%x%%\n",
            "<pre>\n%%x%%\n</pre>\n",
            "\\%%x%%",
            "x %%a\nb%% y",
        ] {
            assert_eq!(clean(text), text);
        }
    }
}
