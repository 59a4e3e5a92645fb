//! Gives the program a fingerprint of all that decides what its pages look
//! like, so that a build made by another program is never taken for its own.
//! Packs its relocations where the system can unpack them.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What the program is made of.
const PARTS: [&str; 5] = ["src", "templates", "assets/fonts", "Cargo.toml", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS {
        collect(Path::new(part), &mut files)?;
    }
    files.sort();
    // FNV-1a: nobody is to be kept from forging it.
    let mut hash: u64 = 0xCBF2_9CE4_8422_2325;
    let mut feed = |bytes: &[u8]| {
        for byte in (bytes.len() as u64).to_le_bytes().iter().chain(bytes) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    };
    for file in &files {
        feed(file.to_string_lossy().replace('\\', "/").as_bytes());
        feed(&std::fs::read(file)?);
    }
    let mut out = io::stdout().lock();
    for part in PARTS {
        writeln!(out, "cargo:rerun-if-changed={part}")?;
    }
    writeln!(out, "cargo:rustc-env=PROPOSE_FINGERPRINT={hash:016x}")?;
    if unpacks_relocations() {
        writeln!(out, "cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs")?;
    }
    Ok(())
}

/// Whether programs are made for a C library of this machine that unpacks
/// relocations: glibc from 2.36. Unpacked, they are two megabytes that each start
/// reads.
fn unpacks_relocations() -> bool {
    let target = std::env::var("TARGET").unwrap_or_default();
    let folders = ["/lib64", "/lib/x86_64-linux-gnu", "/lib/aarch64-linux-gnu"];
    let knows = |folder: &&str| {
        let library = std::fs::read(Path::new(folder).join("libc.so.6")).unwrap_or_default();
        let name = b"GLIBC_ABI_DT_RELR";
        library.windows(name.len()).any(|part| part == name)
    };
    target.ends_with("-linux-gnu")
        && std::env::var("HOST").is_ok_and(|host| host == target)
        && folders.iter().any(knows)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in std::fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else if path.is_file() && path.extension().is_none_or(|extension| extension != "snap") {
        files.push(path.to_path_buf());
    }
    Ok(())
}
