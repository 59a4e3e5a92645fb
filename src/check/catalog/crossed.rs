//! Names that a document writes in two pieces: rows and columns that make one
//! together, and a name with its measures behind it.

use super::compare::{Listed, Outcome, compare};
use super::view::View;
use crate::catalog::Item;
use crate::catalog::lookup::{Found, Step, normalise, words};
use crate::proposal::pricing::{LinePrice, PricedLine};

impl<'a> View<'a> {
    /// The items of a row of a matrix, where its label and the header of a column make
    /// a name together: `Nuit` below `Agent de sécurité` is `Agent de sécurité, nuit`.
    /// Cells that make none are left out; none where no cell does.
    pub(super) fn crossed(&self, line: &PricedLine) -> Vec<(LinePrice, Found<'a>)> {
        let label = line.label.split(['(', '[']).next().unwrap_or_default();
        let mut under = line.clone();
        under.section = vec![label.to_owned()];
        let key = normalise(label);
        let found = line.prices.iter().filter_map(|price| {
            let found = self.look_up(&price.heading, price.span, None, &under, price.period);
            let (item, _) = found.item?;
            let heading = normalise(&price.heading);
            // The label has a share in the name.
            let missing = |name: &str| {
                words(name).iter().any(|word| !words(&heading).contains(word) && words(&key).contains(word))
            };
            let mut names = item.name.all().chain(&item.aliases).map(|name| normalise(&name.value));
            names.any(|name| missing(&name)).then(|| (price.clone(), found))
        });
        found.collect()
    }

    /// The item of which a label says the name and then measures (`Fibre
    /// professionnelle 1 Gb/s`). As it may be another thing of that name, only one that
    /// costs what is printed is taken.
    pub(super) fn measured(&self, line: &PricedLine) -> Option<Found<'a>> {
        let key = normalise(&line.label);
        let said = words(&key);
        let measured = |name: &[&str]| {
            let rest = said.strip_prefix(name)?;
            let first = rest.first()?.starts_with(|c: char| c.is_ascii_digit());
            (first && rest.len() <= 3).then_some(name.len())
        };
        let length = |item: &Item| {
            let names = item.name.all().chain(&item.aliases).map(|name| normalise(&name.value));
            names.filter_map(|name| measured(&words(&name))).max()
        };
        let items = self.catalog.items.iter().filter_map(|item| Some((length(item)?, item)));
        let (_, item) = items.max_by_key(|(length, _)| *length)?;
        let now = item.price_on(self.date)?;
        let listed = Listed {
            amount: now.amount.value,
            currency: now.currency,
            basis: now.basis,
            period: item.period,
        };
        let currency = line.prices.iter().find_map(|cell| cell.price()?.currency);
        let terms = self.terms(Some(item), line.vat, currency);
        let fits = |cell: &LinePrice| {
            let outcome = cell.price().and_then(|price| compare(price, &listed, &terms, self.language));
            matches!(outcome, Some((Outcome::Fits, _)))
        };
        line.prices.iter().any(fits).then(|| Found { item: Some((item, Step::Context)), ..Found::default() })
    }
}
