//! Comments that speak to the tool.

use super::note::Note;
use crate::proposal::{Annotation, Block, BlockKind, Footnote, Scope, walk};
use crate::source::Span;

/// The annotations of a note: `%% propose: … %%` and `<!-- propose: … -->`.
pub(super) fn collect(note: &Note<'_>, blocks: &[Block], footnotes: &[Footnote]) -> Vec<Annotation> {
    let mut leaves: Vec<Span> = Vec::new();
    let mut starts: Vec<Span> = Vec::new();
    let roots = std::iter::once(blocks).chain(footnotes.iter().map(|note| note.blocks.as_slice()));
    for root in roots {
        walk::blocks(root, &mut |block| {
            starts.push(block.span);
            match &block.kind {
                BlockKind::Table(table) => {
                    leaves.extend(table.header.iter().chain(&table.rows).map(|row| row.span));
                }
                BlockKind::List { items, .. } => {
                    leaves.extend(items.iter().map(|item| item.span));
                    starts.extend(items.iter().map(|item| item.span));
                }
                BlockKind::Heading { .. } | BlockKind::Paragraph(_) | BlockKind::Figure { .. } => {
                    leaves.push(block.span);
                }
                _ => {}
            }
        });
    }
    let annotations = note.prepared.comments.iter().filter_map(|comment| {
        let text = strip_prefix(&comment.text)?.trim().to_owned();
        let span = note.body_span(&comment.range);
        let within = leaves
            .iter()
            .filter(|leaf| leaf.file == span.file && touches(note, **leaf, span))
            .min_by_key(|leaf| leaf.end - leaf.start);
        let next = starts
            .iter()
            .filter(|start| start.file == span.file && start.start >= span.end)
            .min_by_key(|start| (start.start, std::cmp::Reverse(start.end)));
        let scope = match within.filter(|_| !comment.alone) {
            Some(within) => Scope::Within(*within),
            None => Scope::Next(next.copied()),
        };
        Some(Annotation { span, text, scope })
    });
    annotations.collect()
}

fn strip_prefix(text: &str) -> Option<&str> {
    let prefix = text.get(.."propose".len())?;
    let rest = text.get("propose".len()..)?.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    rest.strip_prefix(':').filter(|_| prefix.eq_ignore_ascii_case("propose"))
}

/// Whether a comment lies in a block, or directly after it on its last line.
fn touches(note: &Note<'_>, block: Span, comment: Span) -> bool {
    if block.start <= comment.start && comment.end <= block.end {
        return true;
    }
    if comment.start < block.end {
        return block.start < comment.end
            && comment.start <= block.start
            && same_line(note, comment.end, block.start);
    }
    same_line(note, block.end, comment.start)
}

/// Whether no line ends between two offsets of the file. The text is the body
/// without comments, so comments between them do not matter.
fn same_line(note: &Note<'_>, from: u32, to: u32) -> bool {
    let inverse = |at: u32| (at as usize).saturating_sub(note.base);
    let (from, to) = (inverse(from), inverse(to));
    note.body.get(from..to).is_some_and(|between| !between.contains('\n'))
}
