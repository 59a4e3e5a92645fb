use super::normalise::{normalise, words};
use crate::catalog::{Catalog, Item};

/// A catalog whose names are ready to be compared, for looking up many lines.
#[derive(Debug)]
pub struct Index<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    entries: Vec<(&'a Item, Vec<Key>)>,
    /// The words of the references, in the order of the entries.
    references: Vec<Vec<String>>,
}

/// A name or an alias as it is compared.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) words: Vec<String>,
    /// Its words in the order of the alphabet, one space between them.
    pub(super) sorted: String,
}

/// Words in the order of the alphabet.
pub(super) fn sorted(words: &[&str]) -> String {
    let mut words = words.to_vec();
    words.sort_unstable();
    words.join(" ")
}

impl<'a> Index<'a> {
    /// An index over a catalog.
    pub fn new(catalog: &'a Catalog) -> Self {
        let keys = |item: &Item| {
            let names = item.name.all().chain(&item.aliases);
            names
                .map(|name| {
                    let text = normalise(&name.value);
                    let words: Vec<&str> = words(&text);
                    let sorted = sorted(&words);
                    Key { words: words.into_iter().map(str::to_owned).collect(), sorted, text }
                })
                .collect()
        };
        let reference = |item: &Item| {
            let reference = normalise(&item.reference.value);
            words(&reference).into_iter().map(str::to_owned).collect()
        };
        Self {
            catalog,
            entries: catalog.items.iter().map(|item| (item, keys(item))).collect(),
            references: catalog.items.iter().map(reference).collect(),
        }
    }

    /// The items of which some name fits.
    pub(super) fn with_name(&self, fits: impl Fn(&Key) -> bool) -> Vec<&'a Item> {
        self.entries.iter().filter(|(_, keys)| keys.iter().any(&fits)).map(|(item, _)| *item).collect()
    }

    /// What some name of each item gives.
    pub(super) fn by_name<T>(&self, look: impl Fn(&Key) -> Option<T>) -> Vec<(&'a Item, T)> {
        self.entries.iter().filter_map(|(item, keys)| Some((*item, keys.iter().find_map(&look)?))).collect()
    }

    /// Every item with its names.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'a Item, &[Key])> {
        self.entries.iter().map(|(item, keys)| (*item, keys.as_slice()))
    }

    /// The words of every way to name each item: its names, its aliases, its
    /// reference.
    pub(super) fn spoken(&self) -> impl Iterator<Item = (&'a Item, &[String])> {
        self.entries.iter().zip(&self.references).flat_map(|((item, keys), reference)| {
            let names = keys.iter().map(|key| key.words.as_slice());
            names.chain(std::iter::once(reference.as_slice())).map(move |words| (*item, words))
        })
    }
}
