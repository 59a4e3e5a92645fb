use super::show::{day, quoted};
use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// The document sells something that was taken out of the catalog before its date.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: WEB, name: Pack Web, unit: forfait, retired: 2024-03-31, prices: [{amount: 1200}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// date: 2024-05-01
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Pack Web | 1 200 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// date: 2024-03-01
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Pack Web | 1 200 € |
    /// ```
    pub(super) CATALOG_ITEM_RETIRED = "catalog-item-retired", Error
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let Some(item) = sale.item().filter(|item| item.is_retired_on(view.date)) else { continue };
        let Some(retired) = &item.retired else { continue };
        let (title, since) = (quoted(item.title(language), language), day(retired.value, language));
        let message = language.pick(
            format!("{title} n’est plus vendu depuis le {since}"),
            format!("{title} has not been sold since {since}"),
        );
        findings.push(
            Diagnostic::new(&CATALOG_ITEM_RETIRED, message)
                .at(sale.label_span)
                .related(retired.span, language.pick("retiré du catalogue", "taken out of the catalog"))
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() }),
        );
    }
}
