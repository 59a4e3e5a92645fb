//! R10: a price beside its reduction.

use super::super::expr::{Book, Expr, Id, Overrides, Part};
use super::super::relation::{Relation, Verdict};
use super::super::rules::SAVINGS_MISMATCH;
use super::super::sheet::{Sheet, numbers};
use super::{Support, cell, supported};
use crate::money::Decimal;
use crate::proposal::pricing::{Reading, Role, RowRole};

/// R10: a list price, its reduction, what is saved and what remains.
pub(in crate::check::arithmetic) fn reductions(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let lists: Vec<usize> = sheet.table.columns_of(Role::ListPrice).map(|(index, _)| index).collect();
    let savings: Vec<usize> = sheet.table.columns_of(Role::Saving).map(|(index, _)| index).collect();
    for &list in &lists {
        // The reduced price is the unit's or the line's: whichever the rows bear out.
        let targets = [Role::UnitPrice, Role::Amount]
            .into_iter()
            .flat_map(|role| sheet.table.columns_of(role).map(|(index, _)| index).collect::<Vec<_>>());
        let mut families: Vec<Vec<Relation>> = Vec::new();
        for target in targets {
            families.push(reduction_family(sheet, list, target, &savings));
        }
        let holds = |family: &Vec<Relation>| {
            family
                .iter()
                .filter(|relation| relation.verdict(book, &Overrides::new()) == Verdict::Holds)
                .count()
        };
        if let Some(best) =
            families.into_iter().filter(|family| !family.is_empty()).max_by_key(|family| holds(family))
        {
            out.extend(supported(best, book, Support::NotAllBroken));
        }
    }
    out
}

/// The percentage beside an amount that is saved: of the price before.
pub(in crate::check::arithmetic) fn share_saved(saving: Id, list: Expr, decimals: u32) -> Relation {
    let hundredfold = Expr::Product(vec![Expr::Number(Decimal::ONE_HUNDRED), Expr::Cell(saving)]);
    let share = Expr::Quotient(Box::new(hundredfold), Box::new(list));
    let mut relation =
        Relation::new(&SAVINGS_MISMATCH, Id { part: Part::Share, ..saving }, [share]).unsigned();
    // Often rounded down, to be safe.
    for way in &mut relation.ways {
        way.slack = Decimal::new(99, decimals + 2);
    }
    relation
}

fn reduction_family(sheet: &Sheet<'_>, list: usize, target: usize, savings: &[usize]) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows().filter(|line| !line.apart) {
        let (Some(from), Some(to)) = (line.price(list), line.price(target)) else { continue };
        if !from.is_firm() || !to.is_firm() {
            continue;
        }
        let discounts = numbers(sheet, line, Role::Discount);
        if !discounts.is_empty() && line.row.role == RowRole::Line {
            let way = discounts.iter().fold(cell(line, list), |net, column| match line.reading(*column) {
                Some(Reading::Percent { .. }) => {
                    Expr::Less(Box::new(Expr::Absolute(Box::new(cell(line, *column)))), Box::new(net))
                }
                _ => Expr::Sum(vec![net, Expr::Absolute(Box::new(cell(line, *column))).minus()]),
            });
            // The list price of one, and the amount of the line.
            let counted = numbers(sheet, line, Role::Quantity)
                .into_iter()
                .map(|count| Expr::Product(vec![cell(line, count), way.clone()]));
            let ways: Vec<Expr> = std::iter::once(way.clone()).chain(counted).collect();
            out.push(Relation::new(&SAVINGS_MISMATCH, line.id(target), ways));
        }
        // A dash in the column of reductions: the price is the list's.
        let dashed = sheet.table.columns_of(Role::Discount).next().is_some_and(|(column, _)| {
            line.row.cell(column).is_some_and(|cell| cell.reading == Reading::Empty && !cell.text.is_empty())
        });
        if dashed && line.row.role == RowRole::Line {
            let counted = numbers(sheet, line, Role::Quantity)
                .into_iter()
                .map(|count| Expr::Product(vec![cell(line, count), cell(line, list)]));
            let ways: Vec<Expr> = std::iter::once(cell(line, list)).chain(counted).collect();
            out.push(Relation::new(&SAVINGS_MISMATCH, line.id(target), ways));
        }
        for &saving in savings {
            let difference = Expr::Sum(vec![cell(line, list), cell(line, target).minus()]);
            match line.reading(saving) {
                Some(Reading::Amount(amount)) => {
                    out.push(Relation::new(&SAVINGS_MISMATCH, line.id(saving), [difference]).unsigned());
                    if let Some((_, decimals)) = amount.share {
                        out.push(share_saved(line.id(saving), cell(line, list), decimals));
                    }
                }
                Some(Reading::Percent { .. }) => {
                    let share = Expr::Quotient(
                        Box::new(Expr::Product(vec![Expr::Number(Decimal::ONE_HUNDRED), difference])),
                        Box::new(cell(line, list)),
                    );
                    out.push(Relation::new(&SAVINGS_MISMATCH, line.id(saving), [share]).unsigned());
                }
                _ => {}
            }
        }
    }
    out
}
