//! What the client pays, where the prices of a document leave no doubt about it:
//! a place to sign prints the amount in figures and in words.

use crate::money::Money;
use crate::proposal::Total;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{PriceTable, Pricing, Reading, Role, RowRole, TableKind};
use crate::source::Span;

/// The total of a document; none where it has several, where variants are to
/// choose from, where something is due again and again, or where an amount is
/// no more than an estimate.
pub(in crate::parse) fn total(pricing: &Pricing) -> Option<Total> {
    let priced = || pricing.tables.iter().filter(|table| table.is_checked());
    if priced().any(|table| table.kind == TableKind::Comparison) {
        return None;
    }
    let mut sums = priced().enumerate().filter(|(_, table)| sums(table));
    if let Some((_, first)) = sums.next() {
        // A block of totals below its table is one sum with it.
        if sums.any(|(_, table)| table.continues.is_none()) {
            return None;
        }
        let mut found: Vec<(RowRole, Price, Span)> = Vec::new();
        for table in std::iter::once(first).chain(priced().filter(|table| table.continues.is_some())) {
            found.extend(totals(table));
        }
        // What remains after a deposit is not what the offer costs.
        let deposit = priced().any(|table| table.rows.iter().any(|row| row.role == RowRole::Deposit));
        if deposit && found.iter().any(|(role, ..)| *role != RowRole::Due) {
            found.retain(|(role, ..)| *role != RowRole::Due);
        }
        return settled(&found);
    }
    // One line with one price, and no other price in any table.
    let mut tables = priced();
    let (Some(table), None) = (tables.next(), tables.next()) else { return None };
    let lines: Vec<_> = table.rows.iter().filter(|row| row.role == RowRole::Line).collect();
    let [line] = lines.as_slice() else { return None };
    if line.optional || !matches!(table.kind, TableKind::PriceList | TableKind::Quote) {
        return None;
    }
    let amounts = table.columns_of(Role::Amount).filter_map(|(column, _)| {
        let cell = line.cell(column)?;
        Some((RowRole::Line, cell.reading.price()?.clone(), cell.span))
    });
    settled(&amounts.collect::<Vec<_>>())
}

/// Whether a table adds up to something.
fn sums(table: &PriceTable) -> bool {
    matches!(table.kind, TableKind::Quote | TableKind::Totals)
        && table.rows.iter().any(|row| is_total(row.role))
}

fn is_total(role: RowRole) -> bool {
    matches!(role, RowRole::Total(_) | RowRole::RecurringTotal(_) | RowRole::PackPrice | RowRole::Due)
}

/// The printed totals of a table, from the top.
fn totals(table: &PriceTable) -> Vec<(RowRole, Price, Span)> {
    let rows = table.rows.iter().filter(|row| is_total(row.role));
    let cells = rows.flat_map(|row| row.cells.iter().map(move |cell| (row.role, cell)));
    cells
        .filter_map(|(role, cell)| match &cell.reading {
            Reading::Amount(amount) => Some((role, amount.price.clone(), cell.span)),
            _ => None,
        })
        .collect()
}

/// The one of several printed totals that is agreed to: what is to be paid, else
/// the one with tax, else the last.
fn settled(found: &[(RowRole, Price, Span)]) -> Option<Total> {
    let recurring = |price: &Price| {
        matches!(price.period, Some(Period::Hour | Period::Day | Period::Month | Period::Quarter))
    };
    let again = |role: RowRole| matches!(role, RowRole::RecurringTotal(period) if period != Period::Year);
    if found
        .iter()
        .any(|(role, price, _)| !price.is_firm() || recurring(price) || again(*role) || price.per.is_some())
    {
        return None;
    }
    // Without tax and with it, at most one each: else there are variants.
    for basis in [None, Some(TaxBasis::Net), Some(TaxBasis::Gross), Some(TaxBasis::Exempt)] {
        let mut amounts =
            found.iter().filter(|(role, price, _)| *role != RowRole::Due && price.basis == basis);
        let first = amounts.next().map(|(_, price, _)| price.amount);
        if amounts.any(|(_, price, _)| Some(price.amount) != first) {
            return None;
        }
    }
    let due = found.iter().rev().find(|(role, ..)| *role == RowRole::Due);
    let gross = found.iter().rev().find(|(_, price, _)| price.basis == Some(TaxBasis::Gross));
    let (role, price, span) = due.or(gross).or(found.last())?;
    let sold = price.amount.is_sign_positive() && !price.amount.is_zero() && price.tolerance.is_zero();
    Some(Total {
        amount: Money { amount: price.amount, currency: price.currency.filter(|_| sold)? },
        decimals: price.decimals,
        // What is to be paid stands below the taxes, whatever the column says.
        basis: price.basis.filter(|basis| *role != RowRole::Due || *basis == TaxBasis::Gross),
        yearly: price.period == Some(Period::Year) || *role == RowRole::RecurringTotal(Period::Year),
        span: *span,
    })
}
