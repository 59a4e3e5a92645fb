//! Puts the pieces of a cell together: each number with its currency, basis,
//! period and what it is of the cell's price.

use super::super::modifiers::{GROSS, NET, period_of_unit};
use super::lex::{Lexeme, Token};
use super::numbers::resolve;
use super::{CellContext, Mention};
use crate::money::{Currency, Decimal, Numeral};
use crate::proposal::price::{Period, Price, Qualifier, TaxBasis};
use crate::proposal::pricing::{Amount, CellSaid, Doubt, Formula, Reading};

#[rustfmt::skip]
const FROM: &[&str] = &[
    "a partir de", "a partir d", "des", "from", "starting at", "starting from", "at least", "au moins",
    "minimum", "min", "mini", "ab", "mindestens", "desde", "a compter de",
];
#[rustfmt::skip]
const UP_TO: &[&str] = &[
    "jusqu a", "max", "maxi", "maximum", "plafond", "plafonne a", "au plus", "up to", "at most", "bis zu",
    "hochstens", "hasta", "capped at", "limite a",
];
#[rustfmt::skip]
const ABOUT: &[&str] = &[
    "env", "environ", "approx", "approximately", "about", "around", "ca", "circa", "etwa", "rund", "aprox",
    "estime", "estime a", "de l ordre de", "alrededor de",
];
const BETWEEN: &[&str] = &["entre", "between", "zwischen", "de"];
#[rustfmt::skip]
const LIST: &[&str] = &[
    "au lieu de", "au lieu d", "instead of", "was", "statt", "anstatt", "en lugar de", "en vez de", "antes",
    "prix public", "valeur", "d une valeur de", "worth", "value", "list price", "vs",
];
#[rustfmt::skip]
const SAVING: &[&str] = &[
    "economie", "economie de", "soit une economie de", "saving", "save", "you save", "ersparnis", "ahorro",
    "remise",
];
#[rustfmt::skip]
const RESTATED: &[&str] = &[
    "soit", "ou", "or", "i e", "ie", "that is", "entspricht", "oder", "d h", "es decir", "o sea",
    "equivalent a",
];
const PER: &[&str] =
    &["par", "per", "pro", "por", "al", "la", "le", "l", "de l", "a l", "chaque", "each", "je", "a la", "au"];

/// What leads to a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::prices) enum Lead {
    First,
    /// `au lieu de`.
    List,
    /// `/`, `soit`, a bracket, a line break.
    Restated,
    Equals,
    Saving,
}

/// A number and all that belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    numeral: Option<Numeral>,
    negative: bool,
    plus: bool,
    qualifier: Option<Word>,
    currency: Option<Currency>,
    franc: bool,
    basis: Option<TaxBasis>,
    period: Option<Period>,
    per: Option<String>,
    multiplier: Option<Decimal>,
    percent: bool,
    of: Option<String>,
    unit: Option<String>,
    pub(super) struck: bool,
    pub(super) lead: Lead,
    slash: bool,
    factors: Vec<Numeral>,
    end: Option<(Numeral, Option<Decimal>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    From,
    UpTo,
    About,
    Between,
}

impl Item {
    /// Whether it is an amount of money: it carries a currency, or its column
    /// holds prices and nothing says that it counts something else.
    pub(super) fn is_money(&self, context: &CellContext<'_>) -> bool {
        !self.percent
            && (self.currency.is_some()
                || self.franc && context.money
                || (context.money && self.unit.is_none()))
    }
}

/// The length in lexemes of the longest of `phrases` at `at`.
fn words_at(lexemes: &[Lexeme], at: usize, phrases: &[&str]) -> Option<usize> {
    phrases
        .iter()
        .filter_map(|phrase| {
            let mut length = 0;
            for word in phrase.split(' ') {
                let expected = match word {
                    "+" => Token::Plus,
                    word => Token::Word(word.to_owned()),
                };
                if lexemes.get(at + length)?.token != expected {
                    return None;
                }
                length += 1;
            }
            Some(length)
        })
        .max()
}

/// All numbers of a cell.
pub(super) fn items(lexemes: &[Lexeme]) -> Vec<Item> {
    placed_items(lexemes).into_iter().map(|(item, _)| item).collect()
}

