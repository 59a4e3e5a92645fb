use super::{Diagnostic, Severity, Summary, place_in_repository, steers};
use crate::source::Sources;

/// Workflow commands of GitHub Actions, a line per finding, which GitHub shows
/// beside the lines of a pull request.
///
/// GitHub counts `endColumn` as the last column and honours columns only within
/// one line.
pub fn github(findings: &[Diagnostic], sources: &Sources, _summary: &Summary) -> String {
    let command = |finding: &Diagnostic| {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut properties = Vec::new();
        if let Some((path, range)) = place_in_repository(finding, sources) {
            properties.push(format!("file={}", property(&path)));
            properties.push(format!("line={}", range.start.line));
            properties.push(format!("endLine={}", range.end.line));
            if range.start.line == range.end.line {
                let last = range.end.column.saturating_sub(1).max(range.start.column);
                properties.push(format!("col={}", range.start.column));
                properties.push(format!("endColumn={last}"));
            }
        }
        properties.push(format!("title={}", property(finding.rule.name)));
        let mut message = finding.message.clone();
        if let Some(help) = &finding.help {
            message.push('\n');
            message.push_str(help);
        }
        format!("::{command} {}::{}\n", properties.join(","), data(&message))
    };
    findings.iter().map(command).collect::<Vec<_>>().concat()
}

/// Escapes a message as `@actions/core` does; what would steer a terminal that
/// shows the log is dropped.
fn data(text: &str) -> String {
    let shown: String = text.chars().filter(|c| matches!(c, '\r' | '\n' | '\t') || !steers(*c)).collect();
    shown.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
