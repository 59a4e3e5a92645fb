use super::*;
use crate::catalog::read;
use crate::source::{SourceFile, Sources};
use unicode_width::UnicodeWidthStr;

fn catalog(text: &str) -> Catalog {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.yaml", text));
    let loaded = read(&sources, &[file], Language::French);
    assert_eq!(loaded.findings, []);
    loaded.catalog
}

fn plain(text: &str) -> String {
    text.replace(['\u{202f}', '\u{a0}'], " ")
}

const SMALL: &str = "currency: EUR
basis: net
published: 2024-02-01
items:
  - {ref: AUD-FLASH, family: audit, name: {fr: Audit flash, en: Flash audit}, aliases: [Audit rapide], unit: forfait, attributes: {max_nodes: 10}, prices: [{amount: 690, until: 2024-12-31}, {amount: 720, from: 2025-01-01}]}
  - {ref: AUD-XL, family: audit, name: Audit sur mesure d’une infrastructure très vaste avec un nom très long, unit: forfait, on_quote: true}
  - {ref: SUP, name: Support, unit: mois, min_term_months: 12, tiers: {by: nodes, steps: [{up_to: 5, amount: 200}, {amount: 600}]}}
  - {ref: OPT, family: option, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}, allow: {percent-base-missing: \"le contrat dit de quel audit il s'agit, et la phrase est assez longue pour être coupée\"}}
bundles:
  - {ref: DUO, name: Pack Duo, price: 1500, parts: [{ref: AUD-FLASH, qty: 2}]}
";

#[test]
fn the_list_keeps_to_80_columns() {
    for language in [Language::French, Language::English] {
        for text in [SMALL, include_str!("../../../assets/catalog.yaml")] {
            let list = list(&catalog(text), language, None, Some(80));
            for line in list.lines() {
                assert!(line.width() <= 80, "{} columns: {line}", line.width());
            }
        }
    }
}

#[test]
fn the_list_groups_families_and_aligns_prices() {
    assert_eq!(
        plain(&list(&catalog(SMALL), Language::French, None, Some(80))),
        "audit
  AUD-FLASH  Audit flash                                                720 € HT
  AUD-XL     Audit sur mesure d’une infrastruct…                       sur devis

autres
  SUP        Support                              dès 200 € HT/mois, selon nodes

option
  OPT        Second site                                50 % de la famille audit

packs
  DUO        Pack Duo                                                 1 500 € HT

4 articles, 1 pack, prix en EUR HT, tarifs du 01/01/2025
"
    );
}

#[test]
fn a_bundle_shows_its_parts_and_what_they_are_worth() {
    assert_eq!(
        plain(&show(&catalog(SMALL), "duo", Language::French, 80).unwrap()),
        "DUO  Pack Duo
  prix        1 500 € HT
  historique  1 500 € HT depuis le 01/02/2024

  2 × Audit flash [AUD-FLASH]               1 440 €
  valeur des éléments                       1 440 €
  prix du pack                              1 500 €
  écart                                       +60 €
"
    );
}

#[test]
fn an_item_shows_its_history_and_its_allowances() {
    let catalog = catalog(SMALL);
    assert_eq!(
        plain(&show(&catalog, "AUD-FLASH", Language::English, 80).unwrap()),
        "AUD-FLASH  Flash audit
  other name  Audit flash (fr)
  aliases     Audit rapide
  family      audit
  price       €720 excl. VAT
  unit        forfait
  attributes  max_nodes: 10
  history     €720 excl. VAT since 2025-01-01
  history     €690 excl. VAT 2024-02-01 to 2024-12-31
"
    );
    let option = show(&catalog, "OPT", Language::French, 80).unwrap();
    assert!(option.contains("il s'agit, et\n              la phrase"), "{option}");
    assert_eq!(show(&catalog, "AUD-FLSH", Language::French, 80), Err(Some("AUD-FLASH".to_owned())));
    assert_eq!(show(&catalog, "aud-fla", Language::French, 80), Err(Some("AUD-FLASH".to_owned())));
    assert_eq!(show(&catalog, "ZZZ", Language::French, 80), Err(None));
}

#[test]
fn a_diff_names_what_was_added_removed_and_by_how_much_prices_rose() {
    let new = SMALL
        .replace("amount: 720", "amount: 750")
        .replace("ref: SUP, name: Support", "ref: SUP-24, name: Support 24/7")
        .replace("qty: 2", "qty: 3");
    let diff = diff(&catalog(SMALL), &catalog(&new), Language::French);
    assert_eq!(
        plain(&diff.text(Some(80))),
        "+ SUP-24     Support 24/7  dès 200 € HT/mois, selon nodes
- SUP        Support       dès 200 € HT/mois, selon nodes
~ AUD-FLASH  prix : 720 € HT → 750 € HT (+4,2 %)
~ DUO        éléments : 2 × AUD-FLASH → 3 × AUD-FLASH
"
    );
    let same = super::diff(&catalog(SMALL), &catalog(SMALL), Language::English);
    assert!(same.is_empty());
    assert_eq!(same.text(None), "no difference\n");
}

#[test]
fn what_is_narrow_stands_one_below_the_other_and_what_is_piped_is_whole() {
    let narrow = plain(&list(&catalog(SMALL), Language::French, None, Some(50)));
    assert!(
        narrow.starts_with(
            "audit
  AUD-FLASH                        720 € HT
    Audit flash
  AUD-XL                          sur devis
    Audit sur mesure d’une infrastructure très
    vaste avec un nom très long
"
        ),
        "{narrow}"
    );
    assert!(narrow.lines().all(|line| line.width() <= 50), "{narrow}");
    let piped = list(&catalog(SMALL), Language::French, None, None);
    assert!(
        piped.contains("Audit sur mesure d’une infrastructure très vaste avec un nom très long"),
        "{piped}"
    );
    for width in [40, 60, 100] {
        for reference in ["DUO", "OPT", "AUD-FLASH"] {
            let shown = show(&catalog(SMALL), reference, Language::French, width).unwrap();
            assert!(shown.lines().all(|line| line.width() <= width), "{width}: {shown}");
        }
    }
}

#[test]
fn a_diff_keeps_quiet_about_nothing() {
    let said = |from: &str, to: &str| {
        let new = SMALL.replace(from, to);
        assert_ne!(new, SMALL, "{from}");
        plain(&diff(&catalog(SMALL), &catalog(&new), Language::English).text(Some(80)))
    };
    assert_eq!(
        said("until: 2024-12-31", "until: 2024-11-30"),
        "~ AUD-FLASH  history: 690 2024-02-01–2024-12-31, 2025-01-01–… → 690\n             2024-02-01–2024-11-30, 2025-01-01–…\n"
    );
    assert_eq!(
        said("[Audit rapide]", "[Audit rapide, Audit court]"),
        "~ AUD-FLASH  aliases: Audit rapide → Audit rapide, Audit court\n"
    );
    assert_eq!(
        said("max_nodes: 10", "max_nodes: 12"),
        "~ AUD-FLASH  attributes: max_nodes: 10 → max_nodes: 12\n"
    );
    assert_eq!(said("basis: net\n", "basis: net\nvat_rates: {FR: 20}\n"), "~   VAT rates: — → FR 20%\n");
    assert!(said("min_term_months: 12", "min_term_months: 24").contains("commitment: 12 → 24"));
}
