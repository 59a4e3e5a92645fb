//! Tax and period: what a price is a price of.

mod gross_net_mismatch;
mod period_conflict;
mod period_mismatch;
mod period_missing;
mod recurring_mixed;
mod slips;
mod tax_basis_conflict;
mod tax_basis_mismatch;
mod tax_basis_missing;
mod usual_rates;
mod vat_exempt_conflict;
mod vat_rate_missing;
mod vat_rate_unexpected;

pub use gross_net_mismatch::GROSS_NET_MISMATCH;
pub use period_conflict::PERIOD_CONFLICT;
pub use period_mismatch::PERIOD_MISMATCH;
pub use period_missing::PERIOD_MISSING;
pub use recurring_mixed::RECURRING_MIXED;
pub use tax_basis_conflict::TAX_BASIS_CONFLICT;
pub use tax_basis_mismatch::TAX_BASIS_MISMATCH;
pub use tax_basis_missing::TAX_BASIS_MISSING;
pub use vat_exempt_conflict::VAT_EXEMPT_CONFLICT;
pub use vat_rate_missing::VAT_RATE_MISSING;
pub use vat_rate_unexpected::VAT_RATE_UNEXPECTED;

use crate::diagnostics::Rule;

/// The rules of this topic.
pub static RULES: &[&Rule] = &[
    &TAX_BASIS_MISSING,
    &TAX_BASIS_CONFLICT,
    &TAX_BASIS_MISMATCH,
    &GROSS_NET_MISMATCH,
    &VAT_RATE_MISSING,
    &VAT_RATE_UNEXPECTED,
    &VAT_EXEMPT_CONFLICT,
    &PERIOD_MISSING,
    &PERIOD_CONFLICT,
    &PERIOD_MISMATCH,
    &RECURRING_MIXED,
];

/// The rules and the checks of this topic.
pub(super) const TOPIC: super::Topic = (
    RULES,
    &[
        tax_basis_missing::check,
        tax_basis_conflict::check,
        tax_basis_mismatch::check,
        vat_rate_missing::check,
        vat_rate_unexpected::check,
        vat_exempt_conflict::check,
        period_missing::check,
        period_conflict::check,
        period_mismatch::check,
    ],
);
