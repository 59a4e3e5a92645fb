use super::columns::{cut, left, right, widest, wrap};
use super::price;
use crate::catalog::words::{amount, basis, day, difference, number, percent};
use crate::catalog::{Catalog, Charge, DatedPrice, Item, Tiers};
use crate::language::Language;
use crate::yaml::nearest;

/// Everything about one item or bundle, in at most `width` columns.
///
/// # Errors
///
/// With the most similar reference, if any, where the catalog has none of that
/// name.
pub fn show(
    catalog: &Catalog,
    reference: &str,
    language: Language,
    width: usize,
) -> Result<String, Option<String>> {
    let Some(item) = catalog.item(reference) else {
        let references: Vec<&str> = catalog.items.iter().map(|item| item.reference.value.as_str()).collect();
        let begun = |own: &&&str| own.to_lowercase().starts_with(&reference.trim().to_lowercase());
        let near = nearest(reference, &references).or(references.iter().find(begun).copied());
        return Err(near.map(str::to_owned));
    };
    let width = width.max(40);
    let mut page = Page { language, width, lines: Vec::new() };
    describe(&mut page, item);
    match &item.charge {
        Charge::Listed(_) => history(&mut page, &item.prices()),
        Charge::Tiered(tiers) => steps(&mut page, item, tiers),
        Charge::Percent(_) | Charge::From(_) | Charge::OnQuote(_) | Charge::Unknown => {}
    }
    let mut out = page.text(item);
    parts(&mut out, catalog, item, (language, width));
    Ok(out)
}

struct Page {
    language: Language,
    width: usize,
    lines: Vec<(&'static str, String)>,
}

impl Page {
    fn line(&mut self, french: &'static str, english: &'static str, value: impl Into<String>) {
        self.lines.push((self.language.pick(french, english), value.into()));
    }

