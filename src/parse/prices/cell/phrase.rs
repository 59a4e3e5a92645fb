//! Puts the pieces of a cell together: each number with its currency, basis,
//! period and what it is of the cell's price.

use super::super::modifiers::{GROSS, NET};
use super::lex::{Lexeme, Token};
use super::numbers::resolve;
use super::price::{percentage, price_of};
use super::suffix::suffix;
use super::{CellContext, Mention};
use crate::language::Phrases;
use crate::money::{Currency, Decimal, Numeral};
use crate::proposal::price::{Period, Price, TaxBasis};

#[rustfmt::skip]
pub(super) static FROM: Phrases = Phrases::new(&[
    "a partir de", "a partir d", "des", "from", "starting at", "starting from", "at least", "au moins",
    "minimum", "au minimum", "a minima", "min", "mini", "ab", "mindestens", "desde", "a compter de",
]);
#[rustfmt::skip]
pub(super) static UP_TO: Phrases = Phrases::new(&[
    "jusqu a", "max", "maxi", "maximum", "plafond", "plafonne a", "au plus", "up to", "at most", "bis zu",
    "hochstens", "hasta", "capped at", "limite a", "au maximum",
]);
#[rustfmt::skip]
pub(super) static ABOUT: Phrases = Phrases::new(&[
    "env", "environ", "roughly", "quelque", "ungefahr", "unos", "unas", "approx", "approximately", "about", "around", "ca", "circa", "etwa", "rund", "aprox",
    "estime", "estime a", "de l ordre de", "alrededor de",
]);
pub(super) static BETWEEN: Phrases = Phrases::new(&["entre", "between", "zwischen", "de"]);
#[rustfmt::skip]
pub(super) static LIST: Phrases = Phrases::new(&[
    "au lieu de", "au lieu d", "instead of", "was", "statt", "anstatt", "en lugar de", "en vez de", "antes",
    "prix public", "valeur", "d une valeur de", "worth", "value", "list price", "vs",
]);
#[rustfmt::skip]
pub(super) static SAVING: Phrases = Phrases::new(&[
    "economie", "economie de", "soit une economie de", "vous economisez", "economisez", "tu economises", "saving", "saves",
    "save", "you save", "you ll save", "ersparnis", "sie sparen", "du sparst", "ahorro", "ahorra", "se ahorra", "remise",
]);
#[rustfmt::skip]
pub(super) static RESTATED: Phrases = Phrases::new(&[
    "soit", "ou", "or", "i e", "ie", "that is", "entspricht", "oder", "d h", "es decir", "o sea",
    "equivalent a",
]);
pub(super) static PER: Phrases = Phrases::new(&[
    "par", "per", "pro", "por", "al", "la", "le", "l", "de l", "a l", "chaque", "each", "je", "a la", "au",
]);

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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark that stands or does not stand at the number"
)]
pub(super) struct Item {
    pub(super) numeral: Option<Numeral>,
    pub(super) negative: bool,
    pub(super) plus: bool,
    pub(super) qualifier: Option<Word>,
    pub(super) currency: Option<Currency>,
    pub(super) franc: bool,
    /// Whether a dash stands for its cents (`420.–`): only money is so written.
    pub(super) no_cents: bool,
    pub(super) basis: Option<TaxBasis>,
    pub(super) period: Option<Period>,
    pub(super) per: Option<String>,
    pub(super) multiplier: Option<Decimal>,
    pub(super) percent: bool,
    /// Whether it is in thousandths (`1,5 ‰`).
    pub(super) permille: bool,
    pub(super) of: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) struck: bool,
    pub(super) lead: Lead,
    pub(super) slash: bool,
    pub(super) factors: Vec<Numeral>,
    pub(super) end: Option<(Numeral, Option<Decimal>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
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
                || (context.money && !context.explicit && self.unit.is_none()))
    }

    /// The currency of a number in a sentence: its own, else the document's
    /// where it is written as money is (`Fr. 420`, `420.–`).
    pub(super) fn currency_in(&self, context: &CellContext<'_>) -> Option<Currency> {
        let franc = |own: Currency| self.franc && (own == Currency::CHF || own.is_cfa());
        self.currency.or_else(|| context.currency.filter(|own| self.no_cents || franc(*own)))
    }
}

/// The length in lexemes of the longest of `phrases` at `at`.
pub(super) fn words_at(lexemes: &[Lexeme], at: usize, phrases: &Phrases) -> Option<usize> {
    let first = word_at(lexemes, at)?;
    if !phrases.may_begin(first) {
        return None;
    }
    let length = |phrase: &str| {
        let mut rest = phrase.strip_prefix(first)?;
        let mut length = 1;
        while !rest.is_empty() {
            let word = word_at(lexemes, at + length)?;
            rest = rest.strip_prefix(' ')?.strip_prefix(word)?;
            length += 1;
        }
        Some(length)
    };
    phrases.iter().filter_map(|phrase| length(phrase)).max()
}

