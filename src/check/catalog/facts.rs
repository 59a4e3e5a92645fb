use super::compare::{Expected, machine};
use crate::catalog::Item;
use crate::diagnostics::Facts;
use crate::proposal::price::Price;

/// What a finding about a price says to programs.
pub(super) fn price_facts(item: &Item, found: &Price, expected: &Expected) -> Facts {
    Facts {
        found: Some(machine(found.amount)),
        expected: Some(machine(expected.amount)),
        currency: Some(expected.currency.code().to_owned()),
        item: Some(item.reference.value.clone()),
        relation: Some(expected.relation.clone()),
    }
}
