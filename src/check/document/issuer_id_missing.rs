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
    /// the identifiers tell, else the country. Of countries without a profile nothing
    /// is asked.
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
    let country = document.country();
    // Without a brand there is only the note, and where no country is named
    // nothing tells whose papers it is.
    let silent = brand.is_none()
        && !(document.is_quote() && (country.is_some() || document.language == Language::French));
    let known = [
        Mention::IssuerSiren,
        Mention::IssuerNinea,
        Mention::IssuerNif,
        Mention::IssuerRccm,
        Mention::IssuerVatNumber,
    ];
    if silent || known.into_iter().any(|mention| document.says(mention)) || document.names_register() {
        return;
    }
    // What other countries ask for is not known here.
    let Some((french, english)) = identifiers(country) else { return };
    let language = document.language;
    let message = language.pick(
        format!(
            "mentions de l'émetteur absentes : forme juridique, capital, adresse, {french}, numéro de TVA"
        ),
        format!("missing mentions of the issuer: legal form, capital, address, {english}, VAT number"),
    );
    let help = language.pick(
        "remplissez `legal:` dans le fichier de marque (d'ordinaire `assets/brand.yaml`), le modèle l'imprime ; `profile: none` si rien n'est exigé",
        "fill in `legal:` in the brand file (usually `assets/brand.yaml`) and the template prints it; `profile: none` if nothing is asked for",
    );
    let place = brand.and_then(|brand| brand.legal.span).unwrap_or_else(|| document.place());
    findings.push(Diagnostic::new(&ISSUER_ID_MISSING, message).at(place).help(help).severity(weight));
}

/// What identifies a company in its country, in French and in English; none
/// where that is not known here.
fn identifiers(country: Option<&str>) -> Option<(&'static str, &'static str)> {
    match country {
        None => Some(("numéro d'immatriculation", "registration number")),
        Some("FR") => Some(("SIREN et RCS", "SIREN and RCS")),
        Some("SN") => Some(("NINEA et RCCM", "NINEA and RCCM")),
        Some("TG") => Some(("NIF et RCCM", "NIF and RCCM")),
        Some(_) => None,
    }
}

impl Document<'_> {
    /// The country of the document or its project.
    fn country(&self) -> Option<&str> {
        self.context.proposal.metadata.country.as_ref().map(|field| field.value.as_str())
    }

    /// Whether it gives a number of a public register, of whatever country.
    fn names_register(&self) -> bool {
        const WORDS: &[&str] = &[
            "bce",
            "kbo",
            "ide",
            "uid",
            "ice",
            "neq",
            "ust idnr",
            "ustidnr",
            "hrb",
            "hra",
            "fn",
            "firmenbuch",
            "handelsregister",
            "company no",
            "company number",
            "registered in",
            "registre de commerce",
            "registre du commerce",
            "num entreprise",
            "numero d entreprise",
            "n d entreprise",
            "ncc",
            "ifu",
            "cif",
            "nif",
            "ein",
            "abn",
            "kvk",
            "matricule",
        ];
        let words: Vec<&str> =
            self.folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let text = format!(" {} ", words.join(" "));
        WORDS.iter().any(|word| text.contains(&format!(" {word} ")))
    }

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
