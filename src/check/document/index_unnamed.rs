use super::facts::Document;
use super::words::{Word, has};
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A price that is "indexed" on something that has no name.
    ///
    /// A revision clause holds only with an index that anyone can look up and
    /// that is related to the contract or the activity, Syntec for IT services;
    /// the general level of prices and wages is forbidden (CMF L. 112-1 and
    /// L. 112-2).
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Révision tarifaire : chaque année, indexée sur l’évolution des coûts.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Révision tarifaire : chaque année, indexée sur l’indice Syntec.
    /// ```
    pub(super) INDEX_UNNAMED = "index-unnamed", Warning
}

/// What is revised.
const PRICES: &[&str] = &[
    "prix",
    "tarif",
    "tarifs",
    "redevance",
    "redevances",
    "abonnement",
    "honoraires",
    "loyer",
    "loyers",
    "price",
    "prices",
    "fee",
    "fees",
    "rate",
    "rates",
    "rent",
];

/// Words that speak of a revision.
const REVISION: &[&str] = &[
    "revision",
    "revisions",
    "revise",
    "revisee",
    "revises",
    "revisees",
    "revisable",
    "revisables",
    "tarifaire",
];

/// Names of indices, or words that announce one.
const NAMES: &[&str] = &[
    "indice", "indices", "syntec", "insee", "ilat", "ilc", "icc", "irl", "icht", "icht-ts", "ipc", "bt01",
    "tp01", "cpi", "rpi", "ppi", "index", "hicp", "ipch",
];

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    for unit in &document.units {
        let section = unit.section.last().map(String::as_str).unwrap_or_default();
        let revision = section.split(|c: char| !c.is_alphanumeric()).any(|word| REVISION.contains(&word));
        for sentence in &unit.sentences {
            let Some(word) = indexed(sentence, revision).filter(|_| !has(sentence, NAMES)) else { continue };
            let Some(span) = unit.flat.span(&word.range, document.context.sources) else { continue };
            let language = document.language;
            let message =
                language.pick("prix indexé sans nom d'indice", "price indexed without the name of an index");
            let help = language.pick(
                "nommez l'indice, par exemple Syntec pour des services informatiques, et sa date de référence",
                "name the index, for example Syntec for IT services in France, and its reference date",
            );
            findings.push(Diagnostic::new(&INDEX_UNNAMED, message).at(span).help(help));
        }
    }
}

/// The word that says that a price is indexed on something; pages and documents
/// are indexed too, so a price or its revision has to be near.
fn indexed(sentence: &[Word], revision: bool) -> Option<&Word> {
    let revised = revision || has(sentence, REVISION);
    sentence.iter().enumerate().find_map(|(at, word)| {
        let next = sentence.get(at + 1).map(|next| next.folded.as_str()).unwrap_or_default();
        let before = sentence.get(at.saturating_sub(3)..at).unwrap_or_default();
        let after = sentence.get(at + 1..sentence.len().min(at + 5)).unwrap_or_default();
        let found = match word.folded.as_str() {
            "indexation" => revised || has(after, PRICES) || next == "sur" && has(before, PRICES),
            "indexe" | "indexee" | "indexes" | "indexees" | "indexed" => {
                matches!(next, "sur" | "to" | "on" | "against") && (revised || has(before, PRICES))
            }
            _ => false,
        };
        found.then_some(word)
    })
}
