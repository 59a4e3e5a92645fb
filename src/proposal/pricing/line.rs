use super::{PriceTable, Reading, Role, RowRole};
use crate::money::Decimal;
use crate::proposal::Field;
use crate::proposal::price::{Period, Price};
use crate::source::Span;

/// A line of a price table, ready to be compared with a catalog.
#[derive(Debug, Clone, PartialEq)]
pub struct PricedLine {
    /// The table's index in [`Pricing::tables`](super::Pricing::tables).
    pub table: usize,
    /// The row's index in that table.
    pub row: usize,
    /// Where the row stands.
    pub span: Span,
    /// What is sold, plain.
    pub label: String,
    /// Where that stands.
    pub label_span: Span,
    /// What the reference column says.
    pub reference: Option<Field<String>>,
    /// The headings above, outermost first, then the caption, the header over
    /// the labels and the title row within the table.
    pub section: Vec<String>,
    /// How many, where a column says so.
    pub quantity: Option<Field<Decimal>>,
    /// Of what, as written.
    pub unit: Option<String>,
    /// The sizes it is for: header and cell, as written (`Nœuds max`, `5`).
    pub sizes: Vec<(String, Field<String>)>,
    /// What it costs: one entry per price cell of the row, in column order.
    pub prices: Vec<LinePrice>,
    /// The line's discount in percent.
    pub discount_percent: Option<Decimal>,
    /// The line's discount as an amount, positive.
    pub discount_amount: Option<Decimal>,
    /// The line's own VAT rate in percent.
    pub vat: Option<Decimal>,
    /// Whether it need not be bought.
    pub optional: bool,
}

/// A price of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct LinePrice {
    /// The cell.
    pub span: Span,
    /// What it is of the line.
    pub role: PriceRole,
    /// What the column is called.
    pub heading: String,
    /// How often it is due: what the cell says, else what holds for its column.
    pub period: Option<Period>,
    /// What the cell says: an amount, `Inclus`, `Sur devis`, `+50 %`.
    pub reading: Reading,
    /// The price before a reduction, in the same cell.
    pub list: Option<Price>,
}

/// What a price is of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PriceRole {
    /// What one costs.
    Unit,
    /// What the line costs.
    Amount,
    /// What it would cost without a reduction.
    List,
    /// The price restated per something.
    Equivalent,
}

impl LinePrice {
    /// The price of an amount.
    pub fn price(&self) -> Option<&Price> {
        self.reading.price()
    }
}

impl PricedLine {
    /// The first price of a role.
    pub fn price_of(&self, role: PriceRole) -> Option<&LinePrice> {
        self.prices.iter().find(|price| price.role == role)
    }
}

impl PriceTable {
    /// Its lines that carry a price or a word in the place of one; `index` is
    /// the table's own.
    pub fn lines(&self, index: usize) -> Vec<PricedLine> {
        if !self.is_checked() {
            return Vec::new();
        }
        let rows = self.rows.iter().enumerate().filter(|(_, row)| row.role == RowRole::Line);
        rows.filter_map(|(at, row)| {
            let mut line = PricedLine {
                table: index,
                row: at,
                span: row.span,
                label: row.label.clone(),
                label_span: row.label_span,
                reference: None,
                section: self
                    .section
                    .iter()
                    .chain(&self.caption)
                    .map(|caption| caption.text.clone())
                    .chain(self.columns_of(Role::Label).map(|(_, column)| column.heading.clone()))
                    .chain(row.group.clone())
                    .collect(),
                quantity: None,
                unit: None,
                sizes: Vec::new(),
                prices: Vec::new(),
                discount_percent: None,
                discount_amount: None,
                vat: None,
                optional: row.optional && !row.chosen,
            };
            for cell in &row.cells {
                let Some(column) = self.columns.get(cell.column) else { continue };
                let text = || Field { value: cell.text.clone(), span: cell.span };
                let number = |value| Field { value, span: cell.span };
                match column.role {
                    Role::Reference if !cell.text.is_empty() => line.reference = Some(text()),
                    Role::Quantity => {
                        let further = line.quantity.as_ref().map_or(Decimal::ONE, |own| own.value);
                        let counted = cell.reading.number().and_then(|own| own.checked_mul(further));
                        line.quantity = counted.map(number).or(line.quantity);
                        if let Reading::Quantity { unit: Some(unit), .. } = &cell.reading {
                            line.unit.get_or_insert_with(|| unit.clone());
                        }
                    }
                    Role::Unit if !cell.text.is_empty() => line.unit = Some(cell.text.clone()),
                    Role::Size if !cell.text.is_empty() => {
                        line.sizes.push((column.heading.clone(), text()));
                    }
                    Role::VatRate => line.vat = cell.reading.number(),
                    Role::Discount => match &cell.reading {
                        Reading::Percent { value, .. } => line.discount_percent = Some(value.abs()),
                        Reading::Amount(amount) => line.discount_amount = Some(amount.price.amount.abs()),
                        Reading::Included
                        | Reading::Free { .. }
                        | Reading::Empty
                        | Reading::OnQuote { .. }
                        | Reading::Placeholder
                        | Reading::Unreadable
                        | Reading::Quantity { .. }
                        | Reading::Text => {}
                    },
                    Role::UnitPrice | Role::Amount | Role::ListPrice | Role::Equivalent => {
                        let role = match column.role {
                            Role::UnitPrice => PriceRole::Unit,
                            Role::ListPrice => PriceRole::List,
                            Role::Equivalent => PriceRole::Equivalent,
                            _ => PriceRole::Amount,
                        };
                        if matches!(cell.reading, Reading::Empty | Reading::Text) {
                            continue;
                        }
                        line.prices.push(LinePrice {
                            span: cell.span,
                            role,
                            heading: column.heading.clone(),
                            period: cell
                                .reading
                                .price()
                                .and_then(|price| price.period)
                                .or_else(|| column.context.period.as_ref().map(|said| said.value)),
                            list: cell.reading.amount().and_then(|amount| amount.list.clone()),
                            reading: cell.reading.clone(),
                        });
                    }
                    _ => {}
                }
            }
            (!line.prices.is_empty()).then_some(line)
        })
        .collect()
    }
}
