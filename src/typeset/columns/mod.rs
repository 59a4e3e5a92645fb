//! How wide the columns of a table should be: computed from what their cells
//! say, so that amounts never break and descriptions take the rest.
//!
//! Widths are estimated in thousandths of an em of the table's text. The
//! estimate need not be exact: it chooses between "as wide as the content" and
//! shares of the rest, and Typst does the measuring.

mod grid;

pub(super) use grid::Grid;

use super::typography::breaks_by_itself;
use crate::proposal::{Alignment, Cell, ColumnKind, Inline, InlineKind, RowKind, Table, walk, written_text};

/// The width of the text column, which small tables keep to.
const TEXT_WIDTH: u32 = 37_000;
/// The full width, for tables that need it.
const FULL_WIDTH: u32 = 48_000;
/// The width of a page on its side.
const TURNED_WIDTH: u32 = 75_000;
/// What each box around a table (a list, a callout) takes of its width.
const BOX: u32 = 3_000;
/// The width of a letter, the widest left aside.
const LETTER: u32 = 560;
/// The longest word that a line always has room for: longer ones break.
const LONGEST: u32 = 16_000;
/// How many signs of a script without spaces stand on a line at least.
const FEW_SIGNS: usize = 4;
/// The width that an image in a cell asks for.
const IMAGE_WIDTH: u32 = 20_000;
/// How many lines an image in a cell may take.
const IMAGE: u32 = 12;
/// No table is set on less.
const LEAST_WIDTH: u32 = 6_000;
/// The width of a table's text in its smaller sizes, in thousandths of the
/// normal one: 8.5 and 7.5 pt for 9.5, a little more than in proportion since
/// smaller tables have smaller paddings too.
const SMALL: u32 = 890;
const SMALLEST: u32 = 770;
/// What a cell's padding and the gap to its neighbour take.
const PADDING: u32 = 1_500;
/// A column of words up to this width is never broken.
const SHORT: u32 = 12_500;
/// Columns that keep to their content take at most this part of the width, in
/// percent; the widest of them give way.
const MAX_FIXED: u32 = 62;

/// A row of more lines than this may break over pages, and a head is not
/// repeated.
const TALL: u32 = 20;

/// The last rows of a table hold together: up to this many lines.
const MAX_HELD: u32 = 26;

/// A table up to this many lines of text is kept on one page: about a third of
/// it, so that no page is left half empty. A row of one line counts as two.
const MAX_KEPT: u32 = 20;

/// The same for a table with totals, which is read as a whole.
const MAX_KEPT_SUM: u32 = 32;

/// The width of one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Width {
    /// As wide as its content.
    Auto,
    /// A share of what the others leave, in tenths of a per cent.
    Share(u32),
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns {
    /// One width per column.
    pub(super) widths: Vec<Width>,
    /// Where the table is to look like others: how wide the content of each column
    /// is taken to be, in thousandths of an em; else empty.
    pub(super) least: Vec<u32>,
    /// Whether the table needs the full width.
    pub(super) wide: bool,
    /// The size in which its words fit.
    pub(super) size: Size,
    /// Whether it needs a page on its side.
    pub(super) turned: bool,
    /// The longest word that a column has room for, where even the smallest size
    /// on a page on its side is too large.
    pub(super) broken: Option<usize>,
    /// Whether it is low enough to be kept on one page.
    pub(super) keep: bool,
    /// How many of its last rows hold together.
    pub(super) held: usize,
    /// Whether its head is low enough to be repeated on each page.
    pub(super) repeat: bool,
    /// For each row below the head, whether it may break over pages.
    pub(super) tall: Vec<bool>,
}

impl Columns {
    /// The same table with the columns that it shares with others.
    pub(super) fn like(self, shared: &Self) -> Self {
        let Self { widths, least, wide, size, .. } = shared.clone();
        Self { widths, least, wide, size, ..self }
    }
}

/// The size of a table's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// As any table.
    Normal,
    /// A step smaller, where words would not fit.
    Small,
    /// The smallest that is still read with ease.
    Smallest,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Room {
    /// How many boxes are around it: there it can neither reach into the margin
    /// nor have a page of its own.
    pub(super) boxes: u32,
    /// Whether its author wants it on a page on its side.
    pub(super) turned: bool,
}

