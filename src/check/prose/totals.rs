//! Totals in sentences against the totals of the tables.

use std::collections::BTreeSet;

use super::PROSE_PRICE_MISMATCH;
use super::sentences::{Broken, minor};
use crate::check::Context;
use crate::check::arithmetic::printed_totals;
use crate::check::cells::amounts;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimal, Decimals, format_amount, plain, round};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{ProsePrice, ProseSubject};
use crate::source::Span;

/// Compares each sentence that names a total with the totals of the tables.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let totals = of_document(context);
    for prose in &context.pricing.prose {
        let rate =
            prose.price.per.is_some() || matches!(prose.price.period, Some(Period::Hour | Period::Day));
        if prose.names != ProseSubject::Total || !prose.price.is_firm() || rate {
            continue;
        }
        let comparable: Vec<&(Price, Span)> =
            totals.iter().filter(|(total, _)| is_comparable(&prose.price, total)).collect();
        let Some((nearest, span)) =
            comparable.iter().min_by_key(|(total, _)| (total.amount - prose.price.amount).abs()).copied()
        else {
            continue;
        };
        if is_known(context, prose, &comparable) {
            continue;
        }
        let of_year = of_year(context, prose, &comparable, nearest);
        findings.push(of_year.unwrap_or_else(|| finding(context, &prose.price, prose.span, nearest, *span)));
    }
}

/// The finding about a total that comes nearer to a year of a monthly one than
/// to any that is printed.
fn of_year(
    context: &Context<'_>,
    prose: &ProsePrice,
    totals: &[&(Price, Span)],
    nearest: &Price,
) -> Option<Diagnostic> {
    let found = &prose.price;
    let off = |value: Decimal| (value - found.amount).abs();
    let months = totals.iter().filter(|(total, _)| total.period == Some(Period::Month));
    let years = months.filter_map(|(total, _)| Some((total, total.amount.checked_mul(Decimal::from(12))?)));
    let (total, expected) = years.min_by_key(|(_, year)| off(*year))?;
    let decimals = Decimals::AsNeeded(minor(found));
    let shown = format_amount(total.amount, total.currency, context.language(), decimals);
    let formula = format!("12 × {shown}");
    (off(expected) < off(nearest.amount)).then(|| {
        Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found, span: prose.span }.report(context)
    })
}

/// The totals that the tables of a document print, what should stand there where
/// one is wrong, and the same on the basis that no table prints.
pub(super) fn of_document(context: &Context<'_>) -> Vec<(Price, Span)> {
    let mut totals: Vec<(Price, Span)> = Vec::new();
    for total in printed_totals(context.pricing) {
        // What follows from a wrong total is told there.
        totals.extend(total.mended.map(|amount| (Price { amount, ..total.price.clone() }, total.span)));
        totals.push((total.price, total.span));
    }
    totals.extend(with_the_other_tax(context, &totals));
    totals
}

/// The totals on the basis that no table prints, at the document's rate.
fn with_the_other_tax(context: &Context<'_>, totals: &[(Price, Span)]) -> Vec<(Price, Span)> {
    let Some(rate) = context.pricing.vat_rate() else { return Vec::new() };
    let printed = |basis: TaxBasis| totals.iter().any(|(total, _)| total.basis == Some(basis));
    let (from, to) = match (printed(TaxBasis::Net), printed(TaxBasis::Gross)) {
        (true, false) => (TaxBasis::Net, TaxBasis::Gross),
        (false, true) => (TaxBasis::Gross, TaxBasis::Net),
        _ => return Vec::new(),
    };
    let own = totals.iter().filter(|(total, _)| total.basis == Some(from));
    own.filter_map(|(total, span)| {
        let factor = (Decimal::ONE_HUNDRED + rate).checked_div(Decimal::ONE_HUNDRED)?;
        let amount = if to == TaxBasis::Gross {
            total.amount.checked_mul(factor)?
        } else {
            total.amount.checked_div(factor)?
        };
        let places = total.currency.map_or(2, crate::money::Currency::minor_units);
        Some((Price { amount: round(amount, places), basis: Some(to), ..total.clone() }, *span))
    })
    .collect()
}

