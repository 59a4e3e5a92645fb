//! Where documents are looked at and set.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Serialize;

use super::board::{Board, INDEX};
use super::look::Reader;
use super::view::{Facts, PageView, count};
use super::{Event, WatchOptions};
use crate::diagnostics::Severity;
use crate::source::Sources;
use crate::typeset::{self, Typesetter};
use crate::workspace::build::Verifier;
use crate::workspace::price_list::PriceList;
use crate::workspace::recorder::{Answer, Question, Recorder};
use crate::workspace::{Digest, Failure, Project, Report, Subject, Workspace, batch};

/// What was asked of the disk, and the answers.
type Asked = BTreeMap<Question, Answer>;

/// All documents that are watched.
pub(super) struct Desk {
    project: Project,
    start: PathBuf,
    single: bool,
    reader: Reader,
    board: Arc<Board>,
    /// What was set last, and the fonts it was set in.
    typesetter: Option<(Arc<Typesetter>, Asked)>,
    documents: BTreeMap<String, Document>,
    /// The price list, as long as its files stay the same.
    prices: Option<Arc<PriceList>>,
}

/// A document by its name below the border.
#[derive(Default)]
struct Document {
    id: String,
    /// What it asked when it was last looked at.
    asked: Asked,
    /// Whether pages were made of what it asked, or could not be.
    set: bool,
    pages: Vec<PageView>,
    subject: Subject,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    name: &'a str,
    title: Option<&'a str>,
    client: Option<&'a str>,
    errors: usize,
    warnings: usize,
}

impl Desk {
    pub(super) fn new(
        project: Project,
        start: PathBuf,
        single: bool,
        options: &WatchOptions,
        board: Arc<Board>,
    ) -> Self {
        let (reader, documents) = (Reader::new(options), BTreeMap::new());
        Self { project, start, single, reader, board, typesetter: None, documents, prices: None }
    }

    /// The one document, where only one is watched.
    pub(super) fn first(&self) -> Option<String> {
        self.documents.values().next().filter(|_| self.single).map(|document| document.id.clone())
    }

    /// Looks at everything again that would be different now, and sets what
    /// somebody looks at.
    ///
    /// # Errors
    ///
    /// As [`Reader::look`].
    pub(super) fn refresh(&mut self, tell: &mut dyn FnMut(Event<'_>)) -> Result<(), Failure> {
        let names = self.names();
        self.documents.retain(|name, document| {
            let stays = names.contains(name);
            if !stays {
                let (report, sources) = (Report::default(), Sources::new());
                let failure = format!("{name}: no such note any more");
                let facts = Facts {
                    name,
                    border: &self.project.border,
                    report: &report,
                    sources: &sources,
                    pages: &document.pages,
                    stale: true,
                    failure: Some(&failure),
                    listed: true,
                };
                self.board.show(&document.id, facts.json(), None);
            }
            stays
        });
        let shared = Arc::new(Recorder::default());
        let mut workspace = Workspace::open_recorded(self.project.clone(), &shared);
        workspace.keep_prices(&mut self.prices);
        // No state of a file is trusted: everything is read, once.
        let mut verifier = Verifier::new(&workspace, i64::MIN);
        let mut same = |asked: &Asked| {
            asked.iter().all(|(question, before)| verifier.answer(question).digest == before.digest)
        };
        if self.typesetter.as_ref().is_some_and(|(_, asked)| !same(asked)) {
            self.typesetter = None;
        }
        for name in names {
            let known = self.documents.entry(name.clone()).or_default();
            if known.id.is_empty() {
                known.id = id(&name);
            }
            let wanted = self.single || self.board.is_viewed(&known.id);
            let fresh = !known.asked.is_empty() && same(&known.asked);
            if !fresh || (wanted && !known.set) {
                self.look(&name, wanted, &workspace, &shared.asked(), tell)?;
            }
        }
        self.list();
        typeset::forget(10);
        Ok(())
    }

    /// Sets a document that somebody began to look at.
    ///
    /// # Errors
    ///
    /// As [`Reader::look`].
    pub(super) fn want(&mut self, id: &str, tell: &mut dyn FnMut(Event<'_>)) -> Result<(), Failure> {
        let waits = self.documents.values().any(|document| document.id == id && !document.set);
        if waits { self.refresh(tell) } else { Ok(()) }
    }

    /// The names of the notes that are watched. One that is gone for a moment,
    /// as some editors save, is still watched.
    fn names(&self) -> Vec<String> {
        if self.single {
            return self.project.name(&self.start).into_iter().collect();
        }
        let mut notes = Vec::new();
        // A folder that is gone has no notes.
        let _ = batch::collect(&self.start, &mut notes);
        let own = |path: &PathBuf| Project::find(path).is_ok_and(|project| project == self.project);
        notes.iter().filter(|path| own(path)).filter_map(|path| self.project.name(path)).collect()
    }

    fn look(
        &mut self,
        name: &str,
        wanted: bool,
        workspace: &Workspace,
        shared: &Asked,
        tell: &mut dyn FnMut(Event<'_>),
    ) -> Result<(), Failure> {
        let recorder = Arc::new(Recorder::default());
        let observed = workspace.recorded(&recorder);
        if wanted && self.typesetter.is_none() {
            let fonts = Arc::new(Recorder::default());
            let typesetter = Arc::new(workspace.recorded(&fonts).typesetter());
            self.typesetter = Some((typesetter, fonts.asked()));
        }
        let typesetter = self.typesetter.as_ref().filter(|_| wanted);
        let looked = self.reader.look(name, typesetter.map(|(typesetter, _)| typesetter), &observed)?;
        // What is known to be missing is asked for as well.
        drop(observed.files.read(name));
        let fonts = typesetter.map(|(_, fonts)| fonts.clone()).unwrap_or_default();
        let document = self.documents.entry(name.to_owned()).or_default();
        document.asked = recorder.asked();
        document.asked.extend(shared.iter().map(|(question, answer)| (question.clone(), *answer)));
        document.asked.extend(fonts);
        document.set = wanted;
        document.errors = count(&looked.report, Severity::Error) + usize::from(looked.failure.is_some());
        document.warnings = count(&looked.report, Severity::Warning);
        document.subject = looked.subject.unwrap_or_else(|| std::mem::take(&mut document.subject));
        let stale = wanted && looked.pages.is_none();
        let pages = looked.pages.map(|(pages, views)| {
            document.pages = views;
            pages
        });
        let failure = looked.failure.map(|failure| failure.message);
        let facts = Facts {
            name,
            border: &self.project.border,
            report: &looked.report,
            sources: &looked.sources,
            pages: &document.pages,
            stale,
            failure: failure.as_deref(),
            listed: !self.single,
        };
        self.board.show(&document.id, facts.json(), pages);
        if wanted {
            tell(Event::Set(name, document.pages.len(), document.errors, document.warnings));
        }
        Ok(())
    }

    /// Shows the list of all documents.
    fn list(&self) {
        let entries: Vec<_> = self
            .documents
            .iter()
            .map(|(name, document)| Entry {
                id: &document.id,
                name,
                title: document.subject.title.as_deref(),
                client: document.subject.client.as_deref(),
                errors: document.errors,
                warnings: document.warnings,
            })
            .collect();
        // Strings and numbers can always be written.
        let json = serde_json::to_string(&entries).unwrap_or_default();
        self.board.show(INDEX, json, None);
    }
}

/// The id of a document: the same as long as it has its name.
fn id(name: &str) -> String {
    Digest::of(name.as_bytes()).to_string()
}
