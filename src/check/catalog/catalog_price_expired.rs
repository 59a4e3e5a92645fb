use super::facts::price_facts;
use super::show::{both, day};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A price that held before the document's date and no longer does, most often
    /// copied from an older proposal.
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
    /// date: 2025-09-01
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
    /// date: 2025-09-01
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 340 € |
    /// ```
    pub(super) CATALOG_PRICE_EXPIRED = "catalog-price-expired", Error
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::Expired { until, now, since } = &one.verdict else { continue };
        let (printed, wanted) = both(&one.offer.price, now, language);
        let title = one.item.title(language);
        let then = until.map_or_else(String::new, |until| {
            let until = day(until, language);
            language.pick(format!(" jusqu’au {until}"), format!(" until {until}"))
        });
        let now_since = since.map_or_else(String::new, |since| {
            let since = day(since, language);
            language.pick(format!(" depuis le {since}"), format!(" since {since}"))
        });
        let message = language.pick(
            format!("{title} : {printed} valait{then} ; {wanted}{now_since}"),
            format!("{title}: {printed} was valid{then}; {wanted}{now_since}"),
        );
        let amount = super::show::wanted_amount(now, language);
        findings.push(
            Diagnostic::new(&CATALOG_PRICE_EXPIRED, message)
                .at(one.offer.span)
                .help(language.pick(format!("écrivez {amount}"), format!("write {amount}")))
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(price_facts(one.item, &one.offer.price, now)),
        );
    }
}
