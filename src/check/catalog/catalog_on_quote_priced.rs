use super::show::amount;
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Facts};

declare_rule! {
    /// The catalog has no price for an item, the document has one: it cannot be
    /// checked.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: XL, name: RUN Enterprise, unit: mois, on_quote: true}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | RUN Enterprise | 4 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | RUN Enterprise | Sur devis |
    /// ```
    pub(super) CATALOG_ON_QUOTE_PRICED = "catalog-on-quote-priced", Info
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        if one.verdict != Verdict::OnQuote {
            continue;
        }
        let title = one.item.title(language);
        let price = &one.offer.price;
        let currency = price.currency.unwrap_or(one.item.currency);
        let printed = amount(price.amount, currency, language);
        let message = language.pick(
            format!("{title} est « sur devis » ; prix ferme {printed} non vérifiable"),
            format!("{title} is on quote; the firm price {printed} cannot be checked"),
        );
        findings.push(Diagnostic::new(&CATALOG_ON_QUOTE_PRICED, message).at(one.offer.span).facts(Facts {
            found: Some(super::compare::machine(price.amount)),
            currency: Some(currency.code().to_owned()),
            item: Some(one.item.reference.value.clone()),
            ..Facts::default()
        }));
    }
}
