//! Which template suits a document where nobody asks for one.

use super::lower;
use crate::proposal::{BlockKind, DocumentKind, Proposal, RowKind, Table, walk};

/// The template that is used where nothing speaks for another.
pub const DEFAULT_TEMPLATE: &str = "proposal";

/// The words with which an offer calls itself a proposal, in small letters.
const PROPOSALS: &[&str] = &["proposition", "proposal"];

/// The name of the template that suits what a document is: `quote` for a quote,
/// `brochure` for price lists that are addressed to nobody, else `proposal`.
///
/// [`DocumentKind::Quote`] stands for any offer to a client; one whose type or
/// title calls it a proposal keeps the proposal's cover.
pub fn suited(proposal: &Proposal) -> &'static str {
    let metadata = &proposal.metadata;
    match metadata.kind.as_ref().map(|kind| kind.value) {
        Some(DocumentKind::Quote) => {
            let title = metadata.title.as_ref().map(|title| title.value.to_lowercase()).unwrap_or_default();
            let named = metadata.proposal || PROPOSALS.iter().any(|word| title.contains(word));
            if named { DEFAULT_TEMPLATE } else { "quote" }
        }
        Some(DocumentKind::Brochure) => "brochure",
        Some(DocumentKind::Other) => DEFAULT_TEMPLATE,
        // A number and a last day of validity are given to an offer that
        // somebody is to accept, even where the client's name is yet to come.
        None if metadata.client.is_some() || metadata.number.is_some() || metadata.valid_until.is_some() => {
            DEFAULT_TEMPLATE
        }
        None if lists_prices(proposal) => "brochure",
        None => DEFAULT_TEMPLATE,
    }
}

/// Whether it has price lists, and no table that adds up to an amount to pay.
fn lists_prices(proposal: &Proposal) -> bool {
    let (mut lists, mut sums) = (false, false);
    walk::blocks(&proposal.blocks, &mut |block| {
        if let BlockKind::Table(table) = &block.kind {
            let summed = |kind: RowKind| matches!(kind, RowKind::Total | RowKind::Due);
            sums |= table.rows.iter().any(|row| summed(row.kind));
            lists |= has_prices(table);
        }
    });
    lists && !sums
}

fn has_prices(table: &Table) -> bool {
    (0..table.columns.len()).any(|column| lower::holds_money(table, column))
}
