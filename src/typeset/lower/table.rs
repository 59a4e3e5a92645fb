use std::borrow::Cow;

use super::Lowering;
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::proposal::{Alignment, Block, BlockKind, ColumnKind, Row, RowKind, Scope, Table};
use crate::source::Span;
use crate::typeset::code::Code;
use crate::typeset::columns::{Columns, Grid, Room, Size, Width, columns};

declare_rule! {
    /// A table whose columns do not fit on a page, not even in the smallest size
    /// on a page on its side: its words are broken wherever a column ends, which
    /// no client reads with pleasure.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// | Janvier | Février | … | Décembre | Total HT | TVA | Total TTC | Remarques |
    /// ```
    ///
    /// Right, as two tables:
    ///
    /// ```markdown
    /// | Janvier | Février | … | Juin |
    ///
    /// | Juillet | Août | … | Décembre | Total HT |
    /// ```
    pub(in crate::typeset) TABLE_TOO_WIDE = "table-too-wide", Warning
}

/// The words with which an author asks for a page on its side (`%% propose:
/// landscape %%` above the table).
const TURNED: &[&str] = &["landscape", "paysage", "querformat", "apaisado"];

impl Lowering<'_> {
    /// The place of a table, as far as it changes its widths.
    fn room(&self, span: Span) -> Room {
        let asked = self.proposal.annotations.iter().any(|note| {
            let place = match note.scope {
                Scope::Within(place) | Scope::Next(Some(place)) => place,
                Scope::Next(None) => return false,
            };
            TURNED.contains(&note.text.trim().to_lowercase().as_str())
                && place.file == span.file
                && place.start < span.end
                && span.start < place.end
        });
        Room { boxes: u32::try_from(self.boxed).unwrap_or(u32::MAX), turned: asked }
    }

    /// Whether a block is a table that gets a page on its side.
    pub(super) fn is_turned(&self, block: &Block) -> bool {
        match &block.kind {
            BlockKind::Table(table) if self.boxed == 0 => columns(table, self.room(block.span)).turned,
            _ => false,
        }
    }

    pub(super) fn table(&mut self, code: &mut Code, span: Span, table: &Table, stays: bool) {
        // Typst draws no lines around nothing.
        let table = &without_empty_rows(table);
        if (table.header.is_none() && table.rows.is_empty()) || table.columns.is_empty() {
            return code.raw("[]");
        }
        let mut layout = columns(table, self.room(span));
        if let Some(shared) = self.families.get(&(span.file, span.start))
            && !layout.turned
            && self.boxed == 0
        {
            layout = layout.like(shared);
        }
        let longest = self.longest;
        if let Some(broken) = layout.broken {
            self.longest = broken.min(longest);
            let message = self.language.pick(
                format!(
                    "le tableau a {} colonnes, trop pour une page : ses mots sont coupés",
                    table.columns.len()
                ),
                format!(
                    "the table has {} columns, too many for a page: its words are broken",
                    table.columns.len()
                ),
            );
            let help = self.language.pick(
                "faites-en deux tableaux, ou raccourcissez les libellés",
                "make two tables of it, or shorten the labels",
            );
            self.findings.push(Diagnostic::new(&TABLE_TOO_WIDE, message).at(span.head()).help(help));
        }
        self.laid_out(code, table, &layout, stays);
        self.longest = longest;
    }

    fn laid_out(&mut self, code: &mut Code, table: &Table, layout: &Columns, stays: bool) {
        code.raw("(n.table)");
        code.group("(", ")", |code| {
            code.line();
            // In a box there is no margin to reach into.
            code.fmt(format_args!(
                "wide: {}, size: \"{}\", keep: {}, stays: {stays}, held: {}, repeat: {},",
                layout.wide && self.boxed == 0,
                match layout.size {
                    Size::Normal => "normal",
                    Size::Small => "small",
                    Size::Smallest => "smallest",
                },
                layout.keep,
                layout.held,
                layout.repeat,
            ));
            code.line();
            code.raw("columns: (");
            for (at, (column, width)) in table.columns.iter().zip(&layout.widths).enumerate() {
                let width = match width {
                    Width::Auto => "auto".to_owned(),
                    Width::Share(share) => format!("{share}fr"),
                };
                let align = match (column.alignment, column.kind) {
                    (Some(Alignment::Right), _) | (None, ColumnKind::Amount) => "right",
                    (Some(Alignment::Center), _) | (None, ColumnKind::Mark) => "center",
                    (None, ColumnKind::Text) if self.reversed => "right",
                    (Some(Alignment::Left | Alignment::Justify), _) | (None, ColumnKind::Text) => "left",
                };
                let kind = match column.kind {
                    ColumnKind::Text => "text",
                    ColumnKind::Amount if holds_money(table, at) => "money",
                    ColumnKind::Amount => "amount",
                    ColumnKind::Mark => "mark",
                };
                code.fmt(format_args!("(width: {width}, align: {align}, kind: \"{kind}\""));
                if let Some(least) = layout.least.get(at).filter(|_| width == "auto") {
                    code.fmt(format_args!(", least: {}.{:03}em", least / 1_000, least % 1_000));
                }
                code.raw("), ");
            }
            code.raw("),");
            let mut grid = Grid::new(table.columns.len());
            let header_rows = header_rows(table);
            let head = usize::from(table.header.is_some());
            let mut rows = table.header.iter().chain(&table.rows);
            if header_rows > 0 {
                code.line();
                code.raw("header: ");
                code.group("(", ")", |code| {
                    for (at, row) in rows.by_ref().take(header_rows).enumerate() {
                        code.line();
                        let left = header_rows - at;
                        code.at(row.span, |code| self.cells(code, row, &mut grid, left));
                        code.raw(",");
                    }
                });
                code.raw(",");
            }
            code.line();
            code.raw("rows: ");
            code.group("(", ")", |code| {
                let rows: Vec<&Row> = rows.collect();
                for (at, row) in rows.iter().enumerate() {
                    code.line();
                    let left = rows.len() - at;
                    code.at(row.span, |code| {
                        code.fmt(format_args!("(kind: \"{}\", ", kind(row.kind)));
                        // Rows may be fewer than were measured: the first of
                        // them can belong to the head.
                        let tall = layout.tall.get(at + header_rows.saturating_sub(head)).copied();
                        code.fmt(format_args!("breakable: {}, cells: ", tall.unwrap_or(true)));
                        self.cells(code, row, &mut grid, left);
                        code.raw(")");
                    });
                    code.raw(",");
                }
            });
            code.raw(",");
        });
    }

    /// Writes the cells of a row; `left` rows of its part of the table are left,
    /// this one included.
    fn cells(&mut self, code: &mut Code, row: &Row, grid: &mut Grid, left: usize) {
        grid.next_row();
        let left = u16::try_from(left).unwrap_or(u16::MAX);
        code.group("(", ")", |code| {
            for cell in &row.cells {
                let rowspan = cell.rowspan.clamp(1, left);
                let Some((column, colspan)) = grid.place(cell.colspan, rowspan) else { break };
                code.line();
                code.at(cell.span, |code| {
                    code.fmt(format_args!("(column: {column}"));
                    if colspan > 1 {
                        code.fmt(format_args!(", colspan: {colspan}"));
                    }
                    if rowspan > 1 {
                        code.fmt(format_args!(", rowspan: {rowspan}"));
                    }
                    code.raw(", body: ");
                    self.inlines(code, &cell.content);
                    code.raw(")");
                });
                code.raw(",");
            }
        });
    }
}

