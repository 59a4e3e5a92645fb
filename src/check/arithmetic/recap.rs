//! Lines that carry over what another table makes: `Phase 2` in a summary is
//! the total of the table under the heading `Phase 2`.

use std::collections::{BTreeMap, BTreeSet};

use super::expr::Expr;
use super::relation::Relation;
use super::rules::TOTAL_MISMATCH;
use super::sheet::{Line, Sheet};
use super::sums::{Sums, Total};
use crate::check::cells::fold;
use crate::money::Decimal;
use crate::proposal::price::{Period, Price};
use crate::proposal::pricing::{Role, RowRole, TableKind};

/// A line that carries over, and how.
#[derive(Debug, Clone)]
pub(super) struct Carried {
    /// The table and row of the line.
    pub(super) line: (usize, usize),
    /// What must hold.
    pub(super) relation: Relation,
}

/// Words that say that a table sums up others.
const RECAP: &[&str] = &[
    "recapitulatif",
    "recapitulation",
    "recap",
    "synthese",
    "resume",
    "summary",
    "recap",
    "total",
    "totaux",
    "overview",
    "budget global",
    "budget total",
    "cout global",
    "cout total",
    "zusammenfassung",
    "ubersicht",
    "insgesamt",
    "gesamt",
    "gesamtkosten",
    "resumen",
    "premiere annee",
    "first year",
    "year 1",
    "bilan",
];
/// Words of a label that name nothing.
const EMPTY_WORDS: &[&str] = &[
    "total",
    "totaux",
    "sous",
    "subtotal",
    "montant",
    "ht",
    "ttc",
    "de",
    "la",
    "le",
    "les",
    "du",
    "des",
    "l",
    "d",
    "the",
    "of",
    "for",
    "summe",
    "gesamt",
    "netto",
    "brutto",
    "partie",
    "volet",
    "chapitre",
    "mois",
    "months",
    "monate",
    "month",
    "meses",
    "ans",
    "an",
    "annee",
    "year",
    "x",
    "sur",
    "pour",
    "over",
    "zwischensumme",
    "excl",
    "incl",
    "exkl",
    "inkl",
    "hors",
    "sin",
    "vat",
    "tva",
    "tax",
    "mwst",
    "iva",
    "net",
];

