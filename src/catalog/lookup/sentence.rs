use super::index::Index;
use super::normalise::{normalise, words};
use crate::catalog::Item;

/// The item that a sentence names: by a name, an alias or a reference that
/// stands in it whole. None where it names several, and none for names of one
/// word, which sentences use for other things too.
pub fn named_in<'a>(index: &Index<'a>, sentence: &str) -> Option<&'a Item> {
    let sentence = normalise(sentence);
    let said = words(&sentence);
    let mut hits: Vec<(usize, usize, &Item)> = Vec::new();
    for (item, name) in index.spoken().filter(|(_, name)| name.len() > 1) {
        if let Some(at) = said.windows(name.len()).position(|window| window == name) {
            hits.push((at, at + name.len(), item));
        }
    }
    // A name within a longer one is part of it.
    let covered = |hit: &(usize, usize, &Item)| {
        hits.iter().any(|other| other.0 <= hit.0 && hit.1 <= other.1 && other.1 - other.0 > hit.1 - hit.0)
    };
    let mut named: Vec<&Item> = hits.iter().filter(|hit| !covered(hit)).map(|hit| hit.2).collect();
    named.dedup_by(|a, b| a.reference == b.reference);
    match named[..] {
        [only] => Some(only),
        _ => None,
    }
}
