use super::{Lint, LintFinding, RULES};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts, Rule};
use crate::yaml::nearest;

declare_rule! {
    /// An `allow` key of an item or a bundle silences nothing. What it was
    /// written for has been mended, or its rule has no such name; it would hide
    /// the next defect of the kind.
    ///
    /// Allowances of rules about documents are only held to their names, since
    /// other documents may need them.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1200, parts: [{ref: AUD, qty: 2}], allow: {bundle-dearer-than-parts: "décidé le 12/05"}}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// bundles:
    ///   - {ref: DUO, name: Duo, price: 1500, parts: [{ref: AUD, qty: 2}], allow: {bundle-dearer-than-parts: "décidé le 12/05"}}
    /// ```
    pub(super) CATALOG_ALLOWANCE_UNUSED = "catalog-allowance-unused", Warning
}

pub(super) fn check(lint: &mut Lint<'_>, rules: &[&'static Rule]) {
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    for item in &lint.catalog.items {
        for allowance in &item.allowances {
            let rule = allowance.rule.value.as_str();
            let own = RULES.iter().any(|own| own.name == rule);
            let language = lint.language;
            let mut help = None;
            let message = if own {
                if lint.used.contains(&(item.reference.value.as_str(), rule)) {
                    continue;
                }
                language.pick(
                    format!("la dérogation à `{rule}` ne sert plus à rien"),
                    format!("the allowance of `{rule}` silences nothing"),
                )
            } else {
                if names.is_empty() || names.contains(&rule) {
                    continue;
                }
                help = nearest(rule, &names).map(|near| {
                    language.pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?"))
                });
                language.pick(
                    format!("la dérogation nomme une règle inconnue : `{rule}`"),
                    format!("the allowance names an unknown rule: `{rule}`"),
                )
            };
            let mut finding = Diagnostic::new(&CATALOG_ALLOWANCE_UNUSED, message)
                .at(allowance.rule.span)
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() });
            finding.help = help;
            lint.findings.push(LintFinding { finding, items: vec![item.reference.value.clone()] });
        }
    }
}
