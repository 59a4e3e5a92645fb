use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::settings::legal::Mention;

declare_rule! {
    /// A quote without a place to sign.
    ///
    /// `Bon pour accord`, a date, a name with its capacity and a signature make
    /// the quote a contract, and prove it. A template that prints such a place
    /// says so in its `template.yaml`; `acceptance: false` in a note leaves it out.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// client: YAS
    /// acceptance: false
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
    /// ## Bon pour accord
    ///
    /// Nom et qualité, date, signature :
    /// ```
    pub(super) SIGNATURE_BLOCK_MISSING = "signature-block-missing", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    if !document.is_quote() || document.says(Mention::SignatureBlock) {
        return;
    }
    let language = document.language;
    let message = language.pick("aucune place pour signer", "no place to sign");
    let help = language.pick(
        "ajoutez une partie « Bon pour accord » avec nom et qualité, date et signature",
        "add a section `Agreed and accepted` with name and capacity, date and signature",
    );
    findings.push(Diagnostic::new(&SIGNATURE_BLOCK_MISSING, message).at(document.place()).help(help));
}
