//! Turns commercial proposals written in Obsidian into branded PDFs, after
//! checking every price in them against a catalog.
//!
//! The modules are layers; each imports only those above it in this list. The
//! page `ARCHITECTURE.md` walks one proposal through them.

#![forbid(unsafe_code)]

mod beside;
pub mod catalog;
pub mod check;
pub mod cli;
pub mod diagnostics;
pub mod language;
pub mod money;
pub mod parse;
pub mod proposal;
pub mod settings;
pub mod source;
#[cfg(feature = "typeset")]
pub mod typeset;
pub mod workspace;
pub mod yaml;
