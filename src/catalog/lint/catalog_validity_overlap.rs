use super::Lint;
use crate::catalog::words::day;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// Two prices of one item hold on the same day, so the item has two prices.
    /// `until` is the last day of a price; a price without one holds for ever.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - ref: AUD
    ///     name: Audit
    ///     unit: forfait
    ///     prices:
    ///       - {amount: 690, from: 2024-01-01, until: 2025-01-01}
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
    pub(super) CATALOG_VALIDITY_OVERLAP = "catalog-validity-overlap", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for item in &lint.catalog.items {
        for pair in item.prices().windows(2) {
            let [old, new] = pair else { continue };
            let starts = new.from.as_ref().map(|from| from.value);
            let ends = old.until.as_ref().map(|until| until.value);
            let overlaps = match (starts, ends) {
                (Some(starts), Some(ends)) => starts <= ends,
                (None, _) | (_, None) => true,
            };
            if !overlaps {
                continue;
            }
            let language = lint.language;
            let title = item.title(language);
            let message = match starts {
                Some(starts) => language.pick(
                    format!("{title} a deux prix à partir du {}", day(starts, language)),
                    format!("{title} has two prices from {} on", day(starts, language)),
                ),
                None => language.pick(format!("{title} a deux prix"), format!("{title} has two prices")),
            };
            let help = starts.and_then(|starts| starts.pred_opt()).map(|last| {
                language.pick(
                    format!("terminez le premier la veille : `until: {last}`"),
                    format!("end the first the day before: `until: {last}`"),
                )
            });
            let mut finding = Diagnostic::new(&CATALOG_VALIDITY_OVERLAP, message)
                .at(new.span)
                .related(old.span, language.pick("encore valable", "still holds"))
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() });
            finding.help = help;
            lint.report(finding, &[item]);
        }
    }
}
