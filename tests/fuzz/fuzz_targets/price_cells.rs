#![no_main]

mod checked;
mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::SourceFile;

// Any cells of a price table are read and checked: lines of the input are its
// rows.
fuzz_target!(|text: &str| {
    let mut table = "| Désignation | Qté | PU HT | Total HT |\n|---|---:|---:|---:|\n".to_owned();
    for line in text.lines().take(40) {
        table.push_str("| ");
        table.push_str(line);
        table.push_str(" |\n");
    }
    checked::checked(SourceFile::new("a.md", table));
});
