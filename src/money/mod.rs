//! Exact amounts: read, rounded and written without ever passing through a
//! binary fraction.

mod amount;
mod currency;
mod format;
mod number;
mod slip;
mod words;

pub use amount::{Money, SumError};
pub use currency::Currency;
pub use format::{Decimals, format_amount, format_number, format_share, parse_amount, plain};
pub use number::{Numeral, is_space, numeral, parse_number};
pub use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
pub use slip::{Slip, slip};
pub use words::{amount_in_words, in_words, number_word};

/// Rounds half away from zero, as commerce does (EN 16931 and the tax offices):
/// 0.125 becomes 0.13 and −0.125 becomes −0.13. `places` counts decimals.
///
/// This is the only rounding in the tool; `Decimal`'s own default rounds half
/// to even.
pub fn round(amount: Decimal, places: u32) -> Decimal {
    amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let rounded = |text: &str| round(text.parse().unwrap(), 2).to_string();
        assert_eq!(rounded("0.125"), "0.13");
        assert_eq!(rounded("-0.125"), "-0.13");
        assert_eq!(rounded("0.124999"), "0.12");
        assert_eq!(rounded("2.675"), "2.68");
    }
}
