//! What stands after a number.

use super::super::modifiers::{GROSS, NET, period_of_unit};
use super::lex::{Lexeme, Token};
use super::phrase::{ABOUT, FROM, Item, LIST, PER, RESTATED, SAVING, UP_TO, Word, words_at};
use crate::money::{Decimal, Numeral};
use crate::proposal::price::TaxBasis;

/// What follows `à la` and `au` and is no unit: moments, bounds and turns of
/// phrase.
#[rustfmt::skip]
const NO_UNITS: &[&str] = &[
    "commande", "signature", "livraison", "recette", "reception", "mise", "demande", "fin", "charge", "date", "place", "reservation", "validation", "acceptation", "remise", "cloture", "firma", "entrega", "demarrage", "lancement", "total", "lieu", "titre", "moins", "plus", "maximum", "minimum", "max", "min", "solde", "tarif", "prix", "taux", "depart", "rapport", "notification", "aceptacion", "inicio",
];

/// Words that join what they stand between.
const JOINTS: &[&str] = &["et", "and", "und", "y"];

/// Takes in what stands after a number; where the next item begins.
pub(super) fn suffix(lexemes: &[Lexeme], start: usize, mut item: Item) -> (Item, usize) {
    let mut at = start;
    let number_at = |at: usize| match lexemes.get(at).map(|lexeme| &lexeme.token) {
        Some(Token::Number(Some(numeral))) => Some(numeral.clone()),
        _ => None,
    };
    // The number of a second end, over a currency sign of its own.
    let end_at = |at: usize| match lexemes.get(at).map(|lexeme| &lexeme.token) {
        Some(Token::Currency(_)) => number_at(at + 1).map(|number| (number, at + 2)),
        _ => number_at(at).map(|number| (number, at + 1)),
    };
    while let Some(lexeme) = lexemes.get(at) {
        if lexeme.struck != item.struck {
            break;
        }
        let bare = item.currency.is_none() && !item.franc;
        match &lexeme.token {
            Token::Multiplier(value) => item.multiplier = Some(*value),
            // `24 Tage / Tagessatz €1.180`: the sign is that of the next number.
            Token::Currency(_) if item.unit.is_some() && number_at(at + 1).is_some() => break,
            Token::Currency(currency) if bare || item.currency == Some(*currency) => {
                item.currency = Some(*currency);
            }
            Token::Franc if bare => item.franc = true,
            Token::Percent | Token::Permille if bare && !item.percent => {
                item.percent = true;
                item.permille = lexeme.token == Token::Permille;
                let (of, end) = share_of(lexemes, at + 1);
                item.of = of;
                return (item, end);
            }
            Token::Number(Some(cents)) if writes_cents(lexemes, at, &item) => add_cents(&mut item, cents),
            // Two numbers side by side (7 50 €) are none.
            Token::Number(_) if at == start && lexeme.spaced => item.numeral = None,
            // `2 400 € + TVA`
            Token::Plus if item.basis.is_none() && words_at(lexemes, at, &NET).is_some() => {
                item.basis = Some(TaxBasis::Net);
                at += words_at(lexemes, at, &NET).unwrap_or(1);
                continue;
            }
            // 10+ workers
            Token::Plus if at == start && !lexeme.spaced && bare => item.qualifier = Some(Word::From),
            Token::Times => match end_at(at + 1) {
                // `3 x $99`
                Some((factor, end)) => {
                    if let Some(Token::Currency(currency)) = lexemes.get(at + 1).map(|next| &next.token) {
                        item.currency = item.currency.or(Some(*currency));
                    }
                    // `1 250 € × 22 %`
                    let percent = is_percent(lexemes, end);
                    item.factors.push(if percent { hundredth(factor) } else { factor });
                    at = end + usize::from(percent);
                    continue;
                }
                None => break,
            },
            Token::Slash => match lexemes.get(at + 1).map(|next| &next.token) {
                Some(Token::Word(unit)) => {
                    set_per(&mut item, unit);
                    at += 1;
                }
                _ => break,
            },
            Token::Dash => match end_at(at + 1) {
                Some((number, end)) if !is_percent(lexemes, end) && item.end.is_none() => {
                    item.end = Some((number, item.multiplier.take()));
                    at = end;
                    continue;
                }
                _ => break,
            },
            Token::Word(word) => {
                let joins = match word.as_str() {
                    // `2 jours à 890 €` is no range, nor `1 000 € à 30 jours`.
                    "a" | "to" | "bis" | "hasta" => {
                        item.unit.is_none() && !is_something_else(lexemes, at, &item)
                    }
                    "et" | "and" | "und" | "y" => item.qualifier == Some(Word::Between),
                    _ => false,
                };
                if let Some((number, end)) = end_at(at + 1).filter(|_| joins && item.end.is_none()) {
                    item.end = Some((number, item.multiplier.take()));
                    at = end;
                    continue;
                }
                match word_after(lexemes, at, &mut item) {
                    Some(length) => {
                        at += length;
                        continue;
                    }
                    None => break,
                }
            }
            _ => break,
        }
        at += 1;
    }
    (item, at)
}

