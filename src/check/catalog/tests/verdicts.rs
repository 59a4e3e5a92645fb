//! What is said about a price where more than one answer is possible: reductions,
//! counts in labels, floors, prices that hold on other days.

use super::rows::{NET, note, row, rows, silent};
use super::*;

#[test]
fn a_reduction_that_the_document_declares_explains_a_lower_price() {
    let declared = |price: &str| {
        note(&format!(
            "---\ndate: 2025-09-01\nremises: [{{percent: 10, reason: fidélité}}]\n---\n\n{NET}\n| --- | --- |\n| Audit flash | {price} |\n"
        ))
    };
    assert_eq!(declared("621 €"), ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]);
    silent(&declared("690 €"));
    assert!(declared("612 €")[0].starts_with("error[catalog-price-mismatch]"), "{:?}", declared("612 €"));

    let by_row = rows(NET, &["| Audit flash | 621 € |", "| Remise 10 % | −62,10 € |"]);
    assert_eq!(by_row, ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]);
    let column = "| Prestation | Prix HT | Remise |";
    assert_eq!(
        row(column, "| Audit flash | 621 € | 10 % |"),
        ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]
    );
    silent(&row(column, "| Audit flash | 690 € | 0 % |"));
}

#[test]
fn a_number_in_a_label_may_count_what_the_price_is_for() {
    for right in ["Audit flash, 4 passages | 2 760 €", "Audit flash – 12000 exemplaires | 8 280 000 €"]
    {
        silent(&row(NET, &format!("| {right} |")));
    }
    for wrong in ["Audit flash, 4 passages | 2 670 €", "Audit flash, 4 passages | 172,50 €"] {
        let found = row(NET, &format!("| {wrong} |"));
        assert!(found[0].starts_with("error[catalog-price-mismatch]: Audit flash"), "{found:?}");
    }
    // A unit price is for one, whatever the label counts.
    let unit = "| Prestation | Qté | PU HT | Total HT |";
    let found = row(unit, "| Audit flash, 4 passages | 2 | 2 760 € | 5 520 € |");
    assert!(found[0].starts_with("error[catalog-price-mismatch]: Audit flash"), "{found:?}");
}

#[test]
fn what_both_columns_of_a_line_say_is_said_once() {
    let both = |row: &str| {
        note(&format!(
            "| Prestation | Prix HT | Prix TTC |\n| --- | --- | --- |\n{row}\n\nLa TVA est de 20 %.\n"
        ))
    };
    assert_eq!(
        both("| Audit sur mesure | 7 000 € | 8 400 € |"),
        [
            "info[catalog-on-quote-priced]: Audit sur mesure est « sur devis » ; prix ferme 7 000 € non vérifiable"
        ]
    );
    assert_eq!(
        both("| Audit flash | ~~690 €~~ 621 € | ~~828 €~~ 745,20 € |"),
        ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]
    );
    // One price that holds settles a line whose other cannot be compared.
    silent(&row("| Prestation | Prix HT | Prix TTC |", "| Audit flash | 690 € | 828 € |"));
}

#[test]
fn in_a_matrix_of_plans_each_column_is_judged_alone() {
    let header = "| | RUN Standard | RUN Premium |";
    let found = rows(header, &["| Tarif HT/mois | 950 € | 1 900 € |"]);
    let about = |item: &str| found.iter().filter(|line| line.contains(item)).count();
    assert_eq!((about("RUN Standard : 950 €"), about("RUN Premium : 1 900 €")), (1, 1), "{found:?}");
}

#[test]
fn a_sentence_may_go_on_after_the_catalog_s_price() {
    silent(&note("RUN Standard : 900 € HT par mois, puis 950 € HT par mois.\n"));
    let wrong = note("RUN Standard : 920 € HT par mois, puis 950 € HT par mois.\n");
    assert!(wrong[0].contains("RUN Standard : 920 €, catalogue 900 €"), "{wrong:?}");
    // Another item of the same sentence has its own price.
    let other = note("RUN Standard : 900 € HT par mois ; RUN Premium : 1 900 € HT par mois.\n");
    assert!(other.len() == 1 && other[0].contains("RUN Premium : 1 900 €"), "{other:?}");
}

