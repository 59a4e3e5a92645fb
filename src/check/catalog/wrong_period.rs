use super::facts::price_facts;
use super::show::{amount, quoted, wanted_amount};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::check::basis::PERIOD_MISMATCH;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::price::Period;

/// The catalog's price in a column of another period: the price of a month where
/// prices are for a year, or the other way round.
pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::WrongPeriod(expected) = &one.verdict else { continue };
        let price = &one.offer.price;
        let printed = amount(price.amount, expected.currency, language);
        let name = quoted(one.item.title(language), language);
        let (own, column) = (words(one.item.period, language).0, words(expected.period, language).1);
        let wanted = wanted_amount(expected, language);
        let message = language.pick(
            format!("{printed} est le tarif {own} de {name} ; ici les prix sont {column} ({wanted})"),
            format!("{printed} is the {own} price of {name}; prices here are {column} ({wanted})"),
        );
        findings.push(
            Diagnostic::new(&PERIOD_MISMATCH, message)
                .at(one.offer.span)
                .help(language.pick(format!("écrivez {wanted}"), format!("write {wanted}")))
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(price_facts(one.item, price, expected)),
        );
    }
}

/// A price of a period, and prices of it.
fn words(period: Period, language: Language) -> (&'static str, &'static str) {
    match period {
        Period::Month => language.pick(("mensuel", "mensuels"), ("monthly", "monthly")),
        Period::Quarter => language.pick(("trimestriel", "trimestriels"), ("quarterly", "quarterly")),
        Period::Year => language.pick(("annuel", "annuels"), ("yearly", "yearly")),
        Period::Day => language.pick(("journalier", "journaliers"), ("daily", "daily")),
        Period::Hour => language.pick(("horaire", "horaires"), ("hourly", "hourly")),
        Period::Once => language.pick(("unique", "uniques"), ("one-off", "one-off")),
    }
}
