//! Undoes a common accident: UTF-8 was read in a single-byte encoding and saved
//! again, so that `é` became `Ã©` or `√©`. Nothing is lost then, and each
//! damaged character can be told from its neighbours.

mod edits;
mod evidence;
mod plausible;
mod sequence;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Encoding, OffsetMap};
use edits::Edits;
use sequence::{Kind, Sequence};

/// A file is opened and saved wrongly once, sometimes twice.
const MOST_PASSES: usize = 4;

/// How many damaged words are named.
const MOST_WORDS: usize = 5;

/// What was damaged in a text that was repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// In what the text's UTF-8 was read; several where different parts were
    /// damaged in different ways, the last accident first.
    pub encodings: Vec<Encoding>,
    /// How often the accident befell the same text: once, rarely twice.
    pub passes: usize,
    /// How many characters were damaged.
    pub sequences: usize,
    /// The first damaged words.
    pub words: Vec<DamagedWord>,
}

/// A damaged word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DamagedWord {
    /// As it lies on disk.
    pub before: String,
    /// As it was meant.
    pub after: String,
    /// Where it stands in the text that is parsed.
    pub range: Range<usize>,
}

/// A repaired text.
#[derive(Debug, Clone)]
pub(super) struct Repaired {
    /// The text as it was meant.
    pub(super) text: String,
    /// The map from it to the damaged text.
    pub(super) map: OffsetMap,
    /// What was damaged.
    pub(super) damage: Damage,
}

/// Repairs a text; none where nothing is damaged or the evidence is too thin.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    let mut edits = Edits::none(text);
    let mut encodings = Vec::new();
    for _ in 0..MOST_PASSES {
        let Some((encoding, sequences)) = next_pass(&edits.text) else { break };
        let pass = Edits::repaired(&edits.text, &sequences);
        edits = edits.then(pass);
        if !encodings.contains(&encoding) {
            encodings.push(encoding);
        }
    }
    let passes = edits.pieces.iter().map(|piece| piece.depth).max()?;
    let map = edits.map();
    let words = words(&edits.text, edits.pieces.iter().map(|piece| piece.to.clone()))
        .map(|range| DamagedWord {
            before: text.get(map.map(range.start)..map.map(range.end)).unwrap_or_default().to_owned(),
            after: edits.text.get(range.clone()).unwrap_or_default().to_owned(),
            range,
        })
        .collect();
    let damage = Damage { encodings, passes, sequences: edits.pieces.len(), words };
    Some(Repaired { text: edits.text, map, damage })
}

/// Words of a text that look damaged, where the rest of it does not: they are
/// for the author to judge.
pub(super) fn suspects(text: &str) -> Vec<DamagedWord> {
    if text.is_ascii() {
        return Vec::new();
    }
    let all = Encoding::ALL.into_iter().map(|encoding| {
        let plausible = plausible::plausible(text, &sequence::sequences(text, encoding), encoding);
        let mut strong = evidence::strong_sequences(text, &plausible);
        // `sin√π` is right and looks damaged; `d√©ploiement` only looks so.
        strong.retain(|sequence| {
            let follows = text.get(sequence.range.end..).and_then(|text| text.chars().next());
            sequence.kind == Kind::Letter && follows.is_some_and(char::is_alphabetic)
        });
        (strong, plausible)
    });
    let best = all.reduce(|best, next| if next.0.len() > best.0.len() { next } else { best });
    let (strong, plausible) = best.unwrap_or_default();
    // Words are told whole, the ends that say less by themselves included.
    let repaired = Edits::repaired(text, &plausible);
    let back = repaired.map();
    let starts: Vec<usize> = strong.iter().map(|sequence| sequence.range.start).collect();
    let pieces = repaired.pieces.iter().filter(|piece| starts.binary_search(&piece.from.start).is_ok());
    words(&repaired.text, pieces.map(|piece| piece.to.clone()))
        .map(|after| {
            let range = back.map(after.start)..back.map(after.end);
            DamagedWord {
                before: text.get(range.clone()).unwrap_or_default().to_owned(),
                after: repaired.text.get(after).unwrap_or_default().to_owned(),
                range,
            }
        })
        .collect()
}

