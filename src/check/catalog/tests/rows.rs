//! Rows of tables against a small catalog: what fires, and what looks alike and
//! must not.

use super::*;

pub(super) const CATALOG: &str = r"schema: 1
currency: EUR
basis: net
published: 2024-01-01
vat_rates: {FR: 20, SN: 18}
items:
  - {ref: AUD, family: audit, name: Audit flash, unit: forfait, prices: [{amount: 690}]}
  - {ref: PRO, family: audit, name: Audit complet, unit: forfait, prices: [{amount: 4000}]}
  - {ref: RUN-S, family: run, name: RUN Standard, unit: mois, prices: [{amount: 900}]}
  - {ref: RUN-P, family: run, name: RUN Premium, unit: mois, prices: [{amount: 1800}]}
  - {ref: HOST, name: Hébergement, unit: an, prices: [{amount: 1200}]}
  - {ref: TRN, name: Journée de formation, unit: jour, prices: [{amount: 640}]}
  - {ref: ITV, name: Intervention, unit: heure, min_qty: 2, prices: [{amount: 150}]}
  - {ref: TTC, name: Licence serveur, unit: forfait, basis: gross, prices: [{amount: 1200}]}
  - {ref: XL, name: Audit sur mesure, unit: forfait, on_quote: true}
  - {ref: OPT, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}}
  - ref: VER
    name: Veille
    unit: forfait
    prices: [{amount: 320, until: 2025-06-30}, {amount: 340, from: 2025-07-01}]
  - {ref: GRAD, name: Supervision, unit: mois, tiers: {by: nodes, mode: graduated, steps: [{up_to: 5, amount: 50}, {amount: 30}]}}
bundles:
  - {ref: DUO, name: Pack Duo, price: 1200, parts: [{ref: AUD}, {ref: TRN}]}
  - {ref: PACK-PRO, name: Pack Pro, price_from: 10000}
";

/// What is said about a note.
pub(super) fn note(text: &str) -> Vec<String> {
    let case = Case::new(CATALOG, text);
    assert_eq!(case.loaded.findings, []);
    case.said().into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
}

/// What is said about one row under a header; the date is given so that the
/// newest prices are not assumed.
pub(super) fn row(header: &str, row: &str) -> Vec<String> {
    rows(header, &[row])
}

pub(super) fn rows(header: &str, rows: &[&str]) -> Vec<String> {
    let columns = header.matches('|').count() - 1;
    let rule = format!("|{}", " --- |".repeat(columns));
    note(&format!("---\ndate: 2025-09-01\n---\n\n{header}\n{rule}\n{}\n", rows.join("\n")))
}

pub(super) const NET: &str = "| Prestation | Prix HT |";
pub(super) const MONTH: &str = "| Offre | Tarif HT/mois |";
pub(super) const QUOTE: &str = "| Prestation | Qté | PU HT | Total HT |";

