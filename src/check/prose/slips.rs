//! Amounts in sentences that are a slip of the hand away from what the document
//! makes: `leaving 4 986 €` where 5 440 € less 10 % are 4 896 €.
//!
//! What such an amount is need not be understood: long figures come that near to
//! a value by chance alone so rarely that two digits changed places. What the
//! document prints or makes in any other way is left alone.

use std::collections::BTreeSet;

use super::sentences::{Broken, figures, is_same, minor};
use super::{PROSE_PRICE_MISMATCH, derived, durations, totals};
use crate::catalog::Charge;
use crate::check::Context;
use crate::check::cells::amounts;
use crate::diagnostics::{Diagnostic, Severity};
use crate::money::{Currency, Decimal, Decimals, Slip, format_amount, format_number, round, slip};
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::Mentioned;
use crate::source::Span;

/// Above so many totals nearly any amount is near to one.
const MOST_TOTALS: usize = 24;

/// Checks every amount in text, one finding at most in each block.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let mentioned = &context.pricing.mentioned;
    if mentioned.is_empty() {
        return;
    }
    let totals = totals::of_document(context);
    if totals.len() > MOST_TOTALS {
        return;
    }
    let known = known(context);
    for block in mentioned.chunk_by(|one, other| one.block == other.block) {
        let Some(place) = block.first().map(|said| said.block) else { continue };
        let told = findings.iter().any(|finding| {
            finding.severity > Severity::Info
                && finding.span.is_some_and(|span| {
                    span.file == place.file && span.start >= place.start && span.end <= place.end
                })
        });
        if !told {
            let slipped = (0..block.len()).find_map(|at| slipped(context, block, at, &totals, &known));
            findings.extend(slipped);
        }
    }
}

/// Every amount that a table or the catalog prints.
fn known(context: &Context<'_>) -> BTreeSet<Decimal> {
    let tables = context.pricing.tables.iter().flat_map(amounts).map(|seen| seen.amount.price.amount);
    let items = context.catalog.into_iter().flat_map(|catalog| &catalog.items);
    let listed = items.flat_map(|item| match &item.charge {
        Charge::Listed(prices) => prices.iter().map(|price| price.amount.value).collect(),
        Charge::From(amount) => vec![amount.value],
        _ => Vec::new(),
    });
    tables.chain(listed).collect()
}

/// A value that the document makes, and how.
struct Made {
    value: Decimal,
    formula: String,
    /// The total that it is, where it is one.
    total: Option<(Price, Span)>,
}

/// The finding about one amount of a block.
fn slipped(
    context: &Context<'_>,
    block: &[Mentioned],
    at: usize,
    totals: &[(Price, Span)],
    known: &BTreeSet<Decimal>,
) -> Option<Diagnostic> {
    let said = block.get(at)?;
    let price = &said.price;
    let rate = price.per.is_some() || matches!(price.period, Some(Period::Hour | Period::Day));
    if rate {
        return a_head(context, said, totals, known).map(|broken| broken.report(context));
    }
    if !price.is_firm() || known.contains(&price.amount) {
        return None;
    }
    let all = made(context, block, at, totals);
    if all.iter().any(|made| is_same(made.value, price, Decimal::new(1, minor(price)))) {
        return None;
    }
    let broken = derived::summed(context, block, at)
        .or_else(|| derived::joined(context, block, at))
        .or_else(|| derived::respectively(context, block, at))
        .or_else(|| durations::over_months(context, block, at, totals))
        .or_else(|| durations::over_years(context, block, at, totals, known));
    if let Some(broken) = broken {
        return Some(broken.report(context));
    }
    if said.concludes
        && let Some((total, span)) = derived::concluded(said, totals)
    {
        return Some(totals::finding(context, price, said.span, total, *span));
    }
    if figures(price.amount) < if derived::remains(&said.before) { 3 } else { 4 } {
        return None;
    }
    // What is said to remain is made of the others.
    let remains = derived::remains(&said.before);
    let mut near = all.iter().filter(|made| match slip(price.amount, made.value) {
        Some(Slip::Swapped) => true,
        Some(Slip::OneDigit) => remains && !made.formula.is_empty(),
        _ => false,
    });
    let made = near.next()?;
    // What can be read in two ways is no evidence.
    if near.any(|other| other.value != made.value) {
        return None;
    }
    Some(match &made.total {
        Some((total, span)) => totals::finding(context, price, said.span, total, *span),
        None => Broken {
            rule: &PROSE_PRICE_MISMATCH,
            formula: made.formula.clone(),
            expected: made.value,
            found: price,
            span: said.span,
        }
        .report(context),
    })
}

