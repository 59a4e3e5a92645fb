//! About how long a document will be, before it is set: which form is tried first.
//! Nothing on the pages depends on it.

use super::pictures::Pictures;
use crate::proposal::{Block, BlockKind, Image, ImageSource, Inline, InlineKind, Proposal, Row, plain_text};

/// What fills two pages below a masthead, in points: text that is estimated to be
/// lower mostly makes a short document. Wrong for 11 of 200 notes of the large
/// project (`tests/bench/project.sh`) and for 8 of 104 notes that others wrote;
/// from 1,120 to 1,480 it is about the same.
const TWO_PAGES: usize = 1_160;

/// What a place to sign takes, in points; an offer to a client ends with one.
const SIGNING: usize = 230;

/// About how many characters stand on a line of text, of a table, of a heading.
const LINE: usize = 72;
const TABLE_LINE: usize = 76;
const HEADING_LINE: usize = 52;

/// The heights of the embedded looks, in points: a line, what is between two
/// paragraphs, a row of a table with one line, a further line in it.
const LEADING: usize = 13;
const GAP: usize = 4;
const ROW: usize = 17;
const ROW_LINE: usize = 11;

/// Whether a document is likely to have a masthead in the place of a cover.
pub(super) fn likely_short(proposal: &Proposal, pictures: &Pictures) -> bool {
    let metadata = &proposal.metadata;
    let signing =
        if metadata.client.is_some() && metadata.acceptance.as_ref().is_none_or(|wanted| wanted.value) {
            SIGNING
        } else {
            0
        };
    blocks(&proposal.blocks, pictures) + signing <= TWO_PAGES
}

fn blocks(list: &[Block], pictures: &Pictures) -> usize {
    list.iter().map(|block| height(block, pictures)).sum()
}

fn height(block: &Block, pictures: &Pictures) -> usize {
    match &block.kind {
        BlockKind::Heading { level, content, .. } => {
            let (first, further) = match level {
                1 => (63, 19),
                2 => (45, 14),
                3 => (35, 12),
                _ => (30, 11),
            };
            first + further * (lines(content, HEADING_LINE) - 1)
        }
        BlockKind::Paragraph(content) => LEADING * lines(content, LINE) + GAP,
        BlockKind::Figure { image, caption } => {
            shown(image, pictures) + if caption.is_empty() { 20 } else { 40 }
        }
        BlockKind::List { items, tight, .. } => {
            let own = items.iter().map(|item| {
                let inner = blocks(&item.blocks, pictures);
                if *tight { inner.saturating_sub(GAP) } else { inner }
            });
            GAP + own.sum::<usize>()
        }
        BlockKind::Table(table) => 25 + table.header.iter().chain(&table.rows).map(row_height).sum::<usize>(),
        BlockKind::Code { text, .. } | BlockKind::Verbatim(text) => 36 + 12 * text.lines().count(),
        BlockKind::Diagram { .. } => 160,
        BlockKind::Math { .. } => 40,
        BlockKind::Quote(inner) => 14 + blocks(inner, pictures),
        BlockKind::Callout(callout) => 50 + blocks(&callout.blocks, pictures),
        BlockKind::Aligned { blocks: inner, .. } | BlockKind::Embed { blocks: inner } => {
            blocks(inner, pictures)
        }
        BlockKind::Rule => 20,
        // Half of a page is left, on average.
        BlockKind::PageBreak => 350,
    }
}

/// How many lines a text takes on lines of so many characters.
fn lines(content: &[Inline], characters: usize) -> usize {
    let breaks = content.iter().filter(|inline| matches!(inline.kind, InlineKind::Break)).count();
    breaks + plain_text(content).chars().count().div_ceil(characters).max(1)
}

/// A row whose cells share the width as their texts ask for it.
fn row_height(row: &Row) -> usize {
    let text: usize = row.cells.iter().map(|cell| plain_text(&cell.content).chars().count() + 2).sum();
    ROW + ROW_LINE * (text.div_ceil(TABLE_LINE).max(1) - 1)
}

/// How high an image is shown. CSS pixels are three quarters of a point.
fn shown(image: &Image, pictures: &Pictures) -> usize {
    let ImageSource::File(path) = &image.source else { return 150 };
    let Ok(picture) = pictures.get(path, None) else { return 20 };
    let (width, height) = (picture.width.max(1) as usize, picture.height as usize);
    let wanted = image.width.map_or(width, |width| width as usize) * 3 / 4;
    image.height.map_or(wanted.min(346) * height / width, |height| height as usize * 3 / 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{self, NoVault};
    use crate::source::{SourceFile, Sources};
    use crate::typeset::NoFiles;

    fn short(text: &str) -> bool {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.md", text));
        let proposal = parse::parse(&mut sources, file, &NoVault).proposal;
        likely_short(&proposal, &Pictures::of(&proposal, &NoFiles))
    }

    #[test]
    fn a_table_is_as_long_as_its_rows_and_text_as_its_lines() {
        let table = |rows: usize| format!("| A | B |\n|---|---|\n{}", "| un | 1 € |\n".repeat(rows));
        assert!(short(&table(50)) && !short(&table(70)));
        let sentence = "La prestation comprend un audit, puis un suivi mensuel avec compte rendu. ";
        assert!(short(&sentence.repeat(60)) && !short(&sentence.repeat(90)));
        assert!(
            short(&format!("{sentence}\n\n").repeat(35))
                && !short(&format!("# A\n\n{sentence}\n\n").repeat(14))
        );
    }

    #[test]
    fn an_offer_to_a_client_has_a_place_to_sign() {
        let rows = "| un | 1 € |\n".repeat(60);
        let table = format!("| A | B |\n|---|---|\n{rows}");
        assert!(short(&table));
        assert!(!short(&format!("---\nclient: Client\n---\n{table}")));
        assert!(short(&format!("---\nclient: Client\nacceptance: false\n---\n{table}")));
    }
}