/// What the cells of one column ask for.
#[derive(Debug, Clone, Copy, Default)]
struct Need {
    /// The longest piece that cannot break.
    least: u32,
    /// The longest cell on one line.
    line: u32,
    /// Whether it must not break at all.
    whole: bool,
    /// Whether its author wants it at the right, as numbers are.
    right: bool,
}

/// What the columns of a table ask for.
fn needs(table: &Table) -> Vec<Need> {
    let mut needs: Vec<Need> = table
        .columns
        .iter()
        .map(|column| Need {
            whole: column.kind != ColumnKind::Text,
            right: column.alignment == Some(Alignment::Right),
            ..Need::default()
        })
        .collect();
    let placed = placed(table);
    for row in &placed {
        measure(row, &mut needs);
    }
    needs
}

/// Computes the columns that several tables share: `all` is their head with the
/// rows of all of them.
pub(super) fn shared_columns(all: &Table) -> Columns {
    let least = needs(all).iter().map(|need| need.line).collect();
    Columns { least, ..columns(all, Room::default()) }
}

/// Computes the widths of a table's columns.
pub(super) fn columns(table: &Table, room: Room) -> Columns {
    let mut needs = needs(table);
    // Text in the place of an amount ("Sur devis, à partir de …") may be long.
    for need in &mut needs {
        need.whole &= need.line <= SHORT * 2;
    }
    let natural: u32 =
        needs.iter().map(|need| need.line.saturating_add(PADDING)).fold(0, u32::saturating_add);
    let least = needs.iter().map(|need| need.least().saturating_add(PADDING)).fold(0, u32::saturating_add);
    let text = TEXT_WIDTH.saturating_sub(room.boxes.saturating_mul(BOX)).max(LEAST_WIDTH);
    let portrait = if room.boxes > 0 { text } else { FULL_WIDTH };
    let sizes = |width: u32| {
        [
            (Size::Normal, width),
            (Size::Small, width.saturating_mul(1_000) / SMALL),
            (Size::Smallest, width.saturating_mul(1_000) / SMALLEST),
        ]
    };
    let upright = sizes(portrait).map(|(size, width)| (false, size, width));
    let sideways = sizes(TURNED_WIDTH).map(|(size, width)| (true, size, width));
    let can_turn = room.boxes == 0;
    let choices = upright
        .into_iter()
        .filter(|_| !(room.turned && can_turn))
        .chain(sideways.into_iter().filter(|_| can_turn));
    let fits = choices.clone().find(|(_, _, width)| least <= *width);
    let (turned, size, full) = fits.or_else(|| choices.last()).unwrap_or((false, Size::Smallest, portrait));
    let wide = turned || natural > text || least > text;
    let width = if wide { full } else { text };
    // Where nothing fits, words are broken to the share of a column.
    let share = width / u32::try_from(needs.len().max(1)).unwrap_or(u32::MAX);
    let broken = fits
        .is_none()
        .then(|| usize::try_from(share.saturating_sub(PADDING) / LETTER).unwrap_or(1).clamp(1, 30));
    if broken.is_some() {
        for need in &mut needs {
            need.whole = false;
            need.least = need.least.min(share.saturating_sub(PADDING));
        }
    }
    let mut fixed: Vec<bool> = needs.iter().map(|need| need.whole || need.line <= SHORT).collect();
    // Something takes up the slack: the column with the longest text.
    if fixed.iter().all(|fixed| *fixed)
        && let Some(slack) = widest(&needs, |need| !need.whole && !need.right)
            .or_else(|| widest(&needs, |need| !need.whole))
            .or_else(|| widest(&needs, |_| true))
        && let Some(fixed) = fixed.get_mut(slack)
    {
        *fixed = false;
    }
    loop {
        let taken: u32 = zip(&needs, &fixed, true)
            .map(|(_, need)| need.line.saturating_add(PADDING))
            .fold(0, u32::saturating_add);
        let least: u32 = zip(&needs, &fixed, false)
            .map(|(_, need)| need.least.saturating_add(PADDING))
            .fold(0, u32::saturating_add);
        if taken.saturating_add(least) <= width && taken <= width * MAX_FIXED / 100 {
            break;
        }
        let Some((at, _)) =
            zip(&needs, &fixed, true).filter(|(_, need)| !need.whole).max_by_key(|(_, n)| n.line)
        else {
            break;
        };
        if let Some(fixed) = fixed.get_mut(at) {
            *fixed = false;
        }
    }
    let widths = shares(&needs, &fixed, width);
    let free = width.saturating_sub(
        zip(&needs, &fixed, true)
            .map(|(_, need)| need.line.saturating_add(PADDING))
            .fold(0, u32::saturating_add),
    );
    let inner: Vec<u32> = widths
        .iter()
        .zip(&needs)
        .map(|(width, need)| match width {
            Width::Auto => need.line,
            Width::Share(share) => (free / 1_000 * share).saturating_sub(PADDING),
        })
        .collect();
    let mut rows: Vec<u32> = placed(table).iter().map(|row| lines(row, &inner)).collect();
    let head = if table.header.is_some() { rows.remove(0) } else { 0 };
    let all = rows.iter().copied().fold(head, u32::saturating_add);
    let sums = table.rows.iter().any(|row| matches!(row.kind, RowKind::Total | RowKind::Due));
    let keep = all <= if sums { MAX_KEPT_SUM } else { MAX_KEPT };
    Columns {
        widths,
        least: Vec::new(),
        wide,
        size,
        turned,
        broken,
        keep,
        held: if keep { 0 } else { held(table, &rows) },
        repeat: head <= TALL,
        tall: rows.iter().map(|lines| *lines > TALL).collect(),
    }
}

