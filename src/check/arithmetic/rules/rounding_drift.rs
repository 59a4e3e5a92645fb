use crate::diagnostics::declare_rule;

declare_rule! {
    /// A cent of rounding between tax per line and tax on the total.
    ///
    /// Both ways are lawful. It is noted so that nobody looks for an error that
    /// is none.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | A | 10,02 € |
    /// | B | 10,02 € |
    /// | C | 10,02 € |
    /// | Total HT | 30,06 € |
    /// | TVA 20 % | 6,00 € |
    /// | Total TTC | 36,06 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | A | 10,02 € |
    /// | B | 10,02 € |
    /// | C | 10,02 € |
    /// | Total HT | 30,06 € |
    /// | TVA 20 % | 6,01 € |
    /// | Total TTC | 36,07 € |
    /// ```
    pub ROUNDING_DRIFT = "rounding-drift", Info
}
