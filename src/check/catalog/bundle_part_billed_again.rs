use std::collections::BTreeMap;

use super::sale::Sale;
use super::verdict::Judged;
use super::view::View;
use crate::catalog::Item;
use crate::catalog::lookup::normalise;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A line bills what another line of the same quote already includes. That
    /// is a part of a pack, or what an item is delivered with. Lines that say
    /// that they come on top (`supplémentaire`, `additionnel`) and lines that
    /// cost nothing are no finding.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: INS, name: Installation, unit: forfait, prices: [{amount: 640}]}
    /// bundles:
    ///   - {ref: DUO, name: Pack Duo, price: 1200, parts: [{ref: AUD}, {ref: INS}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Qté | Prix HT |
    /// | --- | --- | --- |
    /// | Pack Duo | 1 | 1 200 € |
    /// | Installation | 1 | 640 € |
    /// | **Total HT** | | 1 840 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Qté | Prix HT |
    /// | --- | --- | --- |
    /// | Pack Duo | 1 | 1 200 € |
    /// | Installation | 1 | Inclus |
    /// | **Total HT** | | 1 200 € |
    /// ```
    pub(super) BUNDLE_PART_BILLED_AGAIN = "bundle-part-billed-again", Error
}

/// Words that say that a line comes on top of what is included.
const ON_TOP: &[&str] = &[
    "supplementaire",
    "additionnel",
    "complementaire",
    "en plus",
    "en sus",
    "additional",
    "extra",
    "further",
];

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    // A total never crosses tables, so neither does what is included.
    let table = |sale: &Sale<'_>| sale.line.as_ref().map(|line| line.table);
    let mut delivered: BTreeMap<(Option<usize>, &str), (&Item, &Sale<'_>)> = BTreeMap::new();
    for sale in view.sales.iter().filter(|sale| sale.is_bought()) {
        let Some(item) = sale.item() else { continue };
        for part in view.catalog.delivered_with(item) {
            delivered.entry((table(sale), &part.reference.value)).or_insert((item, sale));
        }
    }
    for sale in
        view.sales.iter().filter(|sale| sale.is_bought() && !sale.is_free() && !sale.offers.is_empty())
    {
        let Some(item) = sale.item() else { continue };
        let Some((holder, other)) = delivered.get(&(table(sale), item.reference.value.as_str())) else {
            continue;
        };
        let label = normalise(&sale.label);
        if ON_TOP.iter().any(|word| label.contains(word)) {
            continue;
        }
        let (name, within) = (item.title(language), holder.title(language));
        let message = language.pick(
            format!("{name} déjà compris dans {within}"),
            format!("{name} is already included in {within}"),
        );
        findings.push(
            Diagnostic::new(&BUNDLE_PART_BILLED_AGAIN, message)
                .at(sale.label_span)
                .related(other.label_span, within)
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() }),
        );
    }
}
