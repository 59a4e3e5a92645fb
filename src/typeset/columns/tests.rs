use super::*;
use crate::proposal::{Cell, Column, Row};
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
    let columns = columns(&table, Room::default());
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
    let columns = columns(&table, Room::default());
    assert!(columns.wide);
    let [Width::Share(a), Width::Share(b), Width::Share(c)] = columns.widths.as_slice() else {
        panic!("{columns:?}")
    };
    assert!(b > a && b > c && a + b + c <= 1_010, "{columns:?}");
}

#[test]
fn one_column_takes_up_the_slack_of_a_small_table() {
    let table = table(&[ColumnKind::Text, ColumnKind::Mark], &[&["Certificat", "P3"], &["Logs", "P3"]]);
    assert!(matches!(columns(&table, Room::default()).widths.as_slice(), [Width::Share(_), Width::Auto]));
}

#[test]
fn a_table_without_columns_or_with_huge_cells_does_no_harm() {
    assert_eq!(columns(&table(&[], &[]), Room::default()).widths, []);
    let huge = "x".repeat(100_000);
    columns(&table(&[ColumnKind::Amount; 2], &[&[&huge, &huge]]), Room::default());
}

#[test]
fn a_table_gets_smaller_then_a_page_on_its_side_then_broken_words() {
    let set = |columns: usize, room: Room| {
        let cells = vec!["12 345,67 €"; columns];
        columns_of(&cells, room)
    };
    let upright = Room::default();
    let steps: Vec<(Size, bool, bool)> = [4, 7, 8, 10, 11, 13, 40]
        .into_iter()
        .map(|count| set(count, upright))
        .map(|columns| (columns.size, columns.turned, columns.broken.is_some()))
        .collect();
    assert_eq!(
        steps,
        [
            (Size::Normal, false, false),
            (Size::Small, false, false),
            (Size::Smallest, false, false),
            (Size::Normal, true, false),
            (Size::Small, true, false),
            (Size::Smallest, true, false),
            (Size::Smallest, true, true),
        ]
    );
    let boxed = set(13, Room { boxes: 1, ..upright });
    assert!(!boxed.turned && boxed.broken.is_some(), "no page of its own within a box: {boxed:?}");
    assert!(set(2, Room { turned: true, ..upright }).turned, "asked for");
}

#[test]
fn rows_that_are_low_hold_together_and_high_ones_break() {
    let long = "mot ".repeat(600);
    let last = ["a", long.as_str()];
    let mut rows: Vec<&[&str]> = vec![&["a", "b"]; 40];
    rows.push(&last);
    let layout = columns(&table(&[ColumnKind::Text; 2], &rows), Room::default());
    assert_eq!(layout.held, 0, "the last row fills a page");
    assert_eq!((layout.tall[0], layout.tall[40]), (false, true));
    let low = columns(&table(&[ColumnKind::Text; 2], &rows[..40]), Room::default());
    assert_eq!(low.held, 2);
}

fn columns_of(cells: &[&str], room: Room) -> Columns {
    columns(&table(&vec![ColumnKind::Amount; cells.len()], &[cells]), room)
}

#[test]
fn cells_below_one_that_reaches_down_are_measured_in_their_own_column() {
    let long =
        "Une description assez longue pour qu’elle doive se partager la largeur de la page avec une autre";
    let mut table = table(&[ColumnKind::Text; 2], &[&["Lot 1", "Étude"], &[long]]);
    table.rows[0].cells[0].rowspan = 2;
    let columns = columns(&table, Room::default());
    assert!(matches!(columns.widths.as_slice(), [Width::Auto, Width::Share(_)]), "{columns:?}");
}

#[test]
fn scripts_without_spaces_break_where_a_column_ends() {
    let text = "データベースのバックアップを毎日行い、その整合性を確認します";
    let columns = columns(&table(&[ColumnKind::Text; 6], &[&[text; 6]]), Room::default());
    assert_eq!((columns.size, columns.turned), (Size::Normal, false), "{columns:?}");
}
