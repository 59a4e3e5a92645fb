//! A rate of a base: `Base | Taux | CHF`.

use super::super::expr::{Book, Expr};
use super::super::relation::Relation;
use super::super::rules::LINE_TOTAL_MISMATCH;
use super::super::sheet::Sheet;
use super::{Support, cell, supported};
use crate::check::cells::fold;
use crate::money::Decimal;
use crate::proposal::pricing::{Reading, Role, RowRole};

const RATE: &[&str] =
    &["taux", "rate", "satz", "tipo", "commission", "%", "pourcentage", "provision", "prozent", "tarif"];
const BASE: &[&str] = &[
    "base",
    "assiette",
    "basis",
    "montant",
    "valeur",
    "value",
    "bemessungsgrundlage",
    "wert",
    "grundlage",
    "volume",
    "chiffre",
];

/// Amounts that are a percentage of another number of their row. Headers that
/// name both say so; elsewhere the rows show it.
pub(in crate::check::arithmetic) fn rates(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let Some(target) = sheet.main_column() else { return Vec::new() };
    let says = |column: usize, words: &[&str]| {
        let heading = sheet.column(column).map(|column| fold(&column.heading)).unwrap_or_default();
        heading.split(' ').any(|word| words.contains(&word))
    };
    let free = |role: Role| {
        // Shares of a total, discounts and taxes have relations of their own.
        !matches!(role, Role::VatRate | Role::VatAmount | Role::Discount | Role::Saving | Role::Label)
    };
    let columns: Vec<usize> = (0..sheet.table.columns.len())
        .filter(|index| sheet.column(*index).is_some_and(|c| free(c.role)))
        .collect();
    let lines: Vec<_> = sheet
        .rows()
        .filter(|line| !line.apart && line.row.role == RowRole::Line && line.price(target).is_some())
        .collect();
    let percent = |column: usize| {
        lines.iter().any(|line| matches!(line.reading(column), Some(Reading::Percent { .. })))
    };
    let mut best: Vec<Relation> = Vec::new();
    for rate in columns.iter().copied().filter(|column| *column != target && percent(*column)) {
        for base in columns.iter().copied().filter(|column| ![target, rate].contains(column)) {
            let family: Vec<Relation> = lines
                .iter()
                .filter(|line| matches!(line.reading(rate), Some(Reading::Percent { .. })))
                .filter(|line| {
                    let reading = line.reading(base);
                    let number = matches!(reading, Some(Reading::Amount(_) | Reading::Quantity { .. }));
                    number && reading.and_then(Reading::number).is_some_and(|value| value > Decimal::ZERO)
                })
                .map(|line| {
                    let way = Expr::share(cell(*line, rate), cell(*line, base));
                    Relation::new(&LINE_TOTAL_MISMATCH, line.id(target), [way])
                })
                .collect();
            let named = says(rate, RATE) && says(base, BASE);
            let support = if named { Support::NotAllBroken } else { Support::Majority };
            let family = supported(family, book, support);
            if family.len() > best.len() {
                best = family;
            }
        }
    }
    best
}
