use super::super::Context;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::proposal::pricing::Skipped;

declare_rule! {
    /// A table that looks like prices and could not be read.
    ///
    /// Nothing is passed in silence: where no row of a price table could be read,
    /// that is said.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | voir annexe 3 |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € |
    /// ```
    pub TABLE_NOT_CHECKED = "table-not-checked", Info
}

/// Reports price tables in which nothing was recognised.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.skipped == Some(Skipped::NothingReadable))
    {
        let message = language.pick(
            "Tableau de prix non vérifié : aucune ligne reconnue",
            "price table not checked: no row recognised",
        );
        findings.push(Diagnostic::new(&TABLE_NOT_CHECKED, message).at(table.span.head()));
    }
}
