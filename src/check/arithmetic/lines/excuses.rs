//! Other readings of a line: a number that stands in its row or in its label may
//! count too (`Seat | 4 | la paire`, `× 3 sites`), or a price may be for several
//! (`le cent`, `/100`). Nobody knows from the words alone that it does; where the
//! printed amount is exactly that product, the line is right.

use std::collections::BTreeSet;

use super::super::expr::Expr;
use super::super::relation::Way;
use super::super::sheet::{Line, Sheet, minor};
use super::cell;
use crate::check::cells::fold;
use crate::money::Decimal;
use crate::proposal::pricing::{Reading, Role};

/// Words that stand for a number of pieces.
const SETS: &[(&[&str], u32)] = &[
    (&["paire", "paires", "pair", "pairs", "paar", "paare", "par", "pares", "duo"], 2),
    (
        &[
            "aller retour",
            "allers retours",
            "aller/retour",
            "each way",
            "hin und ruck",
            "a/r",
            "round trip",
            "return trip",
            "hin und zuruck",
            "ida y vuelta",
        ],
        2,
    ),
    (&["douzaine", "douzaines", "dozen", "dutzend", "docena", "docenas"], 12),
    (&["cent", "centaine", "hundred", "hundert", "ciento"], 100),
    (&["mille", "millier", "thousand", "tausend", "mil", "millar"], 1000),
];

/// What an amount may be beside quantity times price, in the first way that a
/// line's product was understood.
pub(super) fn excuses(
    sheet: &Sheet<'_>,
    line: Line<'_>,
    counts: &[usize],
    (unit, amount): (usize, usize),
) -> Vec<Way> {
    let Some(price) = line.price(amount) else { return Vec::new() };
    let places = minor(price.currency);
    let product = || -> Vec<Expr> {
        counts.iter().map(|column| cell(line, *column)).chain([cell(line, unit)]).collect()
    };
    let used: BTreeSet<Decimal> =
        counts.iter().filter_map(|column| line.reading(*column)?.number()).map(|n| n.normalize()).collect();
    let mut numbers: BTreeSet<Decimal> = BTreeSet::new();
    for (index, column) in sheet.table.columns.iter().enumerate() {
        let free = !counts.contains(&index) && ![unit, amount].contains(&index);
        let counted = matches!(
            column.role,
            Role::Other | Role::Size | Role::Duration | Role::Description | Role::Unit | Role::Quantity
        );
        if !free || !counted {
            continue;
        }
        if let Some(Reading::Quantity { value, .. }) = line.reading(index) {
            numbers.insert(value.normalize());
        }
    }
    let cells = line.row.cells.iter().filter(|cell| {
        let role = sheet.column(cell.column).map(|column| column.role);
        matches!(role, Some(Role::Label | Role::Description | Role::Unit | Role::Other | Role::Quantity))
    });
    let headings = [unit, amount].into_iter().chain(counts.iter().copied());
    let headings = headings.filter_map(|index| sheet.column(index)).map(|column| column.heading.as_str());
    for text in cells.map(|cell| cell.text.as_str()).chain(headings) {
        numbers.extend(written(text));
    }
    let mut out = Vec::new();
    // A percentage under a header that says nothing: what is taken off, or added.
    for column in sheet.table.columns.iter().enumerate().filter(|(_, column)| column.role != Role::VatRate) {
        if let Some(Reading::Percent { value, .. }) = line.reading(column.0) {
            let product = || Box::new(Expr::Product(product()));
            let ways = [
                Expr::Less(Box::new(Expr::Number(value.abs())), product()),
                Expr::Plus(Box::new(Expr::Number(value.abs())), product()),
            ];
            out.extend(ways.map(|way| Way::excuse(Expr::Rounded(Box::new(way), places))));
        }
    }
    for number in numbers.into_iter().filter(|number| !used.contains(number) && *number != Decimal::ONE) {
        let mut factors = product();
        factors.insert(0, Expr::Number(number));
        let divided = Expr::Quotient(Box::new(Expr::Product(product())), Box::new(Expr::Number(number)));
        out.extend(
            [Expr::Product(factors), divided].map(|way| Way::excuse(Expr::Rounded(Box::new(way), places))),
        );
    }
    out
}

/// The numbers and sets that a text names.
fn written(text: &str) -> impl Iterator<Item = Decimal> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',' | '×')))
        .map(|word| word.trim_matches(['x', 'X', '×', '.', ',']).replace(',', "."))
        .filter_map(|word| word.parse::<Decimal>().ok())
        .filter(|count| *count > Decimal::ONE && *count <= Decimal::ONE_THOUSAND)
        .chain(sets(text))
}

/// The sets that a text names: a pair is two, as is a way there and back.
pub(super) fn sets(text: &str) -> impl Iterator<Item = Decimal> + use<> {
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let named = |name: &str| {
        let name: Vec<&str> = name.split(' ').collect();
        words.windows(name.len()).any(|window| window == name)
    };
    let counts: Vec<Decimal> = SETS
        .iter()
        .filter(|(names, _)| names.iter().any(|name| named(name)))
        .map(|(_, count)| Decimal::from(*count))
        .collect();
    counts.into_iter()
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn a_label_names_numbers_and_sets() {
        let read = |text: &str| written(text).map(|n| n.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(read("Micro HF (x4)"), "4");
        assert_eq!(read("Pneus, la paire"), "2");
        assert_eq!(read("Trajet aller-retour, 3 véhicules"), "3 2");
        assert_eq!(read("Per 100"), "100");
        assert_eq!(read("Audit flash"), "");
    }
}
