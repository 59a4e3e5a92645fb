//! The one integration-test binary: every file here is a module of it, so that
//! Typst is linked once.

#[cfg(feature = "typeset")]
mod build;
#[cfg(feature = "typeset")]
mod cli;
mod corpus;
#[cfg(feature = "typeset")]
mod documents;
mod hostile;
mod layers;
mod pricing;
#[cfg(feature = "typeset")]
mod support;
#[cfg(feature = "typeset")]
mod typeset;
