//! Page breaks that the properties ask for.

use crate::proposal::{Block, BlockKind, PageBreaks, Proposal};

/// Breaks pages as the brand asks for it, where the note does not say itself where
/// they end. Annexes keep their own pages.
pub fn break_pages(proposal: &mut Proposal, breaks: PageBreaks) {
    if proposal.metadata.page_breaks.is_none() {
        let annexes = proposal.blocks.split_off(proposal.blocks.len().saturating_sub(proposal.annexes));
        apply(&mut proposal.blocks, breaks);
        proposal.blocks.extend(annexes);
    }
}

/// Puts page breaks in the place of rules and before headings, as asked.
pub(super) fn apply(blocks: &mut Vec<Block>, breaks: PageBreaks) {
    if breaks == PageBreaks::default() {
        return;
    }
    let top = top_level(blocks);
    let mut out: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in std::mem::take(blocks) {
        if let (BlockKind::Rule, true) = (&block.kind, breaks.rules) {
            block.kind = BlockKind::PageBreak;
        }
        // A heading below its chapter's own stays with it.
        let begins = out.iter().any(|before| !matches!(before.kind, BlockKind::Rule | BlockKind::PageBreak));
        let below = out.iter().rev().find(|before| !matches!(before.kind, BlockKind::Rule));
        let led = below.is_some_and(|before| matches!(before.kind, BlockKind::Heading { .. }));
        if let BlockKind::Heading { level, outlined: true, .. } = &block.kind
            && level.saturating_sub(top) < breaks.headings
            && begins
            && !led
        {
            out.push(Block { span: block.span, kind: BlockKind::PageBreak, anchor: None });
        }
        out.push(block);
    }
    *blocks = out;
}

/// The level of the document's chapters: its highest heading; 2 where it has
/// none.
pub(super) fn top_level(blocks: &[Block]) -> u8 {
    let levels = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { level, outlined: true, .. } => Some(*level),
        BlockKind::Embed { blocks } | BlockKind::Aligned { blocks, .. } => Some(top_level(blocks)),
        _ => None,
    });
    levels.min().unwrap_or(2)
}
