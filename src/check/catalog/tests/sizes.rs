//! Items for a size, prices by size, and exchange rates.

use super::*;

const CATALOG: &str = r"schema: 1
currency: EUR
basis: net
published: 2024-01-01
exchange: [{from: EUR, to: CHF, rate: 0.95}, {from: EUR, to: USD, rate: 1.10, kind: dated, date: 2024-01-01}]
items:
  - {ref: RUN-S, family: run, name: RUN Starter, unit: mois, attributes: {max_services: 3}, prices: [{amount: 500}]}
  - {ref: RUN-M, family: run, name: RUN Medium, unit: mois, attributes: {services: 4-8}, prices: [{amount: 900}]}
  - {ref: RUN-L, family: run, name: RUN Large, unit: mois, attributes: {services: 9+}, prices: [{amount: 1500}]}
  - {ref: FORM, name: Formation, unit: jour, prices: [{amount: 640}]}
  - ref: SUP
    name: Supervision
    unit: mois
    tiers: {by: nodes, mode: volume, steps: [{up_to: 5, amount: 200}, {up_to: 20, amount: 350}]}
";

fn said(front: &str, body: &str) -> Vec<String> {
    let case = Case::new(CATALOG, &format!("---\nlang: fr\ndate: 2025-09-01\n{front}---\n\n{body}\n"));
    assert_eq!(case.loaded.findings, []);
    case.said().into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect()
}

#[test]
fn a_row_for_another_size_than_its_item_is_doubtful() {
    let head = "| Offre | Nœuds max | Tarif HT/mois |\n|---|---|---:|\n";
    let row = |name: &str, size: &str, price: &str| said("", &format!("{head}| {name} | {size} | {price} |"));
    for (name, size, price) in [
        ("RUN Starter", "2 services", "500 €"),
        ("RUN Medium", "4-8 services", "900 €"),
        ("RUN Large", "10+ services", "1 500 €"),
        // It speaks of something else.
        ("RUN Medium", "12 serveurs", "900 €"),
    ] {
        assert_eq!(row(name, size, price), [""; 0], "{name} {size}");
    }
    for (name, size, price, step) in [
        ("RUN Starter", "5 services", "500 €", "5 services déclarés, palier jusqu’à 3"),
        ("RUN Medium", "12 services", "900 €", "12 services déclarés, palier 4-8"),
        ("RUN Large", "2-4 services", "1 500 €", "2 services déclarés, palier 9+"),
    ] {
        let wanted = format!("warning[catalog-tier-mismatch]: {name} : {step}");
        assert_eq!(row(name, size, price), [wanted], "{name} {size}");
    }
}

#[test]
fn a_purchase_for_a_larger_client_than_its_item_is_an_error() {
    let quote = |front: &str| {
        said(
            front,
            "| Offre | Qté | PU HT/mois | Total HT/mois |\n|---|---:|---:|---:|\n| RUN Medium | 1 | 900 € | 900 € |\n\
             | Total | | | 900 € |",
        )
    };
    assert_eq!(quote("taille: {services: 8}\n"), [""; 0]);
    assert_eq!(
        quote("taille: {services: 12}\n"),
        ["error[catalog-tier-mismatch]: RUN Medium : 12 services déclarés, palier 4-8"]
    );
}

#[test]
fn without_a_size_the_price_of_any_step_is_right_and_no_other() {
    let row =
        |price: &str| said("", &format!("| Offre | Tarif HT/mois |\n|---|---:|\n| Supervision | {price} |"));
    assert_eq!(row("200 €"), [""; 0]);
    assert_eq!(row("350 €"), [""; 0]);
    assert_eq!(
        row("300 €"),
        ["error[catalog-price-mismatch]: Supervision : 300 €, catalogue 350 € (un chiffre diffère ?)"]
    );
}

#[test]
fn a_rate_is_that_of_the_parity_or_of_the_catalog() {
    let rate = |rate: &str| {
        said(
            &format!("exchange rates:\n  - {{{rate}}}\n"),
            "| Offre | Prix HT |\n|---|---:|\n| Formation | 640 € |",
        )
    };
    for right in [
        "from: EUR, to: XOF, rate: 655.957",
        "from: XOF, to: EUR, rate: 0.00152449",
        "from: EUR, to: CHF, rate: 0.95",
        // One that moves may be newer than the catalog's, and others are unknown.
        "from: EUR, to: USD, rate: 1.15",
        "from: EUR, to: MAD, rate: 10.8",
    ] {
        assert_eq!(rate(right), [""; 0], "{right}");
    }
    for (wrong, message) in [
        ("from: EUR, to: XOF, rate: 650", "cours 650 ; parité fixe 655,957"),
        ("from: XOF, to: EUR, rate: 0.0015", "cours 0,0015 ; parité fixe 655,957"),
        ("from: EUR, to: CHF, rate: 0.90", "cours 0,9 ; catalogue 0,95"),
        // The document's own currency is that of the catalog.
        ("to: XAF, rate: 655", "cours 655 ; parité fixe 655,957"),
    ] {
        assert_eq!(rate(wrong), [format!("error[exchange-rate-unexpected]: {message}")], "{wrong}");
    }
}

#[test]
fn what_is_free_was_worth_its_price_in_the_catalog() {
    let row =
        |price: &str| said("", &format!("| Prestation | Prix HT |\n|---|---:|\n| Formation | {price} |"));
    assert_eq!(row("offert"), [""; 0]);
    assert_eq!(row("offert (au lieu de 640 €)"), [""; 0]);
}
