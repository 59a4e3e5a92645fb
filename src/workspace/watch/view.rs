//! One document as a browser is told of it.

use std::path::Path;

use serde::Serialize;

use super::board::Page;
use crate::diagnostics::{Diagnostic, Severity};
use crate::source::{Sources, Span};
use crate::workspace::{Digest, Made, Report};

/// The state of a document.
#[derive(Serialize)]
pub(super) struct View<'a> {
    name: &'a str,
    lang: &'static str,
    /// Whether the pages are older than the note: why is in the findings.
    stale: bool,
    pages: Vec<PageView>,
    findings: Vec<FindingView>,
    /// What kept the program from its work.
    failure: Option<&'a str>,
    /// Whether there is a list of other documents.
    listed: bool,
}

/// A page: its address and size, and its text for those who cannot see it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct PageView {
    digest: String,
    width: f64,
    height: f64,
    text: String,
}

#[derive(Serialize)]
struct FindingView {
    severity: &'static str,
    rule: &'static str,
    message: String,
    help: Option<String>,
    place: Option<PlaceView>,
    related: Vec<(PlaceView, String)>,
}

#[derive(Serialize)]
struct PlaceView {
    /// `proposals/yas.md:12`
    name: String,
    /// The line there.
    text: String,
    /// Opens the place in an editor.
    editor: Option<String>,
    /// Opens the note in Obsidian.
    note: Option<String>,
}

/// Takes pages for showing.
pub(super) fn pages(made: Vec<Made>) -> (Vec<Page>, Vec<PageView>) {
    made.into_iter()
        .map(|made| {
            let digest = Digest::of(&made.bytes).to_string();
            let (width, height) = size(&made.bytes).unwrap_or((595.28, 841.89));
            let view =
                PageView { digest: digest.clone(), width, height, text: made.text.unwrap_or_default() };
            (Page { digest, svg: made.bytes.into() }, view)
        })
        .unzip()
}

/// The size that an SVG says in its `viewBox`.
fn size(svg: &[u8]) -> Option<(f64, f64)> {
    let start = String::from_utf8_lossy(svg.get(..svg.len().min(512))?).into_owned();
    let numbers = start.split_once("viewBox=\"")?.1.split_once('"')?.0;
    let mut numbers = numbers.split_ascii_whitespace().skip(2).filter_map(|number| number.parse().ok());
    let size = (numbers.next()?, numbers.next()?);
    (size.0 > 0.0 && size.1 > 0.0).then_some(size)
}

/// What a document looks like to its viewers.
pub(super) struct Facts<'a> {
    pub(super) name: &'a str,
    pub(super) border: &'a Path,
    pub(super) report: &'a Report,
    pub(super) sources: &'a Sources,
    pub(super) pages: &'a [PageView],
    pub(super) stale: bool,
    pub(super) failure: Option<&'a str>,
    pub(super) listed: bool,
}

impl Facts<'_> {
    /// As JSON on one line.
    pub(super) fn json(&self) -> String {
        let findings = self.report.findings.iter().map(|finding| self.finding(finding)).collect();
        let view = View {
            name: self.name,
            lang: self.report.language.code(),
            stale: self.stale,
            pages: self.pages.to_vec(),
            findings,
            failure: self.failure,
            listed: self.listed,
        };
        // Strings and numbers can always be written.
        serde_json::to_string(&view).unwrap_or_default()
    }

    fn finding(&self, finding: &Diagnostic) -> FindingView {
        let related = finding.related.iter();
        FindingView {
            severity: finding.severity.name(),
            rule: finding.rule.name,
            message: finding.message.clone(),
            help: finding.help.clone(),
            place: finding.span.map(|span| self.place(span)),
            related: related.map(|related| (self.place(related.span), related.message.clone())).collect(),
        }
    }

    fn place(&self, span: Span) -> PlaceView {
        let file = self.sources.get(span.file);
        let start = self.sources.range(span).start;
        let path = self.border.join(&file.path);
        let there = !file.path.starts_with('<') && path.is_file();
        let address = encoded(&path);
        let is_note = path.extension().is_some_and(|extension| extension == "md");
        let text = file.on_disk().lines().nth(start.line.saturating_sub(1)).unwrap_or_default();
        PlaceView {
            name: format!("{}:{}", file.path, start.line),
            text: text.chars().take(160).collect(),
            editor: there.then(|| format!("vscode://file{address}:{}:{}", start.line, start.column)),
            note: (there && is_note).then(|| format!("obsidian://open?path={}", address.replace('/', "%2F"))),
        }
    }
}

/// How many findings there are of a severity.
pub(super) fn count(report: &Report, severity: Severity) -> usize {
    report.findings.iter().filter(|finding| finding.severity == severity).count()
}

/// A path as part of an address: it begins with `/` on every system.
fn encoded(path: &Path) -> String {
    use std::fmt::Write as _;
    let text = path.to_string_lossy().replace('\\', "/");
    let text = text.strip_prefix("//?/").unwrap_or(&text);
    let mut out = if text.starts_with('/') { String::new() } else { "/".to_owned() };
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_a_page_is_read_from_its_image() {
        assert_eq!(size(b"<svg class=\"x\" viewBox=\"0 0 595.5 842\" width=\"1pt\">"), Some((595.5, 842.0)));
        for wrong in
            ["", "<svg>", "<svg viewBox=\"0 0\">", "<svg viewBox=\"0 0 x y\">", "<svg viewBox=\"0 0 0 0\">"]
        {
            assert_eq!(size(wrong.as_bytes()), None, "{wrong}");
        }
    }

    #[test]
    fn paths_in_addresses_are_encoded() {
        assert_eq!(encoded(Path::new("/a b/é#?.md")), "/a%20b/%C3%A9%23%3F.md");
        assert_eq!(encoded(Path::new(r"\\?\C:\x\y.md")), "/C%3A/x/y.md");
    }
}
