use super::facts::price_facts;
use super::show::{both, remedy};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A price is not that of the catalog, and the document does not say why. A
    /// lower one costs money, a higher one costs the client's trust: both are
    /// errors, and so is a cent.
    ///
    /// Prices are compared after both are brought to the same currency, tax basis
    /// and period. The usual slips are tried, and those that explain the figure are
    /// named. To keep a price on purpose, show the discount on the line (a struck
    /// price, a discount column), or write
    /// `%% propose: allow catalog-price-mismatch — reason %%` in the row.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 690}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 960 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 690 € |
    /// ```
    pub(super) CATALOG_PRICE_MISMATCH = "catalog-price-mismatch", Error
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let (expected, why, price, span) = match (&one.verdict, &one.offer.list) {
            (Verdict::Differs(expected, why), _) => (expected, why, &one.offer.price, one.offer.span),
            (Verdict::ListDiffers(expected, why), Some((list, span))) => (expected, why, list, *span),
            _ => continue,
        };
        let (printed, wanted) = both(price, expected, language);
        let title = one.item.title(language);
        let short: Vec<&str> = why.iter().map(|slip| slip.short.as_str()).collect();
        let hint = if short.is_empty() {
            String::new()
        } else {
            let or = language.pick(" ou ", " or ");
            format!(" ({}{})", short.join(or), language.pick(" ?", "?"))
        };
        let message = language.pick(
            format!("{title} : {printed}, catalogue {wanted}{hint}"),
            format!("{title}: {printed}, catalog {wanted}{hint}"),
        );
        let mut help: Vec<String> = why.iter().map(|slip| slip.long.clone()).collect();
        help.push(remedy(price, expected, language));
        findings.push(
            Diagnostic::new(&CATALOG_PRICE_MISMATCH, message)
                .at(span)
                .help(help.join(language.pick(" ; ", "; ")))
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(price_facts(one.item, price, expected)),
        );
    }
}
