//! Lists of words, and how to tell fast that a word is in none of them.

use std::ops::Deref;

/// Phrases that are looked for at every word of a document: how they begin is
/// known beforehand, so that most words are told to begin none at a glance.
#[derive(Debug)]
pub struct Phrases {
    all: &'static [&'static str],
    beginnings: u128,
}

impl Phrases {
    /// The phrases, each of words with single spaces between them.
    pub const fn new(all: &'static [&'static str]) -> Self {
        let mut beginnings = 0;
        let mut rest = all;
        while let Some((phrase, others)) = rest.split_first() {
            beginnings |= beginning(phrase.as_bytes());
            rest = others;
        }
        Self { all, beginnings }
    }

    /// Whether one of them may begin with a word; where not, none does.
    pub fn may_begin(&self, word: &str) -> bool {
        self.beginnings & beginning(word.as_bytes()) != 0
    }
}

impl Deref for Phrases {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.all
    }
}

/// One bit for the first two letters of a word or phrase: words whose bits differ
/// do.
pub const fn beginning(word: &[u8]) -> u128 {
    let (first, second) = match word {
        [] => (0, 0),
        [first] | [first, b' ', ..] => (*first, 0),
        [first, second, ..] => (*first, *second),
    };
    1 << ((first as u32 * 29 + second as u32) % 128)
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    #[test]
    fn whatever_a_phrase_begins_with_may_begin_one() {
        let phrases = Phrases::new(&["a partir de", "€", "+ tva", "ab"]);
        for word in ["a", "€", "+", "ab"] {
            assert!(phrases.may_begin(word), "{word}");
        }
        assert!(!phrases.may_begin("kubernetes") && !phrases.may_begin(""));
    }
}
