//! Text into the document model.

pub mod prices;
