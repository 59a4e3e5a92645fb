use crate::diagnostics::declare_rule;

declare_rule! {
    /// Instalments that do not add up.
    ///
    /// The percentages of a schedule make 100, its amounts make the total that
    /// they are shares of, with or without tax, and each amount is its
    /// percentage.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Échéance | Part | Montant HT |
    /// |---|---|---|
    /// | À la commande | 50 % | 500 € |
    /// | À la recette | 30 % | 300 € |
    /// | Solde | 30 % | 300 € |
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// | Échéance | Part | Montant HT |
    /// |---|---|---|
    /// | À la commande | 40 % | 400 € |
    /// | À la recette | 30 % | 300 € |
    /// | Solde | 30 % | 300 € |
    /// ```
    pub INSTALMENTS_MISMATCH = "instalments-mismatch", Error
}
