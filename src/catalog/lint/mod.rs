//! What can be wrong with a price list by itself: one file per rule.

use std::collections::BTreeMap;

use names::Names;

use super::{Catalog, Item};
use crate::diagnostics::{Diagnostic, Rule};
use crate::language::Language;

mod bundle_dearer_than_parts;
mod bundle_part_double_counted;
mod bundle_part_unknown;
mod catalog_alias_clash;
mod catalog_allowance_unused;
mod catalog_duplicate_name;
mod catalog_duplicate_ref;
mod catalog_validity_gap;
mod catalog_validity_overlap;
mod commitment_dearer;
mod exchange_rate_unexpected;
mod ladder_not_decreasing;
mod names;
mod percent_of_unknown;
mod size_gap;
mod size_overlap;
#[cfg(test)]
mod tests;

pub use exchange_rate_unexpected::{EXCHANGE_RATE_UNEXPECTED, fixed_rate};

/// The rules of this module.
pub static RULES: &[&Rule] = &[
    &catalog_duplicate_ref::CATALOG_DUPLICATE_REF,
    &catalog_duplicate_name::CATALOG_DUPLICATE_NAME,
    &catalog_alias_clash::CATALOG_ALIAS_CLASH,
    &catalog_validity_overlap::CATALOG_VALIDITY_OVERLAP,
    &catalog_validity_gap::CATALOG_VALIDITY_GAP,
    &bundle_part_unknown::BUNDLE_PART_UNKNOWN,
    &bundle_part_double_counted::BUNDLE_PART_DOUBLE_COUNTED,
    &bundle_dearer_than_parts::BUNDLE_DEARER_THAN_PARTS,
    &ladder_not_decreasing::LADDER_NOT_DECREASING,
    &size_gap::SIZE_GAP,
    &size_overlap::SIZE_OVERLAP,
    &commitment_dearer::COMMITMENT_DEARER,
    &percent_of_unknown::PERCENT_OF_UNKNOWN,
    &exchange_rate_unexpected::EXCHANGE_RATE_UNEXPECTED,
    &catalog_allowance_unused::CATALOG_ALLOWANCE_UNUSED,
];

const CHECKS: &[fn(&mut Lint<'_>)] = &[
    catalog_duplicate_ref::check,
    catalog_duplicate_name::check,
    catalog_alias_clash::check,
    catalog_validity_overlap::check,
    catalog_validity_gap::check,
    bundle_part_unknown::check,
    bundle_part_double_counted::check,
    bundle_dearer_than_parts::check,
    ladder_not_decreasing::check,
    size_gap::check,
    size_overlap::check,
    commitment_dearer::check,
    percent_of_unknown::check,
    exchange_rate_unexpected::check,
];

/// A finding about a catalog and the items that it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LintFinding {
    /// The finding.
    pub finding: Diagnostic,
    /// References of the items.
    pub items: Vec<String>,
}

/// One look at a catalog.
struct Lint<'a> {
    catalog: &'a Catalog,
    language: Language,
    /// What its entries are called.
    names: Names<'a>,
    findings: Vec<LintFinding>,
    /// Reference and rule of the allowances that silenced something.
    used: Vec<(&'a str, &'a str)>,
}

impl<'a> Lint<'a> {
    /// Adds a finding that concerns some items, unless one of them allows it.
    fn report(&mut self, mut finding: Diagnostic, items: &[&'a Item]) {
        let mut allowed = false;
        for item in items {
            if let Some(allowance) = item.allows(finding.rule.name) {
                allowed = true;
                self.used.push((&item.reference.value, &allowance.rule.value));
            }
        }
        if allowed {
            return;
        }
        if finding.facts.item.is_none() {
            finding.facts.item = items.first().map(|item| item.reference.value.clone());
        }
        let items = items.iter().map(|item| item.reference.value.clone()).collect();
        self.findings.push(LintFinding { finding, items });
    }

    /// The families, each with its items that have one firm price today.
    fn families(&self) -> Vec<Vec<&'a Item>> {
        let mut families: Vec<Vec<&Item>> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        for item in self.catalog.items.iter().filter(|item| item.retired.is_none()) {
            let Some(family) = &item.family else { continue };
            let place = *places.entry(family.value.to_lowercase()).or_insert(families.len());
            match families.get_mut(place) {
                Some(family) => family.push(item),
                None => families.push(vec![item]),
            }
        }
        families
    }
}

/// What is wrong with a price list, in the order of its files. Allowances on
/// items and bundles are applied; those that silence nothing are findings, and
/// so are those of rules that `rules`, every rule there is, does not know;
/// without any rules given, names are not looked at.
pub fn lint(catalog: &Catalog, rules: &[&'static Rule], language: Language) -> Vec<LintFinding> {
    let names = Names::of(catalog);
    let mut lint = Lint { catalog, language, names, findings: Vec::new(), used: Vec::new() };
    for check in CHECKS {
        check(&mut lint);
    }
    catalog_allowance_unused::check(&mut lint, rules);
    lint.findings.sort_by_key(|found| found.finding.span);
    lint.findings
}
