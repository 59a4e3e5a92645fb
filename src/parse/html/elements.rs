use super::block::{Element, Reader};
use super::style::dress;
use super::tag::PageBreakAt;
use super::{Tag, alignment};
use crate::parse::{extent, tables};
use crate::proposal::{
    Alignment, Block, BlockKind, Cell, Column, ColumnKind, Inline, InlineKind, ListItem, Row, RowKind, Table,
};
use crate::source::Span;

impl Reader<'_, '_, '_> {
    pub(super) fn add_block(&mut self, tag: &Tag, span: Span, mut element: Element) {
        element.settle(&tag.name, span);
        let end = element.blocks.last().map(|block| block.span);
        let span = end.map_or(span, |end| span.to(end));
        let Some(top) = self.stack.last_mut() else { return };
        let block = |kind| Block { span, kind, anchor: None };
        match tag.name.as_str() {
            "li" => top.items.push(ListItem { span, task: None, blocks: element.blocks, anchor: None }),
            "ul" | "ol" | "menu" | "dir" => {
                let start =
                    (tag.name == "ol").then(|| tag.get("start").and_then(|s| s.parse().ok()).unwrap_or(1));
                let items = element.items;
                top.blocks.push(block(BlockKind::List { start, tight: true, items }));
                top.blocks.extend(element.blocks);
            }
            "td" | "th" => {
                let content = inlines_of(element.blocks);
                let spans =
                    |name| tag.get(name).and_then(|n| n.trim().parse().ok()).unwrap_or(1u16).clamp(1, 100);
                let cell = Cell { span, content, colspan: spans("colspan"), rowspan: spans("rowspan") };
                top.cells.push((cell, tag.name == "th", alignment(tag)));
            }
            "tr" => {
                let header = !element.cells.is_empty() && element.cells.iter().all(|(_, header, _)| *header);
                let aligned = element.cells.iter().map(|(_, _, alignment)| *alignment).collect::<Vec<_>>();
                let cells = element.cells.into_iter().map(|(cell, ..)| cell).collect();
                top.rows.push((Row { span, cells, kind: RowKind::Line }, header));
                top.blocks.extend(element.blocks);
                // Kept beside the rows until the table is made.
                if top.cells.is_empty() {
                    let empty = || Cell { span, content: Vec::new(), colspan: 1, rowspan: 1 };
                    top.cells = aligned.into_iter().map(|alignment| (empty(), false, alignment)).collect();
                }
            }
            "thead" | "tbody" | "tfoot" => {
                let head = tag.name == "thead";
                top.rows.extend(element.rows.into_iter().map(|(row, header)| (row, header || head)));
                if !head || top.cells.is_empty() {
                    top.cells = element.cells;
                }
                top.blocks.extend(element.blocks);
            }
            "caption" => top.caption.extend(element.blocks),
            "table" => {
                top.blocks.extend(element.caption.clone());
                let alignments: Vec<_> = element.cells.iter().map(|(_, _, alignment)| *alignment).collect();
                if let Some(mut table) = table(element.rows, &alignments) {
                    self.note.findings.extend(extent::bounded(&mut table, span, self.note.language));
                    tables::annotate(&mut table);
                    top.blocks.push(block(BlockKind::Table(table)));
                }
                top.blocks.extend(element.blocks);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = tag.name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
                let content = inlines_of(element.blocks);
                let kind = BlockKind::Heading { level, content, outlined: true };
                let heading = block(kind);
                top.blocks
                    .push(aligned(alignment(tag), span, vec![heading.clone()]).pop().unwrap_or(heading));
            }
            "blockquote" => top.blocks.push(block(BlockKind::Quote(element.blocks))),
            "summary" | "dt" => {
                for mut inner in element.blocks {
                    if let BlockKind::Paragraph(content) = &mut inner.kind {
                        let content = std::mem::take(content);
                        inner.kind = BlockKind::Paragraph(vec![Inline {
                            span: inner.span,
                            kind: InlineKind::Strong(content),
                        }]);
                    }
                    top.blocks.push(inner);
                }
            }
            _ => {
                let breaks = tag.breaks_page();
                if breaks == Some(PageBreakAt::Before) {
                    top.blocks.push(block(BlockKind::PageBreak));
                }
                let styled = element.blocks.into_iter().map(|mut inner| {
                    if let BlockKind::Paragraph(content) = &mut inner.kind {
                        *content = dress(tag, inner.span, std::mem::take(content));
                    }
                    inner
                });
                let blocks = aligned(alignment(tag), span, styled.collect());
                top.blocks.extend(blocks);
                top.items.extend(element.items);
                if breaks == Some(PageBreakAt::After) {
                    top.blocks.push(block(BlockKind::PageBreak));
                }
            }
        }
    }
}

