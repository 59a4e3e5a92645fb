//! One document of a build.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::guard::guard;
use super::place::Place;
use super::plan::Planned;
use super::pool::Crew;
use super::record::{Document, Fate, Output};
use super::saved::SavedReport;
use super::verify::settled;
use super::{BuildOptions, Done};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::render::Summary;
use crate::source::{SourceFile, Sources, Span};
use crate::typeset::{self, Typesetter};
use crate::workspace::limit::{Limits, Unfinished, taken};
use crate::workspace::recorder::{Answer, Question, Recorder};
use crate::workspace::{Digest, Failure, RenderOptions, Rendered, Report, Workspace};

/// What all documents of a build share.
pub(super) struct Shop<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) typesetter: Arc<Typesetter>,
    /// What was asked for all documents: policy, catalog, fonts.
    pub(super) shared: Vec<(Question, Answer)>,
    pub(super) place: &'a Place,
    pub(super) options: &'a BuildOptions,
    /// How many threads work.
    pub(super) jobs: usize,
    /// What the documents that are worked on at once may take together.
    pub(super) limits: Limits,
    /// How many documents were worked on.
    pub(super) done: AtomicUsize,
    /// How many threads still work on documents that were given up.
    pub(super) late: AtomicUsize,
}

/// What came of a document.
pub(super) struct Worked {
    pub(super) done: Done,
    pub(super) report: Option<(Report, Sources)>,
    pub(super) failure: Option<Failure>,
    /// What is to be remembered; nothing where the program failed.
    pub(super) document: Option<Document>,
}

impl Worked {
    fn failed(failure: Failure) -> Self {
        Self { done: Done::Failed, report: None, failure: Some(failure), document: None }
    }
}