/// Whether two prices are of one kind as far as is known.
fn is_comparable(prose: &Price, total: &Price) -> bool {
    let agree = prose.currency == total.currency
        && (prose.basis.is_none() || total.basis.is_none() || prose.basis == total.basis);
    let recurring = |price: &Price| price.period.filter(|period| period.is_recurring());
    agree && (recurring(prose) == recurring(total) || recurring(prose).is_none())
}

/// Whether the amount is printed in a table, or a sum or a term of totals that
/// are.
fn is_known(context: &Context<'_>, prose: &ProsePrice, totals: &[&(Price, Span)]) -> bool {
    let found = prose.price.amount;
    let near = |value: Decimal| (value - found).abs() <= prose.price.tolerance;
    let tables = context.pricing.tables.iter().filter(|table| table.is_checked());
    let printed = tables.flat_map(amounts).any(|seen| {
        let price = &seen.amount.price;
        near(price.amount) && is_comparable(&prose.price, price)
    });
    let values: BTreeSet<Decimal> = totals.iter().map(|(total, _)| total.amount).collect();
    let months = [12, 24, 36, 48, 60].map(Decimal::from);
    let year = |total: &Price| match total.period {
        Some(Period::Month) => months.iter().filter_map(|n| total.amount.checked_mul(*n)).collect(),
        Some(Period::Quarter) => total.amount.checked_mul(Decimal::from(4)).into_iter().collect(),
        _ => vec![total.amount],
    };
    // Several quotes in one document, a year of what is due each month.
    let spread: Vec<Vec<Decimal>> = totals.iter().map(|(total, _)| year(total)).collect();
    // What only a sentence names may be added; what is not ticked, where the
    // sentence says so.
    let with_options = names_options(&prose.sentence);
    let said = context.pricing.mentioned.iter().filter(|said| with_options || !said.unticked);
    let said = said.map(|said| &said.price);
    let said = said.filter(|price| price.currency == prose.price.currency && price.is_firm());
    let with_said = said.clone().any(|price| {
        values.iter().any(|total| {
            total.checked_add(price.amount).is_some_and(near)
                || total.checked_sub(price.amount).is_some_and(near)
        })
    });
    let sums = pair_sums(&values);
    let all = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value));
    let crossed = spread
        .iter()
        .flatten()
        .any(|one| near(*one) || values.iter().any(|other| one.checked_add(*other).is_some_and(near)));
    printed || with_said || sums.into_iter().any(near) || all.is_some_and(near) || crossed
}

/// Whether a sentence says what comes to something: `avec l'option photo`.
fn names_options(sentence: &str) -> bool {
    let folded = crate::check::cells::fold(sentence);
    let says = |word: &str| {
        word.starts_with("option")
            || ["avec", "with", "including", "mit", "con", "inclus", "incluse", "plus"].contains(&word)
    };
    folded.split(' ').any(says)
}

fn pair_sums(values: &BTreeSet<Decimal>) -> Vec<Decimal> {
    let list: Vec<Decimal> = values.iter().copied().take(40).collect();
    let mut out = Vec::new();
    for (at, one) in list.iter().enumerate() {
        out.extend(list.iter().skip(at + 1).filter_map(|other| one.checked_add(*other)));
    }
    out
}

/// A price in the text at `at` where a table prints `nearest` at `span`.
pub(super) fn finding(
    context: &Context<'_>,
    price: &Price,
    at: Span,
    nearest: &Price,
    span: Span,
) -> Diagnostic {
    let language = context.language();
    let decimals = Decimals::AsNeeded(nearest.currency.map_or(2, crate::money::Currency::minor_units));
    let show = |price: &Price| format_amount(price.amount, price.currency, language, decimals);
    let (found, expected) = (show(price), show(nearest));
    let message = language.pick(
        format!("Le texte dit {found}, le tableau {expected}"),
        format!("text says {found}, table says {expected}"),
    );
    let here = language.pick("le total le plus proche", "the nearest total");
    Diagnostic::new(&PROSE_PRICE_MISMATCH, message).at(at).related(span, here).facts(Facts {
        found: Some(plain(price.amount, decimals)),
        expected: Some(plain(nearest.amount, decimals)),
        currency: price.currency.map(|currency| currency.code().to_owned()),
        ..Facts::default()
    })
}
