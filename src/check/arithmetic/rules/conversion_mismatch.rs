use crate::diagnostics::declare_rule;

declare_rule! {
    /// An amount in another currency that is not the amount times the rate.
    ///
    /// The parity of the CFA francs with the euro is fixed (1 € = 655.957 FCFA);
    /// other rates are those that the document names.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT (EUR) | Prix HT (FCFA) |
    /// |---|---|---|
    /// | Audit | 1 000 € | 665 957 FCFA |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT (EUR) | Prix HT (FCFA) |
    /// |---|---|---|
    /// | Audit | 1 000 € | 655 957 FCFA |
    /// ```
    pub CONVERSION_MISMATCH = "conversion-mismatch", Error
}
