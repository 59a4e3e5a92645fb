//! What the cells of a column are, counted.

use super::cell::{CellContext, read};
use super::grid::GridCell;
use crate::money::Currency;
use crate::proposal::pricing::Reading;

/// What the cells of a column are, read without believing that it holds
/// prices.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) filled: usize,
    pub(super) explicit: usize,
    /// Amounts that are written as a product, without their result.
    pub(super) formulas: usize,
    pub(super) percents: usize,
    pub(super) numbers: usize,
    pub(super) words: usize,
    /// Numbers with a word that they count.
    pub(super) counted: usize,
    /// The currencies of its amounts, and how many are in each.
    currencies: Vec<(Currency, usize)>,
}

impl Tally {
    /// The currency that most of its amounts are in, the first of equals.
    pub(super) fn currency(&self) -> Option<Currency> {
        let counts = self.currencies.iter().rev();
        counts.max_by_key(|(_, count)| *count).map(|(currency, _)| *currency)
    }

    fn count_currency(&mut self, currency: Currency) {
        match self.currencies.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, count)) => *count += 1,
            None => self.currencies.push((currency, 1)),
        }
    }
}

/// Counts what the cells of a column are.
pub(super) fn tally(rows: &[Vec<GridCell>], column: usize, context: &CellContext<'_>) -> Tally {
    let mut tally = Tally::default();
    for cell in rows.iter().flatten().filter(|cell| cell.column == column) {
        let reading = read(&cell.runs, context);
        if reading == Reading::Empty {
            continue;
        }
        tally.filled += 1;
        if let Some(currency) = reading.price().and_then(|price| price.currency) {
            tally.count_currency(currency);
        }
        match reading {
            Reading::Amount(amount) => {
                tally.explicit += 1;
                tally.formulas += usize::from(amount.formula.is_some_and(|formula| !formula.result));
            }
            Reading::Percent { .. } => tally.percents += 1,
            Reading::Quantity { unit: None, .. } => tally.numbers += 1,
            Reading::Quantity { .. } => tally.counted += 1,
            // `Inclus`, `Sur devis` are words that say nothing here.
            _ if super::cell::stands_for_price(&cell.text) => {}
            _ => tally.words += 1,
        }
    }
    tally
}
