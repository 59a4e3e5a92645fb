//! What must hold between printed numbers, and whether it does.

use super::expr::{Book, Expr, Id, Overrides};
use crate::diagnostics::Rule;
use crate::money::{Currency, Decimal, round};

/// A number and the ways in which it may have been worked out.
#[derive(Debug, Clone)]
pub(super) struct Relation {
    /// The rule that it belongs to.
    pub(super) rule: &'static Rule,
    /// The number that follows from others.
    pub(super) target: Id,
    /// The lawful ways, the usual one first.
    pub(super) ways: Vec<Way>,
    /// Whether only its size counts: deductions are printed with and without a
    /// minus.
    pub(super) unsigned: bool,
    /// Whether it carries over a number of another table.
    pub(super) carried: bool,
}

/// One way to work out a number.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) expr: Expr,
    /// How many terms were rounded one by one, where that is what makes it
    /// differ from the usual way: then it is a drift, and worth a word.
    pub(super) drift: bool,
    /// Whether it only shows that a number may be right: it is never said that
    /// it should be so.
    pub(super) excuse: bool,
    /// The most that the terms' own rounding can add up to.
    pub(super) slack: Decimal,
}

/// Whether a relation holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Holds,
    /// Only with terms rounded one by one.
    Drifts,
    Broken,
    /// A number is missing.
    Unknown,
}

impl Way {
    pub(super) fn exactly(expr: Expr) -> Self {
        Self { expr, drift: false, excuse: false, slack: Decimal::ZERO }
    }

    pub(super) fn excuse(expr: Expr) -> Self {
        Self { excuse: true, ..Self::exactly(expr) }
    }

    /// Whether it says what should stand there.
    pub(super) fn is_usual(&self) -> bool {
        !self.drift && !self.excuse
    }
}

impl Relation {
    pub(super) fn new(rule: &'static Rule, target: Id, ways: impl IntoIterator<Item = Expr>) -> Self {
        let mut distinct: Vec<Way> = Vec::new();
        for expr in ways {
            if distinct.iter().all(|way| way.expr != expr) {
                distinct.push(Way::exactly(expr));
            }
        }
        Self { rule, target, ways: distinct, unsigned: false, carried: false }
    }

    pub(super) fn unsigned(mut self) -> Self {
        self.unsigned = true;
        self
    }

    pub(super) fn with(mut self, way: Way) -> Self {
        self.ways.push(way);
        self
    }

    /// Whether the target's number follows in one of the ways.
    pub(super) fn verdict(&self, book: &Book, overrides: &Overrides) -> Verdict {
        let mut best = Verdict::Unknown;
        for way in &self.ways {
            let Some(holds) = self.way_holds(way, book, overrides) else { continue };
            if holds && !way.drift {
                return Verdict::Holds;
            }
            if holds {
                best = Verdict::Drifts;
            } else if best == Verdict::Unknown {
                best = Verdict::Broken;
            }
        }
        best
    }

    /// Whether one way gives the printed number; none where it has no value.
    fn way_holds(&self, way: &Way, book: &Book, overrides: &Overrides) -> Option<bool> {
        let printed = book.get(self.target)?;
        let mut found = overrides.get(&self.target).copied().unwrap_or(printed.value);
        let mut expected = way.expr.value(book, overrides)?;
        if self.unsigned {
            (found, expected) = (found.abs(), expected.abs());
        }
        let minor = printed.currency.map_or(2, Currency::minor_units);
        let decimals = if printed.percent { printed.decimals } else { minor.max(printed.decimals) };
        // What the column prints in whole euros may be rounded to the euro.
        if round(expected, decimals) == found || round(expected, printed.places.min(decimals)) == found {
            return Some(true);
        }
        let cash = printed.currency == Some(Currency::CHF) && is_five_centimes(found) && {
            let distance = found.checked_sub(expected)?.abs();
            distance < Decimal::new(25, 3)
        };
        let slack = way.slack + printed.tolerance + way.expr.tolerance(book);
        Some(cash || (!slack.is_zero() && found.checked_sub(expected)?.abs() <= slack))
    }

    /// The values that could stand there, one per way, the usual one first.
    pub(super) fn values(&self, book: &Book, overrides: &Overrides) -> Vec<(Decimal, &Expr)> {
        let Some(printed) = book.get(self.target) else { return Vec::new() };
        let minor = printed.currency.map_or(2, Currency::minor_units);
        let places = if printed.percent { printed.decimals } else { minor.max(printed.decimals) };
        self.ways
            .iter()
            .filter(|way| way.is_usual())
            .filter_map(|way| {
                let mut value = way.expr.value(book, overrides)?;
                if self.unsigned && printed.value.is_sign_negative() != value.is_sign_negative() {
                    value = -value;
                }
                let whole = round(value, printed.places.min(places));
                let exact = round(value, places);
                // Cents are not demanded where the column prints none.
                let shown = if printed.places == 0 && printed.tolerance.is_zero() { whole } else { exact };
                Some((shown, &way.expr))
            })
            .collect()
    }

    /// The value that should stand there: by the way that comes nearest to
    /// what does.
    pub(super) fn expected(&self, book: &Book, overrides: &Overrides) -> Option<(Decimal, &Expr)> {
        let printed = book.get(self.target)?;
        self.values(book, overrides).into_iter().min_by_key(|(value, _)| (*value - printed.value).abs())
    }

    /// The numbers that the target follows from, in any way.
    pub(super) fn inputs(&self) -> Vec<Id> {
        let mut out = Vec::new();
        for way in &self.ways {
            way.expr.cells(&mut out);
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}

fn is_five_centimes(value: Decimal) -> bool {
    value.checked_mul(Decimal::from(20)).is_some_and(|twentieths| twentieths.fract().is_zero())
}
