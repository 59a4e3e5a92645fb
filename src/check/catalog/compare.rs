//! Brings a catalog price to the tuple in which a document prints it, and
//! compares the two. A part that is unknown is tried in all its values: a price
//! is only wrong where none of them makes it right.

use crate::language::Language;
use crate::money::{Currency, Decimal, Decimals, plain, round};
use crate::proposal::price::{Period, Price, Qualifier, TaxBasis};

use super::show::{amount, number};

/// A price of the catalog.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) amount: Decimal,
    pub(super) currency: Currency,
    pub(super) basis: TaxBasis,
    pub(super) period: Period,
}

/// What is known about a line beside its price.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Terms {
    /// The VAT rate in percent.
    pub(super) vat: Option<Decimal>,
    /// Whether no VAT applies, so that both bases are the same.
    pub(super) exempt: bool,
    /// How many, for the price of a whole line.
    pub(super) quantity: Option<Decimal>,
    /// The months that the line is for (`RUN Standard (12 mois)`).
    pub(super) months: Option<Decimal>,
    /// What one unit of the catalog's currency is worth in the document's.
    pub(super) rate: Option<Fraction>,
}

/// A factor that need not be a finite decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fraction {
    pub(super) times: Decimal,
    pub(super) by: Decimal,
}

/// What the catalog asks for, in the document's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Expected {
    pub(super) amount: Decimal,
    pub(super) currency: Currency,
    pub(super) basis: TaxBasis,
    pub(super) period: Period,
    /// How it follows from the catalog's figure (`12 × 900 €`); none where it is
    /// that figure.
    pub(super) formula: Option<String>,
    /// The same for programs: `12 * 900 = 10800`.
    pub(super) relation: String,
}

/// What cannot be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    /// Whether tax is in.
    Basis,
    /// The VAT rate.
    Rate,
    /// How often it is due.
    Period,
    /// The exact amount: it is a range or an estimate.
    Amount,
    /// The exchange rate.
    Exchange,
}

/// The outcome of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The same price.
    Fits,
    /// It may be the same price: something is not known.
    Unknown(Gap),
    /// Another price, whatever is not known.
    Differs,
}

impl Fraction {
    pub(super) const ONE: Self = Self { times: Decimal::ONE, by: Decimal::ONE };

    pub(super) fn of(times: u32, by: u32) -> Self {
        Self { times: Decimal::from(times), by: Decimal::from(by) }.reduced()
    }

    /// `12 / 4` as `3`, where that is a whole number.
    fn reduced(self) -> Self {
        match (self.times.checked_div(self.by), self.by.checked_div(self.times)) {
            (Some(times), _) if times.fract().is_zero() => {
                Self { times: times.normalize(), by: Decimal::ONE }
            }
            (_, Some(by)) if by.fract().is_zero() => Self { times: Decimal::ONE, by: by.normalize() },
            _ => self,
        }
    }

    pub(super) fn inverse(self) -> Self {
        Self { times: self.by, by: self.times }
    }

    pub(super) fn apply(self, value: Decimal) -> Option<Decimal> {
        value.checked_mul(self.times)?.checked_div(self.by)
    }
}

/// The factor from net to gross.
pub(super) fn gross_factor(vat: Decimal) -> Fraction {
    Fraction { times: Decimal::ONE_HUNDRED.saturating_add(vat), by: Decimal::ONE_HUNDRED }
}

/// No VAT rate in the world is higher: what lies beyond is no matter of tax.
const HIGHEST_VAT: u32 = 30;

/// Whether a printed price is an expected amount: to the minor unit; where the
/// amount was worked out, to the decimals that are printed; for rounded
/// notations (`4,5 k€`) within what they leave open.
pub(super) fn is_same(price: &Price, expected: Decimal, currency: Currency, derived: bool) -> bool {
    let minor = currency.minor_units();
    let value = price.amount;
    if value == expected || (derived && value == round(expected, minor)) {
        return true;
    }
    if derived && price.decimals < minor && value == round(expected, price.decimals) {
        return true;
    }
    let apart = value.checked_sub(expected).map(|apart| apart.abs());
    !price.tolerance.is_zero() && apart.is_some_and(|apart| apart <= price.tolerance)
}

