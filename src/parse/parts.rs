//! The parts of a note that an embed names, and how their headings fit in where
//! they are embedded.

use std::collections::BTreeMap;

use super::names;
use crate::proposal::{Block, BlockKind, plain_text, walk};
use crate::source::Span;

/// The deepest level that a heading has.
const MAX_LEVEL: u8 = 6;

/// Where in a document the next block stands, as its headings say.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// The level of the last heading.
    level: Option<u8>,
    /// Whether a rule has closed the section since.
    closed: bool,
}

impl Section {
    /// Goes on behind a block of the note itself.
    pub(super) fn pass(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Rule => self.closed = true,
            BlockKind::Embed { .. } => {}
            _ => match any_level(block) {
                Some(level) => *self = Self { level: Some(level), closed: false },
                None => self.closed = false,
            },
        }
    }

    /// Fits in what is embedded here: its headings stand below the heading of
    /// the section, or beside it behind a rule that closes the section. Levels
    /// that are deep enough stay as they are.
    pub(super) fn fit(&self, blocks: &mut [Block]) {
        let Some(level) = self.level else { return };
        let wanted = if self.closed { level } else { level.saturating_add(1) };
        let Some(top) = top_level(blocks) else { return };
        sink(blocks, wanted.saturating_sub(top));
    }
}

/// The highest level among headings, those in quotes, callouts and lists left
/// out.
fn top_level(blocks: &[Block]) -> Option<u8> {
    let levels = blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        BlockKind::Aligned { blocks, .. } | BlockKind::Embed { blocks } => top_level(blocks),
        _ => None,
    });
    levels.min()
}

/// Sets all headings `by` levels deeper.
fn sink(blocks: &mut [Block], by: u8) {
    for block in blocks {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = level.saturating_add(by).min(MAX_LEVEL);
        }
        for inner in walk::children_mut(block) {
            sink(inner, by);
        }
    }
}

/// The part of a note that a fragment names.
pub(super) fn select(blocks: &[Block], fragment: &str, written: &Written) -> Option<Vec<Block>> {
    if fragment.is_empty() {
        return Some(blocks.to_vec());
    }
    if let Some(id) = fragment.strip_prefix('^') {
        return by_id(blocks, &id.trim().to_lowercase());
    }
    let mut range = blocks;
    let mut found = None;
    for part in fragment.split('#').filter(|part| !part.trim().is_empty()) {
        let wanted = names::heading(part);
        let (at, level) = range.iter().enumerate().find_map(|(at, block)| {
            let level = heading_level(block, &wanted, written)?;
            Some((at, level))
        })?;
        let rest = range.get(at..)?;
        let end = rest
            .iter()
            .skip(1)
            .position(|block| any_level(block).is_some_and(|other| other <= level))
            .map_or(rest.len(), |length| length + 1);
        let section = rest.get(..end)?;
        found = Some(section);
        range = section.get(1..)?;
    }
    found.map(<[Block]>::to_vec)
}

/// Headings with links or other markup by their place, as links name them:
/// Obsidian compares the text of a heading as it is written.
pub(super) type Written = BTreeMap<Span, String>;

/// Notes the headings of a note whose text is not all that is written. `base` is
/// where its body starts in the file.
pub(super) fn written(body: &str, base: usize, blocks: &mut [Block], written: &mut Written) {
    walk::blocks(blocks, &mut |block| {
        let BlockKind::Heading { content, .. } = &block.kind else { return };
        let range = block.span.range();
        let range = range.start.checked_sub(base).zip(range.end.checked_sub(base));
        let source = range.and_then(|(start, end)| body.get(start..end)).unwrap_or_default();
        let name = names::heading(source.lines().next().unwrap_or_default());
        if name != names::heading(&plain_text(content)) {
            written.insert(block.span, name);
        }
    });
}

fn heading_level(block: &Block, wanted: &str, written: &Written) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading { level, content, .. }
            if names::heading(&plain_text(content)) == wanted
                || written.get(&block.span).is_some_and(|name| name == wanted) =>
        {
            Some(*level)
        }
        BlockKind::Aligned { blocks, .. } => {
            blocks.iter().find_map(|block| heading_level(block, wanted, written))
        }
        _ => None,
    }
}

fn any_level(block: &Block) -> Option<u8> {
    match &block.kind {
        BlockKind::Heading { level, .. } => Some(*level),
        BlockKind::Aligned { blocks, .. } => blocks.first().and_then(any_level),
        _ => None,
    }
}

/// The block with an id; an item of a list comes with its children.
fn by_id(blocks: &[Block], id: &str) -> Option<Vec<Block>> {
    for block in blocks {
        if block.anchor.as_deref() == Some(id) {
            return Some(vec![block.clone()]);
        }
        let inner = match &block.kind {
            BlockKind::List { start, tight, items } => {
                let mut found = None;
                for (at, item) in (0u64..).zip(items) {
                    if item.anchor.as_deref() == Some(id) {
                        let start = start.map(|start| start.saturating_add(at));
                        let items = vec![item.clone()];
                        let kind = BlockKind::List { start, tight: *tight, items };
                        return Some(vec![Block { span: item.span, kind, anchor: Some(id.to_owned()) }]);
                    }
                    found = found.or_else(|| by_id(&item.blocks, id));
                }
                found
            }
            BlockKind::Quote(blocks) | BlockKind::Aligned { blocks, .. } | BlockKind::Embed { blocks } => {
                by_id(blocks, id)
            }
            BlockKind::Callout(callout) => by_id(&callout.blocks, id),
            _ => None,
        };
        if inner.is_some() {
            return inner;
        }
    }
    None
}
