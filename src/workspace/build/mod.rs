//! `propose build`: every proposal of a project, in parallel, only what changed.
//!
//! What each document asks of the disk is written down with the answers: files
//! (also those that are missing), folders, and which file each link leads to. A
//! document is left as it is when all these questions would be answered in the
//! same way, and its pages are made by the same program with the same options.

mod changed;
mod guard;
mod place;
mod plan;
mod pool;
mod record;
mod report;
mod saved;
mod shard;
mod tidy;
mod verify;
mod work;

pub use shard::Shard;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use changed::Changes;
use guard::INTERNAL_ERROR;
pub(super) use guard::{guard, install as catch_faults};
use place::Place;
use plan::{Planned, Problem};
use record::{Document, Fate, Record};
use report::{clash, combine};
use tidy::Updates;
pub(super) use verify::Verifier;
use work::Shop;

use super::limit::Limits;
use super::recorder::Recorder;
use super::{Failure, Project, Report, Workspace};
use crate::declare_rule;
use crate::diagnostics::Rule;
use crate::source::Sources;
use crate::typeset::Standard;

declare_rule! {
    /// Two notes whose pages would be written to one file. Neither is written,
    /// since a client would get the pages of the other.
    ///
    /// Wrong, in `proposals/a.md` beside `proposals/b.md`:
    ///
    /// ```markdown
    /// ---
    /// output: b.pdf
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// output: a-final.pdf
    /// ---
    /// ```
    pub OUTPUT_CLASH = "output-clash", Error
}

/// The rules of this module.
pub static RULES: &[&Rule] = &[&INTERNAL_ERROR, &OUTPUT_CLASH];

/// What is built, and how.
#[derive(Debug, Clone, Default)]
pub struct BuildOptions {
    /// The notes and folders that are meant; all where none is named.
    pub paths: Vec<PathBuf>,
    /// How many documents are worked on at once; as many as the machine has
    /// processors where it is not said.
    pub jobs: Option<usize>,
    /// Which part of the whole.
    pub shard: Option<Shard>,
    /// Only what is affected by changes since this revision.
    pub changed_since: Option<String>,
    /// Whether pages of notes that are gone are removed.
    pub prune: bool,
    /// Whether watermarked drafts are made, whatever was found.
    pub draft: bool,
    /// The template, instead of the one that a note or the project asks for.
    pub template: Option<String>,
    /// The standard of the PDFs.
    pub standard: Standard,
    /// Seconds since 1970, for the metadata of notes without a date.
    pub timestamp: Option<i64>,
    /// Whether warnings stop a client copy as errors do.
    pub deny_warnings: bool,
    /// What one document may take.
    pub limits: Limits,
}

/// What came of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Its pages were made.
    Rendered,
    /// They are those of an earlier build.
    Unchanged,
    /// Errors in it stopped the client copy.
    Stopped,
    /// It could not be read or written.
    Failed,
    /// The program failed.
    Crashed,
}

/// What happens in a build, for whoever watches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'a> {
    /// So many documents are to be worked on.
    Begun(usize),
    /// One is done: the note, and where its pages are, below the output folder.
    Done(&'a str, Done, &'a str),
}

/// What came of a build.
#[derive(Debug, Default)]
pub struct Built {
    /// The files that places in the report lie in.
    pub sources: Sources,
    /// What was found in all documents, also in those of earlier builds.
    pub report: Report,
    /// The output folder.
    pub folder: PathBuf,
    /// What came of how many documents.
    pub counts: Counts,
    /// Why single documents could not be read or written.
    pub failures: Vec<Failure>,
    /// Files of notes that are gone: removed if asked for, else still there.
    /// Paths below the output folder.
    pub orphans: Vec<String>,
    /// Such files that were changed since they were made and are kept.
    pub kept: Vec<String>,
    /// Whether anything found stops a client copy.
    pub stopped: bool,
}

