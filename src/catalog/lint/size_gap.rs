use super::Lint;
use super::size_overlap::reaches_further;
use crate::catalog::words::number;
use crate::catalog::{Item, ItemSize};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;

declare_rule! {
    /// The sizes of a family leave one out: nobody can say what 9 services cost
    /// when one item is for 4 to 8 and the next for 10 and more.
    ///
    /// Looks at attributes that are ranges (`services: 4-8`, `10+`, or
    /// `min_services` with `max_services`). Maxima alone (`max_nodes`) leave no
    /// gap: each begins where the one before ends.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A2, family: app, name: Application standard, unit: forfait, attributes: {services: 4-8}, prices: [{amount: 3500}]}
    ///   - {ref: A3, family: app, name: Application complexe, unit: forfait, attributes: {services: 10+}, prices: [{amount: 7000}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: A2, family: app, name: Application standard, unit: forfait, attributes: {services: 4-8}, prices: [{amount: 3500}]}
    ///   - {ref: A3, family: app, name: Application complexe, unit: forfait, attributes: {services: 9+}, prices: [{amount: 7000}]}
    /// ```
    pub(super) SIZE_GAP = "size-gap", Warning
}

/// The sizes of a family that are told apart by ranges, one list per kind of
/// size, smallest first.
pub(super) fn ranges<'a>(family: &[&'a Item]) -> Vec<Vec<(&'a Item, ItemSize)>> {
    let mut kinds: Vec<Vec<(&Item, ItemSize)>> = Vec::new();
    for item in family {
        for size in item.sizes().into_iter().filter(|size| size.bounded_below) {
            match kinds.iter_mut().find(|kind| kind.iter().any(|(_, other)| other.of == size.of)) {
                Some(kind) => kind.push((item, size)),
                None => kinds.push(vec![(item, size)]),
            }
        }
    }
    // Single numbers describe; a division into sizes has at least two ranges.
    kinds.retain(|kind| kind.iter().filter(|(_, size)| size.range.is_range()).count() >= 2);
    for kind in &mut kinds {
        kind.sort_by_key(|(_, size)| (size.range.low, size.range.high.unwrap_or(Decimal::MAX)));
    }
    kinds
}

pub(super) fn check(lint: &mut Lint<'_>) {
    for family in lint.families() {
        for kind in ranges(&family) {
            let mut highest: Option<&(&Item, ItemSize)> = None;
            for next in &kind {
                if let Some(last) = highest
                    && let Some(high) = last.1.range.high
                {
                    gap(lint, last, high, next);
                }
                if highest.is_none_or(|last| reaches_further(&next.1, &last.1)) {
                    highest = Some(next);
                }
            }
        }
    }
}

fn gap<'a>(lint: &mut Lint<'a>, last: &(&'a Item, ItemSize), high: Decimal, next: &(&'a Item, ItemSize)) {
    let (first, end) = (high + Decimal::ONE, next.1.range.low - Decimal::ONE);
    if first > end {
        return;
    }
    let language = lint.language;
    let (of, first_text, end_text) = (&next.1.of, number(first, language), number(end, language));
    let sizes = if first == end {
        format!("{first_text} {of}")
    } else {
        language.pick(format!("{first_text} à {end_text} {of}"), format!("{first_text} to {end_text} {of}"))
    };
    let message = language.pick(format!("aucun prix pour {sizes}"), format!("no price for {sizes}"));
    let finding = Diagnostic::new(&SIZE_GAP, message)
        .at(next.1.span)
        .label(next.0.title(language))
        .related(last.1.span, last.0.title(language))
        .facts(Facts { item: Some(next.0.reference.value.clone()), ..Facts::default() });
    lint.report(finding, &[next.0, last.0]);
}
