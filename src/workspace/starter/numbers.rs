use std::path::Path;

use chrono::{Datelike, NaiveDate};

use crate::settings::{NumberPattern, Policy};
use crate::source::{SourceFile, Sources};
use crate::workspace::read_bounded;
use crate::yaml::{self, Node};

/// The properties under which notes keep their number.
const KEYS: &[&str] =
    &["number", "numéro", "numero", "n°", "no", "devis", "quote", "référence", "reference", "ref"];

/// How deep folders are searched for notes.
const MAX_DEPTH: usize = 16;

/// The number after the highest one that a note in this folder has in the
/// pattern of the project, within the same year or month where the pattern
/// names it. Gaps are not filled: a number that was once sent stays used.
pub(super) fn next(folder: &Path, policy: &Policy, date: NaiveDate) -> String {
    let default = NumberPattern::default();
    let pattern = policy.number.as_ref().map_or(&default, |field| &field.value);
    let (year, month) = (date.year(), date.month());
    let mut highest = 0;
    each_note(folder, MAX_DEPTH, &mut |text| {
        for number in numbers(text) {
            highest = highest.max(pattern.read(&number, year, month).unwrap_or(0));
        }
    });
    pattern.write(year, month, highest.saturating_add(1))
}

fn each_note(folder: &Path, depth: usize, visit: &mut impl FnMut(&str)) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        let Ok(kind) = entry.file_type() else { continue };
        if kind.is_dir() && depth > 0 {
            each_note(&path, depth - 1, visit);
        } else if kind.is_file() && path.extension().is_some_and(|extension| extension == "md") {
            // A note that cannot be read has no number that is known.
            if let Ok(bytes) = read_bounded(&path) {
                visit(&String::from_utf8_lossy(&bytes));
            }
        }
    }
}

/// The values of a note's properties that hold a number.
fn numbers(note: &str) -> Vec<String> {
    let note = note.trim_start_matches('\u{feff}');
    let mut lines = note.lines();
    if lines.next().is_none_or(|line| line.trim_end() != "---") {
        return Vec::new();
    }
    let inner: Vec<_> = lines.take_while(|line| line.trim_end() != "---").collect();
    let inner = inner.join("\n");
    let file = Sources::new().add(SourceFile::new("note", inner.as_str()));
    let Ok(properties) = yaml::parse(file, &inner, 0) else { return Vec::new() };
    properties
        .entries()
        .iter()
        .filter(|entry| KEYS.contains(&entry.key.to_lowercase().as_str()))
        .flat_map(|entry| entry.value.items())
        .filter_map(Node::scalar)
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::create;

    fn next_after(notes: &[(&str, &str)], pattern: &str) -> String {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in notes {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            create(&path, text.as_bytes()).unwrap();
        }
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("propose.yaml", format!("number: \"{pattern}\"\n")));
        let (policy, findings) = Policy::read(&sources, file);
        assert!(findings.is_empty(), "{findings:?}");
        next(folder.path(), &policy, "2026-03-14".parse().unwrap())
    }

    #[test]
    fn the_number_follows_the_highest_of_its_year() {
        let notes = [
            ("a.md", "---\nnumber: DEV-2026-0041\n---\n"),
            ("clients/b.md", "\u{feff}---\r\nNuméro: \"DEV-2026-0007\"\r\n---\r\n"),
            ("c.md", "---\nnumber: DEV-2025-0999\n---\n"),
            ("d.md", "number: DEV-2026-0500\n"),
            ("e.md", "---\nnumber: [broken\n---\n"),
            (".trash/f.md", "---\nnumber: DEV-2026-0900\n---\n"),
        ];
        assert_eq!(next_after(&notes, "DEV-{year}-{n:4}"), "DEV-2026-0042");
    }

    #[test]
    fn the_first_number_of_a_year_is_one() {
        assert_eq!(next_after(&[], "{year}{month}-{n:2}"), "202603-01");
    }
}
