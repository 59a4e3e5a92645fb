//! Subtotals and totals: what adds up what.

use super::super::expr::{Expr, Id, Overrides, Part};
use super::super::relation::{Relation, Verdict, Way};
use super::super::rules::{PERIOD_TOTAL_MISMATCH, TOTAL_MISMATCH};
use super::super::sheet::{self, Line, minor};
use super::super::walk::Term;
use super::Descent;
use crate::diagnostics::Rule;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::Role;

impl<'a> Descent<'a, '_> {
    /// A sum of terms; where some cannot be counted, only what can be said.
    pub(super) fn sum(&mut self, rule: &'static Rule, id: Id, price: &Price, ways: Vec<Expr>) {
        if let Some(missing) = self.walk.missing.iter().find(|missing| missing.on_quote) {
            self.out.partial.push((id, *missing));
        }
        if self.walk.missing.iter().any(|missing| !missing.on_quote) {
            return;
        }
        let soft = self.walk.terms.iter().any(|term| term.soft);
        // Unit prices with a total and no amounts: the products make the sum.
        let ways = self.multiplied().into_iter().chain(ways);
        let mut relation = Relation::new(rule, id, ways);
        if let Some(exact) = self.exact_sum() {
            relation = relation.with(Way::exactly(exact));
        }
        if soft {
            self.soft_sum(relation, id, price);
        } else {
            self.push(relation);
        }
    }

    /// The sum of quantities times unit prices, where no column holds amounts.
    pub(super) fn multiplied(&self) -> Option<Expr> {
        if self.sheet.column(self.column)?.role != Role::UnitPrice {
            return None;
        }
        let product = |term: &Term<'_>| {
            let counts = sheet::numbers(self.sheet, term.line, Role::Quantity);
            let mut factors: Vec<Expr> =
                counts.iter().map(|column| Expr::Cell(term.line.id(*column))).collect();
            factors.push(term.expr.clone());
            Expr::Product(factors)
        };
        let terms: Vec<Expr> =
            self.walk.terms.iter().filter(|term| !term.optional && !term.adjusts).map(product).collect();
        let adjustments = self.walk.terms.iter().filter(|term| term.adjusts).map(|term| term.expr.clone());
        (!terms.is_empty()).then(|| Expr::Sum(terms.into_iter().chain(adjustments).collect()))
    }

    /// A range sums to a range; a floor makes the sum a floor.
    pub(super) fn soft_sum(&mut self, relation: Relation, id: Id, price: &Price) {
        use crate::proposal::price::Qualifier;
        let highs: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| term.high.clone().unwrap_or_else(|| term.expr.clone()))
            .collect();
        if matches!(price.qualifier, Qualifier::To(_)) {
            let high = Id { part: Part::High, ..id };
            self.push(Relation::new(relation.rule, high, [Expr::Sum(highs)]));
            self.push(relation);
        } else if price.is_firm() && relation.verdict(self.book, &Overrides::new()) != Verdict::Holds {
            // A firm total over estimates: nothing to hold against it.
        } else {
            self.push(relation);
        }
    }

    /// The sum of unrounded products, for columns that print fewer decimals
    /// than the currency has.
    pub(super) fn exact_sum(&self) -> Option<Expr> {
        let column = self.sheet.column(self.column)?;
        if column.decimals >= minor(self.currency()) {
            return None;
        }
        let mut changed = false;
        let terms = self.walk.terms.iter().filter(|term| !term.optional).map(|term| {
            let unit = sheet::numbers(self.sheet, term.line, Role::UnitPrice);
            let count = sheet::numbers(self.sheet, term.line, Role::Quantity);
            match (unit.as_slice(), count.as_slice()) {
                ([unit], [count]) => {
                    let product = Expr::Product(vec![
                        Expr::Cell(term.line.id(*count)),
                        Expr::Cell(term.line.id(*unit)),
                    ]);
                    let none = Overrides::new();
                    let (exact, printed) =
                        (product.value(self.book, &none), term.expr.value(self.book, &none));
                    let near = exact.zip(printed).is_some_and(|(exact, printed)| {
                        (exact - printed).abs() < Decimal::ONE && exact != printed
                    });
                    changed |= near;
                    if near { product } else { term.expr.clone() }
                }
                _ => term.expr.clone(),
            }
        });
        let terms: Vec<Expr> = terms.collect();
        changed.then_some(Expr::Sum(terms))
    }

    /// A total on the column's own basis.
    pub(super) fn total(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let mut ways = self.walk.totals();
        let periods: Vec<Period> =
            self.walk.terms.iter().filter(|t| !t.optional).filter_map(|term| term.period).collect();
        let recurring = periods.iter().find(|period| period.is_recurring()).copied();
        let once =
            self.walk.terms.iter().any(|term| {
                !term.optional && !term.adjusts && !term.period.is_some_and(Period::is_recurring)
            });
        if let Some(count) = line.row.count.or_else(|| Self::first_year(line)) {
            if let Some(spread) = self.over(count) {
                ways.insert(0, spread);
            }
        } else if let Some(recurring) =
            recurring.filter(|_| once || periods.iter().any(|p| Some(*p) != recurring))
        {
            let relation = Relation::new(&TOTAL_MISMATCH, id, self.walk.since(0));
            let months = Decimal::from(12);
            let spread = self.over(months);
            let holds = |way: Expr| {
                Relation::new(&TOTAL_MISMATCH, id, [way]).verdict(self.book, &Overrides::new())
                    == Verdict::Holds
            };
            if relation.verdict(self.book, &Overrides::new()) == Verdict::Holds && recurring.is_recurring() {
                self.out.mixed.push(id);
            } else {
                // One of the two alone, or a year of both.
                ways.extend(self.walk.of_period(Period::Once));
                ways.extend(self.walk.of_period(recurring));
                ways.extend(spread.filter(|way| holds(way.clone())));
            }
        }
        // A year over monthly lines where the row says how many months.
        let rule = if line.row.count.is_some() && recurring.is_some() {
            &PERIOD_TOTAL_MISMATCH
        } else {
            &TOTAL_MISMATCH
        };
        // A second total over nothing new restates the first one.
        if self.walk.terms.is_empty() && self.walk.base.is_none() {
            ways.clear();
        }
        if !self.walk.deductions.is_empty()
            && let Some(base) = self.walk.other.or(self.walk.base)
        {
            let mut terms = vec![Expr::Cell(base)];
            terms.extend(self.walk.deductions.iter().cloned().map(Expr::minus));
            ways.insert(0, Expr::Sum(terms));
        }
        self.sum(rule, id, price, ways);
        self.walk.stop(id, price.period, true);
        self.walk.base = Some(id);
        self.walk.taxes.clear();
        self.remember(id, price, false);
    }

    /// `Première année`: twelve months.
    pub(super) fn first_year(line: Line<'_>) -> Option<Decimal> {
        let label = line.row.label.to_lowercase();
        [
            "première année",
            "premiere annee",
            "1re année",
            "1ère année",
            "année 1",
            "an 1",
            "first year",
            "year 1",
            "erstes jahr",
            "primer año",
        ]
        .iter()
        .any(|words| label.contains(words))
        .then(|| Decimal::from(12))
    }

    /// The sum over a number of months: recurring amounts as often as they are
    /// due, others once.
    pub(super) fn over(&self, months: Decimal) -> Option<Expr> {
        let year = Decimal::from(12);
        let terms: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| {
                let times = match term.period.and_then(Period::per_year) {
                    Some(per_year) => months.checked_mul(Decimal::from(per_year))?.checked_div(year)?,
                    None => return Some(term.expr.clone()),
                };
                Some(if times == Decimal::ONE {
                    term.expr.clone()
                } else {
                    Expr::Product(vec![Expr::Number(times), term.expr.clone()])
                })
            })
            .collect::<Option<_>>()?;
        (!terms.is_empty()).then(|| {
            if terms.len() == 1 {
                terms.into_iter().next().unwrap_or(Expr::Sum(Vec::new()))
            } else {
                Expr::Sum(terms)
            }
        })
    }
}
