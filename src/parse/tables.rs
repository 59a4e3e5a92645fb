//! What the columns and rows of a table hold.

use crate::proposal::{Cell, ColumnKind, Row, RowKind, Table, plain_text};

use super::names;

/// Sets the kinds of a table's columns and rows from what its cells hold.
pub(super) fn annotate(table: &mut Table) {
    for row in &mut table.rows {
        row.kind = row_kind(row);
    }
    let width = table.columns.len();
    for at in 0..width {
        let mut kinds = Vec::new();
        for row in table.rows.iter().filter(|row| row.kind != RowKind::Section) {
            if let Some(cell) = cell_at(row, at) {
                kinds.extend(kind_of(cell));
            }
        }
        // A version is a name, although it looks like a number.
        let title = table.header.as_ref().and_then(|header| cell_at(header, at));
        let is_version = title.is_some_and(|cell| {
            let title = names::fold(&plain_text(&cell.content));
            ["version", "revision", "indice"].iter().any(|word| title.contains(word))
        });
        let kind = if is_version { ColumnKind::Mark } else { column_kind(&kinds) };
        if let Some(column) = table.columns.get_mut(at) {
            column.kind = kind;
        }
    }
}

/// The cell that begins in a column, where it takes no other.
fn cell_at(row: &Row, column: usize) -> Option<&Cell> {
    let mut at = 0usize;
    for cell in &row.cells {
        if at == column {
            return (cell.colspan == 1).then_some(cell);
        }
        at += usize::from(cell.colspan.max(1));
    }
    None
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CellKind {
    Amount,
    Mark,
    Words,
}

/// What a filled cell holds; none for an empty one.
fn kind_of(cell: &Cell) -> Option<CellKind> {
    let text = plain_text(&cell.content);
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if is_amount(text) {
        return Some(CellKind::Amount);
    }
    // Two signs of Chinese are a word, four letters may be `oui`.
    let signs = |c: char| if u32::from(c) >= 0x2e80 && c.is_alphabetic() { 3 } else { 1 };
    let short = text.chars().map(signs).fold(0_usize, usize::saturating_add) <= 4;
    Some(if short { CellKind::Mark } else { CellKind::Words })
}

fn column_kind(cells: &[CellKind]) -> ColumnKind {
    let count = |kind| cells.iter().filter(|cell| **cell == kind).count();
    let (amounts, marks) = (count(CellKind::Amount), count(CellKind::Mark));
    if amounts > 0 && amounts * 3 >= cells.len() * 2 {
        ColumnKind::Amount
    } else if marks > 0 && amounts + marks == cells.len() {
        ColumnKind::Mark
    } else {
        ColumnKind::Text
    }
}

/// Words that stand for an amount.
const IN_PLACE_OF_AMOUNTS: &[&str] = &[
    "sur devis",
    "inclus",
    "inclu",
    "offert",
    "gratuit",
    "compris",
    "on request",
    "on quote",
    "included",
    "free",
    "auf anfrage",
    "inklusive",
    "kostenlos",
    "incluido",
    "gratis",
    "a consultar",
];

/// Units that may follow a figure.
const UNITS: &[&str] = &[
    "€", "eur", "euro", "euros", "$", "usd", "£", "gbp", "chf", "fcfa", "xof", "xaf", "f cfa", "cfa", "%",
    "ht", "ttc", "tva", "h", "j", "jour", "jours", "jh", "j/h", "heure", "heures", "mois", "an", "ans",
    "day", "days", "hour", "hours", "month", "months", "min", "k€", "m€", "excl", "incl", "vat", "journee",
    "journees", "semaine", "semaines", "week", "weeks", "tag", "tage", "std", "stunde", "stunden", "woche",
    "wochen", "monat", "monate", "jahr", "jahre", "netto", "brutto", "mwst", "stuck", "stk", "dia", "dias",
    "hora", "horas", "semana", "semanas", "mes", "meses", "ano", "anos", "iva", "unite", "unites", "unit",
    "units", "ud", "uds",
];

/// Digits with a sign, a currency, spaces and a unit: `+3 000 €`, `150 € HT/h`.
fn is_amount(text: &str) -> bool {
    let folded = names::fold(text);
    if IN_PLACE_OF_AMOUNTS.contains(&folded.trim()) {
        return true;
    }
    if !folded.contains(|c: char| c.is_ascii_digit()) || folded.chars().count() > 40 {
        return false;
    }
    let words = folded.split(|c: char| c.is_whitespace() || c == '/' || c == '\u{202f}' || c == '.');
    let mut figures = false;
    for word in words.filter(|word| !word.is_empty()) {
        let word = word.trim_matches(['(', ')', '*', ',']);
        let letters = word.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || matches!(c, '+' | '-' | '−' | '–' | '≈' | '~' | ',' | '\'' | '’' | '.' | '€' | '$' | '£')
        });
        figures |= word.len() != letters.len();
        if !letters.is_empty() && !UNITS.contains(&letters) && letters != "x" && letters != "×" {
            return false;
        }
    }
    // `H+4`, `24/7`, `2025-05-16` and telephone numbers are no amounts.
    let slashes = folded.contains("24/7");
    let date = folded.matches('-').count() >= 2 || folded.matches('/').count() >= 2;
    let phone = folded.starts_with('+') && folded.matches(' ').count() >= 3;
    figures && !slashes && !date && !phone && !folded.starts_with('h')
}

