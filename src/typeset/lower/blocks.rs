use std::collections::VecDeque;

use super::{Heading, Lowering};
use crate::proposal::{
    Alignment, Block, BlockKind, Callout, Image, ImageSource, Inline, InlineKind, ListItem, Placement,
    plain_text,
};
use crate::source::{FileId, Span};
use crate::typeset::code::Code;
use crate::typeset::{direction, typography, visit};

/// A paragraph up to this many characters that ends with a colon, or is strong
/// throughout, is the label of what follows it.
const MAX_LABEL: usize = 160;

/// Words in code longer than this may break.
const MAX_CODE_WORD: usize = 50;

/// Code with longer lines than this gets the full width.
const MAX_CODE_LINE: usize = 62;

/// About how many characters a line of text has.
const LINE: usize = 75;

/// A list of up to this many lines is kept on one page.
const MAX_KEPT_LINES: usize = 9;

impl Lowering<'_> {
    /// Writes blocks, each on a line of its own.
    pub(super) fn blocks(&mut self, code: &mut Code, blocks: &[Block]) {
        let mut at = 0;
        while let Some(block) = blocks.get(at) {
            code.line();
            let rest = blocks.get(at..).unwrap_or_default();
            let turned = self.turned(rest);
            if turned > 0 {
                code.raw("(n.turned)(");
                code.braces(|code| self.each(code, rest, turned));
                code.raw(")");
                at += turned;
            } else {
                code.at(block.span, |code| self.directed(code, block, rest.get(1..).unwrap_or_default()));
                at += 1;
            }
        }
    }

    /// Writes the first `count` blocks.
    fn each(&mut self, code: &mut Code, blocks: &[Block], count: usize) {
        for (at, block) in blocks.iter().enumerate().take(count) {
            code.line();
            code.at(block.span, |code| self.directed(code, block, blocks.get(at + 1..).unwrap_or_default()));
        }
    }

    /// How many of the first blocks belong on a page on its side: a table that
    /// needs it, with the headings and the label above it.
    fn turned(&self, blocks: &[Block]) -> usize {
        let mut above = 0;
        while let [block, next, ..] = blocks.get(above..).unwrap_or_default() {
            let leads = match &block.kind {
                BlockKind::Heading { .. } => true,
                BlockKind::Paragraph(content) => leads(content, next),
                _ => false,
            };
            if !leads {
                break;
            }
            above += 1;
        }
        if blocks.get(above).is_some_and(|block| self.is_turned(block)) { above + 1 } else { 0 }
    }

    /// Writes a block in the direction of its script.
    fn directed(&mut self, code: &mut Code, block: &Block, rest: &[Block]) {
        let Some(language) = direction::of(block).filter(|_| !self.reversed) else {
            return self.block(code, block, rest);
        };
        self.reversed = true;
        code.fmt(format_args!("(n.right-to-left)(\"{language}\", "));
        code.braces(|code| {
            code.line();
            self.block(code, block, rest);
        });
        code.raw(")");
        self.reversed = false;
    }

    /// Writes a block; `rest` are those that follow it.
    fn block(&mut self, code: &mut Code, block: &Block, rest: &[Block]) {
        let next = rest.first();
        let stays = concluded(rest);
        let label = block.anchor.as_deref().and_then(|name| self.anchor(block.span.file, name));
        if let Some(label) = label {
            code.fmt(format_args!("(n.anchor)({label})"));
            code.line();
        }
        match &block.kind {
            BlockKind::Heading { level, content, outlined } => {
                self.heading(code, block.span, *level, content, *outlined);
            }
            BlockKind::Paragraph(content) => {
                // Last words that say that one signs there stay with the place.
                let signs = next.is_none() && self.boxed == 0 && self.label == Some(block.span);
                let leads = signs || next.is_some_and(|next| leads(content, next));
                self.paragraph(
                    code,
                    if leads { "(n.paragraph)(lead: true, " } else { "(n.paragraph)(" },
                    content,
                );
            }
            BlockKind::Figure { image, caption } => self.figure(code, block.span, image, caption),
            BlockKind::List { start, tight, items } => {
                self.boxed(|lowering| lowering.list(code, *start, *tight, stays, items));
            }
            BlockKind::Table(table) => self.table(code, block.span, table, stays),
            BlockKind::Code { language, text } => code.run(block.span, text, |code| {
                code.raw("(n.code-block)(");
                let longest = MAX_CODE_WORD.saturating_sub(3 * self.boxed).max(20);
                code.string(&typography::breakable(&expand_tabs(text), longest));
                code.raw(", language: ");
                match language {
                    Some(language) => code.string(language),
                    None => code.raw("none"),
                }
                let wide = self.boxed == 0
                    && text.lines().any(|line| expand_tabs(line).chars().count() > MAX_CODE_LINE);
                code.fmt(format_args!(", wide: {wide})"));
            }),
            BlockKind::Diagram { text } => self.diagram(code, block.span, text),
            BlockKind::Math { source } => self.math(code, block.span, source, true),
            BlockKind::Quote(inner) => {
                let open = format!("(n.quote)(keep: {}, ", kept(inner));
                self.boxed(|lowering| lowering.container(code, &open, inner));
            }
            BlockKind::Callout(callout) => self.boxed(|lowering| lowering.callout(code, callout)),
            BlockKind::Aligned { alignment, blocks } => self.aligned(code, *alignment, blocks),
            BlockKind::Rule => {
                // Authors put a rule between all sections; there it is the
                // section's spacing, as at the end of a document.
                let spacing = next.is_none_or(|next| {
                    matches!(
                        first_of(next).kind,
                        BlockKind::Heading { .. } | BlockKind::PageBreak | BlockKind::Rule
                    )
                });
                code.fmt(format_args!("(n.rule)(spacing: {spacing})"));
            }
            // Typst refuses to break a page within a box.
            BlockKind::PageBreak if self.boxed > 0 => code.raw("[]"),
            BlockKind::PageBreak => code.raw("(n.pagebreak)()"),
            BlockKind::Verbatim(text) => {
                code.raw("(n.verbatim)(");
                Self::text(code, block.span, text);
                code.raw(")");
            }
            BlockKind::Embed { blocks } => self.container(code, "(n.embed)(", blocks),
        }
    }

    /// Writes a paragraph; formulas and images that stand on a line of their own
    /// divide it.
    fn paragraph(&mut self, code: &mut Code, open: &str, content: &[Inline]) {
        let mut open = open;
        for (at, part) in content.chunk_by(|a, b| !stands_alone(a) && !stands_alone(b)).enumerate() {
            if at > 0 {
                code.line();
            }
            match part {
                [Inline { span, kind: InlineKind::Math { source, .. } }] if stands_alone_all(part) => {
                    self.math(code, *span, source, true);
                }
                [Inline { span, kind: InlineKind::Image(image) }] if stands_alone_all(part) => {
                    self.figure(code, *span, image, &[]);
                }
                part => {
                    // The breaks around what stands alone are its own.
                    let first =
                        part.iter().position(|inline| at == 0 || !blank(inline)).unwrap_or(part.len());
                    let part = part.get(first..).unwrap_or_default();
                    if part.is_empty() {
                        code.raw("[]");
                        continue;
                    }
                    code.raw(open);
                    self.inlines(code, part);
                    code.raw(")");
                    open = "(n.paragraph)(";
                }
            }
        }
        if content.is_empty() {
            code.raw("[]");
        }
    }

    /// Writes aligned blocks; a page that breaks among them divides them.
    fn aligned(&mut self, code: &mut Code, alignment: Alignment, blocks: &[Block]) {
        let is_break = |block: &Block| matches!(block.kind, BlockKind::PageBreak);
        let part = |lowering: &mut Self, code: &mut Code, part: &[Block]| {
            let open = format!("(n.aligned)({}, keep: {}, ", direction(alignment), kept(part));
            lowering.boxed(|lowering| lowering.container(code, &open, part));
        };
        if !blocks.iter().any(is_break) {
            return part(self, code, blocks);
        }
        code.braces(|code| {
            for (at, blocks) in blocks.split(is_break).enumerate() {
                if at > 0 && self.boxed == 0 {
                    code.line();
                    code.raw("(n.pagebreak)()");
                }
                if !blocks.is_empty() {
                    code.line();
                    part(self, code, blocks);
                }
            }
        });
    }

    pub(super) fn boxed(&mut self, inner: impl FnOnce(&mut Self)) {
        self.boxed += 1;
        inner(self);
        self.boxed -= 1;
    }

    /// Writes an element that holds blocks; where blocks nest too deep, only
    /// what it holds.
    fn container(&mut self, code: &mut Code, open: &str, blocks: &[Block]) {
        self.deeper(
            code,
            |lowering, code| {
                code.raw(open);
                code.braces(|code| lowering.blocks(code, blocks));
                code.raw(")");
            },
            |lowering, code| lowering.flat(code, blocks),
        );
    }

    /// Writes blocks without what they stand in; nothing that is printed may be
    /// left out.
    pub(super) fn flat(&mut self, code: &mut Code, blocks: &[Block]) {
        code.raw("{");
        self.flat_blocks(code, blocks);
        code.line();
        code.raw("}");
    }

    fn flat_blocks(&mut self, code: &mut Code, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::List { items, .. } => {
                    self.lone_anchor(code, block.span.file, block.anchor.as_deref());
                    for item in items {
                        self.lone_anchor(code, item.span.file, item.anchor.as_deref());
                        self.flat_blocks(code, &item.blocks);
                    }
                }
                BlockKind::Quote(inner)
                | BlockKind::Embed { blocks: inner }
                | BlockKind::Aligned { blocks: inner, .. } => {
                    self.lone_anchor(code, block.span.file, block.anchor.as_deref());
                    self.flat_blocks(code, inner);
                }
                BlockKind::Callout(callout) => {
                    self.lone_anchor(code, block.span.file, block.anchor.as_deref());
                    if let Some(title) = &callout.title {
                        code.line();
                        code.raw("(n.paragraph)(");
                        self.inlines(code, title);
                        code.raw(")");
                    }
                    self.flat_blocks(code, &callout.blocks);
                }
                _ => self.blocks(code, std::slice::from_ref(block)),
            }
        }
    }

    fn lone_anchor(&mut self, code: &mut Code, file: FileId, name: Option<&str>) {
        if let Some(label) = name.and_then(|name| self.anchor(file, name)) {
            code.line();
            code.fmt(format_args!("(n.anchor)({label})"));
        }
    }

    fn heading(&mut self, code: &mut Code, span: Span, written: u8, content: &[Inline], outlined: bool) {
        let place = (span.file, span.start);
        let known = self.headings.get_mut(&place).filter(|_| outlined).and_then(VecDeque::pop_front);
        self.display = true;
        if let Some(Heading { number, level, linked: labelled, .. }) = known {
            code.fmt(format_args!("(n.heading)({level}, "));
            if labelled {
                code.fmt(format_args!("label: label(\"heading-{number}\"), "));
            }
            self.numbered(code, content);
            code.raw(")");
        } else {
            code.fmt(format_args!("(n.minor-heading)({written}, "));
            self.inlines(code, content);
            code.raw(")");
        }
        self.display = false;
    }

    fn figure(&mut self, code: &mut Code, span: Span, image: &Image, caption: &[Inline]) {
        let placement = match image.placement {
            Some(Placement::Block(alignment)) => direction(alignment),
            Some(Placement::Banner) => "\"banner\"",
            Some(Placement::Page) => "\"page\"",
            // Pages of other documents are made to be read at their full size.
            None if matches!(image.source, ImageSource::PdfPage(..)) && image.width.is_none() => "\"banner\"",
            Some(Placement::Inline) | None => "auto",
        };
        code.fmt(format_args!("(n.figure)(placement: {placement}, "));
        if !caption.is_empty() {
            code.raw("caption: ");
            self.inlines(code, caption);
            code.raw(", ");
        }
        let context = if image.placement == Some(Placement::Page) { "page" } else { "block" };
        self.image(code, context, span, image);
        code.raw(")");
    }

    fn list(&mut self, code: &mut Code, start: Option<u64>, tight: bool, stays: bool, items: &[ListItem]) {
        if self.depth >= super::MAX_DEPTH {
            code.raw("{");
            for item in items {
                self.lone_anchor(code, item.span.file, item.anchor.as_deref());
                self.flat_blocks(code, &item.blocks);
            }
            code.line();
            code.raw("}");
            return;
        }
        self.depth += 1;
        let keep = low(items);
        match start {
            Some(start) => {
                let start = start.min(999_999_999);
                code.fmt(format_args!(
                    "(n.list)(ordered: true, start: {start}, tight: {tight}, keep: {keep}, stays: {stays}, items: "
                ));
            }
            None => code.fmt(format_args!(
                "(n.list)(ordered: false, tight: {tight}, keep: {keep}, stays: {stays}, items: "
            )),
        }
        code.group("(", ")", |code| {
            for item in items {
                code.line();
                code.at(item.span, |code| self.item(code, item));
                code.raw(",");
            }
        });
        code.raw(")");
        self.depth -= 1;
    }

    fn item(&mut self, code: &mut Code, item: &ListItem) {
        code.raw("(task: ");
        match item.task {
            Some(mark) => code.string(&mark.to_string()),
            None => code.raw("none"),
        }
        code.raw(", body: ");
        let label = item.anchor.as_deref().and_then(|name| self.anchor(item.span.file, name));
        code.braces(|code| {
            if let Some(label) = label {
                code.line();
                code.fmt(format_args!("(n.anchor)({label})"));
            }
            self.marked(code, &item.blocks);
        });
        code.raw(")");
    }

    /// Writes blocks after a mark (of an item, of a footnote): the first
    /// paragraph stands on the mark's line.
    pub(super) fn marked(&mut self, code: &mut Code, mut blocks: &[Block]) {
        if let [Block { span, kind: BlockKind::Paragraph(content), anchor: None }, rest @ ..] = blocks {
            code.line();
            code.at(*span, |code| {
                self.paragraph(code, "(n.item-text)(", content);
            });
            blocks = rest;
        }
        self.blocks(code, blocks);
    }

    fn callout(&mut self, code: &mut Code, callout: &Callout) {
        self.deeper(
            code,
            |lowering, code| {
                code.raw("(n.callout)(name: ");
                code.string(&callout.name);
                let family = format!("{:?}", callout.family).to_lowercase();
                code.fmt(format_args!(", family: \"{family}\", keep: {}", kept(&callout.blocks)));
                if let Some(title) = &callout.title {
                    code.raw(", title: ");
                    lowering.inlines(code, title);
                }
                code.raw(", ");
                if callout.blocks.is_empty() {
                    code.raw("none");
                } else {
                    code.braces(|code| lowering.blocks(code, &callout.blocks));
                }
                code.raw(")");
            },
            |lowering, code| {
                code.raw("{");
                code.line();
                code.raw("(n.paragraph)(");
                lowering.inlines(code, callout.title.as_deref().unwrap_or_default());
                code.raw(")");
                lowering.flat_blocks(code, &callout.blocks);
                code.line();
                code.raw("}");
            },
        );
    }
}

