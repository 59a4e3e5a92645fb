use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::{Diagnostic, Fix, declare_rule};
use crate::source::Span;

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
                let mut finding =
                    Diagnostic::new(&PRICE_BREAKING_SPACE, message).at(seen.cell.span).facts(seen.facts());
                finding.fix = fix(seen.cell.span, context.sources.slice(seen.cell.span));
                findings.push(finding);
            }
        }
    }
}

/// Puts narrow no-break spaces between the groups of three digits of a cell and
/// before its currency.
fn fix(span: Span, cell: &str) -> Option<Fix> {
    let start = span.range().start;
    let group = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits == 3
    };
    let spaces = cell.match_indices(' ').filter(|(at, _)| {
        let before = cell.get(..*at).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()));
        let after = cell.get(at + 1..).unwrap_or_default();
        before
            && (group(after)
                || after.starts_with(['€', '$', '£'])
                || after.starts_with("FCFA")
                || after.starts_with("F CFA"))
    });
    let edits: Vec<_> = spaces
        .map(|(at, _)| (Span::new(span.file, start + at..start + at + 1), "\u{202f}".to_owned()))
        .collect();
    (!edits.is_empty()).then_some(Fix { edits, safe: true })
}
