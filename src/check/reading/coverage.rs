//! What was read of the prices: nothing is passed in silence.

use crate::language::Language;
use crate::proposal::pricing::{Pricing, Reading, Role, RowRole, Skipped};
use crate::source::Span;

/// How much of a document's prices was read and checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReadCoverage {
    /// All tables.
    pub tables: usize,
    /// Those about prices.
    pub price_tables: usize,
    /// Prices of lines, and words in the place of one.
    pub prices: usize,
    /// Those that were read and checked.
    pub checked: usize,
    /// Totals, taxes and other sums.
    pub sums: usize,
    /// Amounts in sentences.
    pub sentences: usize,
    /// Tables that look like prices and were not checked.
    pub skipped: Vec<(Span, Skipped)>,
    /// Tables that are not about prices.
    pub others: Vec<(Span, Skipped)>,
}

/// Counts what was read.
pub fn coverage(pricing: &Pricing) -> ReadCoverage {
    let mut out = ReadCoverage {
        tables: pricing.tables.iter().filter(|table| !table.in_text).count(),
        sentences: pricing.prose.len(),
        ..Default::default()
    };
    for table in &pricing.tables {
        match table.skipped {
            Some(
                why @ (Skipped::NothingReadable | Skipped::NoAmounts | Skipped::ByAuthor | Skipped::OfOthers),
            ) => {
                out.skipped.push((table.span, why));
            }
            _ if table.in_text => {}
            Some(why @ (Skipped::NoPriceColumn | Skipped::OtherUnit)) => out.others.push((table.span, why)),
            None if table.is_checked() => out.price_tables += 1,
            None => out.others.push((table.span, Skipped::NoPriceColumn)),
        }
        for row in table.rows.iter().filter(|_| table.is_checked()) {
            for cell in &row.cells {
                let column = table.columns.get(cell.column).map(|column| column.role);
                let priced = cell.reading.is_price_like()
                    || column == Some(Role::Amount) && matches!(cell.reading, Reading::Percent { .. });
                if !priced {
                    continue;
                }
                if row.role == RowRole::Line {
                    out.prices += 1;
                    out.checked +=
                        usize::from(!matches!(cell.reading, Reading::Unreadable | Reading::Placeholder));
                } else {
                    out.sums += 1;
                }
            }
        }
    }
    out
}

impl ReadCoverage {
    /// Why a table was not checked.
    pub fn reason(why: Skipped, language: Language) -> &'static str {
        match why {
            Skipped::NoPriceColumn => language.pick("aucune colonne de prix", "no price column"),
            Skipped::OtherUnit => language.pick("l'unité n'est pas une monnaie", "its unit is not money"),
            Skipped::NothingReadable => language.pick("aucun montant lisible", "no readable amount"),
            Skipped::OfOthers => language.pick("prix d'autres que l'auteur", "prices of others"),
            Skipped::ByAuthor => language.pick("écarté par l'auteur", "left out by the author"),
            Skipped::NoAmounts => language.pick("aucun montant", "no amounts"),
        }
    }
}
