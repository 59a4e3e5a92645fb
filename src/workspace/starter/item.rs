use chrono::NaiveDate;

use crate::catalog::{Catalog, Charge, Item};
use crate::language::Language;
use crate::money::{Currency, Decimal};
use crate::proposal::price::{Period, TaxBasis};
use crate::workspace::Failure;
use crate::yaml::nearest;

/// An item that a new proposal sells, with the price of its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StarterItem {
    /// Its reference.
    pub reference: String,
    /// Its name in the proposal's language.
    pub name: String,
    /// The word for its unit.
    pub unit: Option<String>,
    /// How what is paid for it counts: once where so many months of it are
    /// sold, each month where they are not counted.
    pub period: Period,
    /// The price of one; none where it is made for each client.
    pub amount: Option<Decimal>,
    /// The currency.
    pub currency: Currency,
    /// Whether tax is in the price.
    pub basis: TaxBasis,
    /// The rate of value added tax in percent, where it is known.
    pub vat_percent: Option<Decimal>,
}

/// What decides which price of an item holds.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The proposal's date.
    pub date: NaiveDate,
    /// The proposal's language.
    pub language: Language,
    /// The country whose tax holds: ISO 3166-1 alpha-2.
    pub country: Option<&'a str>,
}

/// An item that is asked for: `AUD-FLASH`, `AUD-FLASH=2`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The reference.
    pub reference: String,
    /// How many; one, or the least quantity that is sold, where it is not said.
    /// What is sold by the month is then paid each month, without a last one.
    pub quantity: Option<Decimal>,
}

impl std::str::FromStr for Wanted {
    type Err = Failure;

    fn from_str(text: &str) -> Result<Self, Failure> {
        let (reference, quantity) = match text.split_once('=') {
            None => (text, None),
            Some((reference, quantity)) => {
                // `2,5` and `2.5` are the same quantity; thousands need no mark.
                let number = quantity.trim().replace(',', ".");
                let plain = number.starts_with(|c: char| c.is_ascii_digit())
                    && number.chars().all(|c| c.is_ascii_digit() || c == '.');
                let number = plain.then(|| number.parse::<Decimal>().ok()).flatten();
                let number =
                    number.filter(|number| *number > Decimal::ZERO && *number < Decimal::from(1_000_000));
                let wrong = || {
                    Failure::new(format!("`{quantity}` is no quantity"))
                        .help("say the reference and how many: `AUD-FLASH=2`")
                };
                (reference, Some(number.ok_or_else(wrong)?))
            }
        };
        match reference.trim() {
            "" => Err(Failure::new(format!("`{text}` names no item"))),
            reference => Ok(Self { reference: reference.to_owned(), quantity }),
        }
    }
}

/// Looks an item up in the catalog.
///
/// # Errors
///
/// Where there is no such item, where it is not sold on the day, or where its
/// price depends on something that only the author knows.
pub fn look_up(
    catalog: &Catalog,
    wanted: &Wanted,
    terms: &Terms<'_>,
) -> Result<(StarterItem, Decimal), Failure> {
    let reference = &wanted.reference;
    let Some(item) = catalog.item(reference) else {
        let known: Vec<_> = catalog.items.iter().map(|item| item.reference.value.as_str()).collect();
        let failure = Failure::new(format!("there is no item `{reference}` in the catalog"));
        return Err(match nearest(reference, &known) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`propose catalog list` shows what there is"),
        });
    };
    if item.is_retired_on(Some(terms.date)) {
        return Err(Failure::new(format!("`{reference}` is not sold any more on {}", terms.date)));
    }
    let least = item.min_quantity.as_ref().map(|least| least.value);
    let quantity = wanted.quantity.or(least).unwrap_or(Decimal::ONE);
    if let Some(least) = least.filter(|least| quantity < *least) {
        return Err(Failure::new(format!(
            "`{reference}` is sold from a quantity of {least} on, not {quantity}"
        )));
    }
    let counted = wanted.quantity.is_some() || least.is_some();
    if let Some(term) = item.min_term_months.as_ref().map(|term| term.value).filter(|_| counted)
        && months(item.period, quantity).is_some_and(|months| months < term)
    {
        return Err(Failure::new(format!("`{reference}` is sold for at least {term} months")));
    }
    let rate = item.vat_rate.as_ref().map(|rate| rate.value);
    let mut found = StarterItem {
        reference: item.reference.value.clone(),
        name: item.name.in_language(terms.language).to_owned(),
        unit: item.unit.as_ref().map(|unit| unit.value.clone()),
        period: if counted { Period::Once } else { item.period },
        amount: None,
        currency: item.currency,
        basis: item.basis,
        vat_percent: rate.or_else(|| usual_rate(catalog, terms.country)),
    };
    price(item, terms, &mut found)?;
    Ok((found, quantity))
}

