//! What a PDF carries as files: its priced lines for programs, or the note
//! itself. `assets/schemas/prices.schema.json` describes the former.

use serde::Serialize;

use crate::money::Decimal;
use crate::parse;
use crate::proposal::price::{Period, Price, Qualifier, TaxBasis};
use crate::proposal::pricing::{PriceRow, PriceTable, PricedLine, Reading, Role, RowRole, TableKind};
use crate::proposal::{Attach, Proposal};
use crate::settings::Brand;
use crate::source::Sources;
use crate::typeset::Attachment;

/// The files that a proposal asks its PDF to carry.
pub(super) fn attachments(
    proposal: &Proposal,
    brand: &Brand,
    sources: &Sources,
) -> Vec<(Attach, Attachment)> {
    let language = proposal.metadata.language;
    let wanted = proposal.metadata.attach.iter().map(|field| field.value);
    wanted
        .map(|what| {
            let attachment = match what {
                Attach::Prices => Attachment {
                    name: "prices.json",
                    mime: "application/json",
                    description: language.pick("Les lignes de prix", "The priced lines"),
                    relationship: "data",
                    bytes: prices(proposal, brand).into_bytes(),
                },
                Attach::Source => Attachment {
                    name: "source.md",
                    mime: "text/markdown",
                    description: language.pick("Le texte de la note", "The text of the note"),
                    relationship: "source",
                    bytes: sources.get(proposal.file).text.clone().into_bytes(),
                },
            };
            (what, attachment)
        })
        .collect()
}

/// What the pages say about prices, amounts as exact decimals in strings.
fn prices(proposal: &Proposal, brand: &Brand) -> String {
    let meta = &proposal.metadata;
    let text =
        |field: &Option<crate::proposal::Field<String>>| field.as_ref().map(|field| field.value.clone());
    let date = |field: &Option<crate::proposal::Field<chrono::NaiveDate>>| {
        field.as_ref().map(|field| field.value.to_string())
    };
    let pricing = parse::prices::read(proposal);
    let tables = pricing.tables.iter().enumerate().filter(|(_, table)| table.is_checked());
    let tables: Vec<Table> = tables.map(|(at, table)| Table::of(table, &table.lines(at))).collect();
    let all = Prices {
        schema: 1,
        title: text(&meta.title),
        number: text(&meta.number),
        version: text(&meta.version),
        date: date(&meta.date),
        valid_until: date(&meta.valid_until),
        language: meta.language.code(),
        issuer: brand.company.name.clone(),
        client: meta.client.as_ref().map(|client| client.name.value.clone()),
        tables: tables.into_iter().filter(|table| !table.rows.is_empty()).collect(),
    };
    // Strings and lists can always be written.
    let mut json = serde_json::to_string_pretty(&all).unwrap_or_default();
    json.push('\n');
    json
}

#[derive(Debug, Serialize)]
struct Prices {
    schema: u8,
    title: Option<String>,
    number: Option<String>,
    version: Option<String>,
    date: Option<String>,
    valid_until: Option<String>,
    language: &'static str,
    issuer: Option<String>,
    client: Option<String>,
    tables: Vec<Table>,
}

#[derive(Debug, Serialize)]
struct Table {
    kind: &'static str,
    section: Vec<String>,
    rows: Vec<Line>,
}

#[derive(Debug, Serialize)]
struct Line {
    kind: &'static str,
    label: String,
    reference: Option<String>,
    group: Option<String>,
    optional: bool,
    quantity: Option<String>,
    unit: Option<String>,
    vat_percent: Option<String>,
    discount_percent: Option<String>,
    prices: Vec<Said>,
}

#[derive(Debug, Serialize)]
struct Said {
    role: &'static str,
    heading: String,
    status: &'static str,
    amount: Option<String>,
    to: Option<String>,
    currency: Option<String>,
    basis: Option<&'static str>,
    period: Option<&'static str>,
    per: Option<String>,
}

