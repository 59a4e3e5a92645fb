//! The project's own proposals, and documents from outside where a path to them
//! is given in `PROPOSE_SEEDS`.

use std::path::PathBuf;

use crate::support::{Project, pdf_text};

const OWN: &[&str] = &["proposals/yas.md", "proposals/offre-infogerance-kubernetes.md"];

/// The words of a note that a reader of its pages must find, in order: markup
/// and what Obsidian hides taken away by simple means, so that the parser is not
/// its own judge.
fn visible_words(note: &str) -> Vec<String> {
    let body =
        note.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")).map_or(note, |(_, body)| body);
    let hidden = |line: &&str| !line.trim_start().starts_with("![[") && !line.starts_with("%%");
    let lines = body.lines().filter(hidden);
    // Numbers of lists and of sections stand in the margin.
    let lines = lines.map(|line| {
        let line = line.trim_start_matches(['#', '>', ' ']);
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        digits.strip_prefix(". ").unwrap_or(line)
    });
    let text = lines.collect::<Vec<_>>().join("\n").replace("<center>", "").replace("</center>", "");
    words(&text)
}

/// Runs of letters, and single digits: which spaces and signs are set between
/// them does not matter here, nor whether a reader of PDFs shows the narrow
/// space in `9 000`.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut last = ' ';
    for c in text.chars() {
        if !c.is_alphabetic() || !last.is_alphabetic() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        last = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn every_sentence_cell_and_amount_of_our_own_proposals_is_on_the_pages_in_order() {
    for note in OWN {
        let project = Project::new().with_assets().with_own(note);
        let run = project.run(&["render", note]);
        assert_eq!(run.code, 0, "{note}: {}", run.err);
        let pdf = project.path(note).with_extension("pdf");
        let Some(text) = pdf_text(&pdf) else { return };
        let page = words(&text);
        let source = String::from_utf8(project.read(note)).unwrap();
        // What stands before the first section is arranged anew on the cover.
        let (head, sections) = source.split_once("\n## 1. ").unwrap();
        for word in visible_words(head) {
            assert!(page.contains(&word), "{note}: {word} is not on the cover");
        }
        let mut rest = page.iter();
        let mut last = String::new();
        for word in visible_words(sections) {
            assert!(rest.any(|found| *found == word), "{note}: `{word}` after `{last}` is not on the pages");
            last = format!(
                "{} {word}",
                last.split(' ')
                    .rev()
                    .take(6)
                    .collect::<Vec<_>>()
                    .into_iter()
                    .rev()
                    .collect::<Vec<_>>()
                    .join(" ")
            );
        }
        for markup in ["**", "![[", "<center>", "</center>", "%%", "template-type"] {
            assert!(!text.contains(markup), "{note}: {markup} is on the pages");
        }
    }
}

/// The folder of documents from outside.
fn seeds() -> Option<PathBuf> {
    std::env::var_os("PROPOSE_SEEDS").map(PathBuf::from).filter(|path| path.is_dir())
}

/// A project with our assets and the documents from outside.
fn with_seeds() -> Option<Project> {
    let folder = seeds()?;
    let mut project = Project::new().with_assets();
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("proposals/{}", entry.file_name().to_str().unwrap());
        project = project.with(&name, std::fs::read(entry.path()).unwrap());
    }
    Some(project)
}

/// The rules that found something in a note.
fn rules(project: &Project, note: &str) -> Vec<String> {
    let run = project.run(&["check", "--report", "json", note]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let mut rules: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap().to_owned())
        .collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn documents_from_outside_render_whole_as_drafts() {
    let Some(project) = with_seeds() else { return };
    for note in ["yas.md", "offre-infogerance-kubernetes.md"] {
        let run = project.run(&["render", "--draft", note]);
        assert_eq!(run.code, 0, "{note}: {}", run.err);
    }
}

#[test]
fn documents_from_outside_are_found_wrong_where_they_are() {
    let Some(project) = with_seeds() else { return };
    let yas = rules(&project, "yas.md");
    for rule in ["image-missing", "placeholder-left"] {
        assert!(yas.iter().any(|found| found == rule), "{rule} is missing from {yas:?}");
    }
    let offer = rules(&project, "offre-infogerance-kubernetes.md");
    for rule in ["text-damaged", "placeholder-left"] {
        assert!(offer.iter().any(|found| found == rule), "{rule} is missing from {offer:?}");
    }
}

#[test]
fn a_damaged_document_from_outside_gives_the_pages_of_its_repaired_twin() {
    let Some(project) = with_seeds() else { return };
    let note = "offre-infogerance-kubernetes.md";
    // `--fix` would mend the month as well.
    let text = String::from_utf8(project.read(&format!("proposals/{note}"))).unwrap();
    project.write(&format!("proposals/{note}"), text.replace(" Janvier ", " janvier "));
    let pages = |name: &str| {
        let run = project.run(&["render", "--draft", "--format", "png", "--ppi", "36", note, "-o", name]);
        assert_eq!(run.code, 0, "{}", run.err);
        let mut pages = Vec::new();
        while project.has(&format!("{name}-{}.png", pages.len() + 1)) {
            pages.push(project.read(&format!("{name}-{}.png", pages.len() + 1)));
        }
        pages
    };
    let damaged = pages("damaged");
    project.run(&["check", "--fix", note]);
    let text = String::from_utf8(project.read(&format!("proposals/{note}"))).unwrap();
    assert!(text.contains("Présentation") && !text.contains('√'), "the file was not repaired");
    let repaired = pages("repaired");
    assert!(!damaged.is_empty() && damaged == repaired, "the pages differ");
}
