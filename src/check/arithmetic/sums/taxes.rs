//! Taxes, and totals on the other basis.

use super::super::expr::{Expr, Id, Overrides, Part};
use super::super::relation::{Relation, Verdict, Way};
use super::super::rules::{TOTAL_MISMATCH, VAT_AMOUNT_MISMATCH};
use super::super::sheet::{Line, minor};
use super::super::walk::{Stop, Term, Walk};
use super::Descent;
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::check::cells::fold;
use crate::money::{Decimal, round};
use crate::proposal::price::{Price, TaxBasis};
use crate::proposal::pricing::RowRole;

impl<'a> Descent<'a, '_> {
    /// A total on the other basis than its column's.
    pub(super) fn other_basis(&mut self, line: Line<'a>, id: Id, price: &Price) {
        let base = self.standing();
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
                    // Without tax both are the same.
                    None if self.sheet.pricing.exemption.is_some() => {
                        rule = &TOTAL_MISMATCH;
                        ways.push(base);
                    }
                    None => {}
                }
            } else {
                let mut terms = vec![base.clone()];
                terms.extend(
                    self.walk.taxes.iter().cloned().map(|tax| if to_gross { tax } else { tax.minus() }),
                );
                if !self.walk.deductions.is_empty() {
                    // `Base`, `IVA`, `IRPF`, `Total`: less what is withheld.
                    let withheld = self.walk.deductions.iter().cloned().map(Expr::minus);
                    ways.push(Expr::Sum(terms.iter().cloned().chain(withheld).collect()));
                }
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

    /// What the column stands at: its last total, or the subtotals that cover
    /// it, and what was added or taken off since.
    pub(super) fn standing(&self) -> Option<Expr> {
        let Some(last) = self.walk.stops.last() else { return self.walk.since(0) };
        let none = Overrides::new();
        let whole = |stop: &Stop| {
            let all = Walk::sum(self.walk.terms.iter().take(stop.to).filter(|term| !term.optional));
            let value = all.and_then(|all| all.value(self.book, &none));
            value.is_some() && value == Expr::Cell(stop.id).value(self.book, &none)
        };
        let covers = |at: usize, stop: &Stop| at == 0 || stop.is_total || whole(stop);
        let from = self.walk.stops.iter().enumerate().rposition(|(at, stop)| covers(at, stop)).unwrap_or(0);
        let heads = self.walk.stops.iter().skip(from).map(|stop| Expr::Cell(stop.id));
        let since = self.walk.terms.iter().skip(last.to).filter(|term| !term.optional);
        let mut terms: Vec<Expr> = heads.chain(since.map(|term| term.expr.clone())).collect();
        if terms.len() == 1 { terms.pop() } else { Some(Expr::Sum(terms)) }
    }

    pub(super) fn prints_fewer_decimals(&self) -> bool {
        self.sheet.column(self.column).is_some_and(|column| column.decimals < minor(self.currency()))
    }

    /// A tax: its rate times its base.
    pub(super) fn tax(&mut self, line: Line<'a>, id: Id) {
        let rate = rate_said(line);
        let own = self.own_basis();
        let base = self.standing();
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
                if stated.is_empty() && names_a_base(&line.row.label) {
                    // `Sales tax 8.25% (equipment only)`: of what, is not always known.
                    let terms = self.walk.terms.iter().map(|term| term.expr.clone());
                    let stops = self.walk.stops.iter().map(|stop| Expr::Cell(stop.id));
                    let adjusted = self.adjusted(&line.row.label);
                    let bases = std::iter::once(base).chain(terms).chain(stops).chain(adjusted);
                    let of = |base| Way::exactly(Expr::share(rate.clone(), base));
                    ways.extend(bases.map(of));
                    let mut tried = Relation::new(&VAT_AMOUNT_MISMATCH, id, []);
                    tried.ways.clone_from(&ways);
                    if tried.verdict(self.book, &Overrides::new()) != Verdict::Holds {
                        ways.clear();
                    }
                } else if stated.is_empty() && taxes > 1 {
                    let rated = self.base_of_rate(&rate);
                    let whole = Some(base).filter(|base| rated.is_none() && self.is_of_whole(line, base));
                    ways.extend(rated.or(whole).map(|base| Way::exactly(Expr::share(rate.clone(), base))));
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
            (None, _) => ways.extend(self.by_line_rates()),
            (Some(_), None) => {}
        }
        if line.row.base.is_some() {
            self.stated_base(line, id);
        }
        let mut relation = Relation::new(&VAT_AMOUNT_MISMATCH, id, []);
        relation.ways = ways;
        self.push(relation);
        if !included {
            self.walk.taxes.push(Expr::Cell(id));
        }
    }

    /// The lines that a label names by a word of theirs, with what is taken off
    /// them.
    fn adjusted(&self, label: &str) -> Option<Expr> {
        let folded = fold(label);
        let named = |other: &str| {
            let other = fold(other);
            let mut words = other.split(' ').filter(|word| word.chars().count() >= 5);
            words.any(|word| folded.split(' ').any(|own| own == word))
        };
        Walk::sum(self.walk.terms.iter().filter(|term| {
            !term.optional
                && (named(&term.line.row.label) || term.line.row.group.as_deref().is_some_and(named))
        }))
    }

    /// Whether another tax of the table is of all that the column stands at, as
    /// where two taxes are due on the same amount (`TPS`, `TVQ`).
    fn is_of_whole(&self, line: Line<'a>, base: &Expr) -> bool {
        let none = Overrides::new();
        let Some(base) = base.value(self.book, &none) else { return false };
        let places = minor(self.currency());
        self.sheet.rows().any(|other| {
            let amount = other.amount(self.sheet, self.column).map(|(_, price)| price.amount);
            let share =
                rate_said(other).and_then(|rate| base.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED));
            other.row.role == RowRole::Vat
                && (other.table, other.index) != (line.table, line.index)
                && share.zip(amount).is_some_and(|(share, amount)| round(share, places) == amount)
        })
    }

    /// A base that a label states: the lines at that rate, and with those of the
    /// other rates all that the column stands at.
    fn stated_base(&mut self, line: Line<'a>, id: Id) {
        let base = |line: Line<'_>| Id { table: line.table, row: line.index, column: 0, part: Part::Base };
        let taxes: Vec<Line<'_>> = self.sheet.rows().filter(|other| other.row.role == RowRole::Vat).collect();
        let own = Id { column: 0, part: Part::Base, ..id };
        if let Some(rated) = rate_said(line).and_then(|rate| self.base_of_rate(&Expr::Number(rate))) {
            return self.push(Relation::new(&VAT_AMOUNT_MISMATCH, own, [rated]));
        }
        let last = taxes.last().is_some_and(|last| last.table == line.table && last.index == line.index);
        if last
            && taxes.iter().all(|tax| tax.row.base.is_some())
            && let Some(standing) = self.standing()
        {
            let others =
                taxes.iter().filter(|tax| base(**tax) != own).map(|tax| Expr::Cell(base(*tax)).minus());
            let terms: Vec<Expr> = std::iter::once(standing).chain(others).collect();
            let way = if terms.len() == 1 { terms.into_iter().next() } else { Some(Expr::Sum(terms)) };
            self.push(Relation::new(&VAT_AMOUNT_MISMATCH, own, way));
        }
    }

    /// The base of one of several taxes: the lines at its rate; without any above
    /// it stands for them.
    pub(super) fn tax_base(&mut self, line: Line<'a>) {
        let itself = |term: &Term<'_>| term.line.row.role == RowRole::TaxBase;
        if self.walk.terms.iter().all(itself) && self.walk.stops.is_empty() {
            self.walk.line(self.sheet, line, self.column);
            return;
        }
        let Some((at, _)) = line.amount(self.sheet, self.column) else { return };
        let rated = rate_said(line).and_then(|rate| self.base_of_rate(&Expr::Number(rate)));
        self.push(Relation::new(&VAT_AMOUNT_MISMATCH, line.id(at), rated));
    }

    /// The row with the base of a tax: at its rate, else the one above.
    fn base_row(&self, line: Line<'a>) -> Option<Expr> {
        let bases: Vec<Line<'_>> =
            self.sheet.rows().filter(|other| other.row.role == RowRole::TaxBase).collect();
        let rated =
            bases.iter().find(|base| rate_said(**base).is_some() && rate_said(**base) == rate_said(line));
        let above = bases.iter().find(|base| base.table == line.table && base.index + 1 == line.index);
        let base = rated.or(above.filter(|base| rate_said(**base).is_none()))?;
        let (at, _) = base.amount(self.sheet, self.column)?;
        Some(Expr::Cell(base.id(at)))
    }

    /// Other amounts in the row of a tax, or the row of its base: what it is of.
    pub(super) fn stated_bases(&self, line: Line<'a>, id: Id) -> Vec<Expr> {
        if line.row.base.is_some() {
            return vec![Expr::Cell(Id { column: 0, part: Part::Base, ..id })];
        }
        if let Some(base) = self.base_row(line) {
            return vec![base];
        }
        if !line.apart && self.sheet.amount_columns().len() > 1 {
            return Vec::new();
        }
        let others =
            line.row.cells.iter().filter(|cell| cell.column != id.column && cell.reading.price().is_some());
        others.map(|cell| Expr::Cell(line.id(cell.column))).collect()
    }

    /// The sum of the lines at one of several rates.
    pub(super) fn base_of_rate(&self, rate: &Expr) -> Option<Expr> {
        let Expr::Number(rate) = rate else { return None };
        Walk::sum(self.walk.terms.iter().filter(|term| !term.optional && term.vat == Some(*rate)))
    }

    /// The tax of lines that each name their rate.
    pub(super) fn by_line_rates(&self) -> Option<Way> {
        let terms: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| Some(Expr::share(Expr::Number(term.vat?), term.expr.clone())))
            .collect::<Option<_>>()?;
        // Rounded per rate or per line: half a cent each.
        let slack = Decimal::new(5, minor(self.currency()) + 1).checked_mul(Decimal::from(terms.len()))?;
        (!terms.is_empty()).then_some(Way { expr: Expr::Sum(terms), drift: false, excuse: false, slack })
    }

    /// Tax rounded line by line: lawful, and worth a word where it differs.
    pub(super) fn per_line(&self, rate: &Expr) -> Option<Way> {
        let terms: Vec<Expr> = self
            .walk
            .terms
            .iter()
            .filter(|term| !term.optional)
            .map(|term| Expr::Rounded(Box::new(Expr::share(rate.clone(), term.expr.clone())), term.places))
            .collect();
        (terms.len() > 1).then_some(Way {
            expr: Expr::Sum(terms),
            drift: true,
            excuse: false,
            slack: Decimal::ZERO,
        })
    }
}

/// Whether the label of a tax says in words of what it is, and not of all.
fn names_a_base(label: &str) -> bool {
    let folded = fold(label);
    let words: Vec<&str> = folded.split(' ').collect();
    let all =
        ["total", "totaux", "ht", "montant", "ensemble", "net", "tout", "base", "subtotal", "netto", "all"];
    let joint = |word: &&str| {
        matches!(*word, "on" | "sur" | "auf" | "sobre" | "of" | "only" | "seulement" | "uniquement" | "nur")
    };
    let numeric = words.iter().any(|word| word.chars().filter(char::is_ascii_digit).count() > 2);
    words.iter().any(joint) && !numeric && !words.iter().any(|word| all.contains(word))
}

/// The rate that a row of tax names.
fn rate_said(line: Line<'_>) -> Option<Decimal> {
    line.row.said.vat.as_ref().map(|said| said.value).or(line.row.percent)
}
