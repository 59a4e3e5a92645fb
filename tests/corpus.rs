//! A corpus of notes with reviewed snapshots of the model and the findings:
//! what each file shows is in its name. Links resolve in `tests/corpus/vault`.

pub(crate) mod dump;
pub(crate) mod fake;

use std::path::{Path, PathBuf};

use propose::parse;
use propose::source::{SourceFile, Sources};

use dump::dump;
use fake::FakeVault;

fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

/// The model and the findings of a note, as text.
pub(crate) fn shown(path: &str, text: &str, vault: &FakeVault) -> String {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new(path, text));
    let parsed = parse::parse(&mut sources, file, vault);
    dump(&sources, &parsed)
}

#[test]
fn every_note_of_the_corpus_is_read_as_reviewed() {
    let vault = FakeVault::read(&corpus().join("vault"));
    let mut notes: Vec<PathBuf> = std::fs::read_dir(corpus())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    notes.sort();
    assert!(!notes.is_empty());
    for note in notes {
        let name = note.file_stem().unwrap().to_str().unwrap();
        let text = std::fs::read_to_string(&note).unwrap();
        insta::with_settings!({
            snapshot_path => corpus().join("snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, shown(&format!("{name}.md"), &text, &vault));
        });
    }
}

/// For people: `PROPOSE_DUMP=note.md` shows a note in the message of this test.
#[test]
fn a_note_named_by_the_environment_is_shown() {
    let Ok(path) = std::env::var("PROPOSE_DUMP") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    panic!("{}", shown("proposals/yas.md", &text, &FakeVault::read(&corpus().join("vault"))));
}

/// The fenced examples of a rule's documentation, each with the line before it.
fn examples(doc: &str) -> Vec<(String, String)> {
    let mut examples: Vec<(String, String)> = Vec::new();
    let (mut title, mut open) = (String::new(), false);
    for line in doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        if line == "```" {
            open = false;
        } else if line == "```markdown" {
            examples.push((title.clone(), String::new()));
            open = true;
        } else if let Some((_, text)) = examples.last_mut().filter(|_| open) {
            text.push_str(line);
            text.push('\n');
        } else if !line.is_empty() {
            line.clone_into(&mut title);
        }
    }
    examples
}

#[test]
fn the_examples_of_every_rule_are_what_they_say() {
    let files = ["logo-exemple.png", "schema.png", "photo.png", "photo.avif", "demo.mp4"];
    for rule in parse::RULES {
        let examples = examples(rule.doc);
        let mut notes = vec![("CGV.md", "# CGV\n\n## Paiement\n\nÀ 30 jours.\n")];
        notes.extend(examples.iter().filter_map(|(title, text)| {
            let name = title.strip_prefix("where `")?.strip_suffix("` holds:")?;
            Some((name, text.as_str()))
        }));
        let vault = FakeVault::new(&notes, &files);
        for (kind, found) in [("Wrong:", true), ("Right:", false)] {
            let (_, text) = examples.iter().find(|(name, _)| name == kind).unwrap_or_else(|| {
                panic!("`{}` has no example after `{kind}`", rule.name);
            });
            // A last line of `…` stands for many that are like the one above.
            let text = text.strip_suffix("…\n").map_or_else(
                || text.clone(),
                |start| {
                    format!(
                        "{start}{}",
                        format!("{}\n", start.lines().last().unwrap()).repeat(parse::MAX_PARTS / 5 * 3)
                    )
                },
            );
            let mut sources = Sources::new();
            let file = sources.add(SourceFile::new("note.md", text));
            let parsed = parse::parse(&mut sources, file, &vault);
            let raised = parsed.findings.iter().any(|finding| finding.rule == *rule);
            assert_eq!(raised, found, "{kind} of `{}`: {}", rule.name, dump(&sources, &parsed));
        }
    }
}

#[test]
fn strict_line_breaks_join_lines_but_not_a_callout_s_title() {
    let mut vault = FakeVault::new(&[], &[]);
    vault.strict = true;
    let shown = shown("a.md", "a\nb\n\n> [!note] T\n> c\n> d\n\ne  \nf\\\ng\n", &vault);
    assert_eq!(
        shown,
        "meta.language fr\np \"a b\"\ncallout note (Note) \"T\"\n  p \"c d\"\np \"e\" ↵ \"f\" ↵ \"g\"\n"
    );
}
