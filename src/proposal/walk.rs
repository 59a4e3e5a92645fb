//! Walking the model, outer parts before inner ones, in the order of the page.
//! What a block or an inline holds is said here and nowhere else. The depth of a
//! tree is bounded before anything walks it.

use super::{Block, BlockKind, Inline, InlineKind, Proposal};

/// The blocks directly inside a block: one list for each list item, else one.
pub(crate) fn children(block: &Block) -> Vec<&[Block]> {
    match &block.kind {
        BlockKind::List { items, .. } => items.iter().map(|item| item.blocks.as_slice()).collect(),
        BlockKind::Quote(inner)
        | BlockKind::Aligned { blocks: inner, .. }
        | BlockKind::Embed { blocks: inner } => vec![inner],
        BlockKind::Callout(callout) => vec![&callout.blocks],
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

/// The same to be changed.
pub(crate) fn children_mut(block: &mut Block) -> Vec<&mut Vec<Block>> {
    match &mut block.kind {
        BlockKind::List { items, .. } => items.iter_mut().map(|item| &mut item.blocks).collect(),
        BlockKind::Quote(inner)
        | BlockKind::Aligned { blocks: inner, .. }
        | BlockKind::Embed { blocks: inner } => vec![inner],
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

/// The inline content of a block itself, without that of the blocks inside: a
/// table has one for each cell.
pub(crate) fn content(block: &Block) -> Vec<&[Inline]> {
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::Figure { caption, .. } => vec![caption],
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).map(|cell| cell.content.as_slice()).collect()
        }
        BlockKind::Callout(callout) => callout.title.iter().map(Vec::as_slice).collect(),
        BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Aligned { .. }
        | BlockKind::Embed { .. }
        | BlockKind::Code { .. }
        | BlockKind::Diagram { .. }
        | BlockKind::Math { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak
        | BlockKind::Verbatim(_) => Vec::new(),
    }
}

/// The same to be changed.
fn content_mut(block: &mut Block) -> Vec<&mut Vec<Inline>> {
    match &mut block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => vec![content],
        BlockKind::Figure { caption, .. } => vec![caption],
        BlockKind::Table(table) => {
            let rows = table.header.iter_mut().chain(&mut table.rows);
            rows.flat_map(|row| &mut row.cells).map(|cell| &mut cell.content).collect()
        }
        BlockKind::Callout(callout) => callout.title.iter_mut().collect(),
        BlockKind::List { .. }
        | BlockKind::Quote(_)
        | BlockKind::Aligned { .. }
        | BlockKind::Embed { .. }
        | BlockKind::Code { .. }
        | BlockKind::Diagram { .. }
        | BlockKind::Math { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak
        | BlockKind::Verbatim(_) => Vec::new(),
    }
}

/// Calls `visit` with each block.
pub(crate) fn blocks<'a>(list: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in list {
        visit(block);
        for inner in children(block) {
            blocks(inner, visit);
        }
    }
}

/// Calls `visit` with each block, to be changed.
pub(crate) fn blocks_mut(list: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    for block in list {
        visit(block);
        for inner in children_mut(block) {
            blocks_mut(inner, visit);
        }
    }
}

/// Calls `visit` with each piece of inline content of the blocks.
pub(crate) fn contents(list: &[Block], visit: &mut dyn FnMut(&[Inline])) {
    blocks(list, &mut |block| content(block).into_iter().for_each(&mut *visit));
}

/// Calls `visit` with each inline of the blocks.
pub(crate) fn inlines(list: &[Block], visit: &mut dyn FnMut(&Inline)) {
    contents(list, &mut |content| each(content, visit));
}

/// Calls `visit` with each inline of the blocks, to be changed.
pub(crate) fn inlines_mut(list: &mut [Block], visit: &mut dyn FnMut(&mut Inline)) {
    blocks_mut(list, &mut |block| {
        for content in content_mut(block) {
            each_mut(content, visit);
        }
    });
}

/// Calls `visit` with each inline.
pub(crate) fn each(list: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    for inline in list {
        visit(inline);
        match &inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Styled(_, inner)
            | InlineKind::Link { content: inner, .. } => each(inner, visit),
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

/// Calls `visit` with each inline, to be changed.
fn each_mut(list: &mut [Inline], visit: &mut dyn FnMut(&mut Inline)) {
    for inline in list {
        visit(inline);
        match &mut inline.kind {
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Styled(_, inner)
            | InlineKind::Link { content: inner, .. } => each_mut(inner, visit),
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
/// All lists of blocks of a proposal: the head's, the sections, the footnotes.
pub(crate) fn roots(proposal: &Proposal) -> Vec<&[Block]> {
    let head = &proposal.head;
    let mut roots: Vec<&[Block]> = Vec::new();
    roots.extend(head.title.iter().map(std::slice::from_ref));
    roots.push(&head.subtitles);
    roots.push(&head.bylines);
    roots.extend(head.versions.iter().map(std::slice::from_ref));
    roots.push(&head.rest);
    roots.push(&proposal.blocks);
    roots.extend(proposal.footnotes.iter().map(|footnote| footnote.blocks.as_slice()));
    roots
}
