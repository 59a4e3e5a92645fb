//! The rates that a document declares, held to the fixed parities and to the
//! catalog.

use super::compare::machine;
use super::show::number;
use super::verdict::Judged;
use super::view::View;
use crate::catalog::{EXCHANGE_RATE_UNEXPECTED, fixed_rate};
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Currency, Decimal, round};

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    let metadata = &view.context.proposal.metadata;
    for rate in &metadata.pricing.exchange {
        let code = |code: &Option<String>| code.as_deref().and_then(Currency::from_text);
        let own = metadata.currency.as_ref().and_then(|own| Currency::from_text(&own.value));
        let from = code(&rate.from).or(own).unwrap_or(view.catalog.currency);
        let Some(to) = code(&rate.to) else { continue };
        let found = rate.rate.value;
        // A rate that moves may rightly be newer than the catalog's.
        let fixed = view.catalog.exchange.iter().filter(|known| known.date.is_none());
        let listed = fixed.clone().find(|known| (known.from, known.to) == (from, to));
        let (wanted, place) = match (fixed_rate(from, to), listed) {
            (Some(parity), _) => (parity, None),
            (None, Some(known)) => ((known.rate.value, Decimal::ONE), Some(known.rate.span)),
            (None, None) => continue,
        };
        let (times, by) = wanted;
        // `0.00152449` is the parity from the other side.
        let right = found == times && by == Decimal::ONE
            || found.checked_mul(by).is_some_and(|one| by != Decimal::ONE && round(one, 4) == times);
        if right {
            continue;
        }
        let value = if by == Decimal::ONE { times } else { by };
        let (found_text, wanted_text) = (number(found, language), number(value, language));
        let message = if place.is_none() {
            language.pick(
                format!("cours {found_text} ; parité fixe {wanted_text}"),
                format!("rate {found_text}; fixed parity {wanted_text}"),
            )
        } else {
            language.pick(
                format!("cours {found_text} ; catalogue {wanted_text}"),
                format!("rate {found_text}; catalog {wanted_text}"),
            )
        };
        let mut finding = Diagnostic::new(&EXCHANGE_RATE_UNEXPECTED, message)
            .at(rate.rate.span)
            .help(language.pick(format!("écrivez {}", machine(value)), format!("write {}", machine(value))))
            .facts(Facts {
                found: Some(machine(found)),
                expected: Some(machine(value)),
                relation: Some(format!("1 {from} = {} {to}", machine(value))),
                ..Facts::default()
            });
        if let Some(place) = place {
            finding = finding.related(place, language.pick("cours du catalogue", "the catalog's rate"));
        }
        findings.push(finding);
    }
}
