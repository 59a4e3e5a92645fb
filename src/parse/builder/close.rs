use super::Builder;
use super::frame::Kind;
use crate::parse::callouts::{self, Opening};
use crate::parse::inlines::{Within, finish};
use crate::parse::tables;
use crate::proposal::{BlockKind, Callout, Cell, Footnote, InlineKind, ListItem, Row, RowKind, Table};

impl Builder<'_, '_> {
    /// Closes the innermost frame.
    pub(super) fn close(&mut self, end: usize) {
        if matches!(
            self.top().kind,
            Kind::Root
                | Kind::Quote(_)
                | Kind::Item { .. }
                | Kind::Footnote(_)
                | Kind::Aligned(_)
                | Kind::Other
        ) {
            self.flush();
        }
        if self.stack.len() < 2 {
            return;
        }
        let Some(frame) = self.stack.pop() else { return };
        let range = frame.range.clone();
        match frame.kind {
            Kind::Root => {}
            Kind::Quote(None) => {
                self.depth = self.depth.saturating_sub(1);
                // What held only a footnote's definition is not shown.
                if !frame.blocks.is_empty() {
                    self.block(range, BlockKind::Quote(frame.blocks));
                }
            }
            Kind::Quote(Some(Opening { name, title })) => {
                self.depth = self.depth.saturating_sub(1);
                let family = callouts::family(&name);
                let callout = Callout { name, family, title, blocks: frame.blocks };
                self.block(range, BlockKind::Callout(callout));
            }
            Kind::List { start, loose } => {
                self.depth = self.depth.saturating_sub(1);
                if !frame.items.is_empty() {
                    self.block(range, BlockKind::List { start, tight: !loose, items: frame.items });
                }
            }
            // What held only a comment leaves no empty bullet behind.
            Kind::Item { task: None } if frame.blocks.is_empty() && self.note.hides(&range) => {}
            Kind::Item { task } => {
                let span = self.note.span(&self.trimmed(range));
                self.top().items.push(ListItem { span, task, blocks: frame.blocks, anchor: None });
            }
            // It is defined elsewhere.
            Kind::Footnote(_) if range.start < self.note.borrowed => {}
            Kind::Footnote(label) => {
                let span = self.note.span(&self.trimmed(range));
                self.note.footnotes.define(&label, Footnote { span, blocks: frame.blocks });
            }
            Kind::Aligned(alignment) => {
                self.depth = self.depth.saturating_sub(1);
                if !frame.blocks.is_empty() {
                    let range = range.start..end.max(range.start);
                    self.block(range, BlockKind::Aligned { alignment, blocks: frame.blocks });
                }
            }
            Kind::Paragraph => self.paragraph(frame.pieces, range),
            Kind::Heading(level) => self.heading(frame.pieces, range, level),
            Kind::Table { columns, header } => {
                let mut table = Table { columns, header, rows: frame.rows };
                self.bounded(&mut table, &range);
                tables::annotate(&mut table);
                self.block(range, BlockKind::Table(table));
            }
            Kind::Row { head } => {
                let span = self.note.span(&self.trimmed(range));
                let row = Row { span, cells: frame.cells, kind: RowKind::Line };
                let top = self.top();
                match &mut top.kind {
                    Kind::Table { header, .. } if head => {
                        *header =
                            Some(row).filter(|row| row.cells.iter().any(|cell| !cell.content.is_empty()));
                    }
                    _ => top.rows.push(row),
                }
            }
            Kind::Cell => {
                let content = finish(self.note, frame.pieces, Within::Line);
                let text = self.note.slice(range.clone());
                let trimmed = text.trim_matches([' ', '\t', '\n']);
                let lead = text.len() - text.trim_start_matches([' ', '\t', '\n']).len();
                let start = if trimmed.is_empty() { range.start } else { range.start + lead };
                let span = self.note.span(&(start..start + trimmed.len()));
                self.top().cells.push(Cell { span, content, colspan: 1, rowspan: 1 });
            }
            Kind::Code { info, text } => self.code(info.as_deref(), text, range),
            Kind::Html { text, map } => self.html_block(&text, &map, range),
            Kind::Emphasis => self.style(frame.pieces, range, InlineKind::Emphasis),
            Kind::Strong => self.style(frame.pieces, range, InlineKind::Strong),
            Kind::Strike => self.strike(frame.pieces, range),
            Kind::Link { target, kind } => self.link(frame.pieces, range, &target, kind),
            Kind::Image { target, kind } => self.image(frame.pieces, range, &target, kind),
            Kind::Other => {
                let top = self.top();
                top.pieces.extend(frame.pieces);
                top.blocks.extend(frame.blocks);
            }
        }
    }
}
