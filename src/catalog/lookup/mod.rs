//! Which item of the catalog a line of a proposal sells. Lines are matched by
//! reference, then by name, never by amount: two items often cost the same.

mod counted;
mod fuzzy;
mod index;
mod ladder;
mod normalise;
mod sentence;
#[cfg(test)]
mod tests;

pub use counted::counted;
pub use index::Index;
pub use ladder::{Found, Query, Step, look_up};
pub use normalise::{normalise, words};
pub use sentence::{ends_in_name, named_in};
