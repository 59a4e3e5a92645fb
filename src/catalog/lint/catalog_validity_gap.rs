use super::Lint;
use crate::catalog::words::day;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// Between two prices of an item lie days on which it has none: a proposal
    /// of such a day cannot be checked.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - ref: AUD
    ///     name: Audit
    ///     unit: forfait
    ///     prices:
    ///       - {amount: 690, from: 2024-01-01, until: 2024-06-30}
    ///       - {amount: 720, from: 2025-01-01}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - ref: AUD
    ///     name: Audit
    ///     unit: forfait
    ///     prices:
    ///       - {amount: 690, from: 2024-01-01, until: 2024-12-31}
    ///       - {amount: 720, from: 2025-01-01}
    /// ```
    pub(super) CATALOG_VALIDITY_GAP = "catalog-validity-gap", Warning
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for item in &lint.catalog.items {
        for pair in item.prices().windows(2) {
            let [old, new] = pair else { continue };
            let (Some(ends), Some(starts)) = (&old.until, &new.from) else { continue };
            let (Some(first), Some(last)) = (ends.value.succ_opt(), starts.value.pred_opt()) else {
                continue;
            };
            if first > last {
                continue;
            }
            let language = lint.language;
            let (title, first, last) = (item.title(language), day(first, language), day(last, language));
            let message = language.pick(
                format!("{title} n’a pas de prix du {first} au {last}"),
                format!("{title} has no price from {first} to {last}"),
            );
            let finding = Diagnostic::new(&CATALOG_VALIDITY_GAP, message)
                .at(ends.span)
                .related(new.span, language.pick("le prix suivant", "the next price"))
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() });
            lint.report(finding, &[item]);
        }
    }
}
