//! Whether a table writes its currency in each cell, so that a bare number in it is
//! something else.

use super::columns::Draft;
use super::grid::GridCell;
use super::rows;
use crate::proposal::pricing::Role;

/// Whether an amount with its currency stands in a cell.
pub(super) fn has_currency(cell: &GridCell) -> bool {
    super::context::mentions_amount(&cell.text)
}

/// Whether in a table of several price columns most rows write their currency in
/// every cell.
pub(super) fn spells_currency(drafts: &[Draft], all: &[Vec<GridCell>]) -> bool {
    let money = |cell: &&GridCell| {
        drafts.get(cell.column).is_some_and(Draft::holds_money)
            && cell.text.contains(|c: char| c.is_ascii_digit())
    };
    let (mut spelled, mut bare) = (0, 0);
    let counted = drafts.iter().any(|draft| matches!(draft.role, Role::Quantity | Role::UnitPrice));
    let sold = |row: &&Vec<GridCell>| !row.iter().any(|cell| rows::is_total(&cell.text));
    for row in all.iter().filter(sold) {
        let mut cells = row.iter().filter(money).peekable();
        if cells.peek().is_some() {
            let signs = cells.clone().filter(|cell| has_currency(cell)).count();
            spelled += usize::from(signs == cells.count());
            // `10 Go` is told to be no money by itself.
            let mut money = row.iter().filter(money);
            let figures = money.all(|cell| !cell.text.contains(char::is_alphabetic));
            bare += usize::from(signs == 0 && figures);
        }
    }
    let columns = drafts.iter().filter(|draft| draft.holds_money()).count();
    if counted {
        return false;
    }
    if spelled == 0 && are_other_figures(all) {
        return true;
    }
    columns >= 2 && spelled >= 2 && spelled > bare
}

/// Whether the sums alone write their currency, and the rows above count something
/// else: some in words of their own (`8 Seiten`), and all far below the sums.
fn are_other_figures(all: &[Vec<GridCell>]) -> bool {
    let beside = |row: &Vec<GridCell>| -> Vec<GridCell> {
        let figures = row.iter().filter(|cell| cell.column > 0);
        figures.filter(|cell| cell.text.contains(|c: char| c.is_ascii_digit())).cloned().collect()
    };
    let is_sum = |row: &&Vec<GridCell>| row.iter().any(|cell| rows::is_total(&cell.text));
    let (sums, sold): (Vec<_>, Vec<_>) = all.iter().partition(is_sum);
    let sums: Vec<Vec<GridCell>> = sums.into_iter().map(beside).collect();
    let sold: Vec<GridCell> = sold.into_iter().flat_map(beside).collect();
    let value = |cell: &GridCell| {
        let digits: String = cell.text.chars().filter(char::is_ascii_digit).collect();
        digits.parse::<u64>().unwrap_or(u64::MAX)
    };
    let written = sums.iter().all(|row| row.len() > 1 && row.iter().all(has_currency));
    let least = sums.iter().flatten().map(value).min().unwrap_or_default();
    let in_words = |cell: &GridCell| cell.text.contains(char::is_alphabetic);
    let small = sold.iter().map(value).fold(0, u64::saturating_add).saturating_mul(10) < least;
    !sums.is_empty() && written && small && sold.iter().any(in_words) && !sold.iter().any(has_currency)
}
