use strsim::damerau_levenshtein;

use super::{Entry, Node, Value};
use crate::diagnostics::{Diagnostic, Rule};
use crate::language::Language;
use crate::source::Span;

/// Reads a tree into typed values and collects what does not fit: a value of
/// the wrong kind, a key that nobody asked for. Reading goes on after a
/// finding, so that one run reports them all.
#[derive(Debug)]
pub struct Reader {
    /// The rule under which a wrong value is reported.
    pub invalid: &'static Rule,
    /// The rule under which an unknown key is reported.
    pub unknown: &'static Rule,
    /// The language of the findings.
    pub language: Language,
    /// What was found so far.
    pub findings: Vec<Diagnostic>,
    /// The mappings that were ended, and the keys that each was asked for.
    #[cfg(test)]
    pub(crate) asked: Vec<(Span, Vec<&'static str>)>,
}

/// The keys of one mapping. Keys are known by being asked for.
#[derive(Debug)]
pub struct MapReader<'a> {
    entries: &'a [Entry],
    /// Where the mapping stands.
    pub span: Span,
    asked: Vec<&'static str>,
}

impl Reader {
    /// A reader that reports under these two rules.
    pub fn new(invalid: &'static Rule, unknown: &'static Rule, language: Language) -> Self {
        Self {
            invalid,
            unknown,
            language,
            findings: Vec::new(),
            #[cfg(test)]
            asked: Vec::new(),
        }
    }

    /// Reports a value that does not fit.
    pub fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.findings.push(Diagnostic::new(self.invalid, message).at(span));
    }

    /// Opens a mapping; an empty value is an empty mapping.
    pub fn map<'a>(&mut self, node: &'a Node) -> Option<MapReader<'a>> {
        match &node.value {
            Value::Map(_) | Value::Null => {
                Some(MapReader { entries: node.entries(), span: node.span, asked: Vec::new() })
            }
            Value::Scalar { .. } | Value::List(_) => {
                let message = self.language.pick(
                    "ici, des clés sont attendues (`clé: valeur`)",
                    "keys are expected here (`key: value`)",
                );
                self.wrong(node.span, message);
                None
            }
        }
    }

    /// Reads a text; numbers and truth values are taken as they are written.
    pub fn text(&mut self, node: &Node) -> Option<String> {
        match &node.value {
            Value::Scalar { text, .. } => Some(text.clone()),
            Value::Null => None,
            Value::List(_) | Value::Map(_) => {
                let message = self.language.pick("ici, un texte est attendu", "a text is expected here");
                self.wrong(node.span, message);
                None
            }
        }
    }

    /// Reads `true`/`false` (or `oui`/`non`, `yes`/`no`).
    pub fn truth(&mut self, node: &Node) -> Option<bool> {
        let text = self.text(node)?;
        match text.to_lowercase().as_str() {
            "true" | "yes" | "oui" | "on" => Some(true),
            "false" | "no" | "non" | "off" => Some(false),
            _ => {
                let message = self
                    .language
                    .pick("ici, `true` ou `false` est attendu", "`true` or `false` is expected here");
                self.wrong(node.span, message);
                None
            }
        }
    }

    /// Ends a mapping: reports keys that were not asked for, with the nearest
    /// known key.
    #[expect(clippy::needless_pass_by_value, reason = "nothing can be asked of a mapping that was ended")]
    pub fn finish(&mut self, map: MapReader<'_>) {
        #[cfg(test)]
        self.asked.push((map.span, map.asked.clone()));
        for entry in map.entries.iter().filter(|entry| !map.asked.contains(&entry.key.as_str())) {
            let message = self
                .language
                .pick(format!("clé inconnue : `{}`", entry.key), format!("unknown key: `{}`", entry.key));
            let mut finding = Diagnostic::new(self.unknown, message).at(entry.span);
            if let Some(near) = nearest(&entry.key, &map.asked) {
                finding = finding.help(
                    self.language
                        .pick(format!("vouliez-vous dire `{near}` ?"), format!("did you mean `{near}`?")),
                );
            }
            self.findings.push(finding);
        }
    }
}

impl<'a> MapReader<'a> {
    /// The value of a key; none where it is missing or empty.
    pub fn get(&mut self, key: &'static str) -> Option<&'a Node> {
        self.asked.push(key);
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
            .filter(|node| !node.is_null())
    }

    /// The keys asked for so far: those that this mapping knows.
    pub fn asked(&self) -> &[&'static str] {
        &self.asked
    }

    /// The remaining entries, for mappings whose keys are free; they then all
    /// count as known.
    pub fn rest(&mut self) -> impl Iterator<Item = &'a Entry> + use<'a> {
        let asked = std::mem::take(&mut self.asked);
        let entries = std::mem::take(&mut self.entries);
        entries.iter().filter(move |entry| !asked.contains(&entry.key.as_str()))
    }
}

/// The candidate that a misspelt word most likely means: at most a third of its
/// letters differ.
pub fn nearest<'a>(word: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let word = word.to_lowercase();
    candidates
        .iter()
        .map(|candidate| (damerau_levenshtein(&word, &candidate.to_lowercase()), *candidate))
        .filter(|(distance, candidate)| *distance * 3 <= candidate.chars().count().max(3))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    crate::declare_rule! {
        /// A value that does not fit.
        INVALID = "test-invalid", Error
    }
    crate::declare_rule! {
        /// A key that nobody knows.
        UNKNOWN = "test-unknown", Warning
    }

    #[test]
    fn unknown_keys_are_named_with_the_nearest_known_one() {
        let text = "nmae: x\ncolour: red\n";
        let file = Sources::new().add(SourceFile::new("a.yaml", text));
        let node = crate::yaml::parse(file, text, 0).unwrap();
        let mut reader = Reader::new(&INVALID, &UNKNOWN, Language::English);
        let mut map = reader.map(&node).unwrap();
        assert!(map.get("name").is_none());
        reader.finish(map);
        let shown: Vec<_> = reader.findings.iter().map(|f| (f.message.as_str(), f.help.as_deref())).collect();
        assert_eq!(
            shown,
            [("unknown key: `nmae`", Some("did you mean `name`?")), ("unknown key: `colour`", None)]
        );
    }
}
