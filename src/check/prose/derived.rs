//! Amounts in sentences that say what others make: a sum, so many months, what
//! all of it costs.

use super::PROSE_PRICE_MISMATCH;
use super::sentences::{Broken, figures, is_same, minor};
use crate::check::Context;
use crate::check::arithmetic::PERIOD_TOTAL_MISMATCH;
use crate::money::{Decimal, Decimals, Slip, format_amount, format_number, round, slip};
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
        price.period == Some(Period::Month)
            && price.is_firm()
            && price.currency == found.currency
            && price.basis.zip(found.basis).is_none_or(|(one, other)| one == other)
    };
    let before = block.get(..at)?.iter().filter(|other| other.sentence == said.sentence);
    let own = before.map(|other| &other.price).filter(alike);
    let monthly: Vec<&Price> = own.chain(totals.iter().map(|(total, _)| total).filter(alike)).collect();
    let of = |price: &Price| price.amount.checked_mul(months);
    if !once
        || monthly.iter().any(|price| of(price).is_some_and(|value| is_same(value, found, Decimal::ZERO)))
    {
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
    let before = at.checked_sub(1).and_then(|before| block.get(before));
    let plainly = said.restated && said.counts == [months];
    let near = |price: &Price, expected: Decimal| {
        plainly
            && before.is_some_and(|before| before.price == *price && before.sentence == said.sentence)
            && found.basis.is_none_or(|basis| price.basis == Some(basis))
            && (found.amount - expected).abs() <= expected / Decimal::TEN
    };
    let wrong = |price: &&&Price| {
        let (Some(expected), Some(count)) = (of(price), found.amount.checked_div(price.amount)) else {
            return false;
        };
        let other = count.fract().is_zero() && (count - months).abs() <= months / Decimal::TWO;
        let slipped = matches!(slip(found.amount, expected), Some(Slip::Swapped | Slip::OneDigit));
        other || slipped && figures(found.amount) >= 3 || near(price, expected)
    };
    let price = monthly.iter().find(wrong)?;
    let language = context.language();
    let shown = format_amount(price.amount, price.currency, language, Decimals::AsNeeded(minor(price)));
    let formula = format!("{} × {shown}", format_number(months, language, Decimals::AsNeeded(0)));
    let expected = of(price)?;
    Some(Broken { rule: &PERIOD_TOTAL_MISMATCH, formula, expected, found, span: said.span })
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
