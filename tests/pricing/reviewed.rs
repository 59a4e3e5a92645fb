//! How the prices of every proposal are read and what is said about them, word
//! by word, as reviewed snapshots: what other tests here ask of rules and lines,
//! these ask of each column, row, amount, place, message and help.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use propose::catalog::read;
use propose::check::{Context, Level, Levels, catalog, reading, rules, run_and_cover};
use propose::language::Language;
use propose::parse::{self, NoVault};
use propose::proposal::pricing::Skipped;
use propose::settings::{Manifest, brand};
use propose::source::{SourceFile, Sources, Span};

use super::{NOT_ABOUT_PRICES, corpus, dump, example};

/// What is found in a note, with the files that it is held against.
pub(crate) struct Case {
    pub(crate) sources: Sources,
    pub(crate) parsed: parse::Parsed,
    pub(crate) findings: Vec<propose::diagnostics::Diagnostic>,
    /// How much was held to the catalog.
    held: Option<catalog::Coverage>,
}

impl Case {
    /// With the rules that are on by themselves.
    pub(crate) fn new(note: &str, catalog: Option<&str>, brand: Option<&str>) -> Self {
        Self::at(&Levels::default(), note, catalog, brand)
    }

    /// With every rule.
    pub(crate) fn strict(note: &str, catalog: Option<&str>, brand: Option<&str>) -> Self {
        let mut levels = Levels::default();
        for rule in rules().filter(|rule| !rule.on) {
            levels.set(rule.name, Level::On(rule.severity));
        }
        Self::at(&levels, note, catalog, brand)
    }

    fn at(levels: &Levels, note: &str, catalog: Option<&str>, brand: Option<&str>) -> Self {
        let mut sources = Sources::new();
        let list = catalog.map(|text| {
            let file = sources.add(SourceFile::new("catalog.yaml", text));
            read(&sources, &[file], Language::French).catalog
        });
        let brand = brand.map(|text| {
            let file = sources.add(SourceFile::new("brand.yaml", text));
            brand::parse(file, text, Language::French).0
        });
        let file = sources.add(SourceFile::new("note.md", note));
        let parsed = parse::parse(&mut sources, file, &NoVault);
        let vat_rates = BTreeMap::new();
        let context = Context {
            sources: &sources,
            proposal: &parsed.proposal,
            pricing: &parsed.pricing,
            catalog: list.as_ref(),
            vat_rates: &vat_rates,
            brand: brand.as_ref(),
            prints: &Manifest::embedded("proposal").prints,
        };
        let (findings, held) = run_and_cover(&context, levels);
        Self { sources, parsed, findings, held }
    }

    pub(crate) fn prices(&self) -> String {
        let read = reading::coverage(&self.parsed.pricing);
        let skipped = |left: &[(Span, Skipped)]| left.iter().map(|(_, why)| *why).collect::<Vec<_>>();
        dump::pricing(&self.sources, &self.parsed.pricing)
            + &format!(
                "read: {} of {} tables, {} of {} prices, {} sums, {} in sentences, not {:?} {:?}\n",
                read.price_tables,
                read.tables,
                read.checked,
                read.prices,
                read.sums,
                read.sentences,
                skipped(&read.skipped),
                skipped(&read.others),
            )
    }

    /// How much was held to the catalog, in a line.
    pub(crate) fn held(&self) -> String {
        self.held.as_ref().map_or_else(String::new, |held| format!("{held:?}\n"))
    }

    pub(crate) fn findings(&self, about: impl Fn(&str) -> bool) -> String {
        let own = self.findings.iter().filter(|finding| about(finding.rule.name));
        own.map(|finding| dump::finding(&self.sources, finding)).collect()
    }
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing/snapshots").join(name)
}

/// Compares a text with its reviewed snapshot.
pub(crate) fn reviewed(place: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => folder(place),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text.replace('\u{202f}', "⍽").replace('\u{a0}', "⎵"));
    });
}

#[test]
fn the_prices_of_every_proposal_are_read_as_reviewed() {
    for path in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        let case = Case::new(&text, None, None);
        let findings = case.findings(|rule| !NOT_ABOUT_PRICES.contains(&rule));
        let name = path.file_stem().unwrap().to_str().unwrap();
        reviewed("notes", name, &(case.prices() + &findings));
    }
}

#[test]
fn the_wrong_example_of_every_rule_is_told_as_reviewed() {
    for rule in rules() {
        let Some(note) = example(rule.doc, "Wrong:") else { continue };
        let note = match note.strip_prefix("---\n") {
            Some(rest) => format!("---\nlang: fr\n{rest}\n"),
            None => format!("---\nlang: fr\n---\n\n{note}\n"),
        };
        let list = example(rule.doc, "With this catalog:")
            .map(|items| format!("currency: EUR\nbasis: net\n{items}\n"));
        let brand = example(rule.doc, "With this brand:");
        let new = if rule.on { Case::new } else { Case::strict };
        let case = new(&note, list.as_deref(), brand.as_deref());
        reviewed("rules", rule.name, &(case.findings(|_| true) + &case.held()));
    }
}
