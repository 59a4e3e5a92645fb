use super::{Alignment, Inline};
use crate::source::Span;

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// The header row; none where all its cells are empty.
    pub header: Option<Row>,
    /// The rows below.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The alignment that the author asked for.
    pub alignment: Option<Alignment>,
    /// What its cells hold.
    pub kind: ColumnKind,
}

/// What the cells of a column hold, as far as it changes how they are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnKind {
    /// Words.
    #[default]
    Text,
    /// Amounts and quantities: aligned at the right with tabular figures.
    Amount,
    /// Short marks (`✓`, `P1`, `H+4`): centred.
    Mark,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Where it stands.
    pub span: Span,
    /// Its cells; as many as there are columns, fewer only where cells span
    /// several.
    pub cells: Vec<Cell>,
    /// What it does in a price table.
    pub kind: RowKind,
}

/// What a row does in a price table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RowKind {
    /// A line like any other.
    #[default]
    Line,
    /// A title over the lines that follow.
    Section,
    /// A sum on the way.
    Subtotal,
    /// A deduction.
    Discount,
    /// A tax.
    Tax,
    /// A total.
    Total,
    /// The amount that the client is asked for.
    Due,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Where its text stands.
    pub span: Span,
    /// What it says.
    pub content: Vec<Inline>,
    /// How many columns it takes, at least one.
    pub colspan: u16,
    /// How many rows it takes, at least one.
    pub rowspan: u16,
}
