//! Instalments: shares of a total that make the whole of it.

use super::expr::{Book, Expr, Id, Overrides, Style};
use super::relation::{Relation, Verdict};
use super::rules::INSTALMENTS_MISMATCH;
use super::sheet::{Line, Sheet, minor};
use super::sums::Total;
use crate::check::Context;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;
use crate::money::{Decimal, Decimals, format_number, round};
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::{Reading, Role, RowRole};

/// An instalment: its share and its amount.
struct Instalment<'a> {
    line: Line<'a>,
    share: Option<Decimal>,
    amount: Option<Id>,
}

/// Checks a schedule against itself and against the document's totals.
pub(super) fn check(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    totals: &[Total],
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    for column in schedule_columns(sheet) {
        one_column(context, sheet, column, totals, book, findings);
    }
}

/// The columns of amounts; a schedule of shares alone has none.
fn schedule_columns(sheet: &Sheet<'_>) -> Vec<Option<usize>> {
    let amounts = sheet.amount_columns();
    if amounts.is_empty() { vec![None] } else { amounts.into_iter().map(Some).collect() }
}

fn one_column(
    context: &Context<'_>,
    sheet: &Sheet<'_>,
    column: Option<usize>,
    totals: &[Total],
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    let language = context.language();
    let instalments: Vec<Instalment<'_>> = sheet
        .rows()
        .filter(|line| line.row.role == RowRole::Line)
        .map(|line| Instalment {
            line,
            share: share(sheet, line),
            amount: column.filter(|c| line.price(*c).is_some()).map(|c| line.id(c)),
        })
        .filter(|instalment| instalment.share.is_some() || instalment.amount.is_some())
        .collect();
    if instalments.is_empty() {
        return;
    }
    let shares: Vec<Decimal> = instalments.iter().filter_map(|instalment| instalment.share).collect();
    let sum: Decimal =
        shares.iter().copied().fold(Decimal::ZERO, |sum, share| sum.checked_add(share).unwrap_or(sum));
    let complete = shares.len() == instalments.len() && shares.len() > 1;
    let first_column = column.is_none_or(|column| sheet.amount_columns().first() == Some(&column));
    let recurring = instalments.iter().any(|i| {
        i.amount.is_some_and(|id| {
            i.line.price(id.column).is_some_and(|price| price.period.is_some_and(Period::is_recurring))
        })
    });
    let sum = round(sum, 6);
    let told = complete && sum != Decimal::ONE_HUNDRED && !recurring;
    if told && first_column {
        let whole = made(&instalments, totals, book);
        findings.push(not_whole(sheet, &instalments, sum, whole, book, language));
        // Where the amounts make a total of the document, a share is wrong.
        if whole.is_some() {
            return;
        }
    }
    let Some(column) = column else { return };
    let own_total = sheet.rows().find(|line| {
        matches!(line.row.role, RowRole::Total(_) | RowRole::Subtotal | RowRole::Due)
            && line.price(column).is_some()
    });
    let amounts: Vec<Id> = instalments.iter().filter_map(|instalment| instalment.amount).collect();
    let all_amounts = amounts.len() == instalments.len();
    let mut relations = Vec::new();
    let basis = sheet.column(column).and_then(|column| column.context.basis.as_ref()).map(|said| said.value);
    let addends = || Expr::Sum(amounts.iter().map(|id| Expr::Cell(*id)).collect());
    let base = match own_total {
        Some(line) => Some(Expr::Cell(line.id(column))),
        None => whole(totals, basis, &amounts, &addends(), &instalments, book),
    };
    if let Some(base) = &base {
        for instalment in &instalments {
            if let (Some(share), Some(id)) = (instalment.share, instalment.amount) {
                let mut relation = Relation::new(
                    &INSTALMENTS_MISMATCH,
                    id,
                    [Expr::share(Expr::Number(share), base.clone())],
                );
                for way in &mut relation.ways {
                    way.slack = left_by_rounding(id, &amounts, book);
                }
                relations.push(relation);
            }
        }
    }
    let mut printed_total = None;
    match own_total {
        Some(line) if all_amounts && amounts.len() > 1 && !told => {
            relations.push(Relation::new(&INSTALMENTS_MISMATCH, line.id(column), [addends()]));
            printed_total = Some(line.id(column));
        }
        None if all_amounts
            && (complete && !told || shares.is_empty())
            && relations
                .iter()
                .all(|relation| relation.verdict(book, &Overrides::new()) == Verdict::Holds) =>
        {
            sum_against_document(context, &addends(), &amounts, totals, basis, book, findings);
        }
        _ => {}
    }
    let mut faults = super::judge::judge(&relations, book);
    if faults.len() > 1 {
        // Once an instalment is its share, the sum may be off by what rounding leaves.
        faults.retain(|fault| {
            let printed = book.get(fault.culprit).map(|printed| printed.value);
            let off = printed.map(|value| (fault.expected - value).abs());
            printed_total != Some(fault.culprit)
                || off.is_none_or(|off| off > left_by_rounding(fault.culprit, &amounts, book))
        });
    }
    // A total that the instalments already show to be wrong is told once.
    if let Some(id) = printed_total.filter(|id| faults.iter().all(|fault| fault.culprit != *id)) {
        against_document(context, id, totals, basis, book, findings);
    }
    for fault in &faults {
        findings.extend(super::report::finding(fault, &relations, book, language));
    }
}

