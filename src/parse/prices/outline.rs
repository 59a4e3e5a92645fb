//! A document as a list of headings, texts and tables in reading order.

use super::cell::flatten;
use crate::proposal::pricing::Caption;
use crate::proposal::{Block, BlockKind, Inline, InlineKind, Proposal, Table};
use crate::source::Span;

/// A piece of a document.
#[derive(Debug, Clone)]
pub(super) enum Piece<'a> {
    Heading {
        level: u8,
        inlines: &'a [Inline],
        caption: Caption,
    },
    /// A line of text; whether it stands in a list, and in an item that is not ticked.
    Text {
        inlines: &'a [Inline],
        caption: Caption,
        list: bool,
        unticked: bool,
    },
    Table {
        table: &'a Table,
        span: Span,
    },
}

/// All pieces of a document, footnotes last.
pub(super) fn outline(proposal: &Proposal) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    blocks(&proposal.head.rest, &mut pieces, In::default());
    blocks(&proposal.blocks, &mut pieces, In::default());
    for footnote in &proposal.footnotes {
        blocks(&footnote.blocks, &mut pieces, In { list: true, unticked: false });
    }
    pieces
}

/// A piece with its place, if it is a table.
pub(super) fn table<'a>((at, piece): (usize, &Piece<'a>)) -> Option<(usize, &'a Table, Span)> {
    match piece {
        Piece::Table { table, span } => Some((at, table, *span)),
        Piece::Heading { .. } | Piece::Text { .. } => None,
    }
}

/// The visible text of inline content without what is struck through, spaces
/// tidied.
pub(super) fn visible(inlines: &[Inline]) -> String {
    let text: String =
        flatten(inlines).iter().filter(|run| !run.struck).map(|run| run.text.as_str()).collect();
    tidy(&text)
}

/// Text with single spaces and none around; no-break spaces stay.
pub(super) fn tidy(text: &str) -> String {
    text.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Where blocks stand.
#[derive(Debug, Clone, Copy, Default)]
struct In {
    list: bool,
    /// Whether in an item of a list that is not ticked.
    unticked: bool,
}

fn blocks<'a>(all: &'a [Block], pieces: &mut Vec<Piece<'a>>, place: In) {
    for block in all {
        match &block.kind {
            BlockKind::Heading { level, content, .. } => pieces.push(Piece::Heading {
                level: *level,
                inlines: content,
                caption: Caption { text: visible(content), span: block.span },
            }),
            BlockKind::Paragraph(content) => {
                // Each line of a paragraph is a statement of its own.
                for line in content.split(|inline| inline.kind == InlineKind::Break) {
                    let (Some(first), Some(last)) = (line.first(), line.last()) else { continue };
                    let caption = Caption { text: visible(line), span: first.span.to(last.span) };
                    pieces.push(Piece::Text {
                        inlines: line,
                        caption,
                        list: place.list,
                        unticked: place.unticked,
                    });
                }
            }
            BlockKind::Table(table) => pieces.push(Piece::Table { table, span: block.span }),
            BlockKind::List { items, .. } => {
                for item in items {
                    let unticked = place.unticked || item.task == Some(' ');
                    blocks(&item.blocks, pieces, In { list: true, unticked });
                }
            }
            BlockKind::Quote(inner)
            | BlockKind::Aligned { blocks: inner, .. }
            | BlockKind::Embed { blocks: inner } => {
                blocks(inner, pieces, place);
            }
            BlockKind::Callout(callout) => {
                if let Some(title) = &callout.title {
                    pieces.push(Piece::Text {
                        inlines: title,
                        caption: Caption { text: visible(title), span: block.span },
                        list: false,
                        unticked: place.unticked,
                    });
                }
                blocks(&callout.blocks, pieces, place);
            }
            BlockKind::Figure { .. }
            | BlockKind::Code { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_) => {}
        }
    }
}
