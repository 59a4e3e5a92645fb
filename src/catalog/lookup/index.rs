use super::normalise::{normalise, words};
use crate::catalog::{Catalog, Item};

/// A catalog whose names are ready to be compared, for looking up many lines.
#[derive(Debug)]
pub struct Index<'a> {
    /// The catalog.
    pub catalog: &'a Catalog,
    entries: Vec<(&'a Item, Vec<Key>)>,
}

/// A name or an alias as it is compared.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) text: String,
    pub(super) words: Vec<String>,
}

impl<'a> Index<'a> {
    /// An index over a catalog.
    pub fn new(catalog: &'a Catalog) -> Self {
        let keys = |item: &Item| {
            let names = item.name.all().chain(&item.aliases);
            names
                .map(|name| {
                    let text = normalise(&name.value);
                    let words = words(&text).into_iter().map(str::to_owned).collect();
                    Key { text, words }
                })
                .collect()
        };
        Self { catalog, entries: catalog.items.iter().map(|item| (item, keys(item))).collect() }
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
}
