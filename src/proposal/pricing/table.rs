use super::{PriceCell, PriceContext, Said};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::source::Span;

/// A table, understood as far as it is about prices.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceTable {
    /// Where the table stands.
    pub span: Span,
    /// What it is.
    pub kind: TableKind,
    /// Why it is not checked, where it is not.
    pub skipped: Option<Skipped>,
    /// The headings above, outermost first.
    pub section: Vec<Caption>,
    /// The short lines just above it (`**Options supplémentaires :**`).
    pub caption: Vec<Caption>,
    /// The notes just below it.
    pub notes: Vec<Caption>,
    /// What the caption, the headings, the notes and the document say for all
    /// of it.
    pub context: PriceContext,
    /// Its columns.
    pub columns: Vec<PriceColumn>,
    /// Its rows, without the header.
    pub rows: Vec<PriceRow>,
    /// For a block of totals under another table: that table's index.
    pub continues: Option<usize>,
    /// Whether it stands in lines of text, not in a table.
    pub in_text: bool,
}

/// Text near a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caption {
    /// What it says.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// The kinds of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// Lines that add up: quantities or totals.
    Quote,
    /// Items to choose from: never summed.
    PriceList,
    /// Things that may be added: not part of the total.
    Options,
    /// One price column per variant, each summed on its own.
    Comparison,
    /// Rows of totals that belong to the table above.
    Totals,
    /// Instalments.
    Schedule,
    /// What a pack is made of.
    Bundle,
    /// No prices.
    NotPrices,
}

/// Why a table is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Skipped {
    /// No column holds prices.
    NoPriceColumn,
    /// The column's unit is not money (`Cost (ms)`).
    OtherUnit,
    /// It looks like prices, but no amount could be read.
    NothingReadable,
    /// It tells of other people's money: references, competitors.
    OfOthers,
    /// The author says that it is not about prices.
    ByAuthor,
    /// It has a price column, and all its cells are empty or words.
    NoAmounts,
}

/// A column of a price table.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceColumn {
    /// What it holds.
    pub role: Role,
    /// Whether its header's words say so, not only its cells.
    pub named: bool,
    /// Its header, plain.
    pub heading: String,
    /// Where the header stands; none in a table without one.
    pub span: Option<Span>,
    /// What the header itself says.
    pub said: PriceContext,
    /// The header's words, completed by what holds for the table.
    pub context: PriceContext,
    /// The most decimals that its amounts print.
    pub decimals: u32,
    /// A count in the header (`12 mois`, `Total 3 ans`).
    pub count: Option<Decimal>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// A catalog reference.
    Reference,
    /// What is sold.
    Label,
    /// More words about it.
    Description,
    /// A running number.
    Position,
    /// How many.
    Quantity,
    /// A second factor: months, days per person.
    Duration,
    /// Of what.
    Unit,
    /// What one costs.
    UnitPrice,
    /// What the line costs.
    Amount,
    /// A reduction, in percent or money.
    Discount,
    /// A VAT rate.
    VatRate,
    /// A VAT amount.
    VatAmount,
    /// A price before a reduction.
    ListPrice,
    /// What is saved.
    Saving,
    /// A price restated per something.
    Equivalent,
    /// The size that a tier or package is for.
    Size,
    /// A share in percent.
    Share,
    /// When or on what occasion something is due.
    Milestone,
    /// Something that is no price.
    Other,
}

/// A row of a price table.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceRow {
    /// Where it stands.
    pub span: Span,
    /// What it does.
    pub role: RowRole,
    /// Its label, plain, from whatever cell holds it.
    pub label: String,
    /// Where the label stands.
    pub label_span: Span,
    /// Its cells.
    pub cells: Vec<PriceCell>,
    /// The title row it stands under.
    pub group: Option<String>,
    /// What its label says about its amounts.
    pub said: PriceContext,
    /// Whether its label says only what its amounts are (`Par mois`, `Prix annuel
    /// HT`), as where the items stand in columns.
    pub measure: bool,
    /// A rate or share in its label (`TVA 20 %`, `Remise 5 %`).
    pub percent: Option<Decimal>,
    /// A number of months in its label (`Total sur 12 mois`).
    pub count: Option<Decimal>,
    /// The amount that its label says the tax is of (`TVA 10 % sur 5 529,00 €`).
    pub base: Option<Price>,
    /// The factors of the product that its label writes out (`12 mois à
    /// 1 167,00 €`).
    pub product: Option<Vec<Decimal>>,
    /// Whether the label or the table says that it need not be bought.
    pub optional: bool,
    /// Whether an optional one is marked as chosen.
    pub chosen: bool,
}

/// What a row does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowRole {
    /// It sells something.
    Line,
    /// It stands over the lines that follow.
    Section,
    /// A sum on the way.
    Subtotal,
    /// A deduction.
    Discount,
    /// An addition (`Frais`, `Contingence 20 %`).
    Surcharge,
    /// A total: of this basis, where it says so.
    Total(Option<TaxBasis>),
    /// A total of the amounts of a period.
    RecurringTotal(Period),
    /// A tax that is added.
    Vat,
    /// What a tax is of, beside the bases of other rates: it restates the lines
    /// above it, or stands for them.
    TaxBase,
    /// A tax that is in the amounts above (`dont TVA`).
    VatIncluded,
    /// A tax withheld.
    Withholding,
    /// Something paid before.
    Deposit,
    /// What remains to be paid.
    Due,
    /// A total in another currency.
    Converted,
    /// The amount above, said in another way.
    Equivalent,
    /// A price that replaces the sum (`Prix du pack`).
    PackPrice,
    /// What the lines would cost one by one (`Valeur totale`).
    ListValue,
    /// What is saved.
    Saving,
    /// A note in a row.
    Note,
}

impl PriceRow {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> Option<&PriceCell> {
        self.cells.iter().find(|cell| cell.column == column)
    }
}

impl PriceTable {
    /// Whether it has prices to look at.
    pub fn is_checked(&self) -> bool {
        self.skipped.is_none() && self.kind != TableKind::NotPrices
    }

    /// The columns of a role, with their indices.
    pub fn columns_of(&self, role: Role) -> impl Iterator<Item = (usize, &PriceColumn)> {
        self.columns.iter().enumerate().filter(move |(_, column)| column.role == role)
    }

    /// The VAT rate that holds for all of the table, where something says so.
    pub fn vat(&self) -> Option<&Said<Decimal>> {
        self.context.vat.as_ref()
    }
}
