//! The one integration-test binary: every file here is a module of it, so that
//! Typst is linked once.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "tests fail by panicking, and write the files they need"
)]

#[cfg(all(feature = "typeset", unix))]
mod adversity;
#[cfg(feature = "typeset")]
mod attack;
#[cfg(feature = "typeset")]
mod bounds;
#[cfg(feature = "typeset")]
mod brand;
#[cfg(feature = "typeset")]
mod build;
#[cfg(feature = "typeset")]
mod cli;
#[cfg(feature = "typeset")]
mod commonmark;
#[cfg(feature = "typeset")]
mod confinement;
mod corpus;
#[cfg(feature = "typeset")]
mod documents;
mod hostile;
mod import;
mod integrations;
mod layers;
#[cfg(feature = "typeset")]
mod leaks;
mod legal;
#[cfg(feature = "typeset")]
mod obsidian;
#[cfg(feature = "typeset")]
mod pdf;
mod pricing;
mod secrets;
#[cfg(feature = "typeset")]
mod smoke;
#[cfg(feature = "typeset")]
mod starters;
mod supply;
#[cfg_attr(not(feature = "typeset"), expect(dead_code, reason = "tests of pages use the rest"))]
mod support;
mod terminal;
#[cfg(feature = "typeset")]
mod typeset;
#[cfg(feature = "typeset")]
mod vault;
#[cfg(feature = "typeset")]
mod vaults;
#[cfg(feature = "typeset")]
mod watch;
