//! Savings and taxes that sentences name.

use super::cell::{Lead, Mention};
use super::modifiers::vat_rate;
use super::months;
use super::words::{fold, has_any, starts_with_any};
use crate::language::{Phrases, phrases};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{Equation, Operation, SaidSaving, SaidTax};
use crate::source::Span;

/// Names of the tax.
#[rustfmt::skip]
const TAX: &Phrases = phrases![
    "tva", "vat", "mwst", "ust", "mehrwertsteuer", "umsatzsteuer", "iva", "gst", "hst", "tps", "tvq", "sales tax",
];
#[rustfmt::skip]
const OF_TAX: &[&str] = &[
    "de tva", "de taxe", "de taxes", "d iva", "de iva", "of vat", "of tax", "of sales tax", "vat", "tva",
    "mwst", "ust", "iva", "mehrwertsteuer", "umsatzsteuer", "sales tax",
];

/// The saving that a sentence names; none where it names none.
pub(super) fn saving(found: &[(Mention, Span)], sentence: &str) -> Option<SaidSaving> {
    let named = found.iter().position(|(mention, _)| mention.lead == Lead::Saving);
    let at = named.or_else(|| reduced_by(found))?;
    let (saving, span) = found.get(at)?;
    // `économie de 4 600 €, soit 25 %`, `you save $300 (20%)`
    let next = found.get(at + 1).filter(|(mention, _)| mention.lead == Lead::Restated);
    let percent = [Some((saving, span)), next.map(|(mention, span)| (mention, span))]
        .into_iter()
        .flatten()
        .find_map(|(mention, span)| mention.percent.map(|(value, decimals)| (value, decimals, *span)));
    // What one litre costs is not reduced by what is saved in a year.
    let rate =
        |price: &Price| price.per.is_some() || price.period.is_some_and(|period| !period.is_recurring());
    let worked_out = !saving.factors.is_empty();
    let firsts = found.iter().enumerate().filter(|(index, (mention, _))| {
        *index != at
            && !worked_out
            && mention.price.as_ref().is_some_and(|price| !rate(price))
            && matches!(mention.lead, Lead::First)
    });
    // Of several prices it is not known which one is reduced.
    let mut firsts = firsts.map(|(_, (mention, _))| mention);
    let price = firsts.next().filter(|_| firsts.next().is_none()).and_then(|mention| mention.price.clone());
    let list =
        found.iter().find_map(|(mention, _)| mention.price.clone().filter(|_| mention.lead == Lead::List));
    let amount = saving.price.clone().map(|price| (price, *span));
    (amount.is_some() || percent.is_some()).then(|| SaidSaving {
        sentence: sentence.trim().to_owned(),
        amount,
        percent,
        price,
        list,
    })
}

/// The difference of two prices that stand before it: `7 199 € au lieu de
/// 8 079 €, soit 880 € de moins`.
fn reduced_by(found: &[(Mention, Span)]) -> Option<usize> {
    #[rustfmt::skip]
    const LESS: &[&str] = &[
        "de moins", "moins cher", "moins chere", "less", "cheaper", "weniger", "gunstiger", "menos", "de menos",
    ];
    let list = found.iter().position(|(mention, _)| mention.lead == Lead::List && mention.price.is_some())?;
    let less =
        |(mention, _): &(Mention, Span)| mention.price.is_some() && starts_with_any(&mention.after, LESS);
    found.iter().skip(list + 1).position(less).map(|at| list + 1 + at)
}

/// The tax that a sentence names with its amount.
pub(super) fn tax(found: &[(Mention, Span)], sentence: &str) -> Option<SaidTax> {
    let at = (0..found.len()).find(|at| is_tax(found, *at))?;
    let (mention, span) = found.get(at)?;
    let tax = mention.price.clone()?;
    let priced = |basis: TaxBasis| {
        let mut all = found.iter().enumerate().filter_map(move |(index, (mention, span))| {
            let price = mention.price.clone().filter(Price::is_firm)?;
            (index != at && price.basis == Some(basis)).then_some((price, *span))
        });
        all.next().filter(|_| all.next().is_none())
    };
    let same = |price: &Price| price.currency == tax.currency && price.period == tax.period;
    let net = priced(TaxBasis::Net).map(|(price, _)| price).filter(same);
    let gross = priced(TaxBasis::Gross).or_else(|| {
        // `…, £18,480 in all`
        let (mention, span) = found.get(at + 1)?;
        let all = starts_with_any(&mention.after, &["in all", "in total", "all in", "au total", "en tout"]);
        mention.price.clone().filter(|price| all && price.basis.is_none()).map(|price| (price, *span))
    });
    let gross = gross.filter(|(price, _)| same(price));
    (tax.is_firm() && (net.is_some() || gross.is_some())).then(|| SaidTax {
        tax: (tax, *span),
        net,
        gross,
        rate: vat_rate(&fold(sentence)),
    })
}

