//! What one piece costs where each row is a number of pieces: `Auflage | Preis |
//! je Stück`.

use super::super::expr::{Book, Expr};
use super::super::relation::Relation;
use super::super::rules::UNIT_EQUIVALENT_MISMATCH;
use super::super::sheet::{Line, Sheet};
use super::{Support, cell, currency, supported};
use crate::check::cells::fold;
use crate::money::{Decimal, Numeral, numeral};
use crate::proposal::price::Price;
use crate::proposal::pricing::{Role, RowRole};

/// Words of a header over what one piece costs.
const PIECE: &[&str] = &[
    "unite",
    "unitaire",
    "piece",
    "exemplaire",
    "each",
    "unit",
    "per",
    "stuck",
    "je",
    "pro",
    "unidad",
    "par",
];

/// The price of a piece: that of the lot divided by its number.
pub(super) fn pieces(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let counted: Vec<(Line<'_>, Decimal)> = sheet
        .rows()
        .filter(|line| !line.apart && line.row.role == RowRole::Line)
        .filter_map(|line| Some((line, count(&line.row.label)?)))
        .collect();
    let lines = sheet.rows().filter(|line| line.row.role == RowRole::Line).count();
    if counted.len() < 2 || counted.len() < lines {
        return Vec::new();
    }
    let priced: Vec<usize> = sheet
        .table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.role, Role::Amount | Role::UnitPrice | Role::Equivalent))
        .map(|(index, _)| index)
        .collect();
    let mut best: Vec<Relation> = Vec::new();
    for &lot in &priced {
        for &piece in priced.iter().filter(|piece| **piece != lot) {
            if currency(sheet, lot) != currency(sheet, piece) {
                continue;
            }
            let firm = |line: &Line<'_>, column: usize| line.price(column).is_some_and(Price::is_firm);
            let family: Vec<Relation> = counted
                .iter()
                .filter(|(line, _)| firm(line, lot) && firm(line, piece))
                .map(|(line, count)| {
                    let way = Expr::Quotient(Box::new(cell(*line, lot)), Box::new(Expr::Number(*count)));
                    Relation::new(&UNIT_EQUIVALENT_MISMATCH, line.id(piece), [way])
                })
                .collect();
            let heading = sheet.column(piece).map(|column| fold(&column.heading)).unwrap_or_default();
            let named = heading.split(' ').any(|word| PIECE.contains(&word));
            // Two rows of which one agrees show it where the header says so too.
            let support = if named { Support::NotAllBroken } else { Support::Majority };
            let holds = |family: &[Relation]| {
                let none = super::Overrides::new();
                family.iter().filter(|it| it.verdict(book, &none) == super::Verdict::Holds).count()
            };
            if holds(&family) > holds(&best) {
                best = supported(family, book, support);
            }
        }
    }
    best
}

/// The number that a label is: `500`, `1 000`, `2.500 ex.`
fn count(label: &str) -> Option<Decimal> {
    let digits = label.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | ' '));
    let value = match numeral(digits.trim())? {
        Numeral::Plain { value, .. } => value,
        Numeral::Either { whole, .. } => whole,
    };
    (value > Decimal::ONE && value.fract().is_zero()).then_some(value)
}
