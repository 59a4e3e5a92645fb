//! The one integration-test binary: every file here is a module of it, so that
//! Typst is linked once.

mod corpus;
mod integrations;
mod layers;
mod pricing;
#[cfg(feature = "typeset")]
mod typeset;
