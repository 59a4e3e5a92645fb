use super::super::Context;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::proposal::pricing::Reading;

declare_rule! {
    /// A figure left to fill in.
    ///
    /// `XXX €`, `[Montant]`, `À définir`, `{{prix}}` in a place for a price: a
    /// template that went out unfinished.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | XXX € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € |
    /// ```
    pub PRICE_PLACEHOLDER = "price-placeholder", Error
}

/// Reports placeholders in place of prices.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        for cell in
            table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.reading == Reading::Placeholder)
        {
            let text = &cell.text;
            let message = language.pick(
                format!("Montant à compléter : « {text} »"),
                format!("amount left to fill in: `{text}`"),
            );
            findings.push(Diagnostic::new(&PRICE_PLACEHOLDER, message).at(cell.span));
        }
    }
}
