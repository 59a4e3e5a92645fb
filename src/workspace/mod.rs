//! Everything that touches the disk: the project's root, its files, what is
//! written.

mod files;
mod root;
mod write;

pub use files::{Confined, MAX_FILE_SIZE, ReadError, read_bounded};
pub use root::Project;
pub use write::{create, write};
