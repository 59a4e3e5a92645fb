//! The price list: what a company sells, at which price, since when. Its files
//! are `assets/catalog.yaml` or `assets/catalog/*.yaml`.

mod bundle;
mod import;
mod lint;
pub mod lookup;
mod model;
mod read;
mod rules;
mod size;
mod versions;
pub mod view;
pub mod words;

pub use bundle::Worth;
pub use import::import;
pub use lint::{EXCHANGE_RATE_UNEXPECTED, LintFinding, RULES as LINT_RULES, fixed_rate, lint};
pub use model::{
    Allowance, Attribute, Catalog, Charge, DatedPrice, Exchange, Item, Name, Part, PercentBase, PercentOf,
    Step, TierMode, Tiers, Unit, VatRate,
};
pub use read::{Loaded, read};
pub use rules::{CATALOG_INVALID, CATALOG_UNKNOWN_KEY, RULES};
pub use size::{ItemSize, SizeRange};