/// The lines of all sheets that carry over what others make.
pub(super) fn carried(sheets: &[(Sheet<'_>, Sums)]) -> Vec<Carried> {
    let mut out = Vec::new();
    let names = Names::of(sheets);
    for (at, (sheet, _)) in sheets.iter().enumerate() {
        if matches!(sheet.table.kind, TableKind::Schedule | TableKind::Options | TableKind::Comparison) {
            continue;
        }
        let columns = match sheet.amount_columns() {
            columns if columns.is_empty() => sheet.main_column().into_iter().collect(),
            columns => columns,
        };
        let told = sheet.table.caption.iter().chain(sheet.table.section.last());
        let named =
            told.map(|caption| fold(&caption.text)).any(|text| RECAP.iter().any(|words| holds(&text, words)));
        let quantities = sheet.table.columns_of(Role::Quantity).count() > 0;
        let own: Vec<Carried> = sheet
            .rows()
            .filter(|line| line.row.role == RowRole::Line)
            .filter_map(|line| {
                // Of amounts without and with tax the one that agrees is meant, else
                // the one that comes nearest.
                let all = columns.iter().filter_map(|column| carried_line(sheets, &names, at, line, *column));
                all.min_by_key(|(_, off)| *off).map(|(carried, _)| carried)
            })
            .collect();
        let named = named || all_equal(sheets, at, columns.last().copied());
        let own = with_equals(sheets, at, own, columns.last().copied().filter(|_| named));
        if (own.len() >= 2 || named && !own.is_empty()) && !quantities {
            out.extend(own);
        }
    }
    out
}

/// Whether every line of a table is just what another table makes, so that it sums
/// them up without saying so.
fn all_equal(sheets: &[(Sheet<'_>, Sums)], at: usize, column: Option<usize>) -> bool {
    let (Some(column), Some((sheet, _))) = (column, sheets.get(at)) else { return false };
    let before = sheets.get(..at).unwrap_or_default();
    let lines = || sheet.rows().filter(|line| line.row.role == RowRole::Line);
    let equal = |line: &Line<'_>| {
        let Some(price) = line.price(column).filter(|price| price.amount >= Decimal::ONE_HUNDRED) else {
            return false;
        };
        let mut totals = before.iter().flat_map(|(_, sums)| sums.totals.iter().chain(&sums.subtotals));
        totals.any(|total| is_alike(&total.price, price) && total.price.amount == price.amount)
    };
    lines().count() >= 2 && lines().all(|line| equal(&line))
}

/// The lines that carry over, and in a summary those whose amount is just what one
/// other table makes, whatever they are called.
fn with_equals(
    sheets: &[(Sheet<'_>, Sums)],
    at: usize,
    mut own: Vec<Carried>,
    column: Option<usize>,
) -> Vec<Carried> {
    let (Some(column), Some((sheet, _))) = (column, sheets.get(at)) else { return own };
    for line in sheet.rows().filter(|line| line.row.role == RowRole::Line) {
        let place = (line.table, line.index);
        let Some(price) = line.price(column) else { continue };
        if own.iter().any(|carried| carried.line == place) {
            continue;
        }
        let others = sheets.iter().enumerate().filter(|(other, _)| *other != at);
        let totals = others.flat_map(|(_, (_, sums))| sums.totals.iter().chain(&sums.subtotals));
        let mut equal =
            totals.filter(|total| is_alike(&total.price, price) && total.price.amount == price.amount);
        if let Some(total) = equal.next() {
            let mut relation = Relation::new(&TOTAL_MISMATCH, line.id(column), [Expr::Cell(total.id)]);
            relation.carried = true;
            own.push(Carried { line: place, relation });
        }
    }
    own
}

/// Lines that are so many months of what another table makes, by their figures:
/// `12 mois d'entretien`.
pub(super) fn counted(sheets: &[(Sheet<'_>, Sums)]) -> BTreeSet<(usize, usize)> {
    let mut out = BTreeSet::new();
    for (sheet, _) in sheets {
        let Some(column) = sheet.main_column() else { continue };
        for line in sheet.rows().filter(|line| line.row.role == RowRole::Line) {
            let (Some(count), Some(price)) = (line.row.count, line.price(column)) else { continue };
            let totals = sheets.iter().filter(|(other, _)| other.index != sheet.index);
            let mut totals = totals.flat_map(|(_, sums)| &sums.totals);
            let makes = |total: &Total| {
                is_alike(&total.price, price) && total.price.amount.checked_mul(count) == Some(price.amount)
            };
            if totals.any(makes) {
                out.insert((line.table, line.index));
            }
        }
    }
    out
}

/// What a line carries over: the totals of the one other table that its label
/// names.
fn carried_line(
    sheets: &[(Sheet<'_>, Sums)],
    names: &Names,
    at: usize,
    line: Line<'_>,
    column: usize,
) -> Option<(Carried, Decimal)> {
    let price = line.price(column).filter(|price| price.is_firm())?;
    let own = core(&line.row.label);
    if own.is_empty() {
        return None;
    }
    let mut called: Vec<usize> = names.called(&own).filter(|other| *other != at).collect();
    if called.is_empty() {
        called = names.numbered(&line.row.label).filter(|other| *other != at).collect();
    }
    let mut named = called
        .into_iter()
        .filter_map(|other| sheets.get(other))
        .filter(|(sheet, _)| sheet.table.kind != TableKind::Schedule);
    let (sheet, sums) = named.next().filter(|_| named.next().is_none())?;
    // A table may end in a subtotal.
    let ends = if sums.totals.is_empty() { &sums.subtotals } else { &sums.totals };
    let found: Vec<(Expr, Decimal)> =
        ends.iter().filter_map(|total| way(total, price, line.row.count)).collect();
    let off = found.iter().map(|(_, value)| (*value - price.amount).abs()).min().unwrap_or_default();
    let mut ways: Vec<Expr> = found.into_iter().map(|(way, _)| way).collect();
    if ends.is_empty() && !matches!(sheet.table.kind, TableKind::Options | TableKind::Comparison) {
        ways.extend(only_line(sheet, price));
    }
    let mut relation = Relation::new(&TOTAL_MISMATCH, line.id(column), ways);
    relation.carried = true;
    (!relation.ways.is_empty()).then_some((Carried { line: (line.table, line.index), relation }, off))
}

/// The amount of a table with a single line.
fn only_line(sheet: &Sheet<'_>, price: &Price) -> Option<Expr> {
    let column = sheet.main_column()?;
    let mut lines = sheet.rows().filter(|line| line.row.role == RowRole::Line);
    let (line, None) = (lines.next()?, lines.next()) else { return None };
    let other = line.price(column)?;
    (other.is_firm() && is_alike(other, price) && other.period == price.period)
        .then(|| Expr::Cell(line.id(column)))
}

/// A total as a line may carry it over: as it stands, or for so many months.
fn way(total: &Total, price: &Price, count: Option<Decimal>) -> Option<(Expr, Decimal)> {
    if !is_alike(&total.price, price) {
        return None;
    }
    let cell = Expr::Cell(total.id);
    let per_year = |price: &Price| price.period.and_then(Period::per_year);
    let months = count.or_else(|| (price.period == Some(Period::Year)).then(|| Decimal::from(12)));
    let times = match (per_year(&total.price), per_year(price), months) {
        (Some(own), Some(wanted), _) if own == wanted => Decimal::ONE,
        (Some(own), _, Some(months)) => {
            months.checked_mul(Decimal::from(own))?.checked_div(Decimal::from(12))?
        }
        _ => Decimal::ONE,
    };
    let value = total.price.amount.checked_mul(times)?;
    let way = if times == Decimal::ONE { cell } else { Expr::Product(vec![Expr::Number(times), cell]) };
    Some((way, value))
}

fn is_alike(total: &Price, price: &Price) -> bool {
    total.currency == price.currency
        && (total.basis.is_none() || price.basis.is_none() || total.basis == price.basis)
}

/// What the tables of a document are called: their headings and captions.
struct Names {
    /// For each table.
    names: Vec<Vec<String>>,
    /// The tables that have a word in one of their names: each line asks for
    /// few of them.
    words: BTreeMap<String, Vec<usize>>,
    /// The number of the heading that each stands under (`2. Betreuung`).
    numbers: Vec<Option<u32>>,
}

/// The number that a heading or a label begins with.
fn number(text: &str) -> Option<u32> {
    let (number, rest) = text.trim().split_once(['.', ')'])?;
    (rest.starts_with(' ')).then(|| number.parse().ok()).flatten()
}

impl Names {
    fn of(sheets: &[(Sheet<'_>, Sums)]) -> Self {
        let names: Vec<Vec<String>> = sheets
            .iter()
            .map(|(sheet, _)| {
                let headings = sheet.table.section.iter().rev().take(2).chain(&sheet.table.caption);
                // `Fees, excl. VAT` below the lines names them too.
                let sums = sheet
                    .rows()
                    .filter(|line| matches!(line.row.role, RowRole::Total(_) | RowRole::Subtotal));
                let names = headings.map(|heading| heading.text.as_str());
                let names = names.chain(sums.map(|line| line.row.label.as_str()).take(1));
                names.map(core).filter(|name| !name.is_empty()).collect()
            })
            .collect();
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, names) in names.iter().enumerate() {
            for word in names.iter().flat_map(|name| name.split(' ')) {
                let tables = words.entry(word.to_owned()).or_default();
                if tables.last() != Some(&at) {
                    tables.push(at);
                }
            }
        }
        let heading = |sheet: &Sheet<'_>| sheet.table.section.last().and_then(|own| number(&own.text));
        let numbers = sheets.iter().map(|(sheet, _)| heading(sheet)).collect();
        Self { names, words, numbers }
    }

    /// The tables under the heading with the number of a label.
    fn numbered(&self, label: &str) -> impl Iterator<Item = usize> {
        let wanted = number(label);
        let numbers = self.numbers.iter().enumerate();
        numbers.filter(move |(_, own)| wanted.is_some() && **own == wanted).map(|(at, _)| at)
    }

    /// The tables that are called so, in their order: one name holds the other,
    /// so that they have a word in common.
    fn called<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let near: BTreeSet<usize> =
            name.split(' ').filter_map(|word| self.words.get(word)).flatten().copied().collect();
        near.into_iter().filter(move |at| {
            let names = self.names.get(*at).into_iter().flatten();
            names.into_iter().any(|own| holds(own, name) || holds(name, own))
        })
    }
}

/// The words of a name: no numbering in front, no words that name nothing, no
/// count of months.
fn core(text: &str) -> String {
    let plain = fold(text.split(['(', '[']).next().unwrap_or(text));
    let words: Vec<&str> = plain.split(' ').collect();
    let named = words
        .iter()
        .skip_while(|word| word.chars().all(|c| c.is_ascii_digit()) && words.len() > 1)
        .enumerate()
        .filter(|(at, word)| {
            let counted = word.chars().all(|c| c.is_ascii_digit())
                && words.iter().any(|unit| matches!(*unit, "mois" | "months" | "monate" | "meses" | "ans"))
                && *at > 0;
            !counted && !EMPTY_WORDS.contains(word)
        });
    let name = named.map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
    // A number or a letter alone names nothing.
    if name.chars().filter(|c| c.is_alphabetic()).count() >= 3 { name } else { String::new() }
}

/// Whether text holds a phrase as whole words.
fn holds(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let bytes = text.as_bytes();
        let end = at + phrase.len();
        (at == 0 || bytes.get(at - 1) == Some(&b' ')) && (end == text.len() || bytes.get(end) == Some(&b' '))
    })
}
