use super::{Diagnostic, Summary, one_line, place};
use crate::source::Sources;

/// A line per finding: `path:line:column: severity[rule]: message`; without a
/// place, from the severity on. No findings give no text, and there is no
/// summary: editors and scripts read this.
pub fn concise(findings: &[Diagnostic], sources: &Sources, _summary: &Summary) -> String {
    let line = |finding: &Diagnostic| {
        let message = one_line(&finding.message);
        let rest = format!("{}[{}]: {message}\n", finding.severity.name(), finding.rule.name);
        match place(finding, sources) {
            Some((path, range)) => {
                format!("{}:{}:{}: {rest}", one_line(path), range.start.line, range.start.column)
            }
            None => rest,
        }
    };
    findings.iter().map(line).collect::<Vec<_>>().concat()
}
