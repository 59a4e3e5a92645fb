use super::NumberPattern;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Severity};
use crate::language::Language;
use crate::proposal::Field;
use crate::source::{FileId, Sources, Span};
use crate::yaml::{self, Node, Reader};

declare_rule! {
    /// A value in `propose.yaml` that cannot be used: not valid YAML, a word
    /// where a list belongs, a level that does not exist.
    ///
    /// The project is then checked with the defaults, which may be stricter or
    /// laxer than what you decided.
    ///
    /// Wrong: `rules: {validity-missing: never}`
    /// Right: `rules: {validity-missing: off}`
    pub(super) SETTINGS_INVALID = "settings-invalid", Error
}

declare_rule! {
    /// A key in `propose.yaml` that the tool does not know: most often a slip of
    /// the pen, and then the setting has no effect.
    ///
    /// Wrong: `ruels: {validity-missing: off}`
    /// Right: `rules: {validity-missing: off}`
    pub(super) SETTINGS_UNKNOWN_KEY = "settings-unknown-key", Warning
}

/// What is done with the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are dropped.
    Off,
    /// They are reported at this severity.
    On(Severity),
}

impl Level {
    /// Reads `off`, `info`, `warning` or `error`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_lowercase().as_str() {
            "off" | "allow" | "false" => Some(Self::Off),
            "info" => Some(Self::On(Severity::Info)),
            "warning" | "warn" => Some(Self::On(Severity::Warning)),
            "error" | "deny" => Some(Self::On(Severity::Error)),
            _ => None,
        }
    }
}

/// What `propose.yaml` says. All keys are optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// The folder of the notes that `build` renders; `proposals` where silent.
    pub proposals: Option<Field<String>>,
    /// The folder that `build` writes to; `out` where silent.
    pub output: Option<Field<String>>,
    /// The language of documents that name none.
    pub language: Option<Field<Language>>,
    /// The country whose tax and legal mentions hold where a document names
    /// none: ISO 3166-1 alpha-2.
    pub country: Option<Field<String>>,
    /// The currency of documents that name none: ISO 4217.
    pub currency: Option<Field<String>>,
    /// The name of the brand of documents that name none.
    pub brand: Option<Field<String>>,
    /// The name of the template of documents that name none.
    pub template: Option<Field<String>>,
    /// How new proposals are numbered.
    pub number: Option<Field<NumberPattern>>,
    /// Whether priced items that are not in the catalog are errors.
    pub strict: bool,
    /// The level of single rules, by name.
    pub rules: Vec<(Field<String>, Level)>,
}

impl Policy {
    /// Reads `propose.yaml`; what cannot be read keeps its default and is a
    /// finding.
    pub fn read(sources: &Sources, file: FileId) -> (Self, Vec<Diagnostic>) {
        let text = &sources.get(file).text;
        let mut reader = Reader::new(&SETTINGS_INVALID, &SETTINGS_UNKNOWN_KEY, Language::English);
        let mut policy = Self::default();
        match yaml::parse(file, text, 0) {
            Ok(node) => policy.fill(&node, &mut reader),
            Err(error) => reader.wrong(error.span, error.message),
        }
        (policy, reader.findings)
    }

