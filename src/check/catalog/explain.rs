//! Why a price may differ: the usual slips, tried in a fixed order. Those that
//! fit to the cent are named; none of them makes a price right.

use super::compare::{Expected, Fraction, Listed, Outcome, compare, gross_factor, is_same};
use super::sale::Sale;
use super::show::{amount, number, percent};
use super::view::View;
use crate::catalog::Item;
use crate::language::Language;
use crate::money::{Currency, Decimal, Slip, round, slip};
use crate::proposal::price::{Period, Price};

/// A slip that explains a price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Explanation {
    /// In a word or two: `chiffres inversés`.
    pub(super) short: String,
    /// With its arithmetic: `10 800 € / 1,2 = 9 000 €`.
    pub(super) long: String,
}

struct Search<'v> {
    price: &'v Price,
    currency: Currency,
    language: Language,
    found: Vec<Explanation>,
}

impl Search<'_> {
    fn fits(&self, value: Decimal) -> bool {
        is_same(self.price, value, self.currency, true)
    }

    fn show(&self, value: Decimal) -> String {
        amount(value, self.currency, self.language)
    }

    /// Adds a slip whose formula gives the printed price.
    fn formula(&mut self, formula: &str, french: &str, english: &str) {
        let result = self.show(self.price.amount);
        self.plain(&format!("{formula} = {result}"), french, english);
    }

    fn plain(&mut self, long: &str, french: &str, english: &str) {
        let short = self.language.pick(french, english).to_owned();
        let colon = self.language.pick(" : ", ": ");
        self.found.push(Explanation { long: format!("{long}{colon}{short}"), short });
    }
}

/// The slips that explain why a price is not the expected one.
pub(super) fn explain(
    view: &View<'_>,
    sale: &Sale<'_>,
    item: &Item,
    price: &Price,
    listed: &Listed,
    expected: &Expected,
) -> Vec<Explanation> {
    let currency = expected.currency;
    let mut search = Search { price, currency, language: view.language, found: Vec::new() };
    tax(view, sale, &mut search, expected);
    periods(&mut search, item, expected);
    free_months(sale, &mut search, listed, expected);
    quantities(sale, &mut search, expected);
    family(view, sale, item, &mut search);
    digits(&mut search, expected.amount);
    discounts(&mut search, expected.amount);
    currencies(view, &mut search, listed);
    search.found
}

fn tax(view: &View<'_>, sale: &Sale<'_>, search: &mut Search<'_>, expected: &Expected) {
    for vat in view.likely_vat(sale.terms.vat) {
        let factor = gross_factor(vat);
        let language = search.language;
        let shown = number(factor.times / factor.by, language);
        let base = search.show(expected.amount);
        if factor.inverse().apply(expected.amount).is_some_and(|value| search.fits(value)) {
            let vat = percent(vat, language);
            search.formula(
                &format!("{base} / {shown}"),
                &format!("TVA de {vat} retirée"),
                &format!("{vat} VAT taken off"),
            );
        } else if factor.apply(expected.amount).is_some_and(|value| search.fits(value)) {
            let vat = percent(vat, language);
            search.formula(
                &format!("{base} × {shown}"),
                &format!("TVA de {vat} ajoutée"),
                &format!("{vat} VAT added"),
            );
        }
    }
}

fn periods(search: &mut Search<'_>, item: &Item, expected: &Expected) {
    if !item.is_recurring() {
        return;
    }
    for (times, by, french, english) in [
        (12, 1, "un an pour un mois", "a year for a month"),
        (1, 12, "un mois pour un an", "a month for a year"),
        (3, 1, "un trimestre pour un mois", "a quarter for a month"),
        (1, 3, "un mois pour un trimestre", "a month for a quarter"),
    ] {
        let value = Fraction::of(times, by).apply(expected.amount);
        if value.is_some_and(|value| search.fits(value)) {
            let base = search.show(expected.amount);
            let formula = if by == 1 { format!("{times} × {base}") } else { format!("{base} / {by}") };
            search.formula(&formula, french, english);
        }
    }
}

