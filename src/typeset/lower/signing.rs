//! Whether an author has made room for a signature, so that no template adds a
//! second place to sign.

use crate::proposal::{Block, BlockKind, Inline, Proposal, is_place_to_sign, plain_text};
use crate::typeset::visit;

/// The names of the callout that is a place to sign.
const CALLOUTS: &[&str] = &["acceptance", "acceptation", "accord", "bon-pour-accord", "signature"];

/// What says more than this is a sentence.
const LONGEST: usize = 60;

/// Whether a proposal holds a place to sign.
pub(super) fn has_room(proposal: &Proposal) -> bool {
    visit::roots(proposal).into_iter().any(any)
}

fn any(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => signs(content),
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).any(|cell| signs(&cell.content))
        }
        BlockKind::Callout(callout) => {
            CALLOUTS.contains(&callout.name.as_str())
                || callout.title.as_deref().is_some_and(signs)
                || any(&callout.blocks)
        }
        BlockKind::Quote(inner)
        | BlockKind::Embed { blocks: inner }
        | BlockKind::Aligned { blocks: inner, .. } => any(inner),
        _ => false,
    })
}

fn signs(content: &[Inline]) -> bool {
    let text = plain_text(content);
    text.chars().count() < LONGEST && is_place_to_sign(&text)
}
