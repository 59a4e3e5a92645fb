use crate::diagnostics::declare_rule;

declare_rule! {
    /// A subtotal that is not the sum of its lines.
    ///
    /// The lines since the last subtotal, since the section's title or since the
    /// start of the table: whichever fits. A subtotal is exact; there is no
    /// tolerance.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 1 400 € |
    /// | Pilotage | 2 000 € |
    /// | Sous-total HT | 3 500 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Cadrage | 1 400 € |
    /// | Pilotage | 2 000 € |
    /// | Sous-total HT | 3 400 € |
    /// ```
    pub SUBTOTAL_MISMATCH = "subtotal-mismatch", Error
}
