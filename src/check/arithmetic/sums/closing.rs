//! Discounts and surcharges, and what comes after the totals.

use super::super::expr::{Expr, Id, Overrides, Part};
use super::super::lines::{converted, exchange, share_saved};
use super::super::relation::{Relation, Verdict};
use super::super::rules::{
    AMOUNT_DUE_MISMATCH, CONVERSION_MISMATCH, DISCOUNT_AMOUNT_MISMATCH, LINE_TOTAL_MISMATCH, SAVINGS_MISMATCH,
};
use super::super::sheet::{Line, minor};
use super::super::walk::Walk;
use super::Descent;
use crate::diagnostics::Rule;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::{Role, RowRole};

impl<'a> Descent<'a, '_> {
    /// A discount or surcharge: its percentage of what stands above.
    pub(super) fn adjust(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let discount = line.row.role == RowRole::Discount;
        let rule = if discount { &DISCOUNT_AMOUNT_MISMATCH } else { &LINE_TOTAL_MISMATCH };
        let after_totals = self.walk.other.is_some();
        if let Some(percent) = line.row.percent {
            let rate = Expr::Number(percent);
            let mut bases: Vec<Expr> = Vec::new();
            bases.extend(self.walk.other.map(Expr::Cell));
            bases.extend(self.standing());
            bases.extend(self.walk.since(0));
            bases.extend(Walk::sum(self.walk.terms.iter().filter(|term| !term.adjusts && !term.optional)));
            bases.extend(self.walk.base.map(Expr::Cell));
            bases.extend(self.walk.stops.iter().map(|stop| Expr::Cell(stop.id)));
            bases.extend(self.walk.since(self.walk.uncovered()));
            bases.extend(self.walk.since(self.walk.section));
            for period in [Period::Once, Period::Month, Period::Year] {
                bases.extend(self.walk.of_period(period));
            }
            let specific = names_a_base(&line.row.label);
            if specific {
                bases.extend(self.walk.terms.iter().map(|term| term.expr.clone()));
            }
            let ways = bases.into_iter().map(|base| Expr::share(rate.clone(), base));
            let relation = Relation::new(rule, id, ways).unsigned();
            let holds = relation.verdict(self.book, &Overrides::new()) == Verdict::Holds;
            // Of a base that the table does not show nothing can be said.
            if holds || !specific {
                self.push(relation);
            }
        }
        let size = Expr::Absolute(Box::new(Expr::Cell(id)));
        if after_totals {
            self.walk.deductions.push(if discount { size } else { Expr::Cell(id).minus() });
        } else {
            self.walk.adjustment(line, if discount { size.minus() } else { Expr::Cell(id) }, price.period);
        }
    }

    /// A deposit or withholding that names its percentage.
    pub(super) fn share_of_totals(&mut self, rule: &'static Rule, line: Line<'a>, id: Id) {
        let Some(percent) = line.row.percent else { return };
        let bases = [self.walk.other.map(Expr::Cell), self.walk.base.map(Expr::Cell), self.walk.since(0)];
        let ways = bases.into_iter().flatten().map(|base| Expr::share(Expr::Number(percent), base));
        self.push(Relation::new(rule, id, ways).unsigned());
    }

    /// What remains: the total less what was paid or withheld.
    pub(super) fn due(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let base = self.walk.other.map(Expr::Cell).or_else(|| self.standing());
        let Some(base) = base else { return };
        let mut terms = vec![base.clone()];
        if self.walk.other.is_none() {
            terms.extend(self.walk.taxes.iter().cloned());
        }
        terms.extend(self.walk.deductions.iter().cloned().map(Expr::minus));
        let mut ways = vec![if terms.len() == 1 { base.clone() } else { Expr::Sum(terms) }];
        if let Some(percent) = line.row.percent {
            ways.push(Expr::share(Expr::Number(percent), base));
        }
        self.push(Relation::new(&AMOUNT_DUE_MISMATCH, id, ways));
        self.remember(id, price, true);
    }

    /// The total in another currency.
    pub(super) fn converted(&mut self, id: Id, price: &'a Price) {
        let (Some(from), Some(to)) = (self.currency(), price.currency) else { return };
        let Some(rate) = exchange(self.sheet, from, to) else { return };
        let totals =
            [self.walk.other, self.walk.base].into_iter().flatten().map(Expr::Cell).chain(self.walk.since(0));
        let ways = totals.map(|total| converted(total, rate.clone()));
        let mut relation = Relation::new(&CONVERSION_MISMATCH, id, ways);
        // Of converted lines, or the converted total.
        for way in &mut relation.ways {
            way.slack = Decimal::from(self.walk.terms.len()) * Decimal::new(5, minor(Some(to)) + 1);
        }
        self.push(relation);
    }

    /// The percentage beside what is saved.
    fn share_saved(&mut self, id: Id, list: Expr) {
        let beside = self.book.get(Id { part: Part::Share, ..id }).map(|printed| printed.decimals);
        if let Some(decimals) = beside {
            self.push(share_saved(id, list, decimals));
        }
    }

    /// What a pack saves.
    pub(super) fn saving(&mut self, id: Id) {
        let value = self.walk.stops.last().map(|stop| Expr::Cell(stop.id)).or_else(|| self.walk.since(0));
        let pack = self.walk.other.or(self.walk.base);
        // Beside a column of list prices: the difference of the two totals.
        let list = self.sheet.table.columns_of(Role::ListPrice).map(|(column, _)| column).next();
        if let (Some(list), Some(total)) = (list, self.walk.base) {
            let listed = Id { column: list, ..total };
            if self.book.get(listed).is_some() {
                self.share_saved(id, Expr::Cell(listed));
                let way = Expr::Sum(vec![Expr::Cell(listed), Expr::Cell(total).minus()]);
                return self.push(Relation::new(&SAVINGS_MISMATCH, id, [way]).unsigned());
            }
        }
        if let (Some(value), Some(pack)) = (value, pack)
            && value != Expr::Cell(pack)
        {
            self.share_saved(id, value.clone());
            let way = Expr::Sum(vec![value, Expr::Cell(pack).minus()]);
            self.push(Relation::new(&SAVINGS_MISMATCH, id, [way]).unsigned());
        }
    }
}

/// Whether a discount's label says of what it is.
fn names_a_base(label: &str) -> bool {
    let label = label.to_lowercase();
    let words = [
        " sur ",
        " on ",
        " auf ",
        " sobre ",
        " de la ",
        " du ",
        " of ",
        " seulement",
        " uniquement",
        " only",
        "nur ",
    ];
    words.iter().any(|word| label.contains(word))
}
