use crate::diagnostics::declare_rule;

declare_rule! {
    /// A saving that is not the list price less the price.
    ///
    /// In a column, in the last rows of a pack, or in a sentence (`16 500 € (au
    /// lieu de 18 900 €) — Économie : 2 400 €`).
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// Tarif pack : 4 700 € HT (au lieu de 5 200 €) — Économie : 600 €
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// Tarif pack : 4 700 € HT (au lieu de 5 200 €) — Économie : 500 €
    /// ```
    pub SAVINGS_MISMATCH = "savings-mismatch", Error
}
