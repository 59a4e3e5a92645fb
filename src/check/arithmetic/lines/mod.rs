//! What holds within a row: quantity times price, tax beside tax, a year beside
//! a month, a price beside its reduction.

mod conversions;
mod excuses;
mod periods;
mod pieces;
mod products;
mod rates;
mod reductions;
mod taxes;

use std::collections::BTreeSet;

use super::expr::{Book, Expr, Overrides};
use super::relation::{Relation, Verdict};
use super::rules::{LINE_TOTAL_MISMATCH, SUBTOTAL_MISMATCH, TOTAL_MISMATCH};
use super::sheet::{Line, Sheet, numbers};
use crate::diagnostics::Rule;
use crate::money::{Currency, Decimal, round};
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::{Reading, Role, RowRole};

pub(in crate::check) use conversions::cfa_parity;
use conversions::conversions;
pub(super) use conversions::{converted, exchange};
use periods::{equivalents, periods, periods_down, restated};
use pieces::pieces;
use products::products;
use rates::rates;
use reductions::reductions;
pub(super) use reductions::share_saved;
use taxes::{rate, taxes};

/// The relations within the rows of a sheet.
pub(super) fn lines(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    out.extend(believed(sheet, &products(sheet), book));
    out.extend(supported(products::reduced(sheet), book, Support::NotAllBroken));
    out.extend(taxes(sheet, book));
    out.extend(periods(sheet, book));
    out.extend(periods_down(sheet, book));
    out.extend(equivalents(sheet, book));
    out.extend(pieces(sheet, book));
    out.extend(reductions(sheet, book));
    out.extend(conversions(sheet, book));
    out.extend(supported(row_totals(sheet), book, Support::Majority));
    out.extend(written_out(sheet, book));
    out.extend(quantities(sheet));
    out.extend(supported(shares(sheet), book, Support::Majority));
    out.extend(rates(sheet, book));
    out
}

/// When a family of relations, one per row, is believed to mean what it seems
/// to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Unless three rows and more all contradict it.
    NotAllBroken,
    /// Only where at least two rows and most of them agree.
    Majority,
}

pub(super) fn supported(family: Vec<Relation>, book: &Book, support: Support) -> Vec<Relation> {
    let none = Overrides::new();
    let count = |verdict| family.iter().filter(|relation| relation.verdict(book, &none) == verdict).count();
    let (holds, broken) = (count(Verdict::Holds), count(Verdict::Broken));
    let believed = match support {
        Support::NotAllBroken => holds > 0 || broken < 3,
        Support::Majority => holds >= 2 && holds > broken,
    };
    if believed { family } else { Vec::new() }
}

/// The products that the columns mean. Where the headers name a quantity, a
/// unit price and an amount, that is what they are, however many rows are
/// wrong; elsewhere, and among several columns of amounts, the rows show it.
fn believed(sheet: &Sheet<'_>, family: &[Relation], book: &Book) -> Vec<Relation> {
    let columns: BTreeSet<usize> = family.iter().map(|relation| relation.target.column).collect();
    let none = Overrides::new();
    let holds = |column: usize| {
        let own = family.iter().filter(|relation| relation.target.column == column);
        own.filter(|relation| relation.verdict(book, &none) == Verdict::Holds).count()
    };
    let best = columns.iter().map(|column| holds(*column)).max().unwrap_or(0);
    let named = [Role::Quantity, Role::UnitPrice, Role::Amount].iter().all(|role| {
        let mut columns = sheet.table.columns_of(*role).peekable();
        columns.peek().is_some() && columns.all(|(_, column)| column.named)
    });
    let mut out = Vec::new();
    for column in &columns {
        let own: Vec<Relation> =
            family.iter().filter(|relation| relation.target.column == *column).cloned().collect();
        let alone = columns.len() == 1;
        let own = in_sets(own, book);
        if is_other_measure(&own, sheet.vat(*column), book) {
            continue;
        }
        if alone && named {
            out.extend(own);
        } else if alone || holds(*column) * 2 > best {
            out.extend(supported(own, book, Support::NotAllBroken));
        }
    }
    out
}

