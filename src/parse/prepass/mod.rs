//! Before the Markdown parser: what Obsidian reads differently is brought into
//! a form that the parser reads the same way. Every change keeps the way back
//! into the note.

mod comments;
mod dollars;
mod formulas;
mod lines;
mod linked;
mod rewrite;
mod structure;

use std::ops::Range;

pub(super) use comments::Comment;
pub(super) use dollars::cells;
pub(super) use structure::{BlockId, Line, marker};

use crate::source::OffsetMap;

/// A text that is ready for the Markdown parser. All ranges but those of `text`
/// itself and `lines` lie in the note's body.
#[derive(Debug, Default)]
pub(super) struct Prepared {
    /// What is parsed.
    pub(super) text: String,
    /// From `text` into the body.
    pub(super) map: OffsetMap,
    /// The parts of `text` that the author did not write, in order.
    pub(super) inserted: Vec<Range<usize>>,
    /// The lines of the body without comments, as ranges of `without_comments`.
    pub(super) lines: Vec<Line>,
    /// The body without comments.
    pub(super) without_comments: String,
    /// From `without_comments` into the body.
    pub(super) comments_map: OffsetMap,
    pub(super) comments: Vec<Comment>,
    pub(super) ids: Vec<BlockId>,
    /// Comments that never end.
    pub(super) unclosed_comments: Vec<Range<usize>>,
    /// A fence that never ends.
    pub(super) unclosed_fence: Option<Range<usize>>,
    /// Formulas that look like amounts.
    pub(super) money: Vec<Range<usize>>,
    /// Page breaks that swallow what follows.
    pub(super) breaks: Vec<Range<usize>>,
}

/// Prepares the body of a note.
pub(super) fn prepare(body: &str) -> Prepared {
    let found = comments::find(body);
    let first = rewrite::apply(body, found.edits);
    let (lines, fence) = structure::lines(&first.text);
    let mut edits = Vec::new();
    let mut ids = structure::block_ids(&first.text, &lines, &mut edits);
    structure::callout_titles(&first.text, &lines, &mut edits);
    structure::rules_below_formulas(&first.text, &lines, &mut edits);
    structure::footnotes(&first.text, &lines, &mut edits);
    let breaks = structure::page_breaks(&first.text, &lines, &mut edits);
    linked::images(&first.text, &lines, &mut edits);
    let money = dollars::veto(&first.text, &lines, &mut edits);
    let second = rewrite::apply(&first.text, edits);
    for id in &mut ids {
        id.at = first.map.map(id.at);
    }
    let back = |range: Range<usize>| first.map.map(range.start)..first.map.map(range.end);
    Prepared {
        map: second.map.then(&first.map),
        text: second.text,
        inserted: second.inserted,
        lines,
        comments: found.comments,
        ids,
        unclosed_comments: found.unclosed,
        unclosed_fence: fence.map(back),
        money: money.into_iter().map(back).collect(),
        breaks: breaks.into_iter().map(back).collect(),
        without_comments: first.text,
        comments_map: first.map,
    }
}

impl Prepared {
    /// The parts of a range that the author wrote: HTML is raw, so nothing that
    /// was put in for Markdown's sake belongs to it.
    pub(super) fn written(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let mut at = range.start;
        let first = self.inserted.partition_point(|inserted| inserted.end <= range.start);
        for inserted in self.inserted.iter().skip(first).take_while(|inserted| inserted.start < range.end) {
            parts.push(at..inserted.start.max(at));
            at = inserted.end;
        }
        parts.push(at..range.end.max(at));
        parts.retain(|part| !part.is_empty());
        parts
    }
}