/// The block that a block shows first: an embed shows what it brought in.
fn first_of(block: &Block) -> &Block {
    match &block.kind {
        BlockKind::Embed { blocks } => blocks.first().map_or(block, first_of),
        _ => block,
    }
}

/// Whether a list is low enough to be kept on one page: a lone item at the top
/// of a page reads like a mistake.
fn low(items: &[ListItem]) -> bool {
    items
        .iter()
        .try_fold(0, |lines, item| Some(lines + low_lines(&item.blocks)?))
        .is_some_and(|l| l <= MAX_KEPT_LINES)
}

/// Whether paragraphs and lists are low enough to be kept on one page.
fn kept(blocks: &[Block]) -> bool {
    low_lines(blocks).is_some_and(|lines| lines <= MAX_KEPT_LINES)
}

/// About how many lines blocks take; none where they hold more than text.
fn low_lines(blocks: &[Block]) -> Option<usize> {
    blocks.iter().try_fold(0, |lines, block| {
        let own = match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                let breaks = content.iter().filter(|inline| matches!(inline.kind, InlineKind::Break)).count();
                1 + breaks + plain_text(content).chars().count() / LINE
            }
            BlockKind::List { items, .. } => {
                items.iter().try_fold(0, |lines, item| Some(lines + low_lines(&item.blocks)?))?
            }
            _ => return None,
        };
        Some(lines + own)
    })
}

