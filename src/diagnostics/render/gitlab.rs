use serde::Serialize;

use super::json::pretty;
use super::{Diagnostic, Severity, Summary, fingerprints, place_in_repository};
use crate::source::Sources;

#[derive(Serialize)]
struct Issue<'a> {
    description: &'a str,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    line: usize,
    column: usize,
}

/// GitLab's code quality report: a list of issues. A finding that concerns the
/// whole project is put at the start of `propose.yaml`, as GitLab asks for a
/// place.
pub fn gitlab(findings: &[Diagnostic], sources: &Sources, _summary: &Summary) -> String {
    let issues = findings.iter().zip(fingerprints(findings, sources)).map(|(finding, fingerprint)| {
        let (path, range) = place_in_repository(finding, sources).unzip();
        let point = |end: bool| match range {
            Some(range) => {
                let position = if end { range.end } else { range.start };
                Point { line: position.line, column: position.column }
            }
            None => Point { line: 1, column: 1 },
        };
        Issue {
            description: &finding.message,
            check_name: finding.rule.name,
            fingerprint,
            severity: match finding.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            },
            location: Location {
                path: path.unwrap_or_else(|| sources.name_in_repository("propose.yaml")),
                positions: Positions { begin: point(false), end: point(true) },
            },
        }
    });
    pretty(&issues.collect::<Vec<_>>())
}
