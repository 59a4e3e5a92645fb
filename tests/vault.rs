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

/// Where words begin from the top of their page; none where the program that reads
/// them is not installed.
fn tops(pdf: &Path, words: &[&str]) -> Option<Vec<f64>> {
    let output = Command::new("pdftotext").arg("-bbox").arg(pdf).arg("-").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let top = |word: &&str| {
        let line = text.lines().find(|line| line.contains(&format!(">{word}<")));
        let line = line.unwrap_or_else(|| panic!("{word} is not in {text}"));
        line.split("yMin=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
    };
    Some(words.iter().map(top).collect())
}

#[test]
fn a_footnote_leaves_the_distance_below_its_heading_as_it_is() {
    let body = "Entrée.\n\n## Premier\n\nPhrase courte.\n\n## Second\n\nSuite^[Une note.] courte.\n";
    let project = Project::new().with("a.md", offer(body));
    assert_eq!(project.run(&["render", "a.md"]).code, 0);
    let Some(tops) = tops(&project.path("a.pdf"), &["Premier", "Phrase", "Second", "Suite1"]) else { return };
    let (without, with) = (tops[1] - tops[0], tops[3] - tops[2]);
    assert!((without - with).abs() < 1.0, "{without} and {with}");
}

#[test]
fn a_footnote_of_a_heading_is_called_there_and_not_in_the_contents() {
    let further: String =
        (0..9).map(|n| format!("## Partie {n}\n\n{}\n\n", "Suite de la phrase. ".repeat(90))).collect();
    let note = format!("Entrée.\n\n## Premier[^n]\n\nPhrase.\n\n{further}[^n]: Remarque.\n");
    let project = Project::new().with("a.md", offer(&note));
    let run = project.run(&["render", "a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    let Some(text) = pdf_text(&project.path("a.pdf")) else { return };
    assert!(text.contains("Sommaire"), "{text}");
    assert_eq!(text.matches("Remarque").count(), 1, "{text}");
    assert_eq!(text.matches("Premier").count(), 2, "{text}");
}
