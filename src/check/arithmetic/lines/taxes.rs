//! R13: tax beside tax.

use super::super::expr::{Book, Expr, Id, Overrides, Part};
use super::super::relation::Relation;
use super::super::rules::{VAT_AMOUNT_MISMATCH, PERIOD_TOTAL_MISMATCH, LINE_TOTAL_MISMATCH};
use super::super::sheet::{Line, Sheet, minor, numbers};
use super::{cell, role, period, currency, takes_part, restated};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::money::{Decimal, round};
use crate::proposal::price::TaxBasis;
use crate::proposal::pricing::{Role, RowRole};

/// The VAT rate of a row: its own, else what holds for the column.
pub(in crate::check::arithmetic) fn rate(sheet: &Sheet<'_>, line: Line<'_>, column: usize) -> Option<Expr> {
    if let Some(own) = numbers(sheet, line, Role::VatRate).first() {
        return Some(cell(line, *own));
    }
    sheet.vat(column).map(Expr::Number)
}

/// R13: amounts without and with tax side by side, and the tax between them.
pub(in crate::check::arithmetic) fn taxes(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let priced: Vec<usize> = sheet
        .table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| matches!(column.role, Role::Amount | Role::UnitPrice))
        .map(|(index, _)| index)
        .collect();
    let of = |index: usize| {
        sheet.column(index).and_then(|column| column.context.basis.as_ref()).map(|said| said.value)
    };
    let vats: Vec<usize> = sheet.table.columns_of(Role::VatAmount).map(|(index, _)| index).collect();
    for &gross in priced.iter().filter(|index| of(**index) == Some(TaxBasis::Gross)) {
        let same = |net: &&usize| {
            of(**net) == Some(TaxBasis::Net)
                && role(sheet, **net) == role(sheet, gross)
                && period(sheet, **net) == period(sheet, gross)
                && currency(sheet, **net) == currency(sheet, gross)
        };
        // The nearest column on the other basis.
        let Some(&net) = priced.iter().filter(same).min_by_key(|net| net.abs_diff(gross)) else { continue };
        let inferred = inferred_rate(sheet, net, gross);
        for line in sheet.rows().filter(|line| takes_part(*line)) {
            let (Some(net_price), Some(gross_price)) = (line.price(net), line.price(gross)) else { continue };
            if !net_price.is_firm() || !gross_price.is_firm() {
                continue;
            }
            let vat = vats.iter().copied().find(|vat| line.price(*vat).is_some());
            let is_sum = line.row.role != RowRole::Line;
            let rate = rate(sheet, line, gross).or(inferred.map(Expr::Number));
            if let Some(vat) = vat {
                out.push(Relation::new(
                    &GROSS_NET_MISMATCH,
                    line.id(gross),
                    [Expr::Sum(vec![cell(line, net), cell(line, vat)])],
                ));
            } else if let Some(rate) = rate.clone().filter(|_| !is_sum) {
                let ways = vec![Expr::Plus(Box::new(rate.clone()), Box::new(cell(line, net)))];
                out.push(tax_first(Relation::new(&GROSS_NET_MISMATCH, line.id(gross), ways), &rate, book));
            }
            if let Some((vat, rate)) = vat.zip(rate).filter(|_| !is_sum) {
                let way = Expr::share(rate.clone(), cell(line, net));
                out.push(tax_first(Relation::new(&VAT_AMOUNT_MISMATCH, line.id(vat), [way]), &rate, book));
            }
        }
    }
    if out.is_empty() {
        out.extend(vat_beside_net(sheet, &priced, &vats, book));
    }
    out.extend(alternatives(sheet));
    out
}

/// A tax column beside amounts without tax, no total with tax.
fn vat_beside_net(sheet: &Sheet<'_>, priced: &[usize], vats: &[usize], book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let Some(&net) = priced.iter().rev().find(|index| role(sheet, **index) == Some(Role::Amount)) else {
        return out;
    };
    for line in sheet.rows().filter(|line| !line.apart && line.row.role == RowRole::Line) {
        for &vat in vats {
            let (Some(_), Some(_), Some(rate)) = (line.price(vat), line.price(net), rate(sheet, line, net))
            else {
                continue;
            };
            let way = Expr::share(rate.clone(), cell(line, net));
            out.push(tax_first(Relation::new(&VAT_AMOUNT_MISMATCH, line.id(vat), [way]), &rate, book));
        }
    }
    out
}

/// Prices that were set with tax: not every one is reachable from a price
/// without tax in cents, so half a cent times (1 + t) may be missing.
fn tax_first(mut relation: Relation, rate: &Expr, book: &Book) -> Relation {
    let percent = rate.value(book, &Overrides::new()).unwrap_or_default();
    let places = book
        .get(relation.target)
        .map_or(2, |printed| minor(printed.currency).min(printed.places.max(minor(printed.currency))));
    let half = Decimal::new(5, places + 1);
    let slack = half.checked_mul(Decimal::ONE + percent / Decimal::ONE_HUNDRED).unwrap_or(half);
    for way in &mut relation.ways {
        way.slack = slack;
    }
    relation
}

/// The rate that most rows agree on where none is named.
fn inferred_rate(sheet: &Sheet<'_>, net: usize, gross: usize) -> Option<Decimal> {
    let rates: Vec<Decimal> = sheet
        .rows()
        .filter(|line| takes_part(*line))
        .filter_map(|line| {
            let (net, gross) = (line.price(net)?.amount, line.price(gross)?.amount);
            let ratio =
                gross.checked_div(net)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
            Some(round(ratio, 1))
        })
        .collect();
    let most = rates.iter().max_by_key(|rate| rates.iter().filter(|other| other == rate).count())?;
    let votes = rates.iter().filter(|rate| *rate == most).count();
    (votes >= 2 && votes * 2 > rates.len() && *most > Decimal::ZERO && *most < Decimal::from(30))
        .then_some(*most)
}

/// The same price with and without tax in one cell.
fn alternatives(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows() {
        for cell in &line.row.cells {
            let Some(amount) = cell.reading.amount() else { continue };
            let main = line.id(cell.column);
            for (at, other) in amount.alternatives.iter().enumerate() {
                let id = Id { part: Part::Other(at), ..main };
                if other.currency != amount.price.currency || !other.is_firm() || !amount.price.is_firm() {
                    continue;
                }
                let vat = sheet.vat(cell.column).map(|rate| Box::new(Expr::Number(rate)));
                let of_main = || Box::new(Expr::Cell(main));
                match (amount.price.basis, other.basis, vat) {
                    (Some(TaxBasis::Net), Some(TaxBasis::Gross), Some(rate)) => {
                        out.push(Relation::new(&GROSS_NET_MISMATCH, id, [Expr::Plus(rate, of_main())]));
                    }
                    (Some(TaxBasis::Gross), Some(TaxBasis::Net), Some(rate)) => {
                        out.push(Relation::new(&GROSS_NET_MISMATCH, id, [Expr::Without(rate, of_main())]));
                    }
                    _ => {
                        if let Some(way) = restated(amount.price.period, other.period, of_main()) {
                            out.push(Relation::new(&PERIOD_TOTAL_MISMATCH, id, [way]));
                        }
                    }
                }
            }
            if let Some(formula) = amount.formula.as_ref().filter(|formula| formula.result) {
                let product = Expr::Product(formula.factors.iter().copied().map(Expr::Number).collect());
                out.push(Relation::new(&LINE_TOTAL_MISMATCH, main, [product]));
            }
        }
    }
    out
}
