//! Reading: amounts that cannot be read, or in more than one way.

mod coverage;
mod currency_minor_unit;
mod currency_missing;
mod currency_mixed;
mod price_ambiguous;
mod price_breaking_space;
mod price_locale;
mod price_range_inverted;
mod price_unreadable;
mod table_not_checked;

pub use coverage::{ReadCoverage, coverage};
pub use currency_minor_unit::CURRENCY_MINOR_UNIT;
pub use currency_missing::CURRENCY_MISSING;
pub use currency_mixed::CURRENCY_MIXED;
pub use price_ambiguous::PRICE_AMBIGUOUS;
pub use price_breaking_space::PRICE_BREAKING_SPACE;
pub use price_locale::PRICE_LOCALE;
pub use price_range_inverted::PRICE_RANGE_INVERTED;
pub use price_unreadable::PRICE_UNREADABLE;
pub use table_not_checked::TABLE_NOT_CHECKED;

use crate::diagnostics::Rule;

/// The rules of this topic.
pub static RULES: &[&Rule] = &[
    &PRICE_UNREADABLE,
    &PRICE_AMBIGUOUS,
    &PRICE_RANGE_INVERTED,
    &PRICE_BREAKING_SPACE,
    &CURRENCY_MISSING,
    &PRICE_LOCALE,
    &CURRENCY_MIXED,
    &CURRENCY_MINOR_UNIT,
    &TABLE_NOT_CHECKED,
];

/// The rules and the checks of this topic.
pub(super) const TOPIC: super::Topic = (
    RULES,
    &[
        price_unreadable::check,
        price_ambiguous::check,
        price_range_inverted::check,
        price_breaking_space::check,
        currency_missing::check,
        price_locale::check,
        currency_mixed::check,
        currency_minor_unit::check,
        table_not_checked::check,
    ],
);
