use strsim::damerau_levenshtein;

use super::index::{Index, Key, sorted};
use super::normalise::{normalise, words};
use crate::catalog::Item;

/// The least similarity, in thousandths, that a suggestion needs.
const ENOUGH: usize = 850;

/// By how much, in thousandths, it must beat every other item.
const MARGIN: usize = 100;

/// The item that a misspelt name most likely means: for a suggestion, never for
/// a verdict.
pub(super) fn nearest<'a>(label: &str, index: &Index<'a>) -> Option<&'a Item> {
    let label = normalise(label);
    let sorted_label = sorted(&words(&label));
    let mut scored: Vec<(usize, &Item)> = index
        .entries()
        .map(|(item, names)| {
            (names.iter().map(|name| similarity(&label, &sorted_label, name)).max().unwrap_or(0), item)
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let (best, item) = scored.first()?;
    let second = scored.get(1).map_or(0, |(score, _)| *score);
    (*best >= ENOUGH && *best >= second + MARGIN).then_some(*item)
}

/// How alike a normalised label and a name are, in thousandths: letter by
/// letter, or word by word whatever the order.
fn similarity(label: &str, sorted_label: &str, name: &Key) -> usize {
    ratio(label, &name.text).max(ratio(sorted_label, &name.sorted))
}

/// How alike two texts are, in thousandths; 0 where they are too unlike to be
/// suggested, or to stand in the way of a suggestion.
fn ratio(one: &str, other: &str) -> usize {
    let (one_length, other_length) = (one.chars().count(), other.chars().count());
    let longest = one_length.max(other_length);
    let share = |edits: usize| 1000 - (edits * 1000).div_ceil(longest).min(1000);
    // Letters that one has more than the other are edits already.
    if longest == 0 || share(one_length.abs_diff(other_length)) < ENOUGH - MARGIN {
        return 0;
    }
    share(damerau_levenshtein(one, other))
}