pub(super) fn silent(found: &[String]) {
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_catalog_s_price_is_right_however_it_is_written() {
    for cell in ["690 €", "690,00 €", "**690 €**", "690\u{a0}EUR", "€ 690"] {
        silent(&row(NET, &format!("| Audit flash | {cell} |")));
    }
    silent(&row(NET, "| AUDIT FLASH | 690 € |"));
    silent(&row(MONTH, "| RUN Standard | 900 € |"));
    silent(&row("| Offre | Tarif HT/an |", "| RUN Standard | 10 800 € |"));
    silent(&row("| Offre | Tarif HT/trimestre |", "| RUN Standard | 2 700 € |"));
    silent(&row(MONTH, "| Hébergement | 100 € |"));
    silent(&row(NET, "| RUN Standard (12 mois) | 10 800 € |"));
    silent(&row("| Prestation | Tarif HT/jour |", "| Journée de formation | 640 € |"));
}

#[test]
fn a_cent_or_a_deviation_is_an_error_in_either_direction() {
    for (printed, said) in [("690,01 €", "690,01 €"), ("850 €", "850 €"), ("689 €", "689 €")] {
        let found = row(NET, &format!("| Audit flash | {printed} |"));
        assert_eq!(found.len(), 1, "{found:?}");
        let start = format!("error[catalog-price-mismatch]: Audit flash : {said}, catalogue 690 €");
        assert!(found[0].starts_with(&start), "{found:?}");
    }
}

#[test]
fn the_usual_slips_are_named() {
    for (header, cells, hint) in [
        (NET, "| Audit flash | 960 € |", "(chiffres inversés ?)"),
        (NET, "| Audit flash | 680 € |", "(un chiffre diffère ?)"),
        (NET, "| Audit flash | 6 900 € |", "(un zéro de trop ?)"),
        (NET, "| Audit flash | 69 € |", "(un zéro manque ?)"),
        (NET, "| Audit flash | 828 € |", "(TVA de 20 % ajoutée ?)"),
        (NET, "| Audit flash | 575 € |", "(TVA de 20 % retirée ?)"),
        (NET, "| Audit flash | 4 000 € |", "(prix de Audit complet ?)"),
        (NET, "| Audit flash | 621 € |", "(remise de 10 % non indiquée ?)"),
        (MONTH, "| RUN Standard | 10 800 € |", "(un an pour un mois ?)"),
        ("| Offre | Tarif HT/an |", "| RUN Standard | 9 000 € |", "deux mois offerts ?)"),
        (QUOTE, "| Audit complet | 3 | 12 000 € | 36 000 € |", "(quantité comptée deux fois ?)"),
        ("| Prestation | Qté | Total HT |", "| Audit complet | 3 | 4 000 € |", "(quantité oubliée ?)"),
    ] {
        let found = row(header, cells);
        assert!(
            found.iter().any(|line| line.contains("catalog-price-mismatch") && line.contains(hint)),
            "{cells} {hint}: {found:#?}"
        );
    }
}

#[test]
fn bases_are_converted_with_a_known_rate() {
    let row =
        |header: &str, row: &str| note(&format!("{header}\n| --- | --- |\n{row}\n\nLa TVA est de 20 %.\n"));
    let gross = "| Prestation | Prix TTC |";
    silent(&row(gross, "| Audit flash | 828 € |"));
    silent(&row(NET, "| Licence serveur | 1 000 € |"));
    assert_eq!(
        row(gross, "| Audit flash | 690 € |"),
        [
            "error[tax-basis-mismatch]: 690 € est le prix HT de « Audit flash » ; ici les prix sont TTC (828 €)"
        ]
    );
    assert_eq!(
        row(gross, "| Audit flash | 800 € |"),
        [
            "error[catalog-price-mismatch]: Audit flash : 800 € TTC, catalogue 690 € HT + 20 % de TVA = 828 € TTC"
        ]
    );
}

#[test]
fn what_is_unknown_makes_no_error_unless_it_is_wrong_all_the_same() {
    assert_eq!(
        row("| Prestation | Prix TTC |", "| Audit flash | 828 € |"),
        [
            "info[catalog-not-comparable]: Audit flash : taux de TVA inconnu ; non vérifié (828 € TTC, catalogue 690 € HT)"
        ]
    );
    // No rate makes a price with tax lower than the one without.
    assert!(
        row("| Prestation | Prix TTC |", "| Audit flash | 600 € |")[0]
            .starts_with("error[catalog-price-mismatch]")
    );
    // Neither excl. nor incl. VAT: the catalog's figure is taken as it stands.
    silent(&row("| Prestation | Tarif |", "| Audit flash | 690 € |"));
    assert!(
        row("| Prestation | Tarif |", "| Audit flash | 750 € |")[0]
            .starts_with("info[catalog-not-comparable]")
    );
    // A recurring price without a period may be a year's.
    silent(&row(NET, "| RUN Standard | 900 € |"));
    assert!(row(NET, "| RUN Standard | 10 800 € |")[0].starts_with("info[catalog-not-comparable]"));
    assert!(row(NET, "| RUN Standard | 850 € |")[0].starts_with("error[catalog-price-mismatch]"));
}

#[test]
fn the_price_of_another_period_is_named_as_such() {
    assert_eq!(
        row("| Offre | Tarif HT/an |", "| RUN Standard | 900 € |"),
        [
            "error[period-mismatch]: 900 € est le tarif mensuel de « RUN Standard » ; ici les prix sont annuels (10 800 €)"
        ]
    );
}

#[test]
fn quantities_belong_to_the_line_and_not_to_the_unit_price() {
    silent(&row(QUOTE, "| Audit complet | 3 | 4 000 € | 12 000 € |"));
    silent(&row("| Prestation | Qté | Total HT |", "| Audit complet | 3 | 12 000 € |"));
    // A wrong product is arithmetic, not a wrong price.
    silent(&row(QUOTE, "| Audit complet | 3 | 4 000 € | 12 500 € |"));
    assert_eq!(
        row(QUOTE, "| Intervention | 1 | 150 € | 150 € |"),
        ["error[catalog-min-quantity]: Intervention : minimum 2 heures (300 €)"]
    );
    silent(&row(QUOTE, "| Intervention | 3 | 150 € | 450 € |"));
}

#[test]
fn shown_discounts_are_worth_knowing_and_no_error() {
    assert_eq!(
        row(NET, "| Audit flash | ~~690 €~~ 621 € |"),
        ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]
    );
    assert_eq!(
        row("| Prestation | Prix HT | Remise |", "| Audit flash | 690 € | 10 % |"),
        ["info[catalog-price-discounted]: −10 % sur Audit flash (documenté)"]
    );
    // The struck price is held to the catalog too.
    let found = row(NET, "| Audit flash | ~~900 €~~ 690 € |");
    assert!(
        found[0].starts_with("error[catalog-price-mismatch]: Audit flash : 900 €, catalogue 690 €"),
        "{found:?}"
    );
    // A higher price is no discount.
    let found = row(NET, "| Audit flash | ~~690 €~~ 720 € |");
    assert!(found[0].starts_with("error[catalog-price-mismatch]: Audit flash : 720 €"), "{found:?}");
}

