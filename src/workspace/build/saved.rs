//! Findings as they are remembered: with paths in place of file ids.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostics::render::{Prices, Skipped, Tables};
use crate::diagnostics::{Diagnostic, Facts, Related, Rule, Severity};
use crate::language::Language;
use crate::source::{self, FileId, SourceFile, Sources, Span};
use crate::workspace::recorder::Question;
use crate::workspace::{Confined, Report};

/// What was reported about a document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct SavedReport {
    #[serde(skip)]
    pub(super) findings: Findings,
    language: String,
    prices: Option<Prices>,
    tables: Tables,
    skipped: Vec<(Place, String)>,
    notes: Vec<String>,
    /// The texts of files that are not on the disk under their name.
    texts: Vec<(String, String)>,
}

/// Findings; documents share them.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Findings(pub(super) Vec<Arc<SavedFinding>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Place(String, u32, u32);

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct SavedFinding {
    rule: String,
    severity: String,
    message: String,
    place: Option<Place>,
    label: Option<String>,
    help: Option<String>,
    related: Vec<(Place, String)>,
    facts: [Option<String>; 5],
}

impl SavedReport {
    /// What is to be remembered of a report. `asked` says which files can be
    /// read again.
    pub(super) fn of(report: &Report, sources: &Sources, asked: impl Fn(&Question) -> bool) -> Self {
        let mut texts: Vec<(String, String)> = Vec::new();
        let mut place = |span: Span| {
            let file = sources.get(span.file);
            if !asked(&Question::File(file.path.clone())) && !texts.iter().any(|(path, _)| *path == file.path)
            {
                texts.push((file.path.clone(), file.text.clone()));
            }
            Place(file.path.clone(), span.start, span.end)
        };
        let findings = report.findings.iter().map(|finding| {
            let Facts { found, expected, currency, item, relation } = finding.facts.clone();
            Arc::new(SavedFinding {
                rule: finding.rule.name.to_owned(),
                severity: finding.severity.name().to_owned(),
                message: finding.message.clone(),
                place: finding.span.map(&mut place),
                label: finding.label.clone(),
                help: finding.help.clone(),
                related: finding
                    .related
                    .iter()
                    .map(|related| (place(related.span), related.message.clone()))
                    .collect(),
                facts: [found, expected, currency, item, relation],
            })
        });
        let findings = Findings(findings.collect());
        let summary = &report.summary;
        let skipped = summary.skipped.iter();
        let skipped = skipped.map(|skipped| (place(skipped.span), skipped.reason.clone())).collect();
        Self {
            findings,
            language: report.language.code().to_owned(),
            prices: summary.prices,
            tables: summary.tables,
            skipped,
            notes: summary.notes.clone(),
            texts,
        }
    }
}

impl SavedReport {
    pub(super) fn without_findings(&self) -> Self {
        Self { findings: Findings::default(), ..self.clone() }
    }
}

/// Puts remembered reports back into one collection of files.
pub(super) struct Restorer<'a> {
    files: &'a Confined,
    rules: HashMap<&'static str, &'static Rule>,
    known: HashMap<String, FileId>,
}

impl<'a> Restorer<'a> {
    pub(super) fn new(files: &'a Confined) -> Self {
        let rules = crate::workspace::rules::all().into_iter().map(|rule| (rule.name, rule)).collect();
        Self { files, rules, known: HashMap::new() }
    }

    /// A report with its places in `sources`. A rule that is no more says
    /// nothing.
    pub(super) fn restore(&mut self, saved: &SavedReport, sources: &mut Sources) -> Report {
        let mut report = Report::default();
        for finding in &saved.findings.0 {
            let Some(&rule) = self.rules.get(finding.rule.as_str()) else { continue };
            let [found, expected, currency, item, relation] = finding.facts.clone();
            report.findings.push(Diagnostic {
                rule,
                severity: severity(&finding.severity),
                message: finding.message.clone(),
                span: finding.place.as_ref().map(|place| self.span(place, saved, sources)),
                label: finding.label.clone(),
                help: finding.help.clone(),
                related: finding
                    .related
                    .iter()
                    .map(|(place, message)| Related {
                        span: self.span(place, saved, sources),
                        message: message.clone(),
                    })
                    .collect(),
                facts: Facts { found, expected, currency, item, relation },
                // What a finding would change is only asked of a fresh check.
                fix: None,
            });
        }
        report.summary.prices = saved.prices;
        report.summary.tables = saved.tables;
        report.summary.notes.clone_from(&saved.notes);
        for (place, reason) in &saved.skipped {
            let span = self.span(place, saved, sources);
            report.summary.skipped.push(Skipped { span, reason: reason.clone() });
        }
        report.language = Language::from_tag(&saved.language).unwrap_or_default();
        report
    }

    fn span(&mut self, place: &Place, saved: &SavedReport, sources: &mut Sources) -> Span {
        let Place(path, start, end) = place;
        let file = self.known.get(path).copied().unwrap_or_else(|| {
            let present = sources.iter().find(|(_, file)| file.path == *path).map(|(file, _)| file);
            present.unwrap_or_else(|| sources.add(self.read(path, saved)))
        });
        self.known.insert(path.clone(), file);
        Span { file, start: *start, end: *end }
    }

    fn read(&self, path: &str, saved: &SavedReport) -> SourceFile {
        if let Some((path, text)) = saved.texts.iter().find(|(known, _)| known == path) {
            return SourceFile::new(path, text);
        }
        // It may have gone since it was looked at: the finding then has no text.
        let bytes = self.files.read(path).unwrap_or_default();
        source::read(path, &bytes).0
    }
}

fn severity(name: &str) -> Severity {
    [Severity::Info, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|severity| severity.name() == name)
        .unwrap_or(Severity::Error)
}
