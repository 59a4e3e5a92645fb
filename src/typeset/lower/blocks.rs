use super::Lowering;
use crate::proposal::{
    Alignment, Block, BlockKind, Callout, Image, Inline, InlineKind, ListItem, Placement, plain_text,
};
use crate::source::Span;
use crate::typeset::code::Code;

/// A paragraph up to this many characters that ends with a colon, or is strong
/// throughout, is the label of what follows it.
const MAX_LABEL: usize = 160;

impl Lowering<'_> {
    /// Writes blocks, each on a line of its own.
    pub(super) fn blocks(&mut self, code: &mut Code, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            code.line();
            let next = blocks.get(at + 1);
            code.at(block.span, |code| self.block(code, block, next));
        }
    }

    fn block(&mut self, code: &mut Code, block: &Block, next: Option<&Block>) {
        let label = block.anchor.as_deref().and_then(|name| self.anchor(name));
        if let Some(label) = label {
            code.fmt(format_args!("(n.anchor)({label})"));
            code.line();
        }
        match &block.kind {
            BlockKind::Heading { level, content, outlined } => {
                self.heading(code, block.span, *level, content, *outlined);
            }
            BlockKind::Paragraph(content) => {
                let leads = next.is_some_and(|next| leads(content, next));
                code.raw(if leads { "(n.paragraph)(lead: true, " } else { "(n.paragraph)(" });
                self.inlines(code, content);
                code.raw(")");
            }
            BlockKind::Figure { image, caption } => self.figure(code, block.span, image, caption),
            BlockKind::List { start, tight, items } => self.list(code, *start, *tight, items),
            BlockKind::Table(table) => self.table(code, table),
            BlockKind::Code { language, text } => code.run(block.span, text, |code| {
                code.raw("(n.code-block)(");
                code.string(&expand_tabs(text));
                code.raw(", language: ");
                match language {
                    Some(language) => code.string(language),
                    None => code.raw("none"),
                }
                code.raw(")");
            }),
            BlockKind::Diagram { text } => self.diagram(code, block.span, text),
            BlockKind::Math { source } => self.math(code, block.span, source, true),
            BlockKind::Quote(inner) => self.container(code, "(n.quote)(", inner),
            BlockKind::Callout(callout) => self.callout(code, callout),
            BlockKind::Aligned { alignment, blocks } => {
                let open = format!("(n.aligned)({}, ", direction(*alignment));
                self.container(code, &open, blocks);
            }
            BlockKind::Rule => {
                // Authors put a rule between all sections; there it is the
                // section's spacing, as at the end of a document.
                let spacing = next.is_none_or(|next| {
                    matches!(next.kind, BlockKind::Heading { .. } | BlockKind::PageBreak | BlockKind::Rule)
                });
                code.fmt(format_args!("(n.rule)(spacing: {spacing})"));
            }
            BlockKind::PageBreak => code.raw("(n.pagebreak)()"),
            BlockKind::Verbatim(text) => {
                code.raw("(n.verbatim)(");
                self.text(code, block.span, text);
                code.raw(")");
            }
            BlockKind::Embed { blocks } => self.container(code, "(n.embed)(", blocks),
        }
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

    fn flat(&mut self, code: &mut Code, blocks: &[Block]) {
        code.raw("{");
        crate::typeset::visit::inlines(blocks, &mut |content| {
            code.line();
            code.raw("(n.paragraph)(");
            self.inlines(code, content);
            code.raw(")");
        });
        code.line();
        code.raw("}");
    }

    fn heading(&mut self, code: &mut Code, span: Span, written: u8, content: &[Inline], outlined: bool) {
        let known = self.headings.get_mut(&(span.file, span.start)).filter(|_| outlined);
        match known {
            Some(heading) => {
                let (level, number) = (heading.level, heading.number);
                let labelled = heading.linked && !std::mem::replace(&mut heading.set, true);
                code.fmt(format_args!("(n.heading)({level}, "));
                if labelled {
                    code.fmt(format_args!("label: label(\"heading-{number}\"), "));
                }
                self.numbered(code, content);
                code.raw(")");
            }
            None => {
                code.fmt(format_args!("(n.minor-heading)({written}, "));
                self.inlines(code, content);
                code.raw(")");
            }
        }
    }

    fn figure(&mut self, code: &mut Code, span: Span, image: &Image, caption: &[Inline]) {
        let placement = match image.placement {
            Some(Placement::Block(alignment)) => direction(alignment),
            Some(Placement::Banner) => "\"banner\"",
            Some(Placement::Inline) | None => "auto",
        };
        code.fmt(format_args!("(n.figure)(placement: {placement}, "));
        if !caption.is_empty() {
            code.raw("caption: ");
            self.inlines(code, caption);
            code.raw(", ");
        }
        self.image(code, "block", span, image);
        code.raw(")");
    }

    fn list(&mut self, code: &mut Code, start: Option<u64>, tight: bool, items: &[ListItem]) {
        if self.depth >= super::MAX_DEPTH {
            for item in items {
                code.line();
                self.flat(code, &item.blocks);
            }
            return;
        }
        self.depth += 1;
        match start {
            Some(start) => {
                let start = start.min(999_999_999);
                code.fmt(format_args!("(n.list)(ordered: true, start: {start}, tight: {tight}, items: "));
            }
            None => code.fmt(format_args!("(n.list)(ordered: false, tight: {tight}, items: ")),
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
        let label = item.anchor.as_deref().and_then(|name| self.anchor(name));
        code.braces(|code| {
            if let Some(label) = label {
                code.line();
                code.fmt(format_args!("(n.anchor)({label})"));
            }
            // The first paragraph stands on the line of the mark.
            let mut blocks = item.blocks.as_slice();
            if let [Block { span, kind: BlockKind::Paragraph(content), anchor: None }, rest @ ..] = blocks {
                code.line();
                code.at(*span, |code| {
                    code.raw("(n.item-text)(");
                    self.inlines(code, content);
                    code.raw(")");
                });
                blocks = rest;
            }
            self.blocks(code, blocks);
        });
        code.raw(")");
    }

    fn callout(&mut self, code: &mut Code, callout: &Callout) {
        self.deeper(
            code,
            |lowering, code| {
                code.raw("(n.callout)(name: ");
                code.string(&callout.name);
                code.fmt(format_args!(", family: \"{}\"", format!("{:?}", callout.family).to_lowercase()));
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
                code.raw("(n.paragraph)(");
                lowering.inlines(code, callout.title.as_deref().unwrap_or_default());
                code.raw(")");
                lowering.flat(code, &callout.blocks);
            },
        );
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
    let strong = content.iter().all(|inline| match &inline.kind {
        InlineKind::Strong(_) => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        _ => false,
    });
    followed && (text.ends_with(':') || strong || matches!(next.kind, BlockKind::Table(_)))
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
