//! What stands deeper than a page can show: its text, without what it stands in.

use super::Lowering;
use crate::proposal::{Block, BlockKind};
use crate::source::FileId;
use crate::typeset::code::Code;

impl Lowering<'_> {
    /// Writes blocks without what they stand in; nothing that is printed may be
    /// left out.
    pub(super) fn flat(&mut self, code: &mut Code, blocks: &[Block]) {
        code.raw("{");
        self.flat_blocks(code, blocks);
        code.line();
        code.raw("}");
    }

    pub(super) fn flat_blocks(&mut self, code: &mut Code, blocks: &[Block]) {
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

    pub(super) fn lone_anchor(&mut self, code: &mut Code, file: FileId, name: Option<&str>) {
        if let Some(label) = name.and_then(|name| self.anchor(file, name)) {
            code.line();
            code.fmt(format_args!("(n.anchor)({label})"));
        }
    }
}
