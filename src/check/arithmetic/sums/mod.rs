//! What holds down a column: lines, subtotals, discounts, totals, taxes, what
//! remains to be paid.

mod adding;
mod closing;
mod recurring;
mod taxes;

use super::expr::{Book, Expr, Id};
use super::relation::Relation;
use super::rules::{AMOUNT_DUE_MISMATCH, INSTALMENTS_MISMATCH, SUBTOTAL_MISMATCH, TOTAL_MISMATCH};
use super::sheet::{Line, Sheet};
use super::walk::{Missing, Walk, crosses, ends};
use crate::money::Currency;
use crate::proposal::price::{Price, Qualifier, TaxBasis};
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
    /// Sums on the way.
    pub(super) subtotals: Vec<Total>,
    /// Totals over lines without an amount.
    pub(super) partial: Vec<(Id, Missing)>,
    /// Totals that add one-off and recurring amounts.
    pub(super) mixed: Vec<Id>,
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
        Descent { sheet, book, column, walk: Walk::default(), about: false, out: &mut out }.run();
    }
    out
}

struct Descent<'a, 'o> {
    sheet: &'a Sheet<'a>,
    book: &'a Book,
    column: usize,
    walk: Walk<'a>,
    /// Whether the row says about how much it comes to: nothing holds it to a
    /// figure.
    about: bool,
    out: &'o mut Sums,
}

impl<'a> Descent<'a, '_> {
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
            if role == RowRole::TaxBase {
                self.tax_base(line);
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
            && let Some(base) = self.walk.since(0)
        {
            let share = Expr::Rounded(Box::new(Expr::share(Expr::Number(value.abs()), base)), 2);
            let expr = if line.row.role == RowRole::Discount { share.minus() } else { share };
            self.walk.adjustment(line, expr, None);
        }
    }

    fn row(&mut self, line: Line<'a>, id: Id, price: &'a Price) {
        let own = self.own_basis();
        self.about = price.qualifier == Qualifier::About;
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
                self.out.subtotals.push(Total { id, price: price.clone(), due: false });
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
            RowRole::Line | RowRole::TaxBase | RowRole::Section | RowRole::Converted | RowRole::Note => {}
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
        if !relation.ways.is_empty() && !self.about {
            self.out.relations.push(relation);
        }
    }

    fn remember(&mut self, id: Id, price: &Price, due: bool) {
        self.out.totals.push(Total { id, price: price.clone(), due });
    }
}
