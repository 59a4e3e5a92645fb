use crate::money::Decimal;
use crate::proposal::price::Price;
use crate::source::Span;

/// A saving that a sentence names.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidSaving {
    /// The sentence.
    pub sentence: String,
    /// What is saved (`Économie : X`), and where that stands.
    pub amount: Option<(Price, Span)>,
    /// The same in percent with its printed decimals (`soit 15 %`).
    pub percent: Option<(Decimal, u32, Span)>,
    /// The price that the sentence names beside it.
    pub price: Option<Price>,
    /// The price before (`au lieu de X`).
    pub list: Option<Price>,
}

/// A tax that a sentence names with its amount: `1 000 € HT et 200 € de TVA`.
#[derive(Debug, Clone, PartialEq)]
pub struct SaidTax {
    /// The tax, and where it stands.
    pub tax: (Price, Span),
    /// The price without it.
    pub net: Option<Price>,
    /// The price with it, and where that stands.
    pub gross: Option<(Price, Span)>,
    /// The rate that the sentence names, in percent.
    pub rate: Option<Decimal>,
}
