use crate::diagnostics::declare_rule;

declare_rule! {
    /// A line whose amount is not its quantity times its unit price.
    ///
    /// The client multiplies; a line that does not add up costs either money or
    /// trust. Discounts of the line are taken off, durations and people are
    /// multiplied in, and the product is rounded once, to the cent (or to what
    /// the column prints).
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Montant HT |
    /// |---|---|---|---|
    /// | Formation | 4 | 250,00 € | 1 200,00 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Qté | PU HT | Montant HT |
    /// |---|---|---|---|
    /// | Formation | 4 | 250,00 € | 1 000,00 € |
    /// | Total HT | | | 1 000,00 € |
    /// ```
    pub LINE_TOTAL_MISMATCH = "line-total-mismatch", Error
}
