use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::{Decimals, format_number};
use crate::proposal::pricing::Doubt;

declare_rule! {
    /// A number written as in another language.
    ///
    /// `1,800.00` in a French document is clear, and foreign to its reader.
    /// Reported once per column.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1,800.00 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 800,00 € |
    /// ```
    pub PRICE_LOCALE = "price-locale", Info
}

/// Reports the first foreign notation of each column.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let language = context.language();
    for table in &context.pricing.tables {
        let mut told: Vec<usize> = Vec::new();
        for seen in amounts(table) {
            let foreign = seen.amount.doubts.iter().find_map(|doubt| match doubt {
                Doubt::Notation(language) => Some(*language),
                Doubt::Ambiguous { .. } | Doubt::MinorUnit | Doubt::Inverted => None,
            });
            let Some(foreign) = foreign.filter(|_| !told.contains(&seen.cell.column)) else { continue };
            told.push(seen.cell.column);
            let text = &seen.cell.text;
            let (french, english) = names(foreign);
            let message = language.pick(
                format!("« {text} » est une notation {french} dans un document {}", names(language).0),
                format!("`{text}` is {english} notation in a document in {}", names(language).1),
            );
            let price = &seen.amount.price;
            let better = format_number(price.amount, language, Decimals::Exactly(price.decimals));
            let help = language.pick(format!("écrivez {better}"), format!("write {better}"));
            findings.push(
                Diagnostic::new(&PRICE_LOCALE, message).at(seen.cell.span).help(help).facts(Facts {
                    found: Some(text.clone()),
                    expected: Some(better),
                    ..Facts::default()
                }),
            );
        }
    }
}

/// The language's adjective in French and its name in English.
fn names(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::French => ("français", "French"),
        Language::English => ("anglaise", "English"),
        Language::German => ("allemande", "German"),
        Language::Spanish => ("espagnole", "Spanish"),
        Language::Other(_) => ("étrangère", "another language"),
    }
}
