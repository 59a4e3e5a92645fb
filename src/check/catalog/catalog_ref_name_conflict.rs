use super::show::quoted;
use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A line's reference belongs to one item, its name to another. One of the
    /// two is wrong, and with it perhaps the price, which is held to the
    /// reference.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD-FLASH, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: AUD-PRO, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Réf. | Prestation | Prix HT |
    /// | --- | --- | --- |
    /// | AUD-FLASH | Audit complet | 690 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Réf. | Prestation | Prix HT |
    /// | --- | --- | --- |
    /// | AUD-FLASH | Audit flash | 690 € |
    /// ```
    pub(super) CATALOG_REF_NAME_CONFLICT = "catalog-ref-name-conflict", Error
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let (Some((item, _)), Some(named)) = (sale.found.item, sale.found.named) else { continue };
        let (reference, label) = (&item.reference.value, quoted(&sale.label, language));
        let message = language.pick(
            format!("réf. {reference} mais libellé {label}"),
            format!("reference {reference} but named {label}"),
        );
        let (own, other) = (item.title(language), &named.reference.value);
        let help = language.pick(
            format!("{reference} est {own} ; {label} a la référence {other}"),
            format!("{reference} is {own}; {label} has the reference {other}"),
        );
        findings.push(
            Diagnostic::new(&CATALOG_REF_NAME_CONFLICT, message).at(sale.label_span).help(help).facts(
                Facts {
                    found: Some(reference.clone()),
                    expected: Some(other.clone()),
                    item: Some(reference.clone()),
                    ..Facts::default()
                },
            ),
        );
    }
}
