use super::facts::price_facts;
use super::show::{amount, day};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A price that will only hold after the document's date.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - ref: AUD
    ///     name: Audit
    ///     unit: forfait
    ///     prices:
    ///       - {amount: 320, from: 2025-01-01, until: 2025-06-30}
    ///       - {amount: 340, from: 2025-07-01}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// date: 2025-06-01
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 340 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// date: 2025-07-01
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 340 € |
    /// ```
    pub(super) CATALOG_PRICE_NOT_YET_VALID = "catalog-price-not-yet-valid", Warning
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::NotYet { from, now } = &one.verdict else { continue };
        let price = &one.offer.price;
        let printed = amount(price.amount, price.currency.unwrap_or(one.item.currency), language);
        let (title, from) = (one.item.title(language), day(*from, language));
        let message = language.pick(
            format!("{title} : {printed} ne vaut qu’à partir du {from}"),
            format!("{title}: {printed} is only valid from {from}"),
        );
        let facts = now.as_ref().map_or_else(
            || Facts { item: Some(one.item.reference.value.clone()), ..Facts::default() },
            |now| price_facts(one.item, price, now),
        );
        findings.push(
            Diagnostic::new(&CATALOG_PRICE_NOT_YET_VALID, message)
                .at(one.offer.span)
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(facts),
        );
    }
}
