//! Amounts in sentences that say what so many months or years come to.

use super::PROSE_PRICE_MISMATCH;
use super::sentences::{Broken, figures, is_same, minor};
use crate::check::Context;
use crate::check::arithmetic::PERIOD_TOTAL_MISMATCH;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_number, round, slip};
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::Mentioned;
use crate::source::Span;
use std::collections::BTreeSet;

/// `Über 36 Monate ergibt das 117.450 €`: so many times what is due each month,
/// where it is another number of months, or a slip away.
pub(super) fn over_months<'a>(
    context: &Context<'_>,
    block: &'a [Mentioned],
    at: usize,
    totals: &[(Price, Span)],
) -> Option<Broken<'a>> {
    let said = block.get(at)?;
    let months = said.months.filter(|_| said.shares.is_empty())?;
    let found = &said.price;
    let once = found.period.is_none_or(|period| period == Period::Once);
    let alike = |price: &&Price| {
        length(price).is_some()
            && price.is_firm()
            && price.currency == found.currency
            && price.basis.zip(found.basis).is_none_or(|(one, other)| one == other)
    };
    let before = || block.get(..at).into_iter().flatten().filter(|other| other.sentence == said.sentence);
    let own = before().map(|other| &other.price).filter(alike);
    let monthly: Vec<&Price> = own.chain(totals.iter().map(|(total, _)| total).filter(alike)).collect();
    let of = |price: &Price| price.amount.checked_mul(months.checked_div(length(price)?)?);
    // `95 € par mois pendant 9 mois et une visite à 60 €`
    let beside: Vec<Decimal> = before()
        .filter(|other| !other.restated && !monthly.contains(&&other.price))
        .map(|other| other.price.amount)
        .take(4)
        .collect();
    let with_others = |value: Decimal| {
        subsets(&beside)
            .any(|more| value.checked_add(more).is_some_and(|sum| is_same(sum, found, Decimal::ZERO)))
    };
    if !once || monthly.iter().any(|price| of(price).is_some_and(with_others)) {
        return None;
    }
    // `Mensualisé sur 12 mois : 490 €` says of a total what each month takes.
    let whole = |total: &&(Price, Span)| {
        let (total, _) = total;
        total.currency == found.currency
            && !total.period.is_some_and(|period| period == Period::Month)
            && total.basis.zip(found.basis).is_none_or(|(one, other)| one == other)
    };
    let parts = || {
        totals.iter().filter(whole).filter_map(|(total, _)| Some((total, total.amount.checked_div(months)?)))
    };
    let cent = Decimal::new(1, minor(found));
    if parts().any(|(total, part)| is_same(part, found, cent) || total.amount == found.amount) {
        return None;
    }
    if let Some((total, part)) = parts().find(|(_, part)| {
        let part = round(*part, minor(found));
        figures(part).max(figures(found.amount)) >= 3
            && matches!(slip(found.amount, part), Some(Slip::Swapped | Slip::OneDigit))
    }) {
        let language = context.language();
        let shown = format_amount(total.amount, total.currency, language, Decimals::AsNeeded(minor(total)));
        let formula = format!("{shown} / {}", format_number(months, language, Decimals::AsNeeded(0)));
        let expected = round(part, minor(found));
        return Some(Broken { rule: &PERIOD_TOTAL_MISMATCH, formula, expected, found, span: said.span });
    }
    // `95 € par mois pendant 9 mois, soit 900 €`: nothing else stands in the sentence.
    let last = at.checked_sub(1).and_then(|before| block.get(before));
    let plainly = said.restated && said.counts.len() == 1 && beside.is_empty();
    let near = |price: &Price, expected: Decimal| {
        plainly
            && last.is_some_and(|before| before.price == *price && before.sentence == said.sentence)
            && found.basis.is_none_or(|basis| price.basis == Some(basis))
            && (found.amount - expected).abs() <= expected / Decimal::TEN
    };
    let wrong = |price: &&&Price| {
        let (Some(expected), Some(count)) = (of(price), found.amount.checked_div(price.amount)) else {
            return false;
        };
        let months = expected.checked_div(price.amount).unwrap_or(months);
        let other = count.fract().is_zero() && (count - months).abs() <= months / Decimal::TWO;
        let slipped = matches!(slip(found.amount, expected), Some(Slip::Swapped | Slip::OneDigit));
        other || slipped && figures(found.amount) >= 3 || near(price, expected)
    };
    let price = monthly.iter().find(wrong)?;
    let language = context.language();
    let shown = format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)));
    let times = length(price).and_then(|length| months.checked_div(length))?;
    let formula = format!("{} × {shown}", format_number(times, language, Decimals::AsNeeded(0)));
    let expected = of(price)?;
    Some(Broken { rule: &PERIOD_TOTAL_MISMATCH, formula, expected, found, span: said.span })
}