/// `soit 303 333 FCFA par participant (15 personnes)`: two digits swapped away
/// from a total by the head.
fn a_head<'a>(
    context: &Context<'_>,
    said: &'a Mentioned,
    totals: &[(Price, Span)],
    known: &BTreeSet<Decimal>,
) -> Option<Broken<'a>> {
    let price = &said.price;
    if !price.is_firm() || price.per.is_none() || known.contains(&price.amount) || figures(price.amount) < 3 {
        return None;
    }
    let comparable = totals.iter().filter(|(total, _)| {
        total.currency == price.currency
            && total.basis.zip(price.basis).is_none_or(|(one, other)| one == other)
    });
    let heads: Vec<(Decimal, Decimal, &Price)> = comparable
        .flat_map(|(total, _)| {
            said.counts
                .iter()
                .filter_map(move |count| Some((total.amount.checked_div(*count)?, *count, total)))
        })
        .collect();
    let slack = Decimal::new(1, minor(price));
    if heads.iter().any(|(value, ..)| is_same(*value, price, slack)) {
        return None;
    }
    let places = minor(price).min(price.decimals);
    let (value, count, total) = heads
        .into_iter()
        .find(|(value, ..)| slip(price.amount, round(*value, places)) == Some(Slip::Swapped))?;
    let language = context.language();
    let shown = format_amount(total.amount, total.currency, language, Decimals::AsNeeded(minor(total)));
    let formula = format!("{shown} / {}", format_number(count, language, Decimals::AsNeeded(0)));
    let expected = round(value, places);
    Some(Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found: price, span: said.span })
}

/// What the totals and the amounts and shares beside an amount make.
fn made(context: &Context<'_>, block: &[Mentioned], at: usize, totals: &[(Price, Span)]) -> Vec<Made> {
    let Some(said) = block.get(at) else { return Vec::new() };
    let (language, places) = (context.language(), minor(&said.price));
    let show = |value| format_amount(value, said.price.currency, language, Decimals::AsNeeded(places));
    let percent = |share: Decimal| {
        let share = format_number(share, language, Decimals::AsNeeded(0));
        language.pick(format!("{share}\u{a0}%"), format!("{share}%"))
    };
    let mut out: Vec<Made> = Vec::new();
    let mut add = |value: Option<Decimal>, formula: String| {
        let value = value.map(|value| round(value, places)).filter(|value| *value > Decimal::ZERO);
        out.extend(value.map(|value| Made { value, formula, total: None }));
    };
    let firm = |other: &&Mentioned| other.price.is_firm() && other.price.currency == said.price.currency;
    let beside: Vec<&Mentioned> = [at.checked_sub(1), at.checked_add(1)]
        .into_iter()
        .flatten()
        .filter_map(|beside| block.get(beside))
        .filter(firm)
        .collect();
    let comparable: Vec<&(Price, Span)> =
        totals.iter().filter(|(total, _)| total.currency == said.price.currency).collect();
    // A share is of a total, or of what stands before it.
    let wholes = comparable.iter().map(|(total, _)| total).chain(beside.iter().map(|other| &other.price));
    for whole in wholes {
        for share in &said.shares {
            let part =
                whole.amount.checked_mul(*share).and_then(|part| part.checked_div(Decimal::ONE_HUNDRED));
            let (of, whole_shown) = (language.pick("de", "of"), show(whole.amount));
            add(part, format!("{} {of} {whole_shown}", percent(*share)));
            let less = part.and_then(|part| whole.amount.checked_sub(part));
            add(less, format!("{whole_shown} − {}", percent(*share)));
            let more = part.and_then(|part| whole.amount.checked_add(part));
            add(more, format!("{whole_shown} + {}", percent(*share)));
        }
    }
    // What stands before it, the nearest alone and with those before.
    let before = block.get(..at).unwrap_or_default().iter().rev().take_while(firm);
    let sums = before.scan((Decimal::ZERO, String::new()), |(sum, terms), other| {
        *sum = sum.checked_add(other.price.amount.abs())?;
        let amount = show(other.price.amount.abs());
        *terms = if terms.is_empty() { amount } else { format!("{amount} + {terms}") };
        Some((*sum, terms.clone()))
    });
    let sums: Vec<(Decimal, String)> = sums.collect();
    for (sum, terms) in sums.iter().skip(1) {
        add(Some(*sum), terms.clone());
    }
    let next = block.get(at + 1).filter(firm).map(|other| other.price.amount.abs());
    let terms: Vec<(Decimal, String)> = sums.into_iter().chain(next.map(|next| (next, show(next)))).collect();
    for (total, _) in &comparable {
        let shown = show(total.amount);
        for (amount, terms) in &terms {
            let less = terms.replace(" + ", " − ");
            add(total.amount.checked_sub(*amount), format!("{shown} − {less}"));
            add(total.amount.checked_add(*amount), format!("{shown} + {terms}"));
        }
        let (times, parts): (&[u32], &[u32]) = match total.period {
            Some(Period::Month) => (&[3, 6, 12, 24, 36, 48, 60], &[]),
            Some(Period::Quarter) => (&[4, 8, 12], &[3]),
            Some(Period::Year) => (&[2, 3, 4, 5], &[12, 4, 2]),
            _ => (&[], &[]),
        };
        for count in times {
            add(total.amount.checked_mul(Decimal::from(*count)), format!("{count} × {shown}"));
        }
        for count in parts {
            add(total.amount.checked_div(Decimal::from(*count)), format!("{shown} / {count}"));
        }
        // Paid in coins of five centimes.
        if total.currency == Some(Currency::CHF) {
            let twentieths =
                total.amount.checked_mul(Decimal::from(20)).map(|twentieths| round(twentieths, 0));
            add(twentieths.and_then(|count| count.checked_div(Decimal::from(20))), shown.clone());
        }
    }
    let alike = |total: &Price| said.price.basis.zip(total.basis).is_none_or(|(one, other)| one == other);
    let totals = comparable.into_iter().filter(|(total, _)| alike(total));
    out.extend(totals.map(|(total, span)| Made {
        value: total.amount,
        formula: String::new(),
        total: Some((total.clone(), *span)),
    }));
    out
}
