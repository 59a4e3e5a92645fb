//! A table's cells by column, whatever they span.

use super::cell::{Run, flatten};
use super::outline::tidy;
use crate::proposal::{Inline, InlineKind, Row, Table};
use crate::source::Span;

/// A cell in its column.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    pub(super) column: usize,
    pub(super) span: Span,
    pub(super) runs: Vec<Run>,
    /// Its visible text without what is struck through.
    pub(super) text: String,
    /// Whether all of it is in bold.
    pub(super) strong: bool,
}

impl GridCell {
    /// Whether all that it says is struck through.
    pub(super) fn is_struck(&self) -> bool {
        let said = |run: &&Run| !run.text.trim().is_empty();
        self.runs.iter().any(|run| run.text.contains(|c: char| c.is_ascii_digit()))
            && self.runs.iter().filter(said).all(|run| run.struck)
    }

    /// The same with nothing struck through.
    pub(super) fn restored(&self) -> Vec<Run> {
        self.runs.iter().map(|run| Run { text: run.text.clone(), struck: false }).collect()
    }
}

/// The rows of a table, each with its cells in their columns, and its header's.
pub(super) fn grid(table: &Table) -> (Vec<GridCell>, Vec<Vec<GridCell>>) {
    let header = table.header.as_ref().map(|row| cells(row, &mut Vec::new())).unwrap_or_default();
    // How many more rows a cell above still takes in each column.
    let mut taken: Vec<u16> = Vec::new();
    let rows = table.rows.iter().map(|row| cells(row, &mut taken)).collect();
    (header, rows)
}

/// Whether all that can be seen is in bold.
fn is_strong(content: &[Inline]) -> bool {
    content.iter().all(|inline| match &inline.kind {
        InlineKind::Strong(_) | InlineKind::Anchor(_) | InlineKind::Footnote(_) => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        InlineKind::Emphasis(content) | InlineKind::Styled(_, content) => is_strong(content),
        _ => false,
    })
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
        let text = tidy(&super::cell::strip_marks(&text));
        out.push(GridCell { column, span: cell.span, text, runs, strong: is_strong(&cell.content) });
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
