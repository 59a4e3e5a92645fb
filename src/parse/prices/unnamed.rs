//! Sums that no word names: a row in bold, a row without a label, `Honoraires
//! HT` and `Honoraires TTC` around their tax.

use super::grid::GridCell;
use super::modifiers::basis;
use super::row_words::REDUCED;
use super::words::{fold, has_any, starts_with_any};
use crate::language::{Phrases, phrases};
use crate::money::{Decimal, Slip, slip};
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{PriceColumn, PriceRow, Role, RowRole};

/// Words for one of several offers: a row in bold is the one that is advised.
#[rustfmt::skip]
const ALTERNATIVES: &Phrases = phrases![
    "formule", "formules", "offre", "offres", "plan", "plans", "pack", "packs", "package", "packages",
    "option", "options", "variante", "variantes", "scenario", "scenarios", "niveau", "tier", "tiers",
    "edition", "paket", "tarif", "gamme",
];
#[rustfmt::skip]
const ADVISED: &Phrases = phrases![
    "recommande", "recommandee", "conseille", "conseillee", "populaire", "choisi", "retenu", "recommended",
    "popular", "best", "our choice", "empfohlen", "beliebt", "recomendado",
];

/// Gives the rows that are sums by their look and their figures that role.
pub(super) fn sums(rows: &mut [PriceRow], cells: &[Vec<GridCell>], columns: &[PriceColumn]) {
    around_tax(rows);
    after_discount(rows);
    let amounts: Vec<usize> = columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.role == Role::Amount)
        .map(|(index, _)| index)
        .collect();
    if amounts.is_empty() {
        return;
    }
    let bold = |at: usize| {
        let mut filled = cells.get(at).into_iter().flatten().filter(|cell| !cell.text.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.strong)
    };
    let lines = rows.iter().enumerate().filter(|(_, row)| row.role == RowRole::Line);
    let bold_lines = lines.clone().filter(|(at, _)| bold(*at)).count();
    let few = bold_lines * 3 <= lines.count();
    let named = rows.iter().any(|row| !matches!(row.role, RowRole::Line | RowRole::Section | RowRole::Note));
    let mut running = Running { columns: amounts.iter().map(|_| Column::default()).collect(), counted: 0 };
    for at in 0..rows.len() {
        let Some(row) = rows.get(at) else { break };
        // Below lines that count something, a row that counts nothing and is their
        // sum.
        let proved = row.role == RowRole::Line
            && !counts_something(row)
            && running.counted >= 3
            && running.makes(row, &amounts);
        let apart = is_unlabelled(row) || few && bold(at) || proved;
        let mut role = row.role;
        if role == RowRole::Line && apart && !is_itemised(row, columns) {
            let last = at + 1 == rows.len();
            let offered = is_offered(row, columns);
            let stands = is_unlabelled(row) && running.is_adjusted();
            let pack = has_any(&fold(&row.label), ALTERNATIVES);
            if stands || !pack && running.makes(row, &amounts) {
                role =
                    if last || stands { RowRole::Total(basis(&fold(&row.label))) } else { RowRole::Subtotal };
            } else if last && !named && running.nearly_makes(row, &amounts, offered) {
                role = RowRole::Total(basis(&fold(&row.label)));
            }
        }
        running.counted = match role {
            RowRole::Line if counts_something(row) => running.counted + 1,
            RowRole::Section => running.counted,
            _ => 0,
        };
        running.take(row, role, &amounts);
        if let Some(row) = rows.get_mut(at) {
            row.role = role;
        }
    }
    after_totals(rows, columns);
}

/// The amount of a row: its last.
fn last_amount(row: &PriceRow) -> Option<Decimal> {
    row.cells.iter().rev().find_map(|cell| cell.reading.price()).map(|price| price.amount)
}

