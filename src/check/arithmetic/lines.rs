//! What holds within a row: quantity times price, tax beside tax, a year beside
//! a month, a price beside its reduction.

use super::expr::{Book, Expr, Id, Overrides};
use super::relation::{Relation, Verdict};
use super::rules::{
    CONVERSION_MISMATCH, LINE_TOTAL_MISMATCH, PERIOD_TOTAL_MISMATCH, SAVINGS_MISMATCH, SUBTOTAL_MISMATCH,
    TOTAL_MISMATCH, UNIT_EQUIVALENT_MISMATCH, VAT_AMOUNT_MISMATCH,
};
use super::sheet::{Line, Sheet, minor, numbers};
use crate::check::basis::GROSS_NET_MISMATCH;
use crate::diagnostics::Rule;
use crate::money::{Currency, Decimal, round};
use crate::proposal::price::{Period, TaxBasis};
use crate::proposal::pricing::{PriceColumn, Reading, Role, RowRole};

/// The fixed parity of the CFA francs and the euro (1999).
fn parity() -> Decimal {
    Decimal::new(655_957, 3)
}

/// The relations within the rows of a sheet.
pub(super) fn lines(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    out.extend(supported(products(sheet), book, Support::NotAllBroken));
    out.extend(taxes(sheet, book));
    out.extend(periods(sheet, book));
    out.extend(equivalents(sheet, book));
    out.extend(reductions(sheet, book));
    out.extend(conversions(sheet, book));
    out.extend(supported(row_totals(sheet), book, Support::Majority));
    out.extend(quantities(sheet));
    out.extend(supported(shares(sheet), book, Support::Majority));
    out
}

/// When a family of relations, one per row, is believed to mean what it seems
/// to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Support {
    /// Unless three rows and more all contradict it.
    NotAllBroken,
    /// Only where at least two rows and most of them agree.
    Majority,
}

fn supported(family: Vec<Relation>, book: &Book, support: Support) -> Vec<Relation> {
    let none = Overrides::new();
    let count = |verdict| family.iter().filter(|relation| relation.verdict(book, &none) == verdict).count();
    let (holds, broken) = (count(Verdict::Holds), count(Verdict::Broken));
    let believed = match support {
        Support::NotAllBroken => holds > 0 || broken < 3,
        Support::Majority => holds >= 2 && holds > broken,
    };
    if believed { family } else { Vec::new() }
}

/// Whether a row takes part in relations within rows.
fn takes_part(line: Line<'_>) -> bool {
    !line.apart
        && matches!(
            line.row.role,
            RowRole::Line
                | RowRole::Subtotal
                | RowRole::Total(_)
                | RowRole::RecurringTotal(_)
                | RowRole::Surcharge
                | RowRole::Discount
        )
}

fn cell(line: Line<'_>, column: usize) -> Expr {
    Expr::Cell(line.id(column))
}

/// R1: quantity × unit price, less a discount, is the amount.
fn products(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows().filter(|line| !line.apart && line.row.role == RowRole::Line) {
        let units = numbers(sheet, line, Role::UnitPrice);
        let counts: Vec<usize> = numbers(sheet, line, Role::Quantity);
        let durations: Vec<usize> = numbers(sheet, line, Role::Duration);
        for amount in sheet.amount_columns() {
            let Some(price) = line.price(amount) else { continue };
            let Some(unit) = pick_unit(sheet, line, &units, amount) else { continue };
            let soft = line.price(unit).is_none_or(|unit| !unit.is_firm());
            if soft || !price.is_firm() || counts.is_empty() && durations.is_empty() {
                continue;
            }
            let places = minor(price.currency);
            let mut ways = Vec::new();
            for factors in factor_sets(line, &counts, &durations) {
                let mut product = factors;
                product.push(cell(line, unit));
                let product = Expr::Product(product);
                let net = discounted(sheet, line, product, unit);
                let net = match (basis(line, unit), price.basis) {
                    (Some(TaxBasis::Net), Some(TaxBasis::Gross)) => match rate(sheet, line, amount) {
                        Some(rate) => Expr::Plus(Box::new(rate), Box::new(net)),
                        None => continue,
                    },
                    (Some(TaxBasis::Gross), Some(TaxBasis::Net)) => match rate(sheet, line, amount) {
                        Some(rate) => Expr::Without(Box::new(rate), Box::new(net)),
                        None => continue,
                    },
                    _ => net,
                };
                ways.push(Expr::Rounded(Box::new(net), places));
            }
            if !ways.is_empty() {
                out.push(Relation::new(&LINE_TOTAL_MISMATCH, line.id(amount), ways));
            }
        }
    }
    out
}

