//! Lines whose work is spread over columns, at the rates of another table: `Lot 2 |
//! Chef de projet 2 | Développeur 14 | 23 500 €` beside `Chef de projet | 1 600 €`.

use std::collections::BTreeMap;

use super::expr::{Book, Expr, Id, Overrides};
use super::lines::{Support, supported};
use super::relation::{Relation, Verdict};
use super::rules::LINE_TOTAL_MISMATCH;
use super::sheet::Sheet;
use super::sums::Sums;
use crate::check::cells::fold;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{Reading, RowRole};

/// What each price list asks for one of something, by its name.
type Rates<'a> = BTreeMap<String, (Id, &'a Price)>;

/// Days times rates, added up over the columns that a table of rates names.
pub(super) fn efforts(sheets: &[(Sheet<'_>, Sums)], book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let lists: Vec<Rates<'_>> = sheets.iter().map(|(sheet, _)| rates(sheet)).collect();
    for (at, (sheet, _)) in sheets.iter().enumerate() {
        let others = lists.iter().enumerate().filter(|(other, list)| *other != at && list.len() > 1);
        for (_, list) in others {
            let family = at_rates(sheet, list);
            if is_one_rate_off(&family, list, book) {
                out.extend(family);
            } else {
                out.extend(supported(family, book, Support::Majority));
            }
        }
    }
    out
}

/// Whether no line holds, and all would with another value of one rate.
fn is_one_rate_off(family: &[Relation], list: &Rates<'_>, book: &Book) -> bool {
    let holds = |overrides: &Overrides| {
        family.iter().all(|relation| relation.verdict(book, overrides) == Verdict::Holds)
    };
    let meant = |id: Id| {
        let relation = family.iter().find(|relation| relation.inputs().contains(&id))?;
        let way = &relation.ways.first()?.expr;
        let value = |rate: Decimal| way.value(book, &Overrides::from([(id, rate)]));
        let (none, one) = (value(Decimal::ZERO)?, value(Decimal::ONE)?);
        book.get(relation.target)?.value.checked_sub(none)?.checked_div(one.checked_sub(none)?)
    };
    family.len() > 1
        && list.values().any(|(id, _)| {
            meant(*id).is_some_and(|rate| rate > Decimal::ZERO && holds(&Overrides::from([(*id, rate)])))
        })
}

/// The rates of a table: its lines with one price each.
fn rates<'a>(sheet: &Sheet<'a>) -> Rates<'a> {
    let Some(column) = sheet.main_column() else { return Rates::new() };
    let lines = sheet.rows().filter(|line| line.row.role == RowRole::Line && !line.apart);
    let rate = lines.filter_map(|line| {
        let price = line.price(column).filter(|price| price.is_firm())?;
        let worked =
            price.period.is_none_or(|period| matches!(period, Period::Day | Period::Hour | Period::Once));
        worked.then(|| (fold(&line.row.label), (line.id(column), price)))
    });
    rate.collect()
}

/// The lines of a table as so many of what its columns are called.
fn at_rates(sheet: &Sheet<'_>, list: &Rates<'_>) -> Vec<Relation> {
    let named: Vec<(usize, Id, &Price)> = sheet
        .table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(column, own)| list.get(&fold(&own.heading)).map(|(id, price)| (column, *id, *price)))
        .collect();
    let Some(amount) = sheet.main_column().filter(|_| named.len() > 1) else { return Vec::new() };
    let taxed = |one: Option<TaxBasis>, other: Option<TaxBasis>| {
        one.zip(other).is_some_and(|(one, other)| one != other)
    };
    let lines = sheet.rows().filter(|line| line.row.role == RowRole::Line && !line.apart);
    let relation = lines.filter_map(|line| {
        let price = line.price(amount).filter(|price| price.is_firm())?;
        let counted = named
            .iter()
            .filter(|(column, ..)| matches!(line.reading(*column), Some(Reading::Quantity { .. })));
        let alike = named
            .iter()
            .all(|(_, _, rate)| rate.currency == price.currency && !taxed(rate.basis, price.basis));
        let terms: Vec<Expr> = counted
            .map(|(column, rate, _)| Expr::Product(vec![Expr::Cell(line.id(*column)), Expr::Cell(*rate)]))
            .collect();
        let ways = [Expr::Sum(terms.clone())];
        (alike && !terms.is_empty()).then(|| Relation::new(&LINE_TOTAL_MISMATCH, line.id(amount), ways))
    });
    relation.collect()
}
