use std::ops::Range;

use super::remnants::fold;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub(super) range: Range<usize>,
    /// Without accents and case.
    pub(super) folded: String,
}

/// The sentences of a text, each as its words: runs of letters and digits.
/// Sentences end at line ends, at `;`, and at `.`, `!` and `?` before a space, but
/// not within a date (`30. April`); the cells of a row are one sentence.
pub(super) fn sentences(text: &str) -> Vec<Vec<Word>> {
    let mut sentences = vec![Vec::new()];
    let mut start: Option<usize> = None;
    let word = |range: Range<usize>, sentences: &mut Vec<Vec<Word>>| {
        let folded = fold(text.get(range.clone()).unwrap_or_default());
        if let Some(sentence) = sentences.last_mut() {
            sentence.push(Word { range, folded });
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c.is_alphanumeric() {
            start.get_or_insert(at);
            continue;
        }
        if let Some(start) = start.take() {
            word(start..at, &mut sentences);
        }
        let space = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let ends = matches!(c, '\n' | ';')
            || matches!(c, '.' | '!' | '?' | '…') && space && !(c == '.' && is_day(text, at));
        if ends && sentences.last().is_some_and(|sentence| !sentence.is_empty()) {
            sentences.push(Vec::new());
        }
    }
    if let Some(start) = start {
        word(start..text.len(), &mut sentences);
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Whether the dot at a place stands between the day and the month of a date.
fn is_day(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let next = after.get(1..).unwrap_or_default().trim_start();
    let end = next.find(|c: char| !c.is_alphabetic()).unwrap_or(next.len());
    let word = next.get(..end).unwrap_or_default().to_lowercase();
    (1..=2).contains(&digits) && crate::language::month(&word).is_some()
}

/// Whether a sentence has one of some words.
pub(super) fn has(sentence: &[Word], words: &[&str]) -> bool {
    sentence.iter().any(|word| words.contains(&word.folded.as_str()))
}

/// Whether these words stand in a sentence one after the other.
pub(super) fn has_phrase(sentence: &[Word], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    sentence
        .windows(phrase.len())
        .any(|window| window.iter().map(|word| word.folded.as_str()).eq(phrase.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_pauses_and_not_in_dates_and_articles() {
        let said: Vec<String> =
            sentences("L. 441-10 du code.\nValable jusqu’au 31.12.2025 ; payé\tÀ 30 jours. Fin")
                .iter()
                .map(|sentence| {
                    sentence.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
                })
                .collect();
        assert_eq!(said, ["l", "441 10 du code", "valable jusqu au 31 12 2025", "paye a 30 jours", "fin"]);
    }

    #[test]
    fn words_know_where_they_stand() {
        let text = "le 16 Mai";
        let words = &sentences(text)[0];
        assert_eq!(text.get(words[2].range.clone()), Some("Mai"));
        assert!(has_phrase(words, "16 mai") && !has_phrase(words, "le mai"));
        assert!(has(words, &["juin", "mai"]));
    }
}
