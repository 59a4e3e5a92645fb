use crate::diagnostics::declare_rule;

declare_rule! {
    /// A total that leaves out a line on quote without saying so.
    ///
    /// The client reads it as the whole price. Say `hors lignes sur devis` or `à
    /// partir de`.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Migration | Sur devis |
    /// | Total HT | 1 000 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | Migration | Sur devis |
    /// | Total HT (hors migration, sur devis) | 1 000 € |
    /// ```
    pub TOTAL_PARTIAL = "total-partial", Warning
}
