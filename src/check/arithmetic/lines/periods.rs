//! R9: a year beside a month, a price per day.

use super::super::expr::{Book, Expr, Overrides};
use super::super::relation::{Relation, Verdict};
use super::super::rules::{PERIOD_TOTAL_MISMATCH, SAVINGS_MISMATCH, UNIT_EQUIVALENT_MISMATCH};
use super::super::sheet::{Line, Sheet, numbers};
use super::{Support, cell, period, supported, takes_part};
use crate::check::free_months::free_months;
use crate::money::{Decimal, round};
use crate::proposal::price::{Period, Price};
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
                    [long, short].iter().all(|column| line.price(*column).is_some_and(Price::is_firm))
                })
                .map(|line| {
                    let way = Expr::Product(vec![Expr::Number(times), cell(line, short)]);
                    Relation::new(&PERIOD_TOTAL_MISMATCH, line.id(long), [way])
                })
                .collect();
            out.extend(by_policy(family, times, book, sheet));
        }
    }
    out
}

/// R9 where items stand in columns: a row `Par an` below a row `Par mois`.
pub(in crate::check::arithmetic) fn periods_down(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let rows: Vec<Line<'_>> = sheet.rows().filter(|line| !line.apart && line.row.measure).collect();
    let per_year = |line: &Line<'_>| line.row.said.period.as_ref().and_then(|said| said.value.per_year());
    let mut out = Vec::new();
    let saving = match sheet.table.columns_of(Role::Saving).map(|(column, _)| column).collect::<Vec<_>>()[..]
    {
        [saving] => Some(saving),
        _ => None,
    };
    for long in &rows {
        let Some(few) = per_year(long) else { continue };
        let shorter = |line: &&Line<'_>| {
            per_year(line).is_some_and(|many| many > few)
                && line.row.said.basis.as_ref().map(|said| said.value)
                    == long.row.said.basis.as_ref().map(|said| said.value)
        };
        // The finest period is what the others are worked out from; of several
        // such rows (`Monthly, billed yearly`) any may be.
        let Some(many) = rows.iter().filter(shorter).filter_map(per_year).max() else { continue };
        let short: Vec<&Line<'_>> =
            rows.iter().filter(shorter).filter(|line| per_year(line) == Some(many)).collect();
        let times = Decimal::from(many / few);
        let firm = |line: &Line<'_>, column: usize| line.price(column).is_some_and(Price::is_firm);
        if let ([only], Some(saving)) = (short.as_slice(), saving) {
            out.extend(with_saving(*long, **only, times, saving));
            continue;
        }
        // Where other rows count something, no column is one of amounts.
        let family: Vec<Relation> = (0..sheet.table.columns.len())
            .filter(|column| firm(long, *column))
            .filter_map(|column| {
                let ways: Vec<Expr> = short
                    .iter()
                    .filter(|line| firm(line, column))
                    .map(|line| Expr::Product(vec![Expr::Number(times), cell(**line, column)]))
                    .collect();
                (!ways.is_empty()).then(|| Relation::new(&PERIOD_TOTAL_MISMATCH, long.id(column), ways))
            })
            .collect();
        out.extend(by_policy(family, times, book, sheet));
    }
    out
}

/// What a longer period costs beside a column that says what it saves: so many of the
/// shorter one, less that or the percentage of its label.
fn with_saving(long: Line<'_>, short: Line<'_>, times: Decimal, saving: usize) -> Vec<Relation> {
    let firm = |line: Line<'_>| {
        let cells = line.row.cells.iter().filter(|cell| cell.column != saving);
        let mut columns =
            cells.filter_map(|cell| cell.reading.price().is_some_and(Price::is_firm).then_some(cell.column));
        columns.next().filter(|_| columns.next().is_none())
    };
    let (Some(column), Some(base)) = (firm(long), firm(short)) else { return Vec::new() };
    let product = Expr::Product(vec![Expr::Number(times), cell(short, base)]);
    let saved = long.price(saving).is_some();
    let mut out = Vec::new();
    let price = match long.row.percent {
        Some(percent) => Expr::Less(Box::new(Expr::Number(percent)), Box::new(product.clone())),
        None if saved => Expr::Sum(vec![product.clone(), cell(long, saving).minus()]),
        None => product.clone(),
    };
    out.push(Relation::new(&PERIOD_TOTAL_MISMATCH, long.id(column), [price]));
    if saved && long.row.percent.is_some() {
        let way = Expr::Sum(vec![product, cell(long, column).minus()]);
        out.push(Relation::new(&SAVINGS_MISMATCH, long.id(saving), [way]));
    }
    out
}

