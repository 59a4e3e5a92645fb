//! The slips that hands make with figures.

use rust_decimal::Decimal;

/// How one amount may have become another by a slip of the hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slip {
    /// Two digits changed places: 8 150 for 8 510.
    Swapped,
    /// A single digit is another one; in short figures that may be chance.
    OneDigit,
    /// A zero too many.
    TimesTen,
    /// A zero is missing.
    ByTen,
}

/// The slip that makes `found` of `expected`; none where it takes more than one.
pub fn slip(found: Decimal, expected: Decimal) -> Option<Slip> {
    let ten = Decimal::TEN;
    if found == expected || found.is_zero() {
        return None;
    }
    if expected.checked_mul(ten) == Some(found) {
        return Some(Slip::TimesTen);
    }
    if found.checked_mul(ten) == Some(expected) {
        return Some(Slip::ByTen);
    }
    let scale = found.normalize().scale().max(expected.normalize().scale());
    let text = |value: Decimal| {
        let mut value = value.normalize();
        value.rescale(scale);
        value.to_string().into_bytes()
    };
    let (a, b) = (text(found), text(expected));
    if a.len() != b.len() {
        return None;
    }
    let apart: Vec<(u8, u8)> =
        a.iter().copied().zip(b.iter().copied()).filter(|(one, other)| one != other).collect();
    match apart.as_slice() {
        [(one, other), (third, fourth)] if one == fourth && other == third => Some(Slip::Swapped),
        [_] if a.len() > 1 => Some(Slip::OneDigit),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_other_amounts() {
        let read = |text: &str| text.parse::<Decimal>().unwrap();
        for (found, expected, wanted) in [
            ("8150", "8510", Some(Slip::Swapped)),
            ("4020", "4200.00", Some(Slip::Swapped)),
            ("15500", "15000", Some(Slip::OneDigit)),
            ("150", "160", Some(Slip::OneDigit)),
            ("3000", "300", Some(Slip::TimesTen)),
            ("300", "3000", Some(Slip::ByTen)),
            ("1200", "3400", None),
            ("900", "900.00", None),
        ] {
            assert_eq!(slip(read(found), read(expected)), wanted, "{found} for {expected}");
        }
    }
}
