//! A draft as YAML.

use std::fmt::Write as _;

use super::{Draft, DraftBundle, DraftCharge, DraftItem, DraftPart};
use crate::diagnostics::{calm, steers};
use crate::money::{Currency, Decimal};
use crate::proposal::Proposal;
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::Pricing;

pub(super) fn write(draft: &Draft, proposal: &Proposal, pricing: &Pricing, origin: &str) -> String {
    let language = draft.language;
    let mut out = String::new();
    let line = |out: &mut String, text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    let origin = one_line(origin);
    line(
        &mut out,
        &language.pick(
            format!("# Importé de {origin} : à relire, surtout les lignes à commentaire."),
            format!("# Imported from {origin}: to be read again, above all lines with a comment."),
        ),
    );
    for remark in &draft.remarks {
        line(&mut out, &format!("# {remark}"));
    }
    line(&mut out, "schema: 1");
    line(&mut out, &format!("currency: {}", draft.currency));
    line(&mut out, &format!("basis: {}", basis(draft.basis)));
    let date = proposal.metadata.date.as_ref().map(|date| date.value);
    if let Some(date) = date {
        line(&mut out, &format!("published: {date}"));
    }
    let country = proposal.metadata.country.as_ref().map(|country| country.value.to_uppercase());
    if let (Some(rate), Some(country)) = (pricing.vat_rate(), country)
        && country.len() == 2
    {
        line(&mut out, &format!("vat_rates: {{{country}: {}}}", rate.normalize()));
    }
    line(&mut out, "units:");
    for (period, value) in [
        (Period::Once, "one-off"),
        (Period::Month, "{recurring: month}"),
        (Period::Quarter, "{recurring: quarter}"),
        (Period::Year, "{recurring: year}"),
        (Period::Day, "day"),
        (Period::Hour, "hour"),
    ] {
        if period == Period::Once || draft.items.iter().any(|item| item.period == period) {
            line(&mut out, &format!("  {}: {value}", draft.unit(period)));
        }
    }
    let mut counted: Vec<&str> = draft.items.iter().filter_map(|item| item.counted.as_deref()).collect();
    counted.sort_unstable();
    counted.dedup();
    for word in counted {
        line(&mut out, &format!("  {}: one-off", scalar(word)));
    }
    if !draft.items.is_empty() {
        line(&mut out, "items:");
    }
    let mut last: Option<&[String]> = None;
    for item in &draft.items {
        if last != Some(&item.section) {
            if let Some(heading) = item.section.last() {
                line(&mut out, &format!("  # {}", one_line(heading)));
            }
            last = Some(&item.section);
        }
        write_item(&mut out, draft, item);
    }
    if !draft.bundles.is_empty() {
        line(&mut out, "bundles:");
    }
    for bundle in &draft.bundles {
        write_bundle(&mut out, draft, bundle);
    }
    out
}

fn write_item(out: &mut String, draft: &Draft, item: &DraftItem) {
    comments(out, &item.comments);
    let _ = writeln!(out, "  - ref: {}", scalar(&item.reference));
    let _ = writeln!(out, "    family: {}", scalar(&item.family));
    let _ = writeln!(out, "    name: {}", scalar(&item.name));
    aliases(out, &item.aliases);
    let unit = item.counted.as_deref().map_or_else(|| draft.unit(item.period).to_owned(), scalar);
    let _ = writeln!(out, "    unit: {unit}");
    if let Some(currency) = item.currency {
        let _ = writeln!(out, "    currency: {currency}");
    }
    if let Some(own) = item.basis {
        let _ = writeln!(out, "    basis: {}", basis(own));
    }
    if let Some(months) = item.min_term_months {
        let _ = writeln!(out, "    min_term_months: {}", months.normalize());
    }
    if let Some(least) = item.min_quantity {
        let _ = writeln!(out, "    min_qty: {}", least.normalize());
    }
    if !item.attributes.is_empty() {
        let all = item.attributes.iter().map(|(key, value)| format!("{}: {}", scalar(key), scalar(value)));
        let _ = writeln!(out, "    attributes: {{{}}}", all.collect::<Vec<_>>().join(", "));
    }
    let plain = |amount| plain(amount, item.currency.unwrap_or(draft.currency));
    let _ = match &item.charge {
        DraftCharge::Amount(amount) => writeln!(out, "    prices: [{{amount: {}}}]", plain(*amount)),
        DraftCharge::From(floor) => writeln!(out, "    price_from: {}", plain(*floor)),
        DraftCharge::OnQuote(None) => writeln!(out, "    on_quote: true"),
        DraftCharge::OnQuote(Some(floor)) => {
            writeln!(out, "    on_quote: true\n    price_from: {}", plain(*floor))
        }
        DraftCharge::Percent(percent, family) => {
            writeln!(out, "    percent_of: {{family: {}, percent: {}}}", scalar(family), percent.normalize())
        }
    };
}