/// What no word names below the totals: what is taken off them (`Prime à
/// l'autoconsommation`), and what is left to pay (`Payable`).
fn after_totals(rows: &mut [PriceRow], columns: &[PriceColumn]) {
    let mut standing: Option<Decimal> = None;
    // Whether a tax was added to the last total, or something taken off it.
    let (mut taxed, mut reduced) = (false, false);
    for at in 0..rows.len() {
        let last = at + 1 == rows.len();
        let next = rows.get(at + 1).and_then(last_amount);
        let Some(row) = rows.get_mut(at) else { break };
        let Some(own) = last_amount(row) else { continue };
        let base = standing.unwrap_or_default();
        if row.role == RowRole::Line && standing.is_some() {
            let taken = base.checked_sub(own.abs());
            let plain = !is_itemised(row, columns) && !row.optional;
            // Nothing else comes so near to it.
            let near = own > base / Decimal::TWO && own / Decimal::TWO < base;
            row.role = match () {
                () if !plain => break,
                () if (taxed || reduced) && own == base => RowRole::Due,
                () if own.is_sign_negative() || taken.is_some() && taken == next => RowRole::Discount,
                () if last && (taxed || reduced) && near => RowRole::Due,
                // Another quote in the same table.
                () => break,
            };
        }
        match row.role {
            RowRole::Total(_) | RowRole::RecurringTotal(_) | RowRole::Due => {
                standing = Some(own);
                (taxed, reduced) = (false, false);
            }
            RowRole::Vat if standing.is_some() => {
                standing = base.checked_add(own);
                taxed = true;
            }
            RowRole::Discount | RowRole::Deposit | RowRole::Withholding if standing.is_some() => {
                standing = base.checked_sub(own.abs());
                reduced = true;
            }
            _ => {}
        }
    }
}

/// `Equipment after discount` is a sum below the discount; elsewhere it is a line.
fn after_discount(rows: &mut [PriceRow]) {
    let mut reduced = false;
    for row in rows {
        reduced |= row.role == RowRole::Discount;
        if reduced && row.role == RowRole::Line && has_any(&fold(&row.label), REDUCED) {
            row.role = RowRole::Subtotal;
        }
    }
}

/// `Honoraires HT`, `TVA 20 %`, `Honoraires TTC`: what stands on both sides of a
/// tax, each with its basis, is the total without and with it.
fn around_tax(rows: &mut [PriceRow]) {
    let value =
        |row: &PriceRow| row.cells.iter().rev().find_map(|cell| cell.reading.price()).map(|p| p.amount);
    for at in 1..rows.len().saturating_sub(1) {
        let (Some(net), Some(tax), Some(gross)) = (rows.get(at - 1), rows.get(at), rows.get(at + 1)) else {
            continue;
        };
        let on = |row: &PriceRow, basis: TaxBasis| {
            row.role == RowRole::Line && row.said.basis.as_ref().is_some_and(|said| said.value == basis)
        };
        let is_tax = tax.role == RowRole::Vat && value(tax).is_some();
        if is_tax && on(net, TaxBasis::Net) && on(gross, TaxBasis::Gross) && value(net).is_some() {
            for (index, basis) in [(at - 1, TaxBasis::Net), (at + 1, TaxBasis::Gross)] {
                if let Some(row) = rows.get_mut(index) {
                    row.role = RowRole::Total(Some(basis));
                }
            }
        }
    }
}

/// `Prix HT / mois` adds up nothing where no amount stands above it: it is the
/// price of what stands in columns.
pub(super) fn settle_prices(rows: &mut [PriceRow]) {
    for row in rows {
        let prices = row.cells.iter().filter(|cell| cell.reading.price().is_some()).count();
        if prices > 0 && row.role == RowRole::Line {
            return;
        }
        let total = matches!(row.role, RowRole::Total(_) | RowRole::RecurringTotal(_));
        if prices < 2 || !total {
            continue;
        }
        if !starts_with_any(&fold(&row.label), &["prix", "tarif", "price", "preis", "precio"]) {
            return;
        }
        row.role = RowRole::Line;
        row.measure = super::modifiers::is_measure(&row.label);
    }
}

/// What the columns of amounts have added up so far.
struct Running {
    columns: Vec<Column>,
    /// How many lines in a row count something, up to here.
    counted: usize,
}

#[derive(Default)]
struct Column {
    /// The lines since the last sum.
    terms: Vec<Decimal>,
    /// All lines.
    all: Vec<Decimal>,
    /// The last sum and what was added or taken off since.
    standing: Option<Decimal>,
    adjusted: bool,
    /// Whether a line has no amount that can be added.
    open: bool,
}

