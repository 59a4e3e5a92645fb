#![no_main]

use libfuzzer_sys::fuzz_target;
use propose::source::{read, repaired_bytes};

// Repairing twice is repairing once, and every place leads back to the file.
fuzz_target!(|bytes: &[u8]| {
    let (file, _) = read("a.md", bytes);
    let mut last = file.position(0);
    for (at, _) in file.text.char_indices() {
        let position = file.position(at);
        assert!(position >= last, "{at}");
        last = position;
    }
    if let Some(repaired) = repaired_bytes(&file) {
        assert_eq!(read("a.md", &repaired).0.text, file.text);
    }
});
