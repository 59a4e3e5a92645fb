//! Which proposals a project has, and where their pages go.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization as _;

use super::has_ending;
use super::record::{Document, Record};
use super::verify::Verifier;
use crate::parse::{self, Standing};
use crate::source::{self, Sources};
use crate::workspace::recorder::Question;
use crate::workspace::target::target_name;
use crate::workspace::{Failure, Project, Workspace};

/// A note of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Planned {
    /// Its name, below the border.
    pub(super) note: String,
    /// What its properties say about its place.
    pub(super) standing: Standing,
    /// Where its pages go: below the output folder, with `/`.
    pub(super) target: String,
    /// Why they cannot go there.
    pub(super) problem: Option<Problem>,
}

/// Why the pages of a note cannot be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// Those of this other note would go there as well.
    Clash(String),
    /// There is no such place: what is wrong, and what to do.
    NoPlace(String, Option<String>),
}

/// The names below the border of all notes that may be proposals, sorted: those
/// in the project's folder of proposals, without names that begin with `_` or
/// `.` and without folders that are projects of their own.
pub(super) fn candidates(workspace: &Workspace) -> Result<Vec<String>, Failure> {
    let folder = folder(workspace);
    let path = workspace.project.border.join(&folder);
    if !path.is_dir() {
        return Err(Failure::new(format!("{}: no such folder", path.display())).help(
            "proposals lie in `proposals`, or where propose.yaml says; `propose init` makes a project",
        ));
    }
    let mut notes = Vec::new();
    collect(&workspace.project, &path, &folder, &mut notes)?;
    notes.sort();
    Ok(notes)
}

/// The folder of proposals, below the border.
pub(super) fn folder(workspace: &Workspace) -> String {
    let name = workspace.policy.proposals.as_ref().map_or("proposals", |folder| folder.value.as_str());
    workspace.project.below_root(name.trim_matches('/'))
}

fn collect(project: &Project, folder: &Path, name: &str, notes: &mut Vec<String>) -> Result<(), Failure> {
    let failed = |error| Failure::io(folder.display(), error);
    let entries: Vec<_> =
        std::fs::read_dir(folder).and_then(Iterator::collect::<Result<_, _>>).map_err(failed)?;
    for entry in entries {
        let path = entry.path();
        let Ok(file) = entry.file_name().into_string() else {
            // No link, list or report can hold it.
            return Err(Failure::new(format!("{}: this name is no text", path.display())).help("rename it"));
        };
        if file.starts_with(['.', '_']) {
            continue;
        }
        let below = if name.is_empty() { file.clone() } else { format!("{name}/{file}") };
        let kind = entry.file_type().map_err(failed)?;
        if kind.is_dir() {
            if Project::find(&path).is_ok_and(|found| found == *project) {
                collect(project, &path, &below, notes)?;
            }
        } else if has_ending(&file, "md") && path.is_file() {
            notes.push(below);
        }
    }
    Ok(())
}

/// Where the notes stand, and where their pages go.
pub(super) fn plan(
    workspace: &Workspace,
    notes: Vec<String>,
    record: &Record,
    verifier: &mut Verifier,
    draft: bool,
) -> Vec<Planned> {
    let folder = folder(workspace);
    let place = |note: String| {
        let standing = standing(workspace, &note, record, verifier);
        let target = target(&folder, &note, standing.output.as_deref(), draft);
        let (target, problem) = match target {
            Ok(target) => (target, None),
            Err(failure) => {
                let message = format!("{note}: {}", failure.message);
                (String::new(), Some(Problem::NoPlace(message, failure.help)))
            }
        };
        Planned { note, standing, target, problem }
    };
    let mut planned = notes.into_iter().map(place).collect::<Vec<_>>();
    find_clashes(&mut planned);
    planned
}

/// What a note's properties say, from the record where the note is as it was.
fn standing(workspace: &Workspace, note: &str, record: &Record, verifier: &mut Verifier) -> Standing {
    let question = Question::File(note.to_owned());
    let remembered = |draft| -> Option<&Document> { record.documents.get(&(note.to_owned(), draft)) };
    for document in [remembered(false), remembered(true)].into_iter().flatten() {
        let asked = document.asked.iter().find(|asked| asked.0 == question);
        if asked.is_some_and(|asked| verifier.holds(asked).is_some()) {
            return document.standing.clone();
        }
    }
    // Whoever renders it says why it cannot be read.
    let Ok(bytes) = crate::workspace::Confined::new(workspace.project.border.clone()).read(note) else {
        return Standing::default();
    };
    let mut sources = Sources::new();
    let file = sources.add(source::read(note, &bytes).0);
    parse::standing(&sources, file)
}