impl Running {
    fn take(&mut self, row: &PriceRow, role: RowRole, amounts: &[usize]) {
        for (column, index) in self.columns.iter_mut().zip(amounts) {
            let Some(cell) = row.cell(*index) else { continue };
            let Some(price) = cell.reading.price() else {
                column.open |=
                    role == RowRole::Line && cell.reading.is_price_like() && cell.reading.number().is_none();
                continue;
            };
            match role {
                RowRole::Line if !row.optional => {
                    column.open |= !price.is_firm();
                    column.terms.push(price.amount);
                    column.all.push(price.amount);
                }
                RowRole::Discount | RowRole::Surcharge => {
                    let size = if role == RowRole::Discount { -price.amount.abs() } else { price.amount };
                    column.standing = column.standing.and_then(|sum| sum.checked_add(size));
                    column.adjusted = true;
                }
                RowRole::Subtotal | RowRole::Total(_) | RowRole::RecurringTotal(_) => {
                    column.terms.clear();
                    column.standing = Some(price.amount);
                    column.adjusted = false;
                }
                _ => {}
            }
        }
    }

    /// Whether a sum was reduced or added to, and nothing follows yet.
    fn is_adjusted(&self) -> bool {
        self.columns
            .iter()
            .any(|column| column.adjusted && column.standing.is_some() && column.terms.is_empty())
    }

    /// Whether a row is the sum of the lines above it, or what its last sum
    /// stands at, in every column that it fills.
    fn makes(&self, row: &PriceRow, amounts: &[usize]) -> bool {
        let mut filled = 0;
        let fits = self.columns.iter().zip(amounts).all(|(column, index)| {
            let Some(price) = row.cell(*index).and_then(|cell| cell.reading.price()) else { return true };
            filled += 1;
            let sum =
                |terms: &[Decimal]| terms.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one));
            let of = |terms: &[Decimal]| terms.len() >= 2 && sum(terms) == Some(price.amount);
            // The last sum and the lines since: `Labour 5 355`, `Administration 345`.
            let goes_on = !column.terms.is_empty()
                && column
                    .standing
                    .zip(sum(&column.terms))
                    .and_then(|(standing, more)| standing.checked_add(more))
                    == Some(price.amount);
            price.is_firm()
                && (of(&column.terms)
                    || of(&column.all)
                    || goes_on
                    || column.adjusted && column.terms.is_empty() && column.standing == Some(price.amount))
        });
        fits && filled > 0
    }

    /// Whether a last row is a slip away from the sum: swapped digits, one that
    /// differs, a line left out. Without any label it can be nothing else.
    fn nearly_makes(&self, row: &PriceRow, amounts: &[usize], offered: bool) -> bool {
        let Some((column, index)) = self.columns.iter().zip(amounts).next_back() else { return false };
        let Some(price) = row.cell(*index).and_then(|cell| cell.reading.price()) else { return false };
        let Some(sum) = column.all.iter().try_fold(Decimal::ZERO, |sum, one| sum.checked_add(*one)) else {
            return false;
        };
        let found = price.amount;
        let highest = column.all.iter().copied().max().unwrap_or_default();
        if column.all.len() < 2 || column.open || found <= highest || !price.is_firm() {
            return false;
        }
        let missed = column.all.iter().any(|term| sum.checked_sub(*term) == Some(found));
        let slipped = match slip(found, sum) {
            Some(Slip::Swapped) => true,
            Some(Slip::OneDigit) => found >= Decimal::from(1000),
            _ => false,
        };
        is_unlabelled(row) || !offered && (slipped || column.all.len() > 2 && missed)
    }
}

/// Whether nothing but its amount stands in a row.
fn is_unlabelled(row: &PriceRow) -> bool {
    row.label.is_empty()
        || row.cells.iter().any(|cell| cell.text == row.label && cell.reading.is_price_like())
}

/// Whether a row in bold may be the offer that is advised.
fn is_offered(row: &PriceRow, columns: &[PriceColumn]) -> bool {
    columns.iter().any(|column| {
        matches!(column.role, Role::Label | Role::Description)
            && has_any(&fold(&column.heading), ALTERNATIVES)
    }) || has_any(&fold(&row.label), ADVISED)
}

/// Whether a row has a number beside its amount: how many, or what one costs.
fn counts_something(row: &PriceRow) -> bool {
    row.cells.iter().filter(|cell| cell.reading.number().is_some()).count() > 1
}

/// Whether a row counts or refers to something, as no total does.
pub(super) fn is_itemised(row: &PriceRow, columns: &[PriceColumn]) -> bool {
    row.cells.iter().any(|cell| {
        let role = columns.get(cell.column).map(|column| column.role);
        // The label of a sum may stand below any header.
        matches!(role, Some(Role::UnitPrice | Role::Reference | Role::Position | Role::VatRate))
            && !cell.text.is_empty()
            && (cell.text != row.label || cell.text.contains(|c: char| c.is_ascii_digit()))
    })
}
