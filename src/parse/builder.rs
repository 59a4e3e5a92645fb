//! The Markdown parser's events become blocks.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::callouts::{self, Opening};
use super::inlines::{Within, finish};
use super::note::{MAX_NESTING, Note};
use super::pieces::{Piece, PieceKind, drop_before, merge};
use super::rules::{BLOCK_NOT_RUN, NESTING_TOO_DEEP};
use super::{html, images, links, paragraphs, tables};
use crate::diagnostics::Diagnostic;
use crate::proposal::{
    Alignment, Block, BlockKind, Callout, Cell, Column, ColumnKind, Footnote, Inline, InlineKind, LinkTarget,
    ListItem, Row, RowKind, Style, Table,
};
use crate::source::OffsetMap;

/// The options of the parser; each of the others reads something that Obsidian
/// does not.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_WIKILINKS
}

/// Blocks of code that only plugins of Obsidian understand.
const NOT_RUN: &[&str] = &[
    "dataview",
    "dataviewjs",
    "tasks",
    "query",
    "base",
    "button",
    "toc",
    "table-of-contents",
    "tracker",
    "chart",
    "kanban",
    "excalidraw",
    "meta-bind",
    "meta-bind-button",
    "datacorejs",
    "datacorejsx",
    "templater",
    "js-engine",
];

#[derive(Debug)]
enum Kind {
    Root,
    Quote(Option<Opening>),
    List {
        start: Option<u64>,
        loose: bool,
    },
    Item {
        task: Option<char>,
    },
    Footnote(String),
    Aligned(Alignment),
    Paragraph,
    Heading(HeadingLevel),
    Table {
        columns: Vec<Column>,
        header: Option<Row>,
    },
    Row {
        head: bool,
    },
    Cell,
    Code {
        info: Option<String>,
        text: String,
    },
    Html {
        text: String,
        map: OffsetMap,
    },
    Emphasis,
    Strong,
    Strike,
    Link {
        target: String,
        kind: LinkType,
    },
    Image {
        target: String,
        kind: LinkType,
    },
    /// A container of Markdown that is never asked for.
    Other,
}

struct Frame {
    kind: Kind,
    range: Range<usize>,
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    items: Vec<ListItem>,
    rows: Vec<Row>,
    cells: Vec<Cell>,
}

impl Frame {
    fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            blocks: Vec::new(),
            pieces: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
        }
    }
}

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
    for (event, range) in Parser::new_ext(&text, options()).into_offset_iter() {
        builder.event(event, range);
    }
    while builder.stack.len() > 1 {
        builder.close(length);
    }
    builder.flush();
    builder.stack.pop().map(|root| root.blocks).unwrap_or_default()
}

