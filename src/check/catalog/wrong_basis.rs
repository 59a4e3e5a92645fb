use super::facts::price_facts;
use super::show::{amount, basis, quoted, wanted_amount};
use super::verdict::{Judged, Verdict};
use super::view::View;
use crate::check::basis::TAX_BASIS_MISMATCH;
use crate::diagnostics::Diagnostic;
use crate::proposal::price::TaxBasis;

/// The catalog's price in a column of the other tax basis: a price without tax
/// where prices include it, or the other way round.
pub(super) fn check(view: &View<'_>, judged: &[Judged<'_, '_>], findings: &mut Vec<Diagnostic>) {
    let language = view.language;
    for one in judged {
        let Verdict::WrongBasis(expected) = &one.verdict else { continue };
        let price = &one.offer.price;
        let printed = amount(price.amount, expected.currency, language);
        let name = quoted(one.item.title(language), language);
        let own = match expected.basis {
            TaxBasis::Gross => TaxBasis::Net,
            TaxBasis::Net | TaxBasis::Exempt => TaxBasis::Gross,
        };
        let (own, column) = (basis(own, language), basis(expected.basis, language));
        let wanted = wanted_amount(expected, language);
        let message = language.pick(
            format!("{printed} est le prix {own} de {name} ; ici les prix sont {column} ({wanted})"),
            format!("{printed} is the {own} price of {name}; prices here are {column} ({wanted})"),
        );
        findings.push(
            Diagnostic::new(&TAX_BASIS_MISMATCH, message)
                .at(one.offer.span)
                .help(language.pick(format!("écrivez {wanted}"), format!("write {wanted}")))
                .related(one.source, language.pick("prix du catalogue", "the catalog's price"))
                .facts(price_facts(one.item, price, expected)),
        );
    }
}
