use super::super::Context;
use super::super::cells::{amounts, fold, period_name};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimals, format_amount, plain};
use crate::proposal::pricing::{Role, RowRole};

declare_rule! {
    /// An item in a yearly column at its monthly price, or the other way round.
    ///
    /// The same item stands elsewhere in the document at this very figure for
    /// another period. With a catalog the same slip is found against the catalog.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Service | HT/mois | HT/an |
    /// |---|---|---|
    /// | Support | 45 € | 540 € |
    /// | Astreinte | 20 € | 240 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Service | HT/an |
    /// |---|---|
    /// | Support | 45 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Service | HT/mois | HT/an |
    /// |---|---|---|
    /// | Support | 45 € | 540 € |
    /// | Astreinte | 20 € | 240 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Service | HT/an |
    /// |---|---|
    /// | Support | 540 € |
    /// ```
    pub PERIOD_MISMATCH = "period-mismatch", Error
}

/// Reports an item whose price elsewhere is given for both periods.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let lines: Vec<_> = context
        .pricing
        .tables
        .iter()
        .enumerate()
        .filter(|(_, table)| table.is_checked())
        .flat_map(|(at, table)| amounts(table).map(move |seen| (at, table, seen)))
        .filter(|(_, table, seen)| {
            seen.row.role == RowRole::Line
                && table.columns.get(seen.cell.column).is_some_and(|column| column.role == Role::Amount)
        })
        .collect();
    for (at, _, seen) in &lines {
        let price = &seen.amount.price;
        let Some(period) = price.period else { continue };
        let label = fold(&seen.row.label);
        let elsewhere = |wanted: bool| {
            lines.iter().find(|(other, _, found)| {
                let theirs = &found.amount.price;
                other != at
                    && fold(&found.row.label) == label
                    && theirs.basis == price.basis
                    && theirs.currency == price.currency
                    && theirs.period.is_some_and(|theirs| (theirs == period) == wanted)
            })
        };
        let (Some((_, _, right)), Some((_, _, wrong))) = (elsewhere(true), elsewhere(false)) else {
            continue;
        };
        let (Some(other), decimals) = (wrong.amount.price.period, Decimals::AsNeeded(2)) else { continue };
        if wrong.amount.price.amount != price.amount || right.amount.price.amount == price.amount {
            continue;
        }
        let expected = format_amount(right.amount.price.amount, price.currency, language, decimals);
        let (text, own, theirs) =
            (&seen.cell.text, period_name(period, language), period_name(other, language));
        let message = language.pick(
            format!("{text} est le tarif {theirs} ; la colonne est {own} ({expected})"),
            format!("{text} is the price {theirs}; this column is {own} ({expected})"),
        );
        findings.push(
            Diagnostic::new(&PERIOD_MISMATCH, message)
                .at(seen.cell.span)
                .related(right.cell.span, language.pick("le prix attendu", "the price expected"))
                .facts(Facts {
                    found: Some(plain(price.amount, decimals)),
                    expected: Some(plain(right.amount.price.amount, decimals)),
                    currency: price.currency.map(|currency| currency.code().to_owned()),
                    ..Facts::default()
                }),
        );
    }
}
