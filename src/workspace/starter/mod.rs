//! Makes a folder ready, and new proposals from starters.

mod dates;
mod fill;
mod host;
mod ignore;
mod init;
mod item;
mod new;
mod numbers;
mod project;
mod slug;
mod table;

pub use dates::Validity;
pub use host::Ci;
pub use init::{Fate, Made, Options, init};
pub use item::{StarterItem, Terms, Wanted, look_up};
pub use new::{NewNote, Request, new};
