//! The Markdown parser's events become blocks.

mod close;
mod content;
mod frame;

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Parser, Tag, TagEnd};

use frame::{Frame, Kind};

use super::note::{MAX_NESTING, Note};
use super::pieces::{Piece, PieceKind, drop_before, merge};
use super::rules::NESTING_TOO_DEEP;
use super::{callouts, extent, html, paragraphs, prepass};
use crate::diagnostics::Diagnostic;
use crate::proposal::{Alignment, Block, BlockKind, Column, ColumnKind, InlineKind, Table};
use crate::source::OffsetMap;

struct Builder<'n, 'a> {
    note: &'n mut Note<'a>,
    stack: Vec<Frame>,
    /// How many open containers were passed over because they are too deep.
    overflow: usize,
    depth: usize,
}

/// Parses the prepared text of a note.
pub(super) fn build(note: &mut Note<'_>) -> Vec<Block> {
    // The events borrow the text; the note goes on being written to.
    let text = note.prepared.text.clone();
    let length = text.len();
    let mut builder = Builder { note, stack: vec![Frame::new(Kind::Root, 0..length)], overflow: 0, depth: 0 };
    for (event, range) in Parser::new_ext(&text, prepass::options()).into_offset_iter() {
        if !builder.has_room(&event, &range) {
            break;
        }
        builder.event(event, range);
    }
    while builder.stack.len() > 1 {
        builder.close(length);
    }
    builder.flush();
    builder.stack.pop().map(|root| root.blocks).unwrap_or_default()
}

impl Builder<'_, '_> {
    /// Counts the parts that an event brings; false where they are too many,
    /// which is said.
    fn has_room(&mut self, event: &Event<'_>, range: &Range<usize>) -> bool {
        let fitted = self.note.parts <= extent::MAX_PARTS;
        self.note.parts += extent::parts(event);
        let fits = self.note.parts <= extent::MAX_PARTS;
        if fitted && !fits {
            let span = self.note.span(range).head();
            let finding = extent::too_long(self.note.language).at(span);
            self.note.report(finding);
        }
        fits
    }