impl Table {
    fn of(table: &PriceTable, lines: &[PricedLine]) -> Self {
        let rows = table.rows.iter().enumerate().filter_map(|(at, row)| {
            let kind = kind(row.role)?;
            let prices: Vec<Said> = row
                .cells
                .iter()
                .filter_map(|cell| {
                    let column = table.columns.get(cell.column)?;
                    Said::of(role(column.role)?, &column.heading, &cell.reading)
                })
                .collect();
            let line = lines.iter().find(|line| line.row == at);
            (!prices.is_empty()).then(|| Line::of(kind, row, line, prices))
        });
        Self {
            kind: match table.kind {
                TableKind::Quote => "quote",
                TableKind::PriceList => "price-list",
                TableKind::Options => "options",
                TableKind::Comparison => "variants",
                TableKind::Totals => "totals",
                TableKind::Schedule => "instalments",
                TableKind::Bundle => "bundle",
                TableKind::NotPrices => "other",
            },
            section: table.section.iter().map(|caption| caption.text.clone()).collect(),
            rows: rows.collect(),
        }
    }
}

impl Line {
    fn of(kind: &'static str, row: &PriceRow, line: Option<&PricedLine>, prices: Vec<Said>) -> Self {
        Self {
            kind,
            label: row.label.clone(),
            reference: line.and_then(|line| Some(line.reference.as_ref()?.value.clone())),
            group: row.group.clone(),
            optional: row.optional && !row.chosen,
            quantity: line.and_then(|line| Some(line.quantity.as_ref()?.value.normalize().to_string())),
            unit: line.and_then(|line| line.unit.clone()),
            vat_percent: line.and_then(|line| line.vat).or(row.percent.filter(|_| kind == "tax")).map(number),
            discount_percent: line
                .and_then(|line| line.discount_percent)
                .or(row.percent.filter(|_| kind == "discount"))
                .map(number),
            prices,
        }
    }
}

impl Said {
    fn of(role: &'static str, heading: &str, reading: &Reading) -> Option<Self> {
        let (status, price) = match reading {
            Reading::Amount(amount) => (status(&amount.price), Some(&amount.price)),
            Reading::Included => ("included", None),
            Reading::Free { .. } => ("free", None),
            Reading::OnQuote { from } => ("on-quote", from.as_ref()),
            Reading::Empty
            | Reading::Percent { .. }
            | Reading::Placeholder
            | Reading::Unreadable
            | Reading::Quantity { .. }
            | Reading::Text => return None,
        };
        Some(Self {
            role,
            heading: heading.to_owned(),
            status,
            amount: price.map(|price| number(price.amount)),
            to: price.and_then(|price| match price.qualifier {
                Qualifier::To(end) => Some(number(end)),
                _ => None,
            }),
            currency: price.and_then(|price| Some(price.currency?.code().to_owned())),
            basis: price.and_then(|price| price.basis).map(|basis| match basis {
                TaxBasis::Net => "net",
                TaxBasis::Gross => "gross",
                TaxBasis::Exempt => "exempt",
            }),
            period: price.and_then(|price| price.period).map(|period| match period {
                Period::Once => "once",
                Period::Hour => "hour",
                Period::Day => "day",
                Period::Month => "month",
                Period::Quarter => "quarter",
                Period::Year => "year",
            }),
            per: price.and_then(|price| price.per.clone()),
        })
    }
}

fn number(value: Decimal) -> String {
    value.normalize().to_string()
}

fn status(price: &Price) -> &'static str {
    match price.qualifier {
        Qualifier::Exact => "firm",
        Qualifier::Addition => "addition",
        Qualifier::From => "from",
        Qualifier::UpTo => "up-to",
        Qualifier::About => "about",
        Qualifier::To(_) => "range",
    }
}

/// What a row does; none for one that says nothing about a price.
fn kind(role: RowRole) -> Option<&'static str> {
    Some(match role {
        RowRole::Line => "line",
        RowRole::Subtotal | RowRole::TaxBase => "subtotal",
        RowRole::Discount => "discount",
        RowRole::Surcharge => "surcharge",
        RowRole::Total(_) | RowRole::PackPrice => "total",
        RowRole::RecurringTotal(_) => "recurring-total",
        RowRole::Vat | RowRole::VatIncluded => "tax",
        RowRole::Withholding => "withholding",
        RowRole::Deposit => "deposit",
        RowRole::Due => "due",
        RowRole::Converted | RowRole::Equivalent | RowRole::ListValue | RowRole::Saving => "information",
        RowRole::Section | RowRole::Note => return None,
    })
}

/// What a column's amounts are of their row; none for columns without prices.
fn role(role: Role) -> Option<&'static str> {
    Some(match role {
        Role::UnitPrice => "unit",
        Role::Amount => "amount",
        Role::VatAmount => "tax",
        Role::ListPrice => "list",
        Role::Equivalent => "equivalent",
        Role::Saving => "saving",
        Role::Discount => "discount",
        _ => return None,
    })
}
