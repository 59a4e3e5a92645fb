#![no_main]

mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::{Sources, read};
use propose::typeset::{NoFiles, Pictures, lower};

// Any text becomes code whose segments lie in it and in the note.
fuzz_target!(|text: &str| {
    let mut sources = Sources::new();
    let file = sources.add(read("a.md", text.as_bytes()).0);
    let proposal = propose::parse::parse(&mut sources, file, &vault::Memory::new()).proposal;
    let lowered = lower(&proposal, &Pictures::of(&proposal, &NoFiles));
    for segment in lowered.segments.iter() {
        assert!(lowered.code.get(segment.code.clone()).is_some());
        assert!(sources.get(segment.span.file).text.get(segment.span.range()).is_some());
    }
});
