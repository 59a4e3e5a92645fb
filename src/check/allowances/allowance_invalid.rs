use crate::diagnostics::declare_rule;

declare_rule! {
    /// A comment that speaks to the tool and cannot be followed.
    ///
    /// An allowance names a rule and a reason; without a reason nobody knows a
    /// year later why a wrong total was sent. What cannot be followed silences
    /// nothing.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 900 € %% propose: allow price-ambiguous %% |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1.900 € %% propose: allow price-ambiguous — repris du bon de commande %% |
    /// ```
    pub ALLOWANCE_INVALID = "allowance-invalid", Warning
}
