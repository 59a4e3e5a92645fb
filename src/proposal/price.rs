//! What a price is: a tuple, never a number. Two prices compare only after both
//! are brought to the same tuple; a part that is unknown makes them
//! incomparable, never different.

use crate::money::{Currency, Decimal};

/// A price as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// The amount in units of the currency (not minor units).
    pub amount: Decimal,
    /// The currency, where a cell, a header or the document names one.
    pub currency: Option<Currency>,
    /// Whether tax is in it.
    pub basis: Option<TaxBasis>,
    /// How often it is due.
    pub period: Option<Period>,
    /// What one of it is bought of, where it is not the whole (`/nœud`), as
    /// written.
    pub per: Option<String>,
    /// How firm it is.
    pub qualifier: Qualifier,
    /// The decimals that are printed, before any multiplier (`4,5 k€` prints
    /// one).
    pub decimals: u32,
    /// Half of the last printed digit's worth where the amount is rounded by
    /// its notation (`4,5 k€` is 4 500 ± 50); zero where it is exact.
    pub tolerance: Decimal,
}

/// Whether tax is in a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxBasis {
    /// Without tax (HT, excl. VAT).
    Net,
    /// With tax (TTC, incl. VAT).
    Gross,
    /// No tax applies.
    Exempt,
}

/// How often a price is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// Once.
    Once,
    /// Per hour of work.
    Hour,
    /// Per day of work.
    Day,
    /// Each month.
    Month,
    /// Each quarter.
    Quarter,
    /// Each year.
    Year,
}

impl Price {
    /// An exact amount of which nothing else is known.
    pub fn bare(amount: Decimal, decimals: u32) -> Self {
        Self {
            amount,
            currency: None,
            basis: None,
            period: None,
            per: None,
            qualifier: Qualifier::Exact,
            decimals,
            tolerance: Decimal::ZERO,
        }
    }

    /// Whether it may enter a sum as it stands: neither a floor, a ceiling, an
    /// estimate nor a range.
    pub fn is_firm(&self) -> bool {
        matches!(self.qualifier, Qualifier::Exact | Qualifier::Addition)
    }
}

impl Period {
    /// How many of it make a year; none for work and for what is due once.
    pub fn per_year(self) -> Option<u32> {
        match self {
            Self::Month => Some(12),
            Self::Quarter => Some(4),
            Self::Year => Some(1),
            Self::Once | Self::Hour | Self::Day => None,
        }
    }

    /// Whether it comes back: month, quarter or year.
    pub fn is_recurring(self) -> bool {
        self.per_year().is_some()
    }
}

/// How firm a price is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qualifier {
    /// This amount.
    Exact,
    /// An addition to another price (`+3 000 €`).
    Addition,
    /// At least this amount (`à partir de`).
    From,
    /// At most this amount (`jusqu'à`).
    UpTo,
    /// About this amount (`env.`, `~`).
    About,
    /// Between the amount and this one.
    To(Decimal),
}
