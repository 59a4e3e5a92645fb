//! How wide the columns of a table should be: computed from what their cells
//! say, so that amounts never break and descriptions take the rest.
//!
//! Widths are estimated in thousandths of an em of the table's text. The
//! estimate need not be exact: it chooses between "as wide as the content" and
//! shares of the rest, and Typst does the measuring.

use crate::proposal::{ColumnKind, Row, RowKind, Table, plain_text};

/// The width of the text column, which small tables keep to.
const TEXT_WIDTH: u32 = 37_000;
/// The full width, for tables that need it.
const FULL_WIDTH: u32 = 48_000;
/// What a cell's padding and the gap to its neighbour take.
const PADDING: u32 = 1_500;
/// A column of words up to this width is never broken.
const SHORT: u32 = 12_500;
/// Columns that keep to their content take at most this part of the width, in
/// percent; the widest of them give way.
const MAX_FIXED: u32 = 62;

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
    /// Whether the table needs the full width.
    pub(super) wide: bool,
    /// Whether its columns have less room than their longest words ask for.
    pub(super) crowded: bool,
    /// Whether it is low enough to be kept on one page.
    pub(super) keep: bool,
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
}

/// Computes the widths of a table's columns.
pub(super) fn columns(table: &Table) -> Columns {
    let mut needs: Vec<Need> = table
        .columns
        .iter()
        .map(|column| Need { whole: column.kind != ColumnKind::Text, ..Need::default() })
        .collect();
    for row in table.header.iter().chain(&table.rows) {
        measure(row, &mut needs);
    }
    // Text in the place of an amount ("Sur devis, à partir de …") may be long.
    for need in &mut needs {
        need.whole &= need.line <= SHORT * 2;
    }
    let natural: u32 =
        needs.iter().map(|need| need.line.saturating_add(PADDING)).fold(0, u32::saturating_add);
    let wide = natural > TEXT_WIDTH;
    let width = if wide { FULL_WIDTH } else { TEXT_WIDTH };
    let mut fixed: Vec<bool> = needs.iter().map(|need| need.whole || need.line <= SHORT).collect();
    // Something takes up the slack: the column with the longest text.
    if fixed.iter().all(|fixed| *fixed)
        && let Some(slack) = widest(&needs, |need| !need.whole).or_else(|| widest(&needs, |_| true))
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
    let lines: u32 =
        table.header.iter().chain(&table.rows).map(|row| lines(row, &inner)).fold(0, u32::saturating_add);
    let least = needs.iter().map(|need| need.least.saturating_add(PADDING)).fold(0, u32::saturating_add);
    let sums = table.rows.iter().any(|row| matches!(row.kind, RowKind::Total | RowKind::Due));
    Columns {
        widths,
        wide,
        crowded: least > width,
        keep: lines <= if sums { MAX_KEPT_SUM } else { MAX_KEPT },
    }
}

/// How many lines a row takes; its padding counts as half a line.
fn lines(row: &Row, widths: &[u32]) -> u32 {
    let mut at = 0_usize;
    let mut halves = 2;
    for cell in &row.cells {
        let span = usize::from(cell.colspan.max(1));
        let room: u32 = widths.iter().skip(at).take(span).sum();
        // A word that does not fit leaves part of a line empty.
        let needed = text_width(&plain_text(&cell.content)).saturating_mul(11) / 10;
        halves = halves.max(needed.div_ceil(room.max(1_000)).saturating_mul(2));
        at += span;
    }
    halves.saturating_add(1).div_ceil(2)
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

fn measure(row: &Row, needs: &mut [Need]) {
    let mut at = 0_usize;
    for cell in &row.cells {
        if cell.colspan <= 1
            && let Some(need) = needs.get_mut(at)
        {
            let text = plain_text(&cell.content);
            need.line = need.line.max(text_width(&text));
            let words = text.split([' ', '\t', '\n', '-']).map(text_width).max().unwrap_or_default();
            need.least = need.least.max(words.min(FULL_WIDTH / 4));
        }
        at += usize::from(cell.colspan.max(1));
    }
}

/// The width of a text on one line, in thousandths of an em: an estimate from
/// classes of characters, a little generous so that strong text fits too.
pub(super) fn text_width(text: &str) -> u32 {
    text.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 270,
            ' ' | '\u{a0}' | '(' | ')' | '[' | ']' | 'f' | 't' | 'r' | '-' | '/' => 340,
            '\u{202f}' => 200,
            'm' | 'M' | 'W' | 'w' | '%' | '—' | '@' => 830,
            c if c.is_uppercase() => 620,
            c if c.is_ascii() || c.is_alphabetic() && u32::from(c) < 0x250 => 520,
            _ => 800,
        })
        .fold(0, u32::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::proposal::{Cell, Column, Inline, InlineKind};
    use crate::source::{SourceFile, Sources, Span};

    fn table(kinds: &[ColumnKind], rows: &[&[&str]]) -> Table {
        let span = Span::new(Sources::new().add(SourceFile::new("a.md", "")), 0..0);
        let cell = |text: &&str| Cell {
            span,
            content: vec![Inline { span, kind: InlineKind::Text((*text).to_owned()) }],
            colspan: 1,
            rowspan: 1,
        };
        Table {
            columns: kinds.iter().map(|kind| Column { alignment: None, kind: *kind }).collect(),
            header: None,
            rows: rows
                .iter()
                .map(|row| Row { span, cells: row.iter().map(cell).collect(), kind: RowKind::Line })
                .collect(),
        }
    }

    #[test]
    fn amounts_keep_their_width_and_descriptions_take_the_rest() {
        let table = table(
            &[ColumnKind::Text, ColumnKind::Amount],
            &[&["Maintenance complète d’un cluster Kubernetes", "9 000 €"], &["Formation", "900 €"]],
        );
        let columns = columns(&table);
        assert!(!columns.wide);
        assert!(matches!(columns.widths.as_slice(), [Width::Share(_), Width::Auto]), "{columns:?}");
    }

    #[test]
    fn the_longer_text_gets_the_larger_share() {
        let long = "Production totalement indisponible, perte de données en cours, faille de sécurité active";
        let table = table(
            &[ColumnKind::Text; 3],
            &[&["P1 — Critique, à traiter sans attendre", long, "Une remarque de longueur moyenne"]],
        );
        let columns = columns(&table);
        assert!(columns.wide);
        let [Width::Share(a), Width::Share(b), Width::Share(c)] = columns.widths.as_slice() else {
            panic!("{columns:?}")
        };
        assert!(b > a && b > c && a + b + c <= 1_010, "{columns:?}");
    }

    #[test]
    fn one_column_takes_up_the_slack_of_a_small_table() {
        let table = table(&[ColumnKind::Text, ColumnKind::Mark], &[&["Certificat", "P3"], &["Logs", "P3"]]);
        assert!(matches!(columns(&table).widths.as_slice(), [Width::Share(_), Width::Auto]));
    }

    #[test]
    fn a_table_without_columns_or_with_huge_cells_does_no_harm() {
        assert_eq!(columns(&table(&[], &[])).widths, []);
        let huge = "x".repeat(100_000);
        columns(&table(&[ColumnKind::Amount; 2], &[&[&huge, &huge]]));
    }
}