#[test]
fn versions_hold_on_the_document_s_day() {
    let on = |date: &str, price: &str| {
        note(&format!("---\ndate: {date}\n---\n\n{NET}\n| --- | --- |\n| Veille | {price} |\n"))
    };
    silent(&on("2025-06-30", "320 €"));
    silent(&on("2025-07-01", "340 €"));
    assert_eq!(
        on("2025-07-01", "320 €"),
        [
            "error[catalog-price-expired]: Veille : 320 € valait jusqu’au 30/06/2025 ; 340 € depuis le 01/07/2025"
        ]
    );
    assert_eq!(
        on("2025-06-30", "340 €"),
        ["warning[catalog-price-not-yet-valid]: Veille : 340 € ne vaut qu’à partir du 01/07/2025"]
    );
    assert_eq!(
        on("2023-06-30", "320 €"),
        ["warning[catalog-price-not-yet-valid]: Veille : 320 € ne vaut qu’à partir du 01/01/2024"]
    );
    // Without a date the newest prices hold.
    silent(&note(&format!("{NET}\n| --- | --- |\n| Veille | 340 € |\n")));
}

#[test]
fn floors_and_quotes_leave_room() {
    silent(&row(NET, "| Pack Pro | 12 000 € |"));
    silent(&row(NET, "| Pack Pro | à partir de 10 000 € |"));
    silent(&row(NET, "| Pack Pro | Sur devis |"));
    assert_eq!(
        row(NET, "| Pack Pro | 9 000 € |"),
        ["error[catalog-below-minimum]: Pack Pro : 9 000 €, plancher 10 000 €"]
    );
    silent(&row(NET, "| Audit sur mesure | Sur devis |"));
    assert_eq!(
        row(NET, "| Audit sur mesure | 7 000 € |"),
        [
            "info[catalog-on-quote-priced]: Audit sur mesure est « sur devis » ; prix ferme 7 000 € non vérifiable"
        ]
    );
}

#[test]
fn other_currencies_need_a_rate() {
    assert_eq!(
        row(NET, "| Audit complet | 2 623 828 FCFA |"),
        [
            "warning[exchange-rate-missing]: Audit complet : 2 623 828 FCFA sans cours ; juste à la parité fixe"
        ]
    );
    let declared =
        CATALOG.replace("items:\n", "exchange: [{from: EUR, to: XOF, rate: 655.957, kind: fixed}]\nitems:\n");
    let priced = |price: &str| {
        Case::new(&declared, &format!("{NET}\n| --- | --- |\n| Audit complet | {price} |\n")).said()
    };
    silent(&priced("2 623 828 FCFA"));
    assert!(priced("2 600 000 FCFA")[0].contains("catalog-price-mismatch"));
    assert!(priced("4 000 FCFA")[0].contains("(montant en euro"), "{:?}", priced("4 000 FCFA"));
}

