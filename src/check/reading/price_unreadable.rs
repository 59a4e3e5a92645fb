use super::super::Context;
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::pricing::Reading;

declare_rule! {
    /// Digits in a price column that are no amount.
    ///
    /// `12,50.00` has two decimal marks, `7 50 €` a space in the middle. The
    /// client reads one thing, the accountant another.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | €12,50.00 |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 250,00 € |
    /// ```
    pub PRICE_UNREADABLE = "price-unreadable", Error
}

/// Reports cells that hold no readable amount.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        for cell in
            table.rows.iter().flat_map(|row| &row.cells).filter(|cell| cell.reading == Reading::Unreadable)
        {
            let text = &cell.text;
            let message = language.pick(
                format!("« {text} » n'est pas un montant lisible"),
                format!("`{text}` is not a readable amount"),
            );
            findings.push(
                Diagnostic::new(&PRICE_UNREADABLE, message)
                    .at(cell.span)
                    .facts(Facts { found: Some(text.clone()), ..Facts::default() }),
            );
        }
    }
}
