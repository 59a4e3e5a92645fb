//! One table and the block of totals below it, column by column.

use super::expr::{Id, Part};
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Price, Qualifier};
use crate::proposal::pricing::{PriceColumn, PriceRow, PriceTable, Pricing, Reading, Role};

/// A table, perhaps with its totals in a table of their own.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sheet<'a> {
    pub(super) pricing: &'a Pricing,
    pub(super) index: usize,
    pub(super) table: &'a PriceTable,
    totals: Option<(usize, &'a PriceTable)>,
}

/// A row of a sheet and where it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) table: usize,
    pub(super) index: usize,
    pub(super) row: &'a PriceRow,
    /// Whether it comes from the separate block of totals.
    pub(super) apart: bool,
}

impl<'a> Sheet<'a> {
    /// The sheets of a document.
    pub(super) fn all(pricing: &'a Pricing) -> Vec<Self> {
        let tables = &pricing.tables;
        tables
            .iter()
            .enumerate()
            .filter(|(_, table)| table.is_checked() && table.continues.is_none())
            .map(|(index, table)| Self {
                pricing,
                index,
                table,
                totals: tables.iter().enumerate().find(|(_, other)| other.continues == Some(index)),
            })
            .collect()
    }

    /// Its rows, those of the totals last.
    pub(super) fn rows(&self) -> impl Iterator<Item = Line<'a>> + use<'a> {
        let own = (self.index, self.table, false);
        let apart = self.totals.map(|(index, table)| (index, table, true));
        [Some(own), apart].into_iter().flatten().flat_map(|(table, sheet, apart)| {
            sheet.rows.iter().enumerate().map(move |(index, row)| Line { table, index, row, apart })
        })
    }

    /// The columns of amounts.
    pub(super) fn amount_columns(&self) -> Vec<usize> {
        self.table.columns_of(Role::Amount).map(|(index, _)| index).collect()
    }

    /// The column in which a lone total stands: the last of the amounts.
    pub(super) fn main_column(&self) -> Option<usize> {
        self.amount_columns()
            .last()
            .copied()
            .or_else(|| self.table.columns_of(Role::UnitPrice).map(|(i, _)| i).last())
    }

    pub(super) fn column(&self, index: usize) -> Option<&'a PriceColumn> {
        self.table.columns.get(index)
    }

    /// The VAT rate that holds for a column.
    pub(super) fn vat(&self, column: usize) -> Option<Decimal> {
        self.column(column)
            .and_then(|column| column.context.vat.as_ref())
            .map(|said| said.value)
            .or_else(|| {
                self.table
                    .columns_of(Role::VatAmount)
                    .find_map(|(_, column)| Some(column.said.vat.as_ref()?.value))
            })
            .or_else(|| self.table.context.vat.as_ref().map(|said| said.value))
            .or_else(|| self.pricing.vat_rate())
    }
}

impl<'a> Line<'a> {
    /// The number in a column.
    pub(super) fn id(&self, column: usize) -> Id {
        Id { table: self.table, row: self.index, column, part: Part::Main }
    }

    pub(super) fn reading(&self, column: usize) -> Option<&'a Reading> {
        self.row.cell(column).map(|cell| &cell.reading)
    }

    pub(super) fn price(&self, column: usize) -> Option<&'a Price> {
        self.reading(column).and_then(Reading::price)
    }

    /// The cell that holds this row's amount for a column of the sheet: the
    /// column's own, or the row's only amount where it stands elsewhere.
    pub(super) fn amount(&self, sheet: &Sheet<'_>, column: usize) -> Option<(usize, &'a Price)> {
        if !self.apart {
            if let Some(price) = self.price(column) {
                return Some((column, price));
            }
            // A row with a word in its own cell has no amount elsewhere.
            if self.row.cell(column).is_some_and(|cell| !cell.text.is_empty()) {
                return None;
            }
        }
        if sheet.main_column() != Some(column) {
            return None;
        }
        let prices: Vec<(usize, &Price)> = self
            .row
            .cells
            .iter()
            .filter_map(|cell| Some((cell.column, cell.reading.price()?)))
            .filter(|(at, _)| self.apart || !sheet.amount_columns().contains(at))
            .collect();
        match prices.as_slice() {
            [only] => Some(*only),
            // A block of totals with its base before the amount.
            [.., last] if self.apart => Some(*last),
            _ => None,
        }
    }
}

/// The columns of one role that a row fills with numbers.
pub(super) fn numbers(sheet: &Sheet<'_>, line: Line<'_>, role: Role) -> Vec<usize> {
    sheet
        .table
        .columns_of(role)
        .map(|(index, _)| index)
        .filter(|column| !line.apart && line.reading(*column).and_then(Reading::number).is_some())
        .collect()
}

/// The decimals that a currency is rounded to.
pub(super) fn minor(currency: Option<Currency>) -> u32 {
    currency.map_or(2, Currency::minor_units)
}

/// Whether a price is only a bound or an estimate.
pub(super) fn is_soft(price: &Price) -> bool {
    matches!(price.qualifier, Qualifier::From | Qualifier::UpTo | Qualifier::About | Qualifier::To(_))
}
