//! Amounts that a sentence makes of a count or a share and the amount before:
//! `Neuf entretiens à 60 € l'un : 540 €`, `64 000 €, dont 12 % de ce budget, soit
//! 7 680 €`.

use super::PROSE_PRICE_MISMATCH;
use super::sentences::{Broken, is_same, minor};
use crate::check::Context;
use crate::check::arithmetic::LINE_TOTAL_MISMATCH;
use crate::diagnostics::Diagnostic;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_number, round, slip};
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::Mentioned;

/// Checks every amount that follows from the one before it.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    for pair in context.pricing.mentioned.windows(2) {
        let [before, said] = pair else { continue };
        let fits = before.block == said.block
            && before.price.is_firm()
            && said.price.is_firm()
            && before.price.currency == said.price.currency;
        let told = |span| findings.iter().any(|finding: &Diagnostic| finding.span == Some(span));
        if !fits || told(said.span) || told(before.span) {
            continue;
        }
        let broken = counted(context, before, said).or_else(|| share(context, before, said));
        findings.extend(broken.map(|broken| broken.report(context)));
    }
}

/// A count times the price of one. Only a slip of the hand is told: what else a
/// sentence does with its numbers is not known.
fn counted<'a>(context: &Context<'_>, before: &Mentioned, said: &'a Mentioned) -> Option<Broken<'a>> {
    let one = &before.price;
    let each = one.per.is_some() || matches!(one.period, Some(Period::Hour | Period::Day));
    let bases = one.basis.zip(said.price.basis).is_none_or(|(one, other)| one == other);
    let leads = said.restated || said.before.is_empty();
    if !each || !bases || !leads || before.sentence != said.sentence || said.price.per.is_some() {
        return None;
    }
    let counts = || said.counts.iter().copied().filter(|count| *count > Decimal::ONE);
    let products =
        counts().chain(counts().flat_map(|one| counts().filter_map(move |other| one.checked_mul(other))));
    let made: Vec<(Decimal, Decimal)> =
        products.filter_map(|count| Some((count, one.amount.checked_mul(count)?))).collect();
    if made.iter().any(|(_, value)| is_same(*value, &said.price, Decimal::ZERO)) {
        return None;
    }
    let slipped =
        |value: Decimal| matches!(slip(said.price.amount, value), Some(Slip::Swapped | Slip::OneDigit));
    // The price of one may be the wrong one.
    let price_slipped = |count: Decimal| {
        let meant = said.price.amount.checked_div(count)?;
        let swapped = slip(one.amount, round(meant, minor(one))) == Some(Slip::Swapped);
        (swapped && is_same(meant, &Price { amount: round(meant, minor(one)), ..one.clone() }, Decimal::ZERO))
            .then(|| one.amount.checked_mul(count).map(|value| (count, value)))?
    };
    let wrong_sum = made.iter().copied().find(|(_, value)| slipped(*value));
    let (count, expected) = wrong_sum.or_else(|| made.iter().find_map(|(count, _)| price_slipped(*count)))?;
    let language = context.language();
    let price = format_amount(one.amount, one.currency, language, Decimals::AsNeeded(minor(one)));
    let formula = format!("{} × {price}", format_number(count, language, Decimals::AsNeeded(0)));
    Some(Broken { rule: &LINE_TOTAL_MISMATCH, formula, expected, found: &said.price, span: said.span })
}

/// A share of the amount before, where the sentence says that it is one of that.
fn share<'a>(context: &Context<'_>, before: &Mentioned, said: &'a Mentioned) -> Option<Broken<'a>> {
    let share = said.share_of_that?;
    let exact = before.price.amount.checked_mul(share)?.checked_div(Decimal::ONE_HUNDRED)?;
    if is_same(exact, &said.price, Decimal::new(1, minor(&said.price))) {
        return None;
    }
    let language = context.language();
    let places = Decimals::AsNeeded(minor(&before.price));
    let base = format_amount(before.price.amount, before.price.currency, language, places);
    let percent = format_number(share, language, Decimals::AsNeeded(0));
    let formula = language.pick(format!("{percent}\u{a0}% de {base}"), format!("{percent}% of {base}"));
    let expected = round(exact, minor(&said.price));
    Some(Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found: &said.price, span: said.span })
}
