//! What a cell with numbers says.

use super::super::modifiers::{GROSS, NET, period_of_unit};
use super::CellContext;
use super::lex::{Lexeme, Token};
use super::numbers::resolve;
use super::phrase::{ABOUT, BETWEEN, FROM, Item, LIST, Lead, PER, RESTATED, SAVING, UP_TO, Word, words_at};
use crate::money::{Currency, Decimal, Numeral};
use crate::proposal::price::{Price, Qualifier};
use crate::proposal::pricing::{Amount, CellSaid, Doubt, Formula, Reading};

/// The price of an item, and what is doubtful about it; none where its number
/// is none. `second` lends its currency.
pub(super) fn price_of(
    item: &Item,
    second: Option<&Item>,
    context: &CellContext<'_>,
) -> Option<(Price, Vec<Doubt>)> {
    let franc = context.currency.filter(|currency| {
        currency.is_cfa()
            || *currency == Currency::CHF
            || currency.code() == "XPF"
            || currency.code() == "GNF"
    });
    let lent = second.and_then(|second| second.currency);
    let own = item.currency.or(lent).or_else(|| franc.filter(|_| item.franc));
    // `FCFA` is spelled alike for both CFA francs: the document says which.
    let own = match (own, context.currency) {
        (Some(Currency::XOF), Some(Currency::XAF)) => Some(Currency::XAF),
        (own, _) => own,
    };
    let known = own.or(context.currency);
    let (value, decimals, doubt) = resolve(item.numeral.as_ref()?, known, context.language, context.votes);
    let mut doubts: Vec<Doubt> = doubt.into_iter().collect();
    let explicit = item.currency.is_some() || item.multiplier.is_some();
    let multiplier = item.multiplier.or_else(|| context.multiplier.filter(|_| !explicit));
    let tolerance = match multiplier {
        Some(times) => {
            doubts.retain(|doubt| *doubt != Doubt::MinorUnit);
            Decimal::new(5, decimals + 1).checked_mul(times)?
        }
        None => Decimal::ZERO,
    };
    let mut amount = value.checked_mul(multiplier.unwrap_or(Decimal::ONE))?;
    let mut qualifier = match item.qualifier {
        Some(Word::From) => Qualifier::From,
        Some(Word::UpTo) => Qualifier::UpTo,
        Some(Word::About) => Qualifier::About,
        Some(Word::Between) | None => Qualifier::Exact,
    };
    if item.plus {
        qualifier = Qualifier::Addition;
    }
    if let Some((end, first_multiplier)) = &item.end {
        let (end, ..) = resolve(end, known, context.language, context.votes);
        // The unit of the second end holds for both.
        let end = end.checked_mul(multiplier.unwrap_or(Decimal::ONE))?;
        amount = value.checked_mul(first_multiplier.or(multiplier).unwrap_or(Decimal::ONE))?;
        if end < amount {
            doubts.push(Doubt::Inverted);
        }
        qualifier = Qualifier::To(end);
    }
    let mut period = item.period;
    for factor in &item.factors {
        let (factor, ..) = resolve(factor, None, context.language, context.votes);
        amount = amount.checked_mul(factor)?;
        period = None;
    }
    if item.negative {
        amount = -amount;
    }
    let price = Price {
        amount,
        currency: own,
        basis: item.basis,
        period,
        per: item.per.clone(),
        qualifier,
        decimals,
        tolerance,
    };
    Some((price, doubts))
}

/// Whether a lexeme is a word that no price is written with.
fn is_foreign_word(lexeme: &Lexeme) -> bool {
    let Token::Word(word) = &lexeme.token else { return false };
    let lists = [&FROM, &UP_TO, &ABOUT, &BETWEEN, &LIST, &SAVING, &RESTATED, &PER, &NET, &GROSS];
    let known = lists.iter().any(|list| list.iter().any(|phrase| phrase.split(' ').any(|part| part == word)));
    !known
        && period_of_unit(word).is_none()
        && !matches!(
            word.as_str(),
            "et" | "and"
                | "und"
                | "y"
                | "to"
                | "bis"
                | "hasta"
                | "forfait"
                | "flat"
                | "vat"
                | "tva"
                | "mwst"
                | "iva"
                | "prix"
                | "price"
        )
}

