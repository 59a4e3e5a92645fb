//! R9: a year beside a month, a price per day.

use super::super::expr::{Book, Expr, Overrides};
use super::super::relation::Relation;
use super::super::rules::{PERIOD_TOTAL_MISMATCH, UNIT_EQUIVALENT_MISMATCH};
use super::super::sheet::{Sheet, numbers};
use super::{period, takes_part, cell, supported, Support};
use crate::money::{Decimal, round};
use crate::proposal::price::Period;
use crate::proposal::pricing::{PriceColumn, Role, RowRole};

/// An amount of one period said for another.
pub(in crate::check::arithmetic) fn restated(
    from: Option<Period>,
    to: Option<Period>,
    amount: Box<Expr>,
) -> Option<Expr> {
    let (from, to) = (from?.per_year()?, to?.per_year()?);
    if from == to {
        return None;
    }
    let times = Box::new(Expr::Number(Decimal::from(from.max(to) / from.min(to))));
    // From month to year there are more of them to one.
    Some(if from > to { Expr::Product(vec![*times, *amount]) } else { Expr::Quotient(amount, times) })
}

/// R9: a year beside a month, or so many months in one.
pub(in crate::check::arithmetic) fn periods(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let amounts = sheet.amount_columns();
    for &long in &amounts {
        for &short in amounts.iter().filter(|short| **short != long) {
            let same = |a: &PriceColumn, b: &PriceColumn| {
                a.context.basis.as_ref().map(|said| said.value)
                    == b.context.basis.as_ref().map(|said| said.value)
                    && a.context.currency.as_ref().map(|said| said.value)
                        == b.context.currency.as_ref().map(|said| said.value)
            };
            let (Some(a), Some(b)) = (sheet.column(long), sheet.column(short)) else { continue };
            if !same(a, b) {
                continue;
            }
            let said = period(sheet, short).and_then(Period::per_year);
            let times = match (period(sheet, long).and_then(Period::per_year), said, a.count) {
                (None, Some(12), Some(months)) => months,
                (Some(long), Some(short), _) if long < short => Decimal::from(short / long),
                _ => continue,
            };
            let family: Vec<Relation> = sheet
                .rows()
                .filter(|line| takes_part(*line) && line.row.role == RowRole::Line)
                .filter(|line| {
                    [long, short]
                        .iter()
                        .all(|column| line.price(*column).is_some_and(crate::proposal::price::Price::is_firm))
                })
                .map(|line| {
                    let way = Expr::Product(vec![Expr::Number(times), cell(line, short)]);
                    Relation::new(&PERIOD_TOTAL_MISMATCH, line.id(long), [way])
                })
                .collect();
            if !is_policy(&family, book, sheet) {
                out.extend(family);
            }
        }
    }
    out
}

/// Whether a year costs less than twelve months by the author's intent: every
/// row by the same factor, or the document says so.
fn is_policy(family: &[Relation], book: &Book, sheet: &Sheet<'_>) -> bool {
    let ratios: Vec<Decimal> = family
        .iter()
        .filter_map(|relation| {
            let found = book.get(relation.target)?.value;
            let expected = relation.ways.first()?.expr.value(book, &Overrides::new())?;
            found.checked_div(expected).map(|ratio| round(ratio, 3))
        })
        .collect();
    let Some(first) = ratios.first() else { return true };
    if *first == Decimal::ONE {
        return false;
    }
    let alike =
        ratios.iter().all(|ratio| ratio.checked_sub(*first).is_some_and(|d| d.abs() <= Decimal::new(2, 3)));
    let text = sheet.table.caption.iter().chain(&sheet.table.notes).chain(sheet.table.section.last());
    let mut headings = sheet.table.columns.iter().map(|column| column.heading.as_str());
    let words = ["offert", "gratuit", "remise", "free", "discount", "save", "%", "réduction", "engagement"];
    let says = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    alike && (ratios.len() >= 2 || text.into_iter().any(|line| says(&line.text)) || headings.any(says))
}

/// R9: a price restated per day, month or year.
pub(in crate::check::arithmetic) fn equivalents(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let Some(base) = sheet.amount_columns().first().copied() else { return out };
    for (column, said) in sheet.table.columns_of(Role::Equivalent) {
        let to = said.said.period.as_ref().map(|said| said.value).or_else(|| unit_named(&said.heading));
        let mut family = Vec::new();
        for line in sheet.rows().filter(|line| takes_part(*line)) {
            let (Some(price), Some(restatement)) = (line.price(base), line.price(column)) else { continue };
            if !price.is_firm() || !restatement.is_firm() {
                continue;
            }
            let counts: Vec<usize> = [Role::Size, Role::Quantity, Role::Duration]
                .into_iter()
                .flat_map(|role| numbers(sheet, line, role))
                .collect();
            let by = match to {
                Some(Period::Day | Period::Hour) | None => match counts.first() {
                    Some(count) => Expr::Quotient(Box::new(cell(line, base)), Box::new(cell(line, *count))),
                    None => continue,
                },
                Some(_) => match restated(price.period, to, Box::new(cell(line, base))) {
                    Some(way) => way,
                    None => match counts.first() {
                        Some(count) => {
                            Expr::Quotient(Box::new(cell(line, base)), Box::new(cell(line, *count)))
                        }
                        None => continue,
                    },
                },
            };
            family.push(Relation::new(&UNIT_EQUIVALENT_MISMATCH, line.id(column), [by]));
        }
        out.extend(supported(family, book, Support::NotAllBroken));
    }
    out
}

/// The unit that an equivalence is for.
fn unit_named(heading: &str) -> Option<Period> {
    let heading = heading.to_lowercase();
    let has =
        |words: &[&str]| heading.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    if has(&["jour", "day", "tag", "día", "journée", "j"]) {
        Some(Period::Day)
    } else if has(&["mois", "month", "monat", "mes"]) {
        Some(Period::Month)
    } else if has(&["an", "year", "jahr", "año", "annee", "année"]) {
        Some(Period::Year)
    } else if has(&["heure", "hour", "stunde", "hora"]) {
        Some(Period::Hour)
    } else {
        None
    }
}
