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
        wanted = format!("{formula} = {wanted}");
    }
    (printed, wanted)
}

/// What should stand in the document, as it would be written there.
pub(super) fn wanted_amount(expected: &Expected, language: Language) -> String {
    amount(expected.amount, expected.currency, language)
}

/// What to do about a price that is another: write the right one, or, where
/// that is not known for want of a VAT rate, start from the catalog's.
pub(super) fn remedy(price: &Price, expected: &Expected, language: Language) -> String {
    let wanted = wanted_amount(expected, language);
    let same_basis = price.basis.is_none_or(|own| own == expected.basis || own == TaxBasis::Exempt);
    if !same_basis {
        let own = basis(expected.basis, language);
        return language.pick(
            format!("partez de {wanted} {own} et du taux de TVA"),
            format!("start from {wanted} {own} and the VAT rate"),
        );
    }
    if price.amount < expected.amount {
        language.pick(
            format!("écrivez {wanted}, ou montrez la remise sur la ligne"),
            format!("write {wanted}, or show the discount on the line"),
        )
    } else {
        language.pick(format!("écrivez {wanted}"), format!("write {wanted}"))
    }
}