#[test]
fn a_price_of_a_season_holds_in_its_season() {
    let season = "schema: 1\ncurrency: EUR\nbasis: net\nitems:\n  - {ref: LUM, name: Illuminations, unit: forfait, prices: [{amount: 320, from: 2024-11-01, until: 2025-01-31}]}\n";
    let on = |date: &str, price: &str| {
        let text = format!(
            "---\nlang: fr\ndate: {date}\n---\n\n{NET}\n| --- | --- |\n| Illuminations | {price} |\n"
        );
        Case::new(season, &text).said()
    };
    silent(&on("2024-12-24", "320 €"));
    assert_eq!(
        on("2024-09-01", "320 €"),
        ["8 warning[catalog-price-not-yet-valid]: Illuminations : 320 € ne vaut qu’à partir du 01/11/2024"]
    );
    for (date, price) in [("2025-09-01", "320 €"), ("2024-09-01", "300 €")] {
        let found = on(date, price);
        assert!(
            found.len() == 1
                && found[0]
                    .starts_with("8 info[catalog-not-comparable]: Illuminations : pas de prix au catalogue"),
            "{date} {found:?}"
        );
    }
}

#[test]
fn what_is_above_a_floor_is_right_only_on_a_basis_that_can_be_compared() {
    silent(&row(NET, "| Pack Pro | 12 000 € |"));
    silent(&row("| Prestation | Tarif |", "| Pack Pro | 10 000 € |"));
    for (header, cell) in [("| Prestation | Tarif |", "12 000 €"), ("| Prestation | Prix TTC |", "11 000 €")]
    {
        let found = row(header, &format!("| Pack Pro | {cell} |"));
        assert!(found[0].starts_with("info[catalog-not-comparable]: Pack Pro"), "{found:?}");
    }
    // `from` names the floor itself.
    let from = row(NET, "| Pack Pro | à partir de 12 000 € |");
    assert!(from[0].starts_with("error[catalog-price-mismatch]: Pack Pro : 12 000 €"), "{from:?}");
    let low = row(NET, "| Pack Pro | à partir de 9 000 € |");
    assert!(low[0].starts_with("error[catalog-below-minimum]: Pack Pro : 9 000 €"), "{low:?}");
}

#[test]
fn the_catalog_s_figure_in_a_column_of_another_kind_is_named_as_such() {
    let of = |header: &str, cells: &str| {
        let found = row(header, cells);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].split(':').next().unwrap().to_owned()
    };
    assert_eq!(of("| Offre | Tarif HT/mois |", "| Hébergement | 1 200 € |"), "error[period-mismatch]");
    let declared = CATALOG_WITH_DOLLARS;
    let dollars = Case::new(declared, &format!("{NET}/an\n| --- | --- |\n| Support | 900 $ |\n")).said();
    // 900 dollars are not the 900 euros of a month.
    assert!(dollars.len() == 1 && dollars[0].contains("error[catalog-price-mismatch]"), "{dollars:?}");
    // What is sold once is sold for that price, by whatever rhythm it is paid.
    silent(&row("| Offre | Tarif HT/mois |", "| Audit flash | 690 € |"));
}

const CATALOG_WITH_DOLLARS: &str = "schema: 1\ncurrency: EUR\nbasis: net\nexchange: [{from: EUR, to: USD, rate: 1.10}]\nitems:\n  - {ref: SUP, name: Support, unit: mois, prices: [{amount: 900}]}\n";

#[test]
fn a_price_of_another_day_is_found_among_several() {
    let catalog = "schema: 1\ncurrency: EUR\nbasis: net\nitems:\n  - ref: V\n    name: Veille\n    unit: forfait\n    prices: [{amount: 300, until: 2024-12-31}, {amount: 320, from: 2025-01-01, until: 2025-06-30}, {amount: 340, from: 2025-07-01}]\n";
    let on = |date: &str, price: &str| {
        let text =
            format!("---\nlang: fr\ndate: {date}\n---\n\n{NET}\n| --- | --- |\n| Veille | {price} |\n");
        Case::new(catalog, &text).said()
    };
    assert_eq!(
        on("2025-09-01", "300 €"),
        [
            "8 error[catalog-price-expired]: Veille : 300 € valait jusqu’au 31/12/2024 ; 340 € depuis le 01/07/2025"
        ]
    );
    assert_eq!(
        on("2025-03-01", "300 €"),
        [
            "8 error[catalog-price-expired]: Veille : 300 € valait jusqu’au 31/12/2024 ; 320 € depuis le 01/01/2025"
        ]
    );
    assert_eq!(
        on("2025-03-01", "340 €"),
        ["8 warning[catalog-price-not-yet-valid]: Veille : 340 € ne vaut qu’à partir du 01/07/2025"]
    );
    assert!(on("2025-03-01", "310 €")[0].contains("error[catalog-price-mismatch]"));
}
