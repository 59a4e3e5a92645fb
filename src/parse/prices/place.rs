//! Where an amount of a sentence stands.

use crate::money::Currency;
use crate::proposal::{Inline, InlineKind};
use crate::source::Span;

/// Finds the amounts of one line, each after the one before.
pub(super) struct Places<'a> {
    inlines: &'a [Inline],
    line: Span,
    /// Up to where the line is used up.
    from: u32,
}

impl<'a> Places<'a> {
    pub(super) fn new(inlines: &'a [Inline], line: Span) -> Self {
        Self { inlines, line, from: line.start }
    }

    /// The place of the next number that is written so, with the sign of its
    /// currency; the whole line where it cannot be told.
    pub(super) fn next(&mut self, written: &str) -> Span {
        match find(self.inlines, written, self.from) {
            Some(span) if !written.is_empty() => {
                self.from = span.end;
                span
            }
            _ => self.line,
        }
    }
}

/// The first place of a text at or behind an offset.
fn find(inlines: &[Inline], written: &str, from: u32) -> Option<Span> {
    inlines.iter().find_map(|inline| match &inline.kind {
        InlineKind::Text(text) if inline.span.end > from => {
            // Only where nothing was resolved do offsets lead to the source.
            let start = inline.span.range().start;
            let exact = inline.span.range().len() == text.len();
            let skip = (from as usize).saturating_sub(start);
            let at = skip + text.get(skip..)?.find(written).filter(|_| exact)?;
            let (before, after) = (text.get(..at)?, text.get(at + written.len()..)?);
            let (lead, tail) = (currency_before(before), currency_after(after));
            Some(Span::new(inline.span.file, start + at - lead..start + at + written.len() + tail))
        }
        // A link that shows the name of its target, which stands nowhere.
        InlineKind::Link { content, .. } if content.iter().any(|inner| inner.span == inline.span) => None,
        InlineKind::Styled(_, content)
        | InlineKind::Emphasis(content)
        | InlineKind::Strong(content)
        | InlineKind::Link { content, .. } => find(content, written, from),
        _ => None,
    })
}

/// The bytes of a currency sign right behind a number, with the space between.
fn currency_after(text: &str) -> usize {
    let trimmed = text.trim_start_matches(crate::money::is_space);
    let space = text.len() - trimmed.len();
    Currency::at_start(trimmed).map_or(0, |(_, length)| space + length)
}

/// The bytes of a currency sign right before a number.
fn currency_before(text: &str) -> usize {
    let Some(sign) = text.chars().next_back() else { return 0 };
    if matches!(sign, '€' | '$' | '£') { sign.len_utf8() } else { 0 }
}
