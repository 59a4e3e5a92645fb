//! Items out of price tables and sentences.

use super::names::{family, item_name, option_words, reference, without_parenthesis};
use super::{Draft, DraftCharge, DraftItem};
use crate::catalog::SizeRange;
use crate::catalog::lookup::{normalise, words};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, Qualifier};
use crate::proposal::pricing::{
    LinePrice, PriceRole, PriceTable, PricedLine, Pricing, ProseSubject, Reading, TableKind,
};

/// Takes the items of every table that sells something.
pub(super) fn collect(draft: &mut Draft, pricing: &Pricing) {
    // The family that the options below a price list belong to.
    let mut parents: Vec<(Vec<String>, String)> = Vec::new();
    for (index, table) in pricing.tables.iter().enumerate() {
        if !matches!(table.kind, TableKind::Quote | TableKind::PriceList | TableKind::Options) {
            continue;
        }
        let section: Vec<String> = table.section.iter().map(|caption| caption.text.clone()).collect();
        let options = table.kind == TableKind::Options;
        let parent = parents
            .iter()
            .rev()
            .find(|(own, _)| *own == section)
            .map_or_else(|| family(&section), |(_, family)| family.clone());
        let own_family = if options {
            let words = table.caption.last().map(|caption| option_words(&caption.text)).unwrap_or_default();
            if words.is_empty() { format!("{parent}-option") } else { format!("{parent}-{words}") }
        } else {
            parents.push((section.clone(), parent.clone()));
            parent.clone()
        };
        let around = pricing.tables.iter().filter(|other| other.section == table.section);
        let term =
            commitment(table).or_else(|| (!options).then(|| around.clone().find_map(commitment)).flatten());
        for line in table.lines(index) {
            let item = item(draft, &line, &section, &own_family, &parent, options);
            if let Some(mut item) = item {
                if matches!(item.period, Period::Month | Period::Year) {
                    item.min_term_months = term;
                }
                push(draft, item);
            }
        }
    }
    let labels: Vec<String> =
        draft.items.iter().map(|item| normalise(without_parenthesis(&item.name))).collect();
    for (at, item) in draft.items.iter_mut().enumerate() {
        let short = without_parenthesis(&item.name);
        let key = normalise(short);
        if short != item.name && labels.iter().enumerate().all(|(other, label)| other == at || *label != key)
        {
            item.aliases.push(short.to_owned());
        }
    }
}

/// Adds an item, unless the offer sells the same more than once.
fn push(draft: &mut Draft, item: DraftItem) {
    let key = normalise(&item.name);
    let language = draft.language;
    if let Some(known) =
        draft.items.iter_mut().find(|known| known.family == item.family && normalise(&known.name) == key)
    {
        if known.charge != item.charge {
            known.comments.push(language.pick(
                "l'offre en donne plusieurs prix : à vérifier".to_owned(),
                "the offer gives several prices: check".to_owned(),
            ));
        }
        return;
    }
    let mut item = item;
    item.reference = draft.free_reference(&item.reference);
    draft.items.push(item);
}

fn item(
    draft: &Draft,
    line: &PricedLine,
    section: &[String],
    own_family: &str,
    parent: &str,
    options: bool,
) -> Option<DraftItem> {
    let language = draft.language;
    let by_role = |role| line.prices.iter().find(|cell| cell.role == role);
    let cell = by_role(PriceRole::Unit).or_else(|| by_role(PriceRole::Amount))?;
    let mut comments = Vec::new();
    let charge = charge(draft, line, cell, parent, &mut comments)?;
    let name = item_name(&line.label, section, options);
    let mut reference =
        line.reference.as_ref().map_or_else(|| reference(&name), |own| own.value.trim().to_owned());
    if options && line.reference.is_none() {
        reference = format!("OPT-{reference}");
    }
    let price = cell.price();
    let (currency, basis) = price.map_or((None, None), |price| draft.own(price));
    if let Some(per) = price.and_then(|price| price.per.as_ref()) {
        comments.push(language.pick(format!("prix par {per}"), format!("price per {per}")));
    }
    let has_price = price.is_some_and(|price| price.basis.is_none());
    if has_price && prices_know_their_basis(draft) {
        comments.push(
            language.pick("ni HT ni TTC dans l'offre", "neither excl. nor incl. VAT in the offer").to_owned(),
        );
    }
    Some(DraftItem {
        reference,
        family: own_family.to_owned(),
        period: period(cell, &line.label),
        name,
        aliases: Vec::new(),
        attributes: attributes(line),
        charge,
        currency,
        basis,
        min_quantity: None,
        min_term_months: None,
        comments,
        section: section.to_vec(),
    })
}

