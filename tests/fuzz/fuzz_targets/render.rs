#![no_main]

mod vault;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use propose::settings::Brand;
use propose::source::{Sources, read};
use propose::typeset::{Job, NoFiles, Typesetter};

static TYPESETTER: LazyLock<Typesetter> = LazyLock::new(|| Typesetter::new(&[]));

// Any text becomes pages, without an error of Typst and with all its words.
fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add(read("a.md", text.as_bytes()).0);
    let proposal = propose::parse::parse(&mut sources, file, &vault::Memory::new()).proposal;
    let brand = Brand::default();
    let template = Some("proposal");
    let job = Job { proposal: &proposal, brand: &brand, template, files: &NoFiles, draft: false };
    let compiled = TYPESETTER.compile(&job, &mut sources);
    assert!(compiled.document.is_some());
    // What Typst keeps for the next document would fill the memory.
    propose::typeset::forget(2);
    for finding in &compiled.findings {
        assert!(!matches!(finding.rule.name, "typst-error" | "text-lost"), "{finding:?}");
    }
});
