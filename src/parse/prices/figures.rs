//! What the figures of a table say about its columns.

use super::cell::{CellContext, read};
use super::columns::Draft;
use super::grid::GridCell;
use super::tally::Tally;
use crate::money::Decimal;
use crate::proposal::pricing::{Reading, Role};

/// The rows of a table, to be read without believing that they hold prices.
pub(super) struct Figures<'a> {
    pub(super) rows: &'a [Vec<GridCell>],
    pub(super) context: &'a CellContext<'a>,
}

impl Figures<'_> {
    /// Whether the figures say that a table prices things: in most rows a quantity
    /// times what stands below a header for a unit price is what stands below one
    /// for an amount.
    pub(super) fn multiply(&self, drafts: &[Draft]) -> bool {
        of(drafts, Role::Quantity).any(|quantity| {
            of(drafts, Role::UnitPrice)
                .any(|unit| of(drafts, Role::Amount).any(|amount| self.product(quantity, unit, amount)))
        })
    }

    /// Finds the column of amounts where no header names one (`GP`, with `nur EP`
    /// in a row), and says whether there is one.
    pub(super) fn prove(&self, drafts: &mut [Draft]) -> bool {
        let product = |column: usize| {
            of(drafts, Role::Quantity)
                .any(|quantity| of(drafts, Role::UnitPrice).any(|unit| self.product(quantity, unit, column)))
        };
        if of(drafts, Role::Amount).next().is_some() {
            return false;
        }
        let unnamed = |draft: &Draft| draft.header.role.is_none() && !draft.header.other_unit;
        let found =
            (1..drafts.len()).find(|index| drafts.get(*index).is_some_and(unnamed) && product(*index));
        let Some(draft) = found.and_then(|index| drafts.get_mut(index)) else { return false };
        draft.role = Role::Amount;
        true
    }

    /// The columns without a name that make the amounts: `Hrs | Rate | Labour |
    /// Parts | Line total`.
    pub(super) fn parts(&self, drafts: &[Draft], tallies: &[Tally]) -> Vec<usize> {
        let open = |index: &usize| {
            drafts.get(*index).zip(tallies.get(*index)).is_some_and(|(draft, tally)| {
                let named = draft.header.role.is_some() || draft.header.other_unit || draft.money;
                !named && *index > 0 && tally.numbers > 1 && tally.words == 0 && tally.counted == 0
            })
        };
        let unnamed = || (0..drafts.len()).filter(open);
        let products: Vec<usize> = unnamed()
            .filter(|column| {
                of(drafts, Role::Quantity).any(|quantity| {
                    of(drafts, Role::UnitPrice).any(|unit| self.product(quantity, unit, *column))
                })
            })
            .collect();
        let amounts: Vec<usize> = of(drafts, Role::Amount)
            .filter(|index| drafts.get(*index).is_some_and(|draft| draft.money))
            .collect();
        let sums: Vec<usize> = unnamed()
            .filter(|column| !products.contains(column))
            .filter(|column| {
                products.iter().any(|part| amounts.iter().any(|sum| self.sum(*part, *column, *sum)))
            })
            .collect();
        products.into_iter().chain(sums).collect()
    }

    fn product(&self, one: usize, other: usize, result: usize) -> bool {
        self.holds([one, other, result], Decimal::checked_mul)
    }

    fn sum(&self, one: usize, other: usize, result: usize) -> bool {
        self.holds([one, other, result], Decimal::checked_add)
    }

    /// Whether in most rows the third of three columns is what the others make.
    fn holds(&self, [one, other, result]: [usize; 3], make: fn(Decimal, Decimal) -> Option<Decimal>) -> bool {
        let made: Vec<bool> = self
            .rows
            .iter()
            .filter_map(|row| {
                let made = make(self.value(row, one)?, self.value(row, other)?)?;
                Some(made == self.value(row, result)?)
            })
            .collect();
        let held = made.iter().filter(|held| **held).count();
        held >= 2 && held * 2 > made.len()
    }

    fn value(&self, row: &[GridCell], column: usize) -> Option<Decimal> {
        match read(&row.iter().find(|cell| cell.column == column)?.runs, self.context) {
            Reading::Quantity { value, .. } => Some(value),
            Reading::Amount(amount) => Some(amount.price.amount),
            _ => None,
        }
    }
}

/// The columns of a role.
fn of(drafts: &[Draft], role: Role) -> impl Iterator<Item = usize> {
    drafts.iter().enumerate().filter(move |(_, draft)| draft.role == role).map(|(column, _)| column)
}