/// Whether the number at `at` are the cents of the amount before it: `12 € 50`.
fn writes_cents(lexemes: &[Lexeme], at: usize, item: &Item) -> bool {
    let after_sign = at
        .checked_sub(1)
        .and_then(|before| lexemes.get(before))
        .is_some_and(|before| matches!(before.token, Token::Currency(_)));
    let two = lexemes
        .get(at)
        .is_some_and(|own| own.written.len() == 2 && own.written.bytes().all(|byte| byte.is_ascii_digit()));
    let whole = matches!(item.numeral, Some(Numeral::Plain { decimals: 0, .. })) && item.multiplier.is_none();
    let ends = match lexemes.get(at + 1).map(|next| &next.token) {
        None | Some(Token::Close | Token::Slash | Token::Break) => true,
        Some(Token::Word(_)) => {
            [&NET, &GROSS, &PER].iter().any(|list| words_at(lexemes, at + 1, list).is_some())
        }
        _ => false,
    };
    after_sign && two && whole && ends && item.factors.is_empty() && item.end.is_none()
}

/// Adds the cents that stand behind the sign of a currency.
fn add_cents(item: &mut Item, cents: &Numeral) {
    if let (Some(Numeral::Plain { value, decimals, mark, .. }), Numeral::Plain { value: cents, .. }) =
        (&mut item.numeral, cents)
    {
        *value += *cents / Decimal::ONE_HUNDRED;
        (*decimals, *mark) = (2, Some(','));
    }
}

/// Whether the number after the word at `at` is no second end: the first has
/// its currency behind it, and this one none and is smaller.
fn is_something_else(lexemes: &[Lexeme], at: usize, first: &Item) -> bool {
    let token = |at: Option<usize>| at.and_then(|at| lexemes.get(at)).map(|lexeme| &lexeme.token);
    let is_sign = |token: Option<&Token>| matches!(token, Some(Token::Currency(_) | Token::Franc));
    let value = |numeral: &Numeral| match numeral {
        Numeral::Plain { value, .. } => *value,
        Numeral::Either { whole, .. } => *whole,
    };
    let Some(Token::Number(Some(second))) = token(at.checked_add(1)) else { return false };
    // `CHF 12 470 à 30 jours`
    let in_front = first.currency.is_some() && matches!(token(at.checked_add(2)), Some(Token::Word(_)));
    (is_sign(token(at.checked_sub(1))) || in_front)
        && !is_sign(token(at.checked_add(2)))
        && first.numeral.as_ref().is_some_and(|first| value(second) < value(first))
}

/// A number as a share: `22` of `22 %`.
fn hundredth(numeral: Numeral) -> Numeral {
    match numeral {
        Numeral::Plain { value, decimals, group, mark } => {
            Numeral::Plain { value: value / Decimal::ONE_HUNDRED, decimals: decimals + 2, group, mark }
        }
        either @ Numeral::Either { .. } => either,
    }
}

/// Whether a percent sign stands at `at`.
fn is_percent(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes.get(at).is_some_and(|lexeme| lexeme.token == Token::Percent)
}

