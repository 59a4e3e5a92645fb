//! How findings about a catalog name things.

use chrono::NaiveDate;

use super::Item;
use crate::language::Language;
use crate::money::{Currency, Decimal, Decimals, format_amount, format_number};
use crate::proposal::price::{Period, TaxBasis};

/// An amount as messages show it: `16 500 €`, with cents only where there are
/// some.
pub fn amount(value: Decimal, currency: Currency, language: Language) -> String {
    format_amount(value, Some(currency), language, Decimals::AsNeeded(currency.minor_units()))
}

/// An amount with its sign: `+2 100 €`.
pub fn difference(value: Decimal, currency: Currency, language: Language) -> String {
    let text = amount(value, currency, language);
    if value > Decimal::ZERO { format!("+{text}") } else { text }
}

/// A number as messages show it: `12,5`.
pub fn number(value: Decimal, language: Language) -> String {
    format_number(value, language, Decimals::AsNeeded(0))
}

/// A percentage: `12,5 %`.
pub fn percent(value: Decimal, language: Language) -> String {
    let space = language.pick("\u{202f}", "");
    let number = number(crate::money::round(value, 2), language);
    format!("{number}{space}%")
}

/// A day as people write it: `31/03/2024` in French, `2024-03-31` in English.
pub fn day(date: NaiveDate, language: Language) -> String {
    language.pick(date.format("%d/%m/%Y"), date.format("%Y-%m-%d")).to_string()
}

/// `HT`, `TTC`, `excl. VAT` and so on.
pub fn basis(basis: TaxBasis, language: Language) -> &'static str {
    match basis {
        TaxBasis::Net => language.pick("HT", "excl. VAT"),
        TaxBasis::Gross => language.pick("TTC", "incl. VAT"),
        TaxBasis::Exempt => language.pick("sans TVA", "exempt from VAT"),
    }
}

/// What follows an amount that is due for each of something: `/mois`; nothing
/// for what is due once.
pub fn per(period: Period, language: Language) -> &'static str {
    match period {
        Period::Once => "",
        Period::Hour => language.pick("/heure", "/hour"),
        Period::Day => language.pick("/jour", "/day"),
        Period::Month => language.pick("/mois", "/month"),
        Period::Quarter => language.pick("/trimestre", "/quarter"),
        Period::Year => language.pick("/an", "/year"),
    }
}

impl Item {
    /// Its name as findings in a language show it.
    pub fn title(&self, language: Language) -> &str {
        self.name.in_language(language)
    }
}
