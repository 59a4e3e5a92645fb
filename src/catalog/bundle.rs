use chrono::NaiveDate;

use super::{Catalog, Charge, Item};
use crate::money::{Decimal, round};

/// What the parts of a bundle cost one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worth {
    /// Their sum, in the bundle's currency and basis.
    pub total: Decimal,
    /// Whether some part has only a floor, so that the sum is one too.
    pub floor: bool,
    /// What each part adds, in their order.
    pub parts: Vec<Decimal>,
}

impl Catalog {
    /// What the parts of a bundle cost one by one on a day; without a day, at
    /// the newest prices. None where a part is unknown, has no price of its own
    /// or one in another currency or on another basis.
    pub fn worth(&self, bundle: &Item, date: Option<NaiveDate>) -> Option<Worth> {
        let mut worth = Worth { total: Decimal::ZERO, floor: false, parts: Vec::new() };
        for part in bundle.parts.as_deref()? {
            let item = self.item(&part.reference.value)?;
            let (amount, currency, basis) = match &item.charge {
                Charge::Listed(_) => {
                    let price = item.price_on(date)?;
                    (price.amount.value, price.currency, price.basis)
                }
                Charge::From(floor) | Charge::OnQuote(Some(floor)) => {
                    worth.floor = true;
                    (floor.value, item.currency, item.basis)
                }
                Charge::OnQuote(None) | Charge::Tiered(_) | Charge::Percent(_) | Charge::Unknown => {
                    return None;
                }
            };
            if currency != bundle.currency || basis != bundle.basis {
                return None;
            }
            let added = round(amount.checked_mul(part.quantity)?, currency.minor_units());
            worth.total = worth.total.checked_add(added)?;
            worth.parts.push(added);
        }
        (!worth.parts.is_empty()).then_some(worth)
    }

    /// The references of what comes with an item: its parts and inclusions, and
    /// theirs in turn; the item itself left out.
    pub fn delivered_with<'a>(&'a self, item: &'a Item) -> Vec<&'a Item> {
        let mut found: Vec<&Item> = Vec::new();
        let mut open = vec![item];
        while let Some(next) = open.pop() {
            for part in next.parts.iter().flatten().chain(&next.includes) {
                if let Some(inner) = self.item(&part.reference.value)
                    && inner.reference != item.reference
                    && !found.iter().any(|known| known.reference == inner.reference)
                {
                    found.push(inner);
                    open.push(inner);
                }
            }
        }
        found
    }
}
