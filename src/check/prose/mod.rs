//! Amounts in sentences, held to the tables and to themselves.

mod bases;
mod derived;
mod durations;
mod named;
mod pairs;
mod parts;
mod payments;
mod prose_price_mismatch;
mod ranges;
mod savings;
mod sentences;
mod slips;
mod taxes;
mod totals;

pub use prose_price_mismatch::PROSE_PRICE_MISMATCH;

use crate::diagnostics::Rule;

/// The rules of this topic.
pub static RULES: &[&Rule] = &[&PROSE_PRICE_MISMATCH];

/// The rules and the checks of this topic.
pub(super) const TOPIC: super::Topic = (
    RULES,
    &[
        totals::check,
        sentences::check,
        pairs::check,
        savings::check,
        ranges::check,
        taxes::check,
        payments::check,
        parts::check,
        named::check,
        slips::check,
        bases::check,
    ],
);
