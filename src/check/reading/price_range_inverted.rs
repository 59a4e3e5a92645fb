use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::proposal::pricing::Doubt;

declare_rule! {
    /// A range that is upside down.
    ///
    /// From the higher to the lower amount: one end is a slip.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 3 000 – 2 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 2 000 – 3 000 € |
    /// ```
    pub PRICE_RANGE_INVERTED = "price-range-inverted", Error
}

/// Reports ranges whose first end is the higher one.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        for seen in amounts(table).filter(|seen| seen.amount.doubts.contains(&Doubt::Inverted)) {
            let text = &seen.cell.text;
            let message =
                language.pick(format!("Fourchette inversée : {text}"), format!("range upside down: {text}"));
            let help = language.pick("échangez les deux bornes", "swap the two ends");
            findings.push(
                Diagnostic::new(&PRICE_RANGE_INVERTED, message)
                    .at(seen.cell.span)
                    .help(help)
                    .facts(Facts { found: Some(text.clone()), ..Facts::default() }),
            );
        }
    }
}