#[test]
fn rounded_notations_are_taken_as_they_are_meant() {
    silent(&row(NET, "| Audit complet | 4 k€ |"));
    silent(&row(NET, "| RUN Standard (12 mois) | 10,8 k€ |"));
}

#[test]
fn percentages_need_a_base_and_are_worked_out_from_it() {
    let base = "| Audit flash | 690 € |";
    silent(&rows(NET, &[base, "| Second site | 345 € |"]));
    silent(&rows(NET, &[base, "| Second site | +50 % |"]));
    assert_eq!(
        rows(NET, &[base, "| Second site | 350 € |"]),
        ["error[percent-option-mismatch]: +50 % de 690 € = 345 €, et non 350 €"]
    );
    assert_eq!(
        rows(NET, &[base, "| Second site | +40 % |"]),
        ["error[percent-option-mismatch]: Second site : +40 %, catalogue +50 %"]
    );
    let two = [base, "| Audit complet | 4 000 € |", "| Second site | +50 % |"];
    assert_eq!(rows(NET, &two), ["warning[percent-base-missing]: Second site : « +50 % » : de quel prix ?"]);
    silent(&rows(NET, &[base, "| Audit complet | 4 000 € |", "| Second site | +50 % du prix de l’audit |"]));
}

#[test]
fn what_no_catalog_knows_is_said_or_announced() {
    assert_eq!(
        row(NET, "| Gouvernance | 500 € |"),
        ["warning[catalog-item-unknown]: « Gouvernance » absent du catalogue"]
    );
    assert_eq!(
        row(NET, "| Audit flsh | 690 € |"),
        ["warning[catalog-item-unknown]: « Audit flsh » absent du catalogue ; proche : Audit flash"]
    );
    silent(&row(NET, "| Déplacements (au réel) | 500 € |"));
    silent(&row(NET, "| Gouvernance %% propose: off-catalog %% | 500 € |"));
    silent(&row(NET, "| Gouvernance | Inclus |"));
}

#[test]
fn a_comment_names_the_reference() {
    silent(&row(NET, "| Suivi du cluster %% propose: ref AUD %% | 690 € |"));
    let found = row(NET, "| Suivi du cluster %% propose: ref AUD %% | 700 € |");
    assert!(found[0].starts_with("error[catalog-price-mismatch]: Audit flash : 700 €"), "{found:?}");
}

#[test]
fn parts_are_not_billed_again_unless_they_come_on_top() {
    let quote = |line: &str| {
        rows(
            "| Prestation | Qté | PU HT | Total HT |",
            &["| Pack Duo | 1 | 1 200 € | 1 200 € |", line, "| **Total HT** | | | 1 840 € |"],
        )
    };
    assert_eq!(
        quote("| Journée de formation | 1 | 640 € | 640 € |"),
        ["error[bundle-part-billed-again]: Journée de formation déjà compris dans Pack Duo"]
    );
    silent(&quote("| Journée de formation (supplémentaire) | 1 | 640 € | 640 € |"));
    silent(&quote("| Journée de formation | 1 | Inclus | |"));
    // A list to choose from sells nothing twice.
    silent(&rows(NET, &["| Pack Duo | 1 200 € |", "| Journée de formation | 640 € |"]));
}

#[test]
fn a_line_is_reported_once_however_many_columns_it_has() {
    let row = |row: &str| {
        note(&format!(
            "| Prestation | Prix HT | Prix TTC |\n| --- | --- | --- |\n{row}\n\nLa TVA est de 20 %.\n"
        ))
    };
    assert_eq!(row("| Audit flash | 700 € | 840 € |").len(), 1);
    silent(&row("| Audit flash | 690 € | 828 € |"));
}

