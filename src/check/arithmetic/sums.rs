//! What holds down a column: lines, subtotals, discounts, totals, taxes, what
//! remains to be paid.

use super::expr::{Book, Expr, Id, Overrides};
use super::lines::{converted, exchange};
use super::relation::{Relation, Verdict, Way};
use super::rules::{
    AMOUNT_DUE_MISMATCH, CONVERSION_MISMATCH, DISCOUNT_AMOUNT_MISMATCH, INSTALMENTS_MISMATCH,
    LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH, SAVINGS_MISMATCH, SUBTOTAL_MISMATCH, TOTAL_MISMATCH,
    UNIT_EQUIVALENT_MISMATCH, VAT_AMOUNT_MISMATCH,
};
use super::sheet::{Line, Sheet, minor};
use super::walk::{Missing, Walk, crosses, ends};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{Reading, Role, RowRole};

/// A printed total.
#[derive(Debug, Clone)]
pub(super) struct Total {
    pub(super) id: Id,
    pub(super) price: Price,
    pub(super) due: bool,
}

/// What the columns of a sheet say.
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) relations: Vec<Relation>,
    pub(super) totals: Vec<Total>,
    /// Totals over lines without an amount.
    pub(super) partial: Vec<(Id, Missing)>,
    /// Totals that add one-off and recurring amounts.
    pub(super) mixed: Vec<Id>,
    /// Taxes and totals with tax whose rate nothing names.
    pub(super) no_rate: Vec<Id>,
}

/// Walks down every column of amounts.
pub(super) fn sums(sheet: &Sheet<'_>, book: &Book) -> Sums {
    let mut out = Sums::default();
    let mut columns: Vec<usize> = sheet
        .table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| {
            matches!(column.role, Role::Amount | Role::VatAmount | Role::ListPrice | Role::Saving)
        })
        .map(|(index, _)| index)
        .collect();
    if sheet.amount_columns().is_empty() {
        columns.extend(sheet.main_column());
    }
    for column in columns {
        Column { sheet, book, column, walk: Walk::default(), out: &mut out }.run();
    }
    out
}

struct Column<'a, 'o> {
    sheet: &'a Sheet<'a>,
    book: &'a Book,
    column: usize,
    walk: Walk<'a>,
    out: &'o mut Sums,
}

