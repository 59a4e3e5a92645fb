use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::settings::legal::Mention;

declare_rule! {
    /// A French quote without the issuer's VAT number.
    ///
    /// It is compulsory on invoices and customary on quotes, and a client in
    /// another country of the Union needs it (CGI ann. II, 242 nonies A). Not
    /// asked where no VAT applies.
    ///
    /// With this brand:
    ///
    /// ```yaml
    /// company: {name: Exemple}
    /// legal: {legal_form: SAS, capital: 1 000 €, address: 1 rue A, siren: 000 000 000, rcs_city: Paris}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// ---
    ///
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    ///
    /// TVA intracommunautaire : FR00 000 000 000
    /// ```
    pub(super) VAT_ID_MISSING = "vat-id-missing", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(brand) = document.context.brand else { return };
    let wanted = document.required().into_iter().chain(document.recommended());
    let exempt = document.context.pricing.exemption.is_some() || document.says(Mention::VatExemption);
    let asked =
        document.is_quote() && !exempt && wanted.into_iter().any(|own| own == Mention::IssuerVatNumber);
    if !asked || document.says(Mention::IssuerVatNumber) {
        return;
    }
    let language = document.language;
    let message = language.pick("mention absente : numéro de TVA", "missing mention: VAT number");
    let place = brand.legal.span.unwrap_or_else(|| document.place());
    let help = language.pick(
        "ajoutez `vat_number: …` à `legal:` dans le fichier de marque : le modèle l'imprime",
        "add `vat_number: …` to `legal:` in the brand file: the template prints it",
    );
    findings.push(Diagnostic::new(&VAT_ID_MISSING, message).at(place).help(help));
}
