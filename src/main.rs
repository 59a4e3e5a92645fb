//! The `propose` program: everything is in the library.

#![forbid(unsafe_code)]

/// Typesetting asks for memory some hundred thousand times. This allocator
/// answers sooner than that of most systems, and much sooner than that of
/// static binaries.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    propose::cli::main()
}
