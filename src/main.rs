//! The `propose` program: everything is in the library.

fn main() -> std::process::ExitCode {
    propose::cli::main()
}
