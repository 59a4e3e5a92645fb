//! Block ids (`^id`) find the block that they name.

use super::note::Note;
use super::prepass::BlockId;
use crate::proposal::{Block, BlockKind, Inline, InlineKind, walk};

/// Gives each block the id that stands at its end or below it.
pub(super) fn attach(note: &Note<'_>, blocks: &mut [Block]) {
    for id in &note.prepared.ids {
        let at = u32::try_from(note.base + id.at).unwrap_or(u32::MAX);
        place(blocks, at, id);
    }
}

fn holds(block: &Block, at: u32) -> bool {
    block.span.start <= at && at < block.span.end.max(block.span.start + 1)
}

/// Sets the id on the block at an offset; whether one was found.
fn place(blocks: &mut [Block], at: u32, id: &BlockId) -> bool {
    // Blocks stand in order: the one that begins last before the place.
    let next = blocks.partition_point(|block| block.span.start <= at);
    let Some(block) = next.checked_sub(1).and_then(|index| blocks.get_mut(index)) else { return false };
    if !holds(block, at) {
        return false;
    }
    // An id on its own line names the whole block above it: a list, a quote.
    let whole = id.alone
        && match &block.kind {
            BlockKind::List { .. } => !id.indented,
            _ => true,
        };
    if whole {
        // Each of several ids below one another leads there.
        if block.anchor.is_none() || !anchored(block, id) {
            block.anchor = Some(id.id.clone());
        }
        return true;
    }
    if let BlockKind::List { items, .. } = &mut block.kind
        && let Some(item) = items.iter_mut().rev().find(|item| item.span.start <= at)
    {
        let own = item.blocks.first().is_none_or(|first| at < first.span.end.max(first.span.start + 1));
        let in_list = matches!(item.blocks.first().map(|b| &b.kind), Some(BlockKind::List { .. }));
        if (!own || in_list) && place(&mut item.blocks, at, id) {
            return true;
        }
        item.anchor = Some(id.id.clone());
        return true;
    }
    if walk::children_mut(block).into_iter().any(|inner| place(inner, at, id)) {
        return true;
    }
    block.anchor = Some(id.id.clone());
    true
}

/// Puts a further id at the first words of a block; whether it has any.
fn anchored(block: &mut Block, id: &BlockId) -> bool {
    if let BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } = &mut block.kind {
        content.insert(0, Inline { span: block.span, kind: InlineKind::Anchor(id.id.clone()) });
        return true;
    }
    walk::children_mut(block)
        .into_iter()
        .any(|inner| inner.first_mut().is_some_and(|first| anchored(first, id)))
}
