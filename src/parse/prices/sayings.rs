//! Savings and taxes that sentences name.

use super::cell::{Lead, Mention};
use super::modifiers::vat_rate;
use super::words::{fold, has_any, starts_with_any};
use crate::proposal::price::{Price, TaxBasis};
use crate::proposal::pricing::{SaidSaving, SaidTax};
use crate::source::Span;

/// Names of the tax.
#[rustfmt::skip]
const TAX: &[&str] = &[
    "tva", "vat", "mwst", "ust", "mehrwertsteuer", "umsatzsteuer", "iva", "gst", "hst", "tps", "tvq", "sales tax",
];
#[rustfmt::skip]
const OF_TAX: &[&str] = &[
    "de tva", "de taxe", "de taxes", "d iva", "de iva", "of vat", "of tax", "of sales tax", "vat", "tva",
    "mwst", "ust", "iva", "mehrwertsteuer", "umsatzsteuer", "sales tax",
];

/// The saving that a sentence names; none where it names none.
pub(super) fn saving(found: &[(Mention, Span)], sentence: &str) -> Option<SaidSaving> {
    let at = found.iter().position(|(mention, _)| mention.lead == Lead::Saving)?;
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
