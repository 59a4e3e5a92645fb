//! Price tables: one per period, since what is paid once and what is paid each
//! month have no sum.

use std::collections::BTreeMap;

use super::fill::markdown;
use super::item::StarterItem;
use crate::language::Language;
use crate::money::{Currency, Decimal, Decimals, format_amount, format_number, round};
use crate::proposal::price::{Period, TaxBasis};
use crate::workspace::Failure;

/// The price tables of a new proposal, in Markdown, without a final line end.
/// Without items, a table whose open places `check` reports.
///
/// # Errors
///
/// Where amounts have no sum: two currencies, prices with and without tax, or
/// figures too large to be exact.
pub(super) fn tables(lines: &[(StarterItem, Decimal)], language: Language) -> Result<String, Failure> {
    let Some((first, _)) = lines.first() else { return Ok(open(language)) };
    for (item, _) in lines {
        if item.currency != first.currency {
            let (one, other) = (first.currency, item.currency);
            return Err(Failure::new(format!(
                "`{}` is priced in {one} and `{}` in {other}; they have no sum",
                first.reference, item.reference
            ))
            .help("make one proposal for each currency"));
        }
        if item.basis != first.basis {
            return Err(Failure::new(format!(
                "of `{}` and `{}`, one is priced with tax and one without",
                first.reference, item.reference
            ))
            .help("give both the same `basis` in the catalog"));
        }
    }
    let mut periods: BTreeMap<u8, Vec<Line<'_>>> = BTreeMap::new();
    for (item, quantity) in lines {
        periods.entry(rank(item.period)).or_default().push(Line::new(item, *quantity)?);
    }
    let several = periods.len() > 1;
    let tables: Result<Vec<_>, Failure> = periods
        .values()
        .map(|lines| {
            let table = Table::new(lines, language)?;
            Ok(if several {
                format!("**{}**\n\n{}", table.caption(), table.write()?)
            } else {
                table.write()?
            })
        })
        .collect();
    Ok(tables?.join("\n\n"))
}

/// Days and hours of work are bought once like anything else.
fn rank(period: Period) -> u8 {
    match period {
        Period::Once | Period::Hour | Period::Day => 0,
        Period::Month => 1,
        Period::Quarter => 2,
        Period::Year => 3,
    }
}

fn too_large() -> Failure {
    Failure::new("an amount is too large to be exact")
}

struct Line<'a> {
    item: &'a StarterItem,
    quantity: Decimal,
    total: Option<Decimal>,
}

impl<'a> Line<'a> {
    fn new(item: &'a StarterItem, quantity: Decimal) -> Result<Self, Failure> {
        let places = item.currency.minor_units();
        let total = match item.amount {
            None => None,
            Some(amount) => Some(round(amount.checked_mul(quantity).ok_or_else(too_large)?, places)),
        };
        Ok(Self { item, quantity, total })
    }
}

struct Table<'a> {
    lines: &'a [Line<'a>],
    language: Language,
    currency: Currency,
    gross: bool,
    period: Period,
    /// The rates and the sum of the lines that each applies to; none where a
    /// line's rate is unknown.
    rates: Option<BTreeMap<Decimal, Decimal>>,
    sum: Decimal,
}

