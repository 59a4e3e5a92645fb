#![no_main]

mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::{SourceFile, Sources};

// Any properties are read or refused, as a policy as well.
fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", format!("---\n{text}\n---\n\n# T\n")));
    propose::parse::parse(&mut sources, file, &vault::Memory::new());
    let file = sources.add(SourceFile::new("propose.yaml", text));
    propose::settings::Policy::read(&sources, file);
    propose::settings::brand::parse(file, text, propose::language::Language::French);
});
