//! Source files: bytes become text, and places in that text are found again in
//! the file as it lies on disk.

mod map;
mod sources;
mod span;

pub use map::OffsetMap;
pub use sources::{Merged, Position, Range, SourceFile, Sources};
pub use span::{FileId, Span};
