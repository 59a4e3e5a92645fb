//! What a project decides for all its proposals: policy (`propose.yaml`), brand
//! and the settings of the vault. Plain data, and how it is read.

pub mod brand;
pub mod legal;
mod number;
mod policy;
mod template;
mod vault;

pub use brand::Brand;
pub use number::NumberPattern;
pub use policy::{Level, Policy};
pub use template::{DEFAULT_TEMPLATE, Manifest};
pub use vault::VaultSettings;

use crate::diagnostics::Rule;

/// The rules of this module.
pub static RULES: &[&Rule] = &[
    &policy::SETTINGS_INVALID,
    &policy::SETTINGS_UNKNOWN_KEY,
    &brand::BRAND_INVALID,
    &brand::BRAND_UNKNOWN_KEY,
    &brand::BRAND_CONTRAST,
    &brand::BRAND_NUMBER_WRONG,
    &template::TEMPLATE_INVALID,
    &template::TEMPLATE_UNKNOWN_KEY,
];
