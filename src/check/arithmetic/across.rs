//! Totals over several tables: a block of totals below the second table may add up
//! both.

use super::expr::{Book, Expr, Overrides};
use super::relation::{Relation, Verdict, Way};
use super::rules::TOTAL_MISMATCH;
use super::sheet::Sheet;
use super::sums::{Sums, Total};
use crate::money::{Decimal, Slip, slip};

/// Gives each total that its own table does not explain the sum of the tables
/// before it as its way, where that is what is printed or a slip of the hand from it.
pub(super) fn explain(relations: &mut [Relation], sheets: &[(Sheet<'_>, Sums)], book: &Book) {
    let none = Overrides::new();
    for relation in relations.iter_mut().filter(|relation| relation.rule.name == TOTAL_MISMATCH.name) {
        if relation.verdict(book, &none) == Verdict::Broken
            && let Some(sum) = over_tables(relation, sheets)
        {
            relation.ways = vec![Way::exactly(sum)];
        }
    }
}

/// The sum of what the tables up to a total make, where it is that total or a slip away.
fn over_tables(relation: &Relation, sheets: &[(Sheet<'_>, Sums)]) -> Option<Expr> {
    let (at, target) = sheets.iter().enumerate().find_map(|(at, (_, sums))| {
        Some((at, sums.totals.iter().find(|total| total.id == relation.target)?))
    })?;
    // What a table makes on the total's basis: its last sum before it.
    let made = |sums: &Sums| -> Option<Total> {
        let alike = |total: &&Total| {
            let (one, other) = (&total.price, &target.price);
            total.id < target.id
                && one.currency == other.currency
                && one.period == other.period
                && one.basis.zip(other.basis).is_none_or(|(one, other)| one == other)
        };
        let ends = if sums.totals.iter().any(|total| alike(&total)) { &sums.totals } else { &sums.subtotals };
        ends.iter().rfind(alike).cloned()
    };
    let (_, own) = sheets.get(at)?;
    let own = made(own)?;
    let mut sum: Decimal = own.price.amount;
    let mut terms = vec![Expr::Cell(own.id)];
    for (_, sums) in sheets.get(..at)?.iter().rev() {
        let Some(other) = made(sums) else { continue };
        sum = sum.checked_add(other.price.amount)?;
        terms.push(Expr::Cell(other.id));
        let slipped = matches!(slip(target.price.amount, sum), Some(Slip::Swapped | Slip::OneDigit));
        if sum == target.price.amount || slipped && sum >= Decimal::ONE_HUNDRED {
            terms.reverse();
            return Some(Expr::Sum(terms));
        }
    }
    None
}
