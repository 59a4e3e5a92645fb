//! Amounts in sentences. Precision before recall: a client's budget, a ceiling,
//! a penalty or a share capital is no price of the proposal.

use super::cell::{Lead, Mention, Run, equations, mentions};
use super::context::Document;
use super::outline::Piece;
use super::payments::{Payments, Placed, share_before};
use super::place::Places;
use super::prose_words::{CANCELLED, EACH, OFFER, OTHER_MONEY, SAME_TERM, is_of_total, names_total};
use super::sayings;
use super::words::{fold, has_any, starts_with_any};
use crate::language::{Language, phrases};
use crate::money::{Currency, Decimal, number_word};
use crate::proposal::price::Price;
use crate::proposal::pricing::{
    Caption, Equation, Formula, Mentioned, PaymentPlan, ProsePrice, ProseSubject, SaidSaving, SaidTax,
};
use crate::source::Span;

/// What the sentences of a document say about money.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The amounts that a rule can say something about.
    pub(super) prices: Vec<ProsePrice>,
    /// The payments that are laid down.
    pub(super) payments: Vec<PaymentPlan>,
    /// The sums that are written out.
    pub(super) equations: Vec<Equation>,
    /// The savings that are named.
    pub(super) savings: Vec<SaidSaving>,
    /// The taxes that are named with their amount.
    pub(super) taxes: Vec<SaidTax>,
    /// Every amount.
    pub(super) mentioned: Vec<Mentioned>,
}