/// The unit price that belongs to an amount: of its basis where there are two.
fn pick_unit(sheet: &Sheet<'_>, line: Line<'_>, units: &[usize], amount: usize) -> Option<usize> {
    let wanted = basis(line, amount);
    let currency = line.price(amount)?.currency;
    units
        .iter()
        .copied()
        .filter(|unit| line.price(*unit).is_some_and(|price| price.currency == currency))
        .max_by_key(|unit| (basis(line, *unit) == wanted, sheet.column(*unit).is_some_and(is_reduced)))
}

/// Whether a column holds prices after a reduction.
fn is_reduced(column: &PriceColumn) -> bool {
    let heading = column.heading.to_lowercase();
    ["remisé", "après remise", "net", "discounted", "after discount", "nach rabatt"]
        .iter()
        .any(|word| heading.contains(word))
}

fn basis(line: Line<'_>, column: usize) -> Option<TaxBasis> {
    line.price(column)?.basis
}

/// The products of quantities that an amount may be made of, the fullest first.
fn factor_sets(line: Line<'_>, counts: &[usize], durations: &[usize]) -> Vec<Vec<Expr>> {
    let factor = |column: &usize| match line.reading(*column) {
        Some(Reading::Percent { .. }) => {
            Expr::Quotient(Box::new(cell(line, *column)), Box::new(Expr::Number(Decimal::ONE_HUNDRED)))
        }
        _ => cell(line, *column),
    };
    let all: Vec<Expr> = counts.iter().chain(durations).map(factor).collect();
    let counted: Vec<Expr> = counts.iter().map(factor).collect();
    let mut sets = Vec::new();
    // A duration beside a quantity multiplies or merely describes.
    if !counted.is_empty() && !durations.is_empty() {
        sets.push(all.clone());
        sets.push(counted.clone());
    } else {
        sets.push(all.clone());
    }
    if counts.len() > 1 {
        sets.extend(counts.iter().map(|column| vec![factor(column)]));
    }
    sets
}

/// A product less the line's discounts.
fn discounted(sheet: &Sheet<'_>, line: Line<'_>, product: Expr, unit: usize) -> Expr {
    if sheet.column(unit).is_some_and(is_reduced) {
        return product;
    }
    numbers(sheet, line, Role::Discount).into_iter().fold(product, |net, column| match line.reading(column) {
        Some(Reading::Percent { .. }) => {
            Expr::Less(Box::new(Expr::Absolute(Box::new(cell(line, column)))), Box::new(net))
        }
        Some(Reading::Amount(_)) => {
            Expr::Sum(vec![net, Expr::Absolute(Box::new(cell(line, column))).minus()])
        }
        _ => net,
    })
}

/// The VAT rate of a row: its own, else what holds for the column.
fn rate(sheet: &Sheet<'_>, line: Line<'_>, column: usize) -> Option<Expr> {
    if let Some(own) = numbers(sheet, line, Role::VatRate).first() {
        return Some(cell(line, *own));
    }
    sheet.vat(column).map(Expr::Number)
}