fn prices_know_their_basis(draft: &Draft) -> bool {
    draft.remarks.is_empty()
}

fn charge(
    draft: &Draft,
    line: &PricedLine,
    cell: &LinePrice,
    parent: &str,
    comments: &mut Vec<String>,
) -> Option<DraftCharge> {
    let language = draft.language;
    Some(match &cell.reading {
        Reading::Amount(amount) => {
            let price = amount.list.as_ref().unwrap_or(&amount.price);
            if amount.list.is_some() {
                comments.push(language.pick("prix avant remise", "price before the reduction").to_owned());
            }
            let mut value = price.amount;
            let quantity = line.quantity.as_ref().map(|quantity| quantity.value);
            if cell.role == PriceRole::Amount
                && let Some(quantity) = quantity.filter(|quantity| *quantity > Decimal::ONE)
            {
                value = value.checked_div(quantity)?;
            }
            if !price.tolerance.is_zero() || matches!(price.qualifier, Qualifier::About | Qualifier::To(_)) {
                comments
                    .push(language.pick("montant arrondi : à vérifier", "rounded amount: check").to_owned());
            }
            match price.qualifier {
                Qualifier::From | Qualifier::To(_) => DraftCharge::From(value),
                Qualifier::Exact | Qualifier::Addition | Qualifier::UpTo | Qualifier::About => {
                    DraftCharge::Amount(value)
                }
            }
        }
        Reading::OnQuote { from } => DraftCharge::OnQuote(from.as_ref().map(|from| from.amount)),
        Reading::Percent { value, of, .. } => {
            if of.is_none() {
                comments.push(
                    language
                        .pick(
                            "l'offre ne dit pas de quel prix : à vérifier",
                            "the offer does not say of what: check",
                        )
                        .to_owned(),
                );
            }
            DraftCharge::Percent(value.abs(), parent.to_owned())
        }
        Reading::Free { list: Some(list) } => {
            comments.push(language.pick("offert dans l'offre", "free in the offer").to_owned());
            DraftCharge::Amount(list.amount)
        }
        Reading::Included
        | Reading::Free { list: None }
        | Reading::Empty
        | Reading::Placeholder
        | Reading::Unreadable
        | Reading::Quantity { .. }
        | Reading::Text => return None,
    })
}

/// How a price counts: what its cell, header or label says, else once.
fn period(cell: &LinePrice, label: &str) -> Period {
    let said = cell.price().and_then(|price| price.period);
    let heading = normalise(&cell.heading);
    // `Forfait mensuel (20 jours)` is a number of days, bought once.
    let package = days(label).is_some() && !normalise(&cell.heading).contains('/');
    if let Some(period) = said.filter(|said| !(package && *said == Period::Month)) {
        return period;
    }
    // Words in the place of a price have no period of their own.
    for (marks, period) in [
        (&["/mois", "par mois", "mensuel", "/month", "per month", "monthly"][..], Period::Month),
        (&["/an", "par an", "annuel", "/year", "per year", "yearly"], Period::Year),
        (&["/jour", "par jour", "/day", "per day"], Period::Day),
        (&["/heure", "par heure", "/hour", "per hour"], Period::Hour),
    ] {
        if marks.iter().any(|mark| heading.contains(mark)) {
            return period;
        }
    }
    let label = normalise(label);
    if label.contains("par journee") || label.contains("par jour") || label.contains("per day") {
        return Period::Day;
    }
    match words(&label).first() {
        Some(&("journee" | "jour" | "day")) => Period::Day,
        _ => Period::Once,
    }
}

/// The least number of months that the lines around a table ask for.
fn commitment(table: &PriceTable) -> Option<Decimal> {
    table.notes.iter().chain(&table.caption).find_map(|note| {
        let text = normalise(&note.text);
        let words = words(&text);
        let speaks = words.iter().any(|word| matches!(*word, "engagement" | "commitment" | "term"));
        let months = words.windows(2).find_map(|pair| match pair {
            [count, "mois" | "month" | "months"] => count.parse::<u16>().ok(),
            _ => None,
        });
        speaks.then_some(months?).map(Decimal::from)
    })
}

/// The sizes of a line, and the days that its label names.
fn attributes(line: &PricedLine) -> Vec<(String, String)> {
    let sizes = line.sizes.iter();
    let mut all: Vec<_> = sizes.filter_map(|(heading, value)| attribute(heading, &value.value)).collect();
    if all.iter().all(|(key, _)| key != "days")
        && let Some(days) = days(&line.label)
    {
        all.push(("days".to_owned(), days));
    }
    all
}

