use crate::diagnostics::declare_rule;

declare_rule! {
    /// Lines with quantities and no total.
    ///
    /// The client has to add up what the author did not.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Montant HT |
    /// |---|---|---|---|
    /// | Formation | 4 | 250 € | 1 000 € |
    /// | Audit | 1 | 700 € | 700 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Montant HT |
    /// |---|---|---|---|
    /// | Formation | 4 | 250 € | 1 000 € |
    /// | Audit | 1 | 700 € | 700 € |
    /// | Total HT | | | 1 700 € |
    /// ```
    pub TOTAL_MISSING = "total-missing", Info
}
