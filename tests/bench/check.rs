//! How long a check takes, from text to findings: `cargo bench --bench check`
//! (`--no-default-features` builds in seconds). A proposal of some ten pages is
//! meant to take milliseconds, and what is a hundred times longer a hundred
//! times as long.

#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;

use divan::Bencher;
use propose::catalog::{self, Catalog};
use propose::check::{Context, Levels, run};
use propose::diagnostics::Diagnostic;
use propose::language::Language;
use propose::parse::{self, NoVault};
use propose::source::{SourceFile, Sources};

const OFFER: &str = include_str!("../../proposals/offre-infogerance-kubernetes.md");
const LIST: &str = include_str!("../../assets/catalog.yaml");

fn own_catalog() -> Catalog {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("catalog.yaml", LIST));
    catalog::read(&sources, &[file], Language::French).catalog
}

fn check(text: &str, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("proposal.md", text));
    let parsed = parse::parse(&mut sources, file, &NoVault);
    let context = Context {
        sources: &sources,
        proposal: &parsed.proposal,
        pricing: &parsed.pricing,
        catalog: Some(catalog),
        vat_rates: &BTreeMap::new(),
        brand: None,
        prints: &[],
    };
    run(&context, &Levels::default())
}

/// Times the check of a text in which that many rows are wrong.
fn bench(bencher: Bencher<'_, '_>, text: &str, wrong: usize) {
    let catalog = own_catalog();
    let found = check(text, &catalog);
    let rows = found.iter().filter(|finding| finding.rule.name == "line-total-mismatch").count();
    assert_eq!(rows, wrong, "a check that finds nothing is fast");
    bencher.bench_local(|| check(divan::black_box(text), &catalog));
}

#[divan::bench]
fn the_service_offer(bencher: Bencher<'_, '_>) {
    bench(bencher, OFFER, 0);
}

#[divan::bench]
fn a_hundred_pages(bencher: Bencher<'_, '_>) {
    let (front, body) = OFFER.strip_prefix("---\n").unwrap().split_once("\n---\n").unwrap();
    let parts: String = (0..10).map(|part| format!("\n\n# Partie {part}\n\n{body}")).collect();
    bench(bencher, &format!("---\n{front}\n---\n{parts}"), 0);
}

/// A table of so many lines, the last of which is wrong, and their sum.
fn table(lines: usize) -> String {
    let mut text = "| Prestation | Qté | PU HT | Total HT |\n|---|---|---|---|\n".to_owned();
    for _ in 1..lines {
        text.push_str("| Journée de formation | 2 | 900 € | 1 800 € |\n");
    }
    text.push_str("| Journée de formation | 2 | 900 € | 1 700 € |\n");
    let sum = 1800 * (lines - 1) + 1700;
    writeln!(text, "| **Total HT** | | | {sum} € |\n").unwrap();
    text
}

#[divan::bench(args = [10, 100, 1000])]
fn tables(bencher: Bencher<'_, '_>, count: usize) {
    let text: String = (0..count).map(|lot| format!("## Lot {lot}\n\n{}", table(3))).collect();
    bench(bencher, &text, count);
}

#[divan::bench(args = [50, 500, 5000])]
fn rows_of_one_table(bencher: Bencher<'_, '_>, count: usize) {
    bench(bencher, &table(count), 1);
}

/// A list of so many items, each with a name and an alias of its own.
#[divan::bench(args = [30, 300, 3000])]
fn items_of_a_catalog(bencher: Bencher<'_, '_>, count: usize) {
    let items: String = (0..count)
        .map(|at| {
            format!(
                "  - {{ref: R-{at}, family: f{}, name: Article numéro {at}, aliases: [Pièce {at}], unit: forfait, prices: [{{amount: {at}}}]}}\n",
                at / 10
            )
        })
        .collect();
    let text = format!("schema: 1\ncurrency: EUR\nbasis: net\nitems:\n{items}");
    bencher.bench_local(|| {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("catalog.yaml", divan::black_box(text.as_str())));
        let loaded = catalog::read(&sources, &[file], Language::French);
        let found = catalog::lint(&loaded.catalog, &[], Language::French);
        assert!(loaded.findings.is_empty() && found.is_empty(), "{found:?}");
    });
}

fn main() {
    divan::main();
}