/// What rounding may leave of an amount, in its currency: the last instalment takes it.
fn left_by_rounding(id: Id, amounts: &[Id], book: &Book) -> Decimal {
    let places = book.get(id).map_or(2, |printed| minor(printed.currency).min(printed.places));
    Decimal::new(5, places + 1) * Decimal::from(amounts.len())
}

/// What the amounts make, where that is a total of the document.
fn made(instalments: &[Instalment<'_>], totals: &[Total], book: &Book) -> Option<Decimal> {
    let sum = instalments
        .iter()
        .try_fold(Decimal::ZERO, |sum, instalment| sum.checked_add(book.get(instalment.amount?)?.value))?;
    totals.iter().any(|total| total.price.amount == sum).then_some(sum)
}

/// Shares that do not make the whole; where the amounts do, at the one whose
/// amount is another share.
fn not_whole(
    sheet: &Sheet<'_>,
    instalments: &[Instalment<'_>],
    sum: Decimal,
    whole: Option<Decimal>,
    book: &Book,
    language: Language,
) -> Diagnostic {
    let number = |value| format_number(round(value, 2), language, Decimals::AsNeeded(0));
    let shares = instalments.iter().filter_map(|instalment| instalment.share);
    let (list, total) = (shares.map(number).collect::<Vec<_>>().join(" + "), number(sum));
    let message = language.pick(
        format!("Les échéances font {total}\u{a0}% au lieu de 100\u{a0}% : {list}"),
        format!("instalments add up to {total}%, not 100%: {list}"),
    );
    // The share that each amount is of what all of them make.
    let own = |instalment: &&Instalment<'_>| {
        let printed = book.get(instalment.amount?)?;
        let share = printed.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(whole?)?;
        (round(share, 1) != round(instalment.share?, 1)).then_some((printed, share))
    };
    let mut wrong = instalments.iter().filter(|instalment| own(instalment).is_some());
    let culprit = wrong.next().filter(|_| wrong.next().is_none());
    let span = culprit.or(instalments.last()).map_or(sheet.table.span.head(), |it| it.line.row.span);
    let finding = Diagnostic::new(&INSTALMENTS_MISMATCH, message).at(span).facts(Facts {
        found: Some(sum.normalize().to_string()),
        expected: Some("100".into()),
        relation: Some(format!("{} = {}", list.replace(',', "."), sum.normalize())),
        ..Facts::default()
    });
    let Some(((printed, share), whole)) = culprit.as_ref().and_then(own).zip(whole) else { return finding };
    let style = Style { language, plain: false };
    let (amount, of, share) =
        (style.amount(printed.value, printed), style.amount(whole, printed), number(share));
    finding.help(
        language
            .pick(format!("{amount} sur {of} font {share}\u{a0}%"), format!("{amount} of {of} is {share}%")),
    )
}

/// The share of a row: in a column of its own or in its label.
fn share(sheet: &Sheet<'_>, line: Line<'_>) -> Option<Decimal> {
    let mut columns = sheet.table.columns.iter().enumerate().filter(|(_, column)| {
        matches!(column.role, Role::Share | Role::Other | Role::Quantity | Role::Amount | Role::Discount)
    });
    columns
        .find_map(|(index, _)| match line.reading(index) {
            Some(Reading::Percent { value, .. }) => Some(*value),
            _ => None,
        })
        .or(line.row.percent)
        .or_else(|| {
            // `990 € HT (30 %)`
            let amounts = line.row.cells.iter().filter_map(|cell| cell.reading.amount());
            let mut shares = amounts.filter_map(|amount| amount.share);
            shares.next().map(|(share, _)| share)
        })
}

/// Whether a total may be what instalments are shares of.
fn fits(total: &Total, basis: Option<TaxBasis>) -> bool {
    let agrees = basis.is_none() || total.price.basis.is_none() || total.price.basis == basis;
    agrees || total.due
}

/// A total as it is printed, or as it should be.
fn value_of(total: &Total, book: &Book) -> Expr {
    let printed = book.get(total.id).is_some_and(|printed| printed.value == total.price.amount);
    if printed { Expr::Cell(total.id) } else { Expr::Number(total.price.amount) }
}

/// The total that instalments without one of their own are shares of: the one
/// of the document that most of them fit, else what the shares themselves say.
fn whole(
    totals: &[Total],
    basis: Option<TaxBasis>,
    amounts: &[Id],
    sum: &Expr,
    instalments: &[Instalment<'_>],
    book: &Book,
) -> Option<Expr> {
    let none = Overrides::new();
    let agreeing = |base: &Expr| {
        instalments
            .iter()
            .filter(|instalment| {
                instalment.share.zip(instalment.amount).is_some_and(|(share, id)| {
                    let relation = Relation::new(
                        &INSTALMENTS_MISMATCH,
                        id,
                        [Expr::share(Expr::Number(share), base.clone())],
                    );
                    relation.verdict(book, &none) == Verdict::Holds
                })
            })
            .count()
    };
    let mut bases: Vec<Expr> =
        totals.iter().filter(|total| fits(total, basis)).map(|total| value_of(total, book)).collect();
    if amounts.len() == instalments.len() && amounts.len() > 1 {
        bases.push(sum.clone());
    }
    // What one instalment says of the whole, where others agree with it.
    for part in instalments {
        if let (Some(share), Some(id)) = (part.share.filter(|share| !share.is_zero()), part.amount) {
            let hundred = Expr::Number(Decimal::ONE_HUNDRED.checked_div(share)?);
            bases.push(Expr::Product(vec![Expr::Cell(id), hundred]));
        }
    }
    let best = bases.into_iter().rev().max_by_key(agreeing)?;
    (agreeing(&best) >= 1).then_some(best)
}

/// The schedule's own total must be one of the document's.
fn against_document(
    context: &Context<'_>,
    id: Id,
    totals: &[Total],
    basis: Option<TaxBasis>,
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(printed) = book.get(id) else { return };
    foreign(context, printed.value, id, totals, basis, book, findings);
}

fn sum_against_document(
    context: &Context<'_>,
    sum: &Expr,
    amounts: &[Id],
    totals: &[Total],
    basis: Option<TaxBasis>,
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    let (Some(value), Some(last)) = (sum.value(book, &Overrides::new()), amounts.last()) else { return };
    foreign(context, value, *last, totals, basis, book, findings);
}

/// Reports instalments that make a sum that no total of the document is.
fn foreign(
    context: &Context<'_>,
    value: Decimal,
    id: Id,
    totals: &[Total],
    basis: Option<TaxBasis>,
    book: &Book,
    findings: &mut Vec<Diagnostic>,
) {
    let Some(printed) = book.get(id) else { return };
    let candidates: Vec<&Total> = totals
        .iter()
        .filter(|total| {
            fits(total, basis)
                && total.price.currency == printed.currency
                && !total.price.period.is_some_and(|p| p == Period::Month)
        })
        .collect();
    let grace = Decimal::new(1, minor(printed.currency));
    let near = |total: &&Total| (total.price.amount - value).abs() < grace;
    // Several quotes in one document: their sum may be what is paid.
    let sum: Decimal = candidates
        .iter()
        .filter(|total| total.price.basis == basis || basis.is_none())
        .map(|total| total.price.amount)
        .fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount).unwrap_or(sum));
    // Shares of a part: `Base Total 5 700` beside a contingency.
    let rows = context.pricing.tables.iter().flat_map(|table| &table.rows);
    let part = rows.filter(|row| row.role == RowRole::Subtotal).any(|row| {
        let mut prices = row.cells.iter().filter_map(|cell| cell.reading.price());
        prices.any(|price| price.amount == value && price.currency == printed.currency)
    });
    if candidates.is_empty() || candidates.iter().any(near) || sum == value || part {
        return;
    }
    let Some(nearest) = candidates.iter().min_by_key(|total| (total.price.amount - value).abs()) else {
        return;
    };
    let language = context.language();
    let style = Style { language, plain: false };
    let plain = Style { language, plain: true };
    let (found, expected) = (style.amount(value, printed), style.amount(nearest.price.amount, printed));
    let message = language.pick(
        format!("Les échéances font {found}, le total du document est {expected}"),
        format!("instalments make {found}, the document's total is {expected}"),
    );
    let mut finding = Diagnostic::new(&INSTALMENTS_MISMATCH, message).at(printed.span);
    if let Some(total) = book.get(nearest.id) {
        finding = finding.related(total.span, language.pick("le total", "the total"));
    }
    findings.push(finding.facts(Facts {
        found: Some(plain.amount(value, printed)),
        expected: Some(plain.amount(nearest.price.amount, printed)),
        currency: printed.currency.map(|currency| currency.code().to_owned()),
        ..Facts::default()
    }));
}
