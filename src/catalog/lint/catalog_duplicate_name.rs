use super::Lint;
use crate::catalog::lookup::normalise;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// Two entries that could stand in for one another have the same name. A
    /// line of a proposal that sells it matches both. Two names are the same
    /// when they differ only in case, accents, dashes and spaces.
    ///
    /// Different families may share a name (`Standard` of `build` and of `run`):
    /// the heading above a table tells them apart.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, name: Audit sécurité, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: A2, name: audit securite, unit: forfait, prices: [{amount: 900}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, name: Audit sécurité flash, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: A2, name: Audit sécurité complet, unit: forfait, prices: [{amount: 900}]}
    /// ```
    pub(super) CATALOG_DUPLICATE_NAME = "catalog-duplicate-name", Warning
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for (one, other) in lint.pairs() {
        // A name that was used before belongs to whoever uses it now.
        if one.retired.is_some() || other.retired.is_some() {
            continue;
        }
        if one.family.is_some() && other.family.is_some() && !one.shares_family(other) {
            continue;
        }
        let Some((name, first)) = other.name.all().find_map(|name| {
            let key = normalise(&name.value);
            one.name.all().find(|first| normalise(&first.value) == key).map(|first| (name, first))
        }) else {
            continue;
        };
        let language = lint.language;
        let message = language.pick(
            format!(
                "`{}` nomme deux entrées : {} et {}",
                name.value, one.reference.value, other.reference.value
            ),
            format!(
                "`{}` names two entries: {} and {}",
                name.value, one.reference.value, other.reference.value
            ),
        );
        let finding = Diagnostic::new(&CATALOG_DUPLICATE_NAME, message)
            .at(name.span)
            .related(first.span, language.pick("même nom ici", "the same name here"))
            .facts(Facts { item: Some(other.reference.value.clone()), ..Facts::default() });
        lint.report(finding, &[other, one]);
    }
}
