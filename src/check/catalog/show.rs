//! How findings about catalog prices name things.

use super::compare::Expected;
pub(super) use crate::catalog::words::{amount, basis, day, number, per, percent};
use crate::language::Language;
use crate::proposal::price::{Period, Price, TaxBasis};

/// User text as messages show it: in guillemets in French, else in backticks.
pub(super) fn quoted(text: &str, language: Language) -> String {
    language.pick(format!("« {text} »"), format!("`{text}`"))
}

/// A printed price and the one expected, with the parts in which they may
/// differ beside the amount.
pub(super) fn both(price: &Price, expected: &Expected, language: Language) -> (String, String) {
    let with_basis = price.basis != Some(expected.basis) || expected.formula.is_some();
    let with_period = expected.formula.is_some() && expected.period != Period::Once;
    let show = |value, currency, own: Option<TaxBasis>, period: Option<Period>| {
        let mut text = amount(value, currency, language);
        if let Some(own) = own.filter(|_| with_basis) {
            text = format!("{text} {}", basis(own, language));
        }
        if let Some(period) = period.filter(|_| with_period) {
            text.push_str(per(period, language));
        }
        text
    };
    let currency = price.currency.unwrap_or(expected.currency);
    let printed = show(price.amount, currency, price.basis, price.period);
    let mut wanted = show(expected.amount, expected.currency, Some(expected.basis), Some(expected.period));
    if let Some(formula) = &expected.formula {
        wanted = format!("{wanted} ({formula})");
    }
    (printed, wanted)
}

/// What should stand in the document, as it would be written there.
pub(super) fn wanted_amount(expected: &Expected, language: Language) -> String {
    amount(expected.amount, expected.currency, language)
}
