use crate::diagnostics::declare_rule;

declare_rule! {
    /// A total that is not the sum of what it adds up.
    ///
    /// A total without tax is the sum of the lines less discounts; a total with
    /// tax adds the tax. Totals go stale when a line changes after they were
    /// typed.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 1 000 € |
    /// | Réalisation | 4 000 € |
    /// | Total HT | 5 500 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 1 000 € |
    /// | Réalisation | 4 000 € |
    /// | Total HT | 5 000 € |
    /// ```
    pub TOTAL_MISMATCH = "total-mismatch", Error
}