impl Builder<'_, '_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                self.push(Piece::done(range, InlineKind::Code(code.into_string())));
            }
            Event::InlineMath(source) => self.math(source, range, false),
            Event::DisplayMath(source) => self.math(source, range, true),
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

    fn math(&mut self, source: CowStr<'_>, range: Range<usize>, display: bool) {
        self.push(Piece::done(range, InlineKind::Math { source: source.into_string(), display }));
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

    /// Closes the innermost frame.
    fn close(&mut self, end: usize) {
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
                self.block(range, BlockKind::List { start, tight: !loose, items: frame.items });
            }
            Kind::Item { task } => {
                let span = self.note.span(&self.trimmed(range));
                self.top().items.push(ListItem { span, task, blocks: frame.blocks, anchor: None });
            }
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
                tables::annotate(&mut table, self.note.language);
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

    fn style(&mut self, pieces: Vec<Piece>, range: Range<usize>, kind: fn(Vec<Inline>) -> InlineKind) {
        self.depth = self.depth.saturating_sub(1);
        // Embeds and page breaks leave the style, so that they stay blocks.
        if pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Block(_))) {
            self.top().pieces.extend(pieces);
            return;
        }
        let content = finish(self.note, pieces, Within::Line);
        self.push(Piece::done(range, kind(content)));
    }

    /// `~~x~~`; a single tilde means "about" and stays.
    fn strike(&mut self, pieces: Vec<Piece>, range: Range<usize>) {
        let double = self.note.slice(range.clone()).starts_with("~~");
        if double {
            self.style(pieces, range, |content| InlineKind::Styled(Style::Strikethrough, content));
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        let top = self.top();
        top.pieces.push(Piece::new(range.start..range.start + 1, PieceKind::Verbatim));
        top.pieces.extend(pieces);
        top.pieces.push(Piece::new(range.end - 1..range.end, PieceKind::Verbatim));
    }

    fn link(&mut self, pieces: Vec<Piece>, range: Range<usize>, target: &str, kind: LinkType) {
        let span = self.note.span(&range);
        let shown = self.note.slice(range.clone()).to_owned();
        let (target, content) = match kind {
            LinkType::WikiLink { has_pothole } => {
                let clean = target.trim().strip_suffix('\\').unwrap_or(target.trim()).trim();
                if shown.contains('\n') || clean.is_empty() {
                    self.literal(range);
                    return;
                }
                let content = if has_pothole {
                    trim(finish(self.note, pieces, Within::Link))
                } else {
                    let kind = InlineKind::Text(links::display(clean));
                    vec![Inline { span, kind }]
                };
                (links::wiki(self.note, clean, span, &shown), content)
            }
            LinkType::Email => {
                let content = finish(self.note, pieces, Within::Link);
                (LinkTarget::Url(format!("mailto:{target}")), content)
            }
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink => {
                let content = finish(self.note, pieces, Within::Link);
                (links::target(self.note, target, span, &shown), content)
            }
        };
        self.push(Piece::done(range, InlineKind::Link { target, content }));
    }

    /// Shows a part of the text as it stands, line ends as breaks.
    fn literal(&mut self, range: Range<usize>) {
        let lines: Vec<usize> = self.note.slice(range.clone()).split('\n').map(str::len).collect();
        let mut at = range.start;
        for (index, length) in lines.into_iter().enumerate() {
            if index > 0 {
                self.event(Event::SoftBreak, at - 1..at);
            }
            self.push(Piece::new(at..at + length, PieceKind::Verbatim));
            at += length + 1;
        }
    }

    fn image(&mut self, pieces: Vec<Piece>, range: Range<usize>, target: &str, kind: LinkType) {
        self.depth = self.depth.saturating_sub(1);
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        let clean = target.trim().strip_suffix('\\').filter(|_| is_wiki).unwrap_or(target.trim());
        if is_wiki && (clean.is_empty() || self.note.slice(range.clone()).contains('\n')) {
            self.literal(range);
            return;
        }
        let label = match kind {
            LinkType::WikiLink { has_pothole: false } => String::new(),
            _ => images::description(&finish(self.note, pieces, Within::Link)),
        };
        let embedded = images::embed(self.note, &range, clean, &label);
        self.top().pieces.extend(embedded);
    }

    fn heading(&mut self, mut pieces: Vec<Piece>, range: Range<usize>, level: HeadingLevel) {
        // A callout's title that a line of dashes made a heading is still one.
        if self.top().blocks.is_empty()
            && matches!(self.top().kind, Kind::Quote(None))
            && let Some(found) = callouts::opening(self.note, range.start)
        {
            let (opening, body) = callouts::take_title(self.note, merge(pieces), range.start, found);
            self.top().kind = Kind::Quote(Some(opening));
            if body.is_empty() {
                return;
            }
            pieces = body;
        }
        let alignment =
            pieces.iter().find(|piece| !is_space(self.note, piece)).and_then(|piece| match &piece.kind {
                PieceKind::Html(tag) => html::alignment(tag),
                _ => None,
            });
        let content = finish(self.note, pieces, Within::Line);
        if content.is_empty() {
            return;
        }
        let outlined = self.stack.iter().all(|frame| {
            !matches!(frame.kind, Kind::Quote(_) | Kind::List { .. } | Kind::Item { .. } | Kind::Footnote(_))
        });
        let heading = BlockKind::Heading { level: level as u8, content, outlined };
        match alignment {
            Some(alignment) => {
                let span = self.note.span(&self.trimmed(range.clone()));
                let blocks = vec![Block { span, kind: heading, anchor: None }];
                self.block(range, BlockKind::Aligned { alignment, blocks });
            }
            None => self.block(range, heading),
        }
    }

    fn code(&mut self, info: Option<&str>, mut text: String, range: Range<usize>) {
        if text.ends_with('\n') {
            text.pop();
        }
        let language = info
            .and_then(|info| info.split([' ', '\t', ',', '{']).next())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase);
        let name = language.as_deref().unwrap_or_default();
        if NOT_RUN.contains(&name) {
            let span = self.note.span(&self.trimmed(range));
            let message = self.note.language.pick(
                format!("un bloc `{name}` ne s'exécute pas ici : rien ne paraît à sa place"),
                format!("a `{name}` block cannot be run here: nothing appears in its place"),
            );
            self.note.report(Diagnostic::new(&BLOCK_NOT_RUN, message).at(span));
        } else if name == "mermaid" {
            self.block(range, BlockKind::Diagram { text });
        } else {
            self.block(range, BlockKind::Code { language, text });
        }
    }

    fn html_block(&mut self, text: &str, map: &OffsetMap, range: Range<usize>) {
        let outcome = html::read_block(self.note, text, map);
        let in_aligned = matches!(self.top().kind, Kind::Aligned(_));
        if outcome.closes && in_aligned {
            self.top().blocks.extend(outcome.blocks);
            self.close(range.end);
            return;
        }
        if let Some(alignment) = outcome.opens.filter(|_| self.depth < MAX_NESTING) {
            self.depth += 1;
            self.stack.push(Frame::new(Kind::Aligned(alignment), range));
        }
        for block in outcome.blocks {
            paragraphs::add(&mut self.top().blocks, block);
        }
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

fn is_space(note: &Note<'_>, piece: &Piece) -> bool {
    piece.kind == PieceKind::Verbatim && note.slice(piece.range.clone()).trim().is_empty()
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

/// Drops the spaces at both ends of a link's text.
fn trim(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    content
}
