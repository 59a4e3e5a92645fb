//! Until when an offer may be accepted, as its sentences say it.

use chrono::{Months, NaiveDate};

use super::facts::Document;
use super::words::{Word, has};
use crate::language::month;
use crate::parse::dates;
use crate::source::Span;

/// A sentence that says how long an offer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    /// From the word that says so to the end of the sentence.
    pub(super) span: Span,
    /// The day, where it names one.
    pub(super) until: Option<NaiveDate>,
}

const VALID: &[&str] = &[
    "valable",
    "valables",
    "valide",
    "valides",
    "validite",
    "valid",
    "validity",
    "gultig",
    "gultigkeit",
    "validez",
    "valido",
    "valida",
    "validos",
    "validas",
];

/// Words that say of an offer, beside `until` and a day, that it holds so long.
#[rustfmt::skip]
const HOLDS: &[&str] = &[
    "gilt", "gelten", "held", "hold", "holds", "garanti", "garantis", "maintenu", "maintenus", "engage",
    "engageons", "open", "stands", "stand", "good", "fixed", "firm", "ferme", "fermes", "vaut", "valent",
    "gardons", "reservons", "bloquons", "reserve", "reservieren", "halten", "mantenemos", "guardamos", "tenu", "tenus", "tient", "tiennent", "verbindlich", "bindend", "bleibt", "bleiben", "bestehen", "mantiene", "mantienen", "vale", "rige",
];

/// Words that say beside a day that an offer ends.
const ENDS: &[&str] = &["expire", "expires", "expirent", "vence", "caduca"];

const UNTIL: &[&str] = &["jusqu", "jusque", "until", "till", "through", "bis", "hasta"];

/// What stands for the offer of the sentence before.
const PRONOUNS: &[&str] =
    &["elle", "il", "celle", "celui", "it", "this", "sie", "es", "dieses", "este", "esta"];

/// Words for what is offered that are no name of the document.
const OFFERED: &[&str] =
    &["offres", "prix", "tarif", "tarifs", "pricing", "offerieren", "option", "price", "prices"];

/// What holds for a length of time by a verb alone: prices may do so in a contract.
const DOCUMENT: &[&str] = &[
    "offre",
    "proposition",
    "devis",
    "offerte",
    "quote",
    "quotation",
    "offer",
    "proposal",
    "estimate",
    "angebot",
    "oferta",
    "presupuesto",
];

const TIME: &[&str] = &[
    "jour", "jours", "semaine", "semaines", "mois", "an", "ans", "day", "days", "week", "weeks", "month",
    "months", "year", "years", "tage", "wochen", "monate", "dias", "meses",
];

/// The first sentence of a document that says how long it holds.
pub(super) fn stated(document: &Document<'_>) -> Option<Stated> {
    document.units.iter().find_map(|unit| {
        let about =
            unit.section.last().is_some_and(|heading| VALID.iter().any(|word| heading.contains(word)));
        unit.sentences.iter().find_map(|sentence| {
            let range = holds(sentence, about)?;
            let text = unit.flat.text.get(range.clone())?;
            let span = unit.flat.span(&range, document.context.sources)?;
            let until = dates::date(text, false).or_else(|| end_of_month(sentence));
            // A verb needs a day; `valable` a day or a length of time.
            let verb = sentence.iter().any(|word| word.range.start == range.start && is_verb(word));
            let timed = until.is_some() || (!verb || lasts(sentence)) && has_time(sentence);
            timed.then_some(Stated { span, until })
        })
    })
}

/// Where a sentence speaks of how long an offer holds.
fn holds(sentence: &[Word], about: bool) -> Option<std::ops::Range<usize>> {
    let at = sentence.iter().position(|word| VALID.contains(&word.folded.as_str()));
    let from = match at {
        Some(at) => {
            let before = sentence.get(..at).unwrap_or_default();
            // A label (`Validité : 30 jours`, `Durée de validité`), or a
            // sentence about the offer.
            let label = at <= 2
                && sentence
                    .get(at)
                    .is_some_and(|word| word.folded.starts_with("validi") || word.folded == "validez");
            let named = names_offer(sentence);
            let pronoun = before.first().is_some_and(|word| PRONOUNS.contains(&word.folded.as_str()));
            if !label && !named && !pronoun {
                return None;
            }
            sentence.get(at)?
        }
        None if names_offer(sentence)
            && (has(sentence, ENDS) || has(sentence, HOLDS) && (has(sentence, UNTIL) || lasts(sentence))) =>
        {
            sentence.iter().find(|word| is_verb(word))?
        }
        None if about => sentence.first()?,
        None => return None,
    };
    Some(from.range.start..sentence.last()?.range.end)
}

/// Whether a sentence names the offer or its prices.
fn names_offer(sentence: &[Word]) -> bool {
    has(sentence, DOCUMENT) || has(sentence, OFFERED)
}

/// `This estimate stands for three months`: a verb right behind what holds.
fn lasts(sentence: &[Word]) -> bool {
    const FOR: &[&str] = &["for", "pendant", "durant", "fur", "durante"];
    sentence.windows(3).any(|three| match three {
        [offer, verb, word] => {
            DOCUMENT.contains(&offer.folded.as_str())
                && HOLDS.contains(&verb.folded.as_str())
                && FOR.contains(&word.folded.as_str())
        }
        _ => false,
    })
}

/// The last day of the month that a sentence names: `bis Ende Mai 2026`.
fn end_of_month(sentence: &[Word]) -> Option<NaiveDate> {
    sentence.iter().enumerate().find_map(|(at, word)| {
        let number = month(&word.folded)?;
        let next = sentence.iter().skip(at + 1).find(|next| !matches!(next.folded.as_str(), "de" | "of"))?;
        let year = next.folded.parse().ok().filter(|year| (1900..=2999).contains(year))?;
        NaiveDate::from_ymd_opt(year, number, 1)?.checked_add_months(Months::new(1))?.pred_opt()
    })
}

fn is_verb(word: &Word) -> bool {
    HOLDS.contains(&word.folded.as_str()) || ENDS.contains(&word.folded.as_str())
}

/// Whether a sentence names a length of time.
fn has_time(sentence: &[Word]) -> bool {
    let numbers = ["un", "une", "deux", "trois", "six", "one", "two", "three"];
    let number = |word: &Word| {
        word.folded.starts_with(|c: char| c.is_ascii_digit()) || numbers.contains(&word.folded.as_str())
    };
    sentence.windows(2).any(|pair| match pair {
        [first, second] => number(first) && TIME.contains(&second.folded.as_str()),
        _ => false,
    }) || sentence.windows(3).any(|triple| match triple {
        [first, _, third] => number(first) && TIME.contains(&third.folded.as_str()),
        _ => false,
    })
}
