//! YAML with the position of every key and value, and scalars exactly as they
//! were written.
//!
//! `serde_yaml` decides whether a text is valid, but it gives no positions and
//! reads `1.10` as `1.1`; the tree is therefore built from an event parser, and
//! every scalar in it is the text that stands in the file.

mod reader;
#[cfg(test)]
pub(crate) mod schema;
mod tree;

pub use reader::{MapReader, Reader, nearest};
pub use tree::{Entry, Error, Node, Value, parse};

/// How many nodes a document may have once its aliases are expanded, so that a
/// few lines of nested aliases cannot fill the memory.
pub const MAX_NODES: usize = 200_000;

/// How many brackets a document may open without closing them.
pub const MAX_OPEN: usize = 1_000;

/// How deep mappings and lists may nest.
pub const MAX_DEPTH: usize = 64;
