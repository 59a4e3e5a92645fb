//! A vault as its owner uses it: what notes, clauses, attachments and settings
//! in their folders become on paper.

use std::path::Path;
use std::process::Command;

use crate::support::{Project, pdf_text};

/// A note with nothing wrong in it but what `body` brings.
fn offer(body: &str) -> String {
    format!(
        "---\ntitle: Audit flash\nclient: Exemple & Fils\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n# Audit flash\n\n{body}\n"
    )
}

/// The objects of a PDF as text; none where the program that opens them is not
/// installed.
fn objects(pdf: &Path) -> Option<String> {
    let output = Command::new("qpdf")
        .args(["--qdf", "--object-streams=disable", "--no-original-object-ids"])
        .arg(pdf)
        .arg("-")
        .output()
        .ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn pages_of_a_pdf_are_shown_and_the_document_can_still_be_archived() {
    let project = Project::new()
        .with(
            "annexe.md",
            offer("## Une\n\nPremière.\n\n<div class=\"page-break\"></div>\n\n## Deux\n\nSeconde."),
        )
        .with("a.md", offer("## Annexe\n\n![[annexe.pdf]]\n\nEn petit : ![[annexe.pdf#page=1|200]]."));
    assert_eq!(project.run(&["render", "annexe.md"]).code, 0);
    let run = project.run(&["render", "a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!run.err.contains("pdf-standard-missed"), "{run:?}");
    let pdf = project.path("a.pdf");
    let Some(objects) = objects(&pdf) else { return };
    assert!(objects.contains("pdfaid:part") && objects.contains("pdfuaid:part"), "it can be archived");
    // Each page of the annex is described to those who cannot see it.
    assert!(objects.matches("/Alt").count() >= 3, "{}", objects.matches("/Alt").count());
}

#[test]
fn a_pdf_that_cannot_be_read_stops_the_client_copy_and_says_why() {
    let project = Project::new()
        .with("coupe.pdf", "%PDF-1.7\n1 0 obj")
        .with("a.md", offer("## Annexe\n\n![[coupe.pdf]]\n"));
    let run = project.run(&["render", "--report", "concise", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(format!("{run:?}").contains("endommagé"), "{run:?}");
}

#[test]
fn a_clause_embedded_in_several_offers_keeps_its_findings_and_shows_nothing_of_its_own() {
    let clause = "---\nstatut: interne\n---\n# Paiement\n\nÀ **30 jours**. %% marge 40 %%\n\n## Pénalités\n\nVoir [[absente]].\n";
    let body = "## Conditions\n\n![[Paiement]]\n\n---\n\n![[Paiement#Pénalités]]\n\nVers [[#Pénalités]].";
    let project = Project::new()
        .with("clauses/Paiement.md", clause)
        .with("a.md", offer(body))
        .with("b.md", offer(body));
    for note in ["a", "b"] {
        let run = project.run(&["render", "--report", "concise", &format!("{note}.md")]);
        assert_eq!(run.code, 0, "{run:?}");
        let said = format!("{run:?}");
        assert_eq!(said.matches("link-unresolved").count(), 1, "{said}");
        assert!(said.contains("clauses/Paiement.md:10"), "{said}");
        let pdf = project.path(&format!("{note}.pdf"));
        if let Some(text) = pdf_text(&pdf) {
            assert!(!text.contains("interne") && !text.contains("marge"), "{text}");
            assert_eq!(text.matches("Pénalités").count(), 3, "{text}");
        }
        if let Some(objects) = objects(&pdf) {
            assert!(objects.contains("/Subtype /Link"), "the link leads to the heading");
        }
    }
}
