//! What the figures of a table show of its own rows: what one unit costs above
//! its product, what is left after a reduction, the bases of several taxes, and
//! which of two readings of a number is meant.

use super::unnamed::is_itemised;
use super::words::{fold, starts_with_any};
use crate::money::{Decimal, Numeral, numeral, round};
use crate::proposal::pricing::{Doubt, PriceColumn, PriceRow, Reading, Role, RowRole};

/// Words of what a tax is of.
const BASE: &[&str] = &[
    "base",
    "bases",
    "bemessungsgrundlage",
    "taxable",
    "imponible",
    "montant ht",
    "montant soumis",
    "netto",
    "net",
    "nettobetrag",
    "net amount",
    "ht",
    "davon netto",
    "assiette",
];

/// Gives the rows that restate others the role that their figures show.
pub(super) fn settle(rows: &mut [PriceRow], columns: &[PriceColumn]) {
    let amounts: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.role == Role::Amount)
        .map(|(index, _)| index)
        .collect();
    if amounts.is_empty() {
        return;
    }
    rates(rows, columns, &amounts);
    tax_bases(rows);
    stands(rows, columns, &amounts);
}

fn amount(row: &PriceRow, column: usize) -> Option<Decimal> {
    row.cell(column).and_then(|cell| cell.reading.price()).map(|price| price.amount)
}

/// `Prix au m³ | 41 €` above `Transport, 32 m³ | 1 312 €`: no part of the sum.
fn rates(rows: &mut [PriceRow], columns: &[PriceColumn], amounts: &[usize]) {
    for at in 0..rows.len().saturating_sub(1) {
        let (Some(row), Some(next)) = (rows.get(at), rows.get(at + 1)) else { break };
        let plain = row.role == RowRole::Line && next.role == RowRole::Line && !is_itemised(row, columns);
        if !plain || !names_a_rate(&row.label) {
            continue;
        }
        let counts = || next.label.split_whitespace().filter_map(count);
        let products = amounts.iter().filter_map(|column| {
            let (rate, product) = (amount(row, *column)?, amount(next, *column)?);
            Some(counts().any(|count| rate.checked_mul(count) == Some(product)))
        });
        let products: Vec<bool> = products.collect();
        let holds = products.iter().filter(|holds| **holds).count();
        if holds * 2 > products.len()
            && let Some(row) = rows.get_mut(at)
        {
            row.role = RowRole::Note;
        }
    }
}

/// Whether a label says what one of something costs.
fn names_a_rate(label: &str) -> bool {
    let folded = fold(label);
    let priced = starts_with_any(
        &folded,
        &[
            "prix", "tarif", "cout", "price", "rate", "cost", "charge", "preis", "satz", "kosten", "precio",
            "tarifa",
        ],
    );
    let each = ["au", "par", "a", "per", "pro", "je", "por", "le", "la", "l", "unitaire", "unit", "each"];
    (priced && folded.split(' ').any(|word| each.contains(&word)))
        || starts_with_any(&folded, &["per", "par", "pro", "je", "por"])
}

/// The number that a word is.
fn count(word: &str) -> Option<Decimal> {
    let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
    match numeral(digits)? {
        Numeral::Plain { value, .. } if value > Decimal::ONE => Some(value),
        _ => None,
    }
}

/// `Base al 10 %`, `IVA 10 %`, `Base al 21 %`, `IVA 21 %`: each tax has a base.
fn tax_bases(rows: &mut [PriceRow]) {
    let rate = |row: &PriceRow| row.said.vat.as_ref().map(|said| said.value).or(row.percent);
    let is_base = |row: &PriceRow| {
        matches!(row.role, RowRole::Line | RowRole::Total(_) | RowRole::Subtotal)
            && starts_with_any(&fold(&row.label), BASE)
    };
    let mut bases = Vec::new();
    let mut taxes = 0;
    for (at, tax) in rows.iter().enumerate().filter(|(_, row)| row.role == RowRole::Vat) {
        taxes += 1;
        let rated = rows.iter().position(|row| is_base(row) && rate(row).is_some() && rate(row) == rate(tax));
        let above = at
            .checked_sub(1)
            .filter(|above| rows.get(*above).is_some_and(|row| is_base(row) && rate(row).is_none()));
        bases.extend(rated.or(above).filter(|base| !bases.contains(base)));
    }
    if taxes < 2 || bases.len() < taxes {
        return;
    }
    for base in bases {
        if let Some(row) = rows.get_mut(base) {
            row.role = RowRole::TaxBase;
        }
    }
}

