//! What a document sells, held to the catalog. The document is matched with the
//! catalog once (`view`), each price is judged once (`verdict`), and each
//! rule words what concerns it.

mod bundle_list_price_mismatch;
mod bundle_part_billed_again;
mod catalog_below_minimum;
mod catalog_cheaper_package;
mod catalog_discount_too_deep;
mod catalog_item_ambiguous;
mod catalog_item_retired;
mod catalog_item_unknown;
mod catalog_min_quantity;
mod catalog_not_comparable;
mod catalog_on_quote_priced;
mod catalog_price_discounted;
mod catalog_price_expired;
mod catalog_price_expires_soon;
mod catalog_price_mismatch;
mod catalog_price_not_yet_valid;
mod catalog_ref_name_conflict;
mod catalog_ref_unknown;
mod catalog_tier_mismatch;
mod compare;
mod coverage;
mod crossed;
mod exchange_rate;
mod exchange_rate_missing;
mod explain;
mod facts;
mod multiples;
mod percent;
mod percent_base_missing;
mod percent_option_mismatch;
mod rates;
mod sale;
mod show;
mod text;
mod tiers;
mod verdict;
mod view;
mod vocabulary;
mod wrong_basis;
mod wrong_period;

pub use coverage::{Coverage, concerning};

use std::collections::BTreeMap;

use super::Context;
use crate::diagnostics::{Diagnostic, Rule};
use crate::money::Decimal;
use crate::source::{FileId, Span};
use sale::Sale;
use verdict::{Judged, judge};
use view::View;

/// The rules of this module. The rule about exchange rates is among those of
/// the catalog's own check, which reports it too.
pub static RULES: &[&Rule] = &[
    &catalog_price_mismatch::CATALOG_PRICE_MISMATCH,
    &catalog_price_discounted::CATALOG_PRICE_DISCOUNTED,
    &catalog_discount_too_deep::CATALOG_DISCOUNT_TOO_DEEP,
    &catalog_price_expired::CATALOG_PRICE_EXPIRED,
    &catalog_price_not_yet_valid::CATALOG_PRICE_NOT_YET_VALID,
    &catalog_price_expires_soon::CATALOG_PRICE_EXPIRES_SOON,
    &catalog_item_unknown::CATALOG_ITEM_UNKNOWN,
    &catalog_ref_unknown::CATALOG_REF_UNKNOWN,
    &catalog_ref_name_conflict::CATALOG_REF_NAME_CONFLICT,
    &catalog_item_ambiguous::CATALOG_ITEM_AMBIGUOUS,
    &catalog_item_retired::CATALOG_ITEM_RETIRED,
    &catalog_below_minimum::CATALOG_BELOW_MINIMUM,
    &catalog_on_quote_priced::CATALOG_ON_QUOTE_PRICED,
    &catalog_tier_mismatch::CATALOG_TIER_MISMATCH,
    &catalog_min_quantity::CATALOG_MIN_QUANTITY,
    &catalog_not_comparable::CATALOG_NOT_COMPARABLE,
    &percent_base_missing::PERCENT_BASE_MISSING,
    &percent_option_mismatch::PERCENT_OPTION_MISMATCH,
    &bundle_list_price_mismatch::BUNDLE_LIST_PRICE_MISMATCH,
    &bundle_part_billed_again::BUNDLE_PART_BILLED_AGAIN,
    &catalog_cheaper_package::CATALOG_CHEAPER_PACKAGE,
    &exchange_rate_missing::EXCHANGE_RATE_MISSING,
];

type Check = fn(&View<'_>, &[Judged<'_, '_>], &mut Vec<Diagnostic>);

const CHECKS: &[Check] = &[
    catalog_price_mismatch::check,
    catalog_price_discounted::check,
    catalog_discount_too_deep::check,
    catalog_price_expired::check,
    catalog_price_not_yet_valid::check,
    catalog_price_expires_soon::check,
    catalog_item_unknown::check,
    catalog_ref_unknown::check,
    catalog_ref_name_conflict::check,
    catalog_item_ambiguous::check,
    catalog_item_retired::check,
    catalog_below_minimum::check,
    catalog_on_quote_priced::check,
    catalog_tier_mismatch::check,
    catalog_min_quantity::check,
    catalog_not_comparable::check,
    wrong_basis::check,
    wrong_period::check,
    percent_base_missing::check,
    percent_option_mismatch::check,
    bundle_list_price_mismatch::check,
    bundle_part_billed_again::check,
    catalog_cheaper_package::check,
    exchange_rate_missing::check,
    exchange_rate::check,
];

/// Holds a document to the catalog, and says how much of it; nothing without a
/// catalog. What the catalog itself allows on an item is left out.
pub fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) -> Option<Coverage> {
    let view = View::new(context)?;
    let judged = judge(&view);
    let mut found = Vec::new();
    for check in CHECKS {
        check(&view, &judged, &mut found);
    }
    found.retain(|finding| {
        let item = finding.facts.item.as_deref().and_then(|reference| view.catalog.item(reference));
        item.is_none_or(|item| item.allows(finding.rule.name).is_none())
    });
    one_fault(&view, findings, &mut found);
    name_items(&view, findings);
    findings.append(&mut found);
    Some(coverage::coverage(&view, &judged))
}

