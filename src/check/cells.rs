//! What several rules ask of price tables.

use crate::diagnostics::Facts;
use crate::language::{Language, unaccented};
use crate::money::{Decimal, Decimals, plain};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{Amount, PriceCell, PriceRow, PriceTable};

/// An amount in its place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) row: &'a PriceRow,
    pub(super) cell: &'a PriceCell,
    pub(super) amount: &'a Amount,
}

/// The amounts of a table, in order.
pub(super) fn amounts(table: &PriceTable) -> impl Iterator<Item = Seen<'_>> {
    table.rows.iter().flat_map(|row| {
        row.cells.iter().filter_map(move |cell| Some(Seen { row, cell, amount: cell.reading.amount()? }))
    })
}

impl Seen<'_> {
    /// The amount, for programs.
    pub(super) fn facts(&self) -> Facts {
        let price = &self.amount.price;
        Facts {
            found: Some(plain(price.amount, Decimals::AsNeeded(price.decimals))),
            currency: price.currency.map(|currency| currency.code().to_owned()),
            ..Facts::default()
        }
    }
}

/// How many the label counts of what a price is restated for: `Coaching (6
/// séances)` at `3 300 €, soit 550 € la séance`. None where the other amount is no
/// such part: it says the price on another basis or for another period, or is
/// far from the quotient.
pub(super) fn count_of_each(label: &str, price: &Price, each: &Price) -> Option<Decimal> {
    let alike = price.currency == each.currency
        && each.basis.is_none_or(|basis| price.basis == Some(basis))
        && price.period == each.period;
    if !alike || !price.is_firm() || !each.is_firm() {
        return None;
    }
    let numbers = label.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok());
    let off = |count: Decimal| {
        let quotient = price.amount.checked_div(count)?;
        let off = (quotient - each.amount).abs();
        (off.checked_mul(Decimal::TEN)? <= quotient).then_some((off, count))
    };
    let fitting = numbers.filter(|count| *count > Decimal::ONE).filter_map(off);
    fitting.min().map(|(_, count)| count)
}

/// What a basis is called in facts, as in the catalog.
pub(super) fn basis_code(basis: TaxBasis) -> String {
    match basis {
        TaxBasis::Net => "net",
        TaxBasis::Gross => "gross",
        TaxBasis::Exempt => "exempt",
    }
    .to_owned()
}

/// What a period is called in facts, as in the catalog.
pub(super) fn period_code(period: Period) -> String {
    match period {
        Period::Once => "one-off",
        Period::Hour => "hour",
        Period::Day => "day",
        Period::Month => "month",
        Period::Quarter => "quarter",
        Period::Year => "year",
    }
    .to_owned()
}

/// Text for comparing labels: lower case, no accents, single spaces.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in unaccented(text).chars() {
        if c.is_alphanumeric() || matches!(c, '+' | '/' | '%') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// What a basis is called in a message.
pub(super) fn named(basis: TaxBasis, language: Language) -> &'static str {
    match basis {
        TaxBasis::Net => language.pick("HT", "excl. VAT"),
        TaxBasis::Gross => language.pick("TTC", "incl. VAT"),
        TaxBasis::Exempt => language.pick("exonéré", "exempt"),
    }
}

/// What a period is called in a message.
pub(super) fn period_name(period: Period, language: Language) -> &'static str {
    match period {
        Period::Once => language.pick("unique", "one-off"),
        Period::Hour => language.pick("par heure", "per hour"),
        Period::Day => language.pick("par jour", "per day"),
        Period::Month => language.pick("par mois", "per month"),
        Period::Quarter => language.pick("par trimestre", "per quarter"),
        Period::Year => language.pick("par an", "per year"),
    }
}
