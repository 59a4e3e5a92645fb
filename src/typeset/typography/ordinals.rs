//! French ordinals: `1er`, `2e`, `XXIe`, whose endings stand raised on a page.
//!
//! Source: Lexique des règles typographiques en usage à l'Imprimerie nationale.

use crate::language::Language;

/// Endings after the number one.
const FIRST: &[&str] = &["er", "re", "ers", "res"];

/// Endings after any number.
const FURTHER: &[&str] = &["e", "es"];

/// A part of a text, and whether it stands raised.
pub(in crate::typeset) type Part<'a> = (&'a str, bool);

/// Divides a run of text into what stands on the line and the endings of
/// ordinals. A text without ordinals is one part, as are those in other
/// languages than French.
pub(in crate::typeset) fn ordinals(text: &str, language: Language) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    if language == Language::French && text.contains('e') {
        while let Some((line, ending, after)) = first(rest, parts.is_empty()) {
            parts.push((line, false));
            parts.push((ending, true));
            rest = after;
        }
    }
    if !rest.is_empty() || parts.is_empty() {
        parts.push((rest, false));
    }
    parts
}

/// The first ordinal of a text: what stands before its ending, the ending, and
/// what follows. `fresh` where nothing stands before the text.
fn first(text: &str, fresh: bool) -> Option<(&str, &str, &str)> {
    let mut start = 0;
    for word in text.split_inclusive(|c: char| !c.is_alphanumeric()) {
        let open = match text.get(..start).and_then(|before| before.chars().next_back()) {
            None => fresh,
            Some(before) => before.is_whitespace() || matches!(before, '(' | '«' | '’' | '\''),
        };
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let closed = text.get(start + bare.len()..).and_then(|after| after.chars().next()).is_none_or(|c| {
            c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '»' | '…')
        });
        if let Some(number) = number(bare).filter(|_| open && closed) {
            let (line, after) = text.split_at_checked(start + number.len())?;
            let (ending, after) = after.split_at_checked(bare.len() - number.len())?;
            return Some((line, ending, after));
        }
        start += word.len();
    }
    None
}

/// The number of an ordinal: up to three figures, or a Roman number.
fn number(word: &str) -> Option<&str> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let ending = word.get(number.len()..)?;
    let figures = (1..=3).contains(&number.len()) && number.chars().all(|c| c.is_ascii_digit());
    // One letter is more often the beginning of a word, or an initial.
    let roman = number.chars().all(|c| matches!(c, 'I' | 'V' | 'X')) && (number.len() > 1 || word == "Ier");
    let one = matches!(number, "1" | "I");
    let suits =
        FURTHER.contains(&ending) || one && FIRST.contains(&ending) || number == "2" && ending == "nd";
    (suits && (figures || roman)).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        ordinals(text, Language::French)
            .into_iter()
            .map(|(part, raised)| if raised { format!("^{part}^") } else { part.to_owned() })
            .collect()
    }

    #[test]
    fn endings_of_ordinals_stand_raised() {
        assert_eq!(shown("Chaque année, au 1er\u{a0}janvier"), "Chaque année, au 1^er^\u{a0}janvier");
        assert_eq!(shown("1re et 2e phases, 3e."), "1^re^ et 2^e^ phases, 3^e^.");
        assert_eq!(shown("l’article 5, (1er)"), "l’article 5, (1^er^)");
        assert_eq!(shown("Ier et XXIe siècles"), "I^er^ et XXI^e^ siècles");
    }

    #[test]
    fn what_only_looks_like_an_ordinal_stays_on_the_line() {
        for text in
            ["v2e", "0x1e", "a-1er", "1er-cluster", "3er", "RKE2", "Ve", "2024e", "1e4", "er", "", "SHA 1.2e"]
        {
            assert_eq!(shown(text), text);
        }
    }

    #[test]
    fn other_languages_have_none() {
        assert_eq!(ordinals("am 1er", Language::German), [("am 1er", false)]);
    }
}
