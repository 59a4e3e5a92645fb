//! A catalog as text for people: what `propose catalog list`, `show` and `diff`
//! print, in the width that there is.

mod columns;
mod diff;
mod list;
mod show;
#[cfg(test)]
mod tests;

pub use diff::{Change, Diff, diff};
pub use list::{Entry, entries, list};
pub use show::show;

use chrono::NaiveDate;

use super::words::{amount, basis, number, per, percent};
use super::{Catalog, Charge, Item, PercentBase};
use crate::language::Language;

/// What an item costs, in a few words: `900 € HT/mois`, `sur devis`, `dès
/// 60 000 € HT`, `50 % de run`.
pub(super) fn price(item: &Item, language: Language, date: Option<NaiveDate>) -> String {
    let each = per(item.period, language);
    let with = |value, currency, own| {
        format!("{} {}{each}", amount(value, currency, language), basis(own, language))
    };
    let from = language.pick("dès", "from");
    match &item.charge {
        Charge::Listed(_) => item.price_on(date).map_or_else(
            || language.pick("pas de prix à cette date", "no price on that day").to_owned(),
            |price| with(price.amount.value, price.currency, price.basis),
        ),
        Charge::From(floor) => format!("{from} {}", with(floor.value, item.currency, item.basis)),
        Charge::OnQuote(None) => language.pick("sur devis", "on quote").to_owned(),
        Charge::OnQuote(Some(floor)) => {
            let floor = with(floor.value, item.currency, item.basis);
            language.pick(format!("sur devis, dès {floor}"), format!("on quote, from {floor}"))
        }
        Charge::Tiered(tiers) => {
            let first = tiers
                .steps
                .first()
                .map_or_else(String::new, |step| with(step.amount.value, item.currency, item.basis));
            let (from, by) = (language.pick("dès", "from"), &tiers.by.value);
            language.pick(format!("{from} {first}, selon {by}"), format!("{from} {first}, by {by}"))
        }
        Charge::Percent(share) => {
            let rate = percent(share.percent.value, language);
            match &share.base {
                PercentBase::Item(base) => {
                    language.pick(format!("{rate} de {}", base.value), format!("{rate} of {}", base.value))
                }
                PercentBase::Family(base) => language.pick(
                    format!("{rate} de la famille {}", base.value),
                    format!("{rate} of family {}", base.value),
                ),
            }
        }
        Charge::Unknown => "?".to_owned(),
    }
}

/// `36 articles, 3 packs, prix en EUR HT, depuis le 19/01/2025`.
pub fn summary(catalog: &Catalog, language: Language) -> String {
    let bundles = catalog.bundles().count();
    let items = catalog.items.len() - bundles;
    let counted = |count: usize, one: &str, several: &str| {
        format!("{} {}", number(count.into(), language), if count < 2 { one } else { several })
    };
    let mut parts =
        vec![counted(items, language.pick("article", "item"), language.pick("articles", "items"))];
    if bundles > 0 {
        parts.push(counted(bundles, language.pick("pack", "bundle"), language.pick("packs", "bundles")));
    }
    let own = format!("{} {}", catalog.currency, basis(catalog.basis, language));
    parts.push(language.pick(format!("prix en {own}"), format!("prices in {own}")));
    if let Some(day) = catalog.newest_day() {
        let day = super::words::day(day, language);
        parts.push(language.pick(format!("tarifs du {day}"), format!("as of {day}")));
    }
    parts.join(", ")
}
