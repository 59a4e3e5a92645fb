use std::str::FromStr;

use rust_decimal::Decimal;

use crate::language::{Language, Notation};

/// The most digits before and after the decimal mark: beyond a trillion a
/// figure in a proposal is a mistake, and sums and products of two such numbers
/// still fit a [`Decimal`].
const MAX_WHOLE: usize = 12;
const MAX_FRACTION: usize = 8;

/// A number as it is written, without its language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Numeral {
    /// It reads in one way.
    Plain {
        /// The value.
        value: Decimal,
        /// The digits after the decimal mark.
        decimals: u32,
        /// The character between groups of three digits, any space as `' '`
        /// and any apostrophe as `'\''`.
        group: Option<char>,
        /// The decimal mark.
        mark: Option<char>,
    },
    /// One dot or comma before exactly three digits: thousands or decimals.
    Either {
        /// The dot or comma.
        mark: char,
        /// The value if the mark separates thousands.
        whole: Decimal,
        /// The value if it is a decimal mark.
        fraction: Decimal,
    },
}

/// Reads digits and separators; none where they are no number (`12,50.00`,
/// `7 50`, `1,80,000`) or too long. No sign, no currency, no spaces around.
pub fn numeral(text: &str) -> Option<Numeral> {
    let mut runs: Vec<String> = vec![String::new()];
    let mut separators: Vec<char> = Vec::new();
    for c in text.chars() {
        if c.is_ascii_digit() {
            runs.last_mut()?.push(c);
        } else {
            separators.push(separator(c)?);
            runs.push(String::new());
        }
    }
    if runs.iter().any(String::is_empty) {
        return None;
    }
    let Some(&last) = separators.last() else {
        return plain(&runs, &[], None, None);
    };
    let fraction = runs.last()?.clone();
    let (whole, head) = (runs.get(..runs.len() - 1)?, separators.get(..separators.len() - 1)?);
    let is_mark = last == '.' || last == ',';
    match head.first() {
        // One separator only.
        None if is_mark => {
            let first = whole.first()?;
            if fraction.len() == 3 && first.len() <= 3 && !first.starts_with('0') {
                let both = plain(&runs, &[], None, None)?;
                let decimal = plain(whole, &[], Some(&fraction), Some(last))?;
                let (Numeral::Plain { value: whole, .. }, Numeral::Plain { value: fraction, .. }) =
                    (both, decimal)
                else {
                    return None;
                };
                Some(Numeral::Either { mark: last, whole, fraction })
            } else {
                plain(whole, &[], Some(&fraction), Some(last))
            }
        }
        // The last of several alike groups thousands: 6.000.000.
        None => plain(&runs, &separators, None, None),
        Some(group) if *group == last => plain(&runs, &separators, None, None),
        Some(_) if is_mark => plain(whole, head, Some(&fraction), Some(last)),
        Some(_) => None,
    }
}

/// Puts a number together; the groups must be alike and of three digits.
fn plain(runs: &[String], groups: &[char], fraction: Option<&str>, mark: Option<char>) -> Option<Numeral> {
    let group = groups.first().copied();
    if groups.iter().any(|g| Some(*g) != group) {
        return None;
    }
    if group.is_some() {
        let first = runs.first()?;
        let ok = (1..=3).contains(&first.len()) && runs.iter().skip(1).all(|run| run.len() == 3);
        if !ok {
            return None;
        }
    }
    let whole = runs.concat();
    let fraction = fraction.unwrap_or_default();
    if whole.len() > MAX_WHOLE || fraction.len() > MAX_FRACTION {
        return None;
    }
    let text = if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") };
    let value = Decimal::from_str(&text).ok()?;
    Some(Numeral::Plain { value, decimals: u32::try_from(fraction.len()).ok()?, group, mark })
}

/// A separator in its plain form: all spaces are one, as are all apostrophes.
fn separator(c: char) -> Option<char> {
    match c {
        '.' | ',' => Some(c),
        '\'' | '’' | '\u{2bc}' => Some('\''),
        c if is_space(c) => Some(' '),
        _ => None,
    }
}

/// Whether a character is one of the spaces found within amounts.
pub fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\u{a0}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{202f}')
}

/// Reads a number as a language writes it, with an optional sign; none where it
/// is not one. `1.800` is 1800 in German and Spanish and 1.8 in English; French
/// writes neither `1.800` nor `1,800` for a fraction of money.
pub fn parse_number(text: &str, language: Language) -> Option<Decimal> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let value = match numeral(digits)? {
        Numeral::Plain { value, .. } => value,
        Numeral::Either { mark, whole, fraction } => {
            let decimal = match language.notation() {
                Notation::Spaced => None,
                Notation::English => Some('.'),
                Notation::Continental => Some(','),
            };
            if decimal == Some(mark) { fraction } else { whole }
        }
    };
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        match numeral(text)? {
            Numeral::Plain { value, .. } => Some(value.to_string()),
            Numeral::Either { whole, fraction, .. } => Some(format!("{whole}|{fraction}")),
        }
    }

    #[test]
    fn groups_and_decimal_marks_of_every_convention_are_read() {
        for (text, expected) in [
            ("1800", "1800"),
            ("1 800", "1800"),
            ("1\u{202f}800\u{a0}000", "1800000"),
            ("4 881.98", "4881.98"),
            ("1.800,00", "1800.00"),
            ("1,800.00", "1800.00"),
            ("6.000.000", "6000000"),
            ("1’500.50", "1500.50"),
            ("1.800", "1800|1.800"),
            ("12,500", "12500|12.500"),
            ("0.125", "0.125"),
            ("655,957", "655957|655.957"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_not_guessed() {
        for text in
            ["12,50.00", "1,80,000", "7 50", "1 80 000", "1..5", "12,", "", "1.000 000,5", "9999999999999"]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }

    #[test]
    fn the_language_decides_between_thousands_and_decimals() {
        let read = |text, language| parse_number(text, language).map(|v| v.normalize().to_string());
        assert_eq!(read("1.800", Language::German).as_deref(), Some("1800"));
        assert_eq!(read("1.800", Language::English).as_deref(), Some("1.8"));
        assert_eq!(read("−1,800", Language::English).as_deref(), Some("-1800"));
    }
}