fn write_bundle(out: &mut String, draft: &Draft, bundle: &DraftBundle) {
    let language = draft.language;
    comments(out, &bundle.comments);
    let _ = writeln!(out, "  - ref: {}", scalar(&bundle.reference));
    let _ = writeln!(out, "    name: {}", scalar(&bundle.name));
    aliases(out, &bundle.aliases);
    let plain = |amount| plain(amount, draft.currency);
    let _ = match &bundle.charge {
        DraftCharge::Amount(amount) => writeln!(out, "    price: {}", plain(*amount)),
        DraftCharge::From(floor) => writeln!(out, "    price_from: {}", plain(*floor)),
        DraftCharge::OnQuote(_) | DraftCharge::Percent(..) => writeln!(out, "    on_quote: true"),
    };
    if bundle.parts.is_empty() {
        return;
    }
    // The worth of half the parts would be wrong: all of them count, or none.
    let whole = bundle.parts.iter().all(|part| part.reference.is_some());
    let mark = if whole { "" } else { "# " };
    if !whole {
        let why = language.pick(
            "complétez les éléments, puis retirez les dièses",
            "complete the parts, then take the number signs away",
        );
        let _ = writeln!(out, "    # {why}");
    }
    let _ = writeln!(out, "    {mark}parts:");
    for part in &bundle.parts {
        write_part(out, draft, part, mark);
    }
}

fn write_part(out: &mut String, draft: &Draft, part: &DraftPart, mark: &str) {
    let words = part.words.replace(['\n', '\r'], " ");
    let note = match (&part.reference, part.unsure) {
        (Some(_), false) => String::new(),
        (Some(_), true) => {
            draft.language.pick(format!("  # {words} : à vérifier"), format!("  # {words}: check"))
        }
        (None, _) if !part.candidates.is_empty() => {
            let which = part.candidates.join(", ");
            draft.language.pick(
                format!("  # {words} : à choisir parmi {which}"),
                format!("  # {words}: choose among {which}"),
            )
        }
        (None, _) => {
            draft.language.pick(format!("  # {words} : à compléter"), format!("  # {words}: to complete"))
        }
    };
    let reference = part.reference.as_deref().map_or_else(|| "?".to_owned(), scalar);
    let _ = writeln!(out, "    {mark}  - {{ref: {reference}, qty: {}}}{note}", part.quantity.normalize());
}

fn comments(out: &mut String, comments: &[String]) {
    for comment in comments {
        let _ = writeln!(out, "  # {}", one_line(comment));
    }
}

fn aliases(out: &mut String, aliases: &[String]) {
    if !aliases.is_empty() {
        let all: Vec<String> = aliases.iter().map(|alias| scalar(alias)).collect();
        let _ = writeln!(out, "    aliases: [{}]", all.join(", "));
    }
}

fn basis(basis: TaxBasis) -> &'static str {
    match basis {
        TaxBasis::Gross => "gross",
        TaxBasis::Net | TaxBasis::Exempt => "net",
    }
}

/// An amount as catalogs write it: `145`, `9.80`, `0.045`.
fn plain(amount: Decimal, currency: Currency) -> String {
    let mut amount = amount.normalize();
    if amount.scale() > 0 && amount.scale() < currency.minor_units() {
        amount.rescale(currency.minor_units());
    }
    amount.to_string()
}

/// A text for a comment, which ends with its line and holds no control characters.
fn one_line(text: &str) -> String {
    calm(&text.replace(['\n', '\r'], " ")).into_owned()
}

/// A text as a YAML scalar: bare where YAML reads it as that text in a flow
/// mapping too, else in double quotes.
fn scalar(text: &str) -> String {
    let safe = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '/' | '.' | '(' | ')' | '’' | '\'' | '+')
    };
    let bare = text.chars().all(safe)
        && text.starts_with(char::is_alphanumeric)
        && !text.ends_with([' ', ':'])
        && !matches!(
            text.to_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n" | ""
        );
    if bare {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if steers(c) => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
