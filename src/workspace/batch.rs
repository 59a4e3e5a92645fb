use std::path::{Path, PathBuf};

use super::session::sort;
use super::{Failure, Project, Report, Workspace, find_note};
use crate::diagnostics::Diagnostic;
use crate::source::Sources;

/// The notes that a user means: files as [`find_note`] finds them, all notes of
/// a folder, all notes of the project's `proposals` where nothing is named.
///
/// # Errors
///
/// Where a path does not exist.
pub fn notes(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut notes = Vec::new();
    if paths.is_empty() {
        let workspace = Workspace::open(Path::new("."))?;
        let folder = workspace.policy.proposals.as_ref().map_or("proposals", |folder| &folder.value);
        let folder = workspace.project.root.join(folder);
        if !folder.is_dir() {
            return Err(Failure::new(format!("{}: no such folder", folder.display()))
                .help("name a note, or let `propose init` make a project"));
        }
        collect(&folder, &mut notes)?;
    }
    for path in paths {
        if path.is_dir() {
            collect(path, &mut notes)?;
        } else {
            notes.push(find_note(path)?);
        }
    }
    Ok(notes)
}

/// Collects the notes below a folder in the order of their names; names that
/// begin with `.` or `_` are left out.
pub(super) fn collect(folder: &Path, notes: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error| Failure::io(folder.display(), error);
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).and_then(Iterator::collect::<Result<_, _>>).map_err(failed)?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        if name.to_string_lossy().starts_with(['.', '_']) {
            continue;
        }
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            collect(&path, notes)?;
        } else if path.extension().is_some_and(|extension| extension == "md") && path.is_file() {
            notes.push(path);
        }
    }
    Ok(())
}

/// What is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Some notes, and of the catalog what concerns them.
    Notes,
    /// The project around the current folder as a whole, its catalog too.
    Project,
}

/// Checks notes, each in its project, and reports on all of them together.
///
/// # Errors
///
/// Where a note cannot be read.
pub fn check_all(notes: &[PathBuf], extent: Extent) -> Result<(Report, Sources), Failure> {
    let mut all = Report::default();
    let mut sources = Sources::new();
    let mut workspace: Option<Workspace> = None;
    if extent == Extent::Project {
        let open = Workspace::open(Path::new("."))?;
        let (report, own) = open.check_catalog();
        all.language = report.language;
        let places = sources.merge(&own);
        all.findings.extend(report.findings.into_iter().map(|finding| finding.moved(&places)));
        workspace = Some(open);
    }
    for note in notes {
        let project = Project::find(note).map_err(|error| Failure::io(note.display(), error))?;
        let open = match workspace.take() {
            Some(open) if open.project == project => open,
            _ => Workspace::open(note)?,
        };
        let checked = open.check(note)?;
        workspace = Some(open);
        if notes.len() == 1 && extent == Extent::Notes {
            return Ok((checked.report, checked.sources));
        }
        all.language = checked.report.language;
        let places = sources.merge(&checked.sources);
        all.findings.extend(checked.report.findings.into_iter().map(|finding| finding.moved(&places)));
        all.summary.add(checked.report.summary, |span| places.span(span));
    }
    sort(&mut all.findings);
    once(&mut all.findings);
    all.summary.files = notes.len();
    all.summary = all.summary.counted(&all.findings);
    Ok((all, sources))
}

/// Says once what is wrong in a file that several notes share, with the weight
/// that it has for the note it matters most to. The findings are sorted.
pub(super) fn once(findings: &mut Vec<Diagnostic>) {
    findings.dedup_by(|next, kept| {
        let same = (next.span, next.rule.name, &next.message) == (kept.span, kept.rule.name, &kept.message);
        if same {
            kept.severity = kept.severity.max(next.severity);
        }
        same
    });
}
