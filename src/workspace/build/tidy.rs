//! The record is brought up to date, and what is no longer made is removed.

use std::collections::BTreeSet;

use super::has_ending;
use super::place::Place;
use super::record::{Document, Key, Output, Record};
use crate::workspace::{Digest, Failure};

/// How many documents may be done before they are remembered, so that a build
/// that is stopped need not begin anew.
const BATCH: usize = 50;

/// What a build learned, on its way into the record.
pub(super) struct Updates<'a> {
    place: &'a Place,
    project: &'a str,
    draft: bool,
    documents: Vec<(Key, Document)>,
    fresh: usize,
}

/// Files that no note makes any more.
#[derive(Debug, Default)]
pub(super) struct Orphans {
    pub(super) gone: Vec<String>,
    pub(super) kept: Vec<String>,
    pub(super) failures: Vec<Failure>,
}

impl<'a> Updates<'a> {
    pub(super) fn new(place: &'a Place, project: &'a str, draft: bool) -> Self {
        Self { place, project, draft, documents: Vec::new(), fresh: 0 }
    }

    /// Remembers more about a document that was left as it is.
    pub(super) fn refresh(&mut self, note: &str, document: Document) {
        self.documents.push(((note.to_owned(), self.draft), document));
    }

    /// Remembers a document that was worked on.
    pub(super) fn add(&mut self, note: &str, document: Document) -> Result<(), Failure> {
        self.refresh(note, document);
        self.fresh += 1;
        if self.fresh.is_multiple_of(BATCH) { self.flush(|_| ()) } else { Ok(()) }
    }

    /// Writes what was learned, beside what other builds did meanwhile.
    fn flush(&mut self, finish: impl FnOnce(&mut Record)) -> Result<(), Failure> {
        let path = self.place.record();
        self.place.alone(|| {
            let before = Record::load(&path, self.project);
            let mut record = before.clone();
            for (key, document) in self.documents.drain(..) {
                record.put(key, document);
            }
            finish(&mut record);
            if record == before && path.is_file() { Ok(()) } else { record.save(&path, self.project) }
        })
    }

    /// Ends the build: notes that are not among `all` are forgotten, and their
    /// files removed if asked for.
    pub(super) fn finish(mut self, all: &[String], prune: bool) -> Result<Orphans, Failure> {
        let all: BTreeSet<&str> = all.iter().map(String::as_str).collect();
        let mut orphans = Orphans::default();
        let place = self.place;
        self.flush(|record| {
            let gone: Vec<Key> =
                record.documents.keys().filter(|(note, _)| !all.contains(note.as_str())).cloned().collect();
            for key in gone {
                let output = record.documents.remove(&key).and_then(|document| document.output);
                record.orphans.extend(output);
            }
            record.settle();
            orphans = sweep(record, place, prune);
        })?;
        Ok(orphans)
    }
}

impl Record {
    /// Takes in a document. A file that it no longer makes has no note.
    fn put(&mut self, key: Key, mut document: Document) {
        let before = self.documents.remove(&key).and_then(|before| before.output);
        match (&document.output, before) {
            // Errors stopped the new pages; those of before are still its own.
            (None, before) => document.output = before,
            (Some(output), Some(before)) if output.path != before.path => {
                self.orphans.insert(before);
            }
            (Some(_), _) => {}
        }
        self.documents.insert(key, document);
    }

    /// What a document makes is no orphan, whoever made it before.
    fn settle(&mut self) {
        let made: BTreeSet<&str> = self
            .documents
            .values()
            .filter_map(|document| document.output.as_ref())
            .map(|output| output.path.as_str())
            .collect();
        self.orphans.retain(|orphan| !made.contains(orphan.path.as_str()));
    }
}

/// Looks after files without a note.
fn sweep(record: &mut Record, place: &Place, prune: bool) -> Orphans {
    let mut orphans = Orphans::default();
    let files = place.files();
    for orphan in std::mem::take(&mut record.orphans) {
        if !is_ours(&orphan) {
            continue;
        }
        let Ok(bytes) = files.read(&orphan.path) else { continue };
        if Digest::of(&bytes) != orphan.digest {
            // Somebody put something else there: it is not ours to remove.
            orphans.kept.push(orphan.path);
        } else if !prune {
            orphans.gone.push(orphan.path.clone());
            record.orphans.insert(orphan);
        } else {
            match place.remove(&orphan.path) {
                Ok(()) => orphans.gone.push(orphan.path),
                Err(failure) => {
                    orphans.failures.push(failure);
                    record.orphans.insert(orphan);
                }
            }
        }
    }
    orphans
}

/// Whether a build can have made a file of that name.
fn is_ours(orphan: &Output) -> bool {
    has_ending(&orphan.path, "pdf")
        && orphan.path.split('/').all(|part| !part.starts_with('.') && !part.is_empty())
}