    /// Leaves out the rows of a table that are too many.
    fn bounded(&mut self, table: &mut Table, range: &Range<usize>) {
        let span = self.note.span(range);
        let finding = extent::bounded(table, span, self.note.language);
        self.note.findings.extend(finding);
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                self.push(Piece::done(range, InlineKind::Code(code.into_string())));
            }
            Event::InlineMath(source) => self.math(&source, range, false),
            Event::DisplayMath(source) => self.math(&source, range, true),
            Event::Html(_) => self.html(&range),
            Event::InlineHtml(text) => {
                let piece = html::tokens(&text).into_iter().find_map(|token| match token {
                    html::Token::Tag(tag, _) => Some(PieceKind::Html(tag)),
                    html::Token::Text(_) => None,
                });
                if let Some(kind) = piece {
                    self.push(Piece::new(range, kind));
                }
            }
            Event::FootnoteReference(label) => {
                let index = self.note.footnotes.index(&label);
                self.push(Piece::done(range, InlineKind::Footnote(index)));
            }
            Event::SoftBreak => {
                let joined = self.note.strict || matches!(self.top().kind, Kind::Heading(_));
                let kind =
                    if joined { PieceKind::Text(" ".to_owned()) } else { PieceKind::Done(InlineKind::Break) };
                self.push(Piece::new(range, kind));
            }
            Event::HardBreak => self.push(Piece::done(range, InlineKind::Break)),
            Event::Rule => {
                self.flush();
                self.block(range, BlockKind::Rule);
            }
            Event::TaskListMarker(_) => {
                let mark = self.note.slice(range.start + 1..range.end).chars().next();
                if let Some(Frame { kind: Kind::Item { task }, .. }) =
                    self.stack.iter_mut().rev().find(|frame| matches!(frame.kind, Kind::Item { .. }))
                {
                    *task = mark;
                }
            }
        }
    }

    #[expect(clippy::expect_used, reason = "the root is only taken off when the events have ended")]
    fn top(&mut self) -> &mut Frame {
        self.stack.last_mut().expect("the root is there")
    }

    fn push(&mut self, piece: Piece) {
        self.top().pieces.push(piece);
    }

    fn block(&mut self, range: Range<usize>, kind: BlockKind) {
        let range = self.trimmed(range);
        let span = self.note.span(&range);
        paragraphs::add(&mut self.top().blocks, Block { span, kind, anchor: None });
    }

    /// A range without the white space at its end.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let text = self.note.slice(range.clone());
        range.start..range.start + text.trim_end_matches([' ', '\t', '\n']).len()
    }

    fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        match &mut self.top().kind {
            Kind::Code { text: code, .. } => code.push_str(text),
            Kind::Html { .. } => {}
            _ => {
                let kind = if self.note.slice(range.clone()) == &**text {
                    PieceKind::Verbatim
                } else {
                    PieceKind::Text(text.to_string())
                };
                self.push(Piece::new(range, kind));
            }
        }
    }

    fn math(&mut self, source: &str, range: Range<usize>, display: bool) {
        let source = without_comments(source);
        self.push(Piece::done(range, InlineKind::Math { source, display }));
    }

    fn html(&mut self, range: &Range<usize>) {
        let segments = self.note.prepared.written(range.clone());
        let parts: Vec<(usize, String)> =
            segments.into_iter().map(|part| (part.start, self.note.slice(part).to_owned())).collect();
        if let Kind::Html { text, map } = &mut self.top().kind {
            for (start, part) in parts {
                map.anchor(text.len(), start);
                text.push_str(&part);
            }
        }
    }

    /// Makes a paragraph of loose inline content: that of a tight item, or of a
    /// container that was passed over.
    fn flush(&mut self) {
        if self.top().pieces.is_empty() {
            return;
        }
        let pieces = std::mem::take(&mut self.top().pieces);
        let range = match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => first.range.start..last.range.end,
            _ => return,
        };
        self.paragraph(pieces, range);
    }

    fn paragraph(&mut self, pieces: Vec<Piece>, range: Range<usize>) {
        let mut pieces = merge(pieces);
        let first = self.top().blocks.is_empty();
        if first
            && let Kind::Quote(opening @ None) = &self.top().kind
            && opening.is_none()
            && let Some(found) = callouts::opening(self.note, range.start)
        {
            let (opening, body) = callouts::take_title(self.note, pieces, range.start, found);
            self.top().kind = Kind::Quote(Some(opening));
            pieces = body;
        }
        if first && let Kind::Item { task: None } = self.top().kind {
            let (mark, rest) = take_task(self.note, pieces);
            self.top().kind = Kind::Item { task: mark };
            pieces = rest;
        }
        for block in paragraphs::blocks(self.note, pieces, &range) {
            paragraphs::add(&mut self.top().blocks, block);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let nests = matches!(tag, Tag::BlockQuote(_) | Tag::List(_));
        let styles = matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Image { .. });
        let is_block = !(styles || matches!(tag, Tag::Link { .. }));
        if is_block && !matches!(tag, Tag::TableHead | Tag::TableRow | Tag::TableCell) {
            self.flush();
        }
        let counted = nests || styles || matches!(tag, Tag::Item);
        if counted && (self.overflow > 0 || (self.depth >= MAX_NESTING && !matches!(tag, Tag::Item))) {
            if self.overflow == 0 {
                self.too_deep(&range);
            }
            self.overflow += 1;
            return;
        }
        self.depth += usize::from(nests || styles);
        let kind = match tag {
            Tag::Paragraph => {
                if matches!(self.top().kind, Kind::Item { .. })
                    && let Some(Frame { kind: Kind::List { loose, .. }, .. }) =
                        self.stack.iter_mut().rev().nth(1)
                {
                    *loose = true;
                }
                Kind::Paragraph
            }
            Tag::Heading { level, .. } => Kind::Heading(level),
            Tag::BlockQuote(_) => Kind::Quote(None),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                Kind::Code { info: Some(info.into_string()), text: String::new() }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Kind::Code { info: None, text: String::new() },
            Tag::HtmlBlock => Kind::Html { text: String::new(), map: OffsetMap::default() },
            Tag::List(start) => Kind::List { start, loose: false },
            Tag::Item => Kind::Item { task: None },
            Tag::FootnoteDefinition(label) => Kind::Footnote(label.into_string()),
            Tag::Table(alignments) => {
                let columns = alignments
                    .into_iter()
                    .map(|alignment| Column {
                        alignment: column_alignment(alignment),
                        kind: ColumnKind::Text,
                    })
                    .collect();
                Kind::Table { columns, header: None }
            }
            Tag::TableHead => Kind::Row { head: true },
            Tag::TableRow => Kind::Row { head: false },
            Tag::TableCell => Kind::Cell,
            Tag::Emphasis => Kind::Emphasis,
            Tag::Strong => Kind::Strong,
            Tag::Strikethrough => Kind::Strike,
            Tag::Link { link_type, dest_url, .. } => {
                Kind::Link { target: dest_url.into_string(), kind: link_type }
            }
            Tag::Image { link_type, dest_url, .. } => {
                Kind::Image { target: dest_url.into_string(), kind: link_type }
            }
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => Kind::Other,
        };
        self.stack.push(Frame::new(kind, range));
    }

    fn too_deep(&mut self, range: &Range<usize>) {
        let start = range.start
            ..range.start + self.note.slice(range.clone()).chars().next().map_or(0, char::len_utf8);
        let span = self.note.span(&start);
        let finding = too_deep(self.note.language).at(span);
        self.note.report(finding);
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        let counted = matches!(
            tag,
            TagEnd::BlockQuote(_)
                | TagEnd::List(_)
                | TagEnd::Item
                | TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Image
        );
        if counted && self.overflow > 0 {
            self.overflow -= 1;
            if matches!(tag, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) {
                self.flush();
            }
            return;
        }
        // An alignment that HTML opened ends with what it stands in.
        while matches!(self.top().kind, Kind::Aligned(_)) {
            self.close(range.end);
        }
        self.close(range.end);
    }
}

