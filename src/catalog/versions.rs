use chrono::NaiveDate;

use super::{Catalog, Charge, DatedPrice, Item};

impl DatedPrice {
    /// Whether it holds on a day. A price without a first day holds since ever.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from.as_ref().is_none_or(|from| from.value <= date)
            && self.until.as_ref().is_none_or(|until| date <= until.value)
    }

    fn first_day(&self) -> NaiveDate {
        self.from.as_ref().map_or(NaiveDate::MIN, |from| from.value)
    }
}

impl Item {
    /// Its dated prices, oldest first; nothing for items without any.
    pub fn prices(&self) -> Vec<&DatedPrice> {
        let mut prices: Vec<_> = match &self.charge {
            Charge::Listed(prices) => prices.iter().collect(),
            Charge::Tiered(_)
            | Charge::Percent(_)
            | Charge::From(_)
            | Charge::OnQuote(_)
            | Charge::Unknown => Vec::new(),
        };
        prices.sort_by_key(|price| price.first_day());
        prices
    }

    /// The price of a day; without a day, the newest.
    pub fn price_on(&self, date: Option<NaiveDate>) -> Option<&DatedPrice> {
        let prices = self.prices();
        match date {
            None => prices.last().copied(),
            Some(date) => prices.into_iter().rev().find(|price| price.holds_on(date)),
        }
    }

    /// The price that replaces the one of a day, and when.
    pub fn next_price(&self, date: NaiveDate) -> Option<(&DatedPrice, NaiveDate)> {
        let next = self.prices().into_iter().find(|price| price.first_day() > date)?;
        Some((next, next.first_day()))
    }

    /// Whether it is no longer sold on a day; without a day, whether it was
    /// ever taken out of sale.
    pub fn is_retired_on(&self, date: Option<NaiveDate>) -> bool {
        match (&self.retired, date) {
            (Some(retired), Some(date)) => date > retired.value,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }
}

impl Catalog {
    /// The last day on which some price begins to hold: what "the newest
    /// prices" means.
    pub fn newest_day(&self) -> Option<NaiveDate> {
        let dates = self.items.iter().flat_map(Item::prices).filter_map(|price| price.from.as_ref());
        dates.chain(self.published.as_ref()).map(|date| date.value).max()
    }
}
