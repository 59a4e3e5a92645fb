//! Packs out of sections that name one: its price from a sentence, its parts
//! from the table above it.

use super::names::{head, reference, without_number, without_parenthesis};
use super::{Draft, DraftBundle, DraftCharge, DraftItem, DraftPart};
use crate::catalog::lookup::{normalise, words};
use crate::money::Decimal;
use crate::proposal::price::{Period, Qualifier};
use crate::proposal::pricing::{PriceTable, Pricing, ProseSubject, Role, TableKind};

/// Headers of tables that say what a pack is made of.
const CONTENTS: &[&str] = &[
    "inclus",
    "incluse",
    "inclut",
    "comprend",
    "composant",
    "composants",
    "contenu",
    "composition",
    "elements",
    "element",
    "included",
    "includes",
    "contents",
    "component",
    "components",
];

/// Takes the packs of an offer.
pub(super) fn collect(draft: &mut Draft, pricing: &Pricing) {
    for prose in pricing.prose.iter().filter(|prose| prose.names == ProseSubject::Offer) {
        let Some(heading) = prose.section.last() else { continue };
        let name = without_number(heading).to_owned();
        let table = pricing.tables.iter().find(|table| {
            let own: Vec<&str> = table.section.iter().map(|caption| caption.text.as_str()).collect();
            own == prose.section && says_contents(table)
        });
        let pack = ["pack", "packs", "bundle", "package", "paket"];
        let key = normalise(&name);
        if table.is_none() && !words(&key).iter().any(|word| pack.contains(word)) {
            continue;
        }
        let known = draft.items.iter().any(|item| normalise(&item.name) == key)
            || draft.bundles.iter().any(|bundle| normalise(&bundle.name) == key);
        if known {
            continue;
        }
        let charge = match prose.price.qualifier {
            Qualifier::From => DraftCharge::From(prose.price.amount),
            Qualifier::Exact
            | Qualifier::Addition
            | Qualifier::UpTo
            | Qualifier::About
            | Qualifier::To(_) => DraftCharge::Amount(prose.price.amount),
        };
        let mut comments = Vec::new();
        if let Some((list, _)) = &prose.list {
            let list = list.amount.normalize();
            comments.push(
                draft.language.pick(
                    format!("au lieu de {list} dans l'offre"),
                    format!("instead of {list} in the offer"),
                ),
            );
        }
        let mut parts = table.map(|table| parts(draft, table)).unwrap_or_default();
        by_rank(draft, &mut parts);
        let short = head(heading);
        let aliases = Vec::from_iter((normalise(&short) != key && !short.is_empty()).then_some(short));
        let reference = draft.free_reference(&reference(&name));
        draft.bundles.push(DraftBundle { reference, name, aliases, charge, parts, comments });
    }
}

fn says_contents(table: &PriceTable) -> bool {
    table.kind == TableKind::Bundle
        || table.columns.first().is_some_and(|column| {
            let key = normalise(&column.heading);
            words(&key).iter().any(|word| CONTENTS.contains(word))
        })
}

fn parts(draft: &Draft, table: &PriceTable) -> Vec<DraftPart> {
    let label = table.columns_of(Role::Label).next().map_or(0, |(at, _)| at);
    let mut parts = Vec::new();
    for row in &table.rows {
        let text = row.cell(label).map_or(row.label.as_str(), |cell| cell.text.as_str());
        let detail: Vec<&str> =
            row.cells.iter().filter(|cell| cell.column != label).map(|cell| cell.text.as_str()).collect();
        let detail = detail.join(" ");
        let mut counts = row.cells.iter().filter(|cell| {
            table.columns.get(cell.column).is_some_and(|column| column.role == Role::Quantity)
        });
        let counted = counts.find_map(|cell| cell.reading.number());
        for piece in text.split(" + ") {
            let words = if detail.is_empty() { piece.to_owned() } else { format!("{piece} | {detail}") };
            let mut part = part(draft, piece, &detail, words);
            if let Some(counted) = counted.filter(|counted| *counted > Decimal::ZERO) {
                part.quantity = counted;
            }
            parts.push(part);
        }
    }
    parts
}

