use super::super::Context;
use super::super::cells::named;
use super::slips::slips;
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::proposal::price::{Price, TaxBasis};

declare_rule! {
    /// An item on one basis at the figure that it has on the other.
    ///
    /// The same item stands elsewhere in the document without tax at this very
    /// figure, while this column is with tax (or the other way round) and the
    /// document names a rate. With a catalog the same slip is found against the
    /// catalog.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 1 000 € | 1 200 € |
    /// | Conseil | 500 € | 600 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Prestation | Prix TTC |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 1 000 € | 1 200 € |
    /// | Conseil | 500 € | 600 € |
    ///
    /// ## Récapitulatif
    ///
    /// | Prestation | Prix TTC |
    /// |---|---|
    /// | Audit | 1 200 € |
    /// ```
    pub TAX_BASIS_MISMATCH = "tax-basis-mismatch", Error
}

/// Reports an item whose price elsewhere is given on both bases.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    let taxed = |price: &Price| price.basis.filter(|basis| *basis != TaxBasis::Exempt);
    for slip in slips(context, taxed, |one, other| one.period == other.period) {
        let (label, text) = (&slip.seen.row.label, &slip.seen.cell.text);
        let expected = slip.expected(language);
        let (own, theirs) = (named(slip.kind, language), named(slip.theirs, language));
        let message = language.pick(
            format!("{text} est le prix {theirs} d'« {label} » ; la colonne est {own} ({expected})"),
            format!("{text} is the {theirs} price of `{label}`; this column is {own} ({expected})"),
        );
        findings.push(slip.finding(&TAX_BASIS_MISMATCH, message, language));
    }
}
