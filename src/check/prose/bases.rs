//! Amounts in sentences that a table prints as a total on the other basis: `603,50 €
//! brutto` where the sum of 603,50 € is without tax.

use super::totals;
use crate::check::Context;
use crate::check::basis::TAX_BASIS_CONFLICT;
use crate::check::cells::{amounts, basis_code, named};
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;
use crate::proposal::price::{Price, TaxBasis};
use crate::source::Span;

/// Checks every amount that says its basis.
pub(in crate::check) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let taxed = |price: &Price| matches!(price.basis, Some(TaxBasis::Net | TaxBasis::Gross));
    let firm = |price: &Price| price.is_firm() && price.amount >= Decimal::ONE_HUNDRED;
    let mut said =
        context.pricing.mentioned.iter().filter(|said| taxed(&said.price) && firm(&said.price)).peekable();
    if said.peek().is_none() || context.pricing.exemption.is_some() {
        return;
    }
    let totals = totals::of_document(context);
    for said in said {
        let price = &said.price;
        let inside = |span: Span| {
            span.file == said.block.file && span.start >= said.block.start && span.end <= said.block.end
        };
        if findings.iter().any(|finding| finding.span.is_some_and(inside)) {
            continue;
        }
        let same = |other: &Price| other.amount == price.amount && other.currency == price.currency;
        let tables = context.pricing.tables.iter().filter(|table| table.is_checked()).flat_map(amounts);
        let mut printed = tables.map(|seen| &seen.amount.price).chain(totals.iter().map(|(total, _)| total));
        if printed.any(|other| same(other) && other.basis.is_none_or(|basis| Some(basis) == price.basis)) {
            continue;
        }
        let other = totals.iter().find(|(total, _)| same(total) && taxed(total));
        findings.extend(other.and_then(|(total, span)| conflict(context, price, said.span, total, *span)));
    }
}

fn conflict(context: &Context<'_>, price: &Price, at: Span, total: &Price, span: Span) -> Option<Diagnostic> {
    let language = context.language();
    let (own, printed) = (price.basis?, total.basis?);
    let (here, there) = (named(own, language), named(printed, language));
    let message = language.pick(
        format!("Le texte dit {here}, le tableau {there}"),
        format!("the text says {here}, the table {there}"),
    );
    let place = language.pick("ce total", "this total");
    let facts =
        Facts { found: Some(basis_code(own)), expected: Some(basis_code(printed)), ..Facts::default() };
    Some(Diagnostic::new(&TAX_BASIS_CONFLICT, message).at(at).related(span, place).facts(facts))
}
