//! Understands the prices of a document: its model in, a [`Pricing`] out.
//!
//! Headers, captions, headings, notes and totals say what the numbers of a
//! table are; cells are then read in that light.

mod agreed;
mod annotate;
mod cell;
mod chosen;
mod columns;
mod context;
mod figures;
mod fractions;
mod grid;
mod header;
mod header_words;
mod kinds;
mod label;
mod modifiers;
mod months;
mod outline;
mod payments;
mod place;
mod prose;
mod row_words;
mod rows;
mod sayings;
mod settle;
mod table;
mod terms;
mod totals;
mod unnamed;
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
    // Up to where lines of text were taken for totals.
    let mut taken = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if let outline::Piece::Table { table, span } = piece {
            let around = context::surroundings(&pieces, at);
            follows.push(around.follows_table);
            let understood = table::understand(table, *span, &around, &document, language);
            let below = understood
                .is_checked()
                .then(|| totals::below(&pieces, at, &understood, &document, language))
                .flatten();
            tables.push(understood);
            if let Some((below, end)) = below {
                tables.push(below);
                follows.push(true);
                taken = end;
            }
        } else if at >= taken
            && let Some((list, end)) = totals::list(&pieces, at, &document, language)
        {
            tables.push(list);
            follows.push(false);
            taken = end;
        }
    }
    kinds::join_totals(&mut tables, &follows);
    kinds::forced(&mut tables, &proposal.annotations);
    let prose = prose::prose(&pieces, &document, language);
    let own = document.context.currency.as_ref().map(|said| said.value);
    let alike = own.and_then(|own| Some((context::spelled_alike(own)?, own)));
    let alike = alike.filter(|((_, names), _)| !pieces.iter().any(|piece| context::names(piece, names)));
    let mut pricing = Pricing {
        context: document.context,
        tables,
        prose: prose.prices,
        payments: prose.payments,
        equations: prose.equations,
        savings: prose.savings,
        taxes: prose.taxes,
        mentioned: prose.mentioned,
        vat_mentions: document.vat_mentions,
        exemption: document.exemption,
        exchange: document.exchange,
    };
    if let Some(((default, _), own)) = alike {
        pricing.take_for(default, own);
    }
    pricing
}
