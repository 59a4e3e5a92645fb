use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::settings::legal::Mention;

declare_rule! {
    /// A quote that does not say whom it is for.
    ///
    /// An offer that becomes a contract when it is signed has to name the one
    /// who may sign it. A price list or brochure without client is none of its
    /// business: `type: brochure` says that it is one.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// # Devis 2025-014
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
    /// # Devis 2025-014
    ///
    /// | Prestation | Prix HT |
    /// | --- | ---: |
    /// | Audit | 900 € |
    /// ```
    pub(super) CLIENT_MISSING = "client-missing", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    if !document.is_quote() || document.says(Mention::ClientName) {
        return;
    }
    let language = document.language;
    let message = language.pick("mention absente : le client", "missing mention: the client");
    let help = language.pick(
        "ajoutez `client: …` aux propriétés, ou `type: brochure` si l'offre ne s'adresse à personne en particulier",
        "add `client: …` to the properties, or `type: brochure` if the offer is to nobody in particular",
    );
    findings.push(Diagnostic::new(&CLIENT_MISSING, message).at(document.place()).help(help));
}
