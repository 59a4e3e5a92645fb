//! Proposals with one thing changed: a row more or less, another word in a
//! header, another amount. `variations.txt` lists the changes, and the snapshot
//! says what each makes of the reading and the findings, nothing else.
//!
//! Each change was chosen because a condition of the checker decides
//! differently there: without that condition, the snapshot would be another.

use std::collections::BTreeMap;
use std::path::Path;

use propose::check::rules;

use super::example;
use super::reviewed::{Case, reviewed};

/// A note, and the files that it is held against.
struct Base {
    note: String,
    catalog: Option<String>,
    brand: Option<String>,
}

impl Base {
    /// `NAME` of a note of `tests/pricing` or `tests/pricing/bases`, or
    /// `RULE/wrong` and `RULE/right` of a rule's documentation.
    fn named(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing");
        let file = |path: String| std::fs::read_to_string(folder.join(path)).ok();
        let Some((rule, title)) = name.split_once('/') else {
            if let Some(note) = file(format!("{name}.md")) {
                let note = note.split("<!-- expect").next().unwrap().trim_end().to_owned() + "\n";
                return Self { note, catalog: None, brand: None };
            }
            return Self {
                note: file(format!("bases/{name}.md")).unwrap_or_else(|| panic!("no note {name}")),
                catalog: file(format!("bases/{name}.catalog.yaml")),
                brand: file(format!("bases/{name}.brand.yaml")),
            };
        };
        let rule = rules().find(|own| own.name == rule).unwrap_or_else(|| panic!("no rule {rule}"));
        let title = if title == "wrong" { "Wrong:" } else { "Right:" };
        let note = example(rule.doc, title).unwrap();
        Self {
            note: match note.strip_prefix("---\n") {
                Some(rest) => format!("---\nlang: fr\n{rest}\n"),
                None => format!("---\nlang: fr\n---\n\n{note}\n"),
            },
            catalog: example(rule.doc, "With this catalog:")
                .map(|items| format!("currency: EUR\nbasis: net\n{items}\n")),
            brand: example(rule.doc, "With this brand:"),
        }
    }

    /// What is read and found in a text in its place, without line numbers.
    fn said(&self, note: &str) -> Vec<String> {
        let case = Case::new(note, self.catalog.as_deref(), self.brand.as_deref());
        let text = case.prices() + &case.findings(|_| true) + &case.held();
        text.lines().map(without_place).collect()
    }
}

/// `12:3 «x» error[…]` without the line and the column, which move with every
/// change above.
fn without_place(line: &str) -> String {
    let mut words: Vec<&str> = line.split(' ').collect();
    words.retain(|word| {
        !word
            .split_once(':')
            .is_some_and(|(line, column)| line.parse::<usize>().is_ok() && column.parse::<usize>().is_ok())
    });
    words.join(" ")
}

/// A text with a change made: `=` lines stand in it and stay, `-` lines go and
/// `+` lines come, all of them together in this order.
fn changed(name: &str, note: &str, change: &[&str]) -> String {
    let side = |gone: char| -> Vec<&str> {
        let lines = change.iter().filter(|line| !line.starts_with(gone));
        lines.map(|line| line.get(2..).unwrap_or_default()).collect()
    };
    let (before, after) = (side('+'), side('-'));
    let lines: Vec<&str> = note.lines().collect();
    let at = lines.windows(before.len()).position(|window| window == before);
    let at = at.unwrap_or_else(|| panic!("{name} has no lines {before:#?}"));
    [&lines[..at], &after, &lines[at + before.len()..]].concat().join("\n") + "\n"
}

#[test]
fn a_change_in_a_proposal_changes_what_is_read_and_said_as_reviewed() {
    let mut bases: BTreeMap<&str, (Base, Vec<String>)> = BTreeMap::new();
    let mut out = String::new();
    for entry in include_str!("variations.txt").split("\n\n") {
        let mut lines = entry.lines();
        let Some(name) = lines.next() else { continue };
        let change: Vec<&str> = lines.collect();
        let (base, before) = bases.entry(name).or_insert_with(|| {
            let base = Base::named(name);
            let said = base.said(&base.note);
            (base, said)
        });
        let after = base.said(&changed(name, &base.note, &change));
        out.push_str(&format!("### {name}\n{}\n", change.join("\n")));
        for (mark, lines, others) in [("gone", &*before, &after), ("new", &after, &*before)] {
            let mut others: Vec<&String> = others.iter().collect();
            for line in lines {
                match others.iter().position(|other| *other == line) {
                    Some(at) => drop(others.remove(at)),
                    None => out.push_str(&format!("    {mark}: {}\n", line.trim_start())),
                }
            }
        }
    }
    reviewed("", "variations", &out);
}
