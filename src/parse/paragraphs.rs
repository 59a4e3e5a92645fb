//! Paragraphs, and the figures and formulas that stand alone in one.

use std::ops::Range;

use super::inlines::{Within, flow};
use super::note::Note;
use super::pieces::{Flow, Piece};
use crate::proposal::{Block, BlockKind, Inline, InlineKind};

/// The blocks that the pieces of one paragraph become.
pub(super) fn blocks(note: &mut Note<'_>, pieces: Vec<Piece>, range: &Range<usize>) -> Vec<Block> {
    let whole = note.span(range);
    let mut out = Vec::new();
    let mut run: Vec<Inline> = Vec::new();
    let flows = flow(note, pieces, Within::Paragraph);
    let split = flows.iter().any(|flow| matches!(flow, Flow::Block(_)));
    for flow in flows {
        match flow {
            Flow::Inline(inline) => run.push(inline),
            Flow::Block(block) => {
                out.extend(paragraph(std::mem::take(&mut run), true));
                out.push(block);
            }
        }
    }
    let last = paragraph(run, split);
    if let (false, Some(mut block)) = (split, last.clone()) {
        // Markers at both ends belong to the paragraph.
        block.span = block.span.to(whole);
        return vec![block];
    }
    out.extend(last);
    out
}

/// A paragraph, figure or formula; none where nothing is visible.
fn paragraph(mut content: Vec<Inline>, split: bool) -> Option<Block> {
    if split {
        let edge = |inline: &Inline| inline.kind == InlineKind::Break || is_space(inline);
        let lead = content.iter().take_while(|inline| edge(inline)).count();
        content.drain(..lead);
        while content.last().is_some_and(edge) {
            content.pop();
        }
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
            *text = text.trim_start_matches(' ').to_owned();
        }
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
        }
    }
    let span = content.first()?.span.to(content.last()?.span);
    if content.iter().all(is_space) {
        return None;
    }
    let block = |kind| Some(Block { span, kind, anchor: None });
    let visible: Vec<&Inline> = content.iter().filter(|inline| !is_space(inline)).collect();
    match visible.as_slice() {
        [Inline { kind: InlineKind::Image(image), .. }] => {
            block(BlockKind::Figure { image: image.clone(), caption: Vec::new() })
        }
        [
            Inline { kind: InlineKind::Image(image), .. },
            Inline { kind: InlineKind::Break, .. },
            Inline { kind: InlineKind::Emphasis(caption), .. },
        ] => block(BlockKind::Figure { image: image.clone(), caption: caption.clone() }),
        [Inline { kind: InlineKind::Math { source, display: true }, .. }] => {
            block(BlockKind::Math { source: source.trim().to_owned() })
        }
        _ => block(BlockKind::Paragraph(content)),
    }
}

/// Adds a block; an emphasised line after a figure is its caption.
pub(super) fn add(blocks: &mut Vec<Block>, block: Block) {
    if let BlockKind::Paragraph(content) = &block.kind
        && let [Inline { kind: InlineKind::Emphasis(text), .. }] = content.as_slice()
        && !text.iter().any(|inline| inline.kind == InlineKind::Break)
        && let Some(Block { span, kind: BlockKind::Figure { caption, .. }, .. }) = blocks.last_mut()
        && caption.is_empty()
    {
        caption.clone_from(text);
        *span = span.to(block.span);
        return;
    }
    blocks.push(block);
}

/// Whether an inline is white space that collapses.
fn is_space(inline: &Inline) -> bool {
    matches!(&inline.kind, InlineKind::Text(text) if text.chars().all(|c| matches!(c, ' ' | '\t' | '\n')))
}