#[test]
fn a_matrix_of_plans_is_read_by_its_columns() {
    let header = "| | RUN Standard | RUN Premium |";
    silent(&rows(header, &["| Tarif HT/mois | 900 € | 1 800 € |"]));
    let found = rows(header, &["| Tarif HT/mois | 900 € | 1 900 € |"]);
    assert!(found.iter().any(|line| line.contains("RUN Premium : 1 900 €")), "{found:?}");
    let short = rows("| Poste | Standard | Premium |", &["| RUN (HT/mois) | 900 € | 1 950 € |"]);
    assert!(short.len() == 1 && short[0].contains("RUN Premium : 1 950 €"), "{short:?}");
    // What each plan offers at a price is no price of the plan.
    let feature =
        rows(header, &["| Tarif HT/mois | 900 € | 1 800 € |", "| Support téléphonique | 50 € | 80 € |"]);
    assert_eq!(feature, ["warning[catalog-item-unknown]: « Support téléphonique » absent du catalogue"]);
}

#[test]
fn graduated_steps_add_up() {
    let header = "| Offre | Nœuds | Tarif HT/mois |";
    silent(&row(header, "| Supervision | 8 | 340 € |"));
    let found = row(header, "| Supervision | 8 | 400 € |");
    assert!(found[0].contains("Supervision : 400 €, catalogue 340 €"), "{found:?}");
}

#[test]
fn an_english_document_is_answered_in_english() {
    let text = "---\nlang: en\ndate: 2025-09-01\n---\n\n| Item | Price excl. VAT |\n| --- | --- |\n| Audit flash | €960 |\n";
    assert_eq!(
        note(text),
        ["error[catalog-price-mismatch]: Audit flash: €960, catalog €690 (digits swapped?)"]
    );
}

#[test]
fn facts_are_plain_decimals() {
    let case =
        Case::new(CATALOG, &format!("{NET}\n| --- | --- |\n| RUN Standard (12 mois) | 10 000,50 € |\n"));
    let found = case.found();
    let facts = &found[0].facts;
    assert_eq!(facts.found.as_deref(), Some("10000.5"));
    assert_eq!(facts.expected.as_deref(), Some("10800"));
    assert_eq!(facts.currency.as_deref(), Some("EUR"));
    assert_eq!(facts.item.as_deref(), Some("RUN-S"));
    assert_eq!(facts.relation.as_deref(), Some("900 * 12 = 10800"));
}

#[test]
fn no_amount_is_too_large_to_look_at() {
    let huge = "99999999999999999999999999 €";
    let text = format!(
        "{QUOTE}\n| --- | --- | --- | --- |\n| RUN Standard (999 mois) | 99999999999999 | {huge} | {huge} |\n| Second site | 1 | {huge} | {huge} |\n"
    );
    Case::new(CATALOG, &text).said();
}

#[test]
fn what_other_topics_find_in_a_row_names_the_item_of_the_row() {
    let case = Case::new(
        CATALOG,
        "---\ndate: 2025-09-01\n---\n\n| Prestation | Qté | PU HT | Total HT |\n| --- | --- | --- | --- |\n| Audit flash | 2 | 690 € | 1 830 € |\n| Inconnu %% propose: off-catalog %% | 2 | 10 € | 30 € |\n| **Total HT** | | | 1 860 € |\n",
    );
    let findings = case.with_context(|context| crate::check::run(context, &crate::check::Levels::default()));
    let lines: Vec<_> = findings
        .iter()
        .filter(|finding| finding.rule.name == "line-total-mismatch")
        .map(|finding| (finding.facts.item.as_deref(), finding.facts.expected.as_deref()))
        .collect();
    assert_eq!(lines, [(Some("AUD"), Some("1380")), (None, Some("20"))]);
}

#[test]
fn a_line_with_prices_by_the_month_and_by_the_year_is_held_to_both_items() {
    let catalog = "schema: 1\ncurrency: EUR\nbasis: net\nitems:\n  - {ref: S, family: plans, name: Starter, unit: mois, prices: [{amount: 29}]}\n  - {ref: S-AN, family: plans, name: Starter, unit: an, prices: [{amount: 290}]}\n";
    let said = |row: &str| {
        let note = format!(
            "---\ndate: 2025-09-01\n---\n\n| Offre | Mensuel HT | Annuel HT |\n| --- | --- | --- |\n{row}\n"
        );
        Case::new(catalog, &note).said()
    };
    silent(&said("| Starter | 29 € | 290 € |"));
    let wrong = said("| Starter | 29 € | 348 € |");
    assert!(wrong.len() == 1 && wrong[0].contains("catalog-price-mismatch"), "{wrong:#?}");
}
