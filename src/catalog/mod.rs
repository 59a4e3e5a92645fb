//! The price list: what a company sells, at which price, since when. Its files
//! are `assets/catalog.yaml` or `assets/catalog/*.yaml`.

mod model;
mod read;
mod rules;
mod versions;

pub use model::{
    Allowance, Attribute, Catalog, Charge, DatedPrice, Exchange, Item, Name, Part, PercentBase, PercentOf,
    Step, TierMode, Tiers, Unit, VatRate,
};
pub use read::{Loaded, read};
pub use rules::{CATALOG_INVALID, CATALOG_UNKNOWN_KEY, RULES};
