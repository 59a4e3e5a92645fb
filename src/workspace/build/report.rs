//! What was found in all documents, in one report.

use super::plan::Planned;
use super::record::Document;
use super::saved::Restorer;
use super::{Built, OUTPUT_CLASH};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::render::Summary;
use crate::source::{self, Sources, Span};
use crate::workspace::{Confined, Report, Workspace, batch};

/// The report of a note whose pages would go where another's go.
pub(super) fn clash(one: &Planned, other: &str, workspace: &Workspace) -> (Report, Sources) {
    let mut sources = Sources::in_folder(workspace.project.base());
    let bytes = Confined::new(workspace.project.border.clone()).read(&one.note).unwrap_or_default();
    let file = sources.add(source::read(one.note.as_str(), &bytes).0);
    let language = workspace.policy.language.as_ref().map(|field| field.value).unwrap_or_default();
    let message = language.pick(
        format!("`{}` serait écrit aussi par `{other}`", one.target),
        format!("`{}` would be written by `{other}` as well", one.target),
    );
    let help =
        language.pick("donnez à l'un des deux un autre `output:`", "give one of them another `output:`");
    let finding = Diagnostic::new(&OUTPUT_CLASH, message).at(Span::new(file, 0..0)).help(help);
    let findings = vec![finding];
    let summary = Summary::of(&findings, 1);
    (Report { findings, summary, language }, sources)
}

/// Brings what was found in all documents together.
pub(super) fn combine(
    built: &mut Built,
    workspace: &Workspace,
    reports: Vec<Option<(Report, Sources)>>,
    remembered: Vec<Option<Document>>,
) {
    let files = Confined::new(workspace.project.border.clone());
    let mut restorer = Restorer::new(&files);
    let count = reports.len();
    let mut all = Report::default();
    let mut language = workspace.policy.language.as_ref().map(|field| field.value);
    for (report, document) in reports.into_iter().zip(remembered) {
        let (report, places) = match (report, document) {
            (Some((report, sources)), _) => {
                let places = built.sources.merge(&sources);
                (report, Some(places))
            }
            (None, Some(document)) => (restorer.restore(&document.report, &mut built.sources), None),
            (None, None) => continue,
        };
        language = language.or(Some(report.language));
        let findings = report.findings.into_iter();
        all.findings.extend(findings.map(|finding| match &places {
            Some(places) => finding.moved(places),
            None => finding,
        }));
        all.summary.add(report.summary, |span| match &places {
            Some(places) => places.span(span),
            None => span,
        });
    }
    let path = |finding: &Diagnostic| finding.span.map(|span| built.sources.get(span.file).path.as_str());
    let range = |finding: &Diagnostic| finding.span.map(|span| (span.start, span.end));
    all.findings.sort_by(|a, b| {
        let key = |finding| (path(finding), range(finding));
        key(a).cmp(&key(b)).then_with(|| (a.rule.name, &a.message).cmp(&(b.rule.name, &b.message)))
    });
    batch::once(&mut all.findings);
    all.summary.files = count;
    all.summary = all.summary.counted(&all.findings);
    all.language = language.unwrap_or_default();
    built.report = all;
}
