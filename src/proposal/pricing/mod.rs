//! What a proposal says about money: its price tables, understood, and the
//! amounts in its sentences. Plain data; `parse::prices` makes it and the rules
//! read it.

mod alike;
mod cell;
mod line;
mod said;
mod table;
mod terms;

pub use cell::{Amount, CellSaid, Doubt, Formula, PriceCell, Reading};
pub use line::{LinePrice, PriceRole, PricedLine};
pub use said::{SaidSaving, SaidTax};
pub use table::{Caption, PriceColumn, PriceRow, PriceTable, Role, RowRole, Skipped, TableKind};
pub use terms::{AllowTerm, ExchangeRate, GlobalDiscount, PricingTerms};

use super::price::{Period, Price, TaxBasis};
use crate::money::{Currency, Decimal};
use crate::source::Span;

/// Everything a document says about prices.
#[derive(Debug, Clone, PartialEq)]
pub struct Pricing {
    /// What holds for the whole document.
    pub context: PriceContext,
    /// Every table of the document in reading order, those without prices too.
    pub tables: Vec<PriceTable>,
    /// The amounts in sentences that a rule can say something about.
    pub prose: Vec<ProsePrice>,
    /// Payments that sentences and lists lay down.
    pub payments: Vec<PaymentPlan>,
    /// The sums that sentences write out.
    pub equations: Vec<Equation>,
    /// The savings that sentences name.
    pub savings: Vec<SaidSaving>,
    /// The taxes that sentences name with their amount.
    pub taxes: Vec<SaidTax>,
    /// Every amount in sentences, whatever it is.
    pub mentioned: Vec<Mentioned>,
    /// The VAT rates that are named anywhere in the document, in percent.
    pub vat_mentions: Vec<Said<Decimal>>,
    /// Where the document says that no VAT applies (`art. 293 B`).
    pub exemption: Option<Span>,
    /// The exchange rates that the frontmatter or a sentence names.
    pub exchange: Vec<Exchange>,
}

/// A rate between two currencies that the document names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// One of this
    pub from: Currency,
    /// is worth so many of this.
    pub to: Currency,
    /// The rate.
    pub rate: Decimal,
    /// Where it stands.
    pub span: Span,
}

/// The parts of a price that are said once for many: by a header, a caption, a
/// heading, a note, the frontmatter.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PriceContext {
    /// The currency.
    pub currency: Option<Said<Currency>>,
    /// Whether tax is in.
    pub basis: Option<Said<TaxBasis>>,
    /// How often it is due.
    pub period: Option<Said<Period>>,
    /// The VAT rate in percent.
    pub vat: Option<Said<Decimal>>,
}

/// Something that was said, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<T> {
    /// What.
    pub value: T,
    /// The words that say it, or the cell, heading or line that holds them.
    pub span: Span,
    /// How close to the price it was said.
    pub origin: Origin,
}

/// Where something about a price was said; what is closer to the cell wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// In the cell itself.
    Cell,
    /// In the row's label.
    Row,
    /// In the column's header.
    Header,
    /// In another row of the table: `Total HT` under a column without a basis.
    Totals,
    /// In the lines just above the table.
    Caption,
    /// In a heading above it.
    Heading,
    /// In a note below it.
    Note,
    /// Elsewhere in the document's text.
    Document,
    /// In the frontmatter.
    Frontmatter,
}

/// An amount in a sentence.
#[derive(Debug, Clone, PartialEq)]
pub struct ProsePrice {
    /// Where the amount stands, with its currency and basis.
    pub span: Span,
    /// The sentence.
    pub sentence: String,
    /// Where the paragraph, list item or heading stands.
    pub block: Span,
    /// The headings above, outermost first.
    pub section: Vec<String>,
    /// The price.
    pub price: Price,
    /// The price it is compared with in the same sentence (`au lieu de X`).
    pub list: Option<(Price, Span)>,
    /// The same price in another way (`soit 5 400 € TTC`, `soit 450 €/mois`).
    pub restated: Vec<(Price, Span)>,
    /// How it was worked out (`12 × 450 € = 5 400 €`).
    pub formula: Option<Formula>,
    /// The share of a total that it is said to be (`30 % à la commande, soit
    /// 2 700 €`).
    pub share: Option<Decimal>,
    /// What the sentence calls it.
    pub names: ProseSubject,
}