/// Products of prices that are for so many (`Prix le mille`, `per 100`, per
/// quarter of what is due monthly): where most rows are off by one such factor,
/// it belongs to all of them.
fn in_sets(family: Vec<Relation>, book: &Book) -> Vec<Relation> {
    let ratio = |relation: &Relation| {
        let found = book.get(relation.target)?.value;
        let expected = relation.ways.first()?.expr.value(book, &Overrides::new())?;
        found.checked_div(expected)
    };
    let ratios: Vec<Decimal> = family.iter().filter_map(ratio).collect();
    let sets = [10, 100, 1000, 12, 24, 36, 48, 60, 3, 4, 52].map(Decimal::from);
    let most = |holds: &dyn Fn(Decimal) -> bool| {
        let votes = ratios.iter().filter(|ratio| holds(**ratio)).count();
        votes >= 2 && votes * 2 > ratios.len()
    };
    let near = |one: Decimal, other: Decimal| (one - other).abs() <= Decimal::new(5, 4);
    let divided = |set: Decimal| {
        move |ratio: Decimal| ratio.checked_mul(set).is_some_and(|ratio| near(ratio, Decimal::ONE))
    };
    let multiplied = |set: Decimal| move |ratio: Decimal| near(ratio, set);
    let found = sets.into_iter().find_map(|set| {
        if most(&divided(set)) {
            return Some((set, true));
        }
        most(&multiplied(set)).then_some((set, false))
    });
    let Some((set, divides)) = found else { return family };
    let mut out = family;
    for way in out.iter_mut().flat_map(|relation| &mut relation.ways) {
        let number = Expr::Number(set);
        let inner = match &way.expr {
            Expr::Rounded(inner, places) => ((**inner).clone(), Some(*places)),
            other => (other.clone(), None),
        };
        let scaled = if divides {
            Expr::Quotient(Box::new(inner.0), Box::new(number))
        } else {
            Expr::Product(vec![number, inner.0])
        };
        way.expr = match inner.1 {
            Some(places) => Expr::Rounded(Box::new(scaled), places),
            None => scaled,
        };
    }
    out
}

/// Whether every row is off by the one factor that another period, tax or unit
/// makes: then the columns are in two measures, and no row is wrong.
fn is_other_measure(family: &[Relation], vat: Option<Decimal>, book: &Book) -> bool {
    let tax = vat.and_then(|vat| Decimal::ONE.checked_add(vat.checked_div(Decimal::ONE_HUNDRED)?));
    let known: Vec<Decimal> = [3, 4, 12, 24, 36, 48, 60, 1000]
        .into_iter()
        .map(Decimal::from)
        .chain(tax)
        .flat_map(|factor| {
            [Some(round(factor, 3)), Decimal::ONE.checked_div(factor).map(|one| round(one, 3))]
        })
        .flatten()
        .collect();
    let ratios: Option<Vec<Decimal>> = family
        .iter()
        .map(|relation| {
            let found = book.get(relation.target)?.value;
            let expected = relation.ways.first()?.expr.value(book, &Overrides::new())?;
            Some(round(found.checked_div(expected)?, 3))
        })
        .collect();
    let Some((first, rest)) = ratios.as_deref().and_then(<[Decimal]>::split_first) else { return false };
    known.contains(first) && !rest.is_empty() && rest.iter().all(|ratio| ratio == first)
}

/// Whether a row takes part in relations within rows.
fn takes_part(line: Line<'_>) -> bool {
    !line.apart
        && matches!(
            line.row.role,
            RowRole::Line
                | RowRole::Subtotal
                | RowRole::Total(_)
                | RowRole::RecurringTotal(_)
                | RowRole::Surcharge
                | RowRole::Discount
        )
}

fn cell(line: Line<'_>, column: usize) -> Expr {
    Expr::Cell(line.id(column))
}

fn role(sheet: &Sheet<'_>, column: usize) -> Option<Role> {
    sheet.column(column).map(|column| column.role)
}

fn period(sheet: &Sheet<'_>, column: usize) -> Option<Period> {
    sheet.column(column).and_then(|column| column.said.period.as_ref()).map(|said| said.value)
}

fn currency(sheet: &Sheet<'_>, column: usize) -> Option<Currency> {
    sheet.column(column).and_then(|column| column.context.currency.as_ref()).map(|said| said.value)
}