fn row_kind(row: &Row) -> RowKind {
    let filled = row.cells.iter().filter(|cell| !plain_text(&cell.content).trim().is_empty()).count();
    let Some(first) =
        row.cells.iter().map(|cell| plain_text(&cell.content)).find(|text| !text.trim().is_empty())
    else {
        return RowKind::Line;
    };
    let label = names::fold(&first);
    let label = label.trim().trim_end_matches([':', ' ', '*']);
    let starts = |words: &[&str]| {
        words.iter().any(|word| {
            label.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
        })
    };
    let amount = row.cells.iter().skip(1).any(|cell| is_amount(plain_text(&cell.content).trim()));
    if starts(&[
        "net a payer",
        "reste a payer",
        "net a regler",
        "reste a regler",
        "montant a regler",
        "amount due",
        "total due",
        "balance due",
        "zahlbetrag",
        "total a pagar",
    ]) {
        RowKind::Due
    } else if starts(&["sous-total", "sous total", "subtotal", "sub-total", "zwischensumme", "subtotales"]) {
        RowKind::Subtotal
    } else if starts(&[
        "remise",
        "rabais",
        "reduction",
        "discount",
        "rebate",
        "rabatt",
        "nachlass",
        "descuento",
    ]) && amount
    {
        RowKind::Discount
    } else if starts(&[
        "tva",
        "taxe",
        "taxes",
        "vat",
        "sales tax",
        "tax",
        "mwst",
        "ust",
        "umsatzsteuer",
        "iva",
    ]) && amount
    {
        RowKind::Tax
    } else if starts(&[
        "total",
        "montant total",
        "grand total",
        "gesamt",
        "gesamtbetrag",
        "gesamtsumme",
        "summe",
        "totaux",
    ]) {
        RowKind::Total
    } else if filled == 1 && row.cells.len() > 2 && is_strong(row) {
        RowKind::Section
    } else {
        RowKind::Line
    }
}

/// Whether the only filled cell of a row is set in bold.
fn is_strong(row: &Row) -> bool {
    row.cells.first().is_some_and(|cell| {
        matches!(
            cell.content.as_slice(),
            [crate::proposal::Inline { kind: crate::proposal::InlineKind::Strong(_), .. }]
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_figures_with_currencies_and_units() {
        for text in [
            "9 000 €",
            "+3 000 €",
            "+50%",
            "1\u{202f}234,50\u{a0}€",
            "150 € HT/heure",
            "$1,200.00",
            "Sur devis",
            "12 jours",
            "500 000 FCFA",
        ] {
            assert!(is_amount(text), "{text}");
        }
        for text in [
            "H+4 (JO)",
            "24/7",
            "P1",
            "3 workers",
            "16 mai 2025",
            "2025-05-16",
            "+33 7 49 62 49 89",
            "Lun-Ven 9h-18h",
        ] {
            assert!(!is_amount(text), "{text}");
        }
    }
}
