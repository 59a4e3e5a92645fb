//! What stands at the head of a catalog file.

use chrono::NaiveDate;

use super::super::{Exchange, Unit, VatRate};
use super::scalar::Faults;
use crate::money::{Currency, Decimal};
use crate::proposal::Field;
use crate::proposal::price::{Period, TaxBasis};
use crate::yaml::{MapReader, Node, Value};

/// The head of a file, and the nodes of its items and bundles.
pub(super) struct Header<'a> {
    pub(super) id: Option<Field<String>>,
    pub(super) currency: Option<Currency>,
    pub(super) bad_currency: bool,
    pub(super) basis: Option<TaxBasis>,
    pub(super) bad_basis: bool,
    pub(super) published: Option<Field<NaiveDate>>,
    pub(super) vat_rates: Vec<VatRate>,
    pub(super) exchange: Vec<Exchange>,
    pub(super) max_discount: Option<Field<Decimal>>,
    pub(super) units: Vec<Unit>,
    pub(super) items: &'a [Node],
    pub(super) bundles: &'a [Node],
}

pub(super) fn read<'a>(faults: &mut Faults, mut map: MapReader<'a>) -> Header<'a> {
    if let Some(node) = map.get("schema")
        && let Some(schema) = faults.text(node)
        && schema.value != "1"
    {
        faults.wrong(
            node.span,
            format!("le schéma `{}` est inconnu : cette version lit le schéma 1", schema.value),
            format!("schema `{}` is unknown: this version reads schema 1", schema.value),
        );
    }
    let currency = map.get("currency");
    let basis = map.get("basis");
    let header = Header {
        id: map.get("id").and_then(|node| faults.text(node)),
        bad_currency: currency.is_some(),
        currency: currency.and_then(|node| faults.currency(node)),
        bad_basis: basis.is_some(),
        basis: basis.and_then(|node| faults.basis(node)),
        published: map.get("published").and_then(|node| faults.date(node)),
        vat_rates: map.get("vat_rates").map(|node| vat_rates(faults, node)).unwrap_or_default(),
        exchange: faults.list(map.get("exchange")).iter().filter_map(|node| exchange(faults, node)).collect(),
        max_discount: map.get("discount_policy").and_then(|node| discount_policy(faults, node)),
        units: map.get("units").map(|node| units(faults, node)).unwrap_or_default(),
        items: faults.list(map.get("items")),
        bundles: faults.list(map.get("bundles")),
    };
    faults.finish("catalog", map);
    header
}

fn vat_rates(faults: &mut Faults, node: &Node) -> Vec<VatRate> {
    let Some(mut map) = faults.reader.map(node) else { return Vec::new() };
    let mut rates = Vec::new();
    for entry in map.rest() {
        let code = entry.key.trim().to_uppercase();
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            faults.wrong(
                entry.span,
                format!("`{}` n’est pas un code de pays de deux lettres (`FR`, `SN`)", entry.key),
                format!("`{}` is not a country code of two letters (`FR`, `SN`)", entry.key),
            );
            continue;
        }
        if let Some(percent) = percent(faults, &entry.value) {
            rates.push(VatRate { country: Field { value: code, span: entry.span }, percent });
        }
    }
    rates
}

/// A percentage from 0 to 100.
pub(super) fn percent(faults: &mut Faults, node: &Node) -> Option<Field<Decimal>> {
    let number = faults.number(node)?;
    if number.value > Decimal::ONE_HUNDRED {
        faults.wrong(
            node.span,
            format!("`{}` dépasse 100 %", number.value),
            format!("`{}` is more than 100 %", number.value),
        );
        return None;
    }
    Some(number)
}

fn discount_policy(faults: &mut Faults, node: &Node) -> Option<Field<Decimal>> {
    let mut map = faults.reader.map(node)?;
    let max = map.get("max_percent").and_then(|node| percent(faults, node));
    faults.finish("discount_policy", map);
    max
}

fn exchange(faults: &mut Faults, node: &Node) -> Option<Exchange> {
    let mut map = faults.reader.map(node)?;
    let mut code = |faults: &mut Faults, key: &'static str| {
        let code = map.get(key);
        if code.is_none() {
            faults.missing(node.span, key);
        }
        code.and_then(|node| faults.currency(node))
    };
    let (from, to) = (code(faults, "from"), code(faults, "to"));
    let rate = map.get("rate");
    if rate.is_none() {
        faults.missing(node.span, "rate");
    }
    let rate = rate.and_then(|node| faults.number(node)).filter(|rate| !rate.value.is_zero());
    let dated = map.get("kind").and_then(|node| faults.word(node, &[("fixed", false), ("dated", true)]));
    let date = map.get("date").and_then(|node| faults.date(node));
    let source = map.get("source").and_then(|node| faults.text(node));
    if dated == Some(true) && date.is_none() {
        faults.missing(node.span, "date");
    }
    faults.finish("exchange", map);
    Some(Exchange { span: node.span, from: from?, to: to?, rate: rate?, date, source })
}

const PERIODS: &[(&str, Period)] = &[
    ("one-off", Period::Once),
    ("hour", Period::Hour),
    ("day", Period::Day),
    ("month", Period::Month),
    ("quarter", Period::Quarter),
    ("year", Period::Year),
];

const RECURRING: &[(&str, Period)] =
    &[("month", Period::Month), ("quarter", Period::Quarter), ("year", Period::Year)];

fn units(faults: &mut Faults, node: &Node) -> Vec<Unit> {
    let Some(mut map) = faults.reader.map(node) else { return Vec::new() };
    let mut units = Vec::new();
    for entry in map.rest() {
        let period = match &entry.value.value {
            Value::Map(_) => {
                let Some(mut unit) = faults.reader.map(&entry.value) else { continue };
                let recurring = unit.get("recurring");
                if recurring.is_none() {
                    faults.missing(entry.value.span, "recurring");
                }
                let period = recurring.and_then(|node| faults.word(node, RECURRING));
                faults.finish("unit", unit);
                period
            }
            Value::Scalar { .. } | Value::Null | Value::List(_) => faults.word(&entry.value, PERIODS),
        };
        let word = Field { value: entry.key.trim().to_owned(), span: entry.span };
        units.push(Unit { word, period: period.unwrap_or(Period::Once) });
    }
    units
}

/// The words for units that every catalog may use without defining them.
pub(super) fn usual_period(word: &str) -> Option<Period> {
    Some(match word.to_lowercase().as_str() {
        "forfait" | "one-off" | "unité" | "unite" | "unit" | "pièce" | "piece" | "fixed" => Period::Once,
        "heure" | "hour" => Period::Hour,
        "jour" | "journée" | "day" => Period::Day,
        "mois" | "month" => Period::Month,
        "trimestre" | "quarter" => Period::Quarter,
        "an" | "année" | "year" => Period::Year,
        _ => return None,
    })
}