/// Matches the words of a pack's table with an item: by its whole name, else by
/// the only name that holds all of the words.
fn part(draft: &Draft, piece: &str, detail: &str, said: String) -> DraftPart {
    let key = normalise(without_parenthesis(piece));
    let named = |item: &&DraftItem| {
        std::iter::once(&item.name).chain(&item.aliases).any(|name| normalise(name) == key)
    };
    let exact: Vec<_> = draft.items.iter().filter(named).collect();
    let wanted = words(&key);
    let holds = |text: &str| {
        let text = normalise(text);
        let own = words(&text);
        !wanted.is_empty() && wanted.iter().all(|word| own.contains(word))
    };
    let loose: Vec<_> = draft.items.iter().filter(|item| holds(&item.name)).collect();
    // `DEPLOY (1 application)`: an application of the section about DEPLOY.
    let near: Vec<_> = draft
        .items
        .iter()
        .filter(|item| holds(&format!("{} {}", item.section.join(" "), item.name)) && !item.on_top)
        .collect();
    let said_so = of_noun(&near, piece);
    let (item, unsure) = match (exact.as_slice(), loose.as_slice(), said_so.as_slice()) {
        ([item], ..) => (Some(*item), false),
        ([], _, [item]) => (Some(*item), true),
        ([], [item], []) => (Some(*item), true),
        ([], _, []) => (of_days(&loose, detail), true),
        _ => (None, true),
    };
    let open = if said_so.is_empty() { loose } else { said_so };
    let period = item.map_or(Period::Once, |item| item.period);
    DraftPart {
        reference: item.map(|item| item.reference.clone()),
        quantity: quantity(piece, detail, period),
        words: said,
        unsure,
        candidates: match item {
            Some(_) => Vec::new(),
            None => open.into_iter().map(|item| item.reference.clone()).collect(),
        },
    }
}

/// Where the sure parts of a pack are all the first, or all the second of their
/// families, so is a part that nothing else decides: a pack with `BUILD
/// Standard` and `RUN Standard` deploys standard applications. Stays to be
/// checked.
fn by_rank(draft: &Draft, parts: &mut [DraftPart]) {
    let place = |reference: &String| {
        let item = draft.items.iter().find(|item| item.reference == *reference)?;
        let mut family = draft.items.iter().filter(|other| other.family == item.family);
        let alone = family.clone().count() < 2;
        let at = family.position(|other| other.reference == item.reference)?;
        (!item.on_top && !alone).then(|| (item.family.clone(), at))
    };
    let sure = parts.iter().filter(|part| !part.unsure).filter_map(|part| part.reference.as_ref());
    let ranks: Vec<usize> = sure.filter_map(|reference| Some(place(reference)?.1)).collect();
    let Some(rank) = ranks.first().filter(|first| ranks.len() > 1 && ranks.iter().all(|own| own == *first))
    else {
        return;
    };
    for part in parts.iter_mut().filter(|part| part.reference.is_none()) {
        let places: Vec<_> = part.candidates.iter().filter_map(|own| Some((place(own)?, own))).collect();
        let one_family = places.windows(2).all(|pair| match pair {
            [((one, _), _), ((other, _), _)] => one == other,
            _ => true,
        });
        let fits = places.iter().find(|((_, at), _)| at == rank).filter(|_| one_family);
        part.reference = fits.map(|(_, reference)| (*reference).clone());
    }
}

/// The only one of several items that sells as many days as the detail says.
fn of_days<'d>(items: &[&'d DraftItem], detail: &str) -> Option<&'d DraftItem> {
    let key = normalise(detail);
    let said = words(&key);
    let days = said.windows(2).find_map(|pair| match pair {
        [count, "jour" | "jours" | "day" | "days"] => Some(*count),
        _ => None,
    })?;
    let fits = |item: &&&DraftItem| item.attributes.iter().any(|(key, value)| key == "days" && value == days);
    let found: Vec<_> = items.iter().filter(fits).collect();
    match found.as_slice() {
        [item] => Some(**item),
        _ => None,
    }
}

/// The items whose name holds the noun in parentheses: `application` of `DEPLOY
/// (3 applications)`.
fn of_noun<'d>(items: &[&'d DraftItem], piece: &str) -> Vec<&'d DraftItem> {
    let inner = normalise(piece.rsplit_once('(').map_or("", |(_, inner)| inner));
    let nouns: Vec<&str> = words(&inner)
        .into_iter()
        .filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic))
        .map(|word| word.trim_end_matches('s'))
        .collect();
    let named = |item: &&&DraftItem| {
        let name = normalise(&item.name);
        nouns.iter().any(|noun| name.contains(noun))
    };
    items.iter().filter(named).copied().collect()
}

/// How many: the months of `(12 mois)`, the days that the detail begins with.
fn quantity(piece: &str, detail: &str, period: Period) -> Decimal {
    let inner = piece.rsplit_once('(').map_or("", |(_, inner)| inner);
    let count = |text: &str, units: &[&str]| {
        let key = normalise(text);
        let said: Vec<String> = words(&key).into_iter().map(str::to_owned).collect();
        said.windows(2).find_map(|pair| match pair {
            [count, unit] if units.iter().any(|own| unit.starts_with(own)) => count.parse::<u16>().ok(),
            _ => None,
        })
    };
    let units: &[&str] = match period {
        Period::Month => &["mois", "month"],
        Period::Day => &["jour", "day"],
        Period::Hour => &["heure", "hour"],
        Period::Quarter => &["trimestre", "quarter"],
        Period::Year => &["an", "year"],
        Period::Once => &["application", "cluster", "site", "unit", "x"],
    };
    Decimal::from(count(inner, units).or_else(|| count(detail, units)).unwrap_or(1))
}