/// R13: amounts without and with tax side by side, and the tax between them.
fn taxes(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
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
                let id = Id { part: super::expr::Part::Other(at), ..main };
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

/// An amount of one period said for another.
fn restated(from: Option<Period>, to: Option<Period>, amount: Box<Expr>) -> Option<Expr> {
    let (from, to) = (from?.per_year()?, to?.per_year()?);
    if from == to {
        return None;
    }
    let times = Box::new(Expr::Number(Decimal::from(from.max(to) / from.min(to))));
    // From month to year there are more of them to one.
    Some(if from > to { Expr::Product(vec![*times, *amount]) } else { Expr::Quotient(amount, times) })
}

fn role(sheet: &Sheet<'_>, column: usize) -> Option<Role> {
    sheet.column(column).map(|column| column.role)
}

fn period(sheet: &Sheet<'_>, column: usize) -> Option<Period> {
    sheet.column(column).and_then(|column| column.said.period.as_ref()).map(|said| said.value)
}

fn currency(sheet: &Sheet<'_>, column: usize) -> Option<Currency> {
    sheet.column(column).and_then(|column| column.context.currency.as_ref()).map(|said| said.value)
}

/// R9: a year beside a month, or so many months in one.
fn periods(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let amounts = sheet.amount_columns();
    for &long in &amounts {
        for &short in amounts.iter().filter(|short| **short != long) {
            let same = |a: &PriceColumn, b: &PriceColumn| {
                a.context.basis.as_ref().map(|said| said.value)
                    == b.context.basis.as_ref().map(|said| said.value)
                    && a.context.currency.as_ref().map(|said| said.value)
                        == b.context.currency.as_ref().map(|said| said.value)
            };
            let (Some(a), Some(b)) = (sheet.column(long), sheet.column(short)) else { continue };
            if !same(a, b) {
                continue;
            }
            let said = period(sheet, short).and_then(Period::per_year);
            let times = match (period(sheet, long).and_then(Period::per_year), said, a.count) {
                (None, Some(12), Some(months)) => months,
                (Some(long), Some(short), _) if long < short => Decimal::from(short / long),
                _ => continue,
            };
            let family: Vec<Relation> = sheet
                .rows()
                .filter(|line| takes_part(*line) && line.row.role == RowRole::Line)
                .filter(|line| {
                    [long, short]
                        .iter()
                        .all(|column| line.price(*column).is_some_and(crate::proposal::price::Price::is_firm))
                })
                .map(|line| {
                    let way = Expr::Product(vec![Expr::Number(times), cell(line, short)]);
                    Relation::new(&PERIOD_TOTAL_MISMATCH, line.id(long), [way])
                })
                .collect();
            if !is_policy(&family, book, sheet) {
                out.extend(family);
            }
        }
    }
    out
}

/// Whether a year costs less than twelve months by the author's intent: every
/// row by the same factor, or the document says so.
fn is_policy(family: &[Relation], book: &Book, sheet: &Sheet<'_>) -> bool {
    let ratios: Vec<Decimal> = family
        .iter()
        .filter_map(|relation| {
            let found = book.get(relation.target)?.value;
            let expected = relation.ways.first()?.expr.value(book, &Overrides::new())?;
            found.checked_div(expected).map(|ratio| round(ratio, 3))
        })
        .collect();
    let Some(first) = ratios.first() else { return true };
    if *first == Decimal::ONE {
        return false;
    }
    let alike =
        ratios.iter().all(|ratio| ratio.checked_sub(*first).is_some_and(|d| d.abs() <= Decimal::new(2, 3)));
    let text = sheet.table.caption.iter().chain(&sheet.table.notes).chain(sheet.table.section.last());
    let mut headings = sheet.table.columns.iter().map(|column| column.heading.as_str());
    let words = ["offert", "gratuit", "remise", "free", "discount", "save", "%", "réduction", "engagement"];
    let says = |text: &str| words.iter().any(|word| text.to_lowercase().contains(word));
    alike && (ratios.len() >= 2 || text.into_iter().any(|line| says(&line.text)) || headings.any(says))
}

/// R9: a price restated per day, month or year.
fn equivalents(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let Some(base) = sheet.amount_columns().first().copied() else { return out };
    for (column, said) in sheet.table.columns_of(Role::Equivalent) {
        let to = said.said.period.as_ref().map(|said| said.value).or_else(|| unit_named(&said.heading));
        let mut family = Vec::new();
        for line in sheet.rows().filter(|line| takes_part(*line)) {
            let (Some(price), Some(restatement)) = (line.price(base), line.price(column)) else { continue };
            if !price.is_firm() || !restatement.is_firm() {
                continue;
            }
            let counts: Vec<usize> = [Role::Size, Role::Quantity, Role::Duration]
                .into_iter()
                .flat_map(|role| numbers(sheet, line, role))
                .collect();
            let by = match to {
                Some(Period::Day | Period::Hour) | None => match counts.first() {
                    Some(count) => Expr::Quotient(Box::new(cell(line, base)), Box::new(cell(line, *count))),
                    None => continue,
                },
                Some(_) => match restated(price.period, to, Box::new(cell(line, base))) {
                    Some(way) => way,
                    None => match counts.first() {
                        Some(count) => {
                            Expr::Quotient(Box::new(cell(line, base)), Box::new(cell(line, *count)))
                        }
                        None => continue,
                    },
                },
            };
            family.push(Relation::new(&UNIT_EQUIVALENT_MISMATCH, line.id(column), [by]));
        }
        out.extend(supported(family, book, Support::NotAllBroken));
    }
    out
}

/// The unit that an equivalence is for.
fn unit_named(heading: &str) -> Option<Period> {
    let heading = heading.to_lowercase();
    let has =
        |words: &[&str]| heading.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
    if has(&["jour", "day", "tag", "día", "journée", "j"]) {
        Some(Period::Day)
    } else if has(&["mois", "month", "monat", "mes"]) {
        Some(Period::Month)
    } else if has(&["an", "year", "jahr", "año", "annee", "année"]) {
        Some(Period::Year)
    } else if has(&["heure", "hour", "stunde", "hora"]) {
        Some(Period::Hour)
    } else {
        None
    }
}

/// R10: a list price, its reduction, what is saved and what remains.
fn reductions(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
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
            out.push(Relation::new(&SAVINGS_MISMATCH, line.id(target), [way]));
        }
        for &saving in savings {
            let difference = Expr::Sum(vec![cell(line, list), cell(line, target).minus()]);
            match line.reading(saving) {
                Some(Reading::Amount(_)) => {
                    out.push(Relation::new(&SAVINGS_MISMATCH, line.id(saving), [difference]).unsigned());
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

/// The rate from one currency to another: fixed for the CFA francs, else what
/// the frontmatter says.
pub(super) fn exchange(sheet: &Sheet<'_>, from: Currency, to: Currency) -> Option<Expr> {
    if from == Currency::EUR && to.is_cfa() {
        return Some(Expr::Number(parity()));
    }
    if from.is_cfa() && to == Currency::EUR {
        return Some(Expr::Quotient(Box::new(Expr::Number(Decimal::ONE)), Box::new(Expr::Number(parity()))));
    }
    let rates = &sheet.pricing.exchange;
    let find = |from: Currency, to: Currency| {
        rates.iter().find(|rate| rate.from == from && rate.to == to).map(|rate| Expr::Number(rate.rate))
    };
    find(from, to)
        .or_else(|| Some(Expr::Quotient(Box::new(Expr::Number(Decimal::ONE)), Box::new(find(to, from)?))))
}

/// An amount converted at a rate.
pub(super) fn converted(amount: Expr, rate: Expr) -> Expr {
    match rate {
        Expr::Quotient(_, below) => Expr::Quotient(Box::new(amount), below),
        rate => Expr::Product(vec![amount, rate]),
    }
}

/// R12: the same amount in two currencies.
fn conversions(sheet: &Sheet<'_>, book: &Book) -> Vec<Relation> {
    let mut out = Vec::new();
    let amounts = sheet.amount_columns();
    for (at, &from) in amounts.iter().enumerate() {
        for &to in amounts.iter().skip(at + 1) {
            let (Some(one), Some(other)) = (currency(sheet, from), currency(sheet, to)) else { continue };
            if one == other {
                continue;
            }
            let known = exchange(sheet, one, other);
            let inferred = known.is_none();
            let Some(rate) = known.or_else(|| inferred_exchange(sheet, from, to).map(Expr::Number)) else {
                continue;
            };
            let family = sheet.rows().filter(|line| takes_part(*line)).filter_map(|line| {
                let (a, b) = (line.price(from)?, line.price(to)?);
                (a.is_firm() && b.is_firm() && a.basis == b.basis).then_some(())?;
                let mut relation = Relation::new(
                    &CONVERSION_MISMATCH,
                    line.id(to),
                    [converted(cell(line, from), rate.clone())],
                );
                if line.row.role != RowRole::Line {
                    // A total may be converted or the sum of converted lines.
                    for way in &mut relation.ways {
                        way.slack =
                            Decimal::from(sheet.table.rows.len()) * Decimal::new(5, minor(Some(other)) + 1);
                    }
                }
                Some(relation)
            });
            let family: Vec<Relation> = family.collect();
            out.extend(if inferred { supported(family, book, Support::Majority) } else { family });
        }
    }
    out.extend(converted_beside(sheet));
    out
}

/// An amount and its conversion in one cell.
fn converted_beside(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for line in sheet.rows() {
        for cell in &line.row.cells {
            let Some(amount) = cell.reading.amount() else { continue };
            for (at, other) in amount.alternatives.iter().enumerate() {
                let (Some(from), Some(to)) = (amount.price.currency, other.currency) else { continue };
                let firm = amount.price.is_firm() && other.is_firm();
                if let Some(rate) = exchange(sheet, from, to).filter(|_| firm && from != to) {
                    let main = line.id(cell.column);
                    let id = Id { part: super::expr::Part::Other(at), ..main };
                    out.push(Relation::new(&CONVERSION_MISMATCH, id, [converted(Expr::Cell(main), rate)]));
                }
            }
        }
    }
    out
}

/// The rate that the rows themselves show: the ratio of the largest amounts,
/// to the decimals with which others agree.
fn inferred_exchange(sheet: &Sheet<'_>, from: usize, to: usize) -> Option<Decimal> {
    let ratios: Vec<Decimal> = sheet
        .rows()
        .filter(|line| takes_part(*line))
        .filter_map(|line| line.price(to)?.amount.checked_div(line.price(from)?.amount))
        .map(|ratio| round(ratio, 4))
        .collect();
    let most = ratios.iter().max_by_key(|ratio| ratios.iter().filter(|other| other == ratio).count())?;
    (ratios.iter().filter(|ratio| *ratio == most).count() >= 2).then_some(*most)
}

/// Days or pieces that a total row adds up.
fn quantities(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for (column, _) in sheet.table.columns_of(Role::Quantity) {
        let (mut all, mut group): (Vec<Expr>, Vec<Expr>) = (Vec::new(), Vec::new());
        for line in sheet.rows().filter(|line| !line.apart) {
            let counted = matches!(line.reading(column), Some(Reading::Quantity { .. }));
            match line.row.role {
                RowRole::Line if counted => {
                    all.push(cell(line, column));
                    group.push(cell(line, column));
                }
                RowRole::Subtotal | RowRole::Total(_) if counted && all.len() > 1 => {
                    let ways = [Expr::Sum(all.clone()), Expr::Sum(std::mem::take(&mut group))];
                    out.push(Relation::new(&SUBTOTAL_MISMATCH, line.id(column), ways));
                }
                _ => {}
            }
        }
    }
    out
}

/// Amounts that are shares of the table's total (`Esquisse 10 %`).
fn shares(sheet: &Sheet<'_>) -> Vec<Relation> {
    let mut out = Vec::new();
    for amount in sheet.amount_columns() {
        let total = sheet.rows().find(|line| {
            matches!(line.row.role, RowRole::Total(_) | RowRole::Subtotal) && line.price(amount).is_some()
        });
        let Some(total) = total else { continue };
        for line in sheet.rows().filter(|line| line.row.role == RowRole::Line && line.price(amount).is_some())
        {
            if let Some(share) = numbers(sheet, line, Role::Share).first() {
                let way = Expr::share(cell(line, *share), cell(total, amount));
                out.push(Relation::new(&LINE_TOTAL_MISMATCH, line.id(amount), [way]));
            }
        }
    }
    out
}

/// A last column `Total` that adds up those before it.
fn row_totals(sheet: &Sheet<'_>) -> Vec<Relation> {
    let amounts = sheet.amount_columns();
    let Some((&total, parts)) = amounts.split_last() else { return Vec::new() };
    let named = sheet.column(total).is_some_and(|column| {
        let heading = column.heading.to_lowercase();
        heading.contains("total") || heading.contains("gesamt") || heading.contains("summe")
    });
    let units = sheet.table.columns_of(Role::UnitPrice).count();
    if parts.len() < 2 && !(parts.len() == 1 && units == 0) || !named {
        return Vec::new();
    }
    let kind = |column: usize| {
        sheet.column(column).map(|column| {
            (
                column.context.basis.as_ref().map(|said| said.value),
                column.context.currency.as_ref().map(|said| said.value),
            )
        })
    };
    let parts: Vec<usize> = parts.iter().copied().filter(|part| kind(*part) == kind(total)).collect();
    if parts.len() < 2 {
        return Vec::new();
    }
    let rows = sheet.rows().filter(|line| takes_part(*line));
    rows.filter_map(|line| {
        line.price(total)?;
        let terms: Vec<Expr> =
            parts.iter().filter(|part| line.price(**part).is_some()).map(|part| cell(line, *part)).collect();
        let yearly: Vec<Expr> = parts
            .iter()
            .filter(|part| line.price(**part).is_some())
            .map(|part| match period(sheet, *part) {
                Some(Period::Month) => {
                    Expr::Product(vec![Expr::Number(Decimal::from(12)), cell(line, *part)])
                }
                _ => cell(line, *part),
            })
            .collect();
        Some(Relation::new(
            &TOTAL_MISMATCH as &'static Rule,
            line.id(total),
            [Expr::Sum(yearly), Expr::Sum(terms)],
        ))
    })
    .collect()
}