impl Shop<'_> {
    /// Checks a note, typesets it and writes its pages; none where so many were
    /// given up that no processor is left for the others.
    pub(super) fn work(&self, planned: &Planned, crew: &mut Crew) -> Option<Worked> {
        if self.late.load(Ordering::Relaxed) >= self.jobs.max(2) {
            return None;
        }
        let worked = guard(|| self.render(planned, crew))
            .unwrap_or_else(|finding| crashed(planned, self.workspace, *finding));
        // What belongs to documents that are done is forgotten: all of it where
        // the next one needs the room. To look through what is remembered takes as
        // long as to read a note, and is done after some documents only.
        let full = self.limits.memory.is_some_and(|most| taken().is_some_and(|taken| taken > most / 2));
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if full {
            typeset::forget(0);
        } else if done.is_multiple_of(4 * self.jobs.max(1)) {
            typeset::forget(1);
        }
        Some(worked)
    }

    fn render(&self, planned: &Planned, crew: &mut Crew) -> Worked {
        let recorder = Arc::new(Recorder::default());
        let workspace = self.workspace.recorded(&recorder);
        let path = workspace.project.border.join(&planned.note);
        let located = match workspace.files.locate(&planned.note) {
            Ok(located) => located,
            Err(error) => return Worked::failed(Failure::new(format!("{}: {error}", planned.note))),
        };
        if located != path {
            // A link may be led elsewhere.
            drop(workspace.files.read(&planned.note));
        }
        let (options, typesetter) = (self.options.clone(), Arc::clone(&self.typesetter));
        let render = move || {
            let stops = |finding: &Diagnostic| options.stops(finding);
            guard(|| workspace.render(&typesetter, &path, &options.render(), stops))
        };
        let rendered = match crew.in_time(self.limits, render) {
            Ok(Ok(Ok(rendered))) => rendered,
            Ok(Ok(Err(failure))) => return Worked::failed(failure),
            Ok(Err(finding)) => return crashed(planned, self.workspace, *finding),
            Err(unfinished) => {
                // Memory that is taken comes back at the end of the program only.
                let lost = if matches!(unfinished, Unfinished::Heavy(_)) { self.jobs.max(2) } else { 1 };
                self.late.fetch_add(lost, Ordering::Relaxed);
                return Worked::failed(unfinished.about(planned.note.as_ref()));
            }
        };
        let (fate, output) = match self.write(planned, &rendered) {
            Ok(Some(output)) => (Fate::Rendered, Some(output)),
            Ok(None) => (Fate::Stopped, None),
            Err(failure) => return Worked::failed(failure),
        };
        let document = self.document(planned, &rendered, &recorder, (fate, output));
        let done = match fate {
            Fate::Rendered => Done::Rendered,
            Fate::Stopped => Done::Stopped,
        };
        let says = !rendered.report.findings.is_empty() || !rendered.report.summary.skipped.is_empty();
        let sources = if says { rendered.sources } else { Sources::new() };
        // Of many documents only the number is told.
        let mut report = rendered.report;
        report.summary.left_out.clear();
        Worked { done, report: Some((report, sources)), failure: None, document: Some(document) }
    }

    fn write(&self, planned: &Planned, rendered: &Rendered) -> Result<Option<Output>, Failure> {
        let Some(made) = rendered.artifacts.first() else { return Ok(None) };
        let path = self.place.write(&planned.target, &made.bytes, &self.workspace.project)?;
        let stat = std::fs::metadata(path).ok().map(|metadata| crate::workspace::Stat::of(&metadata));
        let answer = settled(Answer { digest: Digest::of(&made.bytes), stat }, self.place.now);
        Ok(Some(Output { path: planned.target.clone(), digest: answer.digest, stat: answer.stat }))
    }

    fn document(
        &self,
        planned: &Planned,
        rendered: &Rendered,
        recorder: &Recorder,
        (fate, output): (Fate, Option<Output>),
    ) -> Document {
        for (question, answer) in &self.shared {
            recorder.note(question.clone(), *answer);
        }
        let asked = recorder.asked();
        let report =
            SavedReport::of(&rendered.report, &rendered.sources, |question| asked.contains_key(question));
        let asked = asked.into_iter();
        let asked = asked.map(|(question, answer)| Arc::new((question, settled(answer, self.place.now))));
        Document {
            options: self.options.digest(rendered.dated),
            // Filled in by whoever knows the names in the vault.
            listing: Digest::NEVER,
            asked: asked.collect(),
            standing: planned.standing.clone(),
            fate,
            output,
            report,
        }
    }
}

/// What is reported where the program itself failed.
fn crashed(planned: &Planned, workspace: &Workspace, finding: Diagnostic) -> Worked {
    let mut sources = Sources::in_folder(workspace.project.base());
    let file = sources.add(SourceFile::new(planned.note.as_str(), ""));
    let findings = vec![finding.at(Span::new(file, 0..0))];
    let summary = Summary::of(&findings, 1);
    let report = Report { findings, summary, ..Report::default() };
    Worked { done: Done::Crashed, report: Some((report, sources)), failure: None, document: None }
}

impl BuildOptions {
    pub(super) fn render(&self) -> RenderOptions {
        RenderOptions {
            format: Some(typeset::Format::Pdf),
            draft: self.draft,
            template: self.template.clone(),
            standard: self.standard,
            ppi: 144,
            pages: Vec::new(),
            machine_fonts: false,
            timestamp: self.timestamp,
        }
    }

    pub(super) fn stops(&self, finding: &Diagnostic) -> bool {
        use crate::diagnostics::Severity;
        finding.severity == Severity::Error || (self.deny_warnings && finding.severity == Severity::Warning)
    }

    /// What a document depends on beside files; the time only where it has no
    /// date of its own.
    pub(super) fn digest(&self, dated: bool) -> Digest {
        let timestamp = self.timestamp.filter(|_| !dated);
        let text = format!(
            "{:?} {:?} {:?} {} {dated} {timestamp:?}",
            self.template, self.standard, self.draft, self.deny_warnings,
        );
        Digest::of(text.as_bytes())
    }
}
