use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;

declare_rule! {
    /// An ordinary space within an amount.
    ///
    /// It can break at the end of a line. Typesetting mends it, so this is
    /// reported only when asked for.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 9 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 9 000 € |
    /// ```
    pub PRICE_BREAKING_SPACE = "price-breaking-space", Info, off
}

/// Reports ordinary spaces between the digits of an amount or before its
/// currency.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        for seen in amounts(table) {
            let text = &seen.cell.text;
            let breaks = text.char_indices().any(|(at, c)| {
                let before = text.get(..at).and_then(|head| head.chars().next_back());
                let after = text.get(at + 1..).and_then(|tail| tail.chars().next());
                c == ' '
                    && before.is_some_and(|c| c.is_ascii_digit())
                    && after.is_some_and(|c| c.is_ascii_digit() || matches!(c, '€' | '$' | '£' | 'F'))
            });
            if breaks {
                let message = language.pick(
                    format!("Espace sécable dans « {text} »"),
                    format!("breaking space inside `{text}`"),
                );
                findings.push(Diagnostic::new(&PRICE_BREAKING_SPACE, message).at(seen.cell.span));
            }
        }
    }
}
