//! Totals that no word names: a last row in bold, or without any label.

use super::grid::GridCell;
use super::modifiers::basis;
use super::words::{fold, has_any};
use crate::money::{Decimal, Slip, slip};
use crate::proposal::pricing::{PriceColumn, PriceRow, Role, RowRole};

/// Words for one of several offers: a row in bold is the one that is advised.
#[rustfmt::skip]
const ALTERNATIVES: &[&str] = &[
    "formule", "formules", "offre", "offres", "plan", "plans", "pack", "packs", "package", "packages",
    "option", "options", "variante", "variantes", "scenario", "scenarios", "niveau", "tier", "tiers",
    "edition", "paket", "tarif", "gamme",
];
#[rustfmt::skip]
const ADVISED: &[&str] = &[
    "recommande", "recommandee", "conseille", "conseillee", "populaire", "choisi", "retenu", "recommended",
    "popular", "best", "our choice", "empfohlen", "beliebt", "recomendado",
];

/// Makes a total of the last row where its place and its look say that it is one
/// and its amount does not deny it.
pub(super) fn total(rows: &mut [PriceRow], cells: &[Vec<GridCell>], columns: &[PriceColumn]) {
    let named = |row: &PriceRow| !matches!(row.role, RowRole::Line | RowRole::Section | RowRole::Note);
    let Some((last, lines)) = rows.split_last() else { return };
    let Some((marks, others)) = cells.split_last() else { return };
    let amounts = columns.iter().enumerate().filter(|(_, column)| column.role == Role::Amount);
    let Some(column) = amounts.map(|(index, _)| index).last() else { return };
    let price = last.cell(column).and_then(|cell| cell.reading.price()).filter(|price| price.is_firm());
    let Some(found) = price.map(|price| price.amount) else { return };
    if last.role != RowRole::Line || lines.iter().any(named) || is_itemised(last, columns) {
        return;
    }
    let sold: Vec<&PriceRow> =
        lines.iter().filter(|row| row.role == RowRole::Line && !row.optional).collect();
    let terms: Option<Vec<Decimal>> = sold
        .iter()
        .filter(|row| row.cell(column).is_some_and(|cell| cell.reading.is_price_like()))
        .map(|row| row.cell(column)?.reading.number())
        .collect();
    let Some(terms) = terms.filter(|terms| terms.len() >= 2) else { return };
    let Some(sum) = terms.iter().try_fold(Decimal::ZERO, |sum, term| sum.checked_add(*term)) else { return };
    let unlabelled = last.label.is_empty();
    let bold = |row: &[GridCell]| {
        let mut filled = row.iter().filter(|cell| !cell.text.is_empty()).peekable();
        filled.peek().is_some() && filled.all(|cell| cell.strong)
    };
    let set_apart = bold(marks) && !others.iter().any(|row| bold(row));
    if !unlabelled && !set_apart {
        return;
    }
    // Without its word the amount must bear it out: the sum, or a slip away.
    let highest = terms.iter().copied().max().unwrap_or_default();
    let missed = || terms.iter().any(|term| sum.checked_sub(*term) == Some(found));
    let offered = columns.iter().any(|column| {
        matches!(column.role, Role::Label | Role::Description)
            && has_any(&fold(&column.heading), ALTERNATIVES)
    }) || has_any(&fold(&last.label), ADVISED);
    let near = found > highest
        && (unlabelled
            || matches!(slip(found, sum), Some(Slip::Swapped | Slip::OneDigit))
            || terms.len() > 2 && missed());
    if found == sum || near && !offered {
        let said = basis(&fold(&last.label));
        if let Some(row) = rows.last_mut() {
            row.role = RowRole::Total(said);
        }
    }
}

/// Whether a row counts or refers to something, as no total does.
fn is_itemised(row: &PriceRow, columns: &[PriceColumn]) -> bool {
    row.cells.iter().any(|cell| {
        let role = columns.get(cell.column).map(|column| column.role);
        matches!(role, Some(Role::UnitPrice | Role::Reference | Role::Position | Role::VatRate))
            && !cell.text.is_empty()
    })
}
