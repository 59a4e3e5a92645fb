//! Signs that several currencies share: `$`, `FCFA`.

use super::{PriceContext, Pricing, Reading};
use crate::money::Currency;
use crate::proposal::price::Price;

impl Pricing {
    /// Takes every amount of one currency for one of another, as `$` in a
    /// document in Canadian dollars.
    pub fn take_for(&mut self, from: Currency, to: Currency) {
        let own = |currency: &mut Option<Currency>| {
            if *currency == Some(from) {
                *currency = Some(to);
            }
        };
        let price = |price: &mut Price| own(&mut price.currency);
        let context = |context: &mut PriceContext| {
            if let Some(said) = context.currency.as_mut().filter(|said| said.value == from) {
                said.value = to;
            }
        };
        for table in &mut self.tables {
            context(&mut table.context);
            for column in &mut table.columns {
                context(&mut column.said);
                context(&mut column.context);
            }
            for row in &mut table.rows {
                context(&mut row.said);
                row.base.iter_mut().for_each(price);
                for cell in &mut row.cells {
                    match &mut cell.reading {
                        Reading::Amount(amount) => {
                            own(&mut amount.said.currency);
                            price(&mut amount.price);
                            amount.alternatives.iter_mut().chain(&mut amount.list).for_each(price);
                        }
                        Reading::Free { list: other } | Reading::OnQuote { from: other } => {
                            other.iter_mut().for_each(price);
                        }
                        _ => {}
                    }
                }
            }
        }
        for prose in &mut self.prose {
            price(&mut prose.price);
            prose.list.iter_mut().chain(&mut prose.restated).for_each(|(other, _)| price(other));
        }
        for part in self.payments.iter_mut().flat_map(|plan| &mut plan.parts) {
            part.amount.iter_mut().for_each(price);
        }
        self.equations.iter_mut().for_each(|equation| price(&mut equation.result));
        self.mentioned.iter_mut().for_each(|mentioned| price(&mut mentioned.price));
        for saving in &mut self.savings {
            saving.amount.iter_mut().for_each(|(amount, _)| price(amount));
            saving.price.iter_mut().chain(&mut saving.list).for_each(price);
        }
        for tax in &mut self.taxes {
            price(&mut tax.tax.0);
            tax.net.iter_mut().for_each(price);
            tax.gross.iter_mut().for_each(|(gross, _)| price(gross));
        }
    }
}
