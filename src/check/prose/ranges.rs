//! `Three scenarios, from 8 000 € to 27 600 €`: where one end is the least or the
//! most that a table of variants comes to, the other end is the other one.

use super::totals;
use crate::check::Context;
use crate::check::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::money::Decimal;
use crate::proposal::price::{Price, Qualifier};
use crate::proposal::pricing::{PriceRow, RowRole, TableKind};
use crate::source::Span;

/// Checks every range in text.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for said in &context.pricing.mentioned {
        if let Qualifier::To(end) = said.price.qualifier {
            findings.extend(broken(context, &said.price, end, said.span));
        }
    }
}

/// The finding about a range of which one end only is that of a table.
fn broken(context: &Context<'_>, price: &Price, end: Decimal, at: Span) -> Option<Diagnostic> {
    let near = |value: Decimal, other: Decimal| (value - other).abs() <= price.tolerance;
    let tables = || context.pricing.tables.iter().filter(|table| table.is_checked());
    let all: Vec<Decimal> = tables().flat_map(amounts).map(|seen| seen.amount.price.amount).collect();
    let printed = |value: Decimal| all.iter().any(|other| near(value, *other));
    let rows = tables().filter(|table| table.kind == TableKind::Comparison).flat_map(|table| &table.rows);
    let mut ends = rows.filter_map(|row| ends_of(row, price));
    let (_, largest) = ends.find(|(least, _)| near(least.0.amount, price.amount))?;
    let wrong = !near(largest.0.amount, end) && !printed(end) && largest.0.amount > price.amount;
    // The second end alone is told: the first one is what the range was found by.
    let found = Price { amount: end, qualifier: Qualifier::Exact, ..price.clone() };
    wrong.then(|| totals::finding(context, &found, at, largest.0, largest.1))
}

/// A price and where it stands.
type Placed<'r> = (&'r Price, Span);

/// The least and the most that a row of sums comes to.
fn ends_of<'r>(row: &'r PriceRow, like: &Price) -> Option<(Placed<'r>, Placed<'r>)> {
    let sum = matches!(row.role, RowRole::Total(_) | RowRole::RecurringTotal(_) | RowRole::Subtotal);
    let prices = row.cells.iter().filter_map(|cell| Some((cell.reading.price()?, cell.span)));
    let alike = |price: &Price| {
        price.currency == like.currency && price.basis.zip(like.basis).is_none_or(|(one, other)| one == other)
    };
    let prices: Vec<(&Price, Span)> = prices.filter(|(price, _)| alike(price)).collect();
    let by_amount = |(price, _): &&(&Price, Span)| price.amount;
    (sum && prices.len() > 1)
        .then(|| Some((*prices.iter().min_by_key(by_amount)?, *prices.iter().max_by_key(by_amount)?)))?
}
