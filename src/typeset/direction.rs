//! Text that is written from right to left.

use crate::language::Language;
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

/// The language of a block that is written from right to left. As in Obsidian, the
/// first letter decides; in a document in such a language any of its letters
/// does, since a sentence there may begin with a foreign name.
pub(super) fn of(block: &Block, document: Language) -> Option<&'static str> {
    let reversed = document.right_to_left();
    let wanted = |c: &char| c.is_alphabetic() && (!reversed || letter(*c));
    let decides = first_letter(block, &wanted).filter(|c| letter(*c))?;
    let hebrew = matches!(decides, '\u{590}'..='\u{5ff}' | '\u{fb1d}'..='\u{fb4f}');
    Some(match (reversed, hebrew) {
        (_, true) => "he",
        (true, false) if document.code() != "he" => document.code(),
        (_, false) => "ar",
    })
}

fn first_letter(block: &Block, wanted: &dyn Fn(&char) -> bool) -> Option<char> {
    let of_text = |text: String| text.chars().find(wanted);
    let of_blocks = |blocks: &[Block]| blocks.iter().find_map(|block| first_letter(block, wanted));
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
