use crate::money::Decimal;
use crate::proposal::Field;
use crate::source::Span;

/// What the frontmatter says about prices. Every key has a French and an
/// English name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PricingTerms {
    /// `tva:` / `vat:`: the rates that the document may use, in percent.
    pub vat: Vec<Field<Decimal>>,
    /// `taux_change:` / `exchange_rate:`.
    pub exchange: Vec<ExchangeRate>,
    /// `remises:` / `discounts:`.
    pub discounts: Vec<GlobalDiscount>,
    /// `taille:` / `size:`: what the client has (`noeuds: 12`), as written.
    pub size: Vec<(Field<String>, Field<String>)>,
    /// `off_catalog:` / `hors_catalogue:`: labels that no catalog knows.
    pub off_catalog: Vec<Field<String>>,
    /// `propose: {allow: {RULE: reason}}`.
    pub allow: Vec<AllowTerm>,
}

/// A rate between two currencies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExchangeRate {
    /// One of this (ISO 4217); the document's currency where it is not said.
    pub from: Option<String>,
    /// Is worth so many of this (ISO 4217).
    pub to: Option<String>,
    /// The rate.
    pub rate: Field<Decimal>,
}

/// A discount on everything, with its reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlobalDiscount {
    /// In percent, where it is a share.
    pub percent: Option<Decimal>,
    /// As an amount, where it is one.
    pub amount: Option<Decimal>,
    /// Why it is given.
    pub reason: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// An allowance for the whole document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowTerm {
    /// The rule.
    pub rule: Field<String>,
    /// Why; empty where none is given.
    pub reason: String,
}