/// What a lexeme is in a phrase: phrases are made of words and plus signs.
fn word_at(lexemes: &[Lexeme], at: usize) -> Option<&str> {
    match &lexemes.get(at)?.token {
        Token::Word(word) => Some(word),
        Token::Plus => Some("+"),
        _ => None,
    }
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
        let currency = item.currency_in(context);
        let price = (currency.is_some() && !item.percent)
            .then(|| price_of(item, None, context))
            .flatten()
            .map(|(price, doubts)| (Price { currency: price.currency.or(currency), ..price }, doubts));
        let value = |numeral: &Numeral| resolve(numeral, None, context.language, context.votes);
        let percent = item.percent.then(|| percentage(item, context)).flatten();
        let factors = item.numeral.iter().chain(&item.factors).map(|numeral| value(numeral).0).collect();
        out.push(Mention {
            // What can be read in two ways is no evidence.
            price: price.filter(|(_, doubts)| doubts.is_empty()).map(|(price, _)| price),
            percent,
            lead: if item.struck { Lead::List } else { item.lead },
            factors: if item.factors.is_empty() { Vec::new() } else { factors },
            count: (item.currency.is_none() && !item.percent)
                .then(|| Some((value(item.numeral.as_ref()?).0, item.unit.clone()?)))
                .flatten(),
            written: lexemes.get(range.start).map(|lexeme| lexeme.written.clone()).unwrap_or_default(),
            before: words(end..range.start),
            after: words(if item.percent { range.start + 2 } else { range.end }..next),
        });
        end = range.end;
    }
    out
}

/// All numbers with the lexemes that they take.
pub(super) fn placed_items(lexemes: &[Lexeme]) -> Vec<(Item, std::ops::Range<usize>)> {
    let mut items: Vec<(Item, std::ops::Range<usize>)> = Vec::new();
    let mut pending = Pending::default();
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        let next = lexemes.get(at + 1).map(|next| &next.token);
        let amount_follows = matches!(next, Some(Token::Number(_) | Token::Currency(_)));
        match &lexeme.token {
            Token::Number(numeral) => {
                let mut item = pending.item(numeral.clone(), lexeme.struck);
                item.no_cents = lexeme.written.ends_with(['-', '–', '—']);
                let (item, end) = suffix(lexemes, at + 1, item);
                items.push((item, at..end));
                pending = Pending::default();
                at = end;
                continue;
            }
            Token::Currency(currency) => pending.currency = Some(*currency),
            Token::Franc => pending.franc = true,
            Token::Plus => pending.plus = true,
            // `Abonnement – CHF 60`: a dash with spaces on both sides joins words.
            Token::Dash => {
                let glued = lexemes.get(at + 1).is_some_and(|next| !next.spaced);
                pending.negative = amount_follows && (at == 0 || glued);
            }
            Token::About => pending.qualifier = Some(Word::About),
            Token::Less => pending.qualifier = Some(Word::UpTo),
            Token::Greater => pending.qualifier = Some(Word::From),
            Token::Open | Token::Break => {
                pending.opened = pending.lead.is_none();
                pending.lead = pending.lead.or(Some(Lead::Restated));
            }
            // `Schulung (ein Tag) 890 €`
            Token::Close if pending.opened => pending.lead = None,
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
            | Token::Permille
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a mark that stands or does not stand before the number"
)]
struct Pending {
    negative: bool,
    plus: bool,
    qualifier: Option<Word>,
    currency: Option<Currency>,
    franc: bool,
    basis: Option<TaxBasis>,
    lead: Option<Lead>,
    /// Whether only a bracket led to it.
    opened: bool,
    slash: bool,
}

impl Pending {
    /// Takes in the words at `at`; how many lexemes they are.
    fn word(&mut self, lexemes: &[Lexeme], at: usize) -> usize {
        let leads = [(&LIST, Lead::List), (&SAVING, Lead::Saving), (&RESTATED, Lead::Restated)];
        for (phrases, lead) in leads {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.lead = Some(lead);
                return length;
            }
        }
        let qualifiers =
            [(&FROM, Word::From), (&UP_TO, Word::UpTo), (&ABOUT, Word::About), (&BETWEEN, Word::Between)];
        for (phrases, word) in qualifiers {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.qualifier = Some(word);
                return length;
            }
        }
        for (phrases, basis) in [(&NET, TaxBasis::Net), (&GROSS, TaxBasis::Gross)] {
            if let Some(length) = words_at(lexemes, at, phrases) {
                self.basis = Some(basis);
                return length;
            }
        }
        // `fin des travaux : 500 €` is no `dès 500 €`.
        if at.checked_sub(1).and_then(|before| word_at(lexemes, before)) == Some("des") {
            self.qualifier = None;
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
            no_cents: false,
            basis: self.basis,
            period: None,
            per: None,
            multiplier: None,
            percent: false,
            permille: false,
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
