//! Callouts: their types and titles.

use super::inlines::{Within, finish};
use super::names;
use super::note::Note;
use super::pieces::{Piece, PieceKind, drop_before};
use super::prepass::marker;
use crate::proposal::{CalloutFamily, Inline, InlineKind, Style};

/// The first line of a callout.
#[derive(Debug)]
pub(super) struct Opening {
    pub(super) name: String,
    pub(super) title: Option<Vec<Inline>>,
}

/// The family of a type; unknown types look like a note.
pub(super) fn family(name: &str) -> CalloutFamily {
    match name {
        "abstract" | "summary" | "tldr" => CalloutFamily::Abstract,
        "info" => CalloutFamily::Info,
        "todo" => CalloutFamily::Todo,
        "tip" | "hint" | "important" => CalloutFamily::Tip,
        "success" | "check" | "done" => CalloutFamily::Success,
        "question" | "help" | "faq" => CalloutFamily::Question,
        "warning" | "caution" | "attention" => CalloutFamily::Warning,
        "failure" | "fail" | "missing" => CalloutFamily::Failure,
        "danger" | "error" => CalloutFamily::Danger,
        "bug" => CalloutFamily::Bug,
        "example" => CalloutFamily::Example,
        "quote" | "cite" => CalloutFamily::Quote,
        _ => CalloutFamily::Note,
    }
}

/// Whether the first paragraph of a quote, which starts at `at`, opens a
/// callout: the length of its marker and its type.
pub(super) fn opening(note: &Note<'_>, at: usize) -> Option<(usize, String)> {
    let before = note.text().get(..at)?;
    let spaces = before.len() - before.trim_end_matches(' ').len();
    if spaces > 1 || !before.trim_end_matches([' ', '\t']).ends_with('>') {
        return None;
    }
    let rest = note.text().get(at..)?;
    let (length, name) = marker(rest.split('\n').next()?)?;
    Some((length, names::key(name).replace(' ', "-")))
}

/// Takes the title off the pieces of a callout's first paragraph; what is left
/// belongs to the body.
pub(super) fn take_title(
    note: &mut Note<'_>,
    pieces: Vec<Piece>,
    at: usize,
    (length, name): (usize, String),
) -> (Opening, Vec<Piece>) {
    let mut title = drop_before(pieces, at + length);
    let body = match title.iter().position(Piece::is_break) {
        Some(at) => {
            let body = title.split_off(at);
            body.into_iter().skip(1).collect()
        }
        None => Vec::new(),
    };
    let mut level = 0;
    if let Some(first) = title.first_mut().filter(|piece| piece.kind == PieceKind::Verbatim) {
        let text = note.slice(first.range.clone());
        let trimmed = text.trim_start();
        let hashes = trimmed.bytes().take_while(|b| *b == b'#').count();
        let lead = text.len() - trimmed.len();
        let after = trimmed.get(hashes..).unwrap_or_default();
        if (1..=6).contains(&hashes) && after.starts_with(' ') {
            level = hashes;
            first.range.start += lead + hashes + (after.len() - after.trim_start().len());
        } else {
            first.range.start += lead;
        }
    }
    let mut content = finish(note, title, Within::Line);
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        text.truncate(text.trim_end_matches([' ', '\t']).len());
        if text.is_empty() {
            content.pop();
        }
    }
    if let (1..=4, Some(first), Some(last)) = (level, content.first(), content.last()) {
        let scale = [170, 150, 130, 115].get(level - 1).copied().unwrap_or(100);
        let span = first.span.to(last.span);
        content = vec![Inline { span, kind: InlineKind::Styled(Style::Scale(scale), content) }];
    }
    (Opening { name, title: Some(content).filter(|title| !title.is_empty()) }, body)
}