/// A table without rows that have no cells, unless cells above reach into them.
fn without_empty_rows(table: &Table) -> Cow<'_, Table> {
    let mut rows = table.header.iter().chain(&table.rows);
    if rows.all(|row| !row.cells.is_empty()) {
        return Cow::Borrowed(table);
    }
    let mut covered = 0_u16;
    let mut kept = |row: &Row| {
        let kept = covered > 0 || !row.cells.is_empty();
        let reach = row.cells.iter().map(|cell| cell.rowspan.saturating_sub(1)).max().unwrap_or_default();
        covered = covered.saturating_sub(1).max(reach);
        kept
    };
    let header = table.header.clone().filter(&mut kept);
    let rows = table.rows.iter().filter(|row| kept(row)).cloned().collect();
    Cow::Owned(Table { columns: table.columns.clone(), header, rows })
}

/// How many rows the head has: cells of its first row may span several.
fn header_rows(table: &Table) -> usize {
    table.header.as_ref().map_or(0, |header| {
        let spanned = header.cells.iter().map(|cell| cell.rowspan).max().unwrap_or(1).max(1);
        usize::from(spanned).min(table.rows.len().max(1))
    })
}

/// Whether a column of amounts holds prices rather than quantities: its cells
/// name a currency, or its head does, or whether tax is in.
pub(in crate::typeset) fn holds_money(table: &Table, at: usize) -> bool {
    const SIGNS: &[&str] = &["€", "$", "£", "EUR", "USD", "GBP", "CHF", "FCFA", "CFA", "XOF", "XAF"];
    const BASES: &[&str] = &["HT", "TTC", "VAT", "netto", "brutto", "IVA"];
    let text = |row: &Row| row.cells.get(at).map(|cell| crate::proposal::plain_text(&cell.content));
    let named = |text: &str| SIGNS.iter().any(|sign| text.contains(sign));
    let rows = table.header.iter().chain(&table.rows);
    let head = table
        .header
        .iter()
        .filter_map(text)
        .any(|head| head.split(|c: char| !c.is_alphabetic()).any(|word| BASES.contains(&word)));
    head || rows.filter_map(text).any(|text| named(&text))
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