/// Whether an amount is that of a tax: `3 000 € de TVA`, `TVA : 3 000 €`, `plus
/// VAT at 20% (£3,000)`.
fn is_tax(found: &[(Mention, Span)], at: usize) -> bool {
    let Some((mention, _)) = found.get(at).filter(|(mention, _)| mention.price.is_some()) else {
        return false;
    };
    if mention.price.as_ref().is_some_and(|price| price.basis.is_some()) {
        return false;
    }
    let ends_in_tax = |words: &str| words.split(' ').next_back().is_some_and(|last| TAX.contains(&last));
    let rate = at.checked_sub(1).and_then(|before| found.get(before)).is_some_and(|(rate, _)| {
        rate.percent.is_some()
            && (has_any(&rate.before, TAX) || starts_with_any(&rate.after, TAX))
            && mention
                .before
                .split(' ')
                .filter(|word| !TAX.contains(word))
                .all(|word| word.is_empty() || word == "de")
    });
    starts_with_any(&mention.after, OF_TAX) || ends_in_tax(&mention.before) || rate
}

/// Whether an amount says the one before it on the other basis: `91 160 € HT,
/// 109 392 € TTC`.
pub(super) fn is_taxed(main: &Mention, other: &Mention) -> bool {
    let (Some(first), Some(second)) = (&main.price, &other.price) else { return false };
    let joined =
        matches!(other.before.as_str(), "" | "et" | "and" | "und" | "y" | "ou" | "or" | "oder" | "o");
    let crosses = matches!(
        (first.basis, second.basis),
        (Some(TaxBasis::Net), Some(TaxBasis::Gross)) | (Some(TaxBasis::Gross), Some(TaxBasis::Net))
    );
    joined
        && crosses
        && other.lead == Lead::First
        && first.currency == second.currency
        && first.period == second.period
}

/// The months that the last count before an amount names: `36 Monaten`, `3 ans`,
/// `over three years`.
pub(super) fn months_before(found: &[(Mention, Span)], own: &Mention) -> Option<Decimal> {
    let said = months::count(&own.before).or_else(|| {
        let (count, unit) = found.iter().rev().find_map(|(mention, _)| mention.count.as_ref())?;
        months::of_unit(*count, unit)
    });
    said.filter(|months| *months > Decimal::ONE)
}

/// The term that a sentence names, in months: `Le contrat est conclu pour 36 mois`.
pub(super) fn term(found: &[(Mention, Span)]) -> Option<Decimal> {
    let mut terms = found.iter().filter_map(|(mention, _)| {
        let (count, unit) = mention.count.as_ref()?;
        months::of_unit(*count, unit)
    });
    terms.next().filter(|months| *months > Decimal::ONE && terms.next().is_none())
}

/// Twelve, where an amount is said to be what a year comes to: `Over a year the
/// retainer comes to £4,140`.
pub(super) fn a_year(mention: &Mention) -> Option<Decimal> {
    #[rustfmt::skip]
    const YEAR: &Phrases = phrases![
        "over a year", "over one year", "over the year", "over a full year", "over twelve months", "sur un an",
        "sur une annee", "sur l annee", "sur douze mois", "uber ein jahr", "auf ein jahr", "aufs jahr", "en un ano",
        "durante un ano",
    ];
    let said = mention.lead == Lead::First && has_any(&mention.before, YEAR);
    said.then(|| Decimal::from(12))
}

/// Whether a sentence with one amount says what all of it costs.
pub(super) fn concludes(found: &[(Mention, Span)], sentence: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &Phrases = phrases![
        "en resume", "en somme", "bref", "au final", "in summary", "to sum up", "in short", "all in all", "overall",
        "zusammengefasst", "unterm strich", "kurz", "en resumen", "en suma", "en definitiva", "cuesta", "cuestan",
        "asciende a", "coute", "coutent", "s eleve a", "s elevent a", "revient a", "reviennent a", "costs", "comes to",
        "amounts to", "will cost", "kostet", "kosten", "betragt", "belauft sich auf",
    ];
    let firsts = found.iter().filter(|(mention, _)| mention.price.is_some() && mention.lead == Lead::First);
    firsts.count() == 1 && has_any(&fold(sentence), WORDS)
}

/// What is saved each month, said for the year in the same breath: `31,50 € par
/// mois et 378 € par an`. A price for a year may be lower; what it saves is not.
pub(super) fn spread(found: &[(Mention, Span)], sentence: &str) -> Vec<Equation> {
    let saves = found.iter().any(|(mention, _)| mention.lead == Lead::Saving)
        || has_any(
            &fold(sentence),
            phrases!["economie", "economies", "economisez", "saving", "savings", "ersparnis", "ahorro"],
        );
    if !saves {
        return Vec::new();
    }
    let per_year = |price: &Price| price.period.and_then(Period::per_year);
    found
        .windows(2)
        .filter_map(|pair| {
            let [(month, _), (year, span)] = pair else { return None };
            let (short, long) = (month.price.as_ref()?, year.price.as_ref()?);
            let joined =
                matches!(year.before.as_str(), "et" | "et de" | "et d" | "and" | "und" | "y" | "y de");
            let times = per_year(short)?.checked_div(per_year(long)?).filter(|times| *times > 1)?;
            let alike = short.currency == long.currency && short.basis == long.basis && short.is_firm();
            (joined && alike && long.is_firm()).then(|| Equation {
                operations: vec![(Operation::Plus, Decimal::from(times)), (Operation::Times, short.amount)],
                result: long.clone(),
                span: Some(*span),
            })
        })
        .collect()
}
