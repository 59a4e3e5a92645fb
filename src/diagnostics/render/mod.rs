//! Findings as text: one file per output format.
//!
//! All of them are pure functions from findings to text. Places are those of
//! the files as they lie on disk: lines and columns from 1, columns counted in
//! Unicode scalar values, ends exclusive.

mod concise;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod line;
mod sarif;
mod summary;
#[cfg(test)]
mod tests;

pub use concise::concise;
pub use github::github;
pub use gitlab::gitlab;
pub use human::{Look, human};
pub use json::json;
pub use junit::junit;
pub use sarif::sarif;
pub use summary::{Prices, Skipped, Summary, Tables};

use std::str::FromStr;

use super::{Diagnostic, Severity, calm, steers};
use crate::source::{Range, Sources};

/// A form in which findings are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// For people at a terminal: with the source, the reason and what to do.
    #[default]
    Human,
    /// A line per finding, as compilers print them and editors read them.
    Concise,
    /// One JSON document.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions: annotations on a pull request.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// `JUnit`'s XML, which every CI server shows.
    Junit,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Human, Self::Concise, Self::Json, Self::Sarif, Self::Github, Self::Gitlab, Self::Junit];

    /// The word for it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
        }
    }

    /// Whether people read it, so that what else there is to say may be printed
    /// beside it.
    pub fn is_for_people(self) -> bool {
        matches!(self, Self::Human | Self::Concise)
    }

    /// Renders findings in this form; `look` concerns [`Format::Human`] only.
    pub fn render(self, findings: &[Diagnostic], sources: &Sources, summary: &Summary, look: Look) -> String {
        match self {
            Self::Human => human(findings, sources, summary, look),
            Self::Concise => concise(findings, sources, summary),
            Self::Json => json(findings, sources, summary),
            Self::Sarif => sarif(findings, sources, summary),
            Self::Github => github(findings, sources, summary),
            Self::Gitlab => gitlab(findings, sources, summary),
            Self::Junit => junit(findings, sources, summary),
        }
    }
}

/// The name of no format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl std::fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        write!(f, "there is no format `{}`; there are {}", self.0, names.join(", "))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let known = Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        known.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

/// Where a finding is: its file's path and its range there.
fn place<'a>(finding: &Diagnostic, sources: &'a Sources) -> Option<(&'a str, Range)> {
    let span = finding.span?;
    Some((sources.get(span.file).path.as_str(), sources.range(span)))
}

/// Where a finding is for a service that shows it beside the line: its file's
/// path from the root of the repository and its range there.
fn place_in_repository(finding: &Diagnostic, sources: &Sources) -> Option<(String, Range)> {
    let span = finding.span?;
    Some((sources.in_repository(span.file), sources.range(span)))
}

/// A path as a reference in a URI: what is not plain is percent-encoded.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    path.bytes().fold(String::with_capacity(path.len()), |mut uri, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
        uri
    })
}

/// A 64-bit FNV-1a hash in hexadecimal: the same on every machine and in every
/// version, as identities of findings must be.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    // Parts end with a byte that UTF-8 does not have.
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0xFF])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
    }
    format!("{hash:016x}")
}

/// The identities of findings, in their order. They do not change when lines
/// move: rule, path, message and the text pointed at make them, and a count
/// where these are the same.
fn fingerprints(findings: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let mut seen = std::collections::BTreeMap::<String, usize>::new();
    let one = |finding: &Diagnostic| {
        let path = finding.span.map(|span| sources.in_repository(span.file)).unwrap_or_default();
        let text = finding.span.map_or("", |span| sources.slice(span));
        let base = fingerprint(&[finding.rule.name, &path, &finding.message, text]);
        let count = seen.entry(base.clone()).or_default();
        *count += 1;
        if *count == 1 { base } else { fingerprint(&[&base, &count.to_string()]) }
    };
    findings.iter().map(one).collect()
}

/// The first sentence of a rule's documentation, on one line.
fn headline(doc: &str) -> String {
    let paragraph = doc.trim().split("\n\n").next().unwrap_or_default();
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text on one line, without what a terminal would obey.
fn one_line(text: &str) -> String {
    calm(text).replace('\n', " ").trim_end().to_owned()
}

/// How many findings have a severity.
fn count(findings: &[Diagnostic], severity: Severity) -> usize {
    findings.iter().filter(|finding| finding.severity == severity).count()
}
