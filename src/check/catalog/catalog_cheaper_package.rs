use super::show::{amount, number};
use super::verdict::Judged;
use super::view::View;
use crate::catalog::Item;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;

declare_rule! {
    /// The quantity that a line sells would cost less with a package of the catalog.
    /// Off unless asked for: selling days one by one is a choice.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: R1, family: regie, name: Journée, unit: jour, attributes: {days: 1}, prices: [{amount: 850}]}
    ///   - {ref: R5, family: regie, name: Forfait 5 jours, unit: forfait, attributes: {days: 5}, prices: [{amount: 4000}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Total HT |
    /// | --- | --- | --- | --- |
    /// | Journée | 6 | 850 € | 5 100 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Total HT |
    /// | --- | --- | --- | --- |
    /// | Journée | 4 | 850 € | 3 400 € |
    /// ```
    pub(super) CATALOG_CHEAPER_PACKAGE = "catalog-cheaper-package", Info, off
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in view.sales.iter().filter(|sale| sale.is_bought()) {
        let Some(item) = sale.item() else { continue };
        let (Some(quantity), Some(price), Some((what, each))) =
            (sale.quantity(), item.price_on(view.date), item.volume())
        else {
            continue;
        };
        let (Some(wanted), Some(cost)) =
            (quantity.checked_mul(each), price.amount.value.checked_mul(quantity))
        else {
            continue;
        };
        let cheaper = view
            .catalog
            .items
            .iter()
            .filter(|other| other.shares_family(item) && other.reference != item.reference)
            .filter(|other| !other.is_retired_on(view.date) && !other.is_recurring())
            .filter_map(|other| {
                let (own_what, size) = other.volume()?;
                let own = other.price_on(view.date)?;
                let same = own_what == what
                    && size > each
                    && (own.currency, own.basis) == (price.currency, price.basis);
                let (count, rest) = packages(wanted, size, each)?;
                let total = own.amount.value.checked_mul(count)?;
                let total = total.checked_add(price.amount.value.checked_mul(rest)?)?;
                (same && total < cost).then_some((total, count, other, rest))
            })
            .min_by_key(|(total, ..)| *total);
        let Some((total, count, other, rest)) = cheaper else { continue };
        let show = |value| amount(value, price.currency, language);
        let part =
            |count: Decimal, item: &Item| format!("{} × {}", number(count, language), item.title(language));
        let mut instead = part(count, other);
        if !rest.is_zero() {
            instead = format!("{instead} + {}", part(rest, item));
        }
        let (own, costs, less) = (part(quantity, item), show(cost), show(total));
        let message = language.pick(
            format!("{own} : {costs} ; {instead} : {less}"),
            format!("{own}: {costs}; {instead}: {less}"),
        );
        findings.push(Diagnostic::new(&CATALOG_CHEAPER_PACKAGE, message).at(sale.label_span).facts(Facts {
            found: Some(super::compare::machine(cost)),
            expected: Some(super::compare::machine(total)),
            currency: Some(price.currency.code().to_owned()),
            item: Some(item.reference.value.clone()),
            relation: None,
        }));
    }
}

/// How many packages, and how many single ones beside them, make a quantity.
fn packages(wanted: Decimal, size: Decimal, each: Decimal) -> Option<(Decimal, Decimal)> {
    let count = wanted.checked_div(size)?.floor();
    let rest = wanted.checked_sub(count.checked_mul(size)?)?.checked_div(each)?;
    (count >= Decimal::ONE && rest.fract().is_zero()).then_some((count, rest))
}
