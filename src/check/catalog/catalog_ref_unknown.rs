use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// A line gives a reference that the catalog does not know.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD-FLASH, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Réf. | Prestation | Prix HT |
    /// | --- | --- | --- |
    /// | AUD-FLSH | Audit | 690 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Réf. | Prestation | Prix HT |
    /// | --- | --- | --- |
    /// | AUD-FLASH | Audit | 690 € |
    /// ```
    pub(super) CATALOG_REF_UNKNOWN = "catalog-ref-unknown", Warning
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let Some(reference) = &sale.found.unknown_reference else { continue };
        if sale.off_catalog {
            continue;
        }
        let near = sale.found.near.map(|item| item.reference.value.as_str());
        let hint =
            near.map_or_else(String::new, |near| language.pick(format!(" ; {near} ?"), format!("; {near}?")));
        let message = language.pick(
            format!("référence {reference} inconnue{hint}"),
            format!("unknown reference {reference}{hint}"),
        );
        let column = sale.line.as_ref().and_then(|line| line.reference.as_ref());
        let span = column.filter(|own| own.value.trim() == reference).map_or(sale.label_span, |own| own.span);
        let mut finding = Diagnostic::new(&CATALOG_REF_UNKNOWN, message).at(span).facts(Facts {
            found: Some(reference.clone()),
            expected: near.map(str::to_owned),
            item: near.map(str::to_owned),
            ..Facts::default()
        });
        if let Some(near) = near {
            finding = finding.help(
                language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?")),
            );
        }
        findings.push(finding);
    }
}