impl<'a> Table<'a> {
    fn new(lines: &'a [Line<'a>], language: Language) -> Result<Self, Failure> {
        let first = lines.first().map(|line| line.item).ok_or_else(too_large)?;
        let mut sum = Decimal::ZERO;
        let mut rates = Some(BTreeMap::new());
        for line in lines {
            let Some(total) = line.total else { continue };
            sum = sum.checked_add(total).ok_or_else(too_large)?;
            match (line.item.vat_percent, &mut rates) {
                (Some(rate), Some(rates)) => {
                    let base: &mut Decimal = rates.entry(rate.normalize()).or_default();
                    *base = base.checked_add(total).ok_or_else(too_large)?;
                }
                (None, rates) => *rates = None,
                (Some(_), None) => {}
            }
        }
        Ok(Self {
            lines,
            language,
            currency: first.currency,
            gross: first.basis == TaxBasis::Gross,
            period: first.period,
            rates: rates.filter(|_| first.basis != TaxBasis::Exempt),
            sum,
        })
    }

    fn caption(&self) -> &'static str {
        let (french, english) = match self.period {
            Period::Once | Period::Hour | Period::Day => ("À la commande", "Once"),
            Period::Month => ("Chaque mois", "Each month"),
            Period::Quarter => ("Chaque trimestre", "Each quarter"),
            Period::Year => ("Chaque année", "Each year"),
        };
        self.language.pick(french, english)
    }

    /// The amounts of the totals: without tax, the tax of each rate, with tax.
    fn totals(&self) -> Result<Option<Totals>, Failure> {
        let Some(rates) = self.rates.as_ref().filter(|rates| !rates.is_empty()) else { return Ok(None) };
        let places = self.currency.minor_units();
        let (mut net, mut gross) = (Decimal::ZERO, Decimal::ZERO);
        let mut taxes = Vec::new();
        for (rate, base) in rates {
            let share = rate.checked_div(Decimal::ONE_HUNDRED).ok_or_else(too_large)?;
            let tax = if self.gross {
                // Tax is the difference, so that the three always add up.
                let factor = share.checked_add(Decimal::ONE).ok_or_else(too_large)?;
                let net = round(base.checked_div(factor).ok_or_else(too_large)?, places);
                base.checked_sub(net)
            } else {
                base.checked_mul(share).map(|tax| round(tax, places))
            }
            .ok_or_else(too_large)?;
            let (without, with) = if self.gross {
                (base.checked_sub(tax), Some(*base))
            } else {
                (Some(*base), base.checked_add(tax))
            };
            net = without.and_then(|amount| net.checked_add(amount)).ok_or_else(too_large)?;
            gross = with.and_then(|amount| gross.checked_add(amount)).ok_or_else(too_large)?;
            taxes.push((*rate, tax));
        }
        Ok(Some(Totals { net, taxes, gross }))
    }

    fn write(&self) -> Result<String, Failure> {
        let totals = self.totals()?;
        let decimals = self.decimals(totals.as_ref());
        let amount = |value| format_amount(value, Some(self.currency), self.language, decimals);
        let rate_column = totals.as_ref().is_some_and(|totals| totals.taxes.len() > 1);
        let mut rows = vec![self.header(rate_column), rule(rate_column)];
        for line in self.lines {
            let on_quote = self.language.pick("Sur devis", "On request");
            let price = line.item.amount.map_or_else(|| on_quote.to_owned(), amount);
            let total = line.total.map_or_else(|| on_quote.to_owned(), amount);
            let mut row = vec![
                markdown(&line.item.reference),
                markdown(&line.item.name),
                format_number(line.quantity, self.language, Decimals::AsNeeded(0)),
                line.item.unit.as_deref().map(markdown).unwrap_or_default(),
                price,
            ];
            if rate_column {
                row.push(line.item.vat_percent.map(|rate| self.percent(rate)).unwrap_or_default());
            }
            row.push(total);
            rows.push(row);
        }
        let mut total = |label: String, value: Decimal, strong: bool| {
            let mark = if strong { "**" } else { "" };
            let mut row = vec![String::new(); if rate_column { 5 } else { 4 }];
            row.push(format!("{mark}{label}{mark}"));
            row.push(format!("{mark}{}{mark}", amount(value)));
            rows.push(row);
        };
        let pick = |french: &str, english: &str| self.language.pick(french, english).to_owned();
        match totals {
            Some(totals) => {
                total(pick("Total HT", "Total excl. VAT"), totals.net, false);
                for (rate, tax) in totals.taxes {
                    let label = format!("{} {}", self.language.pick("TVA", "VAT"), self.percent(rate));
                    total(label, tax, false);
                }
                total(pick("Total TTC", "Total incl. VAT"), totals.gross, true);
            }
            None if self.lines.iter().all(|line| line.total.is_none()) => {}
            None => total(format!("Total{}", self.basis()), self.sum, true),
        }
        Ok(layout(&rows))
    }

    fn header(&self, rate_column: bool) -> Vec<String> {
        let per = match self.period {
            Period::Once | Period::Hour | Period::Day => "",
            Period::Month => self.language.pick("/mois", "/month"),
            Period::Quarter => self.language.pick("/trimestre", "/quarter"),
            Period::Year => self.language.pick("/an", "/year"),
        };
        let basis = self.basis();
        let names = self.language.pick(
            ["Réf.", "Désignation", "Qté", "Unité", "P.U.", "TVA", "Total"],
            ["Ref.", "Description", "Qty", "Unit", "Unit price", "VAT", "Total"],
        );
        let [reference, name, quantity, unit, price, vat, total] = names.map(str::to_owned);
        let mut row = vec![reference, name, quantity, unit, format!("{price}{basis}{per}")];
        if rate_column {
            row.push(vat);
        }
        row.push(format!("{total}{basis}{per}"));
        row
    }

    fn basis(&self) -> &'static str {
        match (self.gross, self.lines.first().map(|line| line.item.basis)) {
            (_, Some(TaxBasis::Exempt)) => "",
            (true, _) => self.language.pick(" TTC", " incl. VAT"),
            (false, _) => self.language.pick(" HT", " excl. VAT"),
        }
    }

    fn percent(&self, rate: Decimal) -> String {
        let number = format_number(rate, self.language, Decimals::AsNeeded(0));
        format!("{number}{}", self.language.pick("\u{a0}%", "%"))
    }

    /// Whole amounts are written without decimals; one that is not gives them
    /// to all, so that the column is even. A unit price may have more than the
    /// currency's own.
    fn decimals(&self, totals: Option<&Totals>) -> Decimals {
        let prices = self.lines.iter().filter_map(|line| line.item.amount);
        let finer = prices.clone().map(|price| price.normalize().scale()).max().unwrap_or_default();
        let lines = self.lines.iter().filter_map(|line| line.total);
        let sums = totals.into_iter().flat_map(|totals| {
            let taxes = totals.taxes.iter().map(|(_, tax)| *tax);
            taxes.chain([totals.net, totals.gross])
        });
        let whole = prices.chain(lines).chain(sums).all(|amount| amount.normalize().scale() == 0);
        let places = self.currency.minor_units();
        if whole {
            Decimals::Exactly(0)
        } else if finer > places {
            Decimals::AsNeeded(places)
        } else {
            Decimals::Exactly(places)
        }
    }
}

