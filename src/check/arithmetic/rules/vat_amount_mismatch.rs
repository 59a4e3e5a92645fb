use crate::diagnostics::declare_rule;

declare_rule! {
    /// A tax that is not its rate times its base.
    ///
    /// VAT is taken on the total per rate, after discounts. Tax rounded line by
    /// line is lawful too and only noted. One euro too much is an error: the
    /// client's accountant sees it.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000,00 € |
    /// | Remise 10 % | -100,00 € |
    /// | Total HT | 900,00 € |
    /// | TVA 20 % | 200,00 € |
    /// | Total TTC | 1 100,00 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000,00 € |
    /// | Remise 10 % | -100,00 € |
    /// | Total HT | 900,00 € |
    /// | TVA 20 % | 180,00 € |
    /// | Total TTC | 1 080,00 € |
    /// ```
    pub VAT_AMOUNT_MISMATCH = "vat-amount-mismatch", Error
}
