//! Why a document cannot keep to a standard, at the place that keeps it from
//! it: Typst names what is missing, the model knows where it would stand.

use super::export::{EXPORT_FAILED, STANDARD_MISSED};
use super::visit;
use crate::diagnostics::Diagnostic;
use crate::proposal::{BlockKind, Image, ImageSource, InlineKind, Proposal};
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
    if said.contains("embedding PDFs") {
        let help =
            pick("une page en SVG ou en PNG peut être archivée", "a page as SVG or PNG can be archived");
        let mut seen: Vec<String> = Vec::new();
        pages(proposal, &mut |image, path| {
            if !seen.iter().any(|known| known == path) {
                seen.push(path.to_owned());
                let name = path.rsplit('/').next().unwrap_or(path);
                let reason = language.pick(
                    format!("le PDF incorporé `{name}` n'est pas une image"),
                    format!("the embedded PDF `{name}` is no image"),
                );
                reasons.push((image.span, reason, help.clone()));
            }
        });
    }
    reasons
}

/// Calls `visit` with each image that is a page of a PDF file.
fn pages(proposal: &Proposal, visit: &mut dyn FnMut(&Image, &str)) {
    let mut one = |image: &Image| {
        if let ImageSource::PdfPage(path, _) = &image.source {
            visit(image, path);
        }
    };
    proposal.head.logo.iter().for_each(&mut one);
    for root in visit::roots(proposal) {
        visit::blocks(root, &mut |block| {
            if let BlockKind::Figure { image, .. } = &block.kind {
                one(image);
            }
        });
        visit::inlines(root, &mut |content| {
            visit::each(content, &mut |inline| {
                if let InlineKind::Image(image) = &inline.kind {
                    one(image);
                }
            });
        });
    }
}
