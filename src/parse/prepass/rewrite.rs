//! Changes to a text, with the way back.

use std::ops::Range;

use crate::source::OffsetMap;

/// A replacement of a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edit {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Edit {
    pub(super) fn remove(range: Range<usize>) -> Self {
        Self { range, text: String::new() }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { range: at..at, text: text.into() }
    }
}

/// A text after edits.
#[derive(Debug, Clone, Default)]
pub(super) struct Rewritten {
    pub(super) text: String,
    /// From this text into the one before.
    pub(super) map: OffsetMap,
    /// The parts of this text that were put in.
    pub(super) inserted: Vec<Range<usize>>,
}

/// Applies edits. Those that overlap an earlier one are left out, which can
/// only happen where two passes see the same markup.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> Rewritten {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let mut out = Rewritten { text: String::with_capacity(text.len() + 64), ..Rewritten::default() };
    let mut at = 0;
    for edit in edits {
        if edit.range.start < at || edit.range.end > text.len() {
            continue;
        }
        out.map.anchor(out.text.len(), at);
        out.text.push_str(text.get(at..edit.range.start).unwrap_or_default());
        if !edit.text.is_empty() {
            let start = out.text.len();
            out.map.anchor(start, edit.range.start);
            out.text.push_str(&edit.text);
            out.inserted.push(start..out.text.len());
        }
        at = edit.range.end;
        out.map.anchor(out.text.len(), at);
    }
    out.text.push_str(text.get(at..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_to_what_was_there() {
        let before = "ab %%c%% $d";
        let out = apply(
            before,
            vec![Edit::insert(9, "\\"), Edit::remove(2..8), Edit { range: 5..7, text: "x".into() }],
        );
        assert_eq!(out.text, "ab \\$d");
        assert_eq!(out.inserted.first(), Some(&(3..4)));
        let back: Vec<usize> = (0..out.text.len()).map(|at| out.map.map(at)).collect();
        assert_eq!(back, [0, 1, 8, 9, 9, 10]);
    }
}
