use super::Lint;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// Two entries of the catalog have the same reference. References name one
    /// thing in the whole catalog, whatever the case and whatever the file;
    /// with two, nobody knows which price holds.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: aud, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD-FLASH, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: AUD-PRO, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
    /// ```
    pub(super) CATALOG_DUPLICATE_REF = "catalog-duplicate-ref", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for (one, other) in lint.pairs() {
        if one.reference.value.to_lowercase() != other.reference.value.to_lowercase() {
            continue;
        }
        let language = lint.language;
        let reference = &other.reference.value;
        let message = language.pick(
            format!("la référence `{reference}` sert deux fois"),
            format!("the reference `{reference}` is used twice"),
        );
        let finding = Diagnostic::new(&CATALOG_DUPLICATE_REF, message)
            .at(other.reference.span)
            .related(one.reference.span, language.pick("déjà ici", "already here"))
            .facts(Facts { item: Some(reference.clone()), ..Facts::default() });
        lint.report(finding, &[other, one]);
    }
}
