use strsim::damerau_levenshtein;

use super::normalise::{normalise, words};
use crate::catalog::Item;

/// The least similarity, in thousandths, that a suggestion needs.
const ENOUGH: usize = 850;

/// By how much, in thousandths, it must beat every other item.
const MARGIN: usize = 100;

/// The item that a misspelt name most likely means: for a suggestion, never for
/// a verdict.
pub(super) fn nearest<'a>(label: &str, items: impl Iterator<Item = &'a Item>) -> Option<&'a Item> {
    let label = normalise(label);
    let mut scored: Vec<(usize, &Item)> = items
        .map(|item| {
            let names = item.name.all().chain(&item.aliases);
            (names.map(|name| similarity(&label, &normalise(&name.value))).max().unwrap_or(0), item)
        })
        .collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let (best, item) = scored.first()?;
    let second = scored.get(1).map_or(0, |(score, _)| *score);
    (*best >= ENOUGH && *best >= second + MARGIN).then_some(*item)
}

/// How alike two normalised names are, in thousandths: letter by letter, or
/// word by word whatever the order.
fn similarity(one: &str, other: &str) -> usize {
    let sorted = |text: &str| {
        let mut words = words(text);
        words.sort_unstable();
        words.join(" ")
    };
    ratio(one, other).max(ratio(&sorted(one), &sorted(other)))
}

fn ratio(one: &str, other: &str) -> usize {
    let longest = one.chars().count().max(other.chars().count());
    if longest == 0 {
        return 0;
    }
    1000 - (damerau_levenshtein(one, other) * 1000).div_ceil(longest).min(1000)
}