    fn fill(&mut self, node: &Node, reader: &mut Reader) {
        let Some(mut map) = reader.map(node) else { return };
        let mut text = |key: &'static str, reader: &mut Reader| {
            map.get(key).and_then(|node| Some(Field { value: reader.text(node)?, span: node.span }))
        };
        self.proposals = text("proposals", reader);
        self.output = text("output", reader);
        self.country = text("country", reader).map(upper);
        self.currency = text("currency", reader).map(upper);
        self.brand = text("brand", reader);
        self.template = text("template", reader);
        if let Some(tag) = text("language", reader) {
            match Language::from_tag(&tag.value) {
                Some(value) => self.language = Some(Field { value, span: tag.span }),
                None => reader.wrong(tag.span, "the languages are fr, en, de and es"),
            }
        }
        if let Some(pattern) = text("number", reader) {
            match NumberPattern::parse(&pattern.value) {
                Ok(value) => self.number = Some(Field { value, span: pattern.span }),
                Err(reason) => reader.wrong(pattern.span, reason),
            }
        }
        self.strict = map.get("strict").and_then(|node| reader.truth(node)).unwrap_or_default();
        if let Some(mut rules) = map.get("rules").and_then(|node| reader.map(node)) {
            for entry in rules.rest() {
                let level = reader.text(&entry.value).as_deref().map(Level::from_name);
                let name = Field { value: entry.key.clone(), span: entry.span };
                match level {
                    Some(Some(level)) => self.rules.push((name, level)),
                    Some(None) => {
                        reader.wrong(entry.value.span, "the levels are off, info, warning and error");
                    }
                    None => {}
                }
            }
        }
        reader.finish(map);
    }

    /// The level that is asked for a rule, and where.
    pub fn level(&self, rule: &str) -> Option<(Level, Span)> {
        self.rules.iter().find(|(name, _)| name.value == rule).map(|(name, level)| (*level, name.span))
    }
}

fn upper(mut field: Field<String>) -> Field<String> {
    field.value.make_ascii_uppercase();
    field
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn read(text: &str) -> (Policy, Vec<String>) {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("propose.yaml", text));
        let (policy, findings) = Policy::read(&sources, file);
        (
            policy,
            findings
                .into_iter()
                .map(|finding| format!("{}: {}", finding.rule.name, finding.message))
                .collect(),
        )
    }

    #[test]
    fn an_empty_file_decides_nothing() {
        let (policy, findings) = read("");
        assert_eq!(policy, Policy::default());
        assert!(findings.is_empty());
    }

    #[test]
    fn levels_are_read_by_rule() {
        let (policy, findings) = read("rules:\n  validity-missing: off\n  total-missing: warning\n");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(policy.level("validity-missing").map(|(level, _)| level), Some(Level::Off));
        assert_eq!(policy.level("total-missing").map(|(level, _)| level), Some(Level::On(Severity::Warning)));
        assert_eq!(policy.level("price-ambiguous"), None);
    }

    #[test]
    fn the_pattern_of_numbers_is_checked_when_it_is_read() {
        let (policy, findings) = read("number: DEV-{year}-{n:4}\n");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            policy.number.map(|field| field.value.write(2026, 1, 9)).as_deref(),
            Some("DEV-2026-0009")
        );
        let (_, findings) = read("number: DEV-{year}\n");
        assert_eq!(findings, ["settings-invalid: the running number `{n:4}` is missing"]);
    }

    #[test]
    fn wrong_values_are_findings_and_the_rest_is_read() {
        let (policy, findings) = read("rules: {a: never}\noutpt: x\nlanguage: klingon\ncurrency: xof\n");
        assert_eq!(policy.currency.map(|field| field.value).as_deref(), Some("XOF"));
        assert_eq!(
            findings,
            [
                "settings-invalid: the languages are fr, en, de and es",
                "settings-invalid: the levels are off, info, warning and error",
                "settings-unknown-key: unknown key: `outpt`",
            ]
        );
    }

    #[test]
    fn the_schema_for_editors_knows_the_keys_that_the_reader_knows() {
        let text = "proposals: p\noutput: out\nlanguage: fr\ncountry: SN\ncurrency: XOF\nbrand: acme\n\
                    template: quote\nnumber: \"DEV-{year}-{n:4}\"\nstrict: true\nrules: {validity-missing: off}\n";
        let file = Sources::new().add(SourceFile::new("propose.yaml", text));
        let node = yaml::parse(file, text, 0).unwrap();
        let mut reader = Reader::new(&SETTINGS_INVALID, &SETTINGS_UNKNOWN_KEY, Language::English);
        Policy::default().fill(&node, &mut reader);
        assert_eq!(reader.findings, []);
        let schema: serde_json::Value =
            serde_json::from_str(include_str!("../../assets/schemas/propose.schema.json")).unwrap();
        yaml::schema::agrees(&schema, &node, &reader);
    }
}