impl Element {
    /// Makes blocks of parts of lists and tables that do not stand in one: a
    /// browser shows them all the same.
    pub(super) fn settle(&mut self, name: &str, span: Span) {
        let block = |kind| Block { span, kind, anchor: None };
        if !matches!(name, "ul" | "ol" | "menu" | "dir") && !self.items.is_empty() {
            let items = std::mem::take(&mut self.items);
            self.blocks.push(block(BlockKind::List { start: None, tight: true, items }));
        }
        let in_table = matches!(name, "table" | "thead" | "tbody" | "tfoot");
        // What is kept beside rows to tell how they are aligned has no content.
        if name != "tr" && self.cells.iter().any(|(cell, ..)| !cell.content.is_empty()) {
            let cells: Vec<Cell> =
                std::mem::take(&mut self.cells).into_iter().map(|(cell, ..)| cell).collect();
            if in_table {
                self.rows.push((Row { span, cells, kind: RowKind::Line }, false));
            } else {
                let filled = cells.into_iter().filter(|cell| !cell.content.is_empty());
                self.blocks.extend(filled.map(|cell| block(BlockKind::Paragraph(cell.content))));
            }
        }
        if !in_table && !self.rows.is_empty() {
            let table = table(std::mem::take(&mut self.rows), &[]);
            self.blocks.extend(table.map(|table| block(BlockKind::Table(table))));
        }
        if name != "table" {
            self.blocks.append(&mut self.caption);
        }
    }
}

/// Sets blocks apart where an alignment is asked for.
fn aligned(alignment: Option<Alignment>, span: Span, blocks: Vec<Block>) -> Vec<Block> {
    match alignment {
        Some(alignment) if !blocks.is_empty() => {
            vec![Block { span, kind: BlockKind::Aligned { alignment, blocks }, anchor: None }]
        }
        _ => blocks,
    }
}

/// The inline content of blocks, with breaks between them.
fn inlines_of(blocks: Vec<Block>) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for block in blocks {
        let span = block.span;
        let content = match block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => content,
            BlockKind::Figure { image, .. } => vec![Inline { span, kind: InlineKind::Image(image) }],
            BlockKind::Code { text, .. } => vec![Inline { span, kind: InlineKind::Code(text) }],
            BlockKind::Aligned { blocks, .. } | BlockKind::Quote(blocks) => inlines_of(blocks),
            BlockKind::List { items, .. } => {
                let mut content: Vec<Inline> = Vec::new();
                for item in items {
                    if !content.is_empty() {
                        content.push(Inline { span: item.span.head(), kind: InlineKind::Break });
                    }
                    content
                        .push(Inline { span: item.span.head(), kind: InlineKind::Text("• ".to_owned()) });
                    content.extend(inlines_of(item.blocks));
                }
                content
            }
            BlockKind::Table(table) => table
                .header
                .into_iter()
                .chain(table.rows)
                .flat_map(|row| row.cells)
                .flat_map(|cell| {
                    let space = Inline { span: cell.span.head(), kind: InlineKind::Text(" ".to_owned()) };
                    cell.content.into_iter().chain([space])
                })
                .collect(),
            BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Callout(_)
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_)
            | BlockKind::Embed { .. } => Vec::new(),
        };
        if !out.is_empty() && !content.is_empty() {
            out.push(Inline { span: span.head(), kind: InlineKind::Break });
        }
        out.extend(content);
    }
    out
}

fn table(rows: Vec<(Row, bool)>, alignments: &[Option<Alignment>]) -> Option<Table> {
    let width = width(rows.iter().map(|(row, _)| row)).filter(|width| *width > 0)?;
    let mut rows = rows.into_iter().peekable();
    let header = rows.next_if(|(_, header)| *header).map(|(row, _)| row);
    let columns = (0..width.min(1000))
        .map(|at| Column { alignment: alignments.get(at).copied().flatten(), kind: ColumnKind::Text })
        .collect();
    Some(Table { columns, header, rows: rows.map(|(row, _)| row).collect() })
}

/// How many columns rows take: a cell that reaches down pushes those of the rows
/// below it to the right. None where there are no rows.
fn width<'r>(rows: impl Iterator<Item = &'r Row>) -> Option<usize> {
    // For each column, how many more rows a cell above reaches into.
    let mut reach: Vec<u16> = Vec::new();
    let mut widest = None;
    for row in rows {
        let mut at = 0;
        let mut own: Vec<(usize, u16)> = Vec::new();
        for cell in &row.cells {
            while reach.get(at).is_some_and(|rows| *rows > 0) {
                at += 1;
            }
            own.extend((0..usize::from(cell.colspan)).map(|more| (at + more, cell.rowspan)));
            at += usize::from(cell.colspan);
        }
        for rows in &mut reach {
            *rows = rows.saturating_sub(1);
        }
        for (column, rows) in own {
            if reach.len() <= column {
                reach.resize(column + 1, 0);
            }
            if let Some(reach) = reach.get_mut(column) {
                *reach = (*reach).max(rows.saturating_sub(1));
            }
        }
        widest = widest.max(Some(at));
    }
    widest
}

/// Drops spaces and breaks at both ends, as HTML does, and their places.
pub(super) fn trim(inlines: &mut Vec<Inline>) {
    let empty =
        |inline: &Inline| matches!(&inline.kind, InlineKind::Text(text) if text.trim_matches(' ').is_empty());
    let lead = inlines.iter().take_while(|inline| empty(inline)).count();
    inlines.drain(..lead);
    if let Some(Inline { kind: InlineKind::Text(text), span }) = inlines.first_mut() {
        let kept = text.trim_start_matches(' ');
        span.start += u32::from(kept.len() < text.len());
        *text = kept.to_owned();
    }
    while let Some(last) = inlines.last_mut() {
        match &mut last.kind {
            InlineKind::Text(text) => {
                let kept = text.trim_end_matches(' ').len();
                last.span.end -= u32::from(kept < text.len());
                text.truncate(kept);
                if !text.is_empty() {
                    break;
                }
                inlines.pop();
            }
            _ => break,
        }
    }
}