/// Compares a printed price with one of the catalog. None where the numbers are
/// too large to work with.
pub(super) fn compare(
    price: &Price,
    listed: &Listed,
    terms: &Terms,
    language: Language,
) -> Option<(Outcome, Expected)> {
    let currency = match price.currency {
        Some(own) if own.is_cfa() && listed.currency.is_cfa() => listed.currency,
        own => own.unwrap_or(listed.currency),
    };
    let converted = currency != listed.currency;
    let rate = if converted { terms.rate } else { Some(Fraction::ONE) };
    let quantity = terms.quantity.unwrap_or(Decimal::ONE);
    let (factors, periods) = period_factors(price.period, listed.period, terms.months);
    let (first, first_period) = *factors.first()?;
    let expected = |factor: Fraction, period: Period| -> Option<(Decimal, Expected)> {
        let each = rate.unwrap_or(Fraction::ONE).apply(listed.amount)?;
        let exact = factor.apply(each)?.checked_mul(quantity)?;
        let shown = round(exact, if rate.is_some() { currency } else { listed.currency }.minor_units());
        let working = Working { listed, factor, quantity, rate: rate.filter(|_| converted) };
        let expected = Expected {
            amount: shown,
            currency: if rate.is_some() { currency } else { listed.currency },
            basis: listed.basis,
            period,
            formula: working.formula(language),
            relation: working.relation(shown),
        };
        Some((exact, expected))
    };
    let (plain_exact, mut plain) = expected(first, first_period)?;
    if rate.is_none() {
        return Some((Outcome::Unknown(Gap::Exchange), plain));
    }
    let derived = converted || first != Fraction::ONE || quantity != Decimal::ONE;
    if !matches!(price.qualifier, Qualifier::Exact | Qualifier::Addition | Qualifier::From) {
        return Some((Outcome::Unknown(Gap::Amount), plain));
    }
    let printed = price.basis.map(net_if_exempt);
    let target = if terms.exempt { Some(listed.basis) } else { printed };
    let other = match listed.basis {
        TaxBasis::Gross => TaxBasis::Net,
        TaxBasis::Net | TaxBasis::Exempt => TaxBasis::Gross,
    };
    let to_other = terms.vat.map(|vat| match listed.basis {
        TaxBasis::Gross => gross_factor(vat).inverse(),
        TaxBasis::Net | TaxBasis::Exempt => gross_factor(vat),
    });
    let alternatives = factors.iter().skip(1).filter_map(|(factor, period)| expected(*factor, *period));
    let exact: Vec<Decimal> =
        std::iter::once(plain_exact).chain(alternatives.map(|(exact, _)| exact)).collect();
    let same_basis = target.is_none_or(|target| target == net_if_exempt(listed.basis));
    let fits = |value: Decimal, derived| is_same(price, value, currency, derived);
    let miss = match periods {
        Periods::Known | Periods::Open => Outcome::Differs,
        Periods::Foreign => Outcome::Unknown(Gap::Period),
    };
    let certain = periods != Periods::Open;
    if same_basis {
        if fits(plain_exact, derived) {
            return Some((Outcome::Fits, plain));
        }
        // `RUN Standard (12 mois)` may print the price of a month as well.
        let as_listed = factors.iter().position(|(factor, _)| *factor == Fraction::ONE);
        if as_listed.and_then(|at| exact.get(at)).is_some_and(|value| fits(*value, false)) {
            return Some((Outcome::Fits, plain));
        }
        if exact.iter().skip(1).any(|value| fits(*value, true)) {
            return Some((Outcome::Unknown(Gap::Period), plain));
        }
        if target.is_some() {
            return Some((miss, plain));
        }
    }
    // Tax lies between the two prices, or may lie there.
    if let Some(factor) = to_other {
        let values: Vec<Decimal> = exact.iter().filter_map(|value| factor.apply(*value)).collect();
        if let Some(own) = values.first() {
            if !same_basis {
                plain.amount = round(*own, currency.minor_units());
                plain.basis = other;
                plain.formula = Some(tax_formula(&plain, listed.basis, terms.vat, plain_exact, language));
                plain.relation = format!(
                    "{} * {} / {} = {}",
                    machine(plain_exact),
                    machine(factor.times),
                    machine(factor.by),
                    machine(plain.amount)
                );
                if fits(*own, true) {
                    return Some((Outcome::Fits, plain));
                }
            } else if fits(*own, true) {
                return Some((Outcome::Unknown(Gap::Basis), plain));
            }
        }
        if values.iter().skip(1).any(|value| fits(*value, true)) && !certain {
            return Some((Outcome::Unknown(Gap::Period), plain));
        }
        return Some((miss, plain));
    }
    let highest = gross_factor(Decimal::from(HIGHEST_VAT));
    let open = exact.iter().any(|value| {
        let bound = match other {
            TaxBasis::Gross => highest.apply(*value),
            TaxBasis::Net | TaxBasis::Exempt => highest.inverse().apply(*value),
        };
        bound.is_some_and(|bound| {
            let (low, high) = (bound.min(*value), bound.max(*value));
            (low..=high).contains(&price.amount)
        })
    });
    let gap = if same_basis { Gap::Basis } else { Gap::Rate };
    Some((if open { Outcome::Unknown(gap) } else { miss }, plain))
}