/// What a cell with numbers says.
pub(super) fn reading(items: &[Item], lexemes: &[Lexeme], context: &CellContext<'_>) -> Reading {
    // Elsewhere a cell that begins with other words is a sentence, whatever
    // amounts stand in it.
    let begins = lexemes.iter().find(|lexeme| !lexeme.struck && lexeme.token != Token::Other);
    let sentence = matches!(begins, Some(Lexeme { token: Token::Word(_), .. }))
        && ![&FROM, &UP_TO, &ABOUT, &BETWEEN, &RESTATED]
            .iter()
            .any(|list| words_at(lexemes, 0, list).is_some());
    if sentence && !context.money {
        return Reading::Text;
    }
    let explicit = items.iter().any(|item| item.currency.is_some() && !item.struck);
    // A bare number beside words that say nothing of money is no amount:
    // `voir annexe 3`.
    if !explicit
        && context.money
        && lexemes.iter().any(is_foreign_word)
        && !items.iter().any(|item| item.percent || item.unit.is_some())
    {
        return Reading::Text;
    }
    let counts = |at: usize, item: &Item| {
        // `24 Tage / Tagessatz 1 180 €`: what is counted borrows no currency.
        let lends = item.unit.is_none()
            && items.get(at + 1).is_some_and(|next| next.slash && next.currency.is_some());
        item.is_money(context) && (!explicit || item.currency.is_some() || lends || item.slash)
    };
    let money: Vec<(usize, &Item)> =
        items.iter().enumerate().filter(|(at, item)| counts(*at, item)).collect();
    // `8 000 – 12 00 €`: digits that are no number together are none apart.
    let apart = lexemes.iter().zip(lexemes.iter().skip(1)).any(|(one, next)| {
        one.struck == next.struck && [one, next].iter().all(|it| matches!(it.token, Token::Number(_)))
    });
    let unreadable = money.iter().any(|(_, item)| item.numeral.is_none()) || explicit && apart;
    if unreadable {
        return Reading::Unreadable;
    }
    let is_list = |item: &Item| item.struck || item.lead == Lead::List;
    let mut main: Vec<(usize, &Item)> =
        money.iter().filter(|(_, item)| !is_list(item) && item.lead != Lead::Saving).copied().collect();
    if main.is_empty() {
        return other_reading(items, lexemes, context);
    }
    // `3 x 99 EUR = 297 EUR`: the result is the price, the product its formula.
    let mut formula = None;
    let factored = main.iter().position(|(_, item)| !item.factors.is_empty());
    if let Some((at, item)) = factored.and_then(|index| main.get(index).map(|(_, item)| (index, *item))) {
        let factor = |numeral: &Numeral| resolve(numeral, None, context.language, context.votes).0;
        let mut factors: Vec<Decimal> = item.numeral.iter().map(factor).collect();
        factors.extend(item.factors.iter().map(factor));
        let result = main.get(at + 1).is_some_and(|(_, next)| next.lead == Lead::Equals);
        formula = Some(Formula { factors, result });
        if result {
            main.remove(at);
        }
    }
    let Some((first_at, first)) = main.first().copied() else { return Reading::Text };
    let second = items.get(first_at + 1).filter(|next| next.slash);
    let Some((price, mut doubts)) = price_of(first, second, context) else { return Reading::Unreadable };
    if formula.is_some() {
        doubts.retain(|doubt| matches!(doubt, Doubt::Inverted));
    }
    let mut alternatives = Vec::new();
    for (_, item) in main.iter().skip(1) {
        if let Some((alternative, more)) = price_of(item, None, context) {
            doubts.extend(more.into_iter().filter(|doubt| !doubts.contains(doubt)).collect::<Vec<_>>());
            alternatives.push(alternative);
        }
    }
    let list = money
        .iter()
        .filter(|(_, item)| is_list(item))
        .find_map(|(_, item)| price_of(item, None, context))
        .map(|(price, _)| price);
    let said = CellSaid { currency: price.currency, basis: price.basis, period: price.period };
    let mut shares = items.iter().filter(|item| item.percent && !item.struck);
    let share = shares.next().filter(|_| shares.next().is_none()).and_then(|item| percentage(item, context));
    Reading::Amount(Box::new(Amount { price, said, alternatives, list, formula, share, doubts }))
}

