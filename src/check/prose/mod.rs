//! Amounts in sentences, held to the tables and to themselves.

mod payments;
mod prose_price_mismatch;
mod sentences;
mod totals;

pub use prose_price_mismatch::PROSE_PRICE_MISMATCH;

use crate::diagnostics::Rule;

/// The rules of this topic.
pub static RULES: &[&Rule] = &[&PROSE_PRICE_MISMATCH];

/// The rules and the checks of this topic.
pub(super) const TOPIC: super::Topic = (RULES, &[totals::check, sentences::check, payments::check]);