/// How many of the last rows hold together: a total with the row above it, else
/// two rows, since one alone on a page reads like a mistake.
fn held(table: &Table, lines: &[u32]) -> usize {
    let below =
        table.rows.iter().rev().take_while(|row| !matches!(row.kind, RowKind::Line | RowKind::Section));
    let wanted = (below.count() + 1).clamp(2, 9);
    let mut height = 0_u32;
    let low = lines.iter().rev().take(wanted).take_while(|lines| {
        height = height.saturating_add(**lines);
        height <= MAX_HELD
    });
    let held = low.count();
    if held >= 2 && lines.len() > held + 1 { held } else { 0 }
}

impl Need {
    /// The least that a column can do with.
    fn least(self) -> u32 {
        if self.whole { self.line } else { self.least }
    }
}

/// A cell, its column, and how many columns it takes.
type Placed<'t> = (usize, usize, &'t Cell);

/// The cells of each row, the header first, in the columns where they stand.
fn placed(table: &Table) -> Vec<Vec<Placed<'_>>> {
    let mut grid = Grid::new(table.columns.len());
    let mut rows = Vec::new();
    for row in table.header.iter().chain(&table.rows) {
        grid.next_row();
        let cells = row.cells.iter();
        rows.push(
            cells
                .map_while(|cell| grid.place(cell.colspan, cell.rowspan).map(|(at, span)| (at, span, cell)))
                .collect(),
        );
    }
    rows
}

/// How many lines a row takes; its padding counts as half a line.
fn lines(row: &[Placed<'_>], widths: &[u32]) -> u32 {
    let mut halves = 2_u32;
    for (at, span, cell) in row {
        let room: u32 = widths.iter().skip(*at).take(*span).sum();
        // A word that does not fit leaves part of a line empty.
        let needed = text_width(&written_text(&cell.content)).saturating_mul(11) / 10;
        let (breaks, images) = besides(&cell.content);
        let lines = needed.div_ceil(room.max(1_000)).saturating_add(breaks).saturating_add(images * IMAGE);
        // What reaches down has the room of the rows below, too.
        halves = halves.max(lines.saturating_mul(2) / u32::from(cell.rowspan.max(1)));
    }
    halves.saturating_add(1).div_ceil(2)
}

/// How many line breaks and images a cell holds.
fn besides(content: &[Inline]) -> (u32, u32) {
    let (mut breaks, mut images) = (0_u32, 0_u32);
    walk::each(content, &mut |inline| match &inline.kind {
        InlineKind::Break => breaks = breaks.saturating_add(1),
        InlineKind::Image(_) => images = images.saturating_add(1).min(100),
        _ => {}
    });
    (breaks, images)
}

fn zip<'a>(needs: &'a [Need], fixed: &'a [bool], want: bool) -> impl Iterator<Item = (usize, &'a Need)> {
    needs.iter().enumerate().zip(fixed).filter(move |(_, fixed)| **fixed == want).map(|(need, _)| need)
}

