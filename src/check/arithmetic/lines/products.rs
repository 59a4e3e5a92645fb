//! R1: quantity times price.

use super::super::expr::Expr;
use super::super::relation::Relation;
use super::super::rules::LINE_TOTAL_MISMATCH;
use super::super::sheet::{Line, Sheet, minor, numbers};
use super::excuses::excuses;
use super::{cell, rate};
use crate::money::Decimal;
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::{PriceColumn, Reading, Role, RowRole};

/// R1: quantity × unit price, less a discount, is the amount.
pub(in crate::check::arithmetic) fn products(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows().filter(|line| !line.apart && line.row.role == RowRole::Line) {
        let units = numbers(sheet, line, Role::UnitPrice);
        let mut counts: Vec<usize> = numbers(sheet, line, Role::Quantity);
        if counts.is_empty() {
            counts = units.iter().filter_map(|unit| counted(sheet, line, *unit)).take(1).collect();
        }
        let durations: Vec<usize> = numbers(sheet, line, Role::Duration);
        for amount in sheet.amount_columns() {
            let Some(price) = line.price(amount) else { continue };
            let Some(unit) = pick_unit(sheet, line, &units, amount) else { continue };
            let soft = line.price(unit).is_none_or(|unit| !unit.is_firm());
            if soft || !price.is_firm() || counts.is_empty() && durations.is_empty() {
                continue;
            }
            let places = minor(price.currency);
            let mut ways = Vec::new();
            let spans = spans(line.price(unit).and_then(|unit| unit.period), price.period);
            let sets = factor_sets(line, &counts, &durations);
            let spread = sets.iter().flat_map(|set| spans.iter().map(move |span| (set, span)));
            for (factors, span) in spread {
                let mut product: Vec<Expr> = span.iter().cloned().chain(factors.iter().cloned()).collect();
                product.push(cell(line, unit));
                let product = Expr::Product(product);
                let net = discounted(sheet, line, product, unit);
                let net = match (basis(line, unit), price.basis) {
                    (Some(TaxBasis::Net), Some(TaxBasis::Gross)) => match rate(sheet, line, amount) {
                        Some(rate) => Expr::Plus(Box::new(rate), Box::new(net)),
                        None => continue,
                    },
                    (Some(TaxBasis::Gross), Some(TaxBasis::Net)) => match rate(sheet, line, amount) {
                        Some(rate) => Expr::Without(Box::new(rate), Box::new(net)),
                        None => continue,
                    },
                    _ => net,
                };
                // `Radio mic (each, x4)`: a count with its sign is meant, and named where
                // the line is wrong; other numbers only excuse.
                let said = count_in(&line.row.label).map(|count| {
                    Expr::Rounded(Box::new(Expr::Product(vec![Expr::Number(count), net.clone()])), places)
                });
                ways.push(Expr::Rounded(Box::new(net), places));
                ways.extend(said);
            }
            ways.extend(with_fees(sheet, line, &counts, unit, places));
            if !ways.is_empty() {
                let mut relation = Relation::new(&LINE_TOTAL_MISMATCH, line.id(amount), ways);
                relation.ways.extend(excuses(sheet, line, &counts, (unit, amount)));
                out.push(relation);
            }
        }
    }
    out
}

/// A unit price after the discount of its row: `PU 145,00 | Remise 10 % | Prix net
/// 130,50`.
pub(super) fn reduced(sheet: &Sheet<'_>) -> Vec<Relation> {
    let lines = sheet.rows().filter(|line| !line.apart && line.row.role == RowRole::Line);
    let relation = |line: Line<'_>| {
        let units = numbers(sheet, line, Role::UnitPrice);
        let discounts = numbers(sheet, line, Role::Discount);
        let [one, other] = units.as_slice() else { return None };
        let net = |column: usize| sheet.column(column).is_some_and(is_reduced);
        let (full, less) = match (net(*one), net(*other)) {
            (false, true) => (*one, *other),
            (true, false) => (*other, *one),
            _ => return None,
        };
        let mut columns = sheet.table.columns_of(Role::Discount).map(|(column, _)| column);
        let column = columns.next().filter(|_| columns.next().is_none())?;
        let way = match (discounts.as_slice(), line.reading(column)) {
            ([discount], Some(Reading::Percent { .. })) => {
                let share = Expr::Absolute(Box::new(cell(line, *discount)));
                Expr::Less(Box::new(share), Box::new(cell(line, full)))
            }
            ([], Some(Reading::Empty)) => cell(line, full),
            _ => return None,
        };
        Some(Relation::new(&LINE_TOTAL_MISMATCH, line.id(less), [way]))
    };
    lines.filter_map(relation).collect()
}

/// The count that a label gives with a sign of multiplication: `Micro HF (x4)`.
fn count_in(label: &str) -> Option<Decimal> {
    let count =
        |text: &str| text.parse::<u32>().ok().filter(|count| (2..1000).contains(count)).map(Decimal::from);
    let mut words =
        label.split(|c: char| !c.is_alphanumeric() && c != '×').filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        let signed = word.strip_prefix(['x', 'X', '×']).or_else(|| word.strip_suffix(['x', 'X', '×']));
        match signed {
            Some("") => return words.peek().and_then(|next| count(next)),
            Some(number) => {
                if let Some(number) = count(number) {
                    return Some(number);
                }
            }
            None => {}
        }
    }
    None
}

