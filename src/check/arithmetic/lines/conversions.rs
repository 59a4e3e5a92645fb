//! R12: the same amount in two currencies.

use super::super::expr::{Book, Expr, Id, Part};
use super::super::relation::Relation;
use super::super::rules::CONVERSION_MISMATCH;
use super::super::sheet::{Sheet, minor};
use super::{Support, cell, currency, supported, takes_part};
use crate::money::{Currency, Decimal, round};
use crate::proposal::pricing::RowRole;

/// The fixed parity of the CFA francs and the euro (1999).
pub(in crate::check) fn cfa_parity() -> Decimal {
    Decimal::new(655_957, 3)
}

/// The rate from one currency to another: fixed for the CFA francs, else what
/// the frontmatter says.
pub(in crate::check::arithmetic) fn exchange(
    sheet: &Sheet<'_>,
    from: Currency,
    to: Currency,
) -> Option<Expr> {
    if from == Currency::EUR && to.is_cfa() {
        return Some(Expr::Number(cfa_parity()));
    }
    if from.is_cfa() && to == Currency::EUR {
        return Some(Expr::Quotient(
            Box::new(Expr::Number(Decimal::ONE)),
            Box::new(Expr::Number(cfa_parity())),
        ));
    }
    let rates = &sheet.pricing.exchange;
    let find = |from: Currency, to: Currency| {
        rates.iter().find(|rate| rate.from == from && rate.to == to).map(|rate| Expr::Number(rate.rate))
    };
    find(from, to)
        .or_else(|| Some(Expr::Quotient(Box::new(Expr::Number(Decimal::ONE)), Box::new(find(to, from)?))))
}

/// An amount converted at a rate.
pub(in crate::check::arithmetic) fn converted(amount: Expr, rate: Expr) -> Expr {
    match rate {
        Expr::Quotient(_, below) => Expr::Quotient(Box::new(amount), below),
        rate => Expr::Product(vec![amount, rate]),
    }
}

/// R12: the same amount in two currencies.
pub(in crate::check::arithmetic) fn conversions(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let amounts = sheet.amount_columns();
    for (at, &from) in amounts.iter().enumerate() {
        for &to in amounts.iter().skip(at + 1) {
            let (Some(one), Some(other)) = (currency(sheet, from), currency(sheet, to)) else { continue };
            if one == other {
                continue;
            }
            let known = exchange(sheet, one, other);
            let inferred = known.is_none();
            let Some(rate) = known.or_else(|| inferred_exchange(sheet, from, to).map(Expr::Number)) else {
                continue;
            };
            let family = sheet.rows().filter(|line| takes_part(*line)).filter_map(|line| {
                let (a, b) = (line.price(from)?, line.price(to)?);
                (a.is_firm() && b.is_firm() && a.basis == b.basis).then_some(())?;
                let mut relation = Relation::new(
                    &CONVERSION_MISMATCH,
                    line.id(to),
                    [converted(cell(line, from), rate.clone())],
                );
                if line.row.role != RowRole::Line {
                    // A total may be converted or the sum of converted lines.
                    for way in &mut relation.ways {
                        way.slack =
                            Decimal::from(sheet.table.rows.len()) * Decimal::new(5, minor(Some(other)) + 1);
                    }
                }
                Some(relation)
            });
            let family: Vec<Relation> = family.collect();
            out.extend(if inferred { supported(family, book, Support::Majority) } else { family });
        }
    }
    out.extend(converted_beside(sheet));
    out
}

/// An amount and its conversion in one cell.
fn converted_beside(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows() {
        for cell in &line.row.cells {
            let Some(amount) = cell.reading.amount() else { continue };
            for (at, other) in amount.alternatives.iter().enumerate() {
                let (Some(from), Some(to)) = (amount.price.currency, other.currency) else { continue };
                let firm = amount.price.is_firm() && other.is_firm();
                if let Some(rate) = exchange(sheet, from, to).filter(|_| firm && from != to) {
                    let main = line.id(cell.column);
                    let id = Id { part: Part::Other(at), ..main };
                    out.push(Relation::new(&CONVERSION_MISMATCH, id, [converted(Expr::Cell(main), rate)]));
                }
            }
        }
    }
    out
}

/// The rate that the rows themselves show: the ratio of the largest amounts,
/// to the decimals with which others agree.
fn inferred_exchange(sheet: &Sheet<'_>, from: usize, to: usize) -> Option<Decimal> {
    let ratios: Vec<Decimal> = sheet
        .rows()
        .filter(|line| takes_part(*line))
        .filter_map(|line| line.price(to)?.amount.checked_div(line.price(from)?.amount))
        .map(|ratio| round(ratio, 4))
        .collect();
    let most = ratios.iter().max_by_key(|ratio| ratios.iter().filter(|other| other == ratio).count())?;
    (ratios.iter().filter(|ratio| *ratio == most).count() >= 2).then_some(*most)
}
