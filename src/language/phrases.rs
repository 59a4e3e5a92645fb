//! Lists of words, and how to tell fast that a word is in none of them.

use std::ops::Deref;

/// The most phrases that one list has.
const MOST: usize = 160;

/// Phrases that are looked for all over a document: how they begin is known
/// beforehand, so that most texts are told to hold none at a glance.
#[derive(Debug)]
pub struct Phrases {
    all: &'static [&'static str],
    beginnings: u128,
    /// The mark of each one's first word.
    firsts: [u8; MOST],
}

/// A list of [`Phrases`] that is made while the program is built.
macro_rules! phrases {
    ($($phrase:literal),* $(,)?) => {
        const { &$crate::language::Phrases::new(&[$($phrase),*]) }
    };
}
pub(crate) use phrases;

impl Phrases {
    /// The phrases, each of words with single spaces between them. A list of more
    /// than 160 does not compile.
    pub const fn new(all: &'static [&'static str]) -> Self {
        let mut beginnings = 0;
        let mut firsts = [0; MOST];
        let (mut rest, mut marks) = (all, firsts.as_mut_slice());
        while let (Some((phrase, others)), Some((mark, further))) =
            (rest.split_first(), marks.split_first_mut())
        {
            beginnings |= beginning(phrase.as_bytes());
            *mark = mark_of(phrase.as_bytes()).0;
            (rest, marks) = (others, further);
        }
        assert!(rest.is_empty(), "a list of phrases is too long");
        Self { all, beginnings, firsts }
    }

    /// Whether one of them may begin with a word; where not, none does.
    pub fn may_begin(&self, word: &str) -> bool {
        self.beginnings & beginning(word.as_bytes()) != 0
    }

    /// Those whose first word may stand in a text that has these words.
    pub fn possible(&self, words: Words) -> impl Iterator<Item = &'static str> {
        let marked = self.all.iter().zip(&self.firsts);
        marked.filter(move |(_, mark)| words.have(**mark)).map(|(phrase, _)| *phrase)
    }
}

impl Deref for Phrases {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.all
    }
}

/// The marks of all words of a text.
#[derive(Debug, Clone, Copy)]
pub struct Words([u64; 4]);

impl Words {
    /// The words of a text with single spaces between them.
    pub fn of(text: &str) -> Self {
        let mut marks = [0; 4];
        let mut rest = text.as_bytes();
        loop {
            let (mark, length) = mark_of(rest);
            if let Some(part) = marks.get_mut(usize::from(mark >> 6)) {
                *part |= 1 << (mark & 63);
            }
            match rest.get(length + 1..) {
                Some(after) => rest = after,
                None => return Self(marks),
            }
        }
    }

    fn have(self, mark: u8) -> bool {
        let Self([first, second, third, fourth]) = self;
        let part = match mark >> 6 {
            0 => first,
            1 => second,
            2 => third,
            _ => fourth,
        };
        part >> (mark & 63) & 1 != 0
    }
}

/// A mark of a text's first word, which words share by chance only, and its length
/// (FNV-1a, whose highest bits are the best mixed).
const fn mark_of(text: &[u8]) -> (u8, usize) {
    let mut hash: u32 = 0x811C_9DC5;
    let (mut rest, mut length) = (text, 0);
    while let [byte, after @ ..] = rest {
        if *byte == b' ' {
            break;
        }
        hash = (hash ^ *byte as u32).wrapping_mul(0x0100_0193);
        (rest, length) = (after, length + 1);
    }
    let [mark, ..] = hash.to_be_bytes();
    (mark, length)
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
    use super::{Phrases, Words};

    #[test]
    fn whatever_a_phrase_begins_with_may_begin_one() {
        let phrases = Phrases::new(&["a partir de", "€", "+ tva", "ab"]);
        for word in ["a", "€", "+", "ab"] {
            assert!(phrases.may_begin(word), "{word}");
        }
        assert!(!phrases.may_begin("kubernetes") && !phrases.may_begin(""));
    }

    #[test]
    fn a_phrase_whose_first_word_stands_anywhere_is_possible() {
        let phrases = phrases!["hors taxes", "ttc", "tva comprise"];
        for (text, found) in [
            ("prix ttc par mois", vec!["ttc"]),
            ("tva", vec!["tva comprise"]),
            ("toutes hors service", vec!["hors taxes"]),
            ("rien", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(phrases.possible(Words::of(text)).collect::<Vec<_>>(), found, "{text}");
        }
    }
}