/// The amounts and shares of a sentence with the words around them.
pub(super) fn mentions(lexemes: &[Lexeme], context: &CellContext<'_>) -> Vec<Mention> {
    let placed = placed_items(lexemes);
    let words = |range: std::ops::Range<usize>| {
        let inside = lexemes.get(range).unwrap_or_default().iter();
        let words = inside.filter_map(|lexeme| match &lexeme.token {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let mut out = Vec::new();
    let mut end = 0;
    for (at, (item, range)) in placed.iter().enumerate() {
        let next = placed.get(at + 1).map_or(lexemes.len(), |(_, next)| next.start);
        let price =
            (item.currency.is_some() && !item.percent).then(|| price_of(item, None, context)).flatten();
        let value = |numeral: &Numeral| resolve(numeral, None, context.language, context.votes);
        let percent = item.percent.then(|| item.numeral.as_ref().map(value)).flatten();
        let factors = item.numeral.iter().chain(&item.factors).map(|numeral| value(numeral).0).collect();
        out.push(Mention {
            // What can be read in two ways is no evidence.
            price: price.filter(|(_, doubts)| doubts.is_empty()).map(|(price, _)| price),
            percent: percent.map(|(value, decimals, _)| (value, decimals)),
            lead: if item.struck { Lead::List } else { item.lead },
            factors: if item.factors.is_empty() { Vec::new() } else { factors },
            before: words(end..range.start),
            after: words(if item.percent { range.start + 2 } else { range.end }..next),
        });
        end = range.end;
    }
    out
}

/// All numbers with the lexemes that they take.
fn placed_items(lexemes: &[Lexeme]) -> Vec<(Item, std::ops::Range<usize>)> {
    let mut items: Vec<(Item, std::ops::Range<usize>)> = Vec::new();
    let mut pending = Pending::default();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        let next = lexemes.get(at + 1).map(|next| &next.token);
        let amount_follows = matches!(next, Some(Token::Number(_) | Token::Currency(_)));
        match &lexeme.token {
            Token::Number(numeral) => {
                let item = pending.item(numeral.clone(), lexeme.struck);
                let (item, end) = suffix(lexemes, at + 1, item);
                items.push((item, at..end));
                pending = Pending::default();
                at = end;
                continue;
            }
            Token::Currency(currency) => pending.currency = Some(*currency),
            Token::Franc => pending.franc = true,
            Token::Plus => pending.plus = true,
            Token::Dash => pending.negative = amount_follows,
            Token::About => pending.qualifier = Some(Word::About),
            Token::Less => pending.qualifier = Some(Word::UpTo),
            Token::Greater => pending.qualifier = Some(Word::From),
            Token::Open | Token::Break => pending.lead = pending.lead.or(Some(Lead::Restated)),
            Token::Slash => {
                pending.lead = Some(Lead::Restated);
                pending.slash = true;
            }
            Token::Equals => pending.lead = Some(Lead::Equals),
            Token::Word(_) => {
                at += pending.word(lexemes, at);
                continue;
            }
            Token::Digits
            | Token::Multiplier(_)
            | Token::Percent
            | Token::Times
            | Token::Close
            | Token::Other => {}
        }
        at += 1;
    }
    negative_brackets(lexemes, &mut items);
    items
}

/// `(250.00)`: a cell that is one number in brackets is negative.
fn negative_brackets(lexemes: &[Lexeme], items: &mut [(Item, std::ops::Range<usize>)]) {
    let (Some(first), Some(last), [(item, _)]) = (lexemes.first(), lexemes.last(), items) else { return };
    let bracketed = first.token == Token::Open && last.token == Token::Close;
    let wordless = !lexemes.iter().any(|lexeme| matches!(lexeme.token, Token::Word(_) | Token::Percent));
    if bracketed && wordless {
        item.negative = true;
        item.lead = Lead::First;
    }
}

/// What stands before a number.
#[derive(Debug, Clone, Default)]
struct Pending {
    negative: bool,
    plus: bool,
    qualifier: Option<Word>,
    currency: Option<Currency>,
    franc: bool,
    basis: Option<TaxBasis>,
    lead: Option<Lead>,
    slash: bool,
}

impl Pending {
    /// Takes in the words at `at`; how many lexemes they are.
    fn word(&mut self, lexemes: &[Lexeme], at: usize) -> usize {
        let leads = [(LIST, Lead::List), (SAVING, Lead::Saving), (RESTATED, Lead::Restated)];
        for (phrases, lead) in leads {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.lead = Some(lead);
                return length;
            }
        }
        let qualifiers =
            [(FROM, Word::From), (UP_TO, Word::UpTo), (ABOUT, Word::About), (BETWEEN, Word::Between)];
        for (phrases, word) in qualifiers {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.qualifier = Some(word);
                return length;
            }
        }
        for (phrases, basis) in [(NET, TaxBasis::Net), (GROSS, TaxBasis::Gross)] {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.basis = Some(basis);
                return length;
            }
        }
        1
    }

    fn item(&self, numeral: Option<Numeral>, struck: bool) -> Item {
        Item {
            numeral,
            negative: self.negative,
            plus: self.plus,
            qualifier: self.qualifier,
            currency: self.currency,
            franc: self.franc,
            basis: self.basis,
            period: None,
            per: None,
            multiplier: None,
            percent: false,
            of: None,
            unit: None,
            struck,
            lead: self.lead.unwrap_or(Lead::First),
            slash: self.slash,
            factors: Vec::new(),
            end: None,
        }
    }
}

