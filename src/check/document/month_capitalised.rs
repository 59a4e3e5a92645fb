use super::facts::Document;
use super::remnants::fold;
use super::units::Unit;
use super::words::Word;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts, Fix};
use crate::language::{Language, month};

declare_rule! {
    /// The name of a month with a capital in a French date.
    ///
    /// French writes months in lower case: `16 mai 2025`. `propose check --fix`
    /// puts it right. Street names keep their capital (`rue du 8 Mai 1945`).
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Offre établie le 16 Mai 2025.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Offre établie le 16 mai 2025.
    /// ```
    pub(super) MONTH_CAPITALISED = "month-capitalised", Info
}

/// Words before a month and a year.
const BEFORE_MONTH: &[&str] =
    &["en", "de", "d", "debut", "fin", "courant", "depuis", "des", "jusqu", "pour", "mi", "a", "et"];

/// What is named after a day.
const NAMED: &[&str] = &[
    "rue",
    "place",
    "avenue",
    "av",
    "boulevard",
    "bd",
    "quai",
    "square",
    "cours",
    "impasse",
    "allee",
    "esplanade",
    "stade",
    "lycee",
    "college",
    "ecole",
    "metro",
    "pont",
    "parvis",
    "rond",
    "station",
    "gare",
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    if document.language != Language::French {
        return;
    }
    for unit in &document.units {
        for sentence in &unit.sentences {
            for at in 1..sentence.len() {
                if is_date(unit, sentence, at) {
                    report(document, unit, sentence.get(at), findings);
                }
            }
        }
    }
}

/// Whether a word is a month with a capital, within a date.
fn is_date(unit: &Unit, sentence: &[Word], at: usize) -> bool {
    let text = |word: &Word| unit.flat.text.get(word.range.clone()).unwrap_or_default();
    let (Some(month), Some(before)) = (sentence.get(at), at.checked_sub(1).and_then(|at| sentence.get(at)))
    else {
        return false;
    };
    if !capitalised(text(month)) {
        return false;
    }
    let gap = unit.flat.text.get(before.range.end..month.range.start).unwrap_or_default();
    let near = !gap.is_empty() && gap.chars().all(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’'));
    let street = sentence
        .get(at.saturating_sub(5)..at)
        .unwrap_or_default()
        .iter()
        .any(|word| NAMED.contains(&word.folded.as_str()));
    let day = match before.folded.strip_suffix("er").unwrap_or(&before.folded).parse::<u32>() {
        Ok(day) => (1..=31).contains(&day) && gap.chars().all(char::is_whitespace),
        Err(_) => false,
    };
    let year = sentence.get(at + 1).is_some_and(|word| {
        word.folded.len() == 4 && word.folded.starts_with(['1', '2']) && word.folded.parse::<u32>().is_ok()
    });
    near && !street && (day || year && BEFORE_MONTH.contains(&before.folded.as_str()))
}

/// Whether a word is the French name of a month with a capital: `Mai`, `Août`,
/// `Fevrier`.
fn capitalised(word: &str) -> bool {
    let lower = word.to_lowercase();
    let french = month(&lower).and_then(|number| Language::French.month(number));
    french.is_some_and(|name| fold(name) == fold(&lower))
        && word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().skip(1).all(char::is_lowercase)
}

fn report(document: &Document<'_>, unit: &Unit, month: Option<&Word>, findings: &mut Vec<Diagnostic>) {
    let Some(month) = month else { return };
    let written = unit.flat.text.get(month.range.clone()).unwrap_or_default();
    let right = written.to_lowercase();
    let Some(span) = unit.flat.span(&month.range, document.context.sources) else { return };
    let facts = Facts { found: Some(written.to_owned()), expected: Some(right.clone()), ..Facts::default() };
    let mut finding = Diagnostic::new(&MONTH_CAPITALISED, format!("« {written} » → « {right} »"))
        .at(span)
        .help("les mois s'écrivent sans majuscule ; `propose check --fix` corrige")
        .facts(facts);
    if document.context.sources.slice(span) == written {
        finding = finding.fix(Fix::safe(span, right));
    }
    findings.push(finding);
}
