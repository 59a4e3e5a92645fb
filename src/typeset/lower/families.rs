//! Tables of one kind look alike: those with the same head below sibling headings
//! ("Pack Démarrage", "Pack Production") have the same width and the same columns,
//! whatever each of them says.

use std::collections::BTreeMap;

use crate::proposal::{Block, BlockKind, Column, Table, plain_text};
use crate::source::FileId;
use crate::typeset::columns::{Columns, shared_columns};

/// The place where a table starts.
type Place = (FileId, u32);

/// The columns that a table shares with others.
pub(super) type Families = BTreeMap<Place, Columns>;

/// What tables of one kind have in common: the heading above their own one, the
/// words of their head, and what their columns hold.
type Kind = (usize, Vec<String>, Vec<Column>);

/// A table of some kind.
type Member<'a> = (Place, &'a Table);

/// Finds the tables that look alike.
pub(super) fn families(blocks: &[Block]) -> Families {
    let mut walk = Walk::default();
    walk.blocks(blocks);
    let mut families = Families::new();
    for (_, tables) in walk.kinds {
        let [(_, first), _, ..] = tables.as_slice() else { continue };
        let all = Table {
            columns: first.columns.clone(),
            header: first.header.clone(),
            rows: tables.iter().flat_map(|(_, table)| table.rows.iter().cloned()).collect(),
        };
        let shared = shared_columns(&all);
        // Those that need a page on its side are seen apart anyway.
        if !shared.turned {
            families.extend(tables.iter().map(|(place, _)| (*place, shared.clone())));
        }
    }
    families
}

/// The tables of a document by kind.
#[derive(Default)]
struct Walk<'a> {
    /// The headings above, with their levels and numbers.
    open: Vec<(u8, usize)>,
    headings: usize,
    kinds: Vec<(Kind, Vec<Member<'a>>)>,
}

impl<'a> Walk<'a> {
    fn blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            if let BlockKind::Heading { level, .. } = block.kind {
                while self.open.last().is_some_and(|(last, _)| *last >= level) {
                    self.open.pop();
                }
                self.headings += 1;
                self.open.push((level, self.headings));
            } else if let BlockKind::Embed { blocks } = &block.kind {
                self.blocks(blocks);
            } else if let BlockKind::Table(table) = &block.kind
                && let Some(header) = &table.header
            {
                let parent = self.open.iter().rev().nth(1).map_or(0, |(_, number)| *number);
                let head = header.cells.iter().map(|cell| plain_text(&cell.content).trim().to_lowercase());
                let kind = (parent, head.collect(), table.columns.clone());
                let place = (block.span.file, block.span.start);
                match self.kinds.iter_mut().find(|(known, _)| *known == kind) {
                    Some((_, tables)) => tables.push((place, table)),
                    None => self.kinds.push((kind, vec![(place, table)])),
                }
            }
        }
    }
}
