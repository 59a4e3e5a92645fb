//! The `propose` program: everything is in the library.

#![forbid(unsafe_code)]

/// Typesetting asks for memory some hundred thousand times; this answers several
/// times sooner than what static binaries come with.
#[cfg(target_env = "musl")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    propose::cli::main()
}
