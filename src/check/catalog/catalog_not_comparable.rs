use super::compare::Gap;
use super::facts::price_facts;
use super::show::both;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};
use crate::language::Language;

declare_rule! {
    /// A price could not be held to the catalog's. Something is not known:
    /// whether tax is in it, the VAT rate, how often it is due, the exact
    /// amount; or the catalog has no price on the document's day. A price that
    /// would be wrong whatever is not known is reported as wrong.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: RUN, name: RUN Standard, unit: mois, prices: [{amount: 900}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Offre | Tarif TTC/mois |
    /// | --- | --- |
    /// | RUN Standard | 1 080 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// tva: 20
    /// ---
    ///
    /// | Offre | Tarif TTC/mois |
    /// | --- | --- |
    /// | RUN Standard | 1 080 € |
    /// ```
    pub(super) CATALOG_NOT_COMPARABLE = "catalog-not-comparable", Info
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let title = one.item.title(language);
        let finding = match &one.verdict {
            // An unknown exchange rate has its own rule.
            Verdict::Unknown(gap, expected) if *gap != Gap::Exchange => {
                let (printed, wanted) = both(&one.offer.price, expected, language);
                let why = reason(*gap, language);
                let message = language.pick(
                    format!("{title} : {why} ; non vérifié ({printed}, catalogue {wanted})"),
                    format!("{title}: {why}; not checked ({printed}, catalog {wanted})"),
                );
                let facts = price_facts(one.item, &one.offer.price, expected);
                Diagnostic::new(&CATALOG_NOT_COMPARABLE, message).facts(facts)
            }
            Verdict::NoPriceThen => {
                let then = view.date.map_or_else(String::new, |date| super::show::day(date, language));
                let message = language.pick(
                    format!("{title} : pas de prix au catalogue le {then} ; non vérifié"),
                    format!("{title}: no price in the catalog on {then}; not checked"),
                );
                let item = Some(one.item.reference.value.clone());
                Diagnostic::new(&CATALOG_NOT_COMPARABLE, message).facts(Facts { item, ..Facts::default() })
            }
            _ => continue,
        };
        findings.push(
            finding
                .at(one.offer.span)
                .related(one.source, language.pick("prix du catalogue", "the catalog's price")),
        );
    }
}

fn reason(gap: Gap, language: Language) -> &'static str {
    match gap {
        Gap::Basis => language.pick("ni HT ni TTC", "neither excl. nor incl. VAT"),
        Gap::Rate => language.pick("taux de TVA inconnu", "VAT rate not known"),
        Gap::Period => language.pick("période inconnue", "period not known"),
        Gap::Amount => language.pick("montant approché", "approximate amount"),
        Gap::Exchange => language.pick("cours inconnu", "exchange rate not known"),
    }
}
