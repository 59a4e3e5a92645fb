use super::facts::Document;
use super::mentions::{is_identifier, list};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Severity};
use crate::language::Language;
use crate::proposal::DocumentKind;
use crate::settings::legal::Mention;

declare_rule! {
    /// A quote or price list that does not identify the company it comes from.
    ///
    /// In France, SIREN and RCS with its city stand on every quote, price list
    /// and letter of a registered company (C. com. R. 123-237); in Senegal it is
    /// NINEA and RCCM, in Togo NIF and RCCM. They are the same for all documents:
    /// write them into the brand's `legal` section once, and the template prints
    /// them. `profile` there says what is asked for (`fr-company`, `fr-ei`,
    /// `fr-ei-franchise`, `sn-company`, `tg-company` or `none`); without one,
    /// the identifiers tell.
    ///
    /// With this brand:
    ///
    /// ```yaml
    /// legal: {profile: fr-company, legal_form: SAS, capital: 1 000 €, address: 1 rue A, vat_number: FR12000000000}
    /// ```
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    ///
    /// Exemple SAS, SIREN 000 000 000, RCS Paris
    /// ```
    pub(super) ISSUER_ID_MISSING = "issuer-id-missing", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    if document.kind == DocumentKind::Other {
        return;
    }
    let Some(brand) = document.context.brand else {
        unknown(document, Severity::Info, findings);
        return;
    };
    if document.profile.is_none() && brand.legal.require.is_none() {
        let weight = if document.is_quote() { Severity::Warning } else { Severity::Info };
        unknown(document, weight, findings);
        return;
    }
    let required = document.required().into_iter().filter(|mention| is_identifier(*mention));
    let missing: Vec<Mention> = required.filter(|mention| !document.says(*mention)).collect();
    if missing.is_empty() {
        return;
    }
    let language = document.language;
    let names = list(&missing, language);
    let message = match missing.len() {
        1 => language.pick(format!("mention absente : {names}"), format!("missing mention: {names}")),
        _ => language.pick(format!("mentions absentes : {names}"), format!("missing mentions: {names}")),
    };
    let place = brand.legal.span.unwrap_or_else(|| document.place());
    findings
        .push(Diagnostic::new(&ISSUER_ID_MISSING, message).at(place).help(document.where_to_say(&missing)));
}

/// Nothing is known about the issuer: that is said once, whatever is missing.
fn unknown(document: &Document<'_>, weight: Severity, findings: &mut Vec<Diagnostic>) {
    let brand = document.context.brand;
    // Without a brand there is only the note, and no country but its language.
    let silent = brand.is_none() && !(document.is_quote() && document.language == Language::French);
    let known = [
        Mention::IssuerSiren,
        Mention::IssuerNinea,
        Mention::IssuerNif,
        Mention::IssuerRccm,
        Mention::IssuerVatNumber,
    ];
    if silent || known.into_iter().any(|mention| document.says(mention)) {
        return;
    }
    let language = document.language;
    let message = language.pick(
        "mentions de l'émetteur absentes : forme juridique, capital, adresse, SIREN et RCS (ou NINEA, NIF, RCCM), numéro de TVA",
        "missing mentions of the issuer: legal form, capital, address, SIREN and RCS (or NINEA, NIF, RCCM), VAT number",
    );
    let help = language.pick(
        "remplissez `legal:` dans le fichier de marque (d'ordinaire `assets/brand.yaml`), le modèle l'imprime ; `profile: none` si rien n'est exigé",
        "fill in `legal:` in the brand file (usually `assets/brand.yaml`) and the template prints it; `profile: none` if nothing is asked for",
    );
    let place = brand.and_then(|brand| brand.legal.span).unwrap_or_else(|| document.place());
    findings.push(Diagnostic::new(&ISSUER_ID_MISSING, message).at(place).help(help).severity(weight));
}

impl Document<'_> {
    /// What to do about mentions of the issuer that are missing.
    pub(super) fn where_to_say(&self, missing: &[Mention]) -> String {
        let known = missing.iter().all(|mention| self.knows(*mention));
        let both = if known {
            (
                "le fichier de marque les connaît, mais le modèle ne les imprime pas : écrivez-les dans le texte",
                "the brand file knows them, but the template does not print them: write them in the text",
            )
        } else {
            (
                "remplissez `legal:` dans le fichier de marque : le modèle l'imprime",
                "fill in `legal:` in the brand file: the template prints it",
            )
        };
        self.language.pick(both.0, both.1).to_owned()
    }
}
