//! Shares in words among the pieces of a text, as percentages.

use super::super::fractions::{fraction, is_part};
use super::lex::{Lexeme, Token};
use crate::money::{Decimal, Numeral};

/// The pieces of a text with every share in words as a percentage.
pub(super) fn percents(lexemes: &[Lexeme]) -> Vec<Lexeme> {
    let mut out = Vec::with_capacity(lexemes.len());
    let mut at = 0;
    while let Some(lexeme) = lexemes.get(at) {
        match share_at(lexemes, at) {
            Some((share, length)) => {
                let numeral = Numeral::Plain { value: share, decimals: 2, group: None, mark: None };
                out.push(Lexeme { token: Token::Number(Some(numeral)), ..lexeme.clone() });
                out.push(Lexeme { token: Token::Percent, ..lexeme.clone() });
                at += length;
            }
            None => {
                out.push(lexeme.clone());
                at += 1;
            }
        }
    }
    out
}

/// The share that a text is, and nothing else.
pub(super) fn whole(lexemes: &[Lexeme]) -> Option<Decimal> {
    share_at(lexemes, 0).filter(|(_, length)| *length == lexemes.len()).map(|(share, _)| share)
}

/// The share that begins at a piece and how many pieces it takes.
fn share_at(lexemes: &[Lexeme], at: usize) -> Option<(Decimal, usize)> {
    let word = |lexeme: &Lexeme| match &lexeme.token {
        Token::Word(word) => Some(word.clone()),
        Token::Number(_) | Token::Other => Some(lexeme.written.clone()),
        Token::Slash => Some("/".to_owned()),
        _ => None,
    };
    let next = lexemes.get(at + 1).map(|lexeme| &lexeme.token);
    let begins = match &lexemes.get(at)?.token {
        Token::Number(_) => next == Some(&Token::Slash),
        Token::Other => lexemes.get(at)?.written.starts_with(['½', '⅓', '⅔', '¼', '¾']),
        Token::Word(word) => is_part(word) || matches!(next, Some(Token::Word(word)) if is_part(word)),
        _ => false,
    };
    if !begins {
        return None;
    }
    let words: Vec<String> = lexemes.get(at..)?.iter().take(4).map_while(word).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let before = at.checked_sub(1).and_then(|before| lexemes.get(before)).map(|lexeme| &lexeme.token);
    // `5 1/2` and `1/3/2025` are something else.
    if matches!(before, Some(Token::Number(_) | Token::Slash | Token::Currency(_) | Token::Times)) {
        return None;
    }
    let (share, length) = fraction(&words, at == 0)?;
    let next = lexemes.get(at + length).map(|lexeme| &lexeme.token);
    let goes_on = matches!(next, Some(Token::Slash | Token::Percent | Token::Currency(_) | Token::Times));
    (!goes_on).then_some((share, length))
}