/// The column of sizes that a price per seat, user or node counts.
fn counted(sheet: &Sheet<'_>, line: Line<'_>, unit: usize) -> Option<usize> {
    let heading = sheet.column(unit)?.heading.to_lowercase();
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
        words.map(|word| word.chars().take(4).collect()).collect()
    };
    let named = words(&heading);
    numbers(sheet, line, Role::Size).into_iter().find(|column| {
        sheet
            .column(*column)
            .is_some_and(|size| words(&size.heading.to_lowercase()).iter().any(|word| named.contains(word)))
    })
}

/// How often a price is due in the period of an amount: once, and twelve times
/// where one is monthly and the other yearly.
fn spans(unit: Option<Period>, amount: Option<Period>) -> Vec<Option<Expr>> {
    let (unit, amount) = (unit.and_then(Period::per_year), amount.and_then(Period::per_year));
    match (unit, amount) {
        (Some(unit), Some(amount)) if unit > amount => {
            vec![Some(Expr::Number(Decimal::from(unit / amount)))]
        }
        _ => vec![None],
    }
}

/// Fees beside the unit price (`Éco-part.`): per piece or once per line.
fn with_fees(sheet: &Sheet<'_>, line: Line<'_>, counts: &[usize], unit: usize, places: u32) -> Vec<Expr> {
    let fees: Vec<Expr> = sheet
        .table
        .columns_of(Role::Other)
        .filter(|(column, _)| line.price(*column).is_some())
        .map(|(column, _)| cell(line, column))
        .collect();
    let [count] = counts else { return Vec::new() };
    if fees.is_empty() {
        return Vec::new();
    }
    let each: Vec<Expr> = std::iter::once(cell(line, unit)).chain(fees.iter().cloned()).collect();
    let product = Expr::Product(vec![cell(line, *count), cell(line, unit)]);
    let once: Vec<Expr> = std::iter::once(product).chain(fees).collect();
    [Expr::Product(vec![cell(line, *count), Expr::Sum(each)]), Expr::Sum(once)]
        .into_iter()
        .map(|way| Expr::Rounded(Box::new(way), places))
        .collect()
}

/// The unit price that belongs to an amount: of its basis where there are two.
fn pick_unit(sheet: &Sheet<'_>, line: Line<'_>, units: &[usize], amount: usize) -> Option<usize> {
    let wanted = basis(line, amount);
    let currency = line.price(amount)?.currency;
    units
        .iter()
        .copied()
        .filter(|unit| line.price(*unit).is_some_and(|price| price.currency == currency))
        .max_by_key(|unit| (basis(line, *unit) == wanted, sheet.column(*unit).is_some_and(is_reduced)))
}

/// Whether a column holds prices after a reduction.
fn is_reduced(column: &PriceColumn) -> bool {
    let heading = column.heading.to_lowercase();
    ["remisé", "après remise", "net", "discounted", "after discount", "nach rabatt"]
        .iter()
        .any(|word| heading.contains(word))
}

fn basis(line: Line<'_>, column: usize) -> Option<TaxBasis> {
    line.price(column)?.basis
}

/// The products of quantities that an amount may be made of, the fullest first.
fn factor_sets(line: Line<'_>, counts: &[usize], durations: &[usize]) -> Vec<Vec<Expr>> {
    let factor = |column: &usize| match line.reading(*column) {
        Some(Reading::Percent { .. }) => {
            Expr::Quotient(Box::new(cell(line, *column)), Box::new(Expr::Number(Decimal::ONE_HUNDRED)))
        }
        _ => cell(line, *column),
    };
    let all: Vec<Expr> = counts.iter().chain(durations).map(factor).collect();
    let counted: Vec<Expr> = counts.iter().map(factor).collect();
    let mut sets = Vec::new();
    // A duration beside a quantity multiplies or merely describes.
    if !counted.is_empty() && !durations.is_empty() {
        sets.push(all.clone());
        sets.push(counted.clone());
    } else {
        sets.push(all.clone());
    }
    if counts.len() > 1 {
        sets.extend(counts.iter().map(|column| vec![factor(column)]));
    }
    sets
}

/// A product less the line's discounts.
fn discounted(sheet: &Sheet<'_>, line: Line<'_>, product: Expr, unit: usize) -> Expr {
    if sheet.column(unit).is_some_and(is_reduced) {
        return product;
    }
    numbers(sheet, line, Role::Discount).into_iter().fold(product, |net, column| match line.reading(column) {
        Some(Reading::Percent { .. }) => {
            Expr::Less(Box::new(Expr::Absolute(Box::new(cell(line, column)))), Box::new(net))
        }
        Some(Reading::Amount(_)) => {
            Expr::Sum(vec![net, Expr::Absolute(Box::new(cell(line, column))).minus()])
        }
        _ => net,
    })
}
