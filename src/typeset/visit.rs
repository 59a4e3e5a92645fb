//! Walks over a document.

use crate::proposal::{Block, BlockKind, ImageSource, Inline, InlineKind, Proposal};

/// Calls `visit` with each piece of inline content of the blocks, in order.
pub(super) fn inlines(blocks: &[Block], visit: &mut dyn FnMut(&[Inline])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => visit(content),
            BlockKind::Figure { caption, .. } => visit(caption),
            BlockKind::List { items, .. } => {
                for item in items {
                    inlines(&item.blocks, visit);
                }
            }
            BlockKind::Table(table) => {
                for row in table.header.iter().chain(&table.rows) {
                    for cell in &row.cells {
                        visit(&cell.content);
                    }
                }
            }
            BlockKind::Quote(blocks) | BlockKind::Embed { blocks } | BlockKind::Aligned { blocks, .. } => {
                inlines(blocks, visit);
            }
            BlockKind::Callout(callout) => {
                visit(callout.title.as_deref().unwrap_or_default());
                inlines(&callout.blocks, visit);
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

/// Calls `visit` with each block, outer ones first.
pub(super) fn blocks<'a>(list: &'a [Block], visit: &mut dyn FnMut(&'a Block)) {
    for block in list {
        visit(block);
        match &block.kind {
            BlockKind::List { items, .. } => {
                for item in items {
                    blocks(&item.blocks, visit);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Embed { blocks: inner }
            | BlockKind::Aligned { blocks: inner, .. } => {
                blocks(inner, visit);
            }
            BlockKind::Callout(callout) => blocks(&callout.blocks, visit),
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

/// Calls `visit` with each inline, outer ones first.
pub(super) fn each(list: &[Inline], visit: &mut dyn FnMut(&Inline)) {
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

/// All lists of blocks of a proposal: the head's, the sections, the footnotes.
pub(super) fn roots(proposal: &Proposal) -> Vec<&[Block]> {
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

/// Calls `visit` with the source of each image of a proposal.
pub(super) fn image_sources(proposal: &Proposal, visit: &mut dyn FnMut(&ImageSource)) {
    if let Some(logo) = &proposal.metadata.client_logo {
        visit(&logo.value);
    }
    if let Some(logo) = &proposal.head.logo {
        visit(&logo.source);
    }
    let mut inner = |content: &[Inline]| {
        each(content, &mut |inline| {
            if let InlineKind::Image(image) = &inline.kind {
                visit(&image.source);
            }
        });
    };
    for fact in &proposal.head.facts {
        inner(&fact.value);
    }
    for root in roots(proposal) {
        inlines(root, &mut inner);
    }
    for root in roots(proposal) {
        blocks(root, &mut |block| {
            if let BlockKind::Figure { image, .. } = &block.kind {
                visit(&image.source);
            }
        });
    }
}
