use std::collections::BTreeSet;

use super::Lint;
use super::names::Called;
use crate::catalog::Item;
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
    let language = lint.language;
    let mut pairs: Vec<(Called<'_>, Called<'_>)> = Vec::new();
    for called in lint.names.same_name() {
        let names: Vec<&Called<'_>> = called.iter().filter(|called| !called.alias).collect();
        for (number, other) in names.iter().enumerate() {
            let mut before = names.iter().take(number);
            if let Some(one) = before.find(|one| is_twin(one.item, other.item)) {
                pairs.push((**one, **other));
            }
        }
    }
    pairs.sort_by_key(|(_, other)| other.text.span);
    // Two names in two languages are still one pair of entries.
    let mut reported = BTreeSet::new();
    for (one, other) in pairs.into_iter().filter(|(one, other)| reported.insert((one.at, other.at))) {
        let (name, one_ref, other_ref) =
            (&other.text.value, &one.item.reference.value, &other.item.reference.value);
        let message = language.pick(
            format!("`{name}` nomme deux entrées : {one_ref} et {other_ref}"),
            format!("`{name}` names two entries: {one_ref} and {other_ref}"),
        );
        let finding = Diagnostic::new(&CATALOG_DUPLICATE_NAME, message)
            .at(other.text.span)
            .related(one.text.span, language.pick("même nom ici", "the same name here"))
            .facts(Facts { item: Some(other_ref.clone()), ..Facts::default() });
        lint.report(finding, &[other.item, one.item]);
    }
}

/// Whether two entries of one name could be taken for one another.
fn is_twin(one: &Item, other: &Item) -> bool {
    // A name that was used before belongs to whoever uses it now.
    let sold = one.retired.is_none() && other.retired.is_none();
    let together = one.family.is_none() || other.family.is_none() || one.shares_family(other);
    // A subscription by the month and by the year: the line says which.
    let rhythms = one.is_recurring() && other.is_recurring() && one.period != other.period;
    !std::ptr::eq(one, other) && sold && together && !rhythms
}
