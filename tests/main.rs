//! The one integration-test binary: every file here is a module of it, so that
//! Typst is linked once.

mod corpus;
#[cfg(feature = "typeset")]
mod attack;
mod layers;
#[cfg(feature = "typeset")]
mod leaks;
mod pricing;
#[cfg(feature = "typeset")]
mod smoke;
#[cfg(feature = "typeset")]
mod typeset;