/// `5` of `Forfait 5 jours`, `0.5` of `Demi-journée`, `1` of `Journée (8h)`.
fn days(label: &str) -> Option<String> {
    let key = normalise(label);
    let words = words(&key);
    let counted = words.windows(2).find_map(|pair| match pair {
        [count, "jour" | "jours" | "day" | "days"] => count.parse::<u16>().ok(),
        _ => None,
    });
    match words.as_slice() {
        _ if counted.is_some() => counted.map(|count| count.to_string()),
        ["demi", "journee", ..] | ["half", "day", ..] => Some("0.5".to_owned()),
        ["journee" | "jour" | "day", ..] => Some("1".to_owned()),
        _ => None,
    }
}

/// A size as an attribute: `Nœuds max: 5` is `max_nodes: 5`, `1-3 services` is
/// `services: 1-3`.
fn attribute(heading: &str, value: &str) -> Option<(String, String)> {
    let value = value.trim();
    let end = value
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '–' | '+' | '.' | ' ')))
        .unwrap_or(value.len());
    let figures = value.get(..end)?.trim().replace('–', "-");
    SizeRange::parse(&figures)?;
    let (heading, rest) = (normalise(heading), normalise(value.get(end..).unwrap_or_default()));
    let heading_words = words(&heading);
    let most = heading_words.iter().any(|word| matches!(*word, "max" | "maximum"));
    let own = words(&rest);
    let noun = own.first().copied().or_else(|| {
        heading_words.iter().copied().find(|word| !matches!(*word, "max" | "maximum" | "inclus" | "incluses"))
    })?;
    let key = english(noun);
    let prefix = if most { "max_" } else { "" };
    Some((format!("{prefix}{key}"), figures.replace(' ', "")))
}

fn english(noun: &str) -> String {
    match noun {
        "noeud" | "noeuds" | "node" | "nodes" => "nodes",
        "jour" | "jours" | "day" | "days" => "days",
        "heure" | "heures" | "hour" | "hours" => "hours",
        "utilisateur" | "utilisateurs" | "user" | "users" => "users",
        "poste" | "postes" | "seat" | "seats" => "seats",
        "worker" | "workers" => "workers",
        other => other,
    }
    .to_owned()
}

/// Takes what sentences sell beside the tables: `Interventions hors plage :
/// 150 € HT/heure, minimum 2 heures`.
pub(super) fn from_sentences(draft: &mut Draft, pricing: &Pricing) {
    for prose in pricing.prose.iter().filter(|prose| prose.names == ProseSubject::Other) {
        let Some((name, _)) = prose.sentence.split_once(':') else { continue };
        let name = name.trim();
        let key = normalise(name);
        let count = words(&key).len();
        let sentence = normalise(&prose.sentence);
        let known = draft.items.iter().any(|item| {
            let names = std::iter::once(&item.name).chain(&item.aliases);
            names.map(|name| normalise(name)).any(|own| sentence.contains(&own))
        });
        if known || count == 0 || count > 6 || prose.price.qualifier == Qualifier::UpTo {
            continue;
        }
        let price: &Price = &prose.price;
        let (currency, basis) = draft.own(price);
        let section = prose.section.clone();
        let item = DraftItem {
            reference: reference(name),
            family: family(&section),
            name: name.to_owned(),
            aliases: Vec::new(),
            period: price.period.unwrap_or(Period::Once),
            attributes: Vec::new(),
            charge: match price.qualifier {
                // A least number of hours is no floor of the price of one.
                Qualifier::From if minimum(&sentence).is_none() => DraftCharge::From(price.amount),
                Qualifier::From
                | Qualifier::Exact
                | Qualifier::Addition
                | Qualifier::UpTo
                | Qualifier::About
                | Qualifier::To(_) => DraftCharge::Amount(price.amount),
            },
            currency,
            basis,
            min_quantity: minimum(&sentence),
            min_term_months: None,
            comments: vec![
                draft
                    .language
                    .pick("lu dans une phrase : à vérifier", "read in a sentence: check")
                    .to_owned(),
            ],
            section,
        };
        push(draft, item);
    }
}

/// `minimum de 2 heures`, `2 heures au minimum`: the least that is billed.
fn minimum(sentence: &str) -> Option<Decimal> {
    let words = words(sentence);
    let at = words.iter().position(|word| word.starts_with("minimum"))?;
    let after = words.get(at + 1..).unwrap_or_default().iter().take(3);
    let before = words.get(at.saturating_sub(3)..at).unwrap_or_default().iter().rev();
    after.chain(before).find_map(|word| word.parse::<u16>().ok()).map(Decimal::from)
}
