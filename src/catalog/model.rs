use chrono::NaiveDate;

use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::Field;
use crate::proposal::price::{Period, TaxBasis};
use crate::source::Span;

/// A dated price list: what a company sells, at which price, since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalog {
    /// Its name: free text.
    pub id: Option<Field<String>>,
    /// The currency of amounts that name none.
    pub currency: Currency,
    /// The tax basis of amounts that name none.
    pub basis: TaxBasis,
    /// From when the list holds.
    pub published: Option<Field<NaiveDate>>,
    /// Rates of value added tax, by country.
    pub vat_rates: Vec<VatRate>,
    /// Exchange rates that a proposal may use.
    pub exchange: Vec<Exchange>,
    /// The deepest discount that may be given, in percent.
    pub max_discount: Option<Field<Decimal>>,
    /// The words that items use for their unit.
    pub units: Vec<Unit>,
    /// Everything that is sold: items, then bundles, file after file.
    pub items: Vec<Item>,
}

/// A rate of value added tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VatRate {
    /// ISO 3166-1 alpha-2 code, upper case.
    pub country: Field<String>,
    /// In percent.
    pub percent: Field<Decimal>,
}

/// An exchange rate: one unit of `from` is worth `rate` units of `to`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// The whole entry.
    pub span: Span,
    /// The currency converted.
    pub from: Currency,
    /// The currency obtained.
    pub to: Currency,
    /// How much of it.
    pub rate: Field<Decimal>,
    /// The day of a rate that moves; none for a fixed one.
    pub date: Option<Field<NaiveDate>>,
    /// Where a rate that moves was read.
    pub source: Option<Field<String>>,
}

/// A word used for the unit of a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The word.
    pub word: Field<String>,
    /// How a price in this unit counts.
    pub period: Period,
}

/// Something sold: an item, or a bundle of items at a price of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The whole entry.
    pub span: Span,
    /// Its reference: unique in the catalog whatever the case.
    pub reference: Field<String>,
    /// Items of one family are alternatives of one another.
    pub family: Option<Field<String>>,
    /// Its name.
    pub name: Name,
    /// Other names under which documents sell it.
    pub aliases: Vec<Field<String>>,
    /// The word for its unit; bundles have none.
    pub unit: Option<Field<String>>,
    /// How its price counts.
    pub period: Period,
    /// Free properties; some feed the checks of sizes and ladders.
    pub attributes: Vec<Attribute>,
    /// What is delivered with it and not to be billed again.
    pub includes: Vec<Part>,
    /// What a bundle consists of; none for a plain item.
    pub parts: Option<Vec<Part>>,
    /// What it costs.
    pub charge: Charge,
    /// The least quantity that is billed.
    pub min_quantity: Option<Field<Decimal>>,
    /// The shortest commitment, in months.
    pub min_term_months: Option<Field<Decimal>>,
    /// The last day on which it was sold.
    pub retired: Option<Field<NaiveDate>>,
    /// The currency of its amounts.
    pub currency: Currency,
    /// The tax basis of its amounts.
    pub basis: TaxBasis,
    /// Its own rate of value added tax, in percent.
    pub vat_rate: Option<Field<Decimal>>,
    /// Rules that it may break.
    pub allowances: Vec<Allowance>,
}

/// A name: one for all languages or one per language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The names with their language tags; no tag where one serves for all.
    pub texts: Vec<(Option<String>, Field<String>)>,
}

/// A free property of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its key.
    pub key: Field<String>,
    /// Its value as written.
    pub value: Field<String>,
}

/// A part of a bundle, or something included in an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The whole entry.
    pub span: Span,
    /// The reference of the item.
    pub reference: Field<String>,
    /// How many units of it; months for what is billed by the month.
    pub quantity: Decimal,
}

/// What an item costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Charge {
    /// Prices with the time during which each holds.
    Listed(Vec<DatedPrice>),
    /// A price by size.
    Tiered(Tiers),
    /// A percentage of another item.
    Percent(PercentOf),
    /// At least this amount.
    From(Field<Decimal>),
    /// A price is made for each client, perhaps from a floor on.
    OnQuote(Option<Field<Decimal>>),
    /// The catalog says nothing readable; reading has reported it.
    Unknown,
}

