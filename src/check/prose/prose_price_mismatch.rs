use crate::diagnostics::declare_rule;

declare_rule! {
    /// A sentence that names another total than the table.
    ///
    /// The introduction says 8 150 €, the table 8 510 €: the client holds the
    /// author to the lower one. Only sentences that name the total of the
    /// proposal are compared, with totals of the same currency, basis and
    /// period; ceilings, penalties and a client's budget are left alone.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Le montant total de la proposition s'élève à 8 150 € HT.
    ///
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 2 510 € |
    /// | Réalisation | 6 000 € |
    /// | Total HT | 8 510 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Le montant total de la proposition s'élève à 8 510 € HT.
    ///
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 2 510 € |
    /// | Réalisation | 6 000 € |
    /// | Total HT | 8 510 € |
    /// ```
    pub PROSE_PRICE_MISMATCH = "prose-price-mismatch", Error
}
