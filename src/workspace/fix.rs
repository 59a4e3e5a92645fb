use std::path::{Path, PathBuf};

use super::{Failure, Project, Workspace, read_bounded, write};
use crate::diagnostics::{Fix, mend};
use crate::language::Language;
use crate::source::{FileId, Storage, encode_like, repaired_bytes};

/// Mends what can be mended safely in notes and says, a line each, what was
/// changed: damaged text first, then the findings that bring a safe fix. Line
/// ends and byte order mark stay; figures are never changed.
///
/// # Errors
///
/// Where a note cannot be read or written.
pub fn fix(notes: &[PathBuf]) -> Result<Vec<String>, Failure> {
    let mut changes = Vec::new();
    let mut workspace: Option<Workspace> = None;
    for note in notes {
        repair(note, &mut changes)?;
        let project = Project::find(note).map_err(|error| Failure::io(note.display(), error))?;
        let open = match workspace.take() {
            Some(open) if open.project == project => open,
            _ => Workspace::open(note)?,
        };
        edit(&open, note, &mut changes)?;
        workspace = Some(open);
    }
    Ok(changes)
}

/// Writes a note in UTF-8 and without damage.
fn repair(note: &Path, changes: &mut Vec<String>) -> Result<(), Failure> {
    let bytes = read(note)?;
    let (file, _) = crate::source::read(note.display().to_string(), &bytes);
    if let Some(repaired) = repaired_bytes(&file) {
        write(note, &repaired).map_err(|error| Failure::io(note.display(), error))?;
        let name = note.display();
        let done = Workspace::open(note)?.language().pick("texte réparé", "text repaired");
        changes.push(format!("{name}: {done}"));
    }
    Ok(())
}

/// Makes the safe fixes of the findings about a note.
fn edit(workspace: &Workspace, note: &Path, changes: &mut Vec<String>) -> Result<(), Failure> {
    let checked = workspace.check(note)?;
    let id = checked.proposal.file;
    let file = checked.sources.get(id);
    let findings: Vec<_> = checked
        .report
        .findings
        .iter()
        .filter(|finding| finding.fix.as_ref().is_some_and(|fix| fix.safe))
        .collect();
    // Only the note that was named is written.
    let mut embedded: Vec<FileId> = findings.iter().filter_map(|finding| Some(finding.span?.file)).collect();
    embedded.retain(|file| *file != id);
    embedded.dedup();
    for path in embedded.into_iter().map(|file| &checked.sources.get(file).path) {
        changes.push(checked.report.language.pick(
            format!("{path} : pas touché ; `propose check --fix {path}` le corrige"),
            format!("{path}: left alone; `propose check --fix {path}` mends it"),
        ));
    }
    if findings.is_empty() || file.storage == Storage::Unreadable {
        return Ok(());
    }
    let fixes: Vec<&Fix> = findings.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    let mended = mend(id, file, &fixes);
    if mended.made.is_empty() {
        return Ok(());
    }
    let bytes = read(note)?;
    write(note, &encode_like(&mended.text, &bytes)).map_err(|error| Failure::io(note.display(), error))?;
    let made = findings.iter().enumerate().filter(|(at, _)| mended.made.contains(at));
    for (finding, (span, after)) in made.flat_map(|(_, finding)| {
        finding.fix.iter().flat_map(|fix| &fix.edits).map(move |edit| (finding, edit))
    }) {
        let place = checked.sources.range(*span).start;
        let (before, after) = (visible(checked.sources.slice(*span)), visible(after));
        let change = match checked.report.language {
            Language::French => format!("« {before} » → « {after} »"),
            Language::English | Language::German | Language::Spanish | Language::Other(_) => {
                format!("`{before}` → `{after}`")
            }
        };
        changes
            .push(format!("{}:{}:{}: {}: {change}", file.path, place.line, place.column, finding.rule.name));
    }
    Ok(())
}

fn read(note: &Path) -> Result<Vec<u8>, Failure> {
    read_bounded(note).map_err(|error| Failure::new(format!("{}: {error}", note.display())))
}

/// A text as it can be seen: spaces by their code.
fn visible(text: &str) -> String {
    let blank = !text.is_empty() && text.chars().all(char::is_whitespace);
    if !blank {
        return text.to_owned();
    }
    text.chars().map(|c| format!("U+{:04X}", u32::from(c))).collect::<Vec<_>>().join(" ")
}
