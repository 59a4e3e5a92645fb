use super::Lint;
use super::ladder_not_decreasing::singular;
use crate::catalog::Item;
use crate::catalog::words::{amount, difference, number};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimal, Decimals, plain};

declare_rule! {
    /// A package with a commitment costs more than the same quantity without
    /// one: nobody who compares will commit.
    ///
    /// Compares items with the same kind of quantity among their attributes
    /// (`days: 20`): those with `min_term_months` or a recurring unit against one
    /// or several of those without.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: R20, family: regie, name: Régie 20 jours, unit: forfait, attributes: {days: 20}, prices: [{amount: 14000}]}
    ///   - {ref: D20, family: regie, name: DEPLOY 20, unit: an, min_term_months: 12, attributes: {days: 20}, prices: [{amount: 15000}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: R20, family: regie, name: Régie 20 jours, unit: forfait, attributes: {days: 20}, prices: [{amount: 14000}]}
    ///   - {ref: D20, family: regie, name: DEPLOY 20, unit: an, min_term_months: 12, attributes: {days: 20}, prices: [{amount: 13000}]}
    /// ```
    pub(super) COMMITMENT_DEARER = "commitment-dearer", Warning
}

fn is_committed(item: &Item) -> bool {
    item.is_recurring() || item.min_term_months.as_ref().is_some_and(|months| months.value >= Decimal::ONE)
}

pub(super) fn check(lint: &mut Lint<'_>) {
    let items: Vec<&Item> = lint.catalog.items.iter().filter(|item| item.retired.is_none()).collect();
    for item in items.iter().filter(|item| is_committed(item)) {
        let (Some(price), Some((what, count))) = (item.price_on(None), item.volume()) else { continue };
        let cheapest = items
            .iter()
            .filter(|other| !is_committed(other))
            .filter_map(|other| {
                let (own_what, own_count) = other.volume()?;
                let own = other.price_on(None)?;
                let times = count.checked_div(own_count)?;
                let comparable = own_what == what
                    && times.fract().is_zero()
                    && times >= Decimal::ONE
                    && (own.currency, own.basis) == (price.currency, price.basis);
                comparable.then(|| Some((*other, times, own.amount.value.checked_mul(times)?)))?
            })
            .min_by_key(|(_, times, total)| (*total, *times));
        let Some((other, times, total)) = cheapest else { continue };
        if price.amount.value <= total {
            continue;
        }
        let language = lint.language;
        let show = |value| amount(value, price.currency, language);
        let several =
            if times == Decimal::ONE { String::new() } else { format!("{} × ", number(times, language)) };
        let more = difference(price.amount.value - total, price.currency, language);
        let message = format!(
            "{} {} > {several}{} {} ({more})",
            item.title(language),
            show(price.amount.value),
            other.title(language),
            show(total),
        );
        let each = singular(what, language);
        let help = language.pick(
            format!("les mêmes quantités, comptées par {each}, coûtent moins cher sans engagement"),
            format!("the same quantity, counted by {each}, costs less without a commitment"),
        );
        let exact = |value| plain(value, Decimals::AsNeeded(price.currency.minor_units()));
        let mut finding =
            Diagnostic::new(&COMMITMENT_DEARER, message).at(price.amount.span).help(help).facts(Facts {
                found: Some(exact(price.amount.value)),
                expected: Some(exact(total)),
                currency: Some(price.currency.code().to_owned()),
                item: Some(item.reference.value.clone()),
                relation: None,
            });
        if let Some(own) = other.price_on(None) {
            finding = finding.related(own.amount.span, other.title(language));
        }
        lint.report(finding, &[item, other]);
    }
}