    fn text(&self, item: &Item) -> String {
        let width = widest(self.lines.iter().map(|(label, _)| *label));
        let mut out = format!("{}  {}\n", item.reference.value, item.title(self.language));
        for (label, value) in &self.lines {
            let line = format!("  {}  {value}", left(label, width));
            // Labels are words of their own: only values are broken.
            let head = format!("  {}  ", left(label, width));
            let indent = widest(std::iter::once(head.as_str()));
            let value = wrap(line.strip_prefix(&head).unwrap_or(value), self.width.saturating_sub(indent), 0);
            out.push_str(&head);
            out.push_str(&value.replace('\n', &format!("\n{}", " ".repeat(indent))));
            out.push('\n');
        }
        out
    }
}

fn describe(page: &mut Page, item: &Item) {
    let language = page.language;
    for (tag, name) in item.name.texts.iter().filter(|(tag, _)| tag.is_some()) {
        if name.value != item.title(language) {
            let tag = tag.clone().unwrap_or_default();
            page.line("autre nom", "other name", format!("{} ({tag})", name.value));
        }
    }
    let joined = |names: &[crate::proposal::Field<String>]| {
        names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
    };
    if !item.aliases.is_empty() {
        page.line("alias", "aliases", joined(&item.aliases));
    }
    if let Some(family) = &item.family {
        page.line("famille", "family", family.value.clone());
    }
    page.line("prix", "price", price(item, language, None));
    if let Some(unit) = &item.unit {
        page.line("unité", "unit", unit.value.clone());
    }
    if let Some(least) = &item.min_quantity {
        page.line("minimum", "minimum", number(least.value, language));
    }
    if let Some(months) = &item.min_term_months {
        let months = number(months.value, language);
        page.line(
            "engagement",
            "commitment",
            language.pick(format!("{months} mois"), format!("{months} months")),
        );
    }
    if let Some(rate) = &item.vat_rate {
        page.line("TVA", "VAT", percent(rate.value, language));
    }
    if !item.attributes.is_empty() {
        let all = item.attributes.iter().map(|own| format!("{}: {}", own.key.value, own.value.value));
        page.line("attributs", "attributes", all.collect::<Vec<_>>().join(", "));
    }
    if !item.includes.is_empty() {
        let all = item.includes.iter();
        let all = all.map(|part| format!("{} × {}", number(part.quantity, language), part.reference.value));
        page.line("comprend", "includes", all.collect::<Vec<_>>().join(", "));
    }
    if let Some(retired) = &item.retired {
        page.line("retiré le", "retired on", day(retired.value, language));
    }
    for allowance in &item.allowances {
        page.line(
            "dérogation",
            "allowance",
            format!("{} — {}", allowance.rule.value, allowance.reason.value),
        );
    }
}

fn history(page: &mut Page, prices: &[&DatedPrice]) {
    let language = page.language;
    for price in prices.iter().rev() {
        let own = format!(
            "{} {}",
            amount(price.amount.value, price.currency, language),
            basis(price.basis, language)
        );
        let from = price.from.as_ref().map(|from| day(from.value, language));
        let until = price.until.as_ref().map(|until| day(until.value, language));
        let when = match (from, until) {
            (Some(from), Some(until)) => {
                language.pick(format!("du {from} au {until}"), format!("{from} to {until}"))
            }
            (Some(from), None) => language.pick(format!("depuis le {from}"), format!("since {from}")),
            (None, Some(until)) => language.pick(format!("jusqu’au {until}"), format!("until {until}")),
            (None, None) => continue,
        };
        page.line("historique", "history", format!("{own} {when}"));
    }
}

fn steps(page: &mut Page, item: &Item, tiers: &Tiers) {
    let language = page.language;
    for step in &tiers.steps {
        let own = amount(step.amount.value, item.currency, language);
        let by = &tiers.by.value;
        let bound = step.up_to.as_ref().map_or_else(
            || language.pick("au-delà", "above").to_owned(),
            |up_to| {
                let up_to = number(up_to.value, language);
                language.pick(format!("jusqu’à {up_to} {by}"), format!("up to {up_to} {by}"))
            },
        );
        page.line("palier", "step", format!("{own} {bound}"));
    }
}

/// The parts of a bundle with what each costs, their sum and the saving.
fn parts(out: &mut String, catalog: &Catalog, bundle: &Item, (language, width): (Language, usize)) {
    let Some(parts) = bundle.parts.as_deref().filter(|parts| !parts.is_empty()) else { return };
    let worth = catalog.worth(bundle, None);
    let show = |value| amount(value, bundle.currency, language);
    let mut rows: Vec<(String, String)> = parts
        .iter()
        .enumerate()
        .map(|(at, part)| {
            let title = catalog.item(&part.reference.value).map_or("?", |item| item.title(language));
            let label = format!("{} × {title} [{}]", number(part.quantity, language), part.reference.value);
            let each = worth.as_ref().and_then(|worth| worth.parts.get(at)).copied();
            (label, each.map_or_else(String::new, show))
        })
        .collect();
    if let Some(worth) = &worth {
        let sum = if worth.floor { format!("≥ {}", show(worth.total)) } else { show(worth.total) };
        rows.push((language.pick("valeur des éléments", "worth of the parts").to_owned(), sum));
        let price = match &bundle.charge {
            Charge::Listed(_) => bundle.price_on(None).map(|price| price.amount.value),
            Charge::From(floor) | Charge::OnQuote(Some(floor)) => Some(floor.value),
            Charge::OnQuote(None) | Charge::Tiered(_) | Charge::Percent(_) | Charge::Unknown => None,
        };
        if let Some(price) = price.filter(|_| !worth.floor) {
            rows.push((language.pick("prix du pack", "price of the bundle").to_owned(), show(price)));
            let saving = difference(price - worth.total, bundle.currency, language);
            rows.push((language.pick("écart", "difference").to_owned(), saving));
        }
    }
    let amounts = widest(rows.iter().map(|(_, amount)| amount.as_str()));
    let longest = widest(rows.iter().map(|(label, _)| label.as_str()));
    let labels = width.saturating_sub(2 + 2 + amounts).min(longest.max(40));
    out.push('\n');
    for (label, value) in &rows {
        let line = format!("  {}  {}", left(&cut(label, labels), labels), right(value, amounts));
        out.push_str(line.trim_end());
        out.push('\n');
    }
}
