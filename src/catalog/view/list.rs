use chrono::NaiveDate;

use super::columns::{cut, left, right, widest, wrap};
use super::{price, summary};
use crate::catalog::Catalog;
use crate::language::Language;

/// The least room in which the beginning of a name says something.
const LEAST: usize = 16;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The reference.
    pub reference: String,
    /// The family; none for bundles and items without one.
    pub family: Option<String>,
    /// The name.
    pub name: String,
    /// What it costs, in words.
    pub price: String,
    /// Whether it is a bundle.
    pub bundle: bool,
    /// Whether it is no longer sold.
    pub retired: bool,
}

/// What is sold on a day; without a day, at the newest prices.
pub fn entries(catalog: &Catalog, language: Language, date: Option<NaiveDate>) -> Vec<Entry> {
    let items = catalog.items.iter();
    items
        .map(|item| Entry {
            reference: item.reference.value.clone(),
            family: item.family.as_ref().map(|family| family.value.clone()),
            name: item.title(language).to_owned(),
            price: price(item, language, date),
            bundle: item.is_bundle(),
            retired: item.is_retired_on(date),
        })
        .collect()
}

/// The list as a table: families as titles, references, names and prices in
/// columns, in at most `width` columns; the width that they need where there is
/// none.
///
/// Names are cut to what is left; where next to nothing is, each stands below
/// its reference and price.
pub fn list(catalog: &Catalog, language: Language, date: Option<NaiveDate>, width: Option<usize>) -> String {
    let entries = entries(catalog, language, date);
    let labels: Vec<String> = entries
        .iter()
        .map(|entry| {
            let retired = format!(" ({})", language.pick("retiré", "retired"));
            format!("{}{}", entry.name, if entry.retired { retired.as_str() } else { "" })
        })
        .collect();
    let reference = widest(entries.iter().map(|entry| entry.reference.as_str()));
    let amount = widest(entries.iter().map(|entry| entry.price.as_str()));
    let names = widest(labels.iter().map(String::as_str));
    let room = width.map_or(names, |width| width.saturating_sub(2 + reference + 2 + 2 + amount));
    let (name, stacked) = (room.min(names), room < names && room < LEAST);
    let mut out = String::new();
    let mut title: Option<Option<&str>> = None;
    for (entry, label) in entries.iter().zip(&labels) {
        let own =
            if entry.bundle { Some(language.pick("packs", "bundles")) } else { entry.family.as_deref() };
        if title != Some(own) {
            if title.is_some() {
                out.push('\n');
            }
            out.push_str(own.unwrap_or(language.pick("autres", "other")));
            out.push('\n');
            title = Some(own);
        }
        if stacked {
            let right_edge = width.unwrap_or(names).saturating_sub(2 + reference + 2).min(amount);
            let (reference, price) = (left(&entry.reference, reference), right(&entry.price, right_edge));
            out.push_str(&format!("  {reference}  {price}\n"));
            let room = width.unwrap_or(names).saturating_sub(4);
            out.push_str(&format!("    {}\n", wrap(label, room, 4)));
        } else {
            let reference = left(&entry.reference, reference);
            let price = right(&entry.price, amount);
            out.push_str(&format!("  {reference}  {}  {price}\n", left(&cut(label, name), name)));
        }
    }
    if !entries.is_empty() {
        out.push('\n');
    }
    out.push_str(&wrap(&summary(catalog, language), width.unwrap_or(usize::MAX), 0));
    out.push('\n');
    out
}
