//! Obsidian's Markdown, construct by construct: `corpus/obsidian/` holds a file
//! for each topic, with cases that begin with `@@` and what they show. Reviewed
//! snapshots show what each becomes: model, findings, and the code that Typst
//! sets. A case may begin by ``from `path`:``, where its note lies, and by
//! `strict:`, the vault's line breaks; `␍` is a carriage return.

use std::path::{Path, PathBuf};

use propose::parse;
use propose::source::{self, Sources};
use propose::typeset::{Files, Pictures, lower};

use crate::attack::vault::PNG;
use crate::corpus::dump::dump;
use crate::corpus::fake::FakeVault;

/// Every image is one black pixel.
struct Pixels;

impl Files for Pixels {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        path.to_lowercase().ends_with(".png").then(|| PNG.to_vec())
    }
}

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The cases of a topic: what each shows, and its note.
fn cases(text: &str) -> Vec<(&str, &str)> {
    text.split("@@ ").skip(1).map(|case| case.split_once('\n').unwrap()).collect()
}

/// Model, findings and code of a note.
fn shown(name: &str, note: &str, vault: &FakeVault) -> String {
    let mut sources = Sources::new();
    let path = name.strip_prefix("from `").and_then(|rest| rest.split('`').next()).unwrap_or("note.md");
    let (file, _) = source::read(path, note.replace('␍', "\r").as_bytes());
    let file = sources.add(file);
    let parsed = parse::parse(&mut sources, file, vault);
    let lowered = lower(&parsed.proposal, &Pictures::of(&parsed.proposal, &Pixels));
    let code = lowered.code;
    let set: String = lowered
        .findings
        .iter()
        .map(|finding| format!("{}: {}\n", finding.rule.name, finding.message))
        .collect();
    let (errors, _) = typst::syntax::parse(&code).errors_and_warnings();
    assert!(errors.is_empty(), "{note}\n{errors:?}\n{code}");
    let head = code.find("#let head(n)").unwrap_or_default();
    // What is not there and what is always there says nothing.
    let frame = ["#let head(n) = (", "  says: (:),", ")", "#let body(n) = {", "}"];
    let says = |line: &&str| {
        !line.is_empty() && !frame.contains(line) && !line.ends_with(": none,") && !line.ends_with(": (),")
    };
    let body = code[head..].lines().filter(says);
    let body: String = body.map(|line| format!("  | {line}\n")).collect();
    format!("{}{set}{body}", dump(&sources, &parsed))
}

#[test]
fn every_construct_becomes_what_was_reviewed() {
    let mut vault = FakeVault::read(&corpus().join("vault"));
    let mut topics: Vec<PathBuf> =
        std::fs::read_dir(corpus().join("obsidian")).unwrap().map(|entry| entry.unwrap().path()).collect();
    topics.sort();
    let mut count = 0;
    for topic in topics.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let text = std::fs::read_to_string(topic).unwrap();
        let mut out = String::new();
        for (name, note) in cases(&text) {
            count += 1;
            vault.strict = name.starts_with("strict:");
            out.push_str(&format!("@@ {name}\n{}\n", shown(name, note, &vault)));
        }
        let name = topic.file_stem().unwrap().to_str().unwrap();
        insta::with_settings!({
            snapshot_path => corpus().join("obsidian/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, out);
        });
    }
    assert!(count >= 200, "{count} cases");
}
