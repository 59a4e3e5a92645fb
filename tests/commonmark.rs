//! `CommonMark`'s own examples through the whole program: `COMMONMARK_SPEC=FILE`
//! names its `spec.txt`. What each example's HTML shows must be in the model
//! with the same meaning, and on the pages; where Obsidian reads it otherwise,
//! the example is named with the reason.

mod html;
mod model;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use propose::parse;
use propose::proposal::Proposal;
use propose::settings::Brand;
use propose::source::{SourceFile, Sources};
use propose::typeset::{Job, Typesetter, page_texts};

use crate::attack::vault::MemoryVault;

/// A word and what it is: emphasised, in a link, an item of a list, …
type Word = (String, Vec<String>);

struct Example {
    number: usize,
    markdown: String,
    html: String,
}

fn examples() -> Option<Vec<Example>> {
    let path = std::env::var("COMMONMARK_SPEC").ok()?;
    let spec = std::fs::read_to_string(path).unwrap().replace('→', "\t");
    let fence = "`".repeat(32);
    let opening = format!("\n{fence} example\n");
    let examples = spec.split(&opening).skip(1).zip(1..).map(|(part, number)| {
        let (example, _) = part.split_once(&format!("\n{fence}")).unwrap();
        let example = format!("\n{example}\n");
        let (markdown, html) = example.split_once("\n.\n").unwrap();
        let markdown = markdown.strip_prefix('\n').unwrap_or(markdown);
        Example { number, markdown: format!("{markdown}\n"), html: html.to_owned() }
    });
    Some(examples.collect())
}

fn parsed(markdown: &str) -> (Sources, Proposal) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("proposals/note.md", markdown));
    let proposal = parse::parse(&mut sources, file, &MemoryVault::new()).proposal;
    (sources, proposal)
}

/// Examples that Obsidian reads otherwise, or that HTML shows otherwise, and
/// why.
const OTHERWISE: &[(&[usize], &str)] = &[
    (&[96], "lines between two `---` at the start of a note are its properties"),
    (&[148], "an element ends with its HTML block, and so `<pre>` does not reach over an empty line"),
    (&[156, 157, 158], "a tag that is never closed is shown as it is written, not swallowed"),
    (&[180], "`<?php` ends at the first `>`, as in a browser"),
    (&[602, 608, 611], "a bare address is a link"),
    (&[520, 548, 559, 590], "`[[…]]` is a link to a note, `![[…]]` an embed"),
];

/// A link out of the document; others lead nowhere on paper.
fn link(address: &str) -> Option<String> {
    let (scheme, _) = address.split_once(':')?;
    // How the characters of an address are encoded does not matter.
    let mut plain = address.replace("%5C", "\\").replace("%60", "`").replace("%22", "\"");
    plain = plain.replace("%20", " ").replace("%5B", "[").replace("%5D", "]");
    matches!(scheme.to_lowercase().as_str(), "http" | "https" | "mailto").then(|| format!("link {plain}"))
}

fn otherwise(number: usize) -> bool {
    OTHERWISE.iter().any(|(numbers, _)| numbers.contains(&number))
}

/// What is in one list and not in the other, both ways.
fn difference(expected: &[Word], found: &[Word]) -> Vec<String> {
    let mut counts: BTreeMap<&Word, i32> = BTreeMap::new();
    for word in expected {
        *counts.entry(word).or_default() += 1;
    }
    for word in found {
        *counts.entry(word).or_default() -= 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count != 0)
        .map(|((word, marks), count)| {
            format!("{} {word:?} {}", if count > 0 { "missing" } else { "unexpected" }, marks.join(" "))
        })
        .collect()
}

#[test]
fn the_examples_of_commonmark_mean_what_they_should() {
    let Some(examples) = examples() else { return };
    assert!(examples.len() >= 650, "{} examples", examples.len());
    let mut wrong = Vec::new();
    for example in examples.iter().filter(|example| !otherwise(example.number)) {
        let (_, proposal) = parsed(&example.markdown);
        let difference = difference(&html::words(&example.html), &model::words(&proposal));
        if !difference.is_empty() {
            wrong.push(format!(
                "{}: {:?}\n  {}\n  {}",
                example.number,
                example.markdown,
                example.html.replace('\n', "\n  "),
                difference.join("\n  ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} examples are wrong:\n\n{}\n", wrong.len(), wrong.join("\n\n"));
}

/// What is wrong with the pages of an example.
fn on_pages(example: &Example, typesetter: &Typesetter) -> Vec<String> {
    let (mut sources, proposal) = parsed(&example.markdown);
    let brand = Brand::default();
    let files = MemoryVault::new();
    let job = Job { proposal: &proposal, brand: &brand, template: None, files: &files, draft: true };
    let compiled = typesetter.compile(&job, &mut sources);
    let broken = compiled
        .findings
        .iter()
        .filter(|finding| matches!(finding.rule.name, "typst-error" | "typst-warning" | "text-lost"));
    let mut wrong: Vec<_> =
        broken.map(|finding| format!("{}: {}", example.number, finding.message)).collect();
    let Some(document) = compiled.document.filter(|_| !otherwise(example.number)) else { return wrong };
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let pages = letters(&page_texts(&document).concat());
    let words = html::words(&example.html);
    let missing: Vec<&str> =
        words.iter().map(|(word, _)| word.as_str()).filter(|word| !pages.contains(&letters(word))).collect();
    if !missing.is_empty() {
        wrong.push(format!("{}: {missing:?} of {:?} are on no page", example.number, example.markdown));
    }
    wrong
}

#[test]
fn the_examples_of_commonmark_become_pages_with_their_text() {
    let Some(examples) = examples() else { return };
    let typesetter = Typesetter::new(&[]);
    let (next, wrong) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            scope.spawn(|| {
                while let Some(example) = examples.get(next.fetch_add(1, Ordering::Relaxed)) {
                    wrong.lock().unwrap().extend(on_pages(example, &typesetter));
                }
            });
        }
    });
    let wrong = wrong.into_inner().unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
