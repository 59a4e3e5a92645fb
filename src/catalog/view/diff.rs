use super::columns::{cut, left, widest};
use super::{WIDTH, price};
use crate::catalog::words::percent;
use crate::catalog::{Catalog, Item};
use crate::language::Language;
use crate::money::{Decimal, round};

/// What differs between two catalogs, at their newest prices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// References that only the new one has, with name and price.
    pub added: Vec<(String, String, String)>,
    /// References that only the old one has, with name and price.
    pub removed: Vec<(String, String, String)>,
    /// What is in both and differs.
    pub changed: Vec<Change>,
    language: Language,
}

/// Something about an item that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The reference.
    pub reference: String,
    /// The name, in the new catalog.
    pub name: String,
    /// What differs, in the language asked for: `prix`, `nom`.
    pub what: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
    /// For a price: by how much, in percent, to one decimal.
    pub percent: Option<Decimal>,
}

/// Compares two catalogs by reference.
pub fn diff(old: &Catalog, new: &Catalog, language: Language) -> Diff {
    let mut diff = Diff { language, ..Diff::default() };
    let entry = |item: &Item| {
        (item.reference.value.clone(), item.title(language).to_owned(), price(item, language, None))
    };
    for item in &new.items {
        match old.item(&item.reference.value) {
            None => diff.added.push(entry(item)),
            Some(before) => changes(&mut diff, before, item, language),
        }
    }
    let removed = old.items.iter().filter(|item| new.item(&item.reference.value).is_none());
    diff.removed.extend(removed.map(entry));
    diff
}

fn changes(diff: &mut Diff, old: &Item, new: &Item, language: Language) {
    let family = |item: &Item| item.family.as_ref().map_or_else(|| "—".to_owned(), |own| own.value.clone());
    let retired = |item: &Item| {
        item.retired
            .as_ref()
            .map_or_else(|| "—".to_owned(), |day| super::super::words::day(day.value, language))
    };
    let parts = |item: &Item| {
        let all = item.parts.iter().flatten();
        all.map(|part| format!("{} × {}", part.quantity.normalize(), part.reference.value))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let term = |item: &Item| {
        item.min_term_months
            .as_ref()
            .map_or_else(|| "—".to_owned(), |months| months.value.normalize().to_string())
    };
    let facets: [(&str, &str, String, String); 6] = [
        ("prix", "price", price(old, language, None), price(new, language, None)),
        ("nom", "name", old.title(language).to_owned(), new.title(language).to_owned()),
        ("famille", "family", family(old), family(new)),
        ("engagement", "commitment", term(old), term(new)),
        ("retrait", "retirement", retired(old), retired(new)),
        ("éléments", "parts", parts(old), parts(new)),
    ];
    for (french, english, before, after) in facets {
        if before == after {
            continue;
        }
        let percent = (english == "price").then(|| rise(old, new)).flatten();
        diff.changed.push(Change {
            reference: new.reference.value.clone(),
            name: new.title(language).to_owned(),
            what: language.pick(french, english).to_owned(),
            before,
            after,
            percent,
        });
    }
}

/// By how much a price rose, in percent.
fn rise(old: &Item, new: &Item) -> Option<Decimal> {
    let (before, after) = (old.price_on(None)?, new.price_on(None)?);
    let same = (before.currency, before.basis, old.period) == (after.currency, after.basis, new.period);
    if !same {
        return None;
    }
    let more = after.amount.value.checked_sub(before.amount.value)?;
    Some(round(more.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before.amount.value)?, 1))
}

impl Diff {
    /// Whether the two are the same.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }

    /// The differences as text: a line each, marked `+`, `-` or `~`.
    pub fn text(&self) -> String {
        let language = self.language;
        if self.is_empty() {
            return language.pick("aucune différence\n", "no difference\n").to_owned();
        }
        let references = self.added.iter().chain(&self.removed).map(|(reference, ..)| reference.as_str());
        let width = widest(references.chain(self.changed.iter().map(|change| change.reference.as_str())));
        let mut out = String::new();
        for (mark, list) in [('+', &self.added), ('-', &self.removed)] {
            for (reference, name, price) in list {
                let line = format!("{mark} {}  {name}, {price}", left(reference, width));
                out.push_str(&cut(&line, WIDTH));
                out.push('\n');
            }
        }
        for change in &self.changed {
            let rise = change.percent.map_or_else(String::new, |value| {
                let sign = if value > Decimal::ZERO { "+" } else { "" };
                format!(" ({sign}{})", percent(value, language))
            });
            let line = format!(
                "~ {}  {}{}{} → {}{rise}",
                left(&change.reference, width),
                change.what,
                language.pick(" : ", ": "),
                change.before,
                change.after
            );
            out.push_str(&line);
            out.push('\n');
        }
        out
    }
}