/// How many documents came to what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// Set and written.
    pub rendered: usize,
    /// As they were.
    pub unchanged: usize,
    /// Stopped by errors, or not read, written or survived.
    pub failed: usize,
    /// Of those, the ones that the program failed on.
    pub crashed: usize,
}

/// Builds the proposals of a project.
///
/// # Errors
///
/// Where there is no project, the output folder cannot be written, or a path or
/// revision does not exist. What goes wrong with single documents is in the
/// result.
pub fn build(options: &BuildOptions, watch: &mut dyn FnMut(Event<'_>)) -> Result<Built, Failure> {
    catch_faults();
    let start = options.paths.first().map_or(Path::new("."), PathBuf::as_path);
    let start = if start.exists() { start.to_path_buf() } else { super::find_note(start)? };
    let project = Project::find(&start).map_err(|error| Failure::io(start.display(), error))?;
    let shared = Arc::new(Recorder::default());
    let mut workspace = Workspace::open_recorded(project, &shared);
    let candidates = plan::candidates(&workspace)?;
    let place = Place::open(&workspace)?;
    workspace.leave_out_made();
    let project = workspace.project.root_name();
    let record = Record::load(&place.record(), &project);
    let mut verifier = Verifier::new(&workspace, place.now);
    let planned = plan::plan(&workspace, candidates, &record, &mut verifier, options.draft);
    let proposals = planned.iter().filter(|one| !one.standing.excluded);
    let all: Vec<_> = proposals.map(|one| one.note.clone()).collect();
    let mut planned = plan::select(planned, &options.paths, &workspace)?;
    if let Some(shard) = options.shard {
        planned = shard::keep(planned, shard, verifier.workspace());
    }
    planned.retain(|one| !one.standing.excluded);
    if let Some(revision) = &options.changed_since {
        let changes = Changes::since(revision, &workspace.project)?;
        planned = concerned(planned, &changes, &workspace, &record, &mut verifier, options);
    }

    let mut failures = Vec::new();
    let sources = Sources::in_folder(workspace.project.base());
    let mut built = Built { folder: place.folder.clone(), sources, ..Built::default() };
    let mut reports: Vec<Option<(Report, Sources)>> = planned.iter().map(|_| None).collect();
    let mut remembered: Vec<Option<Document>> = planned.iter().map(|_| None).collect();
    let mut updates = Updates::new(&place, &project, options.draft);
    let mut todo = Vec::new();
    for (at, one) in planned.iter().enumerate() {
        match &one.problem {
            Some(Problem::Clash(other)) => {
                built.counts.failed += 1;
                if let Some(report) = reports.get_mut(at) {
                    *report = Some(clash(one, other, &workspace));
                }
                continue;
            }
            Some(Problem::NoPlace(message, help)) => {
                built.counts.failed += 1;
                let failure = Failure::new(message);
                failures.push(help.iter().fold(failure, Failure::help));
                continue;
            }
            None => {}
        }
        match unchanged(one, &record, &mut verifier, &place, options) {
            Some((document, fresh)) => {
                match document.fate {
                    Fate::Stopped => built.counts.failed += 1,
                    Fate::Rendered => built.counts.unchanged += 1,
                }
                if fresh {
                    updates.refresh(&one.note, document.clone());
                }
                if let Some(place) = remembered.get_mut(at) {
                    *place = Some(document);
                }
            }
            None => todo.push((at, one)),
        }
    }

    watch(Event::Begun(todo.len()));
    if !todo.is_empty() {
        let jobs = options.jobs.filter(|jobs| *jobs > 0).unwrap_or_else(pool::default_jobs);
        let typesetter = Arc::new(workspace.typesetter());
        let shared = shared.asked().into_iter().collect();
        let shop = Shop {
            workspace: &workspace,
            typesetter,
            shared,
            place: &place,
            options,
            jobs,
            limits: options.limits.together(pool::workers(todo.len(), jobs)),
            done: AtomicUsize::new(0),
            late: AtomicUsize::new(0),
        };
        let mut left = 0;
        pool::each(
            &todo,
            jobs,
            |(_, one), crew| shop.work(one, crew),
            |index, worked| {
                let Some((at, one)) = todo.get(index) else { return };
                let Some(worked) = worked else {
                    left += 1;
                    return;
                };
                match worked.done {
                    Done::Rendered => built.counts.rendered += 1,
                    Done::Unchanged => built.counts.unchanged += 1,
                    Done::Stopped | Done::Failed => built.counts.failed += 1,
                    Done::Crashed => {
                        built.counts.failed += 1;
                        built.counts.crashed += 1;
                    }
                }
                watch(Event::Done(&one.note, worked.done, &one.target));
                failures.extend(worked.failure);
                if let Some(document) = worked.document {
                    let listing = verifier.listing();
                    failures.extend(updates.add(&one.note, Document { listing, ..document }).err());
                }
                if let Some(report) = reports.get_mut(*at) {
                    *report = worked.report;
                }
            },
        );
        if left > 0 {
            built.counts.failed += left;
            failures.push(
                Failure::new(format!("given up: {left} documents were not begun"))
                    .help("others did not come to an end, or took all memory; look at their template first"),
            );
        }
    }
    let orphans = updates.finish(&all, options.prune)?;
    (built.orphans, built.kept) = (orphans.gone, orphans.kept);
    failures.extend(orphans.failures);
    failures.sort_by(|a, b| a.message.cmp(&b.message));
    built.failures = failures;
    combine(&mut built, &workspace, reports, remembered);
    built.stopped = built.report.findings.iter().any(|finding| options.stops(finding));
    Ok(built)
}

/// The record of a document that is to be left as it is, and whether it knows
/// anything new.
fn unchanged(
    one: &Planned,
    record: &Record,
    verifier: &mut Verifier,
    place: &Place,
    options: &BuildOptions,
) -> Option<(Document, bool)> {
    let known = record.documents.get(&(one.note.clone(), options.draft))?;
    if known.options != options.digest(true) && known.options != options.digest(false) {
        return None;
    }
    let mut document = verifier.same(known)?;
    if document.fate == Fate::Rendered {
        let output = document.output.as_mut().filter(|output| output.path == one.target)?;
        if !verifier.made(&place.files(), output) {
            return None;
        }
    }
    let fresh = document != *known;
    Some((document, fresh))
}

/// The notes that changes may concern. What they ask of the disk is known from
/// the record, or found out by checking them.
fn concerned(
    planned: Vec<Planned>,
    changes: &Changes,
    workspace: &Workspace,
    record: &Record,
    verifier: &mut Verifier,
    options: &BuildOptions,
) -> Vec<Planned> {
    let shared = Arc::new(Recorder::default());
    let typesetter = Workspace::open_recorded(workspace.project.clone(), &shared).typesetter();
    if changes.concern(shared.asked().keys()) {
        return planned;
    }
    let render = options.render();
    let mut concerns = |one: &Planned| {
        let known = record.documents.get(&(one.note.clone(), options.draft));
        if let Some(same) = known.and_then(|known| verifier.same(known)) {
            return changes.concern(same.asked.iter().map(|asked| &asked.0));
        }
        let recorder = Arc::new(Recorder::default());
        let asked = workspace.recorded(&recorder);
        let path = workspace.project.border.join(&one.note);
        match guard(|| asked.check(&path)) {
            Ok(Ok(checked)) => asked.survey(&typesetter, &checked, &render),
            // Whoever renders it says what is wrong.
            Ok(Err(_)) | Err(_) => return true,
        }
        changes.concern(recorder.asked().keys())
    };
    planned.into_iter().filter(|one| concerns(one)).collect()
}

/// Whether a name has this ending, in small letters as Obsidian and this
/// program write it.
fn has_ending(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, found)| !stem.is_empty() && found == ending)
}
