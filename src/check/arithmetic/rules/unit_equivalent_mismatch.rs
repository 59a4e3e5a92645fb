use crate::diagnostics::declare_rule;

declare_rule! {
    /// A price per day or month that is not the price divided by its days or months.
    ///
    /// The equivalent is what the reader compares; it follows from the price and
    /// the size beside it.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Forfait | Jours inclus | Tarif HT | Tarif jour équivalent |
    /// |---|---|---|---|
    /// | 5 jours | 5 | 3 000 € | 650 € |
    /// | 10 jours | 10 | 5 500 € | 550 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Forfait | Jours inclus | Tarif HT | Tarif jour équivalent |
    /// |---|---|---|---|
    /// | 5 jours | 5 | 3 000 € | 600 € |
    /// | 10 jours | 10 | 5 500 € | 550 € |
    /// ```
    pub UNIT_EQUIVALENT_MISMATCH = "unit-equivalent-mismatch", Error
}
