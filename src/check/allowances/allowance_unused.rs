use super::read::Allowance;
use crate::check::Context;
use crate::diagnostics::{Diagnostic, declare_rule};

declare_rule! {
    /// An allowance that silences nothing.
    ///
    /// What it allowed was mended since; left in place it would hide the next
    /// fault of the same kind.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 900 € %% propose: allow price-ambiguous — repris du bon de commande %% |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1.900 € %% propose: allow price-ambiguous — repris du bon de commande %% |
    /// ```
    pub ALLOWANCE_UNUSED = "allowance-unused", Warning
}

/// The finding for an allowance.
pub(super) fn finding(context: &Context<'_>, allowance: &Allowance) -> Diagnostic {
    let language = context.language();
    let rule = &allowance.rule;
    let message = language.pick(
        format!("L'autorisation de « {rule} » ne sert à rien : rien de tel n'est trouvé ici"),
        format!("allowance of `{rule}` silences nothing here"),
    );
    let help = language.pick("la supprimer", "remove it");
    Diagnostic::new(&ALLOWANCE_UNUSED, message).at(allowance.span).help(help)
}
