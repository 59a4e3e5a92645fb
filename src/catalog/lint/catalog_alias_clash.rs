use super::Lint;
use crate::catalog::lookup::normalise;
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
    for (one, other) in lint.pairs() {
        for (aliased, named) in [(one, other), (other, one)] {
            for alias in &aliased.aliases {
                let key = normalise(&alias.value);
                let name = named.name.all().find(|name| normalise(&name.value) == key);
                // Two aliases clash once, not once from either side.
                let twin = named.aliases.iter().filter(|_| std::ptr::eq(aliased, other));
                let Some(first) = name.or(twin.into_iter().find(|twin| normalise(&twin.value) == key)) else {
                    continue;
                };
                let language = lint.language;
                let (alias_text, reference) = (&alias.value, &named.reference.value);
                let message = language.pick(
                    format!("l’alias `{alias_text}` désigne aussi {reference}"),
                    format!("the alias `{alias_text}` also names {reference}"),
                );
                let finding = Diagnostic::new(&CATALOG_ALIAS_CLASH, message)
                    .at(alias.span)
                    .related(first.span, language.pick("même nom ici", "the same name here"))
                    .facts(Facts { item: Some(aliased.reference.value.clone()), ..Facts::default() });
                lint.report(finding, &[aliased, named]);
            }
        }
    }
}
