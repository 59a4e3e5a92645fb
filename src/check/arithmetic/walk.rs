//! What a column has added up so far, on the way down.

use super::expr::{Expr, Id};
use super::sheet::{Line, Sheet, is_soft, numbers};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price, TaxBasis};
use crate::proposal::pricing::{Reading, Role, RowRole};
use crate::source::Span;

/// Something that a total may count.
#[derive(Debug, Clone)]
pub(super) struct Term<'a> {
    pub(super) expr: Expr,
    pub(super) line: Line<'a>,
    pub(super) period: Option<Period>,
    /// The VAT rate of the line.
    pub(super) vat: Option<Decimal>,
    /// Whether it is a discount or surcharge on what stands above.
    pub(super) adjusts: bool,
    /// Whether it need not be bought.
    pub(super) optional: bool,
    /// Whether it is a floor, a ceiling, an estimate or a range.
    pub(super) soft: bool,
    /// The upper end of a range.
    pub(super) high: Option<Expr>,
    pub(super) places: u32,
}

/// A line without an amount that a total cannot count.
#[derive(Debug, Clone, Copy)]
pub(super) struct Missing {
    pub(super) span: Span,
    /// Whether it is on quote; else it could not be read.
    pub(super) on_quote: bool,
}

/// A sum that was printed on the way: which terms it covers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stop {
    pub(super) id: Id,
    /// The first term that no earlier stop covers.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) period: Option<Period>,
    pub(super) is_total: bool,
}

/// The state of a walk down one column.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk<'a> {
    pub(super) terms: Vec<Term<'a>>,
    pub(super) missing: Vec<Missing>,
    pub(super) stops: Vec<Stop>,
    /// Where the lines of the current section begin.
    pub(super) section: usize,
    /// The last total on the column's own basis.
    pub(super) base: Option<Id>,
    /// Taxes since then.
    pub(super) taxes: Vec<Expr>,
    /// The total on the other basis.
    pub(super) other: Option<Id>,
    /// What is taken off after the totals.
    pub(super) deductions: Vec<Expr>,
}

impl<'a> Walk<'a> {
    /// Takes in a line; false where it carries nothing for a sum.
    pub(super) fn line(&mut self, sheet: &Sheet<'a>, line: Line<'a>, column: usize) {
        let Some((at, price)) = line.amount(sheet, column) else {
            match line.reading(column) {
                Some(Reading::OnQuote { .. }) => {
                    self.missing.push(Missing { span: line.row.span, on_quote: true });
                }
                Some(Reading::Placeholder | Reading::Unreadable | Reading::Percent { .. }) => {
                    self.missing.push(Missing { span: line.row.span, on_quote: false });
                }
                _ => {}
            }
            return;
        };
        // What one copy costs (`0,0042 €`) is in no sum of whole cents.
        let finer = |price: &Price| price.decimals > super::sheet::minor(price.currency);
        let sums = || sheet.rows().filter(|other| other.row.role != RowRole::Line);
        if price.currency.is_some()
            && finer(price)
            && sums().any(|other| other.amount(sheet, column).is_some_and(|(_, sum)| !finer(sum)))
        {
            return;
        }
        let vat =
            numbers(sheet, line, Role::VatRate).first().and_then(|column| line.reading(*column)?.number());
        let id = line.id(at);
        self.terms.push(Term {
            expr: Expr::Cell(id),
            line,
            period: price.period,
            vat,
            adjusts: false,
            optional: line.row.optional && !line.row.chosen,
            soft: is_soft(price),
            high: matches!(price.qualifier, crate::proposal::price::Qualifier::To(_))
                .then_some(Expr::Cell(Id { part: super::expr::Part::High, ..id })),
            places: super::sheet::minor(price.currency),
        });
    }

    /// Takes in a discount or surcharge of this value.
    pub(super) fn adjustment(&mut self, line: Line<'a>, expr: Expr, period: Option<Period>) {
        self.terms.push(Term {
            expr,
            line,
            period,
            vat: None,
            adjusts: true,
            optional: false,
            soft: false,
            high: None,
            places: 2,
        });
    }

