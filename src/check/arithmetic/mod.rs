//! Sums: every relation between printed numbers that a reader could check with
//! a pocket calculator. The printed numbers are the evidence; one fault is
//! reported once, at the number whose correction makes the rest agree.

mod explain;
mod expr;
mod judge;
mod lines;
mod relation;
mod report;
mod rules;
mod schedule;
mod sheet;
mod sums;
mod totals;
mod walk;

pub use rules::*;

use super::Context;
use crate::diagnostics::Diagnostic;
use crate::proposal::price::Price;
use crate::proposal::pricing::{Pricing, TableKind};
use crate::source::Span;
use expr::Book;
use relation::Verdict;
use sheet::Sheet;

/// The rules and the check of this topic.
pub(super) const TOPIC: super::Topic = (RULES, &[check]);

/// The totals that the tables of a document print, and where.
pub(super) fn printed_totals(pricing: &Pricing) -> Vec<(Price, Span)> {
    let book = Book::new(pricing);
    let sheets = Sheet::all(pricing);
    let totals = sheets
        .iter()
        .filter(|sheet| sheet.table.kind != TableKind::Schedule)
        .flat_map(|sheet| sums::sums(sheet, &book).totals);
    totals.filter_map(|total| Some((total.price, book.get(total.id)?.span))).collect()
}

/// Checks every table.
fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let book = Book::new(context.pricing);
    let language = context.language();
    let sheets = Sheet::all(context.pricing);
    let mut all_totals = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.table.kind != TableKind::Schedule) {
        let mut relations = lines::lines(sheet, &book);
        let sums = sums::sums(sheet, &book);
        relations.extend(sums.relations.iter().cloned());
        // A doubtful number is no evidence.
        relations.retain(|relation| {
            let mut ids = relation.inputs();
            ids.push(relation.target);
            !ids.iter().any(|id| book.get(*id).is_some_and(|printed| printed.doubtful))
        });
        for fault in judge::judge(&relations, &book) {
            findings.extend(report::finding(&fault, &relations, &book, language));
        }
        for relation in relations
            .iter()
            .filter(|relation| relation.verdict(&book, &report::nothing_mended()) == Verdict::Drifts)
        {
            findings.extend(totals::drift(relation, &book, language));
        }
        totals::partial(context, sheet, &sums, &book, findings);
        totals::mixed(&sums, &book, language, findings);
        totals::missing(sheet, &sums, language, findings);
        all_totals.extend(sums.totals);
    }
    for sheet in sheets.iter().filter(|sheet| sheet.table.kind == TableKind::Schedule) {
        schedule::check(context, sheet, &all_totals, &book, findings);
    }
}