/// Takes in a word after a number; its length, or none where it begins
/// something else.
fn word_after(lexemes: &[Lexeme], at: usize, item: &mut Item) -> Option<usize> {
    for (phrases, basis) in [(&NET, TaxBasis::Net), (&GROSS, TaxBasis::Gross)] {
        if let Some(length) = words_at(lexemes, at, phrases) {
            item.basis = Some(basis);
            return Some(length);
        }
    }
    for (phrases, word) in [(&FROM, Word::From), (&UP_TO, Word::UpTo), (&ABOUT, Word::About)] {
        let follows =
            matches!(lexemes.get(at + 1).map(|l| &l.token), Some(Token::Number(_) | Token::Currency(_)));
        // `30 min` are minutes.
        let minutes =
            lexemes.get(at).is_some_and(|l| l.token == Token::Word("min".into())) && item.currency.is_none();
        // `Wir buchen 603 € ab`: a part of the verb.
        let verb = lexemes.get(at).is_some_and(|l| l.token == Token::Word("ab".into()));
        if let Some(length) = words_at(lexemes, at, phrases).filter(|_| !follows && !minutes && !verb) {
            item.qualifier = Some(word);
            return Some(length);
        }
    }
    for phrases in [&LIST, &SAVING, &RESTATED] {
        if words_at(lexemes, at, phrases).is_some() {
            return None;
        }
    }
    if let Some(length) = words_at(lexemes, at, &PER) {
        let Some(Token::Word(unit)) = lexemes.get(at + length).map(|lexeme| &lexeme.token) else {
            return None;
        };
        // `3 000 € à la signature` is no price per signature.
        if NO_UNITS.contains(&unit.as_str()) {
            return None;
        }
        set_per(item, unit);
        return Some(length + 1);
    }
    let Token::Word(word) = &lexemes.get(at)?.token else { return None };
    let money = item.currency.is_some() || item.franc;
    // `100 € par utilisateur et par mois`
    let goes_on = words_at(lexemes, at + 1, &PER).filter(|_| JOINTS.contains(&word.as_str()));
    if let Some(length) = goes_on.filter(|_| money && item.per.is_some() != item.period.is_some()) {
        let Some(Token::Word(unit)) = lexemes.get(at + 1 + length).map(|lexeme| &lexeme.token) else {
            return None;
        };
        if NO_UNITS.contains(&unit.as_str()) || item.per.is_some() && period_of_unit(unit).is_none() {
            return None;
        }
        set_per(item, unit);
        return Some(length + 2);
    }
    if money {
        // `900 € mensuel`; other words say nothing about the amount.
        let adjective = period_of_unit(word).filter(|_| word.len() > 5)?;
        item.period = Some(adjective);
        return Some(1);
    }
    // `3 jours à 420 €`: what joins two numbers belongs to neither.
    let next = lexemes.get(at + 1).map(|lexeme| &lexeme.token);
    if item.unit.is_some() && matches!(next, Some(Token::Number(_) | Token::Currency(_))) {
        return None;
    }
    // `9 mois et une visite`: what is joined to it is another thing.
    if item.unit.is_some() && JOINTS.contains(&word.as_str()) {
        return None;
    }
    // `12 mois`: the word is what the number counts.
    item.unit.get_or_insert_with(|| word.clone());
    Some(1)
}

/// Records what a price is per.
fn set_per(item: &mut Item, unit: &str) {
    match period_of_unit(unit) {
        Some(period) if item.period.is_none() => item.period = Some(period),
        _ => item.per = item.per.take().or_else(|| Some(unit.to_owned())),
    }
}

/// The words after a percent sign that say of what it is a share.
fn share_of(lexemes: &[Lexeme], start: usize) -> (Option<String>, usize) {
    let words = lexemes.get(start..).unwrap_or_default().iter().map_while(|lexeme| match &lexeme.token {
        Token::Word(word) => Some(word.as_str()),
        _ => None,
    });
    let words: Vec<&str> = words.collect();
    let end = start + words.len();
    let joint = words
        .first()
        .is_some_and(|word| matches!(*word, "de" | "du" | "des" | "of" | "von" | "vom" | "del" | "sur"));
    let words = words.get(usize::from(joint)..).unwrap_or_default();
    ((!words.is_empty()).then(|| words.join(" ")), end)
}