/// Where the pages of a note go: its place among the proposals, or what it says.
fn target(folder: &str, note: &str, output: Option<&str>, draft: bool) -> Result<String, Failure> {
    let below = note.strip_prefix(folder).unwrap_or(note).trim_start_matches('/');
    let (parent, file) = below.rsplit_once('/').unwrap_or(("", below));
    let stem = file.strip_suffix(".md").unwrap_or(file);
    let name = target_name(stem.as_ref(), output, draft)?;
    let mut parts: Vec<String> =
        parent.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
    parts.extend(name.components().map(|part| part.as_os_str().to_string_lossy().into_owned()));
    if parts.iter().any(|part| part.starts_with('.')) {
        return Err(Failure::new(format!("`output: {}` is a hidden file", output.unwrap_or_default()))
            .help("begin no part of it with a dot"));
    }
    Ok(format!("{}.pdf", parts.join("/")))
}

/// Marks notes whose pages would go to one file, on any file system.
fn find_clashes(planned: &mut [Planned]) {
    let same = |target: &str| target.nfc().flat_map(char::to_lowercase).collect::<String>();
    let mut claims: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, one) in
        planned.iter().enumerate().filter(|(_, one)| !one.standing.excluded && one.problem.is_none())
    {
        claims.entry(same(&one.target)).or_default().push(at);
    }
    let clashes: Vec<(usize, String)> = claims
        .values()
        .filter(|places| places.len() > 1)
        .flat_map(|places| {
            let other = |at: usize| places.iter().find(|place| **place != at).copied();
            places.iter().filter_map(move |at| Some((*at, other(*at)?)))
        })
        .filter_map(|(at, other)| Some((at, planned.get(other)?.note.clone())))
        .collect();
    for (at, other) in clashes {
        if let Some(one) = planned.get_mut(at) {
            one.problem = Some(Problem::Clash(other));
        }
    }
}

/// Keeps the notes that paths of the command line mean.
///
/// # Errors
///
/// Where a path does not exist or means no proposal of the project.
pub(super) fn select(
    planned: Vec<Planned>,
    paths: &[PathBuf],
    workspace: &Workspace,
) -> Result<Vec<Planned>, Failure> {
    if paths.is_empty() {
        return Ok(planned);
    }
    let mut keep = vec![false; planned.len()];
    for given in paths {
        let path = if given.is_dir() { given.clone() } else { crate::workspace::find_note(given)? };
        let real = std::fs::canonicalize(&path).map_err(|error| Failure::io(path.display(), error))?;
        let name = workspace.project.name(&real).ok_or_else(|| {
            Failure::new(format!("{}: this is in another project", given.display()))
                .help(format!("this build is one of {}", workspace.project.root.display()))
        })?;
        let inside = |note: &str| name.is_empty() || note == name || note.starts_with(&format!("{name}/"));
        let mut any = false;
        for (keep, one) in keep.iter_mut().zip(&planned).filter(|(_, one)| inside(&one.note)) {
            any = true;
            *keep |= !(real.is_file() && one.standing.excluded);
        }
        if !any && real.is_file() {
            return Err(Failure::new(format!("{}: this is no proposal of the project", given.display()))
                .help(format!(
                    "proposals lie in `{}`, in files and folders whose names do not begin with `_`; \
                     `propose render` renders any note",
                    folder(workspace)
                )));
        }
    }
    Ok(planned.into_iter().zip(keep).filter_map(|(one, keep)| keep.then_some(one)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_go_where_the_note_lies_or_where_it_says() {
        let of = |note: &str, output| target("p", note, output, false).map_err(|failure| failure.message);
        assert_eq!(of("p/a.md", None).as_deref(), Ok("a.pdf"));
        assert_eq!(of("p/x/y/a.b.md", None).as_deref(), Ok("x/y/a.b.pdf"));
        assert_eq!(of("p/x/a.md", Some("client.pdf")).as_deref(), Ok("x/client.pdf"));
        assert_eq!(of("p/x/a.md", Some("z/client")).as_deref(), Ok("x/z/client.pdf"));
        assert_eq!(target("p", "p/a.md", None, true).unwrap(), "a.draft.pdf");
        for bad in ["../a.pdf", "/a.pdf", ".propose/build.json", "x/.hidden.pdf"] {
            assert!(of("p/a.md", Some(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn notes_that_write_one_file_are_found_whatever_the_file_system() {
        let one = |note: &str, target: &str| Planned {
            note: note.to_owned(),
            standing: Standing::default(),
            target: target.to_owned(),
            problem: None,
        };
        let mut planned = vec![
            one("a.md", "Devis É.pdf"),
            one("b.md", "b.pdf"),
            one("c.md", "devis e\u{301}.pdf"),
            Planned { standing: Standing { excluded: true, output: None }, ..one("d.md", "b.pdf") },
        ];
        find_clashes(&mut planned);
        let clash = |note: &str| Some(Problem::Clash(note.to_owned()));
        let problems: Vec<_> = planned.into_iter().map(|one| one.problem).collect();
        assert_eq!(problems, [clash("c.md"), None, clash("a.md"), None]);
    }
}