/// Takes in what stands after a number; where the next item begins.
fn suffix(lexemes: &[Lexeme], start: usize, mut item: Item) -> (Item, usize) {
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
            Token::Currency(currency) if bare || item.currency == Some(*currency) => {
                item.currency = Some(*currency);
            }
            Token::Franc if bare => item.franc = true,
            Token::Percent if bare && !item.percent => {
                item.percent = true;
                let (of, end) = share_of(lexemes, at + 1);
                item.of = of;
                return (item, end);
            }
            // Two numbers side by side (7 50 €) are none.
            Token::Number(_) if at == start && lexeme.spaced => item.numeral = None,
            // 10+ workers
            Token::Plus if at == start && !lexeme.spaced && bare => item.qualifier = Some(Word::From),
            Token::Times => match number_at(at + 1) {
                Some(factor) => {
                    item.factors.push(factor);
                    at += 1;
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
                    "a" | "to" | "bis" | "hasta" => true,
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

/// Whether a percent sign stands at `at`.
fn is_percent(lexemes: &[Lexeme], at: usize) -> bool {
    lexemes.get(at).is_some_and(|lexeme| lexeme.token == Token::Percent)
}

/// Takes in a word after a number; its length, or none where it begins
/// something else.
fn word_after(lexemes: &[Lexeme], at: usize, item: &mut Item) -> Option<usize> {
    for (phrases, basis) in [(NET, TaxBasis::Net), (GROSS, TaxBasis::Gross)] {
        if let Some(length) = words_at(lexemes, at, phrases) {
            item.basis = Some(basis);
            return Some(length);
        }
    }
    for (phrases, word) in [(FROM, Word::From), (UP_TO, Word::UpTo), (ABOUT, Word::About)] {
        let follows =
            matches!(lexemes.get(at + 1).map(|l| &l.token), Some(Token::Number(_) | Token::Currency(_)));
        // `30 min` are minutes.
        let minutes =
            lexemes.get(at).is_some_and(|l| l.token == Token::Word("min".into())) && item.currency.is_none();
        if let Some(length) = words_at(lexemes, at, phrases).filter(|_| !follows && !minutes) {
            item.qualifier = Some(word);
            return Some(length);
        }
    }
    for phrases in [LIST, SAVING, RESTATED] {
        if words_at(lexemes, at, phrases).is_some() {
            return None;
        }
    }
    if let Some(length) = words_at(lexemes, at, PER) {
        let Some(Token::Word(unit)) = lexemes.get(at + length).map(|lexeme| &lexeme.token) else {
            return None;
        };
        set_per(item, unit);
        return Some(length + 1);
    }
    let Token::Word(word) = &lexemes.get(at)?.token else { return None };
    let money = item.currency.is_some() || item.franc;
    if money {
        // `900 € mensuel`; other words say nothing about the amount.
        let adjective = period_of_unit(word).filter(|_| word.len() > 5)?;
        item.period = Some(adjective);
        return Some(1);
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
    let words: Vec<&str> = match words.as_slice() {
        ["de" | "du" | "des" | "of" | "von" | "vom" | "del" | "sur", rest @ ..] => rest.to_vec(),
        rest => rest.to_vec(),
    };
    ((!words.is_empty()).then(|| words.join(" ")), end)
}

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
    let lists = [FROM, UP_TO, ABOUT, BETWEEN, LIST, SAVING, RESTATED, PER, NET, GROSS];
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
        && ![FROM, UP_TO, ABOUT, BETWEEN, RESTATED].iter().any(|list| words_at(lexemes, 0, list).is_some());
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
        let lends = items.get(at + 1).is_some_and(|next| next.slash && next.currency.is_some());
        item.is_money(context) && (!explicit || item.currency.is_some() || lends || item.slash)
    };
    let money: Vec<(usize, &Item)> =
        items.iter().enumerate().filter(|(at, item)| counts(*at, item)).collect();
    let unreadable = money.iter().any(|(_, item)| item.numeral.is_none());
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
    Reading::Amount(Box::new(Amount { price, said, alternatives, list, formula, doubts }))
}

/// A cell whose numbers are no money.
fn other_reading(items: &[Item], lexemes: &[Lexeme], context: &CellContext<'_>) -> Reading {
    let number = |item: &Item| {
        let (value, decimals, _) = resolve(item.numeral.as_ref()?, None, context.language, context.votes);
        Some((if item.negative { -value } else { value }, decimals))
    };
    if let Some(item) = items.iter().find(|item| item.percent)
        && let Some((value, decimals)) = number(item)
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
    match items.first().filter(|_| begins).and_then(|item| number(item).map(|(value, _)| (value, item))) {
        Some((value, item)) if item.end.is_none() => Reading::Quantity { value, unit: item.unit.clone() },
        _ => Reading::Text,
    }
}
