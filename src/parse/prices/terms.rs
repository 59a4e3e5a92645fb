//! What the frontmatter says about prices. Keys are compared without case and
//! accents, and each has a French and an English name.

use super::words::fold;
use crate::money::{Decimal, Numeral, numeral};
use crate::proposal::Field;
use crate::proposal::pricing::{AllowTerm, ExchangeRate, GlobalDiscount, PricingTerms};
use crate::yaml::{Node, Value};

/// Reads the keys about prices; what cannot be read is left out.
pub(in crate::parse) fn terms(properties: &Node) -> PricingTerms {
    let mut terms = PricingTerms::default();
    for entry in properties.entries() {
        let node = &entry.value;
        match crate::parse::names::key(&entry.key).as_str() {
            "tva" | "vat" | "taux tva" | "vat rate" | "mwst" | "iva" => {
                terms.vat = each(node).into_iter().filter_map(percent).collect();
            }
            "taux change" | "taux de change" | "exchange rate" | "exchange rates" => {
                terms.exchange = exchange(node);
            }
            "remises" | "remise" | "discounts" | "discount" => {
                terms.discounts = each(node).into_iter().map(discount).collect();
            }
            "taille" | "size" => {
                terms.size = node
                    .entries()
                    .iter()
                    .filter_map(|size| {
                        let value = size.value.scalar()?.to_owned();
                        let key = Field { value: size.key.clone(), span: size.span };
                        Some((key, Field { value, span: size.value.span }))
                    })
                    .collect();
            }
            "off catalog" | "hors catalogue" => {
                terms.off_catalog = each(node)
                    .into_iter()
                    .filter_map(|item| Some(Field { value: item.scalar()?.to_owned(), span: item.span }))
                    .collect();
            }
            "propose" => terms.allow = allowances(node),
            _ => {}
        }
    }
    terms
}

/// The items of a list, or a value alone.
fn each(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::List(_) => node.items().iter().collect(),
        Value::Null => Vec::new(),
        Value::Scalar { .. } | Value::Map(_) => vec![node],
    }
}

/// A number as it is written in YAML or in a sentence: `20`, `"655.957"`,
/// `5,5 %`. A dot or comma before three digits is a decimal mark: these are
/// rates and shares, not amounts.
fn number(text: &str) -> Option<Decimal> {
    let text = text.trim().trim_end_matches('%').trim();
    let (negative, digits) = text.strip_prefix(['-', '−']).map_or((false, text), |rest| (true, rest.trim()));
    let value = match numeral(digits)? {
        Numeral::Plain { value, .. } => value,
        Numeral::Either { fraction, .. } => fraction,
    };
    Some(if negative { -value } else { value })
}

fn percent(node: &Node) -> Option<Field<Decimal>> {
    Some(Field { value: number(node.scalar()?)?, span: node.span })
}

/// `EUR/XOF: 655.957`, `{from: EUR, to: XOF, rate: 655.957}`, `XOF: 655.957`.
fn exchange(node: &Node) -> Vec<ExchangeRate> {
    let mut out = Vec::new();
    for item in each(node) {
        let get =
            |names: &[&str]| item.entries().iter().find(|entry| names.contains(&fold(&entry.key).as_str()));
        if let Some(rate) = get(&["rate", "taux", "cours"]).and_then(|entry| percent(&entry.value)) {
            let code = |names: &[&str]| get(names).and_then(|entry| entry.value.scalar()).map(str::to_owned);
            out.push(ExchangeRate { from: code(&["from", "de"]), to: code(&["to", "vers", "a"]), rate });
            continue;
        }
        for entry in item.entries() {
            let Some(rate) = percent(&entry.value) else { continue };
            let codes: Vec<&str> =
                entry.key.split(|c: char| !c.is_ascii_alphabetic()).filter(|code| code.len() == 3).collect();
            let (from, to) = match codes.as_slice() {
                [from, to] => (Some((*from).to_owned()), Some((*to).to_owned())),
                [to] => (None, Some((*to).to_owned())),
                _ => continue,
            };
            out.push(ExchangeRate { from, to, rate });
        }
    }
    out
}

/// `- {percent: 10, reason: …}`, `- {amount: 500, reason: …}`, `10 %`.
fn discount(node: &Node) -> GlobalDiscount {
    let get = |names: &[&str]| {
        node.entries()
            .iter()
            .find(|entry| names.contains(&fold(&entry.key).as_str()))
            .map(|entry| &entry.value)
    };
    let value = |names: &[&str]| get(names).and_then(|value| number(value.scalar()?));
    let alone = node.scalar().filter(|text| text.contains('%')).and_then(number);
    GlobalDiscount {
        percent: value(&["percent", "pourcent", "pourcentage", "taux", "%"]).or(alone),
        amount: value(&["amount", "montant"]),
        reason: get(&["reason", "motif", "raison"]).and_then(Node::scalar).map(str::to_owned),
        span: node.span,
    }
}

/// `propose: {allow: {RULE: reason}}`.
fn allowances(node: &Node) -> Vec<AllowTerm> {
    let Some(allow) =
        node.entries().iter().find(|entry| matches!(fold(&entry.key).as_str(), "allow" | "autoriser"))
    else {
        return Vec::new();
    };
    allow
        .value
        .entries()
        .iter()
        .map(|entry| AllowTerm {
            rule: Field { value: entry.key.clone(), span: entry.span },
            reason: entry.value.scalar().unwrap_or_default().trim().to_owned(),
        })
        .collect()
}
