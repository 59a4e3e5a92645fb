//! What a project or a user decides once: plain data and how it is read.

pub mod brand;

pub use brand::Brand;
