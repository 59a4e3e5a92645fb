use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimals, format_amount, plain};
use crate::proposal::pricing::Doubt;

declare_rule! {
    /// Cents of a currency that has none.
    ///
    /// The CFA franc has no cents: `12 500,75 FCFA` cannot be paid.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 12 500,75 FCFA |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 12 501 FCFA |
    /// ```
    pub CURRENCY_MINOR_UNIT = "currency-minor-unit", Error
}

/// Reports amounts with decimals that their currency does not have.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        for seen in amounts(table).filter(|seen| seen.amount.doubts.contains(&Doubt::MinorUnit)) {
            let price = &seen.amount.price;
            let Some(currency) = price.currency else { continue };
            let (name, text) = (currency.name(language), &seen.cell.text);
            let message = language.pick(
                format!("Le {name} n'a pas de centimes : {text}"),
                format!("the {name} has no cents: {text}"),
            );
            let better = format_amount(price.amount, Some(currency), language, Decimals::Exactly(0));
            let help = language.pick(format!("écrivez {better}"), format!("write {better}"));
            findings.push(
                Diagnostic::new(&CURRENCY_MINOR_UNIT, message).at(seen.cell.span).help(help).facts(Facts {
                    found: Some(plain(price.amount, Decimals::AsNeeded(0))),
                    expected: Some(plain(price.amount, Decimals::Exactly(0))),
                    currency: Some(currency.code().to_owned()),
                    ..Facts::default()
                }),
            );
        }
    }
}
