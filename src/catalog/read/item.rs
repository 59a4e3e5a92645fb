//! Items and bundles.

use chrono::NaiveDate;

use super::super::{
    Allowance, Attribute, Charge, DatedPrice, Item, Name, Part, PercentBase, PercentOf, Step, TierMode,
    Tiers, Unit,
};
use super::header::{percent, usual_period};
use super::scalar::Faults;
use crate::money::{Currency, Decimal};
use crate::proposal::Field;
use crate::proposal::price::{Period, TaxBasis};
use crate::yaml::{MapReader, Node, Value};

/// What an item inherits.
pub(super) struct Defaults<'a> {
    pub(super) currency: Currency,
    pub(super) basis: TaxBasis,
    pub(super) published: Option<&'a Field<NaiveDate>>,
    pub(super) units: &'a [Unit],
}

/// Reads an item or a bundle; none where it has no reference or no name, which
/// is reported.
pub(super) fn read(faults: &mut Faults, node: &Node, defaults: &Defaults<'_>, bundle: bool) -> Option<Item> {
    let mut map = faults.reader.map(node)?;
    let reference = faults.required_text(&mut map, "ref");
    let name = name(faults, &mut map);
    let currency = map.get("currency").and_then(|node| faults.currency(node)).unwrap_or(defaults.currency);
    let basis = map.get("basis").and_then(|node| faults.basis(node)).unwrap_or(defaults.basis);
    let vat_rate = map.get("vat_rate").and_then(|node| percent(faults, node));
    let own = Defaults { currency, basis, ..*defaults };
    let family = map.get("family").and_then(|node| faults.text(node));
    let aliases = faults.texts(map.get("aliases"));
    let retired = map.get("retired").and_then(|node| faults.date(node));
    let allowances = map.get("allow").map(|node| allowances(faults, node)).unwrap_or_default();
    let attributes = map.get("attributes").map(|node| attributes(faults, node)).unwrap_or_default();
    let (mut unit, mut period) = (None, Period::Once);
    let (mut includes, mut parts) = (Vec::new(), None);
    let (mut min_quantity, mut min_term_months) = (None, None);
    if bundle {
        parts = Some(self::parts(faults, map.get("parts")));
    } else {
        unit = faults.required_text(&mut map, "unit");
        period = unit.as_ref().map_or(Period::Once, |unit| period_of(faults, unit, defaults.units));
        includes = self::parts(faults, map.get("includes"));
        min_quantity = map.get("min_qty").and_then(|node| faults.number(node));
        min_term_months = map.get("min_term_months").and_then(|node| faults.number(node));
    }
    let charge = charge(faults, &mut map, &own, bundle);
    faults.finish(if bundle { "bundle" } else { "item" }, map);
    Some(Item {
        span: node.span,
        reference: reference?,
        family,
        name: name?,
        aliases,
        unit,
        period,
        attributes,
        includes,
        parts,
        charge,
        min_quantity,
        min_term_months,
        retired,
        currency,
        basis,
        vat_rate,
        allowances,
    })
}

fn name(faults: &mut Faults, map: &mut MapReader<'_>) -> Option<Name> {
    let span = map.span;
    let Some(node) = map.get("name") else {
        faults.missing(span, "name");
        return None;
    };
    let texts: Vec<_> = match &node.value {
        Value::Map(entries) => entries
            .iter()
            .filter_map(|entry| Some((Some(entry.key.clone()), faults.text(&entry.value)?)))
            .filter(|(_, text)| !text.value.is_empty())
            .collect(),
        Value::Scalar { .. } | Value::Null | Value::List(_) => faults
            .text(node)
            .filter(|text| !text.value.is_empty())
            .map(|text| (None, text))
            .into_iter()
            .collect(),
    };
    if texts.is_empty() {
        faults.missing(node.span, "name");
        return None;
    }
    Some(Name { texts })
}

fn period_of(faults: &mut Faults, unit: &Field<String>, units: &[Unit]) -> Period {
    let word = unit.value.to_lowercase();
    if let Some(unit) = units.iter().find(|unit| unit.word.value.to_lowercase() == word) {
        return unit.period;
    }
    let usual = usual_period(&unit.value);
    if !units.is_empty() || usual.is_none() {
        let known: Vec<&str> = units.iter().map(|unit| unit.word.value.as_str()).collect();
        if known.is_empty() {
            let word = &unit.value;
            faults.wrong(
                unit.span,
                format!("l’unité `{word}` n’est pas définie : ajoutez-la à `units`"),
                format!("the unit `{word}` is not defined: add it to `units`"),
            );
        } else {
            faults.not_one_of(unit.span, &unit.value, &known);
        }
    }
    usual.unwrap_or(Period::Once)
}

