use std::collections::BTreeSet;

use super::Lint;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// An alias that is also the name or an alias of another entry: a proposal
    /// that uses it may be checked against the wrong price.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, name: Audit flash, aliases: [Audit], unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: A2, name: Audit complet, aliases: [audit], unit: forfait, prices: [{amount: 4000}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, name: Audit flash, aliases: [Audit rapide], unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: A2, name: Audit complet, aliases: [Audit], unit: forfait, prices: [{amount: 4000}]}
    /// ```
    pub(super) CATALOG_ALIAS_CLASH = "catalog-alias-clash", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    let language = lint.language;
    let mut found = Vec::new();
    for called in lint.names.same_name() {
        for alias in called.iter().filter(|called| called.alias) {
            // A name before an alias; two aliases clash once, not once from
            // either side.
            let names = called.iter().filter(|other| !other.alias && other.at != alias.at);
            let twins = called.iter().filter(|other| other.alias && other.at < alias.at);
            let mut reported = BTreeSet::new();
            for other in names.chain(twins).filter(|other| reported.insert(other.at)) {
                let (text, reference) = (&alias.text.value, &other.item.reference.value);
                let message = language.pick(
                    format!("l’alias `{text}` désigne aussi {reference}"),
                    format!("the alias `{text}` also names {reference}"),
                );
                let finding = Diagnostic::new(&CATALOG_ALIAS_CLASH, message)
                    .at(alias.text.span)
                    .related(other.text.span, language.pick("même nom ici", "the same name here"))
                    .facts(Facts { item: Some(alias.item.reference.value.clone()), ..Facts::default() });
                found.push((finding, [alias.item, other.item]));
            }
        }
    }
    for (finding, items) in found {
        lint.report(finding, &items);
    }
}
