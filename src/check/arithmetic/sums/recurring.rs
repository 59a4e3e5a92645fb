//! Totals of what comes back, and totals said for another period.

use super::super::expr::{Expr, Id, Overrides};
use super::super::relation::{Relation, Verdict};
use super::super::rules::{PERIOD_TOTAL_MISMATCH, TOTAL_MISMATCH, UNIT_EQUIVALENT_MISMATCH};
use super::super::sheet::Line;
use super::Descent;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};

impl<'a> Descent<'a, '_> {
    /// A total of the amounts of a period.
    pub(super) fn recurring(&mut self, line: Line<'a>, id: Id, price: &'a Price, period: Period) {
        let own = self.own_basis();
        let mut ways = Vec::new();
        let mut converts = false;
        let any_period = self.walk.terms.iter().any(|term| term.period.is_some_and(Period::is_recurring));
        let plain = self.walk.since(0);
        if let Some(per_year) = period.per_year() {
            let same = self.walk.of_period(period);
            let others =
                self.walk.terms.iter().any(|term| {
                    !term.optional && term.period.is_some_and(|p| p.is_recurring() && p != period)
                });
            if let Some(all) = self.over(Decimal::from(12)).filter(|_| others && per_year == 1) {
                converts = true;
                let recurring: Vec<Expr> = self
                    .walk
                    .terms
                    .iter()
                    .filter(|t| !t.optional)
                    .filter_map(|term| {
                        let times = Decimal::from(term.period?.per_year()?);
                        Some(if times == Decimal::ONE {
                            term.expr.clone()
                        } else {
                            Expr::Product(vec![Expr::Number(times), term.expr.clone()])
                        })
                    })
                    .collect();
                if let [only] = recurring.as_slice() {
                    ways.push(only.clone());
                } else {
                    ways.push(Expr::Sum(recurring));
                }
                if Self::first_year(line).is_some() {
                    ways.insert(0, all);
                } else {
                    ways.push(all);
                }
            }
            ways.extend(same);
            // Twelve times the monthly total above.
            for stop in self.walk.stops.iter().rev() {
                if let Some(above) = stop.period.and_then(Period::per_year).filter(|above| *above != per_year)
                {
                    converts = true;
                    let cell = Expr::Cell(stop.id);
                    let factor = Expr::Number(Decimal::from(above.max(per_year) / above.min(per_year)));
                    ways.push(if above > per_year {
                        Expr::Product(vec![factor, cell])
                    } else {
                        Expr::Quotient(Box::new(cell), Box::new(factor))
                    });
                }
            }
            if !any_period && ways.is_empty() {
                ways.extend(plain.clone());
                if per_year == 1 && self.column_period().is_none() {
                    ways.extend(plain.map(|sum| Expr::Product(vec![Expr::Number(Decimal::from(12)), sum])));
                }
            }
        } else if period == Period::Once {
            ways.extend(self.walk.of_period(Period::Once));
        }
        let said = line.row.said.basis.as_ref().map(|said| said.value);
        // `Total mensual` below a tax is with it.
        if said.is_none() && own != Some(TaxBasis::Gross) && !self.walk.taxes.is_empty() {
            return self.other_basis(line, id, &Price { period: Some(period), ..price.clone() });
        }
        if self.crosses(said, own) {
            converts = false;
            let Some(rate) = self.sheet.vat(self.column).map(|rate| Box::new(Expr::Number(rate))) else {
                return;
            };
            let tax = |base: Expr| {
                if said == Some(TaxBasis::Gross) {
                    Expr::Plus(rate.clone(), Box::new(base))
                } else {
                    Expr::Without(rate.clone(), Box::new(base))
                }
            };
            ways = ways.into_iter().map(tax).collect();
            if !self.walk.taxes.is_empty() {
                return self.other_basis(line, id, price);
            }
        }
        let rule = if converts { &PERIOD_TOTAL_MISMATCH } else { &TOTAL_MISMATCH };
        self.sum(rule, id, price, ways);
        self.walk.stop(id, Some(period), true);
        self.walk.base = Some(id);
        self.remember(id, &Price { period: Some(period), ..price.clone() }, false);
    }

    pub(super) fn column_period(&self) -> Option<Period> {
        self.sheet.column(self.column)?.context.period.as_ref().map(|said| said.value)
    }

    /// The total said per month, per day or over a year.
    pub(super) fn equivalent(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let Some(to) = line.row.said.period.as_ref().map(|said| said.value) else { return };
        let Some(base) = self.walk.other.filter(|_| price.basis == Some(TaxBasis::Gross)).or(self.walk.base)
        else {
            return;
        };
        let from = self.walk.stops.last().and_then(|stop| stop.period).or_else(|| self.column_period());
        let factor = |from: u32, to: u32| Decimal::from(from.max(to) / from.min(to).max(1));
        let (Some(to_year), cell) = (to.per_year(), Expr::Cell(base)) else { return };
        let ways = match from.and_then(Period::per_year) {
            Some(from) if from == to_year => return,
            Some(from) if from > to_year => {
                vec![Expr::Product(vec![Expr::Number(factor(from, to_year)), cell])]
            }
            Some(from) => vec![Expr::Quotient(Box::new(cell), Box::new(Expr::Number(factor(from, to_year))))],
            None => {
                // Of a total without a period: the durations that are usual.
                let months = [12, 24, 36, 48, 60].map(Decimal::from);
                let ways: Vec<Expr> = months
                    .iter()
                    .map(|months| Expr::Quotient(Box::new(cell.clone()), Box::new(Expr::Number(*months))))
                    .collect();
                let relation = Relation::new(&UNIT_EQUIVALENT_MISMATCH, id, ways.clone());
                if to != Period::Month || relation.verdict(self.book, &Overrides::new()) != Verdict::Holds {
                    return;
                }
                ways
            }
        };
        self.push(Relation::new(&UNIT_EQUIVALENT_MISMATCH, id, ways));
    }
}
