use super::Lowering;
use crate::proposal::{Alignment, Cell, ColumnKind, Row, RowKind, Table};
use crate::typeset::code::Code;
use crate::typeset::columns::{Width, columns};

/// A row whose longest cell has more characters than this may break over
/// pages.
const LONG_ROW: usize = 1_500;

/// A cell spans at most this many rows or columns.
const MAX_SPAN: u16 = 100;

impl Lowering<'_> {
    pub(super) fn table(&mut self, code: &mut Code, table: &Table) {
        let layout = columns(table);
        code.raw("(n.table)");
        code.group("(", ")", |code| {
            code.line();
            // In a box there is no margin to reach into.
            code.fmt(format_args!("wide: {}, keep: {},", layout.wide && self.boxed == 0, layout.keep));
            code.line();
            code.raw("columns: (");
            for (at, (column, width)) in table.columns.iter().zip(&layout.widths).enumerate() {
                let width = match width {
                    Width::Auto => "auto".to_owned(),
                    Width::Share(share) => format!("{share}fr"),
                };
                let align = match (column.alignment, column.kind) {
                    (Some(Alignment::Right), _) => "right",
                    (Some(Alignment::Center), _) => "center",
                    (Some(Alignment::Left | Alignment::Justify), _) | (None, ColumnKind::Text) => "left",
                    (None, ColumnKind::Amount) => "right",
                    (None, ColumnKind::Mark) => "center",
                };
                let kind = match column.kind {
                    ColumnKind::Text => "text",
                    ColumnKind::Amount if holds_money(table, at) => "money",
                    ColumnKind::Amount => "amount",
                    ColumnKind::Mark => "mark",
                };
                code.fmt(format_args!("(width: {width}, align: {align}, kind: \"{kind}\"), "));
            }
            code.raw("),");
            if let Some(header) = &table.header {
                code.line();
                code.raw("header: ");
                code.at(header.span, |code| self.cells(code, header));
                code.raw(",");
            }
            code.line();
            code.raw("rows: ");
            code.group("(", ")", |code| {
                for row in &table.rows {
                    code.line();
                    code.at(row.span, |code| {
                        code.fmt(format_args!("(kind: \"{}\", ", kind(row.kind)));
                        let longest = row.cells.iter().map(|cell| length(cell)).max().unwrap_or_default();
                        code.fmt(format_args!("breakable: {}, cells: ", longest > LONG_ROW));
                        self.cells(code, row);
                        code.raw(")");
                    });
                    code.raw(",");
                }
            });
            code.raw(",");
        });
    }

    fn cells(&mut self, code: &mut Code, row: &Row) {
        code.group("(", ")", |code| {
            for cell in &row.cells {
                code.line();
                code.at(cell.span, |code| {
                    code.fmt(format_args!(
                        "(colspan: {}, rowspan: {}, body: ",
                        cell.colspan.clamp(1, MAX_SPAN),
                        cell.rowspan.clamp(1, MAX_SPAN)
                    ));
                    self.inlines(code, &cell.content);
                    code.raw(")");
                });
                code.raw(",");
            }
        });
    }
}

/// Whether a column of amounts holds prices rather than quantities.
fn holds_money(table: &Table, at: usize) -> bool {
    const SIGNS: &[&str] = &["€", "$", "£", "EUR", "USD", "GBP", "CHF", "FCFA", "CFA", "XOF", "XAF"];
    table.rows.iter().filter_map(|row| row.cells.get(at)).any(|cell| {
        let text = crate::proposal::plain_text(&cell.content);
        SIGNS.iter().any(|sign| text.contains(sign))
    })
}

fn length(cell: &Cell) -> usize {
    crate::proposal::plain_text(&cell.content).len()
}

fn kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Line => "line",
        RowKind::Section => "section",
        RowKind::Subtotal => "subtotal",
        RowKind::Discount => "discount",
        RowKind::Tax => "tax",
        RowKind::Total => "total",
        RowKind::Due => "due",
    }
}
