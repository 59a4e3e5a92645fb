use crate::diagnostics::declare_rule;

declare_rule! {
    /// An amount due that is not the total less what was paid or withheld.
    ///
    /// It is the figure that the client transfers.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | TVA 20 % | 200 € |
    /// | Total TTC | 1 200 € |
    /// | Acompte versé | -360 € |
    /// | Net à payer | 804 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Audit | 1 000 € |
    /// | TVA 20 % | 200 € |
    /// | Total TTC | 1 200 € |
    /// | Acompte versé | -360 € |
    /// | Net à payer | 840 € |
    /// ```
    pub AMOUNT_DUE_MISMATCH = "amount-due-mismatch", Error
}
