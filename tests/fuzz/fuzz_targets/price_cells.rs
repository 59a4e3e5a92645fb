#![no_main]

mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::{SourceFile, Sources};

// Any cells of a price table are read: lines of the input are its rows.
fuzz_target!(|text: &str| {
    let mut table = "| Désignation | Qté | PU HT | Total HT |\n|---|---:|---:|---:|\n".to_owned();
    for line in text.lines().take(40) {
        table.push_str("| ");
        table.push_str(line);
        table.push_str(" |\n");
    }
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", table));
    let proposal = propose::parse::parse(&mut sources, file, &vault::Memory::new()).proposal;
    propose::parse::prices::read(&proposal);
});
