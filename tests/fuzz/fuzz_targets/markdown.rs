#![no_main]

mod checked;
mod vault;

use libfuzzer_sys::fuzz_target;
use propose::source::read;

// Any bytes become a model and findings.
fuzz_target!(|bytes: &[u8]| checked::checked(read("a.md", bytes).0));