/// The months between two payments of a price that is due every month or quarter.
fn length(price: &Price) -> Option<Decimal> {
    match price.period? {
        Period::Month => Some(Decimal::ONE),
        Period::Quarter => Some(Decimal::from(3)),
        _ => None,
    }
}

/// What each choice of some amounts adds up to, that of none among them.
fn subsets(amounts: &[Decimal]) -> impl Iterator<Item = Decimal> + '_ {
    (0..1_usize << amounts.len()).map(|chosen| {
        let own = amounts.iter().enumerate().filter(move |(at, _)| chosen >> at & 1 == 1);
        own.fold(Decimal::ZERO, |sum, (_, amount)| sum.saturating_add(*amount))
    })
}

/// `The contract comes to $84,249.60 over three years`: the first year and twice
/// what each of the others costs. It is told where another amount of the document
/// is in it once too often or is missing.
pub(super) fn over_years<'a>(
    context: &Context<'_>,
    block: &'a [Mentioned],
    at: usize,
    totals: &[(Price, Span)],
    known: &BTreeSet<Decimal>,
) -> Option<Broken<'a>> {
    let said = block.get(at)?;
    let found = &said.price;
    let years = said.months?.checked_div(Decimal::from(12)).filter(|years| years.fract().is_zero())?;
    if years <= Decimal::ONE || found.period.is_some_and(Period::is_recurring) || !said.shares.is_empty() {
        return None;
    }
    let like = |price: &Price| {
        price.currency == found.currency
            && price.is_firm()
            && price.basis.zip(found.basis).is_none_or(|(one, other)| one == other)
    };
    let yearly =
        |price: &Price| price.period.is_none_or(|period| matches!(period, Period::Year | Period::Once));
    let first: Vec<&Price> =
        totals.iter().map(|(total, _)| total).filter(|total| like(total) && yearly(total)).collect();
    let others = context.pricing.mentioned.iter().filter(|other| {
        like(&other.price)
            && other.span != said.span
            && (other.each || other.price.period == Some(Period::Year))
    });
    let later: Vec<&Price> = others.map(|other| &other.price).chain(first.iter().copied()).collect();
    let ways = first.iter().flat_map(|first| {
        later.iter().filter_map(|each| {
            let rest = each.amount.checked_mul(years - Decimal::ONE)?;
            Some((first.amount.checked_add(rest)?, *first, *each))
        })
    });
    let ways: Vec<(Decimal, &Price, &Price)> = ways.collect();
    if ways.iter().any(|(value, ..)| is_same(*value, found, Decimal::ONE)) {
        return None;
    }
    let off = |value: Decimal| (found.amount - value).abs();
    let (expected, first, each) = ways.into_iter().find(|(value, first, each)| {
        let slipped = matches!(slip(found.amount, *value), Some(Slip::Swapped | Slip::OneDigit));
        let other = first.amount != each.amount && known.contains(&off(*value));
        other || slipped && figures(found.amount) >= 4
    })?;
    let language = context.language();
    let show = |price: &Price| {
        format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)))
    };
    let more = format_number(years - Decimal::ONE, language, Decimals::AsNeeded(0));
    let formula = format!("{} + {more} × {}", show(first), show(each));
    Some(Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found, span: said.span })
}
