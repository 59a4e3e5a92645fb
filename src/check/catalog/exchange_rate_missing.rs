use super::compare::{Fraction, Gap, Terms};
use super::facts::price_facts;
use super::show::{amount, number};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::catalog::fixed_rate;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A price stands in a currency that the catalog does not use, without a
    /// rate. Give it as `taux_change:` in the frontmatter, or as `exchange` in
    /// the catalog.
    ///
    /// With this catalog:
    ///
    /// ```yaml
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 1000}]}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 655 957 FCFA |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// taux_change: {de: EUR, vers: XOF, taux: 655.957}
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | --- |
    /// | Audit | 655 957 FCFA |
    /// ```
    pub(super) EXCHANGE_RATE_MISSING = "exchange-rate-missing", Warning
}

pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::Unknown(Gap::Exchange, expected) = &one.verdict else { continue };
        let price = &one.offer.price;
        let Some(currency) = price.currency else { continue };
        let title = one.item.title(language);
        let printed = amount(price.amount, currency, language);
        let own = amount(expected.amount, expected.currency, language);
        // The parity is known to all; that the document uses it has to be said.
        let parity = fixed_rate(expected.currency, currency);
        let at_parity = parity.and_then(|(times, by)| {
            let rate = Fraction { times, by };
            let terms = Terms { rate: Some(rate), ..one.sale.terms.clone() };
            super::verdict::again(view, one, &terms)
        });
        let mut facts = price_facts(one.item, price, expected);
        let (french, english) = match at_parity {
            Some((fits, wanted)) => {
                facts.expected = Some(super::compare::machine(wanted.amount));
                facts.currency = Some(wanted.currency.code().to_owned());
                facts.relation = Some(wanted.relation);
                let at = amount(wanted.amount, wanted.currency, language);
                if fits {
                    (
                        format!("{title} : {printed} sans cours ; juste à la parité fixe"),
                        format!("{title}: {printed} without a rate; right at the fixed parity"),
                    )
                } else {
                    (
                        format!("{title} : {printed} sans cours ; {at} à la parité fixe ({own})"),
                        format!("{title}: {printed} without a rate; {at} at the fixed parity ({own})"),
                    )
                }
            }
            None => (
                format!("{title} : {printed} sans cours ; non vérifié (catalogue {own})"),
                format!("{title}: {printed} without a rate; not checked (catalog {own})"),
            ),
        };
        let rate = parity.map_or_else(String::new, |(times, by)| {
            let value = if by == crate::money::Decimal::ONE { times } else { by };
            format!(" {}", number(value, language))
        });
        let help = language.pick(
            format!("donnez le cours{rate} dans l’en-tête du document (`taux_change`) ou dans le catalogue (`exchange`)"),
            format!("give the rate{rate} in the frontmatter (`exchange_rate`) or in the catalog (`exchange`)"),
        );
        findings.push(
            Diagnostic::new(&EXCHANGE_RATE_MISSING, language.pick(french, english))
                .at(one.offer.span)
                .help(help)
                .facts(facts),
        );
    }
}
