use super::compare::{Listed, Outcome, compare, machine};
use super::show::amount;
use super::verdict::Judged;
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::money::Decimal;
use crate::proposal::price::{Period, Price};

declare_rule! {
    /// A pack is shown with a price that its parts do not add up to. `au lieu
    /// de 5 400 €` stands beside parts that cost 5 200 € one by one; the saving
    /// shown to the client is then wrong as well.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    ///   - {ref: TRN, name: Formation, unit: jour, prices: [{amount: 640}]}
    /// bundles:
    ///   - {ref: DUO, name: Pack Duo, price: 1200, parts: [{ref: AUD}, {ref: TRN}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Le Pack Duo : 1 200 € HT (au lieu de 1 430 €).
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Le Pack Duo : 1 200 € HT (au lieu de 1 330 €).
    /// ```
    pub(super) BUNDLE_LIST_PRICE_MISMATCH = "bundle-list-price-mismatch", Error
}

pub(super) fn check(view: &View<'_>, _: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for sale in &view.sales {
        let Some(bundle) = sale.item().filter(|item| item.is_bundle()) else { continue };
        let Some(worth) = view.catalog.worth(bundle, view.date).filter(|worth| !worth.floor) else {
            continue;
        };
        for offer in &sale.offers {
            let Some((list, span)) = &offer.list else { continue };
            let parts = Listed {
                amount: worth.total,
                currency: bundle.currency,
                basis: bundle.basis,
                period: Period::Once,
            };
            // The struck price is on the basis of the price beside it.
            let basis = list.basis.or(offer.price.basis);
            let shown = Price { basis, period: Some(Period::Once), ..list.clone() };
            let Some((Outcome::Differs, expected)) = compare(&shown, &parts, &sale.terms, language) else {
                continue;
            };
            let show = |value| amount(value, expected.currency, language);
            let (instead, title) = (show(list.amount), bundle.title(language));
            let message = language.pick(
                format!(
                    "« au lieu de {instead} » : les éléments de {title} valent {}",
                    show(expected.amount)
                ),
                format!("`instead of {instead}`: the parts of {title} are worth {}", show(expected.amount)),
            );
            let saving = expected.amount.saturating_sub(offer.price.amount);
            let price = show(offer.price.amount);
            let help = if saving > Decimal::ZERO {
                let (saving, old) = (show(saving), show(list.amount.saturating_sub(offer.price.amount)));
                language.pick(
                    format!("l’économie est alors de {saving}, et non {old}"),
                    format!("the saving is then {saving}, not {old}"),
                )
            } else {
                language.pick(
                    format!("à {price}, le pack ne fait rien économiser"),
                    format!("at {price}, the pack saves nothing"),
                )
            };
            let sum: Vec<String> = worth.parts.iter().map(|part| machine(*part)).collect();
            findings.push(
                Diagnostic::new(&BUNDLE_LIST_PRICE_MISMATCH, message)
                    .at(*span)
                    .help(help)
                    .related(bundle.span, language.pick("éléments du pack", "the parts of the pack"))
                    .facts(Facts {
                        found: Some(machine(list.amount)),
                        expected: Some(machine(expected.amount)),
                        currency: Some(expected.currency.code().to_owned()),
                        item: Some(bundle.reference.value.clone()),
                        relation: Some(format!("{} = {}", sum.join(" + "), machine(worth.total))),
                    }),
            );
        }
    }
}
