//! Amounts that a sentence gives for a line of a table that it names: `Élan,
//! 51 900 $` beside a column `Élan` that makes 59 100 $.
//!
//! What else may be said of a line is not known: only a slip of the hand is told,
//! and nothing that the document prints anywhere.

use std::collections::BTreeSet;

use super::totals;
use crate::check::Context;
use crate::check::cells::{amounts, fold};
use crate::diagnostics::Diagnostic;
use crate::money::{Slip, slip};
use crate::proposal::price::Price;
use crate::proposal::pricing::{Mentioned, Role, RowRole};
use crate::source::Span;

/// A name and the prices that its row or column prints.
struct Named<'a> {
    words: Vec<String>,
    prices: Vec<(&'a Price, Span)>,
}

/// Checks every amount in text that stands beside a name.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mentioned = &context.pricing.mentioned;
    if mentioned.is_empty() {
        return;
    }
    let names = names(context);
    let printed: BTreeSet<_> =
        context.pricing.tables.iter().flat_map(amounts).map(|seen| seen.amount.price.amount).collect();
    for said in mentioned {
        let inside = |span: Span| {
            span.file == said.block.file && span.start >= said.block.start && span.end <= said.block.end
        };
        let told = findings.iter().any(|finding| finding.span.is_some_and(inside));
        if told || !said.price.is_firm() || printed.contains(&said.price.amount) {
            continue;
        }
        findings.extend(slipped(context, said, &names));
    }
}

/// Every line and every column of what is sold.
fn names<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let mut out = Vec::new();
    let words = |text: &str| -> Vec<String> { fold(text).split(' ').map(str::to_owned).collect() };
    for table in context.pricing.tables.iter().filter(|table| table.is_checked() && !table.in_text) {
        for row in table.rows.iter().filter(|row| row.role == RowRole::Line) {
            let prices = row.cells.iter().filter_map(|cell| Some((cell.reading.price()?, cell.span)));
            out.push(Named { words: words(&row.label), prices: prices.collect() });
        }
        for (at, column) in table.columns.iter().enumerate().filter(|(_, column)| column.role != Role::Label)
        {
            let cells = table.rows.iter().filter_map(|row| row.cell(at));
            let prices = cells.filter_map(|cell| Some((cell.reading.price()?, cell.span)));
            // A column that is named for what it holds (`Prix HT`) is nobody's name.
            if !column.named {
                out.push(Named { words: words(&column.heading), prices: prices.collect() });
            }
        }
    }
    out.retain(|named| {
        !named.prices.is_empty()
            && named.words.iter().any(|word| word.chars().filter(|c| c.is_alphabetic()).count() > 2)
    });
    out
}

/// The finding about an amount that is a slip away from one of the line that
/// stands right before it.
fn slipped(context: &Context<'_>, said: &Mentioned, names: &[Named<'_>]) -> Option<Diagnostic> {
    let before: Vec<&str> = said.before.split(' ').filter(|word| !word.is_empty()).collect();
    let ends = |named: &&Named<'_>| {
        let length = named.words.len();
        // A few words may lead from the name to the price.
        let from = before.len().saturating_sub(length + 3);
        before.get(from..).unwrap_or_default().windows(length).any(|window| window == named.words)
    };
    let longest = names.iter().filter(ends).map(|named| named.words.len()).max()?;
    let own = || names.iter().filter(ends).filter(|named| named.words.len() == longest);
    let comparable = |price: &Price| {
        price.currency == said.price.currency
            && price.basis.zip(said.price.basis).is_none_or(|(one, other)| one == other)
            && price.period.zip(said.price.period).is_none_or(|(one, other)| one == other)
    };
    let prices = || own().flat_map(|named| &named.prices).filter(|(price, _)| comparable(price));
    let (price, span) = prices().find(|(price, _)| match slip(said.price.amount, price.amount) {
        Some(Slip::Swapped) => true,
        Some(Slip::OneDigit) => super::sentences::figures(price.amount) >= 3,
        _ => false,
    })?;
    Some(totals::finding(context, &said.price, said.span, price, *span))
}
