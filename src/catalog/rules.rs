//! The rules under which reading a catalog reports.

use crate::declare_rule;
use crate::diagnostics::Rule;

declare_rule! {
    /// A value in the catalog cannot be read.
    ///
    /// The file is not YAML, a key that must be there is missing, an amount is
    /// no plain decimal, a date is not `YYYY-MM-DD`, a unit is not one of
    /// `units`. Amounts are read exactly, from the characters that stand in the file:
    /// no thousands separators, a point before the decimals.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// schema: 1
    /// currency: EUR
    /// basis: net
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: "1 200,00"}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// schema: 1
    /// currency: EUR
    /// basis: net
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 1200.00}]}
    /// ```
    pub CATALOG_INVALID = "catalog-invalid", Error
}

declare_rule! {
    /// A key in the catalog that has no meaning there, mostly a misspelt one:
    /// what it says is ignored.
    ///
    /// Wrong:
    ///
    /// ```yaml
    /// schema: 1
    /// currency: EUR
    /// basis: net
    /// items:
    ///   - {ref: AUD, nam: Audit, name: Audit, unit: forfait, prices: [{amount: 1200}]}
    /// ```
    ///
    /// Right:
    ///
    /// ```yaml
    /// schema: 1
    /// currency: EUR
    /// basis: net
    /// items:
    ///   - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 1200}]}
    /// ```
    pub CATALOG_UNKNOWN_KEY = "catalog-unknown-key", Warning
}

/// The rules of this module.
pub static RULES: &[&Rule] = &[&CATALOG_INVALID, &CATALOG_UNKNOWN_KEY];
