use crate::diagnostics::declare_rule;

declare_rule! {
    /// A total that adds one-off and monthly amounts.
    ///
    /// 8 000 € once and 700 € a month make no 8 700 €. Multiply by the months
    /// (`Total première année`, `Total 12 mois`), or give two totals.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Mise en service | 8 000 € |
    /// | Infogérance | 700 €/mois |
    /// | Total HT | 8 700 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Prestation | Prix HT |
    /// |---|---|
    /// | Mise en service | 8 000 € |
    /// | Infogérance | 700 €/mois |
    /// | Total première année HT | 16 400 € |
    /// ```
    pub RECURRING_MIXED = "recurring-mixed", Error
}
