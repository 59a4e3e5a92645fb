use super::facts::price_facts;
use super::show::both;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// An item that is sold from an amount on is sold below it.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// bundles:
    ///   - {ref: PRO, name: Pack Pro, price_from: 10000, parts: []}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Pack Pro | 9 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Pack Pro | 12 000 € |
    /// ```
    pub(super) CATALOG_BELOW_MINIMUM = "catalog-below-minimum", Error
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::BelowFloor(floor) = &one.verdict else { continue };
        let (printed, least) = both(&one.offer.price, floor, language);
        let title = one.item.title(language);
        let message = language.pick(
            format!("{title} : {printed}, plancher {least}"),
            format!("{title}: {printed}, floor {least}"),
        );
        findings.push(
            Diagnostic::new(&CATALOG_BELOW_MINIMUM, message)
                .at(one.offer.span)
                .related(one.source, language.pick("plancher du catalogue", "the catalog's floor"))
                .facts(price_facts(one.item, &one.offer.price, floor)),
        );
    }
}
