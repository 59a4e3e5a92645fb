use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;

declare_rule! {
    /// Prices without a currency.
    ///
    /// Neither the cells, the header, the caption nor the document names one.
    /// Reported once per table.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € |
    /// ```
    pub CURRENCY_MISSING = "currency-missing", Warning
}

/// Reports the first amount of each table that has no currency.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked() && !table.in_text) {
        if let Some(seen) = amounts(table).find(|seen| seen.amount.price.currency.is_none()) {
            let message = language.pick(
                "Devise absente (ni cellule, ni en-tête, ni document)",
                "no currency in cell, header or document",
            );
            let help = language.pick(
                "écrivez « € » dans l'en-tête, ou `devise: EUR` en tête du document",
                "write `€` in the header, or `currency: EUR` in the frontmatter",
            );
            findings.push(
                Diagnostic::new(&CURRENCY_MISSING, message).at(seen.cell.span).help(help).facts(seen.facts()),
            );
        }
    }
}
