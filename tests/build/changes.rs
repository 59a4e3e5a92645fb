//! What makes a build render a proposal again, and what does not.

use std::fs::File;

use super::{note, rendered};
use crate::support::{Project, run};

/// Builds and says what was rendered.
fn build(project: &Project) -> Vec<String> {
    rendered(&project.run(&["build"]))
}

#[test]
fn a_changed_clause_renders_exactly_the_proposals_that_embed_it() {
    let project = super::generate::project(12);
    assert_eq!(build(&project).len(), 12);
    assert!(build(&project).is_empty());
    project.write("proposals/_clauses/Clause 3.md", super::generate::clause(3, "soixante"));
    let mut affected: Vec<_> = (0..12)
        .filter(|at| super::generate::clauses(*at).contains(&3))
        .map(|at| super::generate::path(at).replace("proposals/", "").replace(".md", ".pdf"))
        .collect();
    affected.sort();
    assert!(!affected.is_empty() && affected.len() < 12);
    assert_eq!(build(&project), affected);
    assert!(build(&project).is_empty());
}

#[test]
fn everything_that_pages_are_made_of_counts() {
    let project = Project::new()
        .with("proposals/a.md", note("A", "![[image.svg]]\n\nVoir [[Autre]]."))
        .with("proposals/b.md", note("B", "Texte."))
        .with("proposals/image.svg", svg(10));
    assert_eq!(build(&project), ["a.pdf", "b.pdf"]);
    let both = ["a.pdf", "b.pdf"].as_slice();
    let a = ["a.pdf"].as_slice();
    let brand = |name: &str| format!("company:\n  name: {name}\n");
    for (file, text, expected) in [
        ("proposals/image.svg", svg(20), a),
        ("proposals/_ailleurs/Autre.md", "# Le lien mène ici\n".to_owned(), a),
        // Found before the other one.
        ("Autre.md", "# Le lien mène là\n".to_owned(), a),
        ("Sans rapport.md", "# Rien ne mène ici\n".to_owned(), &[]),
        ("assets/brand.yaml", brand("Une société"), both),
        ("assets/brand.yaml", brand("Une autre"), both),
        ("assets/catalog.yaml", "currency: EUR\nbasis: net\nitems: []\n".to_owned(), both),
        ("assets/catalog/more.yaml", "items: []\n".to_owned(), both),
        ("propose.yaml", "rules: {link-unresolved: off}\n".to_owned(), both),
        (".obsidian/app.json", "{\"strictLineBreaks\": true}".to_owned(), both),
        ("assets/fonts/mine.ttf", "no font, but it might be one".to_owned(), both),
        ("templates/kit/extra.typ", "// more\n".to_owned(), both),
        ("templates/other/template.typ", "// another look\n".to_owned(), &[]),
        ("assets/unused.png", "nothing".to_owned(), &[]),
    ] {
        project.write(file, text);
        assert_eq!(build(&project), expected, "{file}");
        assert!(build(&project).is_empty(), "{file}: the second build");
    }
    std::fs::remove_file(project.path("proposals/image.svg")).unwrap();
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1, "the image is gone: {run:?}");
}

fn svg(size: u32) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"10\"><rect width=\"9\" height=\"9\"/></svg>"
    )
}

#[test]
fn options_count_and_the_time_only_where_a_document_has_none() {
    let project = Project::new()
        .with("proposals/dated.md", note("A", "Texte."))
        .with("proposals/undated.md", "---\ntitle: B\nlang: fr\n---\n\n# B\n\n## Contexte\n\nTexte.\n");
    let at =
        |seconds: &str| rendered(&run(project.command("").arg("build").env("SOURCE_DATE_EPOCH", seconds)));
    assert_eq!(build(&project), ["dated.pdf", "undated.pdf"]);
    assert_eq!(at("1700000000"), ["undated.pdf"]);
    assert!(at("1700000000").is_empty());
    assert_eq!(at("1800000000"), ["undated.pdf"]);
    assert_eq!(build(&project), ["undated.pdf"]);
    // A document with a date has no other in its PDF.
    let before = project.read("out/dated.pdf");
    std::fs::remove_file(project.path("out/dated.pdf")).unwrap();
    assert_eq!(at("1800000000"), ["dated.pdf", "undated.pdf"]);
    assert_eq!(project.read("out/dated.pdf"), before);
    assert_eq!(rendered(&project.run(&["build", "--standard", "1.7"])).len(), 2);
    assert_eq!(rendered(&project.run(&["build", "--standard", "1.7", "--deny", "warnings"])).len(), 2);
}

#[test]
fn a_change_that_keeps_size_and_time_is_seen() {
    let project = Project::new().with("proposals/a.md", note("A", "Prix : 100 euros."));
    let path = project.path("proposals/a.md");
    let time = std::fs::metadata(&path).unwrap().modified().unwrap();
    assert_eq!(build(&project), ["a.pdf"]);
    let before = project.read("out/a.pdf");
    project.write("proposals/a.md", note("A", "Prix : 900 euros."));
    File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(build(&project), ["a.pdf"]);
    assert_ne!(project.read("out/a.pdf"), before);
}

#[test]
fn a_new_time_on_the_same_bytes_changes_nothing() {
    let project = Project::new().with("proposals/a.md", note("A", "Texte."));
    assert_eq!(build(&project), ["a.pdf"]);
    project.write("proposals/a.md", note("A", "Texte."));
    assert!(build(&project).is_empty());
}

#[test]
fn pages_that_were_changed_or_removed_are_made_again() {
    let project = Project::new().with("proposals/a.md", note("A", "Texte."));
    assert_eq!(build(&project), ["a.pdf"]);
    let before = project.read("out/a.pdf");
    project.write("out/a.pdf", "something else");
    assert_eq!(build(&project), ["a.pdf"]);
    assert_eq!(project.read("out/a.pdf"), before);
    std::fs::remove_file(project.path("out/a.pdf")).unwrap();
    assert_eq!(build(&project), ["a.pdf"]);
}

#[test]
fn a_damaged_record_counts_for_nothing() {
    let project = Project::new().with("proposals/a.md", note("A", "Texte."));
    let record = "out/.propose/build.json";
    assert_eq!(build(&project), ["a.pdf"]);
    let text = String::from_utf8(project.read(record)).unwrap();
    let half = &text[..text.len() / 2];
    let swapped = text.replace("proposals/a.md", "proposals/b.md");
    for damaged in ["", "{}", "null", half, &swapped, &format!("{text} ")] {
        project.write(record, damaged);
        assert_eq!(build(&project), ["a.pdf"], "{damaged:.40}");
    }
    project.write(record, b"\xff\xfe\x00");
    assert_eq!(build(&project), ["a.pdf"]);
    assert!(build(&project).is_empty());
}