/// The sequences that one accident made, the last one first; none where the
/// text is right.
fn next_pass(text: &str) -> Option<(Encoding, Vec<Sequence>)> {
    if text.is_ascii() {
        return None;
    }
    let candidates: Vec<_> = Encoding::ALL
        .into_iter()
        .map(|encoding| (encoding, candidates(text, encoding)))
        .filter(|(_, sequences)| !sequences.is_empty())
        .collect();
    let convincing = candidates.iter().filter_map(|(encoding, sequences)| {
        let evidence = evidence::weigh(text, sequences);
        evidence.convinces().then_some((evidence.strong, sequences.len(), *encoding, sequences))
    });
    // The first of equals.
    let best = convincing.reduce(|best, next| if (next.0, next.1) > (best.0, best.1) { next } else { best });
    if let Some((_, _, encoding, sequences)) = best {
        return Some((encoding, sequences.clone()));
    }
    // Damaged twice, the words show only once the second accident is undone.
    candidates.into_iter().find(|(_, sequences)| {
        let once = Edits::repaired(text, sequences);
        Encoding::ALL.into_iter().any(|encoding| {
            let below = candidates_of_twice(&once, encoding);
            !below.is_empty() && evidence::weigh(&once.text, &below).convinces()
        })
    })
}

/// The sequences of a text to be repaired together: all where they account for
/// every character beyond ASCII, else the plausible ones.
fn candidates(text: &str, encoding: Encoding) -> Vec<Sequence> {
    let all = sequence::sequences(text, encoding);
    let mut plausible = plausible::plausible(text, &all, encoding);
    let explained: usize = all.iter().map(|sequence| sequence.range.len()).sum();
    let beyond_ascii: usize = text.chars().filter(|c| !c.is_ascii()).map(char::len_utf8).sum();
    if explained == beyond_ascii {
        return without_rivals(text, all, &plausible, encoding);
    }
    if encoding != Encoding::MacRoman && !plausible.is_empty() {
        plausible.extend(sequence::lost_spaces(text));
        plausible.sort_by_key(|sequence| sequence.range.start);
    }
    plausible
}

/// The sequences without the unlikely ones that complete a word in another
/// encoding: a text may have been damaged in two ways.
fn without_rivals(
    text: &str,
    mut all: Vec<Sequence>,
    plausible: &[Sequence],
    encoding: Encoding,
) -> Vec<Sequence> {
    if all.len() == plausible.len() {
        return all;
    }
    let others = Encoding::ALL.into_iter().filter(|other| *other != encoding);
    let rivals: Vec<Vec<Sequence>> = others
        .map(|other| {
            let plausible = plausible::plausible(text, &sequence::sequences(text, other), other);
            let mut strong = evidence::strong_sequences(text, &plausible);
            strong.retain(|sequence| sequence.kind == Kind::Letter);
            strong
        })
        .collect();
    let holds = |sequences: &[Sequence], range: &Range<usize>| {
        let next = sequences.partition_point(|sequence| sequence.range.end <= range.start);
        sequences.get(next).is_some_and(|sequence| sequence.range.start < range.end)
    };
    all.retain(|sequence| {
        let rival = rivals.iter().any(|rivals| holds(rivals, &sequence.range));
        holds(plausible, &sequence.range) || !rival
    });
    all
}

/// The sequences that the undoing of one accident brought to light.
fn candidates_of_twice(once: &Edits, encoding: Encoding) -> Vec<Sequence> {
    let mut below = candidates(&once.text, encoding);
    below.retain(|sequence| {
        let next = once.pieces.partition_point(|piece| piece.to.end <= sequence.range.start);
        once.pieces.get(next).is_some_and(|piece| piece.to.start < sequence.range.end)
    });
    below
}

/// The first words that pieces of a text belong to, each once; where there are
/// no words, the pieces themselves.
fn words(
    text: &str,
    pieces: impl Iterator<Item = Range<usize>> + Clone,
) -> impl Iterator<Item = Range<usize>> {
    let part = |c: &char| c.is_alphanumeric() || matches!(c, '’' | '\'' | '-');
    let around = move |piece: Range<usize>| {
        let before = text.get(..piece.start).unwrap_or_default();
        let after = text.get(piece.end..).unwrap_or_default();
        let head: usize = before.chars().rev().take_while(part).map(char::len_utf8).sum();
        let tail: usize = after.chars().take_while(part).map(char::len_utf8).sum();
        piece.start - head..piece.end + tail
    };
    let is_word = move |piece: &Range<usize>| {
        text.get(piece.clone()).is_some_and(|piece| piece.chars().any(char::is_alphanumeric))
    };
    let any_word = pieces.clone().any(|piece| is_word(&piece));
    let mut end = 0;
    pieces
        .filter(move |piece| !any_word || is_word(piece))
        .filter_map(move |piece| {
            if piece.start < end {
                return None;
            }
            let word = if any_word { around(piece) } else { piece };
            end = word.end;
            Some(word)
        })
        .take(MOST_WORDS)
}
