//! The rates that a document and the catalog know: of tax and of exchange.

use super::compare::{Fraction, Terms};
use super::view::View;
use crate::catalog::Item;
use crate::money::{Currency, Decimal};

impl View<'_> {
    /// What is known beside the price of an item.
    pub(super) fn terms(
        &self,
        item: Option<&Item>,
        vat: Option<Decimal>,
        currency: Option<Currency>,
    ) -> Terms {
        let pricing = self.context.pricing;
        let own = item.and_then(|item| {
            let price = item.price_on(self.date).and_then(|price| price.vat_rate);
            price.or(item.vat_rate.as_ref().map(|rate| rate.value))
        });
        let vat = vat.or_else(|| pricing.vat_rate()).or(own).or_else(|| self.country_vat());
        let rate = match (item, currency) {
            (Some(item), Some(currency)) => self.rate(item.currency, currency),
            _ => None,
        };
        Terms { vat, exempt: pricing.exemption.is_some(), quantity: None, months: None, rate }
    }

    /// The usual rate of the document's country.
    fn country_vat(&self) -> Option<Decimal> {
        let country = self.context.proposal.metadata.country.as_ref()?.value.to_uppercase();
        self.catalog.vat_rate(&country).or_else(|| self.context.vat_rates.get(&country).copied())
    }

    /// The VAT rates that an explanation may try, most likely first.
    pub(super) fn likely_vat(&self, own: Option<Decimal>) -> Vec<Decimal> {
        let mut rates: Vec<Decimal> = own.into_iter().collect();
        rates.extend(self.catalog.vat_rates.iter().map(|rate| rate.percent.value));
        rates.extend(self.context.vat_rates.values());
        if rates.is_empty() {
            rates.extend([Decimal::from(20), Decimal::from(18)]);
        }
        let mut seen = Vec::new();
        rates.retain(|rate| {
            !rate.is_zero() && !seen.contains(rate) && {
                seen.push(*rate);
                true
            }
        });
        rates
    }

    /// The rate that the document or the catalog declares.
    pub(super) fn rate(&self, from: Currency, to: Currency) -> Option<Fraction> {
        let same = |a: Currency, b: Currency| a == b || (a.is_cfa() && b.is_cfa());
        if same(from, to) {
            return Some(Fraction::ONE);
        }
        let metadata = &self.context.proposal.metadata;
        let document = metadata.pricing.exchange.iter().filter_map(|rate| {
            let code = |code: &Option<String>| code.as_deref().and_then(Currency::from_text);
            let own = code(&rate.from)
                .or_else(|| metadata.currency.as_ref().and_then(|own| Currency::from_text(&own.value)))
                .unwrap_or(self.catalog.currency);
            Some((own, code(&rate.to)?, rate.rate.value))
        });
        let catalog = self.catalog.exchange.iter().map(|rate| (rate.from, rate.to, rate.rate.value));
        document.chain(catalog).find_map(|(own, other, value)| {
            let forth = Fraction { times: value, by: Decimal::ONE };
            if value.is_zero() {
                None
            } else if same(own, from) && same(other, to) {
                Some(forth)
            } else if same(own, to) && same(other, from) {
                Some(forth.inverse())
            } else {
                None
            }
        })
    }
}
