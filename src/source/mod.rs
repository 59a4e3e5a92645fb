//! Source files: bytes become text, and places in that text are found again in
//! the file as it lies on disk.

mod base;
mod decode;
mod encoding;
mod map;
mod repair;
mod single_byte;
mod sources;
mod span;

pub use base::Base;
pub use decode::{InvalidBytes, InvalidRun, TextFacts, encode_like, read};
pub use encoding::Encoding;
pub use map::OffsetMap;
pub use repair::{Damage, DamagedWord};
pub use sources::{Merged, Position, Range, SourceFile, Sources, Storage, repaired_bytes};
pub use span::{FileId, Span};