fn widest(needs: &[Need], allowed: impl Fn(&Need) -> bool) -> Option<usize> {
    let mut candidates = needs.iter().enumerate().filter(|(_, need)| allowed(need));
    candidates.next().map(|first| {
        candidates.fold(first, |best, next| if next.1.line > best.1.line { next } else { best }).0
    })
}

/// Divides what the fixed columns leave: each gets its longest word, and the
/// rest goes by the square root of the text's length, which is what makes the
/// rows lowest.
fn shares(needs: &[Need], fixed: &[bool], width: u32) -> Vec<Width> {
    let taken: u32 = zip(needs, fixed, true)
        .map(|(_, need)| need.line.saturating_add(PADDING))
        .fold(0, u32::saturating_add);
    let least: u32 = zip(needs, fixed, false)
        .map(|(_, need)| need.least.saturating_add(PADDING))
        .fold(0, u32::saturating_add);
    let rest = width.saturating_sub(taken).saturating_sub(least);
    let weight = |need: &Need| (need.line.saturating_sub(need.least) + 1_000).isqrt();
    let weights: u32 = zip(needs, fixed, false).map(|(_, need)| weight(need)).sum::<u32>().max(1);
    let free = width.saturating_sub(taken).max(1);
    needs
        .iter()
        .zip(fixed)
        .map(|(need, fixed)| {
            if *fixed {
                Width::Auto
            } else {
                let share = u64::from(rest) * u64::from(weight(need)) / u64::from(weights);
                let own = u64::from(need.least.saturating_add(PADDING)) + share;
                Width::Share(u32::try_from(own * 1_000 / u64::from(free)).unwrap_or(u32::MAX).max(1))
            }
        })
        .collect()
}

fn measure(row: &[Placed<'_>], needs: &mut [Need]) {
    for (at, span, cell) in row {
        if *span == 1
            && let Some(need) = needs.get_mut(*at)
        {
            let text = written_text(&cell.content);
            need.line = need.line.max(text_width(&text));
            need.least = need.least.max(longest_word(&text).min(LONGEST));
            if besides(&cell.content).1 > 0 {
                // An image takes what room it gets.
                need.line = need.line.max(IMAGE_WIDTH);
                need.least = need.least.max(IMAGE_WIDTH / 4);
                need.whole = false;
            }
        }
    }
}

/// The width of the longest piece of a text that does not break. Scripts without
/// spaces break anywhere, but a column of single signs is none.
fn longest_word(text: &str) -> u32 {
    let ends = |c: char| matches!(c, ' ' | '\t' | '\n' | '-') || breaks_by_itself(c);
    let words = text.split(ends).map(text_width).max().unwrap_or_default();
    let signs = text
        .chars()
        .filter(|c| breaks_by_itself(*c))
        .take(FEW_SIGNS)
        .map(|c| text_width(c.encode_utf8(&mut [0; 4])));
    words.max(signs.fold(0, u32::saturating_add))
}

/// The width of a text on one line, in thousandths of an em: an estimate from
/// classes of characters, a little generous so that strong text fits too.
pub(super) fn text_width(text: &str) -> u32 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 270,
            ' ' | '\u{a0}' | '(' | ')' | '[' | ']' | 'f' | 't' | 'r' | '-' | '/' => 340,
            '\u{202f}' => 200,
            '\u{2e80}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7af}'
            | '\u{f900}'..='\u{faff}'
            | '\u{ff00}'..='\u{ffef}' => 1_000,
            'm' | 'M' | 'W' | 'w' | '%' | '—' | '@' => 830,
            c if c.is_uppercase() => 620,
            c if c.is_ascii() || c.is_alphabetic() && u32::from(c) < 0x250 => 520,
            _ => 800,
        })
        .fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests;
