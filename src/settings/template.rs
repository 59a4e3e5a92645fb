//! What a template says about itself: `templates/<name>/template.yaml`.

use super::legal::Mention;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::source::{FileId, Sources};
use crate::yaml::{self, Node, Reader, nearest};

declare_rule! {
    /// A value in a template's `template.yaml` that cannot be used: not valid
    /// YAML, or a mention that does not exist.
    ///
    /// `prints` lists what the template prints from the brand or by itself, so
    /// that `check` does not ask the author for it again.
    ///
    /// Wrong: `prints: [issuer.sirene]`
    /// Right: `prints: [issuer.siren]`
    pub(super) TEMPLATE_INVALID = "template-invalid", Error
}

declare_rule! {
    /// A key in a template's `template.yaml` that nobody reads: most often a
    /// slip of the pen, and then it has no effect.
    ///
    /// Wrong: `print: [issuer.siren]`
    /// Right: `prints: [issuer.siren]`
    pub(super) TEMPLATE_UNKNOWN_KEY = "template-unknown-key", Warning
}

/// The template of documents that name none.
pub const DEFAULT_TEMPLATE: &str = "proposal";

/// The manifests of the templates that are part of the program.
const EMBEDDED: &[(&str, &str)] = &[
    (
        DEFAULT_TEMPLATE,
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/proposal/template.yaml")),
    ),
    ("quote", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/quote/template.yaml"))),
    ("brochure", include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/brochure/template.yaml"))),
];

/// What a template says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// What it prints where it is known: from the brand and the frontmatter, or
    /// by itself.
    pub prints: Vec<Mention>,
}

impl Manifest {
    /// The manifest of a template that is part of the program; for any other
    /// name that of the default one, whose shared parts every template uses
    /// unless its own manifest says otherwise.
    pub fn embedded(name: &str) -> Self {
        let own = EMBEDDED.iter().find(|(known, _)| *known == name).or(EMBEDDED.first());
        let mut sources = Sources::new();
        let Some((name, text)) = own else { return Self::default() };
        let file = sources.add(crate::source::SourceFile::new(*name, *text));
        Self::parse(file, text, Language::English).0
    }

    /// Reads a manifest; what cannot be read is left out and is a finding.
    pub fn parse(file: FileId, text: &str, language: Language) -> (Self, Vec<Diagnostic>) {
        let mut reader = Reader::new(&TEMPLATE_INVALID, &TEMPLATE_UNKNOWN_KEY, language);
        let mut manifest = Self::default();
        match yaml::parse(file, text, 0) {
            Ok(node) => {
                if let Some(mut map) = reader.map(&node) {
                    if let Some(node) = map.get("prints") {
                        manifest.prints = mentions(&mut reader, node);
                    }
                    reader.finish(map);
                }
            }
            Err(error) => reader.wrong(error.span, error.message),
        }
        (manifest, reader.findings)
    }
}

/// Reads a list of mentions.
pub(super) fn mentions(reader: &mut Reader, node: &Node) -> Vec<Mention> {
    let mut all = Vec::new();
    for item in node.items() {
        let Some(name) = reader.text(item) else { continue };
        if let Some(mention) = Mention::from_name(&name) {
            all.push(mention);
            continue;
        }
        let names: Vec<&str> = Mention::NAMES.iter().map(|(name, _)| *name).collect();
        let near = nearest(&name, &names);
        let language = reader.language;
        let hint = near.map_or_else(String::new, |near| {
            language.pick(format!(" ; vouliez-vous dire `{near}` ?"), format!("; did you mean `{near}`?"))
        });
        let message = language.pick(
            format!("`{name}` n'est pas une mention connue{hint}"),
            format!("`{name}` is no mention that is known{hint}"),
        );
        reader.wrong(item.span, message);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    #[test]
    fn the_manifests_of_our_own_templates_are_right() {
        for (name, text) in EMBEDDED {
            let file = Sources::new().add(SourceFile::new(*name, *text));
            let (manifest, findings) = Manifest::parse(file, text, Language::English);
            assert_eq!(findings, [], "{name}");
            assert!(manifest.prints.contains(&Mention::IssuerSiren), "{name}");
        }
        assert_eq!(Manifest::embedded("a-designer-s-own"), Manifest::embedded(DEFAULT_TEMPLATE));
    }

    #[test]
    fn a_mention_that_is_misspelt_is_named_with_the_nearest() {
        let text = "prints: [issuer.sirene, cgv]\nprint: []\n";
        let file = Sources::new().add(SourceFile::new("template.yaml", text));
        let (manifest, findings) = Manifest::parse(file, text, Language::English);
        assert_eq!(manifest.prints, [Mention::GeneralTerms]);
        let said: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "`issuer.sirene` is no mention that is known; did you mean `issuer.siren`?",
                "unknown key: `print`"
            ]
        );
    }
}
