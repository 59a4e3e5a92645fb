use super::facts::Document;
use crate::declare_rule;
use crate::diagnostics::Diagnostic;
use crate::proposal::Attach;

declare_rule! {
    /// The note itself travels with the PDF: whoever opens it reads its
    /// comments, its properties and its history of crossed-out prices.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ---
    /// attach: source
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// attach: prices
    /// ---
    /// ```
    pub(super) SOURCE_ATTACHED = "source-attached", Warning
}

pub(super) fn check(document: &Document<'_>, findings: &mut Vec<Diagnostic>) {
    let context = document.context;
    let attached = context.proposal.metadata.attach.iter().find(|field| field.value == Attach::Source);
    let Some(attached) = attached else { return };
    let text = &context.sources.get(context.proposal.file).text;
    let comments = text.matches("%%").count() / 2 + text.matches("<!--").count();
    let message = document.language.pick(
        format!("la note elle-même est jointe au PDF, avec ses propriétés et ses commentaires ({comments})"),
        format!("the note itself is attached to the PDF, with its properties and comments ({comments})"),
    );
    let help = document.language.pick(
        "quiconque reçoit le PDF peut la lire ; `attach: prix` ne joint que les lignes de prix",
        "whoever gets the PDF can read it; `attach: prices` attaches the priced lines only",
    );
    findings.push(Diagnostic::new(&SOURCE_ATTACHED, message).at(attached.span).help(help));
}