/// An amount in text, whatever it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Mentioned {
    /// The amount.
    pub price: Price,
    /// Where it stands.
    pub span: Span,
    /// Where the paragraph, list item or heading stands.
    pub block: Span,
    /// Whether it may be what something costs: neither restated nor a list price,
    /// a result, a saving or a payment, nor in a sentence about other money.
    pub asked: bool,
    /// Whether it stands in an item of a list that is not ticked.
    pub unticked: bool,
    /// The number of its sentence in the block.
    pub sentence: usize,
    /// Whether it says in another way what stands before it (`soit X`, `= X`).
    pub restated: bool,
    /// The percentages in the same sentence.
    pub shares: Vec<Decimal>,
    /// Whether it is the one amount of a sentence that says what all costs.
    pub concludes: bool,
    /// The months that the sentence names before it (`36 Monate`).
    pub months: Option<Decimal>,
    /// The other numbers in it, in figures and in words (`Neuf entretiens`).
    pub counts: Vec<Decimal>,
    /// The share of what stands before that it is said to be (`12 % de ce budget,
    /// soit …`).
    pub share_of_that: Option<Decimal>,
    /// The folded words between the amount before and this one.
    pub before: String,
    /// Whether it is said to be what each of several costs.
    pub each: bool,
    /// The product that it stands for: `7 × 19,50 €`; empty where it is none.
    pub factors: Vec<Decimal>,
}

/// A sum that a text writes out, with its result.
#[derive(Debug, Clone, PartialEq)]
pub struct Equation {
    /// Its numbers, each with what is done with it; products before sums.
    pub operations: Vec<(Operation, Decimal)>,
    /// What it is said to make.
    pub result: Price,
    /// Where that stands; none where it is not known.
    pub span: Option<Span>,
}

/// What an [`Equation`] does with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// Adds it.
    Plus,
    /// Takes it off.
    Minus,
    /// Multiplies the number before with it.
    Times,
    /// Divides the number before by it.
    By,
}

impl Equation {
    /// What its numbers make; none where they grow too large.
    pub fn value(&self) -> Option<Decimal> {
        Self::value_of(&self.operations)
    }

    /// What numbers make, products before sums.
    pub fn value_of(operations: &[(Operation, Decimal)]) -> Option<Decimal> {
        let mut terms: Vec<Decimal> = Vec::new();
        for (operation, value) in operations {
            match operation {
                Operation::Plus => terms.push(*value),
                Operation::Minus => terms.push(-*value),
                Operation::Times => {
                    let last = terms.pop()?;
                    terms.push(last.checked_mul(*value)?);
                }
                Operation::By => {
                    let last = terms.pop()?;
                    terms.push(last.checked_div(*value)?);
                }
            }
        }
        terms.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
    }
}

/// Payments that one line or the items of one list lay down.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentPlan {
    /// Its parts, in order.
    pub parts: Vec<PaymentPart>,
    /// Whether something remains of which neither share nor amount is said.
    pub open: bool,
    /// Whether it names what remains.
    pub balance: bool,
    /// Where it ends: the last line with a part.
    pub span: Span,
}

/// A part of a payment.
#[derive(Debug, Clone, PartialEq)]
pub struct PaymentPart {
    /// Its share of the whole in percent.
    pub share: Option<Decimal>,
    /// Its amount.
    pub amount: Option<Price>,
    /// How often the amount is due (`3 échéances de`).
    pub times: Option<Decimal>,
    /// Of which total it is a share, where that is said (`30 % du TTC`).
    pub base: Option<TaxBasis>,
    /// Where the amount stands, else the share.
    pub span: Span,
}

/// What a sentence says that an amount is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProseSubject {
    /// The total of the proposal.
    Total,
    /// The price of a pack or flat rate that the sentence or section names.
    Offer,
    /// Something else: a unit price, an option, an hourly rate.
    Other,
}

impl PriceContext {
    /// This context, completed by one from further away.
    #[must_use]
    pub fn or(&self, outer: &Self) -> Self {
        Self {
            currency: self.currency.clone().or_else(|| outer.currency.clone()),
            basis: self.basis.clone().or_else(|| outer.basis.clone()),
            period: self.period.clone().or_else(|| outer.period.clone()),
            vat: self.vat.clone().or_else(|| outer.vat.clone()),
        }
    }
}

impl Pricing {
    /// The lines that carry a price, of all tables in order: what a catalog is
    /// matched against.
    pub fn lines(&self) -> impl Iterator<Item = PricedLine> {
        self.tables.iter().enumerate().flat_map(|(index, table)| table.lines(index))
    }

    /// The VAT rate that holds where nothing nearer names one: the
    /// frontmatter's, else the only one the document names.
    pub fn vat_rate(&self) -> Option<Decimal> {
        if let Some(said) = &self.context.vat {
            return Some(said.value);
        }
        let first = self.vat_mentions.first()?.value;
        self.vat_mentions.iter().all(|said| said.value == first).then_some(first)
    }
}
