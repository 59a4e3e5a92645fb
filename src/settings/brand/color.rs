use std::collections::HashMap;
use std::fmt;
use std::sync::LazyLock;

/// An opaque sRGB colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Color {
    red: u8,
    green: u8,
    blue: u8,
}

impl Color {
    /// A colour by its components.
    pub const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rrggbb` or `#rgb`; none for anything else.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        let nibbles: Option<Vec<u8>> =
            digits.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
        match nibbles?.as_slice() {
            [r, g, b] => Some(Self::new(r * 17, g * 17, b * 17)),
            [r1, r0, g1, g0, b1, b0] => Some(Self::new(r1 * 16 + r0, g1 * 16 + g0, b1 * 16 + b0)),
            _ => None,
        }
    }

    /// A colour by its CSS name, in any case; none for an unknown one.
    pub fn from_css(name: &str) -> Option<Self> {
        static NAMES: LazyLock<HashMap<&str, Color>> = LazyLock::new(|| named(include_str!("colors.txt")));
        NAMES.get(name.to_ascii_lowercase().as_str()).copied()
    }

    /// This colour with so many percent of another in it.
    #[must_use]
    pub fn mix(self, other: Self, percent: u8) -> Self {
        let part = u16::from(percent.min(100));
        let channel = |own: u8, other: u8| {
            let sum = u16::from(own) * (100 - part) + u16::from(other) * part;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self::new(
            channel(self.red, other.red),
            channel(self.green, other.green),
            channel(self.blue, other.blue),
        )
    }

    /// The contrast ratio with another colour, 1 to 21 (WCAG 2.1, "contrast
    /// ratio").
    #[expect(clippy::float_arithmetic, reason = "light, not money")]
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance (WCAG 2.1).
    #[expect(clippy::float_arithmetic, reason = "light, not money")]
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let value = f64::from(channel) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

/// Names and their colours, out of a list of pairs.
pub fn named(list: &'static str) -> HashMap<&'static str, Color> {
    let mut words = list.split_whitespace();
    std::iter::from_fn(|| Some((words.next()?, Color::from_hex(words.next()?)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::{Color, named};

    #[test]
    fn every_name_of_the_list_has_a_colour() {
        let list = include_str!("colors.txt");
        assert_eq!(named(list).len() * 2, list.split_whitespace().count());
        assert_eq!(Color::from_css("LightGreen").unwrap().to_string(), "#90ee90");
        assert_eq!(Color::from_css("bleu"), None);
    }

    #[test]
    fn hex_is_read_and_written_back() {
        assert_eq!(Color::from_hex("#0F3b4c").unwrap().to_string(), "#0f3b4c");
        assert_eq!(Color::from_hex("#abc").unwrap().to_string(), "#aabbcc");
        for wrong in ["0f3b4c", "#0f3b4", "#0f3b4cé", "", "#", "red"] {
            assert_eq!(Color::from_hex(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn contrast_is_that_of_the_standard() {
        let (black, white) = (Color::new(0, 0, 0), Color::new(255, 255, 255));
        assert!((black.contrast(white) - 21.0).abs() < 0.001);
        let grey = Color::from_hex("#767676").unwrap();
        assert!((grey.contrast(white) - 4.54).abs() < 0.01);
    }
}
