//! Why a document cannot keep to a standard, at the place that keeps it from
//! it: Typst names what is missing, the model knows where it would stand.

use super::export::{EXPORT_FAILED, STANDARD_MISSED};
use crate::diagnostics::Diagnostic;
use crate::proposal::Proposal;
use crate::source::Span;

/// Says of findings about standards what in the document they are about. Others
/// stay as they are, and so does what nothing in the document explains.
pub fn explained(findings: Vec<Diagnostic>, proposal: &Proposal) -> Vec<Diagnostic> {
    findings.into_iter().flat_map(|finding| explain(finding, proposal)).collect()
}

fn explain(finding: Diagnostic, proposal: &Proposal) -> Vec<Diagnostic> {
    let about = [&STANDARD_MISSED, &EXPORT_FAILED].iter().any(|rule| rule.name == finding.rule.name);
    if !about {
        return vec![finding];
    }
    let said = format!("{} {}", finding.message, finding.help.as_deref().unwrap_or_default());
    let reasons = reasons(&said, proposal);
    if reasons.is_empty() {
        return vec![finding];
    }
    let language = proposal.metadata.language;
    let what = if finding.rule.name == STANDARD_MISSED.name {
        language.pick("PDF ordinaire, sans PDF/UA-1 ni PDF/A-3a", "plain PDF, without PDF/UA-1 and PDF/A-3a")
    } else {
        language.pick("la norme demandée n'est pas respectée", "the standard that is asked for is not kept")
    };
    let finding = |(span, reason, help): (Span, String, String)| {
        let message = language.pick(format!("{what} : {reason}"), format!("{what}: {reason}"));
        Diagnostic::new(finding.rule, message).at(span).help(help).severity(finding.severity)
    };
    reasons.into_iter().map(finding).collect()
}

/// What in the document is behind Typst's words: place, reason, remedy.
fn reasons(said: &str, proposal: &Proposal) -> Vec<(Span, String, String)> {
    let language = proposal.metadata.language;
    let pick = |french: &str, english: &str| language.pick(french.to_owned(), english.to_owned());
    let start = proposal.metadata.span.unwrap_or(Span::new(proposal.file, 0..0));
    let start = Span::new(start.file, start.start as usize..start.start as usize);
    let mut reasons = Vec::new();
    if said.contains("document title") {
        let help = pick("ajoutez `titre: …` en tête de la note", "add `title: …` at the head of the note");
        reasons.push((start, pick("le document n'a pas de titre", "the document has no title"), help));
    }
    if said.contains("document date") {
        let help = pick(
            "ajoutez `date: 2026-03-14` en tête de la note",
            "add `date: 2026-03-14` at the head of the note",
        );
        reasons.push((start, pick("le document n'a pas de date", "the document has no date"), help));
    }
    reasons
}
