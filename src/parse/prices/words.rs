//! Words of the trade, compared without case, accents and punctuation.

use crate::language::{Phrases, Words, each_unaccented};

/// Text in the form in which words are compared: lower case, no accents,
/// abbreviations without dots (`H.T.` is `ht`), every run of punctuation one
/// space; `%`, `#`, `/`, `+` and currency signs stay, as words of their own.
pub(super) fn fold(text: &str) -> String {
    if text.is_ascii() {
        let bytes = text.as_bytes();
        return fold_letters(bytes.len(), |index| {
            bytes.get(index).map(|byte| byte.to_ascii_lowercase().into())
        });
    }
    let mut chars: Vec<char> = Vec::with_capacity(text.len());
    each_unaccented(text, |c| match c {
        'œ' => chars.extend(['o', 'e']),
        'ß' => chars.extend(['s', 's']),
        'º' | '°' => chars.push('o'),
        c => chars.push(c),
    });
    fold_letters(chars.len(), |index| chars.get(index).copied())
}

/// The same for text of so many letters, without accents and in lower case.
fn fold_letters(length: usize, at: impl Fn(usize) -> Option<char>) -> String {
    let mut out = String::with_capacity(length);
    let space = |out: &mut String| {
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    };
    for (index, c) in (0..length).map_while(&at).enumerate() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if matches!(c, '%' | '#' | '/' | '+' | '€' | '$' | '£') {
            space(&mut out);
            out.push(c);
            out.push(' ');
        } else if c == '.' && is_initial(&at, index) {
            // H.T., P.U.: the letters stay together.
        } else if (c == ',' || c == '.')
            && at(index + 1).is_some_and(|next| next.is_ascii_digit())
            && index.checked_sub(1).and_then(&at).is_some_and(|last| last.is_ascii_digit())
        {
            out.push('.');
        } else {
            space(&mut out);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether the dot at `index` follows a letter standing alone, as in `H.T.`.
fn is_initial(at: impl Fn(usize) -> Option<char>, index: usize) -> bool {
    let Some(letter) = index.checked_sub(1) else { return false };
    let single = at(letter).is_some_and(char::is_alphabetic)
        && letter.checked_sub(1).and_then(&at).is_none_or(|before| !before.is_alphanumeric());
    let more = at(index + 1).is_some_and(char::is_alphabetic)
        && at(index + 2).is_none_or(|after| !after.is_alphabetic());
    let last = at(index + 1).is_none_or(|after| !after.is_alphanumeric())
        && letter.checked_sub(1).and_then(&at) == Some('.');
    single && (more || last)
}

/// Whether folded text holds a phrase as whole words.
pub(super) fn has(folded: &str, phrase: &str) -> bool {
    find(folded, phrase).is_some()
}

/// Where folded text holds a phrase as whole words, in bytes.
///
/// Searched from word to word: this is asked some thousand times for each table,
/// of texts that are shorter than what a general search prepares.
pub(super) fn find(folded: &str, phrase: &str) -> Option<usize> {
    let (text, wanted) = (folded.as_bytes(), phrase.as_bytes());
    let mut at = 0;
    loop {
        let rest = text.get(at..)?;
        if begins_with(rest, wanted) {
            return Some(at);
        }
        at += rest.iter().position(|byte| *byte == b' ')? + 1;
    }
}

/// Whether a text begins with a phrase that ends where a word does.
fn begins_with(text: &[u8], phrase: &[u8]) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| matches!(rest.first(), None | Some(b' ')))
}

/// Whether folded text holds one of several phrases as whole words.
pub(super) fn has_any(folded: &str, phrases: &Phrases) -> bool {
    phrases.possible(Words::of(folded)).any(|phrase| has(folded, phrase))
}

/// Whether folded text begins with one of several phrases.
pub(super) fn starts_with_any(folded: &str, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| begins_with(folded.as_bytes(), phrase.as_bytes()))
}

/// Folded text without any of several phrases, left out one after the other.
pub(super) fn without_all<'p>(folded: &str, phrases: impl Iterator<Item = &'p str>) -> String {
    let mut rest = folded.to_owned();
    for phrase in phrases {
        if has(&rest, phrase) {
            rest = without(&rest, phrase);
        }
    }
    rest
}

/// Folded text without a phrase, wherever it stands as whole words.
fn without(folded: &str, phrase: &str) -> String {
    let mut rest = folded.to_owned();
    while let Some(at) = find(&rest, phrase) {
        let (before, after) = rest.split_at(at);
        let (before, after) = (before.trim_end(), after.get(phrase.len()..).unwrap_or_default().trim_start());
        let joint = if before.is_empty() || after.is_empty() { "" } else { " " };
        rest = format!("{before}{joint}{after}");
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_without_case_accents_and_dots() {
        for (text, folded) in [
            ("Prix unitaire H.T.", "prix unitaire ht"),
            ("P.U. (€ HT)", "pu € ht"),
            ("Total T.T.C.", "total ttc"),
            ("N° de réf.", "no de ref"),
            ("HT/mois", "ht / mois"),
            ("Nœuds\u{a0}max", "noeuds max"),
            ("TVA 5,5 %", "tva 5.5 %"),
            ("Tarif jusqu’à 3.", "tarif jusqu a 3"),
            ("excl. VAT", "excl vat"),
            ("p.a.", "pa"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
        assert!(has("total ht", "ht") && !has("straight", "ht"));
        assert_eq!(without("tarif ht / mois ht", "ht"), "tarif / mois");
    }
}
