//! Before the Markdown parser: what Obsidian reads differently is brought into
//! a form that the parser reads the same way. Every change keeps the way back
//! into the note.

mod comments;
mod dollars;
mod exposed;
mod formulas;
mod lines;
mod linked;
mod rewrite;
mod structure;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use comments::Comment;
pub(super) use dollars::cells;
pub(super) use structure::{BlockId, Line, marker};

use exposed::Known;
use pulldown_cmark::Options;

use crate::source::OffsetMap;

/// How often a text is prepared for the sake of comments between what only looks
/// like code. Notes that people write need two rounds at the most.
const MOST_ROUNDS: usize = 8;

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

/// The options of the parser of a prepared text; each of the others reads
/// something that Obsidian does not.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_WIKILINKS
}

/// Prepares the body of a note. Comments are looked for before the Markdown
/// parser runs, and so what is code is a guess; where the parser knows better,
/// the text is prepared again.
pub(super) fn prepare(body: &str) -> Prepared {
    let mut known = Known::default();
    if !body.contains("%%") {
        return attempt(body, &known);
    }
    for _ in 0..MOST_ROUNDS {
        let before = known.clone();
        if exposed::some_deep(body) {
            known.marked = true;
            let code = exposed::in_code(&attempt(body, &known), body);
            known.code.extend(code.difference(&known.plain));
            known.marked = false;
        }
        let prepared = attempt(body, &known);
        known.plain.extend(exposed::lines(&prepared, body));
        known.code.retain(|line| !known.plain.contains(line));
        if known == before {
            return prepared;
        }
    }
    // Nobody writes such a note: nothing is code in it.
    let plain = exposed::marked(body);
    attempt(body, &Known { plain, ..Known::default() })
}

fn attempt(body: &str, known: &Known) -> Prepared {
    let found = comments::find(body, known);
    let first = rewrite::apply(body, found.edits);
    let (lines, fence) = structure::lines(&first.text);
    let mut edits = Vec::new();
    let mut ids = structure::block_ids(&first.text, &lines, &mut edits);
    structure::callout_titles(&first.text, &lines, &mut edits);
    structure::formulas_below_tables(&first.text, &lines, &mut edits);
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
    /// The labels of the footnotes that are defined in this text, and in the
    /// first `borrowed` bytes that were put before it.
    pub(super) fn labels(&self, borrowed: usize) -> BTreeSet<String> {
        let own = self.lines.iter().filter(|line| !line.is_code());
        let own = own.filter_map(|line| self.without_comments.get(line.content..line.end));
        let before = self.text.get(..borrowed).unwrap_or_default().lines();
        own.chain(before).filter_map(lines::definition).map(str::to_owned).collect()
    }

    /// Makes footnotes that are defined around this text known in it; gives the
    /// length of what is put before it, which is no part of the note.
    pub(super) fn borrow_labels(&mut self, labels: &BTreeSet<String>) -> usize {
        let used = labels.iter().filter(|label| self.text.contains(&format!("[^{label}]")));
        let mut before: String = used.map(|label| format!("[^{label}]:\n\n")).collect();
        if before.is_empty() {
            return 0;
        }
        // Ends the last of them, however far the text is indented.
        before.push_str("<!-- -->\n\n");
        let length = before.len();
        let with = rewrite::apply(&self.text, vec![rewrite::Edit::insert(0, before)]);
        let own = std::mem::take(&mut self.inserted);
        self.map = with.map.then(&self.map);
        self.text = with.text;
        self.inserted = with.inserted;
        self.inserted.extend(own.into_iter().map(|range| range.start + length..range.end + length));
        length
    }

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
