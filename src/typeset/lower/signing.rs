//! Whether an author has made room for a signature, so that no template adds a
//! second place to sign.

use crate::proposal::{
    Block, BlockKind, DocumentKind, Inline, Proposal, Row, has_blank, is_place_to_sign, plain_text,
};
use crate::source::Span;

/// The names of the callout that is a place to sign.
const CALLOUTS: &[&str] = &["acceptance", "acceptation", "accord", "bon-pour-accord", "signature"];

/// What says more than this is a sentence.
const LONGEST: usize = 120;

/// What a proposal holds of a place to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Nothing.
    Absent,
    /// Its last words say that one signs there, and nothing below them leaves
    /// room for it.
    Label,
    /// A place of the author's own.
    Own,
}

/// The last block of a proposal, where it is no more than the label of a place
/// to sign.
pub(super) fn label(proposal: &Proposal) -> Option<Span> {
    let (_, last) = ended(proposal);
    last.filter(|_| place(proposal) == Place::Label).map(|block| block.span)
}

/// The last block of an offer to somebody, where templates set a place to sign
/// below it. They stand on one page: a signature alone on a sheet agrees to nothing.
pub(super) fn above(proposal: &Proposal) -> Option<Span> {
    let meta = &proposal.metadata;
    let quote = meta.kind.as_ref().is_some_and(|kind| kind.value == DocumentKind::Quote);
    let offered = quote || meta.client.is_some();
    let (_, last) = ended(proposal);
    last.filter(|_| offered && place(proposal) != Place::Own).map(|block| block.span)
}

/// The blocks of a proposal without its annexes, the last one apart.
fn ended(proposal: &Proposal) -> (&[Block], Option<&Block>) {
    let (body, _) = proposal.blocks.split_at(proposal.blocks.len().saturating_sub(proposal.annexes));
    let end = body.iter().rposition(|block| !matches!(block.kind, BlockKind::Rule | BlockKind::PageBreak));
    match end {
        Some(end) => (body.get(..end).unwrap_or_default(), body.get(end)),
        None => (body, None),
    }
}

/// Looks for a place to sign.
pub(super) fn place(proposal: &Proposal) -> Place {
    let (before, last) = ended(proposal);
    if any(&proposal.head.rest) || any(before) {
        return Place::Own;
    }
    match last {
        Some(Block { kind: BlockKind::Paragraph(content) | BlockKind::Heading { content, .. }, .. })
            if signs(content) =>
        {
            if has_blank(&plain_text(content)) {
                Place::Own
            } else {
                Place::Label
            }
        }
        Some(last) if any(std::slice::from_ref(last)) => Place::Own,
        _ => Place::Absent,
    }
}

fn any(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => signs(content),
        BlockKind::Table(table) => {
            // "Signature | 30 % | 900 €" is an instalment.
            let figures = |row: &Row| {
                row.cells.iter().any(|cell| plain_text(&cell.content).contains(|c: char| c.is_ascii_digit()))
            };
            let rows = table.header.iter().chain(table.rows.iter().filter(|row| !figures(row)));
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
