use super::super::Context;
use super::super::cells::amounts;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::declare_rule;
use crate::proposal::pricing::RowRole;
use crate::settings::legal::Profile;

declare_rule! {
    /// VAT in a document that claims an exemption, or of a brand whose profile
    /// is one without VAT (`fr-ei-franchise`).
    ///
    /// `TVA non applicable, art. 293 B du CGI` and a row of VAT exclude each
    /// other; whoever shows VAT on such a document owes it.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total HT | 1 000 € |
    /// | TVA 20 % | 200 € |
    /// | Total TTC | 1 200 € |
    ///
    /// TVA non applicable, art. 293 B du CGI.
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Total | 1 000 € |
    ///
    /// TVA non applicable, art. 293 B du CGI.
    /// ```
    pub VAT_EXEMPT_CONFLICT = "vat-exempt-conflict", Error
}

/// Reports the first row of VAT beside a claimed exemption.
pub(super) fn check(context: &Context<'_>, findings: &mut Vec<Diagnostic>) {
    let exemption = context.pricing.exemption;
    let franchise = context.brand.map(|brand| &brand.legal);
    let franchise = franchise.filter(|legal| legal.profile == Some(Profile::FrEiFranchise));
    if exemption.is_none() && franchise.is_none() {
        return;
    }
    let language = context.language();
    for table in context.pricing.tables.iter().filter(|table| table.is_checked()) {
        let charged = amounts(table).find(|seen| {
            matches!(seen.row.role, RowRole::Vat | RowRole::VatIncluded)
                && !seen.amount.price.amount.is_zero()
        });
        if let Some(seen) = charged {
            let (message, place) = match exemption {
                Some(place) => (
                    language.pick(
                        "Ligne de TVA alors que le document déclare la TVA non applicable",
                        "VAT row although the document claims an exemption",
                    ),
                    Some(place),
                ),
                None => (
                    language.pick(
                        "Ligne de TVA alors que la marque est en franchise de TVA (`profile: fr-ei-franchise`)",
                        "VAT row although the brand charges no VAT (`profile: fr-ei-franchise`)",
                    ),
                    franchise.and_then(|legal| legal.span),
                ),
            };
            let mut finding =
                Diagnostic::new(&VAT_EXEMPT_CONFLICT, message).at(seen.row.span).facts(seen.facts());
            if let Some(place) = place {
                finding = finding.related(place, language.pick("l'exonération", "the exemption"));
            }
            findings.push(finding);
            return;
        }
    }
}