    /// The sum of some terms.
    pub(super) fn sum<'t>(terms: impl Iterator<Item = &'t Term<'a>>) -> Option<Expr>
    where
        'a: 't,
    {
        let list: Vec<Expr> = terms.map(|term| term.expr.clone()).collect();
        match list.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            _ => Some(Expr::Sum(list)),
        }
    }

    /// The sum of the terms from a place on, options left out.
    pub(super) fn since(&self, from: usize) -> Option<Expr> {
        Self::sum(self.terms.get(from..).unwrap_or_default().iter().filter(|term| !term.optional))
    }

    /// Where the terms begin that no sum covers yet.
    pub(super) fn uncovered(&self) -> usize {
        self.stops.last().map_or(0, |stop| stop.to)
    }

    /// The ways in which a sum over everything so far may be made: all lines,
    /// the subtotals and what they do not cover, or all with the options.
    pub(super) fn totals(&self) -> Vec<Expr> {
        let mut ways: Vec<Expr> = self.since(0).into_iter().collect();
        let loose = self.uncovered();
        if let Some(stop) = self.stops.last() {
            let after = self.terms.get(loose..).unwrap_or_default();
            let mut terms = vec![Expr::Cell(stop.id)];
            terms.extend(after.iter().filter(|term| !term.optional).map(|term| term.expr.clone()));
            let running = self.stops.len() == 1 || stop.is_total;
            if running {
                ways.push(if terms.len() == 1 { Expr::Cell(stop.id) } else { Expr::Sum(terms) });
            }
            // The groups' subtotals and the lines outside of them.
            let mut parts: Vec<Expr> = self
                .stops
                .iter()
                .filter(|stop| stop.to > stop.from)
                .map(|stop| Expr::Cell(stop.id))
                .collect();
            parts.extend(after.iter().filter(|term| !term.optional).map(|term| term.expr.clone()));
            if parts.len() > 1 {
                ways.push(Expr::Sum(parts));
            }
            if after.iter().any(|term| !term.adjusts) {
                ways.extend(self.since(loose));
            }
        }
        if self.terms.iter().any(|term| term.optional) {
            ways.extend(Self::sum(self.terms.iter()));
            ways.extend(Self::sum(self.terms.iter().filter(|term| term.optional)));
        }
        ways
    }

    /// The ways in which a subtotal may be made: since the last sum, since the
    /// section's title, since the start.
    pub(super) fn subtotals(&self) -> Vec<Expr> {
        let mut ways: Vec<Expr> = Vec::new();
        let loose = self.uncovered();
        ways.extend(self.since(loose));
        ways.extend(self.since(self.section));
        ways.extend(self.totals());
        if self.terms.iter().any(|term| term.optional) {
            ways.extend(Self::sum(self.terms.get(loose..).unwrap_or_default().iter()));
        }
        ways
    }

    /// The sum of the terms of a period; those that name none count as due once.
    pub(super) fn of_period(&self, period: Period) -> Option<Expr> {
        Self::sum(self.terms.iter().filter(|term| {
            !term.optional && (term.period == Some(period) || period == Period::Once && term.period.is_none())
        }))
    }

    /// Records a printed sum.
    pub(super) fn stop(&mut self, id: Id, period: Option<Period>, is_total: bool) {
        let (from, to) = (self.uncovered(), self.terms.len());
        self.stops.push(Stop { id, from, to, period, is_total });
        self.section = to;
    }

    /// Begins anew: a second quote in the same table.
    pub(super) fn restart(&mut self) {
        *self = Self::default();
    }
}

/// Whether a row's tax is the other one than its column's.
pub(super) fn crosses(row: Option<TaxBasis>, column: Option<TaxBasis>) -> bool {
    matches!(
        (row, column),
        (Some(TaxBasis::Gross), Some(TaxBasis::Net)) | (Some(TaxBasis::Net), Some(TaxBasis::Gross))
    )
}

/// Whether a role ends a quote, so that a line after it begins another.
pub(super) fn ends(role: RowRole) -> bool {
    matches!(role, RowRole::Due | RowRole::Total(Some(TaxBasis::Gross)))
}
