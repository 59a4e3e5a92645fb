use std::collections::VecDeque;

use super::keeping::{concluded, first_of, goes_along, kept, leads};
use super::{Heading, Lowering};
use crate::proposal::{
    Alignment, Block, BlockKind, Callout, Image, ImageSource, Inline, InlineKind, Placement,
};
use crate::source::Span;
use crate::typeset::code::Code;
use crate::typeset::{direction, typography};

/// Words in code longer than this may break.
const MAX_CODE_WORD: usize = 50;

/// Code with longer lines than this gets the full width.
const MAX_CODE_LINE: usize = 62;

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
                let above = at.checked_sub(1).and_then(|above| blocks.get(above));
                self.room_for_notes(code, above, block, rest.get(1));
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
        let Some(language) = direction::of(block, self.language).filter(|_| !self.reversed) else {
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
        let signed = self.boxed == 0 && self.signed_below == Some(block.span) && goes_along(block);
        let stays = concluded(rest) || signed;
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
                let open = if leads { "(n.paragraph)(lead: true, " } else { "(n.paragraph)(" };
                if signed && !leads {
                    code.raw("(n.stays)(");
                    code.braces(|code| {
                        code.line();
                        self.paragraph(code, open, content);
                    });
                    code.raw(")");
                } else {
                    self.paragraph(code, open, content);
                }
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
    pub(super) fn paragraph(&mut self, code: &mut Code, open: &str, content: &[Inline]) {
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