impl<'a> Column<'a, '_> {
    fn run(&mut self) {
        let sheet = *self.sheet;
        let mut ended = false;
        for line in sheet.rows() {
            let role = line.row.role;
            if ended && matches!(role, RowRole::Line | RowRole::Section) {
                self.walk.restart();
                ended = false;
            }
            if role == RowRole::Section {
                self.walk.section = self.walk.terms.len();
                continue;
            }
            if role == RowRole::Line {
                self.walk.line(self.sheet, line, self.column);
                continue;
            }
            let Some((at, price)) = line.amount(&sheet, self.column) else {
                self.wordless(line);
                continue;
            };
            let id = line.id(at);
            ended |= ends(role);
            self.row(line, id, price);
        }
    }

    /// A discount that gives only its percentage in the column of amounts.
    fn wordless(&mut self, line: Line<'a>) {
        if let (RowRole::Discount | RowRole::Surcharge, Some(Reading::Percent { value, .. })) =
            (line.row.role, line.reading(self.column))
        {
            if let Some(base) = self.walk.since(0) {
                let share = Expr::Rounded(Box::new(Expr::share(Expr::Number(value.abs()), base)), 2);
                let expr = if line.row.role == RowRole::Discount { share.minus() } else { share };
                self.walk.adjustment(line, expr, None);
            }
        }
    }

    fn row(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let own = self.own_basis();
        if price.currency != self.currency() && price.currency.is_some() && self.currency().is_some() {
            return self.converted(id, price);
        }
        match line.row.role {
            RowRole::Subtotal => {
                if self.crosses(line.row.said.basis.as_ref().map(|said| said.value), own) {
                    return self.other_basis(line, id, price);
                }
                let ways = self.walk.subtotals();
                self.sum(&SUBTOTAL_MISMATCH, id, price, ways);
                self.walk.stop(id, None, false);
                self.walk.base = Some(id);
            }
            RowRole::Discount | RowRole::Surcharge => self.adjust(line, id, price),
            RowRole::Total(said) => {
                let with_tax = !self.walk.taxes.is_empty() && said.is_none() && own != Some(TaxBasis::Gross);
                if self.crosses(said, own) || with_tax {
                    self.other_basis(line, id, price);
                } else {
                    self.total(line, id, price);
                }
            }
            RowRole::RecurringTotal(period) => self.recurring(line, id, price, period),
            RowRole::Vat | RowRole::VatIncluded => self.tax(line, id),
            RowRole::Withholding => {
                self.share_of_totals(&AMOUNT_DUE_MISMATCH, line, id);
                self.walk.deductions.push(Expr::Absolute(Box::new(Expr::Cell(id))));
            }
            RowRole::Deposit => {
                self.share_of_totals(&INSTALMENTS_MISMATCH, line, id);
                self.walk.deductions.push(Expr::Absolute(Box::new(Expr::Cell(id))));
            }
            RowRole::Due => self.due(line, id, price),
            RowRole::Equivalent => self.equivalent(line, id, price),
            RowRole::ListValue => {
                let ways = self.walk.totals();
                self.push(Relation::new(&TOTAL_MISMATCH, id, ways));
                self.walk.stop(id, None, true);
            }
            RowRole::PackPrice => {
                self.walk.other = Some(id);
                self.remember(id, price, false);
            }
            RowRole::Saving => self.saving(id),
            RowRole::Line | RowRole::Section | RowRole::Converted | RowRole::Note => {}
        }
    }

    /// Whether a row's basis is the other one than its column's. Where amounts
    /// with and without tax have columns of their own, a row's words name one
    /// of them and change none.
    fn crosses(&self, row: Option<TaxBasis>, column: Option<TaxBasis>) -> bool {
        let bases: Vec<Option<TaxBasis>> = self
            .sheet
            .table
            .columns_of(Role::Amount)
            .map(|(_, column)| column.context.basis.as_ref().map(|said| said.value))
            .collect();
        let both = bases.contains(&Some(TaxBasis::Net)) && bases.contains(&Some(TaxBasis::Gross));
        let amounts = self
            .sheet
            .column(self.column)
            .is_some_and(|column| column.role == Role::Amount || column.role == Role::UnitPrice);
        !both && amounts && crosses(row, column)
    }

    fn own_basis(&self) -> Option<TaxBasis> {
        self.sheet.column(self.column)?.context.basis.as_ref().map(|said| said.value)
    }

    fn currency(&self) -> Option<Currency> {
        self.sheet.column(self.column)?.context.currency.as_ref().map(|said| said.value)
    }

    fn push(&mut self, relation: Relation) {
        if !relation.ways.is_empty() {
            self.out.relations.push(relation);
        }
    }

    fn remember(&mut self, id: Id, price: &Price, due: bool) {
        self.out.totals.push(Total { id, price: price.clone(), due });
    }

    /// A sum of terms; where some cannot be counted, only what can be said.
    fn sum(&mut self, rule: &'static crate::diagnostics::Rule, id: Id, price: &Price, ways: Vec<Expr>) {
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
    fn multiplied(&self) -> Option<Expr> {
        if self.sheet.column(self.column)?.role != Role::UnitPrice {
            return None;
        }
        let product = |term: &super::walk::Term<'_>| {
            let counts = super::sheet::numbers(self.sheet, term.line, Role::Quantity);
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
    fn soft_sum(&mut self, relation: Relation, id: Id, price: &Price) {
        use crate::proposal::price::Qualifier;
        let highs: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| term.high.clone().unwrap_or_else(|| term.expr.clone()))
            .collect();
        if matches!(price.qualifier, Qualifier::To(_)) {
            let high = Id { part: super::expr::Part::High, ..id };
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
    fn exact_sum(&self) -> Option<Expr> {
        let column = self.sheet.column(self.column)?;
        if column.decimals >= minor(self.currency()) {
            return None;
        }
        let mut changed = false;
        let terms = self.walk.terms.iter().filter(|term| !term.optional).map(|term| {
            let unit = super::sheet::numbers(self.sheet, term.line, Role::UnitPrice);
            let count = super::sheet::numbers(self.sheet, term.line, Role::Quantity);
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
    fn total(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let mut ways = self.walk.totals();
        let periods: Vec<Period> =
            self.walk.terms.iter().filter(|t| !t.optional).filter_map(|term| term.period).collect();
        let recurring = periods.iter().find(|period| period.is_recurring()).copied();
        let once =
            self.walk.terms.iter().any(|term| {
                !term.optional && !term.adjusts && !term.period.is_some_and(Period::is_recurring)
            });
        if let Some(count) = line.row.count.or_else(|| self.first_year(line)) {
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
        if !self.walk.deductions.is_empty() {
            if let Some(base) = self.walk.base {
                let mut terms = vec![Expr::Cell(base)];
                terms.extend(self.walk.deductions.iter().cloned().map(Expr::minus));
                ways.insert(0, Expr::Sum(terms));
            }
        }
        self.sum(rule, id, price, ways);
        self.walk.stop(id, price.period, true);
        self.walk.base = Some(id);
        self.walk.taxes.clear();
        self.remember(id, price, false);
    }

    /// `Première année`: twelve months.
    fn first_year(&self, line: Line<'_>) -> Option<Decimal> {
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
    fn over(&self, months: Decimal) -> Option<Expr> {
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

    /// A total on the other basis than its column's.
    fn other_basis(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let base = self.walk.base.map(Expr::Cell).or_else(|| self.walk.since(0));
        let to_gross = self.own_basis() != Some(TaxBasis::Gross);
        let rate = self.sheet.vat(self.column).map(Expr::Number);
        let mut ways = Vec::new();
        let mut rule = &TOTAL_MISMATCH;
        if let Some(base) = base {
            if self.walk.taxes.is_empty() {
                rule = &GROSS_NET_MISMATCH;
                match rate {
                    Some(rate) if to_gross => ways.push(Expr::Plus(Box::new(rate), Box::new(base))),
                    Some(rate) => ways.push(Expr::Without(Box::new(rate), Box::new(base))),
                    None if price.is_firm() => self.out.no_rate.push(id),
                    None => {}
                }
            } else {
                let mut terms = vec![base.clone()];
                terms.extend(
                    self.walk.taxes.iter().cloned().map(|tax| if to_gross { tax } else { tax.minus() }),
                );
                ways.push(Expr::Sum(terms));
                if let Some(rate) =
                    rate.filter(|_| self.walk.taxes.len() == 1 && self.prints_fewer_decimals())
                {
                    ways.push(if to_gross {
                        Expr::Plus(Box::new(rate), Box::new(base))
                    } else {
                        Expr::Without(Box::new(rate), Box::new(base))
                    });
                }
            }
        }
        if !self.walk.missing.iter().any(|missing| !missing.on_quote) {
            let mut relation = Relation::new(rule, id, ways);
            if rule == &GROSS_NET_MISMATCH {
                for way in &mut relation.ways {
                    way.slack = Decimal::new(6, minor(price.currency) + 1);
                }
            }
            self.push(relation);
        }
        let _ = line;
        self.walk.other = Some(id);
        self.remember(id, price, false);
    }

    fn prints_fewer_decimals(&self) -> bool {
        self.sheet.column(self.column).is_some_and(|column| column.decimals < minor(self.currency()))
    }

    /// A tax: its rate times its base.
    fn tax(&mut self, line: Line<'a>, id: Id) {
        let rate = rate_said(line);
        let own = self.own_basis();
        let base = self.walk.base.map(Expr::Cell).or_else(|| self.walk.since(0));
        let taxes = self.sheet.rows().filter(|row| row.row.role == RowRole::Vat).count();
        let included = line.row.role == RowRole::VatIncluded;
        let mut ways: Vec<Way> = Vec::new();
        let rate_expr = rate.or_else(|| self.sheet.vat(self.column)).map(Expr::Number);
        match (rate_expr, base) {
            (Some(rate), Some(base)) if own == Some(TaxBasis::Gross) => {
                let without = Expr::Without(Box::new(rate.clone()), Box::new(base.clone()));
                ways.push(Way::exactly(Expr::share(rate.clone(), without)));
                if let Some(other) = self.walk.other {
                    ways.push(Way::exactly(Expr::Sum(vec![base, Expr::Cell(other).minus()])));
                    ways.push(Way::exactly(Expr::share(rate, Expr::Cell(other))));
                }
            }
            (Some(rate), Some(base)) if !included => {
                let stated: Vec<Expr> = self.stated_bases(line, id);
                if stated.is_empty() && taxes > 1 {
                    ways.extend(
                        self.base_of_rate(&rate).map(|base| Way::exactly(Expr::share(rate.clone(), base))),
                    );
                } else if stated.is_empty() {
                    // The lines' own rates know better than a rate for all.
                    if rate_said(line).is_none() {
                        ways.extend(self.by_line_rates());
                    }
                    if ways.is_empty() {
                        ways.push(Way::exactly(Expr::share(rate.clone(), base)));
                        ways.extend(self.per_line(&rate));
                    }
                } else {
                    ways.extend(stated.into_iter().map(|base| Way::exactly(Expr::share(rate.clone(), base))));
                }
            }
            (Some(rate), Some(base)) => {
                // `dont TVA` under a total with tax.
                let gross = self.walk.other.map_or(base, Expr::Cell);
                let without = Expr::Without(Box::new(rate.clone()), Box::new(gross));
                ways.push(Way::exactly(Expr::share(rate, without)));
            }
            (None, _) => match self.by_line_rates() {
                Some(way) => ways.push(way),
                None => self.out.no_rate.push(id),
            },
            (Some(_), None) => {}
        }
        let mut relation = Relation::new(&VAT_AMOUNT_MISMATCH, id, []);
        relation.ways = ways;
        self.push(relation);
        if !included {
            self.walk.taxes.push(Expr::Cell(id));
        }
    }

    /// Other amounts in the row of a tax: the base it is of.
    fn stated_bases(&self, line: Line<'a>, id: Id) -> Vec<Expr> {
        if !line.apart && self.sheet.amount_columns().len() > 1 {
            return Vec::new();
        }
        let others =
            line.row.cells.iter().filter(|cell| cell.column != id.column && cell.reading.price().is_some());
        others.map(|cell| Expr::Cell(line.id(cell.column))).collect()
    }

    /// The sum of the lines at one of several rates.
    fn base_of_rate(&self, rate: &Expr) -> Option<Expr> {
        let Expr::Number(rate) = rate else { return None };
        Walk::sum(self.walk.terms.iter().filter(|term| !term.optional && term.vat == Some(*rate)))
    }

    /// The tax of lines that each name their rate.
    fn by_line_rates(&self) -> Option<Way> {
        let terms: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| Some(Expr::share(Expr::Number(term.vat?), term.expr.clone())))
            .collect::<Option<_>>()?;
        // Rounded per rate or per line: half a cent each.
        let slack = Decimal::new(5, minor(self.currency()) + 1).checked_mul(Decimal::from(terms.len()))?;
        (!terms.is_empty()).then_some(Way { expr: Expr::Sum(terms), drift: false, slack })
    }

    /// Tax rounded line by line: lawful, and worth a word where it differs.
    fn per_line(&self, rate: &Expr) -> Option<Way> {
        let terms: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| Expr::Rounded(Box::new(Expr::share(rate.clone(), term.expr.clone())), term.places))
            .collect();
        (terms.len() > 1).then_some(Way { expr: Expr::Sum(terms), drift: true, slack: Decimal::ZERO })
    }

    /// A discount or surcharge: its percentage of what stands above.
    fn adjust(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let discount = line.row.role == RowRole::Discount;
        let rule = if discount { &DISCOUNT_AMOUNT_MISMATCH } else { &LINE_TOTAL_MISMATCH };
        let after_totals = self.walk.other.is_some();
        if let Some(percent) = line.row.percent {
            let rate = Expr::Number(percent);
            let mut bases: Vec<Expr> = Vec::new();
            bases.extend(self.walk.other.map(Expr::Cell));
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
        if after_totals && discount {
            self.walk.deductions.push(size);
        } else {
            self.walk.adjustment(line, if discount { size.minus() } else { Expr::Cell(id) }, price.period);
        }
    }

    /// A total of the amounts of a period.
    fn recurring(&mut self, line: Line<'a>, id: Id, price: &'a Price, period: Period) {
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
                if self.first_year(line).is_some() {
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

    fn column_period(&self) -> Option<Period> {
        self.sheet.column(self.column)?.context.period.as_ref().map(|said| said.value)
    }

    /// A deposit or withholding that names its percentage.
    fn share_of_totals(&mut self, rule: &'static crate::diagnostics::Rule, line: Line<'a>, id: Id) {
        let Some(percent) = line.row.percent else { return };
        let bases = [self.walk.other.map(Expr::Cell), self.walk.base.map(Expr::Cell), self.walk.since(0)];
        let ways = bases.into_iter().flatten().map(|base| Expr::share(Expr::Number(percent), base));
        self.push(Relation::new(rule, id, ways).unsigned());
    }

    /// What remains: the total less what was paid or withheld.
    fn due(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let base = self.walk.other.or(self.walk.base).map(Expr::Cell).or_else(|| self.walk.since(0));
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

    /// The total said per month, per day or over a year.
    fn equivalent(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
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

    /// The total in another currency.
    fn converted(&mut self, id: Id, price: &'a Price) {
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

    /// What a pack saves.
    fn saving(&mut self, id: Id) {
        let value = self.walk.stops.last().map(|stop| Expr::Cell(stop.id)).or_else(|| self.walk.since(0));
        let pack = self.walk.other.or(self.walk.base);
        // Beside a column of list prices: the difference of the two totals.
        let list = self.sheet.table.columns_of(Role::ListPrice).map(|(column, _)| column).next();
        if let (Some(list), Some(total)) = (list, self.walk.base) {
            let listed = Id { column: list, ..total };
            if self.book.get(listed).is_some() {
                let way = Expr::Sum(vec![Expr::Cell(listed), Expr::Cell(total).minus()]);
                return self.push(Relation::new(&SAVINGS_MISMATCH, id, [way]).unsigned());
            }
        }
        if let (Some(value), Some(pack)) = (value, pack) {
            if value != Expr::Cell(pack) {
                let way = Expr::Sum(vec![value, Expr::Cell(pack).minus()]);
                self.push(Relation::new(&SAVINGS_MISMATCH, id, [way]).unsigned());
            }
        }
    }
}

/// The rate that a row of tax names.
fn rate_said(line: Line<'_>) -> Option<Decimal> {
    line.row.said.vat.as_ref().map(|said| said.value).or(line.row.percent)
}

/// Whether a discount's label says of what it is.
fn names_a_base(label: &str) -> bool {
    let label = label.to_lowercase();
    [" sur ", " on ", " auf ", " sobre ", " de la ", " du ", " of "].iter().any(|word| label.contains(word))
}
