//! What the understanding of prices says about how a table is set: which
//! columns align their figures, which rows are totals.

use crate::proposal::pricing::{PriceTable, Pricing, Role, RowRole};
use crate::proposal::{Block, BlockKind, ColumnKind, Proposal, RowKind, Table};

/// Gives the price tables of a proposal the kinds of columns and rows that they
/// were understood to have, other tables keep theirs; and the proposal its total,
/// where there is one.
pub(in crate::parse) fn annotate(proposal: &mut Proposal, pricing: &Pricing) {
    proposal.total = super::agreed::total(pricing);
    let known: Vec<&PriceTable> = pricing.tables.iter().filter(|table| table.is_checked()).collect();
    if known.is_empty() {
        return;
    }
    blocks(&mut proposal.head.rest, &known);
    blocks(&mut proposal.blocks, &known);
    for footnote in &mut proposal.footnotes {
        blocks(&mut footnote.blocks, &known);
    }
}

fn blocks(list: &mut [Block], known: &[&PriceTable]) {
    for block in list {
        match &mut block.kind {
            BlockKind::Table(table) => {
                if let Some(prices) = known.iter().find(|prices| prices.span == block.span) {
                    set(table, prices);
                }
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    blocks(&mut item.blocks, known);
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Aligned { blocks: inner, .. }
            | BlockKind::Embed { blocks: inner } => {
                blocks(inner, known);
            }
            BlockKind::Callout(callout) => blocks(&mut callout.blocks, known),
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Figure { .. }
            | BlockKind::Code { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_) => {}
        }
    }
}

fn set(table: &mut Table, prices: &PriceTable) {
    for (column, price) in table.columns.iter_mut().zip(&prices.columns) {
        let figures = matches!(
            price.role,
            Role::UnitPrice
                | Role::Amount
                | Role::ListPrice
                | Role::Saving
                | Role::VatAmount
                | Role::Equivalent
        );
        if figures {
            column.kind = ColumnKind::Amount;
        }
    }
    for row in &mut table.rows {
        if let Some(price) = prices.rows.iter().find(|price| price.span == row.span) {
            row.kind = kind(price.role);
        }
    }
}

fn kind(role: RowRole) -> RowKind {
    match role {
        RowRole::Section => RowKind::Section,
        RowRole::Subtotal | RowRole::ListValue | RowRole::TaxBase => RowKind::Subtotal,
        RowRole::Discount | RowRole::Saving | RowRole::Deposit => RowKind::Discount,
        RowRole::Vat | RowRole::VatIncluded | RowRole::Withholding => RowKind::Tax,
        RowRole::Total(_) | RowRole::RecurringTotal(_) | RowRole::PackPrice => RowKind::Total,
        RowRole::Due => RowKind::Due,
        RowRole::Line | RowRole::Surcharge | RowRole::Converted | RowRole::Equivalent | RowRole::Note => {
            RowKind::Line
        }
    }
}
