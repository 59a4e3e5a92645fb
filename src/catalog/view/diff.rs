use super::columns::{cut, left, right, widest, wrap};
use super::price;
use crate::catalog::words::{number, percent};
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
    heads(&mut diff, old, new);
    let removed = old.items.iter().filter(|item| new.item(&item.reference.value).is_none());
    diff.removed.extend(removed.map(entry));
    diff
}

/// `2 × AUD-FLASH`, not broken between.
fn several(part: &crate::catalog::Part) -> String {
    format!("{}\u{a0}×\u{a0}{}", part.quantity.normalize(), part.reference.value)
}

fn changes(diff: &mut Diff, old: &Item, new: &Item, language: Language) {
    let family = |item: &Item| item.family.as_ref().map_or_else(|| "—".to_owned(), |own| own.value.clone());
    let retired = |item: &Item| {
        item.retired
            .as_ref()
            .map_or_else(|| "—".to_owned(), |day| super::super::words::day(day.value, language))
    };
    // Of a long list of parts, those that differ.
    let parts = |item: &Item, other: &Item| {
        let count =
            |own: &crate::catalog::Part| (own.reference.value.to_lowercase(), own.quantity.normalize());
        let all = item.parts.iter().flatten();
        let own = all.filter(|part| other.parts.iter().flatten().all(|kept| count(kept) != count(part)));
        let own: Vec<String> = own.map(several).collect();
        if own.is_empty() { "—".to_owned() } else { own.join(", ") }
    };
    let term = |item: &Item| {
        item.min_term_months
            .as_ref()
            .map_or_else(|| "—".to_owned(), |months| months.value.normalize().to_string())
    };
    let listed = |all: Vec<String>| if all.is_empty() { "—".to_owned() } else { all.join(", ") };
    let aliases = |item: &Item| listed(item.aliases.iter().map(|alias| alias.value.clone()).collect());
    let unit = |item: &Item| item.unit.as_ref().map_or_else(|| "—".to_owned(), |unit| unit.value.clone());
    let least = |item: &Item| {
        item.min_quantity.as_ref().map_or_else(|| "—".to_owned(), |least| number(least.value, language))
    };
    let includes = |item: &Item| {
        let all = item.includes.iter();
        listed(all.map(several).collect())
    };
    let attributes = |item: &Item| {
        let all = item.attributes.iter();
        listed(all.map(|own| format!("{}: {}", own.key.value, own.value.value)).collect())
    };
    let rate = |item: &Item| {
        item.vat_rate.as_ref().map_or_else(|| "—".to_owned(), |rate| percent(rate.value, language))
    };
    let allowances = |item: &Item| listed(item.allowances.iter().map(|own| own.rule.value.clone()).collect());
    let facets: [(&str, &str, String, String); 14] = [
        ("prix", "price", price(old, language, None), price(new, language, None)),
        ("nom", "name", old.title(language).to_owned(), new.title(language).to_owned()),
        ("famille", "family", family(old), family(new)),
        ("engagement", "commitment", term(old), term(new)),
        ("retrait", "retirement", retired(old), retired(new)),
        ("éléments", "parts", parts(old, new), parts(new, old)),
        ("historique", "history", history(old, language), history(new, language)),
        ("unité", "unit", unit(old), unit(new)),
        ("minimum", "minimum", least(old), least(new)),
        ("comprend", "includes", includes(old), includes(new)),
        ("alias", "aliases", aliases(old), aliases(new)),
        ("attributs", "attributes", attributes(old), attributes(new)),
        ("TVA", "VAT", rate(old), rate(new)),
        ("dérogations", "allowances", allowances(old), allowances(new)),
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

/// The prices before the newest, with their days, and the first day of that.
fn history(item: &Item, language: Language) -> String {
    let prices = item.prices();
    let shown: Vec<String> = prices
        .iter()
        .enumerate()
        .map(|(at, price)| {
            let day = |day: &Option<crate::proposal::Field<chrono::NaiveDate>>| {
                day.as_ref()
                    .map_or_else(|| "…".to_owned(), |day| super::super::words::day(day.value, language))
            };
            let when = format!("{}–{}", day(&price.from), day(&price.until));
            // The newest amount is the price itself.
            if at + 1 == prices.len() {
                when
            } else {
                format!("{} {when}", number(price.amount.value, language))
            }
        })
        .collect();
    if shown.is_empty() { "—".to_owned() } else { shown.join(", ") }
}

/// What differs at the heads of two catalogs.
fn heads(diff: &mut Diff, old: &Catalog, new: &Catalog) {
    let language = diff.language;
    let rates = |catalog: &Catalog| {
        let all = catalog.vat_rates.iter();
        let all = all.map(|rate| format!("{} {}", rate.country.value, percent(rate.percent.value, language)));
        all.collect::<Vec<_>>().join(", ")
    };
    let exchange = |catalog: &Catalog| {
        let all = catalog.exchange.iter();
        let all = all.map(|own| format!("1 {} = {} {}", own.from, number(own.rate.value, language), own.to));
        all.collect::<Vec<_>>().join(", ")
    };
    let deepest = |catalog: &Catalog| {
        catalog.max_discount.as_ref().map_or_else(|| "—".to_owned(), |max| percent(max.value, language))
    };
    for (french, english, before, after) in [
        ("taux de TVA", "VAT rates", rates(old), rates(new)),
        ("cours", "exchange rates", exchange(old), exchange(new)),
        ("remise la plus forte", "deepest discount", deepest(old), deepest(new)),
    ] {
        if before != after {
            let or_none = |text: String| if text.is_empty() { "—".to_owned() } else { text };
            diff.changed.push(Change {
                reference: String::new(),
                name: String::new(),
                what: language.pick(french, english).to_owned(),
                before: or_none(before),
                after: or_none(after),
                percent: None,
            });
        }
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

    /// The differences as text: a line each, marked `+`, `-` or `~`, in at most
    /// `width` columns; the width that they need where there is none.
    pub fn text(&self, width: Option<usize>) -> String {
        let language = self.language;
        if self.is_empty() {
            return language.pick("aucune différence\n", "no difference\n").to_owned();
        }
        let references = self.added.iter().chain(&self.removed).map(|(reference, ..)| reference.as_str());
        let reference = widest(references.chain(self.changed.iter().map(|change| change.reference.as_str())));
        let both = || self.added.iter().chain(&self.removed);
        let amount = widest(both().map(|(_, _, price)| price.as_str()));
        let names = widest(both().map(|(_, name, _)| name.as_str()));
        let room = width.map_or(names, |width| width.saturating_sub(2 + reference + 2 + 2 + amount));
        let name = names.min(room.max(12));
        let mut out = String::new();
        for (mark, list) in [('+', &self.added), ('-', &self.removed)] {
            for (own, title, price) in list {
                let title = left(&cut(title, name), name);
                out.push_str(&format!(
                    "{mark} {}  {title}  {}\n",
                    left(own, reference),
                    right(price, amount)
                ));
            }
        }
        for change in &self.changed {
            let rise = change.percent.map_or_else(String::new, |value| {
                let sign = if value > Decimal::ZERO { "+" } else { "" };
                format!(" ({sign}{})", percent(value, language))
            });
            let head = format!("~ {}  ", left(&change.reference, reference));
            let text = format!(
                "{}{}{} → {}{rise}",
                change.what,
                language.pick("\u{a0}: ", ": "),
                change.before,
                change.after
            );
            let indent = widest(std::iter::once(head.as_str()));
            let room = width.map_or(usize::MAX, |width| width.saturating_sub(indent).max(20));
            let text = wrap(&text, room, 0).replace('\n', &format!("\n{}", " ".repeat(indent)));
            out.push_str(&format!("{head}{text}\n"));
        }
        out
    }
}