fn net_if_exempt(basis: TaxBasis) -> TaxBasis {
    match basis {
        TaxBasis::Exempt | TaxBasis::Net => TaxBasis::Net,
        TaxBasis::Gross => TaxBasis::Gross,
    }
}

/// What is known about how often a price is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Periods {
    /// The document says it.
    Known,
    /// It may be any of several.
    Open,
    /// It is of another kind than the catalog's: a price per day of something
    /// that is sold by the month.
    Foreign,
}

/// The factors from the catalog's period to the printed one, the likeliest
/// first.
fn period_factors(
    printed: Option<Period>,
    listed: Period,
    months: Option<Decimal>,
) -> (Vec<(Fraction, Period)>, Periods) {
    let as_listed = (Fraction::ONE, listed);
    let Some(own) = listed.per_year() else {
        // What is sold once, by the day or by the hour.
        let known = printed.is_none_or(|printed| printed == listed || printed == Period::Once);
        // What is sold once has no other price, whatever the column is called.
        let known = known || listed == Period::Once;
        return (vec![as_listed], if known { Periods::Known } else { Periods::Foreign });
    };
    match printed {
        Some(printed @ (Period::Month | Period::Quarter | Period::Year)) => {
            let per_year = printed.per_year().unwrap_or(own);
            let factor = if own == per_year { Fraction::ONE } else { Fraction::of(own, per_year) };
            (vec![(factor, printed)], Periods::Known)
        }
        Some(Period::Day | Period::Hour) => (vec![as_listed], Periods::Foreign),
        Some(Period::Once) | None => {
            let mut factors = Vec::new();
            if let Some(months) = months {
                let times = months.saturating_mul(Decimal::from(own));
                factors.push((Fraction { times, by: Decimal::from(12) }.reduced(), Period::Once));
            }
            factors.push(as_listed);
            for other in [Period::Month, Period::Quarter, Period::Year] {
                if other != listed
                    && let Some(per_year) = other.per_year()
                {
                    factors.push((Fraction::of(own, per_year), other));
                }
            }
            (factors, Periods::Open)
        }
    }
}

struct Working<'a> {
    listed: &'a Listed,
    factor: Fraction,
    quantity: Decimal,
    rate: Option<Fraction>,
}

impl Working<'_> {
    fn formula(&self, language: Language) -> Option<String> {
        let mut text = amount(self.listed.amount, self.listed.currency, language);
        let mut worked = false;
        for value in [self.factor.times, self.quantity] {
            if value != Decimal::ONE {
                text = format!("{} × {text}", number(value, language));
                worked = true;
            }
        }
        if self.factor.by != Decimal::ONE {
            text = format!("{text} / {}", number(self.factor.by, language));
            worked = true;
        }
        if let Some(rate) = self.rate {
            let (sign, value) = if rate.by == Decimal::ONE { ('×', rate.times) } else { ('/', rate.by) };
            text = format!("{text} {sign} {}", number(value, language));
            worked = true;
        }
        worked.then_some(text)
    }

    fn relation(&self, result: Decimal) -> String {
        let mut text = machine(self.listed.amount);
        for (sign, value) in [
            ('*', self.factor.times),
            ('*', self.quantity),
            ('/', self.factor.by),
            ('*', self.rate.map_or(Decimal::ONE, |rate| rate.times)),
            ('/', self.rate.map_or(Decimal::ONE, |rate| rate.by)),
        ] {
            if value != Decimal::ONE {
                text = format!("{text} {sign} {}", machine(value));
            }
        }
        format!("{text} = {}", machine(result))
    }
}

fn tax_formula(
    plain: &Expected,
    listed: TaxBasis,
    vat: Option<Decimal>,
    exact: Decimal,
    language: Language,
) -> String {
    let vat = number(vat.unwrap_or_default(), language);
    let space = language.pick("\u{202f}", "");
    let base = amount(round(exact, plain.currency.minor_units()), plain.currency, language);
    let base = plain.formula.clone().unwrap_or(base);
    match listed {
        TaxBasis::Gross => language.pick(
            format!("{base} TTC sans {vat}{space}% de TVA"),
            format!("{base} incl. VAT less {vat}{space}% VAT"),
        ),
        TaxBasis::Net | TaxBasis::Exempt => language.pick(
            format!("{base} HT + {vat}{space}% de TVA"),
            format!("{base} excl. VAT + {vat}{space}% VAT"),
        ),
    }
}

pub(super) fn machine(value: Decimal) -> String {
    plain(value, Decimals::AsNeeded(0))
}
