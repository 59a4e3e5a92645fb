//! What holds together where a page ends.

use super::Lowering;
use crate::proposal::{Block, BlockKind, Inline, InlineKind, ListItem, plain_text, walk};
use crate::typeset::code::Code;

/// A paragraph up to this many characters that ends with a colon, or is strong
/// throughout, is the label of what follows it.
const MAX_LABEL: usize = 160;

/// About how many characters a line of text has.
const LINE: usize = 75;

/// A list of up to this many lines is kept on one page.
const MAX_KEPT_LINES: usize = 9;

/// The least that stands below a heading, in lines.
const LEAST_BELOW: usize = 3;

/// The lines that the head of a table and two rows take.
const TABLE_HEAD: usize = 5;

/// As many lines may stand above two signatures that a page ends before.
const MAX_SIGNED_LINES: usize = 16;

/// No more lines are kept free.
const MAX_ROOM: usize = 18;

impl Lowering<'_> {
    /// Asks for room where a block with footnotes must begin on the page of what
    /// stands above it, or leads what stands below it. Typst has forgotten that a
    /// heading belongs to its text by the time it looks for room for footnotes.
    pub(super) fn room_for_notes(
        &self,
        code: &mut Code,
        above: Option<&Block>,
        block: &Block,
        next: Option<&Block>,
    ) {
        let begins = first_of(block);
        let notes = if self.boxed > 0 { 0 } else { self.note_lines(begins) };
        let below = above.is_some_and(|above| matches!(above.kind, BlockKind::Heading { .. }));
        let leads = match &begins.kind {
            BlockKind::Paragraph(content) => next.is_some_and(|next| labels(content, next)),
            _ => false,
        };
        if notes == 0 || !below && !leads {
            return;
        }
        let own = match &begins.kind {
            BlockKind::Table(table) if table.rows.len() <= TABLE_HEAD => 2 * (table.rows.len() + 1),
            BlockKind::Table(_) => TABLE_HEAD,
            _ => low_lines(std::slice::from_ref(begins))
                .filter(|lines| *lines <= MAX_KEPT_LINES)
                .unwrap_or(LEAST_BELOW),
        };
        let led = if leads { TABLE_HEAD } else { 0 };
        code.fmt(format_args!("(n.room)({})", (notes + own + led).min(MAX_ROOM)));
        code.line();
    }

    /// About how many lines the footnotes of a block take at the foot of the page
    /// that it begins on; those that were set before take none.
    fn note_lines(&self, block: &Block) -> usize {
        let mut lines = 0;
        walk::inlines(std::slice::from_ref(block), &mut |inline| {
            let InlineKind::Footnote(index) = &inline.kind else { return };
            let set = self.footnotes.get(*index).copied().unwrap_or(true);
            let note = self.proposal.footnotes.get(*index).filter(|_| !set);
            lines += note.map_or(0, |note| low_lines(&note.blocks).unwrap_or(LEAST_BELOW));
        });
        lines
    }
}

/// The block that a block shows first: an embed shows what it brought in.
pub(super) fn first_of(block: &Block) -> &Block {
    match &block.kind {
        BlockKind::Embed { blocks } => blocks.first().map_or(block, first_of),
        _ => block,
    }
}

/// Whether a list is low enough to be kept on one page: a lone item at the top
/// of a page reads like a mistake.
pub(super) fn low(items: &[ListItem]) -> bool {
    items
        .iter()
        .try_fold(0, |lines, item| Some(lines + low_lines(&item.blocks)?))
        .is_some_and(|l| l <= MAX_KEPT_LINES)
}

/// Whether paragraphs and lists are low enough to be kept on one page.
pub(super) fn kept(blocks: &[Block]) -> bool {
    low_lines(blocks).is_some_and(|lines| lines <= MAX_KEPT_LINES)
}

/// Whether a block is low enough to go to the page of both signatures, which
/// stand below it.
pub(super) fn goes_along(block: &Block) -> bool {
    let lines = match &block.kind {
        BlockKind::Table(table) => Some(2 * (table.header.iter().len() + table.rows.len())),
        _ => low_lines(std::slice::from_ref(block)),
    };
    lines.is_some_and(|lines| lines <= MAX_SIGNED_LINES)
}

/// About how many lines blocks take; none where they hold more than text.
fn low_lines(blocks: &[Block]) -> Option<usize> {
    blocks.iter().try_fold(0, |lines, block| {
        let own = match &block.kind {
            BlockKind::Paragraph(content) | BlockKind::Heading { content, .. } => {
                let breaks = content.iter().filter(|inline| matches!(inline.kind, InlineKind::Break)).count();
                1 + breaks + plain_text(content).chars().count() / LINE
            }
            BlockKind::List { items, .. } => {
                items.iter().try_fold(0, |lines, item| Some(lines + low_lines(&item.blocks)?))?
            }
            _ => return None,
        };
        Some(lines + own)
    })
}

/// Whether a paragraph is the label of the block after it ("Options
/// supplémentaires :" above its table) and can be kept with it: Typst leaves
/// footnotes behind where a paragraph moves to the next page with what it leads.
pub(super) fn leads(content: &[Inline], next: &Block) -> bool {
    let mut notes = false;
    walk::each(content, &mut |inline| notes |= matches!(inline.kind, InlineKind::Footnote(_)));
    !notes && labels(content, next)
}

fn labels(content: &[Inline], next: &Block) -> bool {
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
    // A line in bold is a heading in all but name, whatever follows it.
    let titles = strong && !matches!(next.kind, BlockKind::Rule | BlockKind::PageBreak);
    titles || followed && (text.ends_with(':') || matches!(next.kind, BlockKind::Table(_)))
}

/// Whether a line follows that concludes a list or table ("Objectif : …", "Tarif
/// pack : …") before the next section: it should not begin a page alone.
pub(super) fn concluded(rest: &[Block]) -> bool {
    let [Block { kind: BlockKind::Paragraph(content), .. }, after @ ..] = rest else { return false };
    let ends = after.first().is_none_or(|block| {
        matches!(block.kind, BlockKind::Heading { .. } | BlockKind::Rule | BlockKind::PageBreak)
    });
    ends && plain_text(content).chars().count() <= 2 * LINE
}
