use super::show::quoted;
use super::verdict::Judged;
use super::view::View;
use crate::catalog::Item;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A line's name fits several items, and neither the headings above it nor its
    /// period decide. Prices never decide: two items often cost the same.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: B2, family: build, name: BUILD Standard, unit: forfait, prices: [{amount: 7500}]}
    ///   - {ref: R2, family: run, name: RUN Standard, unit: forfait, prices: [{amount: 900}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Standard | 7 500 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ## BUILD
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Standard | 7 500 € |
    /// ```
    pub(super) CATALOG_ITEM_AMBIGUOUS = "catalog-item-ambiguous", Warning
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in view.sales.iter().filter(|sale| !sale.off_catalog && sale.found.item.is_none()) {
        let candidates = &sale.found.candidates;
        // Two items of one name are told apart by their references.
        let name = |item: &&Item| {
            let title = item.title(language);
            let twins = candidates.iter().filter(|other| other.title(language) == title).count();
            if twins > 1 { format!("{title} [{}]", item.reference.value) } else { title.to_owned() }
        };
        let names: Vec<String> = candidates.iter().map(name).collect();
        let Some((last, others)) = names.split_last().filter(|(_, others)| !others.is_empty()) else {
            continue;
        };
        let label = quoted(&sale.label, language);
        let others = others.join(", ");
        let message =
            language.pick(format!("{label} : {others} ou {last} ?"), format!("{label}: {others} or {last}?"));
        let help = language.pick(
            "écrivez le nom entier, ou `%% propose: ref RÉFÉRENCE %%` dans la ligne",
            "write the whole name, or `%% propose: ref REFERENCE %%` in the row",
        );
        findings.push(
            Diagnostic::new(&CATALOG_ITEM_AMBIGUOUS, message)
                .at(sale.label_span)
                .help(help)
                .facts(Facts { found: Some(sale.label.clone()), ..Facts::default() }),
        );
    }
}
