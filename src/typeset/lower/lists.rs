use super::Lowering;
use super::keeping::low;
use crate::proposal::{Block, BlockKind, ListItem};
use crate::typeset::code::Code;

impl Lowering<'_> {
    pub(super) fn list(
        &mut self,
        code: &mut Code,
        start: Option<u64>,
        tight: bool,
        stays: bool,
        items: &[ListItem],
    ) {
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
}