/// Leaves out what other topics found where the catalog says the same of the
/// same amount: `12 × 24,90 €`.
/// A product that holds with the catalog's price follows from the wrong one.
fn one_fault(view: &View<'_>, findings: &mut Vec<Diagnostic>, found: &mut [Diagnostic]) {
    let value = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    findings.retain_mut(|finding| {
        let expected = value(&finding.facts.expected);
        let same = found.iter_mut().find(|other| {
            other.span == finding.span && expected.is_some() && value(&other.facts.expected) == expected
        });
        let Some(other) = same else {
            return !follows(view, finding, found) && !makes_total(view, finding, found);
        };
        other.related.append(&mut finding.related);
        false
    });
}

/// Whether a line's amount is right for the price that the catalog names.
fn follows(view: &View<'_>, finding: &Diagnostic, found: &[Diagnostic]) -> bool {
    let value = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    let Some(span) = finding.span.filter(|_| finding.rule == &crate::check::arithmetic::LINE_TOTAL_MISMATCH)
    else {
        return false;
    };
    let lines = view.sales.iter().filter_map(|sale| sale.line.as_ref());
    let inside = |span: crate::source::Span, line: crate::source::Span| {
        span.file == line.file && line.start <= span.start && span.end <= line.end
    };
    let Some(line) = lines.map(|line| line.span).find(|line| inside(span, *line)) else { return false };
    let (own, wanted) = (value(&finding.facts.found), value(&finding.facts.expected));
    found.iter().filter(|other| other.span.is_some_and(|span| inside(span, line))).any(|other| {
        let (price, listed) = (value(&other.facts.found), value(&other.facts.expected));
        let left = own.zip(price).and_then(|(own, price)| own.checked_mul(price));
        let right = wanted.zip(listed).and_then(|(wanted, listed)| wanted.checked_mul(listed));
        left.is_some() && left == right
    })
}

/// Whether a sum is right for the prices that the catalog names: then it was
/// made with them.
fn makes_total(view: &View<'_>, finding: &Diagnostic, found: &[Diagnostic]) -> bool {
    use crate::check::arithmetic::{SUBTOTAL_MISMATCH, TOTAL_MISMATCH};
    let value = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Decimal>().ok());
    let sums = [&TOTAL_MISMATCH, &SUBTOTAL_MISMATCH];
    let Some(place) = finding.span.filter(|_| sums.contains(&finding.rule)) else { return false };
    let off = value(&finding.facts.found).zip(value(&finding.facts.expected));
    let off = off.and_then(|(found, expected)| found.checked_sub(expected));
    let inside = |span: Span, outer: Span| {
        span.file == outer.file && outer.start <= span.start && span.end <= outer.end
    };
    let same_table = |sale: &Sale<'_>| sale.table.is_some_and(|table| inside(place, table.span));
    let missing = found.iter().filter_map(|other| {
        let span = other.span?;
        let sale = view
            .sales
            .iter()
            .filter(|sale| same_table(sale))
            .find(|sale| sale.line.as_ref().is_some_and(|line| inside(span, line.span)))?;
        let unit = sale.offers.iter().any(|offer| offer.unit && offer.span == span);
        let count = sale.quantity().filter(|_| unit).unwrap_or(Decimal::ONE);
        let more = value(&other.facts.expected)?.checked_sub(value(&other.facts.found)?)?;
        more.checked_mul(count)
    });
    let missing: Decimal = missing.fold(Decimal::ZERO, Decimal::saturating_add);
    !missing.is_zero() && off == Some(missing)
}

/// Says in what other topics found in a row which item the row sells.
fn name_items(view: &View<'_>, findings: &mut [Diagnostic]) {
    let mut rows: BTreeMap<(FileId, u32), Vec<&Sale<'_>>> = BTreeMap::new();
    for sale in &view.sales {
        if let (Some(line), Some(_)) = (&sale.line, sale.item()) {
            rows.entry((line.span.file, line.span.start)).or_default().push(sale);
        }
    }
    for finding in findings.iter_mut().filter(|finding| finding.facts.item.is_none()) {
        let Some(span) = finding.span else { continue };
        let Some((_, sales)) = rows.range(..=(span.file, span.start)).next_back() else { continue };
        let inside = |sale: &&&Sale<'_>| {
            sale.line.as_ref().is_some_and(|line| line.span.file == span.file && span.start < line.span.end)
        };
        let cell = sales.iter().find(|sale| sale.offers.iter().any(|offer| offer.span == span));
        if let Some(sale) = cell.or(sales.first()).filter(inside) {
            finding.facts.item = sale.item().map(|item| item.reference.value.clone());
        }
    }
}

#[cfg(test)]
mod tests;
