//! Makes a catalog out of an existing offer, as complete as the offer allows;
//! what is unsure stands in a comment.

mod bundles;
mod charge;
mod facts;
mod items;
mod names;
mod sentences;
mod write;

use crate::catalog::lookup::normalise;
use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::Proposal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::Pricing;

/// A catalog in the making.
struct Draft {
    language: Language,
    currency: Currency,
    basis: TaxBasis,
    items: Vec<DraftItem>,
    bundles: Vec<DraftBundle>,
    /// Whether the offer says of some price that tax is in it or not.
    says_basis: bool,
    /// Remarks for the head of the file.
    remarks: Vec<String>,
}

/// An item in the making.
#[derive(Debug, Clone)]
struct DraftItem {
    reference: String,
    family: String,
    name: String,
    aliases: Vec<String>,
    period: Period,
    /// The word for what is counted, where it is no time (`m²`).
    counted: Option<String>,
    attributes: Vec<(String, String)>,
    charge: DraftCharge,
    /// Where they are not those of the catalog.
    currency: Option<Currency>,
    basis: Option<TaxBasis>,
    min_quantity: Option<Decimal>,
    min_term_months: Option<Decimal>,
    comments: Vec<String>,
    /// The headings that it stands under.
    section: Vec<String>,
    /// Whether it comes on top of something else.
    on_top: bool,
}

/// What an item in the making costs.
#[derive(Debug, Clone, PartialEq)]
enum DraftCharge {
    Amount(Decimal),
    From(Decimal),
    Percent(Decimal, String),
    OnQuote(Option<Decimal>),
}

/// A bundle in the making.
#[derive(Debug, Clone)]
struct DraftBundle {
    reference: String,
    name: String,
    aliases: Vec<String>,
    charge: DraftCharge,
    parts: Vec<DraftPart>,
    comments: Vec<String>,
}

/// A part of a bundle in the making.
#[derive(Debug, Clone)]
struct DraftPart {
    /// The reference; none where the words name no item.
    reference: Option<String>,
    quantity: Decimal,
    /// What the offer says.
    words: String,
    /// Whether the match wants a look.
    unsure: bool,
    /// What it may be, where nothing decides.
    candidates: Vec<String>,
}

/// The text of a catalog file with what an offer sells: families from its
/// sections, units and periods from its headers, options, percentages, floors,
/// packs with their parts. `origin` names the offer in the first line.
pub fn import(proposal: &Proposal, pricing: &Pricing, origin: &str) -> String {
    let language = proposal.metadata.language;
    let currency = majority(prices(pricing).filter_map(|price| price.currency))
        .or(pricing.context.currency.as_ref().map(|said| said.value))
        .unwrap_or(Currency::EUR);
    let basis = majority(prices(pricing).filter_map(|price| price.basis));
    let mut draft = Draft {
        language,
        currency,
        basis: basis.unwrap_or(TaxBasis::Net),
        items: Vec::new(),
        bundles: Vec::new(),
        says_basis: basis.is_some(),
        remarks: Vec::new(),
    };
    if pricing.exemption.is_some() {
        draft.remarks.push(
            language
                .pick(
                    "TVA non applicable d'après l'offre : les montants sont ceux à payer.",
                    "No VAT applies, says the offer: amounts are what is to be paid.",
                )
                .to_owned(),
        );
    } else if basis.is_none() {
        draft.remarks.push(
            language
                .pick(
                    "L'offre ne dit ni HT ni TTC : `basis` est à vérifier.",
                    "The offer says neither excl. nor incl. VAT: check `basis`.",
                )
                .to_owned(),
        );
    }
    items::collect(&mut draft, pricing);
    bundles::collect(&mut draft, pricing);
    sentences::collect(&mut draft, pricing);
    write::write(&draft, proposal, pricing, origin)
}

fn prices(pricing: &Pricing) -> impl Iterator<Item = Price> {
    let lines: Vec<_> = pricing.lines().collect();
    let in_tables = lines.into_iter().flat_map(|line| line.prices).filter_map(|cell| cell.price().cloned());
    in_tables.chain(pricing.prose.iter().map(|prose| prose.price.clone()))
}

/// What occurs most often; the first of those that occur as often.
fn majority<T: PartialEq + Copy>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: Vec<(T, usize)> = Vec::new();
    for value in values {
        match counted.iter_mut().find(|(known, _)| *known == value) {
            Some((_, count)) => *count += 1,
            None => counted.push((value, 1)),
        }
    }
    counted.into_iter().rev().max_by_key(|(_, count)| *count).map(|(value, _)| value)
}

impl Draft {
    /// A reference that nothing in the draft has yet.
    fn free_reference(&self, wanted: &str) -> String {
        let taken = |reference: &str| {
            self.items.iter().any(|item| item.reference == reference)
                || self.bundles.iter().any(|bundle| bundle.reference == reference)
        };
        if !taken(wanted) {
            return wanted.to_owned();
        }
        let most = self.items.len() + self.bundles.len() + 2;
        let mut numbered = (2..=most).map(|count| format!("{wanted}-{count}"));
        numbered.find(|reference| !taken(reference)).unwrap_or_default()
    }

    /// Adds an item beside those under the same headings, unless the offer sells
    /// the same more than once.
    fn add(&mut self, mut item: DraftItem) {
        let key = normalise(&item.name);
        let language = self.language;
        let same = |known: &&mut DraftItem| {
            known.family == item.family && known.period == item.period && normalise(&known.name) == key
        };
        if let Some(known) = self.items.iter_mut().find(same) {
            if known.charge != item.charge {
                known.comments.push(language.pick(
                    "l'offre en donne plusieurs prix : à vérifier".to_owned(),
                    "the offer gives several prices: check".to_owned(),
                ));
            }
            return;
        }
        item.reference = self.free_reference(&item.reference);
        let last = self.items.iter().rposition(|known| known.section == item.section);
        self.items.insert(last.map_or(self.items.len(), |last| last + 1), item);
    }

    /// The word for a unit in the offer's language.
    fn unit(&self, period: Period) -> &'static str {
        let words = match period {
            Period::Once => ["forfait", "fixed", "pauschal", "fijo"],
            Period::Hour => ["heure", "hour", "Stunde", "hora"],
            Period::Day => ["jour", "day", "Tag", "día"],
            Period::Month => ["mois", "month", "Monat", "mes"],
            Period::Quarter => ["trimestre", "quarter", "Quartal", "trimestre"],
            Period::Year => ["an", "year", "Jahr", "año"],
        };
        let [french, english, german, spanish] = words;
        match self.language {
            Language::French => french,
            Language::English | Language::Other(_) => english,
            Language::German => german,
            Language::Spanish => spanish,
        }
    }

    /// What differs from the catalog's own currency and basis.
    fn own(&self, price: &Price) -> (Option<Currency>, Option<TaxBasis>) {
        let basis = price.basis.map(|basis| match basis {
            TaxBasis::Gross => TaxBasis::Gross,
            TaxBasis::Net | TaxBasis::Exempt => TaxBasis::Net,
        });
        (price.currency.filter(|own| *own != self.currency), basis.filter(|own| *own != self.basis))
    }
}
