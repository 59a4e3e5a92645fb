//! What a build remembers: one JSON file in the output folder.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::saved::{Findings, SavedFinding, SavedReport};
use crate::parse::Standing;
use crate::workspace::recorder::{Answer, Question, Stat};
use crate::workspace::{Digest, Failure, read_bounded, write};

/// What is known of earlier builds.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Record {
    /// By note, and whether it is a draft.
    pub(super) documents: BTreeMap<Key, Document>,
    /// Files that were made for notes that are gone.
    pub(super) orphans: BTreeSet<Output>,
}

/// A note, below the border, and whether its draft is meant.
pub(super) type Key = (String, bool);

/// A question and what was answered; documents share them.
pub(super) type Asked = Arc<(Question, Answer)>;

/// What came of a document when it was last looked at.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Document {
    /// The digest of the options that it depends on.
    pub(super) options: Digest,
    /// The digest of the names in the vault under which its links led where
    /// they did.
    pub(super) listing: Digest,
    /// All that was asked of the disk for it.
    pub(super) asked: Vec<Asked>,
    /// What its properties say about its place.
    pub(super) standing: Standing,
    /// What came of it.
    pub(super) fate: Fate,
    /// The file that was made last.
    pub(super) output: Option<Output>,
    /// What was found.
    pub(super) report: SavedReport,
}

/// What came of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fate {
    /// Its pages were written.
    Rendered,
    /// Errors stopped the client copy.
    Stopped,
}

/// A file that a build made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Output {
    /// Its path below the output folder, with `/`.
    pub(super) path: String,
    /// What it holds.
    pub(super) digest: Digest,
    /// Its state after it was written, where that tells.
    pub(super) stat: Option<Stat>,
}

#[derive(Serialize, Deserialize)]
struct Body {
    asked: Vec<(Question, Answer)>,
    findings: Vec<SavedFinding>,
    documents: Vec<Row>,
    orphans: Vec<Output>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    note: String,
    draft: bool,
    options: Digest,
    listing: Digest,
    asked: Vec<usize>,
    standing: Standing,
    fate: Fate,
    output: Option<Output>,
    findings: Vec<usize>,
    report: SavedReport,
}

/// What the file says before the record itself.
fn header(project: &str) -> String {
    let (version, build) = (env!("CARGO_PKG_VERSION"), env!("PROPOSE_FINGERPRINT"));
    let project = serde_json::Value::from(project);
    format!("{{\"propose\":\"{version}\",\"build\":\"{build}\",\"project\":{project},\"digest\":\"")
}

const MIDDLE: &str = "\",\"record\":";
const END: &str = "}\n";

