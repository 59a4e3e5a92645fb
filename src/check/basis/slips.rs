//! Items that stand in several tables, one of them at the amount of another column.

use super::super::Context;
use super::super::cells::{Seen, amounts, fold};
use crate::diagnostics::{Diagnostic, Facts, Rule};
use crate::language::Language;
use crate::money::{Decimals, format_amount, plain};
use crate::proposal::price::Price;
use crate::proposal::pricing::{Role, RowRole};

const DECIMALS: Decimals = Decimals::AsNeeded(2);

/// An amount of one kind (for a period, on a basis) that the item has elsewhere for
/// another kind, while it has another amount elsewhere for its own.
pub(super) struct Slip<'a, K> {
    pub(super) seen: Seen<'a>,
    pub(super) kind: K,
    /// The kind that the amount is of elsewhere.
    pub(super) theirs: K,
    right: Seen<'a>,
}

/// The slips of a document: `kind` says what kind a price is of, `alike` whether two
/// prices differ in nothing else.
pub(super) fn slips<'a, K: PartialEq>(
    context: &Context<'a>,
    kind: impl Fn(&Price) -> Option<K>,
    alike: impl Fn(&Price, &Price) -> bool,
) -> Vec<Slip<'a, K>> {
    let tables = context.pricing.tables.iter().enumerate().filter(|(_, table)| table.is_checked());
    let lines: Vec<(usize, String, Seen<'a>)> = tables
        .flat_map(|(at, table)| amounts(table).map(move |seen| (at, table, seen)))
        .filter(|(_, table, seen)| {
            seen.row.role == RowRole::Line
                && table.columns.get(seen.cell.column).is_some_and(|column| column.role == Role::Amount)
        })
        .map(|(at, _, seen)| (at, fold(&seen.row.label), seen))
        .collect();
    let slip = |(at, label, seen): &(usize, String, Seen<'a>)| {
        let price = &seen.amount.price;
        let own = kind(price)?;
        let elsewhere = |same: bool| {
            lines.iter().find_map(|(other, name, found)| {
                let theirs = kind(&found.amount.price)?;
                let fits = other != at
                    && (theirs == own) == same
                    && name == label
                    && price.currency == found.amount.price.currency
                    && alike(price, &found.amount.price);
                fits.then_some((theirs, *found))
            })
        };
        let ((theirs, wrong), (_, right)) = (elsewhere(false)?, elsewhere(true)?);
        let slipped = wrong.amount.price.amount == price.amount && right.amount.price.amount != price.amount;
        slipped.then_some(Slip { seen: *seen, kind: own, theirs, right })
    };
    lines.iter().filter_map(slip).collect()
}

impl<K> Slip<'_, K> {
    /// The amount that belongs there, as it is written.
    pub(super) fn expected(&self, language: Language) -> String {
        let price = &self.right.amount.price;
        format_amount(price.amount, price.currency, language, DECIMALS)
    }

    pub(super) fn finding(&self, rule: &'static Rule, message: String, language: Language) -> Diagnostic {
        Diagnostic::new(rule, message)
            .at(self.seen.cell.span)
            .related(self.right.cell.span, language.pick("le prix attendu", "the price expected"))
            .facts(Facts {
                expected: Some(plain(self.right.amount.price.amount, DECIMALS)),
                ..self.seen.facts()
            })
    }
}
