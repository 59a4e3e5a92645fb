//! R13: tax beside tax.

use super::super::expr::{Book, Expr, Id, Overrides, Part};
use super::super::relation::{Relation, Way};
use super::super::rules::{
    LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH, UNIT_EQUIVALENT_MISMATCH, VAT_AMOUNT_MISMATCH,
};
use super::super::sheet::{Line, Sheet, minor, numbers};
use super::{cell, currency, period, restated, role, takes_part};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::check::cells::count_of_each;
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
    out.extend(taxes_down(sheet));
    out.extend(alternatives(sheet));
    out
}

/// R13 where items stand in columns: a row `Prix TTC` below a row `Prix HT`.
fn taxes_down(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    // Columns of amounts are walked down by themselves, where a rate is named.
    let walked =
        |column: usize| sheet.amount_columns().contains(&column) || sheet.main_column() == Some(column);
    let rows: Vec<Line<'_>> = sheet.rows().filter(|line| !line.apart).collect();
    let of = |line: &Line<'_>| match line.row.role {
        RowRole::Total(basis) => basis,
        RowRole::Line | RowRole::RecurringTotal(_) => line.row.said.basis.as_ref().map(|said| said.value),
        _ => None,
    };
    for pair in rows.windows(2) {
        let [net, gross] = pair else { continue };
        if of(net) != Some(TaxBasis::Net) || of(gross) != Some(TaxBasis::Gross) {
            continue;
        }
        let firm = |line: &Line<'_>, column: usize| {
            line.price(column).filter(|price| price.is_firm()).map(|price| price.amount)
        };
        let both: Vec<(usize, Decimal, Decimal)> = (0..sheet.table.columns.len())
            .filter_map(|column| Some((column, firm(net, column)?, firm(gross, column)?)))
            .collect();
        let pairs = both.iter().map(|(_, net, gross)| (*net, *gross));
        for (column, ..) in
            both.iter().filter(|(column, ..)| !walked(*column) || sheet.vat(*column).is_none())
        {
            let rate = sheet.vat(*column).or_else(|| most_common_rate(pairs.clone()));
            out.extend(rate.map(|rate| {
                let way = Expr::Plus(Box::new(Expr::Number(rate)), Box::new(cell(*net, *column)));
                let mut relation = Relation::new(&GROSS_NET_MISMATCH, gross.id(*column), [way]);
                for way in &mut relation.ways {
                    way.slack = Decimal::new(6, 3);
                }
                relation
            }));
        }
    }
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
    let rows = sheet.rows().filter(|line| takes_part(*line));
    most_common_rate(rows.filter_map(|line| Some((line.price(net)?.amount, line.price(gross)?.amount))))
}

/// The rate between most amounts without tax and with it.
fn most_common_rate(pairs: impl Iterator<Item = (Decimal, Decimal)>) -> Option<Decimal> {
    let rate = |(net, gross): (Decimal, Decimal)| {
        let ratio = gross.checked_div(net)?.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(round(ratio, 1))
    };
    let rates: Vec<Decimal> = pairs.filter_map(rate).collect();
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
                        if let Some(count) = count_of_each(&line.row.label, &amount.price, other) {
                            let way = Expr::Quotient(of_main(), Box::new(Expr::Number(count)));
                            // A quotient is rounded to what is printed of it.
                            let slack = Decimal::new(5, other.decimals + 1);
                            let way = Way { slack, ..Way::exactly(way) };
                            out.push(Relation::new(&UNIT_EQUIVALENT_MISMATCH, id, []).with(way));
                        } else if let Some(way) = restated(amount.price.period, other.period, of_main()) {
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
