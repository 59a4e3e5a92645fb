//! Everything that touches the disk: the project's root, its files, what is
//! written.

mod failure;
mod files;
mod root;
pub mod starter;
mod write;

pub use failure::Failure;
pub use files::{Confined, MAX_FILE_SIZE, ReadError, read_bounded};
pub use root::Project;
pub use write::{create, write};
