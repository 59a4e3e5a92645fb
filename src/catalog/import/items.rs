//! Items out of price tables.

use super::charge::charge;
use super::facts::{attributes, commitment, counted, period};
use super::names::{
    family, keyword, option_words, reference, says_quantity, with_keyword, without_parenthesis,
};
use super::{Draft, DraftItem};
use crate::catalog::lookup::normalise;
use crate::money::Decimal;
use crate::proposal::price::Period;
use crate::proposal::pricing::{LinePrice, PriceRole, PriceTable, PricedLine, Pricing, TableKind};

/// A table that sells something, and what its items have in common.
struct Shelf<'a> {
    table: &'a PriceTable,
    lines: Vec<PricedLine>,
    section: Vec<String>,
    family: String,
    /// The family that its percentages are taken of.
    base: Option<String>,
    /// Whether its items come on top of those of another table.
    on_top: bool,
    /// The shortest commitment, in months.
    term: Option<Decimal>,
    /// The word of its heading that its items' names begin with.
    keyword: Option<String>,
}

/// Takes the items of every table that sells something.
pub(super) fn collect(draft: &mut Draft, pricing: &Pricing) {
    let shelves = shelves(draft, pricing);
    for shelf in &shelves {
        for line in &shelf.lines {
            let cells = rhythms(line);
            for (number, cell) in cells.iter().enumerate() {
                let Some(mut item) = item(draft, line, cell, shelf) else { continue };
                if number > 0 {
                    // `Starter` by the month, and by the year at its own price.
                    item.reference = format!("{}-{}", item.reference, reference(draft.unit(item.period)));
                }
                draft.add(item);
            }
        }
    }
    short_names(draft);
}

/// The tables that sell something.
fn shelves<'a>(draft: &Draft, pricing: &'a Pricing) -> Vec<Shelf<'a>> {
    let mut shelves: Vec<Shelf<'a>> = Vec::new();
    for (index, table) in pricing.tables.iter().enumerate() {
        if !matches!(table.kind, TableKind::Quote | TableKind::PriceList | TableKind::Options) {
            continue;
        }
        let lines = table.lines(index);
        if lines.is_empty() {
            continue;
        }
        let section: Vec<String> = table.section.iter().map(|caption| caption.text.clone()).collect();
        let options = table.kind == TableKind::Options;
        // Options belong to the list above them in their section.
        let lists = || shelves.iter().rev().filter(|shelf| !shelf.on_top);
        let above = lists().find(|shelf| shelf.section == section);
        let parent = above.map_or_else(|| family(&section, draft.language), |shelf| shelf.family.clone());
        let own_family = match table.caption.last().map(|caption| option_words(&caption.text)) {
            Some(words) if options && !words.is_empty() => format!("{parent}-{words}"),
            _ if options && above.is_some() => format!("{parent}-option"),
            _ => parent,
        };
        let on_top = options && above.is_some();
        // A percentage of nothing named is one of the list above, or of the
        // last one at all.
        let base = above.or_else(|| lists().next()).map(|shelf| shelf.family.clone());
        let mut around = pricing.tables.iter().filter(|other| other.section == table.section);
        let term = commitment(table).or_else(|| (!options).then(|| around.find_map(commitment)).flatten());
        let keyword = keyword(&section).filter(|_| !options);
        shelves.push(Shelf { table, lines, section, family: own_family, base, on_top, term, keyword });
    }
    // A heading's word stands before its items where these are called as those
    // of another table (`Standard`), or only say how much (`5 jours`).
    let labels: Vec<Vec<String>> =
        shelves.iter().map(|shelf| shelf.lines.iter().map(label_key).collect()).collect();
    for (at, shelf) in shelves.iter_mut().enumerate() {
        let elsewhere =
            |key: &String| labels.iter().enumerate().any(|(other, keys)| other != at && keys.contains(key));
        let own = labels.get(at).map(Vec::as_slice).unwrap_or_default();
        if !own.iter().any(elsewhere) && !shelf.lines.iter().any(|line| says_quantity(&line.label)) {
            shelf.keyword = None;
        }
    }
    shelves
}

fn label_key(line: &PricedLine) -> String {
    normalise(without_parenthesis(&line.label))
}

/// The cells of a line that are prices of their own: the one that decides, and
/// those of other rhythms (by the month, by the year).
fn rhythms(line: &PricedLine) -> Vec<&LinePrice> {
    let of = |role| line.prices.iter().filter(move |cell| cell.role == role);
    let mut cells: Vec<&LinePrice> = of(PriceRole::Unit).collect();
    if cells.is_empty() {
        cells = of(PriceRole::Amount).collect();
    }
    let mut kept: Vec<&LinePrice> = Vec::new();
    for cell in cells {
        let comes_back = cell.period.is_some_and(Period::is_recurring);
        // `Contact us` twice is one item without a price.
        let priced = kept.is_empty() || cell.price().is_some();
        let other = kept.iter().all(|known| {
            known.period.is_some_and(Period::is_recurring) && comes_back && known.period != cell.period
        });
        let other = other && priced;
        if other {
            kept.push(cell);
        }
    }
    kept
}

fn item(draft: &Draft, line: &PricedLine, cell: &LinePrice, shelf: &Shelf<'_>) -> Option<DraftItem> {
    let language = draft.language;
    let mut comments = Vec::new();
    let cells = shelf.table.rows.get(line.row).map(|row| row.cells.as_slice()).unwrap_or_default();
    let text = cells.iter().find(|own| own.span == cell.span).map_or("", |own| own.text.as_str());
    let charge = charge(draft, line, cell, text, shelf.base.as_deref(), &mut comments)?;
    let label = line.label.trim();
    let name = shelf.keyword.as_deref().map_or_else(|| label.to_owned(), |word| with_keyword(label, word));
    let own_reference = line.reference.as_ref().map(|own| own.value.trim().to_owned());
    let made = || if shelf.on_top { format!("OPT-{}", reference(&name)) } else { reference(&name) };
    let reference = own_reference.filter(|own| !own.is_empty()).unwrap_or_else(made);
    let price = cell.price();
    let (currency, basis) = price.map_or((None, None), |price| draft.own(price));
    if draft.says_basis && price.is_some_and(|price| price.basis.is_none()) {
        comments.push(
            language.pick("ni HT ni TTC dans l'offre", "neither excl. nor incl. VAT in the offer").to_owned(),
        );
    }
    let others = line.prices.iter().filter(|other| {
        matches!(other.role, PriceRole::Unit | PriceRole::Amount)
            && other.span != cell.span
            && other.period.is_some_and(|period| !period.is_recurring())
            && cell.period.is_some_and(Period::is_recurring)
    });
    for other in others {
        if let Some(price) = other.price() {
            let (heading, amount) = (&other.heading, price.amount.normalize());
            comments.push(language.pick(
                format!("{heading} : {amount}, à reprendre à part"),
                format!("{heading}: {amount}, to be listed by itself"),
            ));
        }
    }
    let period = period(cell, line);
    Some(DraftItem {
        reference,
        family: shelf.family.clone(),
        period,
        counted: counted(cell, line).filter(|_| period == Period::Once),
        name,
        aliases: Vec::new(),
        attributes: attributes(line, shelf.table),
        charge,
        currency,
        basis,
        min_quantity: None,
        min_term_months: shelf.term.filter(|_| matches!(period, Period::Month | Period::Year)),
        comments,
        section: shelf.section.clone(),
        on_top: shelf.on_top,
    })
}

/// Gives items whose name ends with a parenthesis the name without it as an
/// alias, where nothing else is called so.
fn short_names(draft: &mut Draft) {
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
