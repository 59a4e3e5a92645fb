use super::Lint;
use crate::catalog::Charge;
use crate::catalog::words::{amount, difference};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimals, plain};

declare_rule! {
    /// A bundle that costs more than its parts one by one: a client who adds up
    /// pays less without it.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: TRN, name: Formation, unit: jour, prices: [{amount: 640}]}
    /// bundles:
    ///   - {ref: DUO, name: Pack Duo, price: 1500, parts: [{ref: AUD}, {ref: TRN}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: TRN, name: Formation, unit: jour, prices: [{amount: 640}]}
    /// bundles:
    ///   - {ref: DUO, name: Pack Duo, price: 1200, parts: [{ref: AUD}, {ref: TRN}]}
    /// ```
    pub(super) BUNDLE_DEARER_THAN_PARTS = "bundle-dearer-than-parts", Warning
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for bundle in lint.catalog.bundles() {
        let price = match &bundle.charge {
            Charge::Listed(_) => bundle.price_on(None).map(|price| &price.amount),
            Charge::From(floor) | Charge::OnQuote(Some(floor)) => Some(floor),
            Charge::OnQuote(None) | Charge::Tiered(_) | Charge::Percent(_) | Charge::Unknown => None,
        };
        let (Some(price), Some(worth)) = (price, lint.catalog.worth(bundle, None)) else { continue };
        if worth.floor || price.value <= worth.total {
            continue;
        }
        let language = lint.language;
        let show = |value| amount(value, bundle.currency, language);
        let title = bundle.title(language);
        let (more, parts) =
            (difference(price.value - worth.total, bundle.currency, language), show(worth.total));
        let message = language.pick(
            format!("{title} : {} > éléments {parts} ({more})", show(price.value)),
            format!("{title}: {} > parts {parts} ({more})", show(price.value)),
        );
        let exact = |value| plain(value, Decimals::AsNeeded(bundle.currency.minor_units()));
        let sum: Vec<String> = worth.parts.iter().map(|part| exact(*part)).collect();
        let finding = Diagnostic::new(&BUNDLE_DEARER_THAN_PARTS, message).at(price.span).facts(Facts {
            found: Some(exact(price.value)),
            expected: Some(exact(worth.total)),
            currency: Some(bundle.currency.code().to_owned()),
            item: Some(bundle.reference.value.clone()),
            relation: Some(format!("{} = {}", sum.join(" + "), exact(worth.total))),
        });
        lint.report(finding, &[bundle]);
    }
}