impl Record {
    /// Reads the record of a project, named by its root below the border. What
    /// is damaged or made by another program counts for nothing.
    pub(super) fn load(path: &Path, project: &str) -> Self {
        let text = read_bounded(path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        text.and_then(|text| Self::parse(&text, project)).unwrap_or_default()
    }

    fn parse(text: &str, project: &str) -> Option<Self> {
        let rest = text.strip_prefix(&header(project))?;
        let (digest, rest) = rest.split_once(MIDDLE)?;
        let body = rest.strip_suffix(END)?;
        if Digest::of(body.as_bytes()).to_string() != digest {
            return None;
        }
        let body: Body = serde_json::from_str(body).ok()?;
        let asked: Vec<Asked> = body.asked.into_iter().map(Arc::new).collect();
        let findings: Vec<Arc<SavedFinding>> = body.findings.into_iter().map(Arc::new).collect();
        let mut documents = BTreeMap::new();
        for row in body.documents {
            let mut report = row.report;
            report.findings = Findings(pick(&findings, &row.findings)?);
            let document = Document {
                options: row.options,
                listing: row.listing,
                asked: pick(&asked, &row.asked)?,
                standing: row.standing,
                fate: row.fate,
                output: row.output,
                report,
            };
            documents.insert((row.note, row.draft), document);
        }
        Some(Self { documents, orphans: body.orphans.into_iter().collect() })
    }

    fn text(&self, project: &str) -> String {
        let (mut asked, mut findings) = (Table::default(), Table::default());
        let documents = self
            .documents
            .iter()
            .map(|((note, draft), document)| Row {
                note: note.clone(),
                draft: *draft,
                options: document.options,
                listing: document.listing,
                asked: document.asked.iter().map(|asked_for| asked.place(asked_for)).collect(),
                standing: document.standing.clone(),
                fate: document.fate,
                output: document.output.clone(),
                findings: document.report.findings.0.iter().map(|found| findings.place(found)).collect(),
                report: document.report.without_findings(),
            })
            .collect();
        let orphans = self.orphans.iter().cloned().collect();
        let body = Body { asked: asked.rows(), findings: findings.rows(), documents, orphans };
        // Strings and numbers can always be written.
        let body = serde_json::to_string(&body).unwrap_or_default();
        format!("{}{}{MIDDLE}{body}{END}", header(project), Digest::of(body.as_bytes()))
    }

    /// Writes the record.
    pub(super) fn save(&self, path: &Path, project: &str) -> Result<(), Failure> {
        write(path, self.text(project).as_bytes()).map_err(|error| Failure::io(path.display(), error))
    }
}

fn pick<T>(all: &[Arc<T>], places: &[usize]) -> Option<Vec<Arc<T>>> {
    places.iter().map(|place| all.get(*place).cloned()).collect()
}

/// Gives equal values one place.
struct Table<T>(HashMap<Arc<T>, usize>, Vec<Arc<T>>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(HashMap::new(), Vec::new())
    }
}

impl<T: Hash + Eq + Clone> Table<T> {
    fn place(&mut self, value: &Arc<T>) -> usize {
        *self.0.entry(Arc::clone(value)).or_insert_with(|| {
            self.1.push(Arc::clone(value));
            self.1.len() - 1
        })
    }

    fn rows(&self) -> Vec<T> {
        self.1.iter().map(|value| T::clone(value)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        let answer = Answer { digest: Digest::of(b"x"), stat: None };
        let asked = vec![
            Arc::new((Question::File("a.md".into()), answer)),
            Arc::new((Question::Name("Clause".into(), "a.md".into()), answer)),
        ];
        let document = Document {
            options: Digest::of(b"o"),
            listing: Digest::of(b"l"),
            asked,
            standing: Standing { excluded: false, output: Some("b.pdf".into()) },
            fate: Fate::Rendered,
            output: Some(Output { path: "b.pdf".into(), digest: Digest::of(b"pdf"), stat: None }),
            report: SavedReport::default(),
        };
        let documents = [("a.md", false), ("a.md", true), ("é\".md", false)];
        Record {
            documents: documents
                .into_iter()
                .map(|(note, draft)| ((note.to_owned(), draft), document.clone()))
                .collect(),
            orphans: [Output { path: "old.pdf".into(), digest: Digest::of(b"old"), stat: None }].into(),
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_written_and_is_json() {
        let text = record().text("root");
        assert_eq!(Record::parse(&text, "root"), Some(record()));
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
        assert_eq!(text.matches("Clause").count(), 1, "documents share what they ask");
    }

    #[test]
    fn a_record_of_another_project_or_program_counts_for_nothing() {
        let text = record().text("root");
        assert_eq!(Record::parse(&text, "other"), None);
        let other = text.replacen(env!("PROPOSE_FINGERPRINT"), "0000000000000000", 1);
        assert_eq!(Record::parse(&other, "root"), None);
    }

    #[test]
    fn a_record_with_any_byte_changed_or_missing_counts_for_nothing() {
        let text = record().text("root");
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] ^= 1;
            if let Ok(changed) = String::from_utf8(bytes) {
                assert_eq!(Record::parse(&changed, "root"), None, "byte {at}: {changed}");
            }
            let cut = text.get(..at).unwrap_or_default();
            assert_eq!(Record::parse(cut, "root"), None, "{cut}");
        }
    }
}
