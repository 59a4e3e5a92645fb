use chrono::NaiveDate;

use super::columns::{cut, left, right, widest};
use super::{WIDTH, price, summary};
use crate::catalog::Catalog;
use crate::language::Language;

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
/// columns.
pub fn list(catalog: &Catalog, language: Language, date: Option<NaiveDate>) -> String {
    let entries = entries(catalog, language, date);
    let reference = widest(entries.iter().map(|entry| entry.reference.as_str())).min(24);
    let amount = widest(entries.iter().map(|entry| entry.price.as_str())).min(30);
    let name = WIDTH.saturating_sub(2 + reference + 2 + 2 + amount);
    let mut out = String::new();
    let mut title: Option<Option<&str>> = None;
    for entry in &entries {
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
        let label = if entry.retired {
            format!("{} ({})", entry.name, language.pick("retiré", "retired"))
        } else {
            entry.name.clone()
        };
        let line = format!(
            "  {}  {}  {}",
            left(&cut(&entry.reference, reference), reference),
            left(&cut(&label, name), name),
            right(&cut(&entry.price, amount), amount)
        );
        out.push_str(line.trim_end());
        out.push('\n');
    }
    if !entries.is_empty() {
        out.push('\n');
    }
    out.push_str(&summary(catalog, language));
    out.push('\n');
    out
}
