use super::super::Context;
use super::super::cells::{Seen, amounts};
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimals, format_number, plain};
use crate::proposal::pricing::Doubt;

declare_rule! {
    /// An amount that can be read in two ways.
    ///
    /// `1.800 €` is 1 800 or 1.80, depending on who reads it. The document's
    /// language, the currency and the other cells decide where they can; where
    /// two readings survive, the more probable one is used and the author is
    /// asked. Reported once per column.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1.800 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 800 € |
    /// ```
    pub PRICE_AMBIGUOUS = "price-ambiguous", Warning
}

/// Reports the first ambiguous amount of each column; the others are named.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        let mut columns: Vec<(usize, Vec<Seen<'_>>)> = Vec::new();
        for seen in amounts(table).filter(|seen| other(seen).is_some()) {
            match columns.iter_mut().find(|(column, _)| *column == seen.cell.column) {
                Some((_, list)) => list.push(seen),
                None => columns.push((seen.cell.column, vec![seen])),
            }
        }
        for (_, list) in columns {
            let Some((seen, rest)) = list.split_first() else { continue };
            let Some(other) = other(seen) else { continue };
            let price = &seen.amount.price;
            let number = |value| format_number(value, language, Decimals::AsNeeded(2));
            let (text, one, two) = (&seen.cell.text, number(price.amount), number(other));
            let message = language.pick(
                format!("« {text} » peut se lire {one} ou {two} ; lu {one}"),
                format!("`{text}` can be read as {one} or {two}; read as {one}"),
            );
            let help = language.pick(format!("écrivez {one}"), format!("write {one}"));
            let mut finding =
                Diagnostic::new(&PRICE_AMBIGUOUS, message).at(seen.cell.span).help(help).facts(Facts {
                    found: Some(text.clone()),
                    expected: Some(plain(price.amount, Decimals::AsNeeded(0))),
                    currency: price.currency.map(|currency| currency.code().to_owned()),
                    ..Facts::default()
                });
            for more in rest.iter().take(20) {
                finding = finding.related(more.cell.span, language.pick("de même", "likewise"));
            }
            findings.push(finding);
        }
    }
}

fn other(seen: &Seen<'_>) -> Option<crate::money::Decimal> {
    seen.amount.doubts.iter().find_map(|doubt| match doubt {
        Doubt::Ambiguous { other } => Some(*other),
        Doubt::Notation(_) | Doubt::MinorUnit | Doubt::Inverted => None,
    })
}
