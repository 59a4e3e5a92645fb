use crate::diagnostics::declare_rule;

declare_rule! {
    /// A discount whose amount is not its percentage of what stands above.
    ///
    /// The base may be the running total or the sum of the lines; both are tried.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Migration | 2 400 € |
    /// | Remise 5 % | -210 € |
    /// | Total HT | 2 190 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Migration | 2 400 € |
    /// | Remise 5 % | -120 € |
    /// | Total HT | 2 280 € |
    /// ```
    pub DISCOUNT_AMOUNT_MISMATCH = "discount-amount-mismatch", Error
}
