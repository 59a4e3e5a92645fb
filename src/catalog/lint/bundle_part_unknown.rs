use super::Lint;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::yaml::nearest;

declare_rule! {
    /// A bundle holds, or an item includes, something that the catalog does not
    /// know: its worth cannot be worked out.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD-FLASH, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1200, parts: [{ref: AUD-FLSH, qty: 2}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD-FLASH, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1200, parts: [{ref: AUD-FLASH, qty: 2}]}
    /// ```
    pub(super) BUNDLE_PART_UNKNOWN = "bundle-part-unknown", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    let references: Vec<&str> = lint.catalog.items.iter().map(|item| item.reference.value.as_str()).collect();
    for item in &lint.catalog.items {
        for part in item.parts.iter().flatten().chain(&item.includes) {
            let reference = &part.reference.value;
            if lint.catalog.item(reference).is_some() {
                continue;
            }
            let language = lint.language;
            let title = item.title(language);
            let message = language.pick(
                format!("{title} comprend `{reference}`, que le catalogue ne connaît pas"),
                format!("{title} holds `{reference}`, which the catalog does not know"),
            );
            let mut finding =
                Diagnostic::new(&BUNDLE_PART_UNKNOWN, message).at(part.reference.span).facts(Facts {
                    found: Some(reference.clone()),
                    item: Some(item.reference.value.clone()),
                    ..Facts::default()
                });
            if let Some(near) = nearest(reference, &references) {
                finding = finding.help(
                    language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?")),
                );
            }
            lint.report(finding, &[item]);
        }
    }
}
