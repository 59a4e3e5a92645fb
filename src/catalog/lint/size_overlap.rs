use super::Lint;
use super::size_gap::ranges;
use crate::catalog::words::number;
use crate::catalog::{Item, ItemSize};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;

declare_rule! {
    /// Two items of a family are for the same size. 5 services have two prices
    /// when one item is for 1 to 5 and the next for 5 to 10. Items for exactly
    /// the same sizes differ in something else and are no finding.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, family: app, name: Petite, unit: forfait, attributes: {services: 1-5}, prices: [{amount: 1800}]}
    ///   - {ref: A2, family: app, name: Grande, unit: forfait, attributes: {services: 5-10}, prices: [{amount: 3500}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A1, family: app, name: Petite, unit: forfait, attributes: {services: 1-5}, prices: [{amount: 1800}]}
    ///   - {ref: A2, family: app, name: Grande, unit: forfait, attributes: {services: 6-10}, prices: [{amount: 3500}]}
    /// ```
    pub(super) SIZE_OVERLAP = "size-overlap", Error
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for family in lint.families() {
        for kind in ranges(&family) {
            // The one that reaches furthest may cover more than its neighbour.
            let mut widest: Option<&(&Item, ItemSize)> = None;
            for next in &kind {
                let before = widest;
                if widest.is_none_or(|(_, size)| reaches_further(&next.1, size)) {
                    widest = Some(next);
                }
                let (Some((below, low)), (item, size)) = (before, next) else { continue };
                let shared_until = match (low.range.high, size.range.high) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                let apart = low.range.high.is_some_and(|high| high < size.range.low);
                if apart || low.range == size.range {
                    continue;
                }
                let language = lint.language;
                let first = number(size.range.low, language);
                let shared = match shared_until {
                    Some(last) if last == size.range.low => first,
                    Some(last) => {
                        let last = number(last.max(Decimal::ZERO), language);
                        language.pick(format!("{first} à {last}"), format!("{first} to {last}"))
                    }
                    None => language.pick(format!("{first} et plus"), format!("{first} and more")),
                };
                let of = &size.of;
                let (one, other) = (below.title(language), item.title(language));
                let message = language.pick(
                    format!("deux prix pour {shared} {of} : {one} et {other}"),
                    format!("two prices for {shared} {of}: {one} and {other}"),
                );
                let finding = Diagnostic::new(&SIZE_OVERLAP, message)
                    .at(size.span)
                    .related(low.span, one)
                    .facts(Facts { item: Some(item.reference.value.clone()), ..Facts::default() });
                lint.report(finding, &[item, below]);
            }
        }
    }
}

/// Whether a size goes beyond another.
pub(super) fn reaches_further(one: &ItemSize, other: &ItemSize) -> bool {
    match (one.range.high, other.range.high) {
        (Some(one), Some(other)) => one > other,
        (None, Some(_)) => true,
        (_, None) => false,
    }
}
