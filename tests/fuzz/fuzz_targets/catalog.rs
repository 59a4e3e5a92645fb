#![no_main]

use libfuzzer_sys::fuzz_target;
use propose::language::Language;
use propose::source::{Sources, read};

// Any bytes are read as a catalog, or refused at a place in the file.
fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new();
    let file = sources.add(read("catalog.yaml", bytes).0);
    let loaded = propose::catalog::read(&sources, &[file], Language::French);
    for span in loaded.findings.iter().filter_map(|finding| finding.span) {
        assert!(sources.get(span.file).text.get(span.range()).is_some());
    }
});
