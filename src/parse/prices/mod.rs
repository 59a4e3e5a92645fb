//! Understands the prices of a document: its model in, a [`Pricing`] out.
//!
//! Headers, captions, headings, notes and totals say what the numbers of a
//! table are; cells are then read in that light.

mod annotate;
mod cell;
mod columns;
mod context;
mod grid;
mod header;
mod kinds;
mod modifiers;
mod outline;
mod prose;
mod row_words;
mod rows;
mod settle;
mod table;
mod terms;
mod total;
mod words;

pub(super) use annotate::annotate;
pub(super) use terms::terms;

use crate::proposal::Proposal;
use crate::proposal::pricing::Pricing;

/// Reads everything that a proposal says about prices.
pub fn read(proposal: &Proposal) -> Pricing {
    let pieces = outline::outline(proposal);
    let document = context::document(proposal, &pieces);
    let language = proposal.metadata.language;
    let (mut tables, mut follows) = (Vec::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        if let outline::Piece::Table { table, span } = piece {
            let around = context::surroundings(&pieces, at);
            follows.push(around.follows_table);
            tables.push(table::understand(table, *span, &around, &document, language));
        }
    }
    kinds::join_totals(&mut tables, &follows);
    kinds::forced(&mut tables, &proposal.annotations);
    let (prose, payments) = prose::prose(&pieces, &document, language);
    Pricing {
        context: document.context,
        tables,
        prose,
        payments,
        vat_mentions: document.vat_mentions,
        exemption: document.exemption,
        exchange: document.exchange,
    }
}
