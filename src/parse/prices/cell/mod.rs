//! Reads what a cell says: amounts in every notation, words that take the place
//! of an amount, and numbers that are none.

mod equation;
mod flatten;
mod lex;
mod numbers;
mod phrase;
mod price;
mod share;
mod suffix;
mod words;

pub(super) use flatten::{Run, flatten, strip_marks};
pub(super) use numbers::Votes;
pub(super) use phrase::Lead;
pub(super) use words::{gives_away, stands_for_price};

use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::price::Price;
use crate::proposal::pricing::{Equation, Reading};

/// What is known before a cell is read.
#[derive(Debug, Clone, Copy)]
pub(super) struct CellContext<'a> {
    /// The document's language.
    pub(super) language: Language,
    /// The currency that its column or document is in.
    pub(super) currency: Option<Currency>,
    /// Whether its column holds prices, so that a bare number is one.
    pub(super) money: bool,
    /// Whether numbers of other kinds stand in it too, so that an amount needs
    /// a currency of its own.
    pub(super) explicit: bool,
    /// The header's multiplier (`Montant (k€)`).
    pub(super) multiplier: Option<Decimal>,
    /// How numbers are written in its column and document.
    pub(super) votes: &'a Votes,
}

/// An amount or share in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mention {
    /// The price of an amount that carries a currency.
    pub(super) price: Option<Price>,
    /// The value of a percentage.
    pub(super) percent: Option<(Decimal, u32)>,
    /// What leads to it.
    pub(super) lead: Lead,
    /// The product that it is written as.
    pub(super) factors: Vec<Decimal>,
    /// A bare number and the word that it counts (`3 échéances`).
    pub(super) count: Option<(Decimal, String)>,
    /// Its first number as it is written.
    pub(super) written: String,
    /// The folded words between the mention before and this one, and after it.
    pub(super) before: String,
    pub(super) after: String,
}

/// The amounts and shares in a sentence, in order.
pub(super) fn mentions(runs: &[Run], language: Language, currency: Option<Currency>) -> Vec<Mention> {
    let votes = Votes::default();
    phrase::mentions(&share::percents(&lexemes(runs)), &sentence(language, currency, &votes))
}

/// What is known of a number in a sentence.
fn sentence(language: Language, currency: Option<Currency>, votes: &Votes) -> CellContext<'_> {
    CellContext { language, currency, money: false, explicit: false, multiplier: None, votes }
}

/// A text that holds a number, taken apart; most sentences hold none, and are
/// passed over at once.
fn lexemes(runs: &[Run]) -> Vec<lex::Lexeme> {
    let mut lexemes = Vec::new();
    if !runs.iter().any(|run| has_digit(&run.text)) {
        return lexemes;
    }
    for run in runs {
        lex::lex(&strip_marks(&run.text), run.struck, &mut lexemes);
    }
    lexemes
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The sums that a text writes out, each with its result as written.
pub(super) fn equations(
    runs: &[Run],
    language: Language,
    currency: Option<Currency>,
) -> Vec<(Equation, String)> {
    let votes = Votes::default();
    equation::equations(&lexemes(runs), &sentence(language, currency, &votes))
}

/// The product in a label (`12 mois à 1 167,00 €`).
pub(super) fn product_in(
    runs: &[Run],
    language: Language,
    currency: Option<Currency>,
) -> Option<Vec<Decimal>> {
    let votes = Votes::default();
    equation::product(&lexemes(runs), &sentence(language, currency, &votes))
}

/// The amount in the label of a tax that says of what it is: `TVA 10 % sur
/// 5 529,00`, `VAT 20% on £1,200`, `(base 4 563,00 €)`.
pub(super) fn base_of_tax(runs: &[Run], language: Language, currency: Option<Currency>) -> Option<Price> {
    let votes = Votes::default();
    let context = CellContext { money: true, ..sentence(language, currency, &votes) };
    let lexemes = lexemes(runs);
    phrase::placed_items(&lexemes).iter().find_map(|(item, range)| {
        let before = lexemes.get(..range.start)?.iter().rev();
        let mut words = before.filter(|lexeme| !matches!(lexeme.token, lex::Token::Currency(_)));
        let leads = ["sur", "base", "on", "of", "auf", "von", "sobre", "de", "ht", "basis"];
        let led = matches!(words.next(), Some(lex::Lexeme { token: lex::Token::Word(word), .. })
            if leads.contains(&word.as_str()) || item.currency.is_some() && word != "soit");
        let fits = led && !item.percent && item.unit.is_none();
        let (price, doubts) = price::price_of(item, None, &context).filter(|_| fits)?;
        doubts.is_empty().then_some(Price { currency: price.currency.or(currency), ..price })
    })
}

/// Counts how numbers are written in some cells.
pub(super) fn vote(texts: impl Iterator<Item = String>) -> Votes {
    let mut votes = Votes::default();
    for text in texts.filter(|text| has_digit(text)) {
        let mut lexemes = Vec::new();
        lex::lex(&text, false, &mut lexemes);
        for lexeme in &lexemes {
            if let lex::Token::Number(Some(numeral)) = &lexeme.token {
                votes.count(numeral);
            }
        }
    }
    votes
}

/// Reads a cell.
pub(super) fn read(runs: &[Run], context: &CellContext<'_>) -> Reading {
    let plain: String = runs.iter().filter(|run| !run.struck).map(|run| run.text.as_str()).collect();
    let marks = strip_marks(&plain);
    if let Some(reading) = words::placeholder(&marks, context.money) {
        return reading;
    }
    let mut lexemes = Vec::new();
    let last = runs.len();
    for (at, run) in runs.iter().enumerate() {
        let text = if at + 1 == last || run.struck { strip_marks(&run.text) } else { run.text.clone() };
        lex::lex(&text, run.struck, &mut lexemes);
    }
    if let Some(value) = share::whole(&lexemes) {
        return Reading::Percent { value, decimals: 2, addition: false, of: None };
    }
    let items = phrase::items(&lexemes);
    words::reading(&marks, &items, context).unwrap_or_else(|| price::reading(&items, &lexemes, context))
}
#[cfg(test)]
mod tests;
