#![no_main]

mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::{Sources, read};

// Any bytes become a model; every place of a finding lies in its file.
fuzz_target!(|bytes: &[u8]| {
    let mut sources = Sources::new();
    let file = sources.add(read("a.md", bytes).0);
    let parsed = propose::parse::parse(&mut sources, file, &vault::Memory::new());
    for finding in &parsed.findings {
        let related = finding.related.iter().map(|related| related.span);
        for span in finding.span.into_iter().chain(related) {
            assert!(sources.get(span.file).text.get(span.range()).is_some(), "{finding:?}");
            let range = sources.range(span);
            assert!(range.start <= range.end, "{finding:?}");
        }
    }
});
