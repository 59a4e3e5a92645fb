//! Amounts in sentences that say what others make: a sum, what all of it costs.

use super::PROSE_PRICE_MISMATCH;
use super::sentences::{Broken, figures, is_same, minor};
use crate::check::Context;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_share, round, slip};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::Mentioned;
use crate::source::Span;

/// `site 85 000 F, domaine 25 000 F et messagerie 120 000 F, soit 220 000 F`: a
/// digit away from the sum of three amounts or more, and larger than each.
pub(super) fn summed<'a>(context: &Context<'_>, block: &'a [Mentioned], at: usize) -> Option<Broken<'a>> {
    let said = block.get(at).filter(|said| said.restated)?;
    let like = |other: &&Mentioned| {
        other.sentence == said.sentence
            && !other.restated
            && other.price.is_firm()
            && other.price.currency == said.price.currency
            && other.price.basis.is_none_or(|basis| said.price.basis == Some(basis))
    };
    let terms: Vec<&Mentioned> = block.get(..at)?.iter().rev().take_while(like).collect();
    let largest = terms.iter().map(|term| term.price.amount).max()?;
    let add = |sum: Decimal, term: &&Mentioned| sum.checked_add(term.price.amount);
    let expected = terms.iter().try_fold(Decimal::ZERO, add)?;
    let slipped = matches!(slip(said.price.amount, expected), Some(Slip::Swapped | Slip::OneDigit));
    if terms.len() < 3 || said.price.amount <= largest || !slipped || !said.shares.is_empty() {
        return None;
    }
    let places = Decimals::AsNeeded(minor(&said.price));
    let show =
        |term: &&Mentioned| format_amount(term.price.amount, said.price.currency, context.language(), places);
    let formula = terms.iter().rev().map(show).collect::<Vec<_>>().join(" + ");
    Some(Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found: &said.price, span: said.span })
}

/// `Einrichtung 5 × 240 € = 1.200 €, Schulung 890 €, zusammen 2.090 €`: what a word
/// says to be the sum of the amounts before it in the sentence.
pub(super) fn joined<'a>(context: &Context<'_>, block: &'a [Mentioned], at: usize) -> Option<Broken<'a>> {
    let said = block.get(at).filter(|said| leads_to_sum(&said.before) && said.shares.is_empty())?;
    let before: Vec<&Mentioned> =
        block.get(..at)?.iter().filter(|other| other.sentence == said.sentence).collect();
    let rate =
        |price: &Price| price.per.is_some() || matches!(price.period, Some(Period::Hour | Period::Day));
    let alike = |other: &&Mentioned| {
        let (own, price) = (&said.price, &other.price);
        price.is_firm() && price.currency == own.currency && price.period == own.period
    };
    // Each amount with what says it in another way.
    let mut terms: Vec<Vec<&Mentioned>> = Vec::new();
    for other in before {
        match terms.last_mut().filter(|_| other.restated) {
            Some(term) => term.push(other),
            None => terms.push(vec![other]),
        }
    }
    let chosen: Vec<&Mentioned> = terms
        .iter()
        .map(|term| {
            let same =
                |other: &&&Mentioned| other.price.basis.is_some() && other.price.basis == said.price.basis;
            term.iter().rev().find(same).or(term.last()).copied()
        })
        .collect::<Option<_>>()?;
    let crosses = |other: &&&Mentioned| {
        matches!(
            (other.price.basis, said.price.basis),
            (Some(TaxBasis::Net), Some(TaxBasis::Gross)) | (Some(TaxBasis::Gross), Some(TaxBasis::Net))
        )
    };
    let clear = chosen.len() >= 2
        && chosen.iter().all(alike)
        && !chosen.iter().any(|other| rate(&other.price))
        && !chosen.iter().any(|other| crosses(&other));
    let add = |sum: Decimal, term: &&Mentioned| sum.checked_add(term.price.amount);
    let expected = chosen.iter().try_fold(Decimal::ZERO, add).filter(|_| clear)?;
    let found = &said.price;
    let largest = chosen.iter().map(|term| term.price.amount).max()?;
    // Far from it, something else is added up.
    let near =
        found.amount > largest && (found.amount - expected).abs().checked_mul(Decimal::TWO)? < expected;
    if !near || is_same(expected, found, Decimal::ZERO) {
        return None;
    }
    let places = Decimals::AsNeeded(minor(found));
    let show =
        |term: &&Mentioned| format_amount(term.price.amount, found.currency, context.language(), places);
    let formula = chosen.iter().map(show).collect::<Vec<_>>().join(" + ");
    Some(Broken { rule: &PROSE_PRICE_MISMATCH, formula, expected, found, span: said.span })
}