/// How many months so many periods are.
fn months(period: Period, count: Decimal) -> Option<Decimal> {
    let each = match period {
        Period::Month => 1,
        Period::Quarter => 3,
        Period::Year => 12,
        Period::Once | Period::Hour | Period::Day => return None,
    };
    count.checked_mul(Decimal::from(each))
}

/// Fills in the price of the day.
fn price(item: &Item, terms: &Terms<'_>, found: &mut StarterItem) -> Result<(), Failure> {
    let reference = &item.reference.value;
    match &item.charge {
        Charge::Listed(_) => {
            let Some(price) = item.price_on(Some(terms.date)) else {
                return Err(Failure::new(format!("`{reference}` has no price on {}", terms.date))
                    .help("add one to the catalog, or give the proposal another date with `--date`"));
            };
            found.amount = Some(price.amount.value);
            found.currency = price.currency;
            found.basis = price.basis;
            found.vat_percent = price.vat_rate.or(found.vat_percent);
            Ok(())
        }
        Charge::OnQuote(_) => Ok(()),
        Charge::Tiered(tiers) => Err(Failure::new(format!(
            "the price of `{reference}` depends on the number of {}",
            tiers.by.value
        ))
        .help("write this line of the table by hand")),
        Charge::Percent(_) => {
            Err(Failure::new(format!("the price of `{reference}` is a part of another item's"))
                .help("write this line of the table by hand"))
        }
        Charge::From(least) => Err(Failure::new(format!(
            "the catalog only says that `{reference}` costs at least {}",
            least.value
        ))
        .help("write this line of the table by hand")),
        Charge::Unknown => Err(Failure::new(format!("the catalog names no price for `{reference}`"))
            .help("`propose catalog check` says what is wrong")),
    }
}

/// The rate of the country; without a country, the one rate that the catalog
/// knows.
fn usual_rate(catalog: &Catalog, country: Option<&str>) -> Option<Decimal> {
    match (country, catalog.vat_rates.as_slice()) {
        (Some(country), _) => catalog.vat_rate(country),
        (None, [only]) => Some(only.percent.value),
        (None, _) => None,
    }
}

/// Items that a first proposal can show: sold on the day at a price of their
/// own, in the catalog's order. Those that are paid once, or, where there are
/// none, those that are paid again and again. A price with tax needs its rate,
/// or the proposal could not say what the tax is.
pub(super) fn presentable(catalog: &Catalog, terms: &Terms<'_>, most: usize) -> Vec<(StarterItem, Decimal)> {
    let items = |recurring| {
        let items = catalog.items.iter().filter(move |item| !item.is_bundle());
        let items = items.filter(move |item| item.is_recurring() == recurring);
        let wanted = |item: &Item| Wanted { reference: item.reference.value.clone(), quantity: None };
        let found = items.filter_map(move |item| look_up(catalog, &wanted(item), terms).ok());
        let complete = |(item, _): &(StarterItem, Decimal)| {
            item.amount.is_some() && (item.basis != TaxBasis::Gross || item.vat_percent.is_some())
        };
        fitting(found.filter(complete), most)
    };
    let once = items(false);
    if once.is_empty() { items(true) } else { once }
}