struct Totals {
    net: Decimal,
    taxes: Vec<(Decimal, Decimal)>,
    gross: Decimal,
}

fn rule(rate_column: bool) -> Vec<String> {
    let mut marks = vec!["---", "---", "--:", "---", "--:"];
    if rate_column {
        marks.push("--:");
    }
    marks.push("--:");
    marks.into_iter().map(str::to_owned).collect()
}

/// Lines the columns up, as Obsidian's own editor does; the source is read by
/// people.
fn layout(rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
        .map(|at| {
            rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0)
        })
        .collect();
    let right: Vec<bool> = rows.get(1).into_iter().flatten().map(|mark| mark == "--:").collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(widths.iter().zip(&right)).map(|(cell, (width, right))| {
            let space = " ".repeat(width.saturating_sub(cell.chars().count()));
            match cell.as_str() {
                "---" => "-".repeat(*width),
                "--:" => format!("{}:", "-".repeat(width.saturating_sub(1))),
                cell if *right => format!("{space}{cell}"),
                cell => format!("{cell}{space}"),
            }
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A table to fill in: what is open is marked so that `check` stops it.
fn open(language: Language) -> String {
    let todo = language.pick("[À compléter]", "[To be completed]");
    let names = language.pick(
        ["Réf.", "Désignation", "Qté", "Unité", "P.U. HT", "Total HT"],
        ["Ref.", "Description", "Qty", "Unit", "Unit price excl. VAT", "Total excl. VAT"],
    );
    let row = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
    let total = language.pick("**Total HT**", "**Total excl. VAT**");
    layout(&[
        row(names),
        rule(false),
        row(["", todo, "1", "", todo, todo]),
        row(["", "", "", "", total, todo]),
    ])
}

#[cfg(test)]
mod tests;
