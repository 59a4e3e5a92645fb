//! Understands the prices of a document: its model in, a [`Pricing`] out.
//!
//! [`Pricing`]: crate::proposal::pricing::Pricing

mod cell;
mod header;
mod modifiers;
mod words;
