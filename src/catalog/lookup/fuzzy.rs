use strsim::damerau_levenshtein;

use super::index::{Index, Key};
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
    let words: Vec<&str> = name.words.iter().map(String::as_str).collect();
    ratio(label, &name.text).max(ratio(sorted_label, &sorted(&words)))
}

fn sorted(words: &[&str]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.join(" ")
}

fn ratio(one: &str, other: &str) -> usize {
    let longest = one.chars().count().max(other.chars().count());
    if longest == 0 {
        return 0;
    }
    1000 - (damerau_levenshtein(one, other) * 1000).div_ceil(longest).min(1000)
}
