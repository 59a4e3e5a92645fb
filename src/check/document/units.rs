//! A document as the pieces of text that rules read: paragraphs, headings, rows
//! of tables.

use super::flat::Flat;
use super::words::{Word, sentences};
use crate::proposal::{Block, BlockKind, Inline, Proposal, Row, walk};
use crate::source::Sources;

/// A piece of text that belongs together.
#[derive(Debug)]
pub(super) struct Unit {
    /// The text; a tab between the cells of a row.
    pub(super) flat: Flat,
    /// Its sentences.
    pub(super) sentences: Vec<Vec<Word>>,
    /// The headings above, folded, outermost first; of a heading, itself as the
    /// last.
    pub(super) section: Vec<String>,
}

impl Unit {
    /// The cells of a row, or the lines of a paragraph.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        self.flat.text.split(['\t', '\n'])
    }
}

/// All text of a proposal, in order: head, sections, footnotes.
pub(super) fn units(proposal: &Proposal, sources: &Sources) -> Vec<Unit> {
    let mut walk = Walk { sources, units: Vec::new(), section: Vec::new() };
    let head = &proposal.head;
    for blocks in [head.title.as_slice(), &head.subtitles, &head.bylines] {
        walk.blocks(blocks);
    }
    walk.section.clear();
    for fact in &head.facts {
        walk.flat(Flat::of(&fact.value, sources));
    }
    walk.blocks(head.versions.as_slice());
    walk.blocks(&head.rest);
    walk.section.clear();
    walk.blocks(&proposal.blocks);
    for footnote in &proposal.footnotes {
        walk.section.clear();
        walk.blocks(&footnote.blocks);
    }
    walk.units
}

struct Walk<'a> {
    sources: &'a Sources,
    units: Vec<Unit>,
    /// Levels and texts of the headings above.
    section: Vec<(u8, String)>,
}

impl Walk<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        walk::blocks(blocks, &mut |block| self.block(block));
    }

    /// What a block holds itself, without the blocks inside.
    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                let flat = Flat::of(content, self.sources);
                self.section.retain(|(above, _)| above < level);
                self.section.push((*level, super::remnants::fold(&flat.text)));
                self.flat(flat);
            }
            BlockKind::Table(table) => table.header.iter().chain(&table.rows).for_each(|row| self.row(row)),
            _ => walk::content(block).into_iter().for_each(|content| self.inlines(content)),
        }
    }

    fn row(&mut self, row: &Row) {
        let cells: Vec<&[Inline]> = row.cells.iter().map(|cell| cell.content.as_slice()).collect();
        self.flat(Flat::of_cells(&cells, row.span, self.sources));
    }

    fn inlines(&mut self, content: &[Inline]) {
        self.flat(Flat::of(content, self.sources));
    }

    fn flat(&mut self, flat: Flat) {
        if flat.text.trim().is_empty() {
            return;
        }
        let sentences = sentences(&flat.text);
        let section = self.section.iter().map(|(_, text)| text.clone()).collect();
        self.units.push(Unit { flat, sentences, section });
    }
}
