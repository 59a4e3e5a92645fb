use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::source::Span;

/// A cell of a price table and what it was understood to say.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceCell {
    /// Where its text stands.
    pub span: Span,
    /// The column it begins in.
    pub column: usize,
    /// Its visible text, spaces tidied.
    pub text: String,
    /// What it says.
    pub reading: Reading,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// An amount of money, perhaps with others beside it.
    Amount(Box<Amount>),
    /// Part of another price (`Inclus`): zero in sums.
    Included,
    /// Given away (`Offert`), perhaps with the price it would have: zero in
    /// sums.
    Free {
        /// What it would cost (`au lieu de 90 €`).
        list: Option<Price>,
    },
    /// Nothing, or a dash: no amount.
    Empty,
    /// On request, perhaps from an amount.
    OnQuote {
        /// `à partir de 60 000 €`.
        from: Option<Price>,
    },
    /// A share of something (`+50 % du tarif principal`, `20 %`).
    Percent {
        /// In percent, with its sign.
        value: Decimal,
        /// Decimals printed.
        decimals: u32,
        /// Whether it is written as an addition (`+50 %`).
        addition: bool,
        /// Of what, as written.
        of: Option<String>,
    },
    /// A figure left to fill in.
    Placeholder,
    /// Digits in a place for money that are no number.
    Unreadable,
    /// A number that is no money: a quantity, with its unit where it has one.
    Quantity {
        /// The number.
        value: Decimal,
        /// The word after it, as written.
        unit: Option<String>,
    },
    /// Words.
    Text,
}

/// An amount of money in a cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Amount {
    /// The price, completed by what the header and the text around say.
    pub price: Price,
    /// What the cell itself says; only these can contradict the header.
    pub said: CellSaid,
    /// The same price on another basis or for another period
    /// (`4 500 € HT / 5 400 € TTC`).
    pub alternatives: Vec<Price>,
    /// The price before a reduction (struck through, `au lieu de`).
    pub list: Option<Price>,
    /// How it was worked out (`3 x 99 EUR = 297 EUR`).
    pub formula: Option<Formula>,
    /// A percentage beside it (`300 € (25 %)`), with its printed decimals.
    pub share: Option<(Decimal, u32)>,
    /// What made its reading less than certain.
    pub doubts: Vec<Doubt>,
}

/// The parts of a price that stand in its own cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CellSaid {
    /// The currency.
    pub currency: Option<Currency>,
    /// The basis.
    pub basis: Option<TaxBasis>,
    /// The period.
    pub period: Option<Period>,
}

/// A product written out in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    /// Its factors as written.
    pub factors: Vec<Decimal>,
    /// Whether the cell gives the result too; else the price is the product.
    pub result: bool,
}

/// Why an amount may not be what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Its dot or comma may separate thousands or decimals.
    Ambiguous {
        /// The other value it may have.
        other: Decimal,
    },
    /// It is written as another language does.
    Notation(Language),
    /// It has decimals that its currency does not have.
    MinorUnit,
    /// Its range is upside down.
    Inverted,
}

impl Reading {
    /// The price of an amount.
    pub fn price(&self) -> Option<&Price> {
        match self {
            Self::Amount(amount) => Some(&amount.price),
            Self::Included
            | Self::Free { .. }
            | Self::Empty
            | Self::OnQuote { .. }
            | Self::Percent { .. }
            | Self::Placeholder
            | Self::Unreadable
            | Self::Quantity { .. }
            | Self::Text => None,
        }
    }

    /// The amount with all that stands beside it.
    pub fn amount(&self) -> Option<&Amount> {
        match self {
            Self::Amount(amount) => Some(amount),
            Self::Included
            | Self::Free { .. }
            | Self::Empty
            | Self::OnQuote { .. }
            | Self::Percent { .. }
            | Self::Placeholder
            | Self::Unreadable
            | Self::Quantity { .. }
            | Self::Text => None,
        }
    }

    /// Whether it stands where a price could: an amount or a word that takes
    /// the place of one.
    pub fn is_price_like(&self) -> bool {
        match self {
            Self::Amount(_)
            | Self::Included
            | Self::Free { .. }
            | Self::OnQuote { .. }
            | Self::Placeholder
            | Self::Unreadable => true,
            Self::Empty | Self::Percent { .. } | Self::Quantity { .. } | Self::Text => false,
        }
    }

    /// The number in it, whatever it counts.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Amount(amount) => Some(amount.price.amount),
            Self::Percent { value, .. } | Self::Quantity { value, .. } => Some(*value),
            Self::Included
            | Self::Free { .. }
            | Self::Empty
            | Self::OnQuote { .. }
            | Self::Placeholder
            | Self::Unreadable
            | Self::Text => None,
        }
    }
}