/// Whether an inline stands on a line of its own.
fn stands_alone(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Math { display, .. } => *display,
        InlineKind::Image(image) => {
            matches!(image.placement, Some(Placement::Block(_) | Placement::Banner | Placement::Page))
        }
        _ => false,
    }
}

fn stands_alone_all(part: &[Inline]) -> bool {
    part.iter().all(stands_alone)
}

fn blank(inline: &Inline) -> bool {
    match &inline.kind {
        InlineKind::Break => true,
        InlineKind::Text(text) => text.trim_matches([' ', '\n', '\t']).is_empty(),
        _ => false,
    }
}

/// Whether a paragraph is the label of the block after it ("Options
/// supplémentaires :" above its table).
fn leads(content: &[Inline], next: &Block) -> bool {
    let text = plain_text(content);
    let text = text.trim();
    if text.is_empty() || text.chars().count() > MAX_LABEL {
        return false;
    }
    let followed = matches!(
        next.kind,
        BlockKind::Table(_)
            | BlockKind::List { .. }
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
    );
    // Typst leaves footnotes behind where a paragraph moves to the next page with
    // what it leads.
    let mut notes = false;
    visit::each(content, &mut |inline| notes |= matches!(inline.kind, InlineKind::Footnote(_)));
    let strong = content.iter().all(|inline| match &inline.kind {
        InlineKind::Strong(_) => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    });
    // A line in bold is a heading in all but name, whatever follows it.
    let titles = strong && !matches!(next.kind, BlockKind::Rule | BlockKind::PageBreak);
    !notes && (titles || followed && (text.ends_with(':') || matches!(next.kind, BlockKind::Table(_))))
}

/// Whether a line follows that concludes a list or table ("Objectif : …", "Tarif
/// pack : …") before the next section: it should not begin a page alone.
fn concluded(rest: &[Block]) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }, after @ ..] = rest else { return false };
    let ends = after.first().is_none_or(|block| {
        matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::PageBreak)
    });
    ends && plain_text(content).chars().count() <= 2 * LINE
}

fn direction(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
        Alignment::Justify => "\"justify\"",
    }
}

/// Tabs in code stand for four spaces.
fn expand_tabs(text: &str) -> String {
    text.replace('\t', "    ")
}