fn allowances(faults: &mut Faults, node: &Node) -> Vec<Allowance> {
    let Some(mut map) = faults.reader.map(node) else { return Vec::new() };
    let mut allowances = Vec::new();
    for entry in map.rest() {
        match faults.text(&entry.value).filter(|reason| !reason.value.is_empty()) {
            Some(reason) => allowances
                .push(Allowance { rule: Field { value: entry.key.clone(), span: entry.span }, reason }),
            None => faults.wrong(
                entry.span,
                format!("la dérogation à `{}` n’a pas de raison : écrivez pourquoi", entry.key),
                format!("the allowance of `{}` has no reason: write why", entry.key),
            ),
        }
    }
    allowances
}

fn attributes(faults: &mut Faults, node: &Node) -> Vec<Attribute> {
    let Some(mut map) = faults.reader.map(node) else { return Vec::new() };
    map.rest()
        .filter_map(|entry| {
            let value = faults.text(&entry.value)?;
            Some(Attribute { key: Field { value: entry.key.clone(), span: entry.span }, value })
        })
        .collect()
}

fn parts(faults: &mut Faults, node: Option<&Node>) -> Vec<Part> {
    let mut parts = Vec::new();
    for node in faults.list(node) {
        let Some(mut map) = faults.reader.map(node) else { continue };
        let reference = faults.required_text(&mut map, "ref");
        let quantity = map.get("qty").and_then(|node| faults.number(node));
        if let Some(none) = quantity.as_ref().filter(|quantity| quantity.value.is_zero()) {
            faults.wrong(none.span, "une quantité est au-dessus de zéro", "a quantity is above zero");
        }
        faults.finish("part", map);
        if let Some(reference) = reference {
            let quantity = quantity.map_or(Decimal::ONE, |quantity| quantity.value);
            parts.push(Part { span: node.span, reference, quantity });
        }
    }
    parts
}

fn charge(faults: &mut Faults, map: &mut MapReader<'_>, own: &Defaults<'_>, bundle: bool) -> Charge {
    let span = map.span;
    let before = faults.reader.findings.len();
    let mut charges: Vec<(&str, Charge)> = Vec::new();
    if let Some(node) = map.get("prices") {
        let listed = faults.list(Some(node));
        if matches!(&node.value, Value::List(entries) if entries.is_empty()) {
            faults.missing(node.span, "amount");
        }
        let prices: Vec<_> = listed.iter().filter_map(|node| dated_price(faults, node, own)).collect();
        charges.push(("prices", if prices.is_empty() { Charge::Unknown } else { Charge::Listed(prices) }));
    }
    let from = map.get("price_from").and_then(|node| faults.number(node));
    let on_quote = map.get("on_quote").and_then(|node| faults.reader.truth(node)).unwrap_or(false);
    if on_quote {
        charges.push(("on_quote", Charge::OnQuote(from)));
    } else if let Some(from) = from {
        charges.push(("price_from", Charge::From(from)));
    }
    if bundle {
        if let Some(node) = map.get("price") {
            let amount = faults.number(node);
            let charge =
                amount.map_or(Charge::Unknown, |amount| Charge::Listed(vec![undated(node, amount, own)]));
            charges.push(("price", charge));
        }
    } else {
        if let Some(node) = map.get("tiers") {
            charges.push(("tiers", tiers(faults, node).map_or(Charge::Unknown, Charge::Tiered)));
        }
        if let Some(node) = map.get("percent_of") {
            charges.push(("percent_of", percent_of(faults, node).map_or(Charge::Unknown, Charge::Percent)));
        }
    }
    if let [(first, _), (second, _), ..] = charges.as_slice() {
        faults.wrong(
            span,
            format!("un seul prix est possible : `{first}` et `{second}` s’excluent"),
            format!("only one price is possible: `{first}` and `{second}` exclude each other"),
        );
    }
    let none = charges.is_empty() && faults.reader.findings.len() == before;
    if none {
        let keys = if bundle {
            "`price`, `price_from`, `on_quote`"
        } else {
            "`prices`, `tiers`, `percent_of`, `price_from`, `on_quote`"
        };
        faults.wrong(
            span,
            format!("aucun prix : une clé parmi {keys} manque"),
            format!("no price: one of {keys} is missing"),
        );
    }
    charges.into_iter().next().map_or(Charge::Unknown, |(_, charge)| charge)
}

