//! One file per rule about sums: what it means, why, and examples.

mod amount_due_mismatch;
mod conversion_mismatch;
mod discount_amount_mismatch;
mod instalments_mismatch;
mod line_total_mismatch;
mod period_total_mismatch;
mod rounding_drift;
mod savings_mismatch;
mod subtotal_mismatch;
mod total_mismatch;
mod total_missing;
mod total_partial;
mod unit_equivalent_mismatch;
mod vat_amount_mismatch;

pub use amount_due_mismatch::AMOUNT_DUE_MISMATCH;
pub use conversion_mismatch::CONVERSION_MISMATCH;
pub use discount_amount_mismatch::DISCOUNT_AMOUNT_MISMATCH;
pub use instalments_mismatch::INSTALMENTS_MISMATCH;
pub use line_total_mismatch::LINE_TOTAL_MISMATCH;
pub use period_total_mismatch::PERIOD_TOTAL_MISMATCH;
pub use rounding_drift::ROUNDING_DRIFT;
pub use savings_mismatch::SAVINGS_MISMATCH;
pub use subtotal_mismatch::SUBTOTAL_MISMATCH;
pub use total_mismatch::TOTAL_MISMATCH;
pub use total_missing::TOTAL_MISSING;
pub use total_partial::TOTAL_PARTIAL;
pub use unit_equivalent_mismatch::UNIT_EQUIVALENT_MISMATCH;
pub use vat_amount_mismatch::VAT_AMOUNT_MISMATCH;

use crate::diagnostics::Rule;

/// The rules about sums, in the order of a quote.
pub static RULES: &[&Rule] = &[
    &LINE_TOTAL_MISMATCH,
    &SUBTOTAL_MISMATCH,
    &DISCOUNT_AMOUNT_MISMATCH,
    &VAT_AMOUNT_MISMATCH,
    &TOTAL_MISMATCH,
    &AMOUNT_DUE_MISMATCH,
    &PERIOD_TOTAL_MISMATCH,
    &UNIT_EQUIVALENT_MISMATCH,
    &SAVINGS_MISMATCH,
    &INSTALMENTS_MISMATCH,
    &CONVERSION_MISMATCH,
    &TOTAL_PARTIAL,
    &TOTAL_MISSING,
    &ROUNDING_DRIFT,
];
