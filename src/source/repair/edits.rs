use std::ops::Range;

use super::sequence::Sequence;
use crate::source::OffsetMap;

/// A text and how it was made from another: by replacing pieces.
#[derive(Debug, Clone)]
pub(super) struct Edits {
    /// What came out.
    pub(super) text: String,
    /// What was replaced, in order.
    pub(super) pieces: Vec<Piece>,
}

/// A piece that was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stood in the first text.
    pub(super) from: Range<usize>,
    /// Where its replacement stands.
    pub(super) to: Range<usize>,
    /// How many replacements lie one over the other.
    pub(super) depth: usize,
}

impl Edits {
    /// Nothing replaced.
    pub(super) fn none(text: &str) -> Self {
        Self { text: text.to_owned(), pieces: Vec::new() }
    }

    /// Puts for each sequence the character that it was.
    pub(super) fn repaired(text: &str, sequences: &[Sequence]) -> Self {
        let mut edits = Self { text: String::with_capacity(text.len()), pieces: Vec::new() };
        let mut at = 0;
        for sequence in sequences {
            edits.text.push_str(text.get(at..sequence.range.start).unwrap_or_default());
            let start = edits.text.len();
            edits.text.push(sequence.decoded);
            at = sequence.range.end;
            edits.pieces.push(Piece { from: sequence.range.clone(), to: start..edits.text.len(), depth: 1 });
        }
        edits.text.push_str(text.get(at..).unwrap_or_default());
        edits
    }

    /// These replacements followed by others of their result.
    pub(super) fn then(self, next: Self) -> Self {
        // All pieces by their place in the text between the two; overlapping
        // ones become one.
        let old = self.pieces.iter().map(|piece| (piece.to.clone(), piece.depth, 0));
        let new = next.pieces.iter().map(|piece| (piece.from.clone(), 0, piece.depth));
        let mut places: Vec<_> = old.chain(new).collect();
        places.sort_by_key(|(place, ..)| (place.start, place.end));
        let mut merged: Vec<(Range<usize>, usize, usize)> = Vec::new();
        for (place, old, new) in places {
            match merged.last_mut() {
                Some(last) if place.start < last.0.end => {
                    last.0.end = last.0.end.max(place.end);
                    (last.1, last.2) = (last.1.max(old), last.2.max(new));
                }
                _ => merged.push((place, old, new)),
            }
        }
        let (back, forth) = (self.map(), next.map().inverse());
        let pieces = merged.into_iter().map(|(place, old, new)| Piece {
            from: back.map(place.start)..back.map(place.end),
            to: forth.map(place.start)..forth.map(place.end),
            depth: old + new,
        });
        Self { pieces: pieces.collect(), text: next.text }
    }

    /// The map from the text that came out to the first.
    pub(super) fn map(&self) -> OffsetMap {
        let mut map = OffsetMap::default();
        for piece in &self.pieces {
            map.anchor(piece.to.start, piece.from.start);
            map.anchor(piece.to.end, piece.from.end);
        }
        map
    }
}