fn undated(node: &Node, amount: Field<Decimal>, own: &Defaults<'_>) -> DatedPrice {
    DatedPrice {
        span: node.span,
        amount,
        from: own.published.cloned(),
        until: None,
        currency: own.currency,
        basis: own.basis,
        vat_rate: None,
    }
}

fn dated_price(faults: &mut Faults, node: &Node, own: &Defaults<'_>) -> Option<DatedPrice> {
    let mut map = faults.reader.map(node)?;
    let amount = map.get("amount");
    if amount.is_none() {
        faults.missing(node.span, "amount");
    }
    let amount = amount.and_then(|node| faults.number(node));
    let from = map.get("from").and_then(|node| faults.date(node));
    let until = map.get("until").and_then(|node| faults.date(node));
    let currency = map.get("currency").and_then(|node| faults.currency(node));
    let basis = map.get("basis").and_then(|node| faults.basis(node));
    let vat_rate = map.get("vat_rate").and_then(|node| percent(faults, node));
    faults.finish("price", map);
    if let (Some(from), Some(until)) = (&from, &until)
        && until.value < from.value
    {
        faults.wrong(
            node.span,
            format!("ce prix finit ({}) avant de commencer ({})", until.value, from.value),
            format!("this price ends ({}) before it begins ({})", until.value, from.value),
        );
    }
    Some(DatedPrice {
        span: node.span,
        amount: amount?,
        from: from.or_else(|| own.published.cloned()),
        until,
        currency: currency.unwrap_or(own.currency),
        basis: basis.unwrap_or(own.basis),
        vat_rate: vat_rate.map(|rate| rate.value),
    })
}

fn tiers(faults: &mut Faults, node: &Node) -> Option<Tiers> {
    let mut map = faults.reader.map(node)?;
    let by = faults.required_text(&mut map, "by");
    let modes = [("volume", TierMode::Volume), ("graduated", TierMode::Graduated)];
    let mode = map.get("mode").map_or(Some(TierMode::Volume), |node| faults.word(node, &modes));
    let mut steps: Vec<Step> = Vec::new();
    for node in faults.list(map.get("steps")) {
        let Some(mut step) = faults.reader.map(node) else { continue };
        let up_to = step.get("up_to").and_then(|node| faults.number(node));
        let amount = step.get("amount");
        if amount.is_none() {
            faults.missing(node.span, "amount");
        }
        let amount = amount.and_then(|node| faults.number(node));
        faults.finish("step", step);
        let after = steps.last().map(|last| last.up_to.as_ref().map(|up_to| up_to.value));
        let rises = match (after, &up_to) {
            (None, _) | (Some(Some(_)), None) => true,
            (Some(Some(last)), Some(up_to)) => up_to.value > last,
            (Some(None), _) => false,
        };
        if !rises {
            faults.wrong(
                node.span,
                "les paliers doivent croître : `up_to` ne dépasse pas celui du palier précédent",
                "steps must rise: `up_to` is not above that of the step before",
            );
        }
        if let Some(amount) = amount {
            steps.push(Step { span: node.span, up_to, amount });
        }
    }
    if steps.is_empty() {
        faults.missing(node.span, "steps");
    }
    faults.finish("tiers", map);
    (!steps.is_empty()).then_some(Tiers { span: node.span, by: by?, mode: mode?, steps })
}

fn percent_of(faults: &mut Faults, node: &Node) -> Option<PercentOf> {
    let mut map = faults.reader.map(node)?;
    let item = map.get("ref").and_then(|node| faults.text(node));
    let family = map.get("family").and_then(|node| faults.text(node));
    let share = map.get("percent");
    if share.is_none() {
        faults.missing(node.span, "percent");
    }
    // A supplement may well cost more than what it is added to.
    let share = share.and_then(|node| faults.number(node));
    faults.finish("percent_of", map);
    let base = match (item, family) {
        (Some(item), _) => PercentBase::Item(item),
        (None, Some(family)) => PercentBase::Family(family),
        (None, None) => {
            faults.missing(node.span, "family");
            return None;
        }
    };
    Some(PercentOf { span: node.span, base, percent: share? })
}
