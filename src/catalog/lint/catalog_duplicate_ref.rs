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
    let language = lint.language;
    let mut found = Vec::new();
    for items in lint.names.same_reference() {
        let Some((first, others)) = items.split_first() else { continue };
        for other in others {
            let reference = &other.reference.value;
            let message = language.pick(
                format!("la référence `{reference}` sert deux fois"),
                format!("the reference `{reference}` is used twice"),
            );
            let finding = Diagnostic::new(&CATALOG_DUPLICATE_REF, message)
                .at(other.reference.span)
                .related(first.reference.span, language.pick("déjà ici", "already here"))
                .facts(Facts { item: Some(reference.clone()), ..Facts::default() });
            found.push((finding, [*other, *first]));
        }
    }
    for (finding, items) in found {
        lint.report(finding, &items);
    }
}
