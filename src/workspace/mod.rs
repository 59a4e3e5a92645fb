//! Everything that touches the disk: the project's root, its files, what is
//! written.

#[cfg(feature = "typeset")]
mod attach;
mod batch;
#[cfg(feature = "typeset")]
pub mod build;
pub mod catalog;
mod digest;
mod failure;
mod files;
mod find;
mod fix;
mod git;
#[cfg(feature = "typeset")]
mod limit;
#[cfg(feature = "typeset")]
mod machine_fonts;
#[cfg(feature = "typeset")]
mod material;
mod own;
mod price_list;
mod recorder;
#[cfg(feature = "typeset")]
mod render;
mod root;
pub mod rules;
mod session;
pub mod starter;
#[cfg(feature = "typeset")]
mod target;
mod vault;
#[cfg(feature = "typeset")]
pub mod watch;
mod write;

pub use batch::{Extent, check_all, notes};
pub use digest::Digest;
pub use failure::Failure;
pub use files::{Confined, MAX_FILE_SIZE, MAX_TEXT_SIZE, ReadError, read_bounded};
pub use find::find_note;
pub use fix::fix;
#[cfg(feature = "typeset")]
pub use limit::{Limits, MAX_MEMORY, Unfinished, in_time};
pub use recorder::{Answer, Question, Recorder, Stat};
#[cfg(feature = "typeset")]
pub use render::{Made, RenderOptions, Rendered, render};
pub use root::Project;
pub use session::{Checked, Report, Subject, Workspace};
pub use write::{create, write, write_through};
