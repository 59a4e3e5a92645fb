//! Items that a line does not simply name: rows and columns that make a name
//! together, names among other words, sizes and counts below the names.

use super::compare::{Listed, Outcome, Terms, compare};
use super::view::View;
use super::vocabulary::names_only_time;
use crate::catalog::lookup::{Found, Step, normalise, words};
use crate::catalog::{Charge, Item};
use crate::money::Decimal;
use crate::proposal::pricing::{LinePrice, PriceTable, PricedLine, Reading};

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

    /// The item whose name stands in a label among other words (`Fibre professionnelle
    /// 1 Gb/s`, `Further migration days for the Reigate office`). As it may be another
    /// thing of that name, only one that costs what is printed is taken.
    pub(super) fn within(&self, line: &PricedLine) -> Option<Found<'a>> {
        let key = normalise(&line.label);
        let said: Vec<&str> = words(&key).into_iter().map(singular).collect();
        let length = |item: &Item| {
            let names = item.name.all().chain(&item.aliases).map(|name| normalise(&name.value));
            let inside = names.filter_map(|name| {
                let name: Vec<&str> = words(&name).into_iter().map(singular).collect();
                // `Séance photos` may be a slip: it is told as unknown.
                let stands = name.len() > 1
                    && said.len() > name.len()
                    && said.windows(name.len()).any(|window| window == name);
                stands.then_some(name.len())
            });
            inside.max()
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
        let one = self.terms(Some(item), line.vat, currency);
        let quantity = line.quantity.as_ref().map(|count| count.value);
        let all = Terms { quantity, ..one.clone() };
        let fits = |cell: &LinePrice| {
            let outcome =
                |terms| cell.price().and_then(|price| compare(price, &listed, terms, self.language));
            [&one, &all].into_iter().any(|terms| matches!(outcome(terms), Some((Outcome::Fits, _))))
        };
        line.prices.iter().any(fits).then(|| Found { item: Some((item, Step::Context)), ..Found::default() })
    }

    /// The items of a row of sizes (`13 bis 16`), whose prices depend on the size and
    /// are named by their columns, and that size.
    pub(super) fn sized(&self, line: &PricedLine) -> Option<(Decimal, Vec<(LinePrice, Found<'a>)>)> {
        let size = size_of(&line.label)?;
        let found = line.prices.iter().filter_map(|price| {
            let name = price.heading.split([',', '(']).next().unwrap_or_default();
            let found = self.look_up(name, price.span, None, line, price.period);
            let tiered = matches!(found.item?.0.charge, Charge::Tiered(_));
            tiered.then(|| (price.clone(), found))
        });
        let found: Vec<_> = found.collect();
        (!found.is_empty()).then_some((size, found))
    }

    /// The count by which a row of counts has the prices of its columns' items: `Letter,
    /// 1,150 words | German to English 322.00 | German to French 299.00`.
    pub(super) fn counted_out(
        &self,
        line: &PricedLine,
        table: &PriceTable,
        items: &[Found<'a>],
    ) -> Option<Decimal> {
        let row = table.rows.get(line.row)?;
        let counts = row.cells.iter().filter_map(|cell| match &cell.reading {
            Reading::Quantity { value, .. } if *value > Decimal::ONE => Some(*value),
            _ => None,
        });
        let makes = |count: Decimal| {
            line.prices.iter().zip(items).any(|(cell, found)| {
                let now = found.item.and_then(|(item, _)| item.price_on(self.date));
                let made = now.and_then(|now| now.amount.value.checked_mul(count));
                made.is_some() && made == cell.price().map(|price| price.amount)
            })
        };
        counts.into_iter().find(|count| makes(*count))
    }
}

/// A word without the ending of several.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').filter(|stem| stem.len() > 2).unwrap_or(word)
}

/// The size that a label of sizes and bounds alone ends with: `7 bis 12`, `jusqu'à 10`,
/// and one more for `plus de 50`.
fn size_of(label: &str) -> Option<Decimal> {
    const ABOVE: &[&str] = &["plus de", "more than", "over", "uber", "mehr als", "mas de", "au-dela de", ">"];
    if !names_only_time(label) {
        return None;
    }
    let key = normalise(label);
    let mut numbers =
        key.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse::<Decimal>().ok());
    let last = numbers.next_back()?;
    let above = ABOVE.iter().any(|words| key.starts_with(words));
    if above { last.checked_add(Decimal::ONE) } else { Some(last) }
}
