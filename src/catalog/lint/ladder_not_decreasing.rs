use super::Lint;
use crate::catalog::words::{amount, number};
use crate::catalog::{Charge, Item, TierMode};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::{Decimal, round};
use crate::source::Span;

declare_rule! {
    /// Whoever buys more pays more for each. The price per day, per ticket or
    /// per unit rises from one package to the next larger one of its family, or
    /// from one step of a price by size to the next.
    ///
    /// Packages are items of one family with `days`, `hours`, `tickets`, `users`,
    /// `seats`, `licences` or `credits` among their attributes. An equal price
    /// per unit is no finding.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: R5, family: regie, name: Forfait 5 jours, unit: forfait, attributes: {days: 5}, prices: [{amount: 4000}]}
    ///   - {ref: R10, family: regie, name: Forfait 10 jours, unit: forfait, attributes: {days: 10}, prices: [{amount: 8500}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: R5, family: regie, name: Forfait 5 jours, unit: forfait, attributes: {days: 5}, prices: [{amount: 4000}]}
    ///   - {ref: R10, family: regie, name: Forfait 10 jours, unit: forfait, attributes: {days: 10}, prices: [{amount: 7500}]}
    /// ```
    pub(super) LADDER_NOT_DECREASING = "ladder-not-decreasing", Warning
}

struct Rung<'a> {
    item: &'a Item,
    what: &'static str,
    count: Decimal,
    each: Decimal,
    span: Span,
}

pub(super) fn check(lint: &mut Lint<'_>) {
    packages(lint);
    tiers(lint);
}

fn packages(lint: &mut Lint<'_>) {
    for family in lint.families() {
        let mut rungs: Vec<Rung<'_>> = family
            .iter()
            .filter_map(|item| {
                let price = item.price_on(None)?;
                let (what, count) = item.volume()?;
                let each = price.amount.value.checked_div(count)?;
                Some(Rung { item, what, count, each, span: price.amount.span })
            })
            .collect();
        rungs.sort_by_key(|rung| rung.count);
        for (at, rung) in rungs.iter().enumerate() {
            // The next smaller package on the same terms.
            let Some(below) = rungs.iter().take(at).rev().find(|below| {
                let (a, b) = (below.item, rung.item);
                below.what == rung.what
                    && below.count < rung.count
                    && (a.period.is_recurring(), a.currency, a.basis)
                        == (b.period.is_recurring(), b.currency, b.basis)
            }) else {
                continue;
            };
            if rung.each <= below.each {
                continue;
            }
            let language = lint.language;
            let one = singular(rung.what, language);
            let show = |rung: &Rung<'_>| {
                let each = amount(round(rung.each, 2), rung.item.currency, language);
                format!("{} {each}/{one}", rung.item.title(language))
            };
            let finding =
                Diagnostic::new(&LADDER_NOT_DECREASING, format!("{} > {}", show(rung), show(below)))
                    .at(rung.span)
                    .related(below.span, language.pick("moins cher à l’unité", "cheaper per unit"))
                    .facts(Facts { item: Some(rung.item.reference.value.clone()), ..Facts::default() });
            lint.report(finding, &[rung.item, below.item]);
        }
    }
}

fn tiers(lint: &mut Lint<'_>) {
    for item in &lint.catalog.items {
        let Charge::Tiered(tiers) = &item.charge else { continue };
        for pair in tiers.steps.windows(2) {
            let [below, step] = pair else { continue };
            let each = |step: &crate::catalog::Step| match tiers.mode {
                TierMode::Graduated => Some(step.amount.value),
                TierMode::Volume => step.amount.value.checked_div(step.up_to.as_ref()?.value),
            };
            let (Some(before), Some(now)) = (each(below), each(step)) else { continue };
            if now <= before {
                continue;
            }
            let language = lint.language;
            let show = |value| amount(round(value, 2), item.currency, language);
            let bound = below.up_to.as_ref().map_or_else(String::new, |up_to| number(up_to.value, language));
            let (title, by) = (item.title(language), &tiers.by.value);
            let message = language.pick(
                format!(
                    "{title} : au-delà de {bound} {by}, l’unité passe de {} à {}",
                    show(before),
                    show(now)
                ),
                format!("{title}: above {bound} {by}, one goes from {} to {}", show(before), show(now)),
            );
            let finding = Diagnostic::new(&LADDER_NOT_DECREASING, message)
                .at(step.amount.span)
                .related(below.amount.span, language.pick("moins cher à l’unité", "cheaper per unit"))
                .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() });
            lint.report(finding, &[item]);
        }
    }
}

pub(super) fn singular(what: &'static str, language: Language) -> &'static str {
    match what {
        "days" => language.pick("jour", "day"),
        "hours" => language.pick("heure", "hour"),
        "tickets" => "ticket",
        "users" => language.pick("utilisateur", "user"),
        "seats" => language.pick("poste", "seat"),
        "licences" => "licence",
        "credits" => language.pick("crédit", "credit"),
        _ => language.pick("unité", "unit"),
    }
}
