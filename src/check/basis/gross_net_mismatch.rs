use crate::diagnostics::declare_rule;

declare_rule! {
    /// A price with tax that is not the price without plus the tax.
    ///
    /// Checked where both stand side by side, in two columns, in one cell or in
    /// two totals, with the rate of the row, the column, the document or the
    /// frontmatter. Prices that were set with tax are allowed their half cent.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 500 € | 500 € |
    /// | Conseil | 1 000 € | 1 200 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// TVA 20 %.
    ///
    /// | Prestation | Prix HT | Prix TTC |
    /// |---|---|---|
    /// | Audit | 500 € | 600 € |
    /// | Conseil | 1 000 € | 1 200 € |
    /// ```
    pub GROSS_NET_MISMATCH = "gross-net-mismatch", Error
}
