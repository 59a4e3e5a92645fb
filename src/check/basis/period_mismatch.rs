use super::super::Context;
use super::super::cells::period_name;
use super::slips::slips;
use crate::diagnostics::{Diagnostic, declare_rule};

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
    for slip in slips(context, |price| price.period, |one, other| one.basis == other.basis) {
        let (text, expected) = (&slip.seen.cell.text, slip.expected(language));
        let (own, theirs) = (period_name(slip.kind, language), period_name(slip.theirs, language));
        let message = language.pick(
            format!("{text} est le tarif {theirs} ; la colonne est {own} ({expected})"),
            format!("{text} is the price {theirs}; this column is {own} ({expected})"),
        );
        findings.push(slip.finding(&PERIOD_MISMATCH, message, language));
    }
}
