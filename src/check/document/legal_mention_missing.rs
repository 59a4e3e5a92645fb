use super::facts::Document;
use super::mentions::{has_own_rule, list};
use crate::declare_rule;
use crate::diagnostics::{Diagnostic, Severity};
use crate::proposal::DocumentKind;
use crate::settings::legal::Mention;

declare_rule! {
    /// Something that the law asks an issuer's papers to say, and that neither
    /// the document nor its template says: legal form, capital and registered
    /// office of a company, "EI" of a sole trader, the exemption from VAT.
    ///
    /// It is asked by the `profile` in the brand's `legal` section; `require` and
    /// `recommend` there replace its lists. What is only customary on quotes
    /// (payment terms, interest on late payment, the fixed sum of 40 €) is an
    /// information. Duties towards consumers are never asked for.
    ///
    /// With this brand:
    ///
    /// ```yaml
    /// company: {name: Camille Exemple}
    /// legal: {profile: fr-ei-franchise, siren: 000 000 000, address: 1 rue A}
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
    /// Camille Exemple, EI. TVA non applicable, art. 293 B du CGI
    /// ```
    pub(super) LEGAL_MENTION_MISSING = "legal-mention-missing", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let Some(brand) = document.context.brand.filter(|_| document.kind != DocumentKind::Other) else { return };
    let missing = |wanted: Vec<Mention>| -> Vec<Mention> {
        wanted.into_iter().filter(|own| !has_own_rule(*own) && !document.says(*own)).collect()
    };
    let language = document.language;
    let (of_issuer, of_document): (Vec<Mention>, Vec<Mention>) =
        missing(document.required()).into_iter().partition(|mention| mention.is_of_issuer());
    let in_text = language.pick("écrivez-le dans le document", "write it in the document");
    for (required, place, help) in [
        (of_issuer.as_slice(), brand.legal.span, document.where_to_say(&of_issuer)),
        // What concerns this sale stands in no brand file.
        (of_document.as_slice(), None, in_text.to_owned()),
    ] {
        if required.is_empty() {
            continue;
        }
        let names = list(required, language);
        let message = match required.len() {
            1 => language.pick(format!("mention absente : {names}"), format!("missing mention: {names}")),
            _ => language.pick(format!("mentions absentes : {names}"), format!("missing mentions: {names}")),
        };
        let place = place.unwrap_or_else(|| document.place());
        findings.push(Diagnostic::new(&LEGAL_MENTION_MISSING, message).at(place).help(help));
    }
    if document.is_quote() {
        let customary = missing(document.recommended());
        if !customary.is_empty() {
            let names = list(&customary, language);
            let message = language.pick(
                format!("d'usage sur un devis, et absent : {names}"),
                format!("customary on a quote, and missing: {names}"),
            );
            let help = language.pick(
                "ajoutez-le, ou renvoyez à vos conditions générales de vente",
                "add it, or refer to your general terms of sale",
            );
            let finding = Diagnostic::new(&LEGAL_MENTION_MISSING, message).at(document.place()).help(help);
            findings.push(finding.severity(Severity::Info));
        }
    }
}