/// What holds of a family of prices for a longer period and a shorter one. A
/// year may cost less than twelve months by the author's intent: then by one
/// factor for most rows, or the document says so.
fn by_policy(family: Vec<Relation>, times: Decimal, book: &Book, sheet: &Sheet<'_>) -> Vec<Relation> {
    let none = Overrides::new();
    let ratio = |relation: &Relation| {
        let found = book.get(relation.target)?.value;
        let expected = relation.ways.first()?.expr.value(book, &none)?;
        found.checked_div(expected).map(|ratio| round(ratio, 3))
    };
    let broken = |relation: &Relation| relation.verdict(book, &none) == Verdict::Broken;
    if !family.iter().any(broken) {
        return family;
    }
    let text = || sheet.table.caption.iter().chain(&sheet.table.notes).chain(sheet.table.section.last());
    let headings = || sheet.table.columns.iter().map(|column| column.heading.as_str());
    let mut texts = headings().chain(text().map(|line| line.text.as_str()));
    let free = texts.find_map(free_months).filter(|_| times == Decimal::from(12));
    if let Some(paid) = free.and_then(|free| times.checked_sub(free)).filter(|paid| *paid > Decimal::ONE) {
        return times_other(family, paid);
    }
    let ratios: Vec<Decimal> = family.iter().filter_map(ratio).collect();
    let near = |one: Decimal, other: Decimal| (one - other).abs() <= Decimal::new(2, 3);
    let votes = |ratio: Decimal| ratios.iter().filter(|other| near(**other, ratio)).count();
    let Some(most) = ratios.iter().copied().rev().max_by_key(|ratio| votes(*ratio)) else {
        return Vec::new();
    };
    if near(most, Decimal::ONE) && votes(most) * 2 >= ratios.len() {
        return family;
    }
    let words = ["offert", "gratuit", "remise", "free", "discount", "save", "%", "réduction", "engagement"];
    let says = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    if votes(most) < 2 {
        // A row that is another factor may be what the text announces.
        // No longer period costs more than the shorter ones that it is made of.
        let told = ratios.len() == 1
            && most < Decimal::ONE
            && (text().any(|line| says(&line.text)) || headings().any(says));
        return if told { Vec::new() } else { family };
    }
    // So many months to the year, or so many hundredths of it.
    let whole = |value: Option<Decimal>, slack: Decimal| {
        let value = value?;
        ((value - round(value, 0)).abs() <= slack).then(|| round(value, 0))
    };
    let months = whole(times.checked_mul(most), Decimal::new(5, 2));
    let hundredths = || {
        let percent = whole(Decimal::ONE_HUNDRED.checked_mul(most), Decimal::new(25, 2))?;
        times.checked_mul(percent)?.checked_div(Decimal::ONE_HUNDRED)
    };
    let Some(factor) = months.or_else(hundredths).filter(|_| votes(most) * 2 > ratios.len()) else {
        return Vec::new();
    };
    times_other(family, factor)
}

/// Products of another number of the shorter period.
fn times_other(mut family: Vec<Relation>, factor: Decimal) -> Vec<Relation> {
    for relation in &mut family {
        for way in &mut relation.ways {
            if let Expr::Product(factors) = &mut way.expr
                && let Some(first) = factors.first_mut()
            {
                *first = Expr::Number(factor);
            }
            // Such prices are rounded to what looks well.
            way.slack = Decimal::ONE;
        }
    }
    family
}

/// R9: a price restated per day, month or year.
pub(in crate::check::arithmetic) fn equivalents(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let Some(base) = sheet.amount_columns().first().copied().or_else(|| sheet.main_column()) else {
        return out;
    };
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
