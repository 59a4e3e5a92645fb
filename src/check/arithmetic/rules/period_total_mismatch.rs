use crate::diagnostics::declare_rule;

declare_rule! {
    /// A year that is not twelve months, or a term that is not its months.
    ///
    /// Where every row gives the same lower ratio, or the text names free months
    /// or a discount, it is the author's policy and nothing is said.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Service | Prix HT/mois | Prix HT/an |
    /// |---|---|---|
    /// | Support | 450 € | 4 950 € |
    /// | Astreinte | 200 € | 2 400 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Service | Prix HT/mois | Prix HT/an |
    /// |---|---|---|
    /// | Support | 450 € | 5 400 € |
    /// | Astreinte | 200 € | 2 400 € |
    /// ```
    pub PERIOD_TOTAL_MISMATCH = "period-total-mismatch", Error
}
