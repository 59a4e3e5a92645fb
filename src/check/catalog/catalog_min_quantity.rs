use super::show::{amount, number};
use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;

declare_rule! {
    /// A line sells less of something than the least that is billed.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: ITV, name: Intervention, unit: heure, min_qty: 2, prices: [{amount: 150}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Heures | PU HT | Total HT |
    /// | --- | --- | --- | --- |
    /// | Intervention | 1 | 150 € | 150 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Heures | PU HT | Total HT |
    /// | --- | --- | --- | --- |
    /// | Intervention | 2 | 150 € | 300 € |
    /// ```
    pub(super) CATALOG_MIN_QUANTITY = "catalog-min-quantity", Error
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let Some(item) = sale.item() else { continue };
        let (Some(least), Some(quantity)) = (&item.min_quantity, sale.quantity()) else { continue };
        if quantity >= least.value {
            continue;
        }
        let title = item.title(language);
        let word = item.unit.as_ref().map_or("", |unit| unit.value.as_str());
        let plural =
            if least.value > Decimal::ONE && !word.is_empty() && !word.ends_with('s') { "s" } else { "" };
        let count = format!("{} {word}{plural}", number(least.value, language));
        let price = item.price_on(view.date);
        let total = price.and_then(|price| price.amount.value.checked_mul(least.value));
        let shown =
            total.map_or_else(String::new, |total| format!(" ({})", amount(total, item.currency, language)));
        let count = count.trim_end();
        let message = language
            .pick(format!("{title} : minimum {count}{shown}"), format!("{title}: at least {count}{shown}"));
        let span = sale
            .line
            .as_ref()
            .and_then(|line| line.quantity.as_ref())
            .map_or(sale.label_span, |own| own.span);
        findings.push(
            Diagnostic::new(&CATALOG_MIN_QUANTITY, message)
                .at(span)
                .related(least.span, language.pick("minimum du catalogue", "the catalog's minimum"))
                .facts(Facts {
                    found: Some(super::compare::machine(quantity)),
                    expected: Some(super::compare::machine(least.value)),
                    item: Some(item.reference.value.clone()),
                    ..Facts::default()
                }),
        );
    }
}