/// Lines whose labels write out what they cost: `12 mois à 1 167,00 €`. Of
/// amounts without and with tax the one that agrees is meant, else the first.
fn written_out(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let lines = sheet.rows().filter(|line| line.row.role == RowRole::Line && !line.apart);
    let counted = |line: &Line<'_>| !numbers(sheet, *line, Role::Quantity).is_empty();
    let columns = match sheet.amount_columns() {
        columns if columns.is_empty() => sheet.main_column().into_iter().collect(),
        columns => columns,
    };
    lines
        .filter(|line| !counted(line))
        .filter_map(|line| {
            let factors = line.row.product.as_ref()?.iter().copied().map(Expr::Number);
            let product = Expr::Product(factors.collect());
            // A way there is a way back.
            let twice = excuses::sets(&line.row.label)
                .find(|set| *set == Decimal::TWO)
                .map(|two| Expr::Product(vec![Expr::Number(two), product.clone()]));
            let firm = |column: &&usize| line.price(**column).is_some_and(Price::is_firm);
            let relation = |column: &usize| {
                let ways = [product.clone()].into_iter().chain(twice.clone());
                Relation::new(&LINE_TOTAL_MISMATCH, line.id(*column), ways)
            };
            let mut all = columns.iter().filter(firm).map(relation);
            let holds = |relation: &Relation| relation.verdict(book, &Overrides::new()) == Verdict::Holds;
            all.clone().find(holds).or_else(|| all.next())
        })
        .collect()
}

/// Days or pieces that a total row adds up.
fn quantities(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for (column, _) in sheet.table.columns_of(Role::Quantity) {
        let (mut all, mut group): (Vec<Expr>, Vec<Expr>) = (Vec::new(), Vec::new());
        for line in sheet.rows().filter(|line| !line.apart) {
            let counted = matches!(line.reading(column), Some(Reading::Quantity { .. }));
            match line.row.role {
                RowRole::Line if counted => {
                    all.push(cell(line, column));
                    group.push(cell(line, column));
                }
                RowRole::Subtotal | RowRole::Total(_) if counted && all.len() > 1 => {
                    let ways = [Expr::Sum(all.clone()), Expr::Sum(std::mem::take(&mut group))];
                    out.push(Relation::new(&SUBTOTAL_MISMATCH, line.id(column), ways));
                }
                _ => {}
            }
        }
    }
    out
}

/// Amounts that are shares of the table's total (`Esquisse 10 %`).
fn shares(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for amount in sheet.amount_columns() {
        let total = sheet.rows().find(|line| {
            matches!(line.row.role, RowRole::Total(_) | RowRole::Subtotal) && line.price(amount).is_some()
        });
        let Some(total) = total else { continue };
        for line in sheet.rows().filter(|line| line.row.role == RowRole::Line && line.price(amount).is_some())
        {
            if let Some(share) = numbers(sheet, line, Role::Share).first() {
                let way = Expr::share(cell(line, *share), cell(total, amount));
                out.push(Relation::new(&LINE_TOTAL_MISMATCH, line.id(amount), [way]));
            }
        }
    }
    out
}

/// A last column `Total` that adds up those before it.
fn row_totals(sheet: &Sheet<'_>) -> Vec<Relation> {
    let amounts = sheet.amount_columns();
    let Some((&total, parts)) = amounts.split_last() else { return Vec::new() };
    let named = sheet.column(total).is_some_and(|column| {
        let heading = column.heading.to_lowercase();
        heading.contains("total") || heading.contains("gesamt") || heading.contains("summe")
    });
    let units = sheet.table.columns_of(Role::UnitPrice).count();
    if parts.len() < 2 && !(parts.len() == 1 && units == 0) || !named {
        return Vec::new();
    }
    let kind = |column: usize| {
        sheet.column(column).map(|column| {
            (
                column.context.basis.as_ref().map(|said| said.value),
                column.context.currency.as_ref().map(|said| said.value),
            )
        })
    };
    let parts: Vec<usize> = parts.iter().copied().filter(|part| kind(*part) == kind(total)).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    let rows = sheet.rows().filter(|line| takes_part(*line));
    rows.filter_map(|line| {
        line.price(total)?;
        let terms: Vec<Expr> =
            parts.iter().filter(|part| line.price(**part).is_some()).map(|part| cell(line, *part)).collect();
        let yearly: Vec<Expr> = parts
            .iter()
            .filter(|part| line.price(**part).is_some())
            .map(|part| match period(sheet, *part) {
                Some(Period::Month) => {
                    Expr::Product(vec![Expr::Number(Decimal::from(12)), cell(line, *part)])
                }
                _ => cell(line, *part),
            })
            .collect();
        if terms.len() < 2 && line.row.role != RowRole::Line || terms.is_empty() {
            return None;
        }
        Some(Relation::new(
            &TOTAL_MISMATCH as &'static Rule,
            line.id(total),
            [Expr::Sum(yearly), Expr::Sum(terms)],
        ))
    })
    .collect()
}
