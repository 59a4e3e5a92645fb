//! Makes a folder ready, and new proposals from starters.

mod dates;
mod fill;
mod item;
mod new;
mod numbers;
mod slug;
mod table;

pub use dates::Validity;
pub use item::{StarterItem, Terms, Wanted, look_up};
pub use new::{NewNote, Request, new};
