//! The `propose` program: everything is in the library.

#![forbid(unsafe_code)]

fn main() -> std::process::ExitCode {
    propose::cli::main()
}
