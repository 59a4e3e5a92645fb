use super::Lint;
use crate::catalog::{Charge, PercentBase};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::yaml::nearest;

declare_rule! {
    /// A price is a percentage of an item or a family that the catalog does not
    /// know, or of itself.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, family: audit, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: OPT, family: option, name: Second site, unit: forfait, percent_of: {family: audits, percent: 50}}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, family: audit, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: OPT, family: option, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}}
    /// ```
    pub(super) PERCENT_OF_UNKNOWN = "percent-of-unknown", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for item in &lint.catalog.items {
        let Charge::Percent(share) = &item.charge else { continue };
        let (base, known, names): (_, bool, Vec<&str>) = match &share.base {
            PercentBase::Item(base) => (
                base,
                lint.catalog.item(&base.value).is_some_and(|other| other.reference != item.reference),
                lint.catalog.items.iter().map(|item| item.reference.value.as_str()).collect(),
            ),
            PercentBase::Family(base) => (
                base,
                lint.catalog.family(&base.value).any(|other| other.reference != item.reference),
                lint.catalog
                    .items
                    .iter()
                    .filter_map(|item| Some(item.family.as_ref()?.value.as_str()))
                    .collect(),
            ),
        };
        if known {
            continue;
        }
        let language = lint.language;
        let (title, of) = (item.title(language), &base.value);
        let message = language.pick(
            format!("{title} est un pourcentage de `{of}`, que le catalogue ne connaît pas"),
            format!("{title} is a percentage of `{of}`, which the catalog does not know"),
        );
        let mut finding = Diagnostic::new(&PERCENT_OF_UNKNOWN, message).at(base.span).facts(Facts {
            found: Some(of.clone()),
            item: Some(item.reference.value.clone()),
            ..Facts::default()
        });
        if let Some(near) = nearest(of, &names).filter(|near| near != of) {
            finding = finding.help(
                language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?")),
            );
        }
        lint.report(finding, &[item]);
    }
}