/// A line that is what the lines and reductions above it make is their sum,
/// whatever it is called: directly below a reduction, or where the next total
/// counts them once.
fn stands(rows: &mut [PriceRow], columns: &[PriceColumn], amounts: &[usize]) {
    for at in 2..rows.len() {
        let Some(row) = rows.get(at) else { break };
        let candidate = row.role == RowRole::Line && !row.optional && !is_itemised(row, columns);
        if !candidate || !row.cells.iter().any(|cell| cell.reading.price().is_some()) {
            continue;
        }
        let above = rows.get(..at).unwrap_or_default();
        let filled: Vec<usize> =
            amounts.iter().copied().filter(|column| amount(row, *column).is_some()).collect();
        let makes = |column: &usize| {
            let own = amount(row, *column);
            running(above, *column).is_some_and(|(sum, terms)| terms >= 2 && Some(sum) == own)
        };
        if filled.is_empty() || !filled.iter().all(makes) {
            continue;
        }
        let reduced = above.last().is_some_and(|last| last.role == RowRole::Discount);
        let next = rows.iter().skip(at + 1).position(|row| {
            matches!(row.role, RowRole::Total(_) | RowRole::Subtotal | RowRole::RecurringTotal(_))
        });
        let closes = |column: &usize| {
            let Some(end) = next.map(|next| at + 1 + next) else { return false };
            let total = rows.get(end).and_then(|total| amount(total, *column));
            let from = rows.get(at..end).and_then(|rows| running(rows, *column));
            total.is_some() && from.map(|(sum, _)| sum) == total && end > at + 1
        };
        // `Cuota mensual`, and its tax in the next row.
        let after = rows.get(at + 1).filter(|next| next.role == RowRole::Vat);
        let taxed = |column: &usize| {
            let rate = after.and_then(|tax| tax.said.vat.as_ref().map(|said| said.value).or(tax.percent));
            let (own, tax) = (amount(row, *column), after.and_then(|tax| amount(tax, *column)));
            let share = own
                .zip(rate)
                .and_then(|(own, rate)| own.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED));
            share.zip(tax).is_some_and(|(share, tax)| round(share, 2) == tax)
        };
        if (reduced || filled.iter().all(closes) || filled.iter().all(taxed))
            && let Some(row) = rows.get_mut(at)
        {
            row.role = RowRole::Subtotal;
        }
    }
}

/// What a column has come to after some rows, and how many of them count; none
/// where a sum was printed already, or an amount is open.
fn running(rows: &[PriceRow], column: usize) -> Option<(Decimal, usize)> {
    let mut sum = Decimal::ZERO;
    let mut terms = 0;
    for row in rows {
        let sign = match row.role {
            RowRole::Line | RowRole::Surcharge => false,
            RowRole::Discount => true,
            RowRole::Section | RowRole::Note => continue,
            _ => return None,
        };
        let Some(price) = row.cell(column).and_then(|cell| cell.reading.price()) else { continue };
        if row.optional && !row.chosen {
            continue;
        }
        let size = if sign { -price.amount.abs() } else { price.amount };
        sum = sum.checked_add(size)?;
        terms += 1;
    }
    Some((sum, terms))
}

/// Of the two readings of a unit price (`1,985 €`) the one that its quantity
/// and its amount show is meant.
pub(super) fn settle_decimals(rows: &mut [PriceRow], columns: &[PriceColumn]) {
    let of = |wanted: Role| -> Vec<usize> {
        let all = columns.iter().enumerate().filter(|(_, column)| column.role == wanted);
        all.map(|(index, _)| index).collect()
    };
    let (counts, units, amounts) =
        ([of(Role::Quantity), of(Role::Duration)].concat(), of(Role::UnitPrice), of(Role::Amount));
    for row in rows.iter_mut().filter(|row| row.role == RowRole::Line) {
        let number = |column: &usize| row.cell(*column).and_then(|cell| cell.reading.number());
        let counts: Vec<Decimal> = counts.iter().filter_map(number).collect();
        let amounts: Vec<Decimal> = amounts.iter().filter_map(number).collect();
        if counts.is_empty() || amounts.is_empty() {
            continue;
        }
        let product =
            |unit: Decimal| counts.iter().try_fold(unit, |product, count| product.checked_mul(*count));
        let shown = |unit: Decimal| product(unit).is_some_and(|product| amounts.contains(&round(product, 2)));
        // A thousand lies between the readings, and no slip between a product
        // and its amount.
        let near = |unit: Decimal| {
            product(unit).is_some_and(|product| {
                let less = |one: Decimal, other: Decimal| {
                    one.checked_mul(Decimal::TEN).is_some_and(|ten| other <= ten)
                };
                amounts.iter().any(|amount| less(product, *amount) && less(*amount, product))
            })
        };
        for cell in row.cells.iter_mut().filter(|cell| units.contains(&cell.column)) {
            let Reading::Amount(amount) = &mut cell.reading else { continue };
            let Some(other) = amount.doubts.iter().find_map(|doubt| match doubt {
                Doubt::Ambiguous { other } => Some(*other),
                Doubt::Notation(_) | Doubt::MinorUnit | Doubt::Inverted => None,
            }) else {
                continue;
            };
            let own = amount.price.amount;
            if !shown(own) && (shown(other) || near(other) && !near(own)) {
                amount.price.amount = other;
                amount.price.decimals = other.scale();
            } else if !shown(own) {
                continue;
            }
            amount.doubts.retain(|doubt| !matches!(doubt, Doubt::Ambiguous { .. }));
        }
    }
}
