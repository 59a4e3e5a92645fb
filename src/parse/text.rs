//! What Obsidian sees in plain text: tags and bare addresses.

use std::ops::Range;

use super::inlines::Within;
use super::note::Note;
use crate::proposal::{Inline, InlineKind, LinkTarget};

/// Splits a verbatim range into text, tags and links.
pub(super) fn split(note: &Note<'_>, range: Range<usize>, within: Within, push: &mut dyn FnMut(Inline)) {
    let mut start = range.start;
    let mut at = range.start;
    let mut emit = |range: Range<usize>, kind: Option<InlineKind>| {
        let kind = kind.unwrap_or_else(|| InlineKind::Text(note.slice(range.clone()).to_owned()));
        push(Inline { span: note.span(&range), kind });
    };
    let bytes = note.text().as_bytes();
    while at < range.end && within != Within::Link {
        let found = match bytes.get(at) {
            Some(b'#') => tag(note, at, range.end),
            Some(b'h' | b'H') => address(note, at, range.end),
            _ => None,
        };
        let Some((length, kind)) = found else {
            at += 1;
            continue;
        };
        if start < at {
            emit(start..at, None);
        }
        emit(at..at + length, Some(kind));
        at += length;
        start = at;
    }
    if start < range.end {
        emit(start..range.end, None);
    }
}

fn tag(note: &Note<'_>, at: usize, end: usize) -> Option<(usize, InlineKind)> {
    if note.escaped(at) || note.char_before(at).is_some_and(|c| !c.is_whitespace() && !matches!(c, '|' | '>'))
    {
        return None;
    }
    let rest = note.slice(at + 1..end);
    let length = rest
        .char_indices()
        .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '/') || is_emoji(*c)))
        .map_or(rest.len(), |(at, _)| at);
    let name = rest.get(..length)?;
    let worded = name.chars().any(|c| !c.is_ascii_digit() && !matches!(c, '/' | '-' | '_'));
    worded.then(|| (length + 1, InlineKind::Tag(name.to_owned())))
}

fn is_emoji(c: char) -> bool {
    matches!(u32::from(c), 0x200D | 0xFE0F | 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

fn address(note: &Note<'_>, at: usize, end: usize) -> Option<(usize, InlineKind)> {
    let rest = note.slice(at..end);
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    if note.char_before(at).is_some_and(char::is_alphanumeric) {
        return None;
    }
    let length = rest
        .char_indices()
        .find(|(_, c)| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | '`' | '|'))
        .map_or(rest.len(), |(at, _)| at);
    let mut url = rest.get(..length)?;
    // Punctuation after an address belongs to the sentence.
    let (opened, mut closed) = (url.matches('(').count(), url.matches(')').count());
    while let Some(last) = url.chars().next_back() {
        match last {
            ')' if closed > opened => closed -= 1,
            '.' | ',' | ':' | ';' | '!' | '?' | '*' | '_' | '~' | '\'' | '’' | '…' | ']' => {}
            _ => break,
        }
        url = url.get(..url.len() - last.len_utf8())?;
    }
    if url.len() <= scheme.len() {
        return None;
    }
    let text = Inline { span: note.span(&(at..at + url.len())), kind: InlineKind::Text(url.to_owned()) };
    let target = LinkTarget::Url(url.to_owned());
    Some((url.len(), InlineKind::Link { target, content: vec![text] }))
}
