//! What the understanding of prices says about how a table is set: which
//! columns align their figures, which rows are totals.

use crate::proposal::pricing::{PriceTable, Pricing, Role, RowRole};
use crate::proposal::{Block, BlockKind, ColumnKind, Proposal, RowKind, Table, walk};

/// Gives the price tables of a proposal the kinds of columns and rows that they
/// were understood to have, other tables keep theirs; and the proposal its total,
/// where there is one.
pub(in crate::parse) fn annotate(proposal: &mut Proposal, pricing: &Pricing) {
    proposal.total = super::agreed::total(pricing);
    let known: Vec<&PriceTable> = pricing.tables.iter().filter(|table| table.is_checked()).collect();
    if known.is_empty() {
        return;
    }
    let mut visit = |block: &mut Block| {
        if let BlockKind::Table(table) = &mut block.kind
            && let Some(prices) = known.iter().find(|prices| prices.span == block.span)
        {
            set(table, prices);
        }
    };
    walk::blocks_mut(&mut proposal.head.rest, &mut visit);
    walk::blocks_mut(&mut proposal.blocks, &mut visit);
    for footnote in &mut proposal.footnotes {
        walk::blocks_mut(&mut footnote.blocks, &mut visit);
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
