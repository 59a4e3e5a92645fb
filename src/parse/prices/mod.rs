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
mod exempt;
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
mod prose_words;
mod restated;
mod row_words;
mod rows;
mod sayings;
mod settle;
mod spelled;
mod table;
mod tally;
mod terms;
mod totals;
mod unnamed;
mod words;

pub(super) use annotate::annotate;
pub(super) use terms::terms;

use crate::beside::beside;
use crate::proposal::pricing::Pricing;
use crate::proposal::{Proposal, Table};
use crate::source::Span;

/// In a document of so many tables half of them are read on another core.
const MANY: usize = 8;

/// Reads everything that a proposal says about prices.
pub fn read(proposal: &Proposal) -> Pricing {
    let pieces = outline::outline(proposal);
    let document = context::document(proposal, &pieces);
    let language = proposal.metadata.language;
    let all: Vec<(usize, &Table, Span)> = pieces.iter().enumerate().filter_map(outline::table).collect();
    let understand = |some: &[(usize, &Table, Span)]| -> Vec<_> {
        let understood = some.iter().map(|(at, table, span)| {
            let around = context::surroundings(&pieces, *at);
            (table::understand(table, *span, &around, &document, language), around.follows_table)
        });
        understood.collect()
    };
    let prose = || prose::prose(&pieces, &document, language);
    let (prose, understood) = if all.len() < MANY {
        (prose(), understand(&all))
    } else {
        // The sentences take about as long as a third of the tables.
        let (first, last) = all.split_at(all.len() * 2 / 3);
        let ((prose, last), first) = beside(|| (prose(), understand(last)), || understand(first));
        (prose, first.into_iter().chain(last).collect())
    };
    let mut understood = understood.into_iter();
    let (mut tables, mut follows) = (Vec::new(), Vec::new());
    // Up to where lines of text were taken for totals.
    let mut taken = 0;
    for (at, piece) in pieces.iter().enumerate() {
        if matches!(piece, outline::Piece::Table { .. }) {
            let Some((understood, follows_table)) = understood.next() else { break };
            follows.push(follows_table);
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
