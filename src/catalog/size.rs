//! The sizes that items are for, and the quantities that they sell.

use super::Item;
use crate::money::Decimal;
use crate::source::Span;

/// A range of sizes, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeRange {
    /// The smallest.
    pub low: Decimal,
    /// The largest; none for no bound.
    pub high: Option<Decimal>,
}

impl SizeRange {
    /// Reads `4-8`, `10+`, `9`; none for other texts.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(['–', '—', '−'], "-");
        if let Some(low) = text.strip_suffix('+') {
            return Some(Self { low: number(low)?, high: None });
        }
        match text.split_once('-') {
            Some((low, high)) => {
                let range = Self { low: number(low)?, high: Some(number(high)?) };
                range.high.is_some_and(|high| range.low <= high).then_some(range)
            }
            None => number(&text).map(|only| Self { low: only, high: Some(only) }),
        }
    }

    /// Whether a size falls in it.
    pub fn holds(&self, size: Decimal) -> bool {
        self.low <= size && self.high.is_none_or(|high| size <= high)
    }

    /// Whether it is more than one size.
    pub fn is_range(&self) -> bool {
        self.high != Some(self.low)
    }
}

fn number(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text.trim()).ok()
}

/// A size that an item says it is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemSize {
    /// What is counted: `services`, `nodes`.
    pub of: String,
    /// The range.
    pub range: SizeRange,
    /// Whether the lower end stands in the catalog; a lone maximum has none.
    pub bounded_below: bool,
    /// Where it stands.
    pub span: Span,
}

impl Item {
    /// The sizes it is for: attributes that are ranges (`services: 4-8`), and
    /// `min_…` and `max_…`.
    pub fn sizes(&self) -> Vec<ItemSize> {
        let mut sizes: Vec<ItemSize> = Vec::new();
        for attribute in &self.attributes {
            let (key, value) = (attribute.key.value.as_str(), attribute.value.value.as_str());
            let (of, range, bounded_below) = if let Some(of) = key.strip_prefix("max_") {
                let Some(high) = number(value) else { continue };
                let low = self.attribute(&format!("min_{of}")).and_then(|low| number(&low.value.value));
                (of, SizeRange { low: low.unwrap_or(Decimal::ZERO), high: Some(high) }, low.is_some())
            } else if let Some(of) = key.strip_prefix("min_") {
                if self.attribute(&format!("max_{of}")).is_some() {
                    continue;
                }
                let Some(low) = number(value) else { continue };
                (of, SizeRange { low, high: None }, true)
            } else {
                let Some(range) = SizeRange::parse(value) else { continue };
                (key, range, true)
            };
            sizes.push(ItemSize { of: of.to_owned(), range, bounded_below, span: attribute.value.span });
        }
        sizes
    }

    /// How much it sells of something counted, where it is a package of a
    /// quantity (`DEPLOY 20`, 20 days): what, how many.
    ///
    /// Days and hours only count where the name or the reference carries the
    /// number too, since they may as well be the effort behind a fixed price.
    pub fn volume(&self) -> Option<(&'static str, Decimal)> {
        const COUNTED: &[(&str, &[&str], bool)] = &[
            ("days", &["days", "jours"], true),
            ("hours", &["hours", "heures"], true),
            ("tickets", &["tickets"], false),
            ("users", &["users", "utilisateurs"], false),
            ("seats", &["seats", "postes"], false),
            ("licences", &["licences", "licenses"], false),
            ("credits", &["credits", "crédits"], false),
        ];
        COUNTED.iter().find_map(|(what, keys, named)| {
            let attribute = self.attributes.iter().find(|own| keys.contains(&own.key.value.as_str()))?;
            let value = number(&attribute.value.value).filter(|value| !value.is_zero())?;
            (!named || value <= Decimal::ONE || self.is_named_after(value)).then_some((*what, value))
        })
    }

    fn is_named_after(&self, value: Decimal) -> bool {
        let digits = value.normalize().to_string();
        let names = self.name.all().chain(&self.aliases).chain(std::iter::once(&self.reference));
        names.flat_map(|name| name.value.split(|c: char| !c.is_ascii_digit())).any(|word| word == digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_ranges_open_ranges_or_single_numbers() {
        let read = |text: &str| {
            SizeRange::parse(text)
                .map(|range| (range.low.to_string(), range.high.map(|high| high.to_string())))
        };
        assert_eq!(read("4-8"), Some(("4".into(), Some("8".into()))));
        assert_eq!(read("1 – 3"), Some(("1".into(), Some("3".into()))));
        assert_eq!(read("10+"), Some(("10".into(), None)));
        assert_eq!(read("9"), Some(("9".into(), Some("9".into()))));
        assert_eq!(read("8-4"), None);
        assert_eq!(read("24/7"), None);
    }
}
