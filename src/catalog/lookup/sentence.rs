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

/// The item whose name ends a text, but for words that lead on to a price
/// (`Conseil à`, `Session photo :`): there a name may be of one word.
pub fn ends_in_name<'a>(index: &Index<'a>, text: &str) -> Option<&'a Item> {
    const LEADS: &[&str] = &[
        "a", "de", "est", "coute", "pour", "au", "prix", "tarif", "at", "is", "costs", "for", "from",
        "price", "zu", "kostet", "preis", "fur", "cuesta", "precio", "por", "ht", "ttc", "net", "chf", "eur",
        "fr", "excl", "incl", "vat", "htva", "hors", "taxe", "taxes",
    ];
    let text = normalise(text);
    let said = words(&text);
    let in_company = |name: &[String]| {
        // `Week-end + ménage + coordination : X`: the price of all of them.
        let first = name.first().map(String::as_str).unwrap_or_default();
        let before = text.rfind(first).and_then(|at| text.get(..at)).unwrap_or_default();
        before.contains(['+', ',', '&'])
            || words(before).iter().any(|word| matches!(*word, "et" | "and" | "und" | "y"))
    };
    let end = said.iter().rposition(|word| !LEADS.contains(word))? + 1;
    let said = said.get(..end)?;
    let mut hits: Vec<(usize, &Item)> = Vec::new();
    for (item, name) in index.spoken().filter(|(_, name)| !name.is_empty() && name.len() <= said.len()) {
        let ends = said.ends_with(name.iter().map(String::as_str).collect::<Vec<_>>().as_slice());
        // A word that ends a longer phrase may be any word.
        let whole = name.len() == said.iter().filter(|word| !LEADS.contains(word)).count();
        if ends && (name.len() > 1 || whole) && !in_company(name) {
            hits.push((name.len(), item));
        }
    }
    let longest = hits.iter().map(|(length, _)| *length).max()?;
    let mut named: Vec<&Item> =
        hits.into_iter().filter(|(length, _)| *length == longest).map(|(_, item)| item).collect();
    named.dedup_by(|a, b| a.reference == b.reference);
    match named[..] {
        [only] => Some(only),
        _ => None,
    }
}
