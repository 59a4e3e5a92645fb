//! A table's cells by column, whatever they span.

use super::cell::{Run, flatten};
use super::outline::tidy;
use crate::proposal::{Row, Table};
use crate::source::Span;

/// A cell in its column.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    pub(super) column: usize,
    pub(super) span: Span,
    pub(super) runs: Vec<Run>,
    /// Its visible text without what is struck through.
    pub(super) text: String,
}

/// The rows of a table, each with its cells in their columns, and its header's.
pub(super) fn grid(table: &Table) -> (Vec<GridCell>, Vec<Vec<GridCell>>) {
    let header = table.header.as_ref().map(|row| cells(row, &mut Vec::new())).unwrap_or_default();
    // How many more rows a cell above still takes in each column.
    let mut taken: Vec<u16> = Vec::new();
    let rows = table.rows.iter().map(|row| cells(row, &mut taken)).collect();
    (header, rows)
}

fn cells(row: &Row, taken: &mut Vec<u16>) -> Vec<GridCell> {
    let mut out = Vec::new();
    let mut column = 0;
    let mut fresh: Vec<(usize, u16)> = Vec::new();
    for cell in &row.cells {
        while taken.get(column).is_some_and(|left| *left > 0) {
            column += 1;
        }
        let runs = flatten(&cell.content);
        let text: String = runs.iter().filter(|run| !run.struck).map(|run| run.text.as_str()).collect();
        out.push(GridCell { column, span: cell.span, text: tidy(&super::cell::strip_marks(&text)), runs });
        for _ in 0..cell.colspan.max(1) {
            if cell.rowspan > 1 {
                fresh.push((column, cell.rowspan));
            }
            column += 1;
        }
    }
    for left in taken.iter_mut() {
        *left = left.saturating_sub(1);
    }
    for (column, rows) in fresh {
        if taken.len() <= column {
            taken.resize(column + 1, 0);
        }
        if let Some(left) = taken.get_mut(column) {
            *left = rows - 1;
        }
    }
    out
}
