use std::fmt;

use rust_decimal::Decimal;

use super::Currency;

/// An amount in a currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Money {
    /// How much, in units of the currency.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

/// Why amounts have no sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SumError {
    /// They are in two currencies.
    Currencies(Currency, Currency),
    /// The sum is beyond what can be held exactly.
    TooLarge,
}

impl fmt::Display for SumError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Currencies(one, other) => write!(f, "{one} and {other} have no sum"),
            Self::TooLarge => f.write_str("the sum is too large"),
        }
    }
}

impl std::error::Error for SumError {}

impl Money {
    /// The sum of two amounts of one currency.
    pub fn plus(self, other: Self) -> Result<Self, SumError> {
        if self.currency != other.currency {
            return Err(SumError::Currencies(self.currency, other.currency));
        }
        let amount = self.amount.checked_add(other.amount).ok_or(SumError::TooLarge)?;
        Ok(Self { amount, ..self })
    }

    /// The sum of amounts; none where there are none.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Option<Self>, SumError> {
        amounts.into_iter().try_fold(None, |sum: Option<Self>, amount| match sum {
            None => Ok(Some(amount)),
            Some(sum) => sum.plus(amount).map(Some),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_currencies_have_no_sum() {
        let eur = Money { amount: Decimal::ONE, currency: Currency::EUR };
        let xof = Money { amount: Decimal::ONE, currency: Currency::XOF };
        assert_eq!(eur.plus(xof), Err(SumError::Currencies(Currency::EUR, Currency::XOF)));
        assert_eq!(Money::sum([eur, eur]).unwrap().unwrap().amount, Decimal::TWO);
        let most = Money { amount: Decimal::MAX, ..eur };
        assert_eq!(most.plus(most), Err(SumError::TooLarge));
    }
}
