use super::facts::price_facts;
use super::show::percent;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A price is below the catalog's by a discount that the document shows. It
    /// is shown on the line, as a struck price, in a row of the table or in the
    /// frontmatter. Worth knowing before the document goes out.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | ~~690 €~~ 655,50 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 690 € |
    /// ```
    pub(super) CATALOG_PRICE_DISCOUNTED = "catalog-price-discounted", Info
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::Discounted { percent: off, from } = &one.verdict else { continue };
        // A discount deeper than the policy has its own rule.
        if view.catalog.max_discount.as_ref().is_some_and(|most| *off > most.value) {
            continue;
        }
        let (off, title) = (percent(*off, language), one.item.title(language));
        let message = language
            .pick(format!("−{off} sur {title} (documenté)"), format!("{off} off {title} (documented)"));
        findings.push(
            Diagnostic::new(&CATALOG_PRICE_DISCOUNTED, message)
                .at(one.offer.span)
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(price_facts(one.item, &one.offer.price, from)),
        );
    }
}