/// A price and the time during which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedPrice {
    /// The whole entry.
    pub span: Span,
    /// The amount.
    pub amount: Field<Decimal>,
    /// Its first day.
    pub from: Option<Field<NaiveDate>>,
    /// Its last day.
    pub until: Option<Field<NaiveDate>>,
    /// The currency.
    pub currency: Currency,
    /// The tax basis.
    pub basis: TaxBasis,
    /// Its own rate of value added tax, in percent.
    pub vat_rate: Option<Decimal>,
}

/// A price by size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiers {
    /// The whole entry.
    pub span: Span,
    /// What the size counts (`nodes`, `users`).
    pub by: Field<String>,
    /// How the steps work together.
    pub mode: TierMode,
    /// The steps, smallest first.
    pub steps: Vec<Step>,
}

/// How the steps of a price by size work together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TierMode {
    /// The step that the size falls in is the price of the whole.
    Volume,
    /// Each unit costs what its own step says.
    Graduated,
}

/// A step of a price by size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The whole entry.
    pub span: Span,
    /// The largest size that it covers; none for the last.
    pub up_to: Option<Field<Decimal>>,
    /// The amount.
    pub amount: Field<Decimal>,
}

/// A price that is a percentage of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PercentOf {
    /// The whole entry.
    pub span: Span,
    /// Of what.
    pub base: PercentBase,
    /// How much.
    pub percent: Field<Decimal>,
}

/// What a percentage is taken of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PercentBase {
    /// One item, by its reference.
    Item(Field<String>),
    /// The item of this family that the document sells.
    Family(Field<String>),
}

/// A rule that an item may break, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowance {
    /// The rule.
    pub rule: Field<String>,
    /// Why.
    pub reason: Field<String>,
}

impl Catalog {
    /// The item or bundle of a reference, whatever the case.
    pub fn item(&self, reference: &str) -> Option<&Item> {
        let wanted = reference.trim().to_lowercase();
        self.items.iter().find(|item| item.reference.value.to_lowercase() == wanted)
    }

    /// The items of a family, bundles left out.
    pub fn family<'a>(&'a self, family: &'a str) -> impl Iterator<Item = &'a Item> {
        self.items.iter().filter(move |item| item.is_of_family(family))
    }

    /// The bundles.
    pub fn bundles(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.is_bundle())
    }

    /// The rate of value added tax of a country, in percent.
    pub fn vat_rate(&self, country: &str) -> Option<Decimal> {
        let rate = self.vat_rates.iter().find(|rate| rate.country.value.eq_ignore_ascii_case(country))?;
        Some(rate.percent.value)
    }
}

impl Item {
    /// Whether it is a bundle.
    pub fn is_bundle(&self) -> bool {
        self.parts.is_some()
    }

    /// Whether it belongs to a family, whatever the case.
    pub fn is_of_family(&self, family: &str) -> bool {
        self.family.as_ref().is_some_and(|own| own.value.to_lowercase() == family.to_lowercase())
    }

    /// Whether two items are alternatives of one another.
    pub fn shares_family(&self, other: &Self) -> bool {
        other.family.as_ref().is_some_and(|family| self.is_of_family(&family.value))
    }

    /// Whether its price comes back each month, quarter or year.
    pub fn is_recurring(&self) -> bool {
        matches!(self.period, Period::Month | Period::Quarter | Period::Year)
    }

    /// The value of an attribute.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.key.value == key)
    }

    /// The reason for which it may break a rule.
    pub fn allows(&self, rule: &str) -> Option<&Allowance> {
        self.allowances.iter().find(|allowance| allowance.rule.value == rule)
    }
}

impl Name {
    /// The name in a language; else the first one given.
    pub fn in_language(&self, language: Language) -> &str {
        let own = self
            .texts
            .iter()
            .find(|(tag, _)| tag.as_deref().is_some_and(|tag| Language::from_tag(tag) == Some(language)));
        own.or(self.texts.first()).map_or("", |(_, text)| text.value.as_str())
    }

    /// All its forms.
    pub fn all(&self) -> impl Iterator<Item = &Field<String>> {
        self.texts.iter().map(|(_, text)| text)
    }
}
