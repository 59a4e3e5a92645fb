//! Text that is written from right to left.

use crate::proposal::{Block, BlockKind, plain_text};

/// Whether a character is written from right to left: Hebrew, Arabic and their
/// neighbours, and the signs that govern direction.
pub(super) fn right_to_left(c: char) -> bool {
    letter(c) || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn letter(c: char) -> bool {
    matches!(
        c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

/// The language of a block that is written from right to left, as far as its
/// script says: Hebrew or Arabic. As in Obsidian, the first letter decides.
pub(super) fn of(block: &Block) -> Option<&'static str> {
    let first = first_letter(block).filter(|c| letter(*c))?;
    Some(if matches!(first, '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}') { "he" } else { "ar" })
}

fn first_letter(block: &Block) -> Option<char> {
    let of_text = |text: String| text.chars().find(|c| c.is_alphabetic());
    let of_blocks = |blocks: &[Block]| blocks.iter().find_map(first_letter);
    match &block.kind {
        BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => of_text(plain_text(content)),
        BlockKind::Figure { caption, .. } => of_text(plain_text(caption)),
        BlockKind::List { items, .. } => items.iter().find_map(|item| of_blocks(&item.blocks)),
        BlockKind::Table(table) => {
            let rows = table.header.iter().chain(&table.rows);
            rows.flat_map(|row| &row.cells).find_map(|cell| of_text(plain_text(&cell.content)))
        }
        BlockKind::Callout(callout) => callout
            .title
            .as_ref()
            .and_then(|title| of_text(plain_text(title)))
            .or_else(|| of_blocks(&callout.blocks)),
        BlockKind::Quote(blocks) => of_blocks(blocks),
        // Each block in these decides for itself; the others hold no text.
        BlockKind::Aligned { .. }
        | BlockKind::Embed { .. }
        | BlockKind::Code { .. }
        | BlockKind::Diagram { .. }
        | BlockKind::Math { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak
        | BlockKind::Verbatim(_) => None,
    }
}
