//! Options that are a percentage of another item, and what they are taken of.

use super::sale::Sale;
use super::view::View;
use crate::catalog::lookup::named_in;
use crate::catalog::{Charge, Item, PercentBase, PercentOf};
use crate::proposal::price::Price;
use crate::proposal::pricing::Reading;

/// What a percentage is taken of.
pub(super) enum Base<'a> {
    /// An item, at the price that the document asks for it.
    One(&'a Item, Price),
    /// Something that the document names in words.
    Named,
    /// One of several, or nothing in the document.
    Open,
}

/// The options of a document that are a percentage in the catalog.
pub(super) fn options<'a, 'v>(
    view: &'v View<'a>,
) -> impl Iterator<Item = (&'v Sale<'a>, &'a Item, &'a PercentOf)> {
    view.sales.iter().filter_map(|sale| {
        let item = sale.item().filter(|item| !item.is_retired_on(view.date))?;
        match &item.charge {
            Charge::Percent(share) => Some((sale, item, share)),
            Charge::Listed(_)
            | Charge::Tiered(_)
            | Charge::From(_)
            | Charge::OnQuote(_)
            | Charge::Unknown => None,
        }
    })
}

/// What an option's percentage is taken of: what the cell names, else the only
/// item of the catalog's base in the same table, else the only one in the
/// document.
pub(super) fn base<'a>(view: &View<'a>, sale: &Sale<'a>, share: &'a PercentOf) -> Base<'a> {
    let words = sale.cells().iter().find_map(|cell| match &cell.reading {
        Reading::Percent { of, .. } => of.as_deref(),
        _ => None,
    });
    if let Some(words) = words.filter(|words| !words.trim().is_empty()) {
        let named = named_in(&view.index, words)
            .and_then(|item| sold(view, sale, |own| own.reference == item.reference));
        return named.map_or(Base::Named, |(item, price)| Base::One(item, price));
    }
    let found = match &share.base {
        PercentBase::Item(reference) => {
            let wanted = view.catalog.item(&reference.value);
            sold(view, sale, |item| wanted.is_some_and(|wanted| wanted.reference == item.reference))
        }
        PercentBase::Family(family) => sold(view, sale, |item| {
            item.is_of_family(&family.value) && !matches!(item.charge, Charge::Percent(_))
        }),
    };
    found.map_or(Base::Open, |(item, price)| Base::One(item, price))
}

/// The only item of a kind that the same table sells, else the document.
fn sold<'a>(view: &View<'a>, option: &Sale<'a>, fits: impl Fn(&Item) -> bool) -> Option<(&'a Item, Price)> {
    let table = option.line.as_ref().map(|line| line.table);
    let all: Vec<&Sale<'a>> =
        view.sales.iter().filter(|sale| sale.item().is_some_and(&fits) && !sale.offers.is_empty()).collect();
    let near: Vec<&Sale<'a>> =
        all.iter().copied().filter(|sale| sale.line.as_ref().map(|line| line.table) == table).collect();
    let candidates = if near.is_empty() { all } else { near };
    let first = candidates.first()?;
    let item = first.item()?;
    let only = candidates.iter().all(|sale| sale.item().is_some_and(|own| own.reference == item.reference));
    only.then(|| first.offers.first().map(|offer| (item, offer.price.clone())))?
}
