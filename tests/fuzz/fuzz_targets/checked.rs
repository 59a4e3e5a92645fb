// Everything that is said about a document, without pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use propose::catalog::{self, Catalog};
use propose::check::{self, Context, Levels};
use propose::language::Language;
use propose::parse;
use propose::source::{FileId, SourceFile, Sources, read};

use crate::vault::Memory;

static SHARED: LazyLock<(Sources, Catalog)> = LazyLock::new(|| {
    let mut sources = Sources::new();
    let bytes = include_bytes!("../../../assets/catalog.yaml");
    let file = sources.add(read("assets/catalog.yaml", bytes).0);
    let catalog = catalog::read(&sources, &[file], Language::French).catalog;
    (sources, catalog)
});

/// Parses and checks a note; every place of a finding must lie in its file.
pub fn checked(file: SourceFile) {
    let (sources, catalog) = &*SHARED;
    let mut sources = sources.clone();
    let file: FileId = sources.add(file);
    let parsed = parse::parse(&mut sources, file, &Memory::new());
    let pricing = parse::prices::read(&parsed.proposal);
    let context = Context {
        sources: &sources,
        proposal: &parsed.proposal,
        pricing: &pricing,
        catalog: Some(catalog),
        vat_rates: &BTreeMap::new(),
        brand: None,
        prints: &[],
    };
    let findings = check::run(&context, &Levels::default());
    for finding in parsed.findings.iter().chain(&findings) {
        let related = finding.related.iter().map(|related| related.span);
        for span in finding.span.into_iter().chain(related) {
            assert!(sources.get(span.file).text.get(span.range()).is_some(), "{finding:?}");
            let range = sources.range(span);
            assert!(range.start <= range.end, "{finding:?}");
        }
    }
}
