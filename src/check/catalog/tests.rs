use std::collections::BTreeMap;

use super::*;
use crate::catalog::{LINT_RULES, Loaded, read};
use crate::check::Levels;
use crate::diagnostics::Severity;
use crate::language::Language;
use crate::parse::{NoVault, parse};
use crate::source::{SourceFile, Sources};

mod examples;
mod imported;
mod real;
mod rows;
mod sizes;
mod verdicts;

const HEAD: &str = "schema: 1\ncurrency: EUR\nbasis: net\n";

/// A document and a catalog.
struct Case {
    sources: Sources,
    loaded: Loaded,
    parsed: crate::parse::Parsed,
}

impl Case {
    fn new(catalog: &str, note: &str) -> Self {
        let mut sources = Sources::new();
        let list = sources.add(SourceFile::new("assets/catalog.yaml", catalog));
        let file = sources.add(SourceFile::new("proposals/note.md", note));
        let loaded = read(&sources, &[list], Language::French);
        let parsed = parse(&mut sources, file, &NoVault);
        Self { sources, loaded, parsed }
    }

    fn with_context<T>(&self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let vat_rates = BTreeMap::new();
        look(&Context {
            sources: &self.sources,
            proposal: &self.parsed.proposal,
            pricing: &self.parsed.pricing,
            catalog: Some(&self.loaded.catalog),
            vat_rates: &vat_rates,
            brand: None,
            prints: &[],
        })
    }

    /// What the rules of this module find, those off by default too.
    fn found(&self) -> Vec<Diagnostic> {
        self.with_context(|context| {
            let mut findings = Vec::new();
            check(context, &mut findings);
            findings.sort_by_key(|finding| finding.span);
            findings
        })
    }

    /// Each finding on a line; spaces that do not break are plain.
    fn said(&self) -> Vec<String> {
        let levels = Levels::default();
        self.found()
            .into_iter()
            .filter(|finding| levels.reports(finding.rule))
            .map(|finding| {
                let line = finding.span.map_or(0, |span| self.sources.range(span).start.line);
                let text =
                    format!("{line} {}[{}]: {}", finding.severity.name(), finding.rule.name, finding.message);
                text.replace(['\u{202f}', '\u{a0}'], " ")
            })
            .collect()
    }
}
