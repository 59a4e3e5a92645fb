//! Small notes, each under a heading that says what it shows. `cases/*.md` hold
//! them, and a snapshot beside each says how its prices are read and what is
//! found, word by word.
//!
//! A line `@ key: value` below a heading is a property of the note.

use std::path::Path;

use super::NOT_ABOUT_PRICES;
use super::reviewed::{Case, reviewed};

/// The notes of a file with their headings; in French where they say nothing else.
fn notes(file: &str) -> Vec<(String, String)> {
    let file = format!("\n{file}");
    let parts = file.split("\n### ").skip(1);
    parts
        .map(|part| {
            let (title, rest) = part.split_once('\n').unwrap();
            let (own, body): (Vec<&str>, Vec<&str>) = rest.lines().partition(|line| line.starts_with("@ "));
            let mut front: Vec<&str> = own.iter().map(|line| &line[2..]).collect();
            for (key, line) in [("lang:", "lang: fr"), ("date:", "date: 2025-09-01")] {
                if !front.iter().any(|own| own.starts_with(key)) {
                    front.push(line);
                }
            }
            (title.to_owned(), format!("---\n{}\n---\n\n{}\n", front.join("\n"), body.join("\n").trim()))
        })
        .collect()
}

fn read(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing/cases");
    std::fs::read_to_string(folder.join(name)).ok()
}

/// Compares what every rule says about each note of a file with its snapshot.
fn said(name: &str, about: impl Fn(&Case) -> String) {
    let (catalog, brand) = (read(&format!("{name}.catalog.yaml")), read(&format!("{name}.brand.yaml")));
    let mut out = String::new();
    for (title, note) in notes(&read(&format!("{name}.md")).unwrap()) {
        let case = Case::strict(&note, catalog.as_deref(), brand.as_deref());
        let text = about(&case);
        assert!(!text.is_empty(), "{title}");
        out.push_str(&format!("### {title}\n{text}\n"));
    }
    reviewed("cases", name, &out);
}

/// Whether a rule is about amounts; the spaces in them are for `documents`.
fn is_about_amounts(rule: &str) -> bool {
    !NOT_ABOUT_PRICES.contains(&rule) && rule != "price-breaking-space"
}

fn about_prices(case: &Case) -> String {
    case.prices() + &case.findings(is_about_amounts)
}

#[test]
fn tables_are_read_and_checked_as_reviewed() {
    said("tables", about_prices);
}

#[test]
fn sentences_about_prices_are_read_and_checked_as_reviewed() {
    said("sentences", about_prices);
}

#[test]
fn lines_are_held_to_a_catalog_as_reviewed() {
    said("catalog", |case| case.findings(is_about_amounts) + &case.held());
}

#[test]
fn what_a_document_says_beside_its_prices_is_found_as_reviewed() {
    said("documents", |case| case.findings(|_| true) + "\n");
}
