use super::compare::{gross_factor, is_same, machine};
use super::percent::{Base, base, options};
use super::sale::Sale;
use super::show::{amount, percent};
use super::verdict::Judged;
use super::view::View;
use crate::catalog::Item;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::{Decimal, round};
use crate::proposal::price::Price;
use crate::proposal::pricing::{PriceRole, Reading};

declare_rule! {
    /// The price of an option that is a percentage of another item is not that
    /// percentage of the price beside it, or the percentage is not the catalog's.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, family: audit, name: Audit, unit: forfait, prices: [{amount: 800}]}
    ///   - {ref: PRO, family: audit, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
    ///   - {ref: OPT, family: option, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 800 € |
    /// | Second site | 350 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 800 € |
    /// | Second site | 400 € |
    /// ```
    pub(super) PERCENT_OPTION_MISMATCH = "percent-option-mismatch", Error
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for (sale, item, share) in options(view) {
        for cell in sale.cells() {
            if let Reading::Percent { value, .. } = &cell.reading
                && value.abs() != share.percent.value
            {
                let (found, wanted) =
                    (percent(value.abs(), language), percent(share.percent.value, language));
                let title = item.title(language);
                let message = language.pick(
                    format!("{title} : +{found}, catalogue +{wanted}"),
                    format!("{title}: +{found}, catalog +{wanted}"),
                );
                findings.push(
                    Diagnostic::new(&PERCENT_OPTION_MISMATCH, message)
                        .at(cell.span)
                        .related(share.percent.span, language.pick("taux du catalogue", "the catalog's rate"))
                        .facts(Facts {
                            found: Some(machine(value.abs())),
                            expected: Some(machine(share.percent.value)),
                            item: Some(item.reference.value.clone()),
                            ..Facts::default()
                        }),
                );
            }
        }
        let Base::One(base_item, base_price) = base(view, sale, share) else { continue };
        let whole = line_amounts(view, sale, base_item);
        for offer in &sale.offers {
            // Of two days, where the line sells two.
            let of_line = whole.iter().any(|amount| {
                let price = Price { amount: *amount, ..base_price.clone() };
                amount_finding(view, item, share.percent.value, &offer.price, base_item, &price).is_none()
            });
            if of_line {
                continue;
            }
            if let Some(finding) =
                amount_finding(view, item, share.percent.value, &offer.price, base_item, &base_price)
            {
                findings.push(finding.at(offer.span));
                break;
            }
        }
    }
}

/// What the lines of the base cost in the option's table, with their quantity.
fn line_amounts(view: &View<'_>, option: &Sale<'_>, base: &Item) -> Vec<Decimal> {
    let table = option.line.as_ref().map(|line| line.table);
    let sales =
        view.sales.iter().filter(|sale| sale.item().is_some_and(|own| own.reference == base.reference));
    let lines = sales.filter_map(|sale| sale.line.as_ref()).filter(|line| Some(line.table) == table);
    let amounts = lines.filter_map(|line| line.price_of(PriceRole::Amount)?.price());
    amounts.map(|price| price.amount).collect()
}

fn amount_finding(
    view: &View<'_>,
    item: &Item,
    share: Decimal,
    price: &Price,
    base_item: &Item,
    base: &Price,
) -> Option<Diagnostic> {
    let language = view.language;
    // Two columns of different bases or periods are not one percentage.
    if price.basis != base.basis || price.period != base.period || price.currency != base.currency {
        return None;
    }
    let currency = price.currency.unwrap_or(item.currency);
    let of = |amount: Decimal| Some(amount.checked_mul(share)? / Decimal::ONE_HUNDRED);
    let exact = of(base.amount)?;
    let wanted = round(exact, currency.minor_units());
    let with_base = base.amount.checked_add(exact)?;
    if is_same(price, exact, currency, true) || is_same(price, with_base, currency, true) {
        return None;
    }
    let show = |value| amount(value, currency, language);
    let (rate, whole, wanted_text, found) =
        (percent(share, language), show(base.amount), show(wanted), show(price.amount));
    let other =
        view.sales.iter().filter(|sale| sale.item().is_some_and(|own| own.reference != base_item.reference));
    let other =
        other.flat_map(|sale| sale.offers.iter().map(move |offer| (sale, offer))).find(|(_, offer)| {
            offer.price.basis == price.basis
                && of(offer.price.amount).is_some_and(|own| is_same(price, own, currency, true))
        });
    let tax = [20u32, 18].into_iter().find(|vat| {
        let factor = gross_factor(Decimal::from(*vat));
        factor.apply(exact).is_some_and(|own| is_same(price, own, currency, true))
    });
    let why = match (other, tax) {
        (Some((sale, offer)), _) => {
            let (label, base) = (&sale.label, show(offer.price.amount));
            language.pick(format!(" ({rate} de {base}, {label} ?)"), format!(" ({rate} of {base}, {label}?)"))
        }
        (None, Some(_)) => language.pick(" (TVA ajoutée ?)", " (VAT added?)").to_owned(),
        (None, None) => String::new(),
    };
    let message = language.pick(
        format!("+{rate} de {whole} = {wanted_text}, et non {found}{why}"),
        format!("+{rate} of {whole} = {wanted_text}, not {found}{why}"),
    );
    let base_name = base_item.title(language);
    Some(
        Diagnostic::new(&PERCENT_OPTION_MISMATCH, message)
            .help(language.pick(
                format!("{} : {rate} de {base_name}, options non comprises", item.title(language)),
                format!("{}: {rate} of {base_name}, options excluded", item.title(language)),
            ))
            .facts(Facts {
                found: Some(machine(price.amount)),
                expected: Some(machine(wanted)),
                currency: Some(currency.code().to_owned()),
                item: Some(item.reference.value.clone()),
                relation: Some(format!(
                    "{} * {} / 100 = {}",
                    machine(base.amount),
                    machine(share),
                    machine(wanted)
                )),
            }),
    )
}
