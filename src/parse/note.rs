//! One note while it is parsed: its text, the way back to the file, and what is
//! found on the way.

use std::collections::BTreeMap;
use std::ops::Range;

use super::prepass::Prepared;
use super::vault::{Resolution, Vault};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::Footnote;
use crate::source::{FileId, Span};

/// How deep quotes, lists, callouts, embeds and styles nest on a page. Typst
/// gives up at about 30 levels of its own, and a list takes more than one.
pub(super) const MAX_NESTING: usize = 13;

/// A note that is being parsed.
pub(super) struct Note<'a> {
    pub(super) file: FileId,
    pub(super) path: &'a str,
    /// Where the body starts in the file.
    pub(super) base: usize,
    pub(super) body: &'a str,
    pub(super) prepared: Prepared,
    pub(super) language: Language,
    pub(super) strict: bool,
    pub(super) vault: &'a dyn Vault,
    pub(super) findings: Vec<Diagnostic>,
    /// Links into notes, to be resolved when the whole document is known.
    pub(super) links: Vec<PendingLink>,
    /// Embedded notes by the span of their place.
    pub(super) embeds: BTreeMap<Span, PendingEmbed>,
    /// Footnotes of this note by their folded label; an inline one has none.
    pub(super) footnotes: Footnotes,
    /// What looks like Markdown in blocks of HTML.
    pub(super) raw: Vec<Span>,
    /// How many parts were read.
    pub(super) parts: usize,
    /// The length of what precedes the text for the sake of footnotes that are
    /// defined around it.
    pub(super) borrowed: usize,
    /// How many fences whose content is Markdown surround this text.
    pub(super) within: usize,
}

/// Footnotes while their numbers are not yet known.
#[derive(Debug, Default, Clone)]
pub(super) struct Footnotes {
    labels: BTreeMap<String, usize>,
    /// Definitions by provisional index; none where only references were seen.
    pub(super) notes: Vec<Option<Footnote>>,
}

impl Footnotes {
    /// The provisional index of a label; ids are compared without case.
    pub(super) fn index(&mut self, label: &str) -> usize {
        let next = self.notes.len();
        let index = *self.labels.entry(label.to_lowercase()).or_insert(next);
        if index == next {
            self.notes.push(None);
        }
        index
    }

    /// Adds a footnote that no other place refers to.
    pub(super) fn push(&mut self, note: Footnote) -> usize {
        self.notes.push(Some(note));
        self.notes.len() - 1
    }

    /// Defines a label; the first definition holds.
    pub(super) fn define(&mut self, label: &str, note: Footnote) {
        let index = self.index(label);
        if let Some(place) = self.notes.get_mut(index) {
            place.get_or_insert(note);
        }
    }
}

/// A link whose heading or block is looked for at the end.
#[derive(Debug, Clone)]
pub(super) struct PendingLink {
    /// The note it leads to.
    pub(super) path: String,
    /// What stands after `#`; empty for the note itself.
    pub(super) fragment: String,
    pub(super) span: Span,
    /// As written, for findings.
    pub(super) shown: String,
}

/// An embedded note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PendingEmbed {
    pub(super) path: String,
    pub(super) fragment: String,
    /// As written, for findings.
    pub(super) shown: String,
}

impl Note<'_> {
    /// The text that is parsed.
    pub(super) fn text(&self) -> &str {
        &self.prepared.text
    }

    /// A part of the parsed text.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.prepared.text.get(range).unwrap_or_default()
    }

    /// The span in the file of a range of the parsed text.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let map = &self.prepared.map;
        let start = map.map(range.start);
        // The end is that of the last character, so that what was taken out
        // after it does not belong to the range.
        let end = match range.end.checked_sub(1).filter(|last| *last >= range.start) {
            Some(last) => map.map(last) + 1,
            None => start,
        };
        Span::new(self.file, self.base + start..self.base + end.max(start))
    }

    /// The span in the file of a range of the body.
    pub(super) fn body_span(&self, range: &Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// The span in the file of a range of the body without comments.
    pub(super) fn line_span(&self, range: &Range<usize>) -> Span {
        let map = &self.prepared.comments_map;
        let start = map.map(range.start);
        let end = range.end.checked_sub(1).map_or(start, |last| map.map(last) + 1);
        Span::new(self.file, self.base + start..self.base + end.max(start))
    }

    /// Whether a comment stood in or directly behind a range of the parsed text.
    pub(super) fn hides(&self, range: &Range<usize>) -> bool {
        let map = &self.prepared.map;
        let comments = &self.prepared.comments;
        let start = map.map(range.start);
        let first = comments.partition_point(|comment| comment.range.start < start);
        comments.get(first).is_some_and(|comment| comment.range.start <= map.map(range.end))
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// The character before an offset of the parsed text.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.text().get(..at)?.chars().next_back()
    }

    /// Whether the character at an offset is escaped with a backslash.
    pub(super) fn escaped(&self, at: usize) -> bool {
        let backslashes = self
            .text()
            .as_bytes()
            .get(..at)
            .map_or(0, |b| b.iter().rev().take_while(|b| **b == b'\\').count());
        backslashes % 2 == 1
    }

    pub(super) fn resolve(&self, target: &str) -> Resolution {
        self.vault.resolve(target, self.path)
    }
}
