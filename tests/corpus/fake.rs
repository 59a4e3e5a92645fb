use std::collections::BTreeMap;
use std::path::Path;

use propose::parse::{PdfPages, Resolution, Vault, VaultIndex};
use propose::source::SourceFile;

/// A vault in memory.
#[derive(Debug, Default)]
pub(crate) struct FakeVault {
    notes: BTreeMap<String, String>,
    index: VaultIndex,
    pub(crate) strict: bool,
}

impl FakeVault {
    /// A vault of notes and of other files, whose content does not matter.
    pub(crate) fn new(notes: &[(&str, &str)], others: &[&str]) -> Self {
        let notes: BTreeMap<String, String> =
            notes.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        let index =
            VaultIndex::new(notes.keys().cloned().chain(others.iter().map(|path| (*path).to_owned())));
        Self { notes, index, strict: false }
    }

    /// The files of a folder; those that are no notes are known by name only.
    pub(crate) fn read(folder: &Path) -> Self {
        let mut found = Vec::new();
        collect(folder, folder, &mut found);
        let notes: Vec<(&str, &str)> =
            found.iter().filter(|(path, _)| is_note(path)).map(|(p, t)| (p.as_str(), t.as_str())).collect();
        let others: Vec<&str> =
            found.iter().filter(|(path, _)| !is_note(path)).map(|(path, _)| path.as_str()).collect();
        Self::new(&notes, &others)
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, found);
            continue;
        }
        let relative = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        // A file `names.txt` lists files that need not exist.
        if relative == "names.txt" {
            let names = std::fs::read_to_string(&path).unwrap();
            found.extend(names.lines().map(|name| (name.to_owned(), String::new())));
        } else {
            found.push((relative, std::fs::read_to_string(&path).unwrap_or_default()));
        }
    }
}

impl Vault for FakeVault {
    fn resolve(&self, target: &str, from: &str) -> Resolution {
        self.index.resolve(target, from)
    }

    fn note(&self, path: &str) -> Option<SourceFile> {
        self.notes.get(path).map(|text| SourceFile::new(path, text.clone()))
    }

    fn strict_line_breaks(&self) -> bool {
        self.strict
    }

    fn pdf_pages(&self, path: &str) -> PdfPages {
        let named = |word: &str| path.contains(word);
        match () {
            () if named("encrypted") => PdfPages::Locked,
            () if named("broken") => PdfPages::Unreadable,
            () if named("huge") => PdfPages::TooLarge,
            () if named("long") => PdfPages::Count(1_000),
            () => PdfPages::Count(2),
        }
    }
}

fn is_note(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "md")
}
