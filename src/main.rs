//! The `propose` program: everything is in the library.

#![forbid(unsafe_code)]

/// Typesetting asks for memory some hundred thousand times; this answers sooner
/// than the C libraries' own, and several times sooner than that of static binaries.
#[cfg(target_os = "linux")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    propose::cli::main()
}