/// Reads the sentences of a document.
pub(super) fn prose(pieces: &[Piece<'_>], document: &Document, language: Language) -> Prose {
    let currency = document.context.currency.as_ref().map(|said| said.value);
    let mut out = Prose::default();
    let mut payments = Payments::default();
    let mut section: Vec<(u8, String)> = Vec::new();
    let mut below_table = false;
    // The line before, where it is a title: a heading, or that of a callout.
    let mut title: Option<&str> = None;
    for piece in pieces {
        let titled = title.take().is_some_and(is_of_total);
        let (inlines, caption, list, unticked) = match piece {
            Piece::Text { inlines, caption, list, unticked } => (*inlines, caption, *list, *unticked),
            Piece::Heading { level, inlines, caption } => {
                payments.flush();
                section.retain(|(outer, _)| outer < level);
                section.push((*level, caption.text.clone()));
                (*inlines, caption, false, false)
            }
            Piece::Table { .. } => {
                payments.flush();
                below_table = true;
                continue;
            }
        };
        let headings: Vec<String> = section.iter().map(|(_, text)| text.clone()).collect();
        let is_title = matches!(piece, Piece::Heading { .. }) || inlines.len() == 1 && !list;
        title = is_title.then_some(caption.text.as_str());
        let runs = super::cell::flatten(inlines);
        let mut term = None;
        let mut places = Places::new(inlines, caption.span);
        let mut line: Vec<Placed> = Vec::new();
        for (number, sentence) in sentences(&runs).into_iter().enumerate() {
            let found: Vec<(Mention, Span)> = mentions(&sentence, language, currency)
                .into_iter()
                .map(|mention| {
                    let span = places.next(&mention.written);
                    (mention, span)
                })
                .collect();
            let text: String = sentence.iter().map(|run| run.text.as_str()).collect();
            let place = InText {
                block: caption.span,
                section: &headings,
                below_table: below_table && number == 0,
                below_total: titled && number == 0,
            };
            let same_term = has_any(&fold(&text), SAME_TERM);
            out.prices.extend(price(&found, &text, place));
            out.savings.extend(sayings::saving(&found, &text));
            out.taxes.extend(sayings::tax(&found, &text));
            let concludes = sayings::concludes(&found, &text);
            out.equations.extend(sayings::spread(&found, &text));
            let counts = counts(&found, &text);
            let other = has_any(&fold(&text), OTHER_MONEY) || has_any(&fold(&text), CANCELLED);
            out.mentioned.extend(found.iter().enumerate().filter_map(|(at, (mention, span))| {
                let price = mention.price.clone()?;
                let share = at.checked_sub(1).and_then(|before| found.get(before));
                let paid = share.is_some_and(|(share, _)| share_before(share).is_some());
                let asked = mention.lead == Lead::First && !other && !paid;
                let shares = found.iter().filter_map(|(mention, _)| mention.percent).map(|(value, _)| value);
                let restated = matches!(mention.lead, Lead::Restated | Lead::Equals);
                Some(Mentioned {
                    price,
                    span: *span,
                    block: caption.span,
                    sentence: number,
                    asked,
                    unticked,
                    restated,
                    shares: shares.collect(),
                    concludes,
                    months: found
                        .get(..at)
                        .and_then(|before| sayings::months_before(before, mention))
                        .or_else(|| sayings::a_year(mention))
                        .or_else(|| term.filter(|_| same_term)),
                    counts: counts.clone(),
                    share_of_that: share.filter(|_| restated).and_then(|(share, _)| share_of_that(share)),
                    before: mention.before.clone(),
                    each: starts_with_any(&mention.after, EACH),
                    factors: mention.factors.clone(),
                })
            }));
            term = sayings::term(&found).or(term);
            line.extend(found.into_iter().map(|(mention, span)| (mention, span, number)));
        }
        for (equation, written) in equations(&runs, language, currency) {
            let place = line.iter().rev().find(|(mention, ..)| mention.written == written);
            let span = Some(place.map_or(caption.span, |(_, span, _)| *span));
            out.equations.push(Equation { span, ..equation });
        }
        out.prices.extend(in_words(caption, currency, &headings));
        payments.line(&caption.text, &line, list, caption.span);
        below_table = false;
    }
    out.payments = payments.finish();
    out
}

/// The numbers of a sentence that are neither amounts nor shares.
fn counts(found: &[(Mention, Span)], text: &str) -> Vec<Decimal> {
    let figures = found.iter().filter_map(|(mention, _)| mention.count.as_ref()).map(|(count, _)| *count);
    let folded = fold(text);
    let words = folded.split(' ').filter_map(number_word).filter(|number| (2..1000).contains(number));
    figures.chain(words.map(Decimal::from)).collect()
}

/// The share in `12 % de ce budget`.
fn share_of_that(mention: &Mention) -> Option<Decimal> {
    const THAT: &[&str] = &[
        "de ce",
        "de cet",
        "de cette",
        "de ces",
        "of this",
        "of that",
        "of these",
        "davon",
        "von diesem",
        "dieses",
        "dieser",
        "de este",
        "de esta",
        "de dicho",
    ];
    mention.percent.filter(|_| starts_with_any(&mention.after, THAT)).map(|(share, _)| share)
}

/// Words that end in a point within a sentence: `the total inc. VAT`.
const SHORTENED: &[&str] =
    &["inc", "incl", "excl", "exc", "inkl", "exkl", "einschl", "zzgl", "abzgl", "env", "approx", "ca", "bzw"];

/// Cuts runs into sentences.
fn sentences(runs: &[Run]) -> Vec<Vec<Run>> {
    let mut out: Vec<Vec<Run>> = vec![Vec::new()];
    for run in runs {
        let mut start = 0;
        let text = run.text.as_str();
        for (at, c) in text.char_indices() {
            let rest = text.get(at + c.len_utf8()..).unwrap_or_default();
            let mut after = rest.chars();
            let spaced = after.next().is_some_and(char::is_whitespace);
            let begins = after.next().is_some_and(char::is_uppercase);
            // `H.T. Le` and `art. 293` end no sentence; a capital after a
            // full word does.
            let ends = match c {
                '.' if spaced && begins => {
                    let before = text.get(..at).unwrap_or_default();
                    let word = before.rsplit([' ', '.']).next().unwrap_or_default();
                    let whole = word.chars().count() > 1 || !word.starts_with(char::is_alphabetic);
                    whole && !SHORTENED.contains(&fold(word).as_str())
                }
                '!' | '?' | ';' => spaced,
                _ => false,
            };
            if ends {
                let piece = text.get(start..at).unwrap_or_default().to_owned();
                if let Some(last) = out.last_mut() {
                    last.push(Run { text: piece, struck: run.struck });
                }
                out.push(Vec::new());
                start = at + c.len_utf8();
            }
        }
        let piece = text.get(start..).unwrap_or_default().to_owned();
        if let Some(last) = out.last_mut() {
            last.push(Run { text: piece, struck: run.struck });
        }
    }
    out
}

/// The total that a closing formula spells out: `Arrêté le présent devis à la
/// somme de six millions cent six mille cinq cents francs CFA`.
fn in_words(caption: &Caption, currency: Option<Currency>, section: &[String]) -> Option<ProsePrice> {
    let folded = fold(&caption.text);
    if !has_any(
        &folded,
        phrases!["arrete", "arretee", "la somme de", "somme totale de", "the sum of", "in words"],
    ) {
        return None;
    }
    let words: Vec<&str> = folded.split(' ').collect();
    let amount = crate::money::amount_in_words(&words)?;
    let mut price = Price::bare(amount, amount.scale());
    price.currency = super::modifiers::currency(&caption.text).or(currency);
    price.basis = super::modifiers::basis(&folded);
    Some(ProsePrice {
        span: caption.span,
        sentence: caption.text.trim().to_owned(),
        block: caption.span,
        section: section.to_vec(),
        price,
        list: None,
        restated: Vec::new(),
        formula: None,
        share: None,
        names: ProseSubject::Total,
    })
}

/// Where a sentence stands.
#[derive(Debug, Clone, Copy)]
struct InText<'a> {
    /// The paragraph, list item or heading.
    block: Span,
    /// The headings above.
    section: &'a [String],
    /// Whether it begins what stands right below a table.
    below_table: bool,
    /// Whether it begins what stands right below the title `Total du projet`.
    below_total: bool,
}