/// The value of a percentage and its printed decimals; thousandths are tenths of
/// it.
pub(super) fn percentage(item: &Item, context: &CellContext<'_>) -> Option<(Decimal, u32)> {
    let (value, decimals, _) = resolve(item.numeral.as_ref()?, None, context.language, context.votes);
    let value = if item.negative { -value } else { value };
    if item.permille {
        Some((value.checked_div(Decimal::TEN)?, decimals + 1))
    } else {
        Some((value, decimals))
    }
}

/// A cell whose numbers are no money.
fn other_reading(items: &[Item], lexemes: &[Lexeme], context: &CellContext<'_>) -> Reading {
    let number = |item: &Item| {
        let (value, decimals, _) = resolve(item.numeral.as_ref()?, None, context.language, context.votes);
        Some((if item.negative { -value } else { value }, decimals))
    };
    if let Some(item) = items.iter().find(|item| item.percent)
        && let Some((value, decimals)) = percentage(item, context)
    {
        return Reading::Percent { value, decimals, addition: item.plus, of: item.of.clone() };
    }
    // A quantity begins with its number: `10 jours`, not `Cluster 3 nœuds`.
    let begins = lexemes
        .iter()
        .find(|lexeme| {
            !matches!(lexeme.token, Token::Dash | Token::Plus | Token::About | Token::Greater | Token::Less)
        })
        .is_some_and(|lexeme| matches!(lexeme.token, Token::Number(_)));
    if let Some(value) = hours(lexemes) {
        return Reading::Quantity { value, unit: Some("h".to_owned()) };
    }
    match items.first().filter(|_| begins).and_then(|item| number(item).map(|(value, _)| (value, item))) {
        Some((value, item)) if item.end.is_none() => Reading::Quantity { value, unit: item.unit.clone() },
        _ => Reading::Text,
    }
}

/// A length of time in hours and minutes, as hours: `1h30`, `2 h 15 min`.
fn hours(lexemes: &[Lexeme]) -> Option<Decimal> {
    const HOURS: &[&str] =
        &["h", "hr", "hrs", "heure", "heures", "hour", "hours", "std", "stunde", "stunden"];
    const MINUTES: &[&str] = &["", "m", "min", "mn", "mins", "minutes", "minuten", "minutos"];
    let whole = |token: &Token| match token {
        Token::Number(Some(Numeral::Plain { value, decimals: 0, .. })) => Some(*value),
        _ => None,
    };
    let tokens: Vec<&Token> = lexemes.iter().map(|lexeme| &lexeme.token).collect();
    let (hours, minutes, last) = match tokens.as_slice() {
        // Letters and digits without a space are one word.
        [hours, Token::Word(word), last @ ..] => match (word.strip_prefix('h'), last) {
            (Some(tail), []) if tail.starts_with(|c: char| c.is_ascii_digit()) => {
                let last = tail.trim_start_matches(|c: char| c.is_ascii_digit());
                (whole(hours)?, tail.strip_suffix(last)?.parse().ok()?, last)
            }
            (_, [minutes]) if HOURS.contains(&word.as_str()) => (whole(hours)?, whole(minutes)?, ""),
            (_, [minutes, Token::Word(last)]) if HOURS.contains(&word.as_str()) => {
                (whole(hours)?, whole(minutes)?, last.as_str())
            }
            _ => return None,
        },
        _ => return None,
    };
    let sixty = Decimal::from(60);
    let fits = minutes < sixty && MINUTES.contains(&last);
    fits.then(|| hours.checked_add(minutes.checked_div(sixty)?)).flatten()
}
