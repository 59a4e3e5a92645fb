//! The `propose` program.

fn main() {}
