use std::ops::Range;

use crate::proposal::{Inline, InlineKind};
use crate::source::{Sources, Span};

/// Stands for what is no text: code, formulas, images.
const OBJECT: char = '\u{FFFC}';

/// Inline content as one text, without markup and without code, from which each
/// place leads back to the file.
#[derive(Debug, Default)]
pub(super) struct Flat {
    /// The text; breaks are line ends.
    pub(super) text: String,
    /// For each piece of it where it begins here, and where it stands.
    pieces: Vec<(usize, Span, Exact)>,
}

/// Whether the offsets of a piece are those of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exact {
    Yes,
    /// Entities or escapes were resolved in it.
    No,
}

impl Flat {
    pub(super) fn of(inlines: &[Inline], sources: &Sources) -> Self {
        let mut flat = Self::default();
        flat.add(inlines, sources);
        flat
    }

    /// The cells of a row, a tab between each two.
    pub(super) fn of_cells(cells: &[&[Inline]], row: Span, sources: &Sources) -> Self {
        let mut flat = Self::default();
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                flat.piece("\t", row, Exact::No);
            }
            flat.add(cell, sources);
        }
        flat
    }

    fn add(&mut self, inlines: &[Inline], sources: &Sources) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => {
                    let exact = if sources.slice(inline.span) == text { Exact::Yes } else { Exact::No };
                    self.piece(text, inline.span, exact);
                }
                InlineKind::Break => self.piece("\n", inline.span, Exact::No),
                InlineKind::Emphasis(content)
                | InlineKind::Strong(content)
                | InlineKind::Styled(_, content)
                | InlineKind::Link { content, .. } => self.add(content, sources),
                InlineKind::Code(_)
                | InlineKind::Math { .. }
                | InlineKind::Image(_)
                | InlineKind::Footnote(_)
                | InlineKind::Tag(_) => {
                    self.piece(OBJECT.encode_utf8(&mut [0; 4]), inline.span, Exact::No);
                }
                InlineKind::Anchor(_) => {}
            }
        }
    }

    fn piece(&mut self, text: &str, span: Span, exact: Exact) {
        self.pieces.push((self.text.len(), span, exact));
        self.text.push_str(text);
    }

    /// Where a part of the text stands in the file.
    pub(super) fn span(&self, range: &Range<usize>, sources: &Sources) -> Option<Span> {
        let first = self.piece_at(range.start)?;
        let last = self.piece_at(range.end.saturating_sub(1))?;
        if let (_, span, Exact::No) = first
            && first.0 == last.0
            && let Some(at) = sources.slice(span).find(self.text.get(range.clone())?)
        {
            let start = span.range().start + at;
            return Some(Span::new(span.file, start..start + range.len()));
        }
        let start = match first {
            (at, span, Exact::Yes) => Span { start: span.start + offset(range.start - at), ..span },
            (_, span, Exact::No) => span,
        };
        let end = match last {
            (at, span, Exact::Yes) => Span { end: span.start + offset(range.end - at), ..span },
            (_, span, Exact::No) => span,
        };
        Some(Span { end: end.end.max(start.start), ..start })
    }

    fn piece_at(&self, at: usize) -> Option<(usize, Span, Exact)> {
        let next = self.pieces.partition_point(|(start, ..)| *start <= at);
        self.pieces.get(next.checked_sub(1)?).copied()
    }
}

fn offset(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
