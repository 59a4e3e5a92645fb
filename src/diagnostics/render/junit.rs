use super::{Diagnostic, Severity, Summary, place_in_repository, steers};
use crate::language::Language;
use crate::source::{Range, Sources};

/// `JUnit`'s XML: a test case per finding. Errors and warnings are failures of
/// theirs, other findings pass and say what they have to say; without findings
/// there is one test that passes, since many servers take an empty report for a
/// broken one.
pub fn junit(findings: &[Diagnostic], sources: &Sources, summary: &Summary) -> String {
    let failures = findings.iter().filter(|finding| finding.severity != Severity::Info).count();
    let tests = findings.len().max(1);
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\"");
    let mut xml = vec![
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(),
        format!("<testsuites name=\"propose\" {counts}>\n"),
        format!("  <testsuite name=\"propose\" {counts} skipped=\"0\">\n"),
    ];
    if findings.is_empty() {
        let line = escaped(&summary.lines(Language::English, usize::MAX));
        xml.push(format!("    <testcase name=\"{line}\" classname=\"propose\"/>\n"));
    }
    xml.extend(findings.iter().map(|finding| test_case(finding, sources)));
    xml.push("  </testsuite>\n</testsuites>\n".to_owned());
    xml.concat()
}

fn test_case(finding: &Diagnostic, sources: &Sources) -> String {
    let (rule, severity) = (finding.rule.name, finding.severity.name());
    let message = escaped(&finding.message);
    let mut said = format!("{severity}[{rule}]: {}", finding.message);
    if let Some(help) = &finding.help {
        said.push('\n');
        said.push_str(help);
    }
    let (class, line, said) = match place_in_repository(finding, sources) {
        Some((path, Range { start, .. })) => (
            escaped(&path),
            format!(" file=\"{}\" line=\"{}\"", escaped(&path), start.line),
            escaped(&format!("{path}:{}:{}: {said}", start.line, start.column)),
        ),
        None => ("propose".to_owned(), String::new(), escaped(&said)),
    };
    let outcome = match finding.severity {
        Severity::Error | Severity::Warning => {
            format!("<failure type=\"{severity}\" message=\"{message}\">{said}</failure>")
        }
        Severity::Info => format!("<system-out>{said}</system-out>"),
    };
    format!(
        "    <testcase name=\"{rule}: {message}\" classname=\"{class}\"{line}>\n      {outcome}\n    </testcase>\n"
    )
}

/// Escapes text for an attribute or an element; characters that XML 1.0 does
/// not have, or that would steer whoever shows it, are dropped.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As they are, these become spaces in an attribute.
            '\n' => out.push_str("&#10;"),
            '\t' => out.push_str("&#9;"),
            '\r' => out.push_str("&#13;"),
            '\u{FFFE}' | '\u{FFFF}' => {}
            c if steers(c) => {}
            c => out.push(c),
        }
    }
    out
}
