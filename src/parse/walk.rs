//! Walking the model. The depth of a tree is bounded before anything walks it.

use crate::proposal::{Block, BlockKind, Inline, InlineKind, Table};

/// Calls a function for every inline in blocks, parents before children, in the
/// order of the page.
pub(super) fn inlines_mut(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => inline_mut(content, visit),
            BlockKind::Figure { caption, .. } => inline_mut(caption, visit),
            BlockKind::List { items, .. } => {
                for item in items {
                    inlines_mut(&mut item.blocks, visit);
                }
            }
            BlockKind::Table(table) => table_mut(table, visit),
            BlockKind::Quote(blocks)
            | BlockKind::Aligned { blocks, .. }
            | BlockKind::Embed { blocks, .. } => inlines_mut(blocks, visit),
            BlockKind::Callout(callout) => {
                if let Some(title) = &mut callout.title {
                    inline_mut(title, visit);
                }
                inlines_mut(&mut callout.blocks, visit);
            }
            BlockKind::Code { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_) => {}
        }
    }
}

fn table_mut(table: &mut Table, visit: &mut dyn FnMut(&mut Inline)) {
    for row in table.header.iter_mut().chain(&mut table.rows) {
        for cell in &mut row.cells {
            inline_mut(&mut cell.content, visit);
        }
    }
}

fn inline_mut(content: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in content {
        visit(inline);
        match &mut inline.kind {
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Styled(_, content)
            | InlineKind::Link { content, .. } => inline_mut(content, visit),
            InlineKind::Text(_)
            | InlineKind::Break
            | InlineKind::Code(_)
            | InlineKind::Math { .. }
            | InlineKind::Image(_)
            | InlineKind::Footnote(_)
            | InlineKind::Tag(_)
            | InlineKind::Anchor(_) => {}
        }
    }
}

/// Calls a function for every block, parents before children, in the order of
/// the page.
pub(super) fn blocks<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in blocks {
        visit(block);
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    self::blocks(&item.blocks, visit);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Aligned { blocks: inner, .. }
            | BlockKind::Embed { blocks: inner, .. } => self::blocks(inner, visit),
            BlockKind::Callout(callout) => self::blocks(&callout.blocks, visit),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Figure { .. }
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_) => {}
        }
    }
}

/// The blocks directly inside a block, list items apart.
pub(super) fn children_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match &mut block.kind {
        BlockKind::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        BlockKind::Quote(inner)
        | BlockKind::Aligned { blocks: inner, .. }
        | BlockKind::Embed { blocks: inner, .. } => vec![inner],
        BlockKind::Callout(callout) => vec![&mut callout.blocks],
        BlockKind::Heading { .. }
        | BlockKind::Paragraph(_)
        | BlockKind::Figure { .. }
        | BlockKind::Table(_)
        | BlockKind::Code { .. }
        | BlockKind::Diagram { .. }
        | BlockKind::Math { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak
        | BlockKind::Verbatim(_) => Vec::new(),
    }
}
