//! Whether an author has made room for a signature, so that no template adds a
//! second place to sign.

use crate::proposal::{Block, BlockKind, Inline, Proposal, plain_text};
use crate::typeset::visit;

/// What is said only where somebody signs, in small letters.
const FORMULAS: &[&str] = &[
    "bon pour accord",
    "bon pour commande",
    "lu et approuvé",
    "cachet et signature",
    "date et signature",
    "nom et signature",
    "agreed and accepted",
    "accepted by",
    "sign here",
    "signed by",
    "einverstanden",
    "firma y sello",
    "aceptado por",
];

/// What a place to sign begins with; a sentence may speak of signatures.
const LABELS: &[&str] =
    &["signature", "signé", "cachet", "acceptation", "acceptance", "unterschrift", "firma", "aceptación"];

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
    let text = plain_text(content).replace(['\u{a0}', '\u{202f}'], " ").trim().to_lowercase();
    let text = text.trim_start_matches(|c: char| !c.is_alphabetic());
    text.chars().count() < LONGEST
        && (FORMULAS.iter().any(|formula| text.contains(formula))
            || LABELS.iter().any(|label| text.starts_with(label)))
}
