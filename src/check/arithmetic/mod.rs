//! Sums: every relation between printed numbers that a reader could check with
//! a pocket calculator. The printed numbers are the evidence; one fault is
//! reported once, at the number whose correction makes the rest agree.

mod across;
mod efforts;
mod explain;
mod expr;
mod judge;
mod lines;
mod recap;
mod relation;
mod report;
mod rules;
mod schedule;
mod sheet;
mod sums;
mod totals;
mod walk;

pub(super) use lines::cfa_parity;
pub use rules::*;

use std::collections::BTreeSet;

use super::Context;
use crate::diagnostics::Diagnostic;
use crate::money::Decimal;
use crate::proposal::price::Price;
use crate::proposal::pricing::{Pricing, TableKind};
use crate::source::Span;
use expr::{Book, Id, Overrides};
use judge::Fault;
use relation::{Relation, Verdict};
use sheet::Sheet;
use sums::{Sums, Total};

/// The rules and the check of this topic.
pub(super) const TOPIC: super::Topic = (RULES, &[check]);

/// A total that a table prints.
pub(super) struct PrintedTotal {
    /// The price.
    pub(super) price: Price,
    /// Where it stands.
    pub(super) span: Span,
    /// What should stand there, where it is wrong.
    pub(super) mended: Option<Decimal>,
}

/// The totals that the tables of a document print.
pub(super) fn printed_totals(pricing: &Pricing) -> Vec<PrintedTotal> {
    let judged = Judged::of(pricing);
    let totals = judged.sheets.iter().flat_map(|(_, sums)| &sums.totals);
    totals
        .filter_map(|total| {
            Some(PrintedTotal {
                price: total.price.clone(),
                span: judged.book.get(total.id)?.span,
                mended: judged.mended(total.id),
            })
        })
        .collect()
}

/// The lines that carry over what another table makes: table and row.
pub(super) fn carried_lines(pricing: &Pricing) -> BTreeSet<(usize, usize)> {
    let book = Book::new(pricing);
    let sheets = summed(pricing, &book);
    let named = recap::carried(&sheets).into_iter().map(|carried| carried.line);
    named.chain(recap::counted(&sheets)).collect()
}

/// The tables whose totals another table carries over on a basis that it names.
pub(super) fn tables_with_basis(pricing: &Pricing) -> BTreeSet<usize> {
    let book = Book::new(pricing);
    let sheets = summed(pricing, &book);
    let carried = recap::carried(&sheets).into_iter().map(|carried| carried.relation);
    let named = carried.filter(|relation| {
        let cell = pricing.tables.get(relation.target.table).and_then(|table| {
            table.rows.get(relation.target.row)?.cell(relation.target.column)?.reading.price()
        });
        cell.is_some_and(|price| price.basis.is_some())
    });
    named.flat_map(|relation| relation.inputs()).map(|id| id.table).collect()
}

/// All tables but schedules, and what their columns say.
fn summed<'a>(pricing: &'a Pricing, book: &Book) -> Vec<(Sheet<'a>, Sums)> {
    let sheets = Sheet::all(pricing).into_iter();
    let quotes = sheets.filter(|sheet| sheet.table.kind != TableKind::Schedule);
    quotes.map(|sheet| (sheet, sums::sums(&sheet, book))).collect()
}

/// The tables of a document, what must hold in and between them, and what does
/// not.
struct Judged<'a> {
    book: Book,
    sheets: Vec<(Sheet<'a>, Sums)>,
    relations: Vec<Relation>,
    faults: Vec<Fault>,
}

impl<'a> Judged<'a> {
    fn of(pricing: &'a Pricing) -> Self {
        let book = Book::new(pricing);
        let sheets = summed(pricing, &book);
        let mut relations: Vec<Relation> = Vec::new();
        for (sheet, sums) in &sheets {
            relations.extend(lines::lines(sheet, &book));
            relations.extend(sums.relations.iter().cloned());
        }
        relations.extend(efforts::efforts(&sheets, &book));
        across::explain(&mut relations, &sheets, &book);
        relations.extend(recap::carried(&sheets).into_iter().map(|carried| carried.relation));
        // A doubtful number is no evidence.
        relations.retain(|relation| {
            let mut ids = relation.inputs();
            ids.push(relation.target);
            !ids.iter().any(|id| book.get(*id).is_some_and(|printed| printed.doubtful))
        });
        let faults = judge::judge(&relations, &book);
        Self { book, sheets, relations, faults }
    }

    /// What should stand at a number: where it is wrong, or follows from one
    /// that is.
    fn mended(&self, id: Id) -> Option<Decimal> {
        let own = self.faults.iter().find(|fault| fault.culprit == id).map(|fault| fault.expected);
        own.or_else(|| {
            let overrides: Overrides =
                self.faults.iter().map(|fault| (fault.culprit, fault.expected)).collect();
            let relation = self.relations.iter().find(|relation| relation.target == id)?;
            let (value, _) = relation.expected(&self.book, &overrides)?;
            (self.book.get(id)?.value != value).then_some(value)
        })
    }
}

/// Checks every table.
fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let judged = Judged::of(context.pricing);
    let Judged { book, sheets, relations, faults } = &judged;
    let language = context.language();
    for fault in faults {
        findings.extend(report::finding(fault, relations, book, language));
    }
    let none = report::nothing_mended();
    let drifts = relations.iter().filter(|relation| relation.verdict(book, &none) == Verdict::Drifts);
    for relation in drifts {
        // Beside a number that is wrong no rounding explains anything.
        let inputs = relation.inputs();
        if faults.iter().any(|fault| inputs.contains(&fault.culprit)) {
            continue;
        }
        findings.extend(totals::drift(relation, book, language));
    }
    let mut all_totals = Vec::new();
    for (sheet, sums) in sheets {
        totals::partial(context, sheet, sums, book, findings);
        totals::mixed(sums, book, language, findings);
        // Another block of the document may add up what this table lists.
        let later = sheets.iter().any(|(other, sums)| other.index > sheet.index && !sums.totals.is_empty());
        if !later {
            totals::missing(sheet, sums, language, findings);
        }
        for total in &sums.totals {
            all_totals.push(total.clone());
            if let Some(mended) = judged.mended(total.id) {
                let price = Price { amount: mended, ..total.price.clone() };
                all_totals.push(Total { price, ..total.clone() });
            }
        }
    }
    for sheet in Sheet::all(context.pricing) {
        if sheet.table.kind == TableKind::Schedule {
            schedule::check(context, &sheet, &all_totals, book, findings);
        }
    }
}