/// The first items that have a sum with the very first.
fn fitting(items: impl Iterator<Item = (StarterItem, Decimal)>, most: usize) -> Vec<(StarterItem, Decimal)> {
    let mut found: Vec<(StarterItem, Decimal)> = Vec::new();
    for (item, quantity) in items {
        let same = |(first, _): &(StarterItem, Decimal)| {
            (first.currency, first.basis, first.period.is_recurring())
                == (item.currency, item.basis, item.period.is_recurring())
        };
        if found.len() < most && found.first().is_none_or(same) {
            found.push((item, quantity));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn catalog(items: &str) -> Catalog {
        let text = format!(
            "schema: 1\ncurrency: EUR\nbasis: net\nvat_rates: {{FR: 20, SN: 18}}\nunits: {{forfait: one-off, heure: hour, mois: {{recurring: month}}}}\nitems:\n{items}"
        );
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("catalog.yaml", text));
        let loaded = crate::catalog::read(&sources, &[file], Language::English);
        assert!(loaded.findings.is_empty(), "{:?}", loaded.findings);
        loaded.catalog
    }

    fn ask(items: &str, wanted: &str) -> Result<(StarterItem, Decimal), Failure> {
        let terms =
            Terms { date: "2026-03-14".parse().unwrap(), language: Language::French, country: Some("SN") };
        look_up(&catalog(items), &wanted.parse()?, &terms)
    }

    const AUDIT: &str = "  - {ref: AUD, name: {en: Audit, fr: Audit flash}, unit: forfait, prices: [{amount: 690, until: 2025-12-31}, {amount: 720.50, from: 2026-01-01}]}\n";

    #[test]
    fn the_price_of_the_day_is_taken() {
        let (item, quantity) = ask(AUDIT, "aud=2,5").unwrap();
        assert_eq!(item.reference, "AUD");
        assert_eq!(item.name, "Audit flash");
        assert_eq!(item.amount.unwrap().to_string(), "720.50");
        assert_eq!(item.vat_percent, Some(Decimal::from(18)));
        assert_eq!(quantity.to_string(), "2.5");
    }

    #[test]
    fn what_cannot_be_priced_is_said() {
        let hour = "  - {ref: HR, name: Heure, unit: heure, min_qty: 2, prices: [{amount: 110}]}\n";
        let old = "  - {ref: OLD, name: Vieux, unit: forfait, retired: 2025-01-01, prices: [{amount: 1}]}\n";
        let floor = "  - {ref: PRO, name: Pro, unit: forfait, price_from: 4000}\n";
        let cases = [
            (AUDIT, "AUT", "there is no item `AUT`"),
            (hour, "HR=1", "from a quantity of 2 on, not 1"),
            (old, "OLD", "not sold any more"),
            (floor, "PRO", "at least 4000"),
            (AUDIT, "AUD=x", "`x` is no quantity"),
            (AUDIT, "AUD=0", "`0` is no quantity"),
            (AUDIT, "AUD=-1", "`-1` is no quantity"),
            (AUDIT, "=2", "names no item"),
        ];
        for (items, wanted, message) in cases {
            let failure = ask(items, wanted).unwrap_err();
            assert!(failure.message.contains(message), "{wanted}: {}", failure.message);
        }
        assert_eq!(ask(hour, "HR").unwrap().1, Decimal::from(2));
    }

    #[test]
    fn so_many_months_are_paid_as_a_whole() {
        let care = "  - {ref: SUP, name: Suivi, unit: mois, min_term_months: 12, prices: [{amount: 45}]}\n";
        assert_eq!(ask(care, "SUP").unwrap().0.period, Period::Month);
        assert_eq!(ask(care, "SUP=12").unwrap().0.period, Period::Once);
        assert!(ask(care, "SUP=6").unwrap_err().message.contains("at least 12 months"));
    }

    #[test]
    fn an_item_on_quote_has_no_amount() {
        let (item, _) = ask("  - {ref: XL, name: XL, unit: forfait, on_quote: true}\n", "XL").unwrap();
        assert_eq!(item.amount, None);
    }
}
