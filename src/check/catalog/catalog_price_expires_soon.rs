use super::facts::price_facts;
use super::show::day;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// The document can still be accepted on a day when the catalog has another
    /// price: the client may hold you to the old one.
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
    /// valid_until: 2025-07-15
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 320 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// date: 2025-06-01
    /// valid_until: 2025-06-30
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 320 € |
    /// ```
    pub(super) CATALOG_PRICE_EXPIRES_SOON = "catalog-price-expires-soon", Warning
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    let (Some(date), Some(last)) = (view.date, &view.context.proposal.metadata.valid_until) else { return };
    for one in judged {
        let (Verdict::Fits(expected) | Verdict::Discounted { from: expected, .. }) = &one.verdict else {
            continue;
        };
        let Some((next, from)) = one.item.next_price(date).filter(|(_, from)| *from <= last.value) else {
            continue;
        };
        let title = one.item.title(language);
        let (until, from) = (day(last.value, language), day(from, language));
        let message = language.pick(
            format!("{title} : offre valable jusqu’au {until}, prix modifié au {from}"),
            format!("{title}: offer valid until {until}, price changes on {from}"),
        );
        findings.push(
            Diagnostic::new(&CATALOG_PRICE_EXPIRES_SOON, message)
                .at(one.offer.span)
                .related(last.span, language.pick("fin de validité", "last day of the offer"))
                .related(next.span, language.pick("prix suivant", "the next price"))
                .facts(price_facts(one.item, &one.offer.price, expected)),
        );
    }
}