/// A year at the price of ten or eleven months, which offers like to give away.
fn free_months(sale: &Sale<'_>, search: &mut Search<'_>, listed: &Listed, expected: &Expected) {
    let a_year = expected.period == Period::Year || sale.terms.months == Some(Decimal::from(12));
    if listed.period != Period::Month || !a_year {
        return;
    }
    for (months, french, english) in
        [(10u32, "deux mois offerts", "two months free"), (11, "un mois offert", "one month free")]
    {
        // On the document's basis, and on the catalog's: a slip may be both.
        let own = Fraction::of(months, 12).apply(expected.amount);
        let figure = listed.amount.checked_mul(Decimal::from(months));
        if own.is_some_and(|value| search.fits(value)) || figure.is_some_and(|value| search.fits(value)) {
            let each = figure
                .filter(|value| search.fits(*value))
                .map_or_else(|| Fraction::of(1, 12).apply(expected.amount), |_| Some(listed.amount));
            let each = search.show(round(each.unwrap_or_default(), search.currency.minor_units()));
            search.formula(&format!("{months} × {each}"), french, english);
        }
    }
}

fn quantities(sale: &Sale<'_>, search: &mut Search<'_>, expected: &Expected) {
    let Some(quantity) = sale.quantity().filter(|quantity| *quantity > Decimal::ONE) else { return };
    let base = search.show(expected.amount);
    let shown = number(quantity, search.language);
    if expected.amount.checked_mul(quantity).is_some_and(|value| search.fits(value)) {
        search.formula(&format!("{shown} × {base}"), "quantité comptée deux fois", "quantity counted twice");
    }
    if expected.amount.checked_div(quantity).is_some_and(|value| search.fits(value)) {
        search.formula(&format!("{base} / {shown}"), "quantité oubliée", "quantity forgotten");
    }
}

fn family(view: &View<'_>, sale: &Sale<'_>, item: &Item, search: &mut Search<'_>) {
    let others = view.catalog.items.iter().filter(|other| {
        other.shares_family(item) && other.reference != item.reference && !other.is_retired_on(view.date)
    });
    for other in others {
        let Some(price) = other.price_on(view.date) else { continue };
        let own = Listed {
            amount: price.amount.value,
            currency: price.currency,
            basis: price.basis,
            period: other.period,
        };
        if let Some((Outcome::Fits, _)) = compare(search.price, &own, &sale.terms, search.language) {
            let title = other.title(search.language).to_owned();
            let title =
                if title == item.title(search.language) { other.reference.value.clone() } else { title };
            let found = search.show(search.price.amount);
            search.plain(&found, &format!("prix de {title}"), &format!("the price of {title}"));
        }
    }
}

fn digits(search: &mut Search<'_>, expected: Decimal) {
    let (shown, base) = (search.show(search.price.amount), search.show(expected));
    let pair = search.language.pick(format!("{shown} pour {base}"), format!("{shown} for {base}"));
    match slip(search.price.amount, expected) {
        Some(Slip::Swapped) => search.plain(&pair, "chiffres inversés", "digits swapped"),
        Some(Slip::OneDigit) => search.plain(&pair, "un chiffre diffère", "one digit differs"),
        Some(Slip::TimesTen) => {
            search.formula(&format!("10 × {base}"), "un zéro de trop", "one zero too many");
        }
        Some(Slip::ByTen) => {
            search.formula(&format!("{base} / 10"), "un zéro manque", "a zero is missing");
        }
        None => {}
    }
}

fn discounts(search: &mut Search<'_>, expected: Decimal) {
    for off in [5u32, 10, 15, 20, 25, 30] {
        let left = Fraction { times: Decimal::from(100 - off), by: Decimal::ONE_HUNDRED };
        if left.apply(expected).is_some_and(|value| search.fits(value)) {
            let off = percent(Decimal::from(off), search.language);
            let base = search.show(expected);
            search.formula(
                &format!("{base} − {off}"),
                &format!("remise de {off} non indiquée"),
                &format!("an undocumented discount of {off}"),
            );
        }
    }
}

/// The figure of another currency under this one.
fn currencies(view: &View<'_>, search: &mut Search<'_>, listed: &Listed) {
    let language = search.language;
    if search.currency != listed.currency {
        if search.price.amount == listed.amount {
            let own = amount(listed.amount, listed.currency, language);
            let name = listed.currency.name(language).to_owned();
            search.plain(&own, &format!("montant en {name}"), &format!("the amount in {name}"));
        }
        return;
    }
    for exchange in &view.catalog.exchange {
        let other = if exchange.from == listed.currency { exchange.to } else { exchange.from };
        let Some(rate) = view.rate(listed.currency, other).filter(|rate| *rate != Fraction::ONE) else {
            continue;
        };
        let Some(value) = rate.apply(listed.amount).map(|value| round(value, other.minor_units())) else {
            continue;
        };
        if value == search.price.amount {
            let own = amount(value, other, language);
            let name = other.name(language).to_owned();
            search.plain(&own, &format!("montant en {name}"), &format!("the amount in {name}"));
        }
    }
}