/// The total that a sentence about all of it is one digit away from.
pub(super) fn concluded<'t>(said: &Mentioned, totals: &'t [(Price, Span)]) -> Option<&'t (Price, Span)> {
    let found = &said.price;
    let recurring = |price: &Price| price.period.filter(|period| period.is_recurring());
    let near = |total: &&(Price, Span)| {
        let (total, _) = total;
        total.currency == found.currency
            && total.basis.zip(found.basis).is_none_or(|(one, other)| one == other)
            && recurring(total) == recurring(found)
            && matches!(slip(found.amount, total.amount), Some(Slip::Swapped | Slip::OneDigit))
            && figures(total.amount.max(found.amount)) >= 3
    };
    totals.iter().find(near).filter(|_| said.asked && said.shares.is_empty())
}

/// `Monteur 89,00 €, Meister 104,00 €; nachts + 50 %, also 133,50 € bzw. 166,40 €`:
/// a share makes one amount of the one before, and another amount of the other.
pub(super) fn respectively<'a>(
    context: &Context<'_>,
    block: &'a [Mentioned],
    at: usize,
) -> Option<Broken<'a>> {
    #[rustfmt::skip]
    const WORDS: &[&str] = &["bzw", "beziehungsweise", "resp", "respectively", "respectivement", "respectivamente"];
    let joined = |said: &Mentioned| said.before.split(' ').any(|word| WORDS.contains(&word));
    let (first, second) = if block.get(at).is_some_and(joined) {
        (at.checked_sub(1)?, at)
    } else {
        (at, block.get(at + 1).filter(|next| joined(next)).map(|_| at + 1)?)
    };
    let said = block.get(at)?;
    let (one, other) = (block.get(first)?, block.get(second)?);
    let [share] = other.shares.as_slice() else { return None };
    let before = block.get(..first)?.iter().rev().filter(|price| price.price.is_firm());
    let [last, earlier] = before.take(2).collect::<Vec<_>>()[..] else { return None };
    let all = [one, other, last, earlier];
    if all.iter().any(|price| price.price.currency != said.price.currency) {
        return None;
    }
    // The own base and the one of the amount beside it.
    let (own, beside, base) = if at == first { (earlier, other, last) } else { (last, one, earlier) };
    let of = |base: &Price, way: Decimal| {
        let percent = way.checked_mul(Decimal::ONE_HUNDRED)?.checked_add(*share);
        let percent = if way.is_sign_negative() { Decimal::ONE_HUNDRED.checked_sub(*share) } else { percent };
        base.amount.checked_mul(percent?)?.checked_div(Decimal::ONE_HUNDRED)
    };
    let ways = [Decimal::ZERO, Decimal::ONE, Decimal::NEGATIVE_ONE];
    let way = ways.into_iter().find(|way| {
        of(&base.price, *way).is_some_and(|value| is_same(value, &beside.price, Decimal::ZERO))
    })?;
    let expected = of(&own.price, way)?;
    let language = context.language();
    let shown =
        format_amount(own.price.amount, own.price.currency, language, Decimals::AsNeeded(minor(&own.price)));
    let percent = format_share(*share, language);
    let formula = if way.is_zero() {
        language.pick(format!("{percent} de {shown}"), format!("{percent} of {shown}"))
    } else {
        format!("{shown} {} {percent}", if way.is_sign_negative() { '−' } else { '+' })
    };
    (!is_same(expected, &said.price, Decimal::ZERO)).then(|| Broken {
        rule: &PROSE_PRICE_MISMATCH,
        formula,
        expected: round(expected, minor(&said.price)),
        found: &said.price,
        span: said.span,
    })
}

/// Whether words say that what follows adds up what stands before.
fn leads_to_sum(before: &str) -> bool {
    #[rustfmt::skip]
    const SUM: &[&str] = &[
        "zusammen", "insgesamt", "in summe", "gesamt", "together", "altogether", "in total", "in all", "total",
        "a total of", "totalling", "ensemble", "au total", "en tout", "total de", "au total de", "juntos",
        "en total", "en conjunto", "un total de", "zusammen also", "macht zusammen", "soit au total", "soit en tout",
    ];
    SUM.iter()
        .any(|words| before == *words || before.strip_suffix(words).is_some_and(|head| head.ends_with(' ')))
}

/// Whether words say that an amount is what is left of another one.
pub(super) fn remains(before: &str) -> bool {
    const WORDS: &[&str] = &[
        "reste",
        "restent",
        "restant",
        "remaining",
        "remains",
        "remainder",
        "rest",
        "restbetrag",
        "verbleiben",
        "resto",
        "resta",
    ];
    before.split(' ').any(|word| WORDS.contains(&word))
}