/// Whether a sentence below a table says its total in another way: `Soit
/// 18 480 € TTC`.
fn restates(folded: &str, main: &Mention) -> bool {
    let begins =
        ["soit", "that is", "so", "ie", "i e", "das sind", "d h", "es decir", "o sea", "c est a dire"];
    let whole = main.after.is_empty()
        || starts_with_any(&main.after, &super::modifiers::NET)
        || starts_with_any(&main.after, &super::modifiers::GROSS)
        || starts_with_any(
            &main.after,
            &[
                "tva", "vat", "mwst", "iva", "avec", "with", "et", "and", "au total", "en tout", "in all",
                "in total",
            ],
        );
    starts_with_any(folded, &begins) && whole
}

/// The price of a sentence with all that is said about it.
fn price(found: &[(Mention, Span)], text: &str, place: InText<'_>) -> Option<ProsePrice> {
    let folded = fold(text);
    let is_main = |mention: &Mention| {
        mention.price.is_some() && matches!(mention.lead, Lead::First | Lead::Restated | Lead::Equals)
    };
    let factored = found.iter().position(|(mention, _)| mention.factors.len() > 1 && mention.price.is_some());
    let result = factored.map(|at| at + 1).filter(|at| {
        found.get(*at).is_some_and(|(next, _)| next.lead == Lead::Equals && next.price.is_some())
    });
    let at = result.or_else(|| found.iter().position(|(mention, _)| is_main(mention)))?;
    let (main, span) = found.get(at)?;
    let price = main.price.clone()?;
    let formula = factored
        .filter(|_| result.is_some())
        .and_then(|factored| found.get(factored))
        .map(|(mention, _)| Formula { factors: mention.factors.clone(), result: true });
    let after = found.get(at + 1..).unwrap_or_default();
    let list = after
        .iter()
        .find(|(mention, _)| mention.lead == Lead::List)
        .or_else(|| found.iter().find(|(mention, _)| mention.lead == Lead::List && mention.price.is_some()));
    let with_price = |(mention, span): &(Mention, Span)| mention.price.clone().map(|price| (price, *span));
    let restated = after
        .iter()
        .take_while(|(mention, _)| mention.lead == Lead::Restated || sayings::is_taxed(main, mention))
        .filter_map(with_price)
        .collect();
    // A share that leads to the amount: `30 % à la commande, soit 2 700 €`.
    if has_any(&folded, CANCELLED) {
        return None;
    }
    let share = at
        .checked_sub(1)
        .and_then(|before| found.get(before))
        .filter(|_| matches!(main.lead, Lead::Restated | Lead::Equals))
        .and_then(|(mention, _)| share_before(mention));
    let other_money = has_any(&folded, OTHER_MONEY);
    let firsts = found.iter().filter(|(mention, _)| mention.price.is_some() && mention.lead == Lead::First);
    let firsts = firsts.filter(|(mention, _)| !sayings::is_taxed(main, mention)).count();
    let names = if other_money || share.is_some() {
        ProseSubject::Other
    } else if names_total(&folded) && firsts == 1
        || place.below_table && restates(&folded, main)
        || place.below_total && main.before.is_empty() && main.lead == Lead::First
    {
        ProseSubject::Total
    } else if has_any(&folded, OFFER) || list.is_some() {
        ProseSubject::Offer
    } else {
        ProseSubject::Other
    };
    Some(ProsePrice {
        span: *span,
        sentence: text.trim().to_owned(),
        block: place.block,
        section: place.section.to_vec(),
        price,
        list: list.and_then(with_price),
        restated,
        formula,
        share,
        names,
    })
}
