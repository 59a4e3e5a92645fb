//! What the entries of a catalog are called, brought together where two are
//! called alike. Looked up instead of compared pair by pair, so that lists of
//! thousands of items are read in no time.

use std::collections::BTreeMap;

use crate::catalog::lookup::normalise;
use crate::catalog::{Catalog, Item};
use crate::proposal::Field;

/// Entries by what they are called.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// By reference, in lower case.
    references: BTreeMap<String, Vec<&'a Item>>,
    /// By name and alias, as these are compared.
    names: BTreeMap<String, Vec<Called<'a>>>,
}

/// What an entry is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Called<'a> {
    /// The place of the entry in the catalog.
    pub(super) at: usize,
    pub(super) item: &'a Item,
    pub(super) text: &'a Field<String>,
    /// Whether it is an alias, not a name.
    pub(super) alias: bool,
}

impl<'a> Names<'a> {
    pub(super) fn of(catalog: &'a Catalog) -> Self {
        let mut names = Self::default();
        for (at, item) in catalog.items.iter().enumerate() {
            names.references.entry(item.reference.value.to_lowercase()).or_default().push(item);
            let own = item.name.all().map(|text| (text, false));
            for (text, alias) in own.chain(item.aliases.iter().map(|text| (text, true))) {
                let called = Called { at, item, text, alias };
                names.names.entry(normalise(&text.value)).or_default().push(called);
            }
        }
        names
    }

    /// Entries with one reference, those of the catalog's order first.
    pub(super) fn same_reference(&self) -> impl Iterator<Item = &[&'a Item]> {
        self.references.values().map(Vec::as_slice).filter(|items| items.len() > 1)
    }

    /// Names and aliases that are compared as one, in the order of the catalog.
    pub(super) fn same_name(&self) -> impl Iterator<Item = &[Called<'a>]> {
        self.names.values().map(Vec::as_slice).filter(|called| called.len() > 1)
    }
}
