//! Findings as data: what is wrong, where, what was expected, what to do. How
//! they are shown is the business of [`render`].

mod calm;
mod diagnostic;
pub mod encoding;
mod fix;
pub mod render;
mod rule;

pub use calm::{calm, steers};
pub use diagnostic::{Diagnostic, Facts, Related};
pub use fix::{Fix, Mended, mend};
pub use rule::{Rule, Severity, declare_rule};
