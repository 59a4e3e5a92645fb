//! A corpus of notes with reviewed snapshots of the model and the findings:
//! what each file shows is in its name. Links resolve in `tests/corpus/vault`.

mod dump;
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

#[test]
fn a_note_named_by_the_environment_is_shown() {
    let Ok(path) = std::env::var("PROPOSE_DUMP") else { return };
    let text = std::fs::read_to_string(&path).unwrap();
    println!("{}", shown("proposals/yas.md", &text, &FakeVault::read(&corpus().join("vault"))));
}