/// The finding for content that is nested too deep.
pub(super) fn too_deep(language: crate::language::Language) -> Diagnostic {
    let message = language.pick(
        format!("plus de {MAX_NESTING} niveaux imbriqués : la suite est mise au dernier niveau"),
        format!("more than {MAX_NESTING} nested levels: the rest is set at the last one"),
    );
    Diagnostic::new(&NESTING_TOO_DEEP, message)
}

/// A formula without comments: those of HTML, and those of TeX, an unescaped `%`
/// and the rest of its line. A formula's source is read aloud, and shown where it
/// cannot be set.
fn without_comments(source: &str) -> String {
    let mut plain = String::with_capacity(source.len());
    let mut rest = source;
    while let Some((before, comment)) = rest.split_once("<!--")
        && let Some((_, after)) = comment.split_once("-->")
    {
        plain.push_str(before);
        rest = after;
    }
    plain.push_str(rest);
    let mut out = String::with_capacity(plain.len());
    for line in plain.split_inclusive('\n') {
        let mut escaped = false;
        let comment = line.char_indices().find(|(_, c)| {
            let found = *c == '%' && !escaped;
            escaped = *c == '\\' && !escaped;
            found
        });
        out.push_str(comment.map_or(line, |(at, _)| line.get(..at).unwrap_or_default()));
        if comment.is_some() && line.ends_with('\n') {
            out.push('\n');
        }
    }
    out
}

fn column_alignment(alignment: pulldown_cmark::Alignment) -> Option<Alignment> {
    match alignment {
        pulldown_cmark::Alignment::None => None,
        pulldown_cmark::Alignment::Left => Some(Alignment::Left),
        pulldown_cmark::Alignment::Center => Some(Alignment::Center),
        pulldown_cmark::Alignment::Right => Some(Alignment::Right),
    }
}

/// Takes the mark of a task (`[-] `) that the parser does not know off the
/// start of an item.
fn take_task(note: &Note<'_>, pieces: Vec<Piece>) -> (Option<char>, Vec<Piece>) {
    let Some(start) = pieces.first().map(|piece| piece.range.start).filter(|start| !note.escaped(*start))
    else {
        return (None, pieces);
    };
    let mut chars = note.text().get(start..).unwrap_or_default().chars();
    let (open, mark, close, after) = (chars.next(), chars.next(), chars.next(), chars.next());
    let Some(mark) = mark.filter(|c| !matches!(c, '\n' | '\\' | '[' | ']')) else { return (None, pieces) };
    if open != Some('[') || close != Some(']') || !after.is_none_or(|c| matches!(c, ' ' | '\t' | '\n')) {
        return (None, pieces);
    }
    let length = 2 + mark.len_utf8() + after.filter(|c| *c != '\n').map_or(0, char::len_utf8);
    (Some(mark), drop_before(pieces, start + length))
}
