//! The project's own documents against the project's own list.

use super::*;

const OWN: &str = include_str!("../../../../assets/catalog.yaml");
const YAS: &str = include_str!("../../../../proposals/yas.md");
const OFFER: &str = include_str!("../../../../proposals/offre-infogerance-kubernetes.md");

/// A catalog without its allowances.
fn without_allowances(catalog: &str) -> String {
    let mut bare = String::new();
    let mut within = None;
    for line in catalog.lines() {
        let indent = line.len() - line.trim_start().len();
        if within.is_some_and(|allow| indent > allow) {
            continue;
        }
        within = (line.trim() == "allow:").then_some(indent);
        if within.is_none() {
            bare.push_str(line);
            bare.push('\n');
        }
    }
    bare
}

/// The annual contract as another name of the monthly offer.
fn with_the_contract_as_an_alias() -> String {
    let (before, rest) = OWN.split_once("  # Contrat annuel vendu à YAS").unwrap();
    let (_, bundles) = rest.split_once("bundles:").unwrap();
    let name = "    name: RUN Standard\n";
    let alias = format!("{name}    aliases: [Maintenance complète d’un cluster Kubernetes]\n");
    format!("{}bundles:{bundles}", before.replace(name, &alias))
}

#[test]
fn the_contract_is_right_and_checked() {
    let case = Case::new(OWN, YAS);
    assert_eq!(case.said(), Vec::<String>::new());
    let coverage = case.with_context(|context| check(context, &mut Vec::new())).unwrap();
    assert_eq!((coverage.checked, coverage.priced), (1, 1));
    assert_eq!(coverage.date, "2025-05-16".parse().ok());
}

#[test]
fn the_contract_does_not_fit_a_year_of_the_monthly_offer() {
    let case = Case::new(&with_the_contract_as_an_alias(), YAS);
    let found = case.found();
    let [finding] = &found[..] else { panic!("{found:#?}") };
    let plain = |text: &str| text.replace(['\u{202f}', '\u{a0}'], " ");
    assert_eq!(finding.rule.name, "catalog-price-mismatch");
    assert_eq!(
        plain(&finding.message),
        "RUN Standard : 9 000 € TTC/an, catalogue 12 × 900 € = 10 800 € HT/an (TVA de 20 % retirée ou deux mois offerts ?)"
    );
    assert_eq!(
        plain(finding.help.as_deref().unwrap()),
        "10 800 € / 1,2 = 9 000 € : TVA de 20 % retirée ; 10 × 900 € = 9 000 € : deux mois offerts ; partez de 10 800 € HT et du taux de TVA"
    );
    assert_eq!(plain(case.sources.slice(finding.span.unwrap())), "9 000 €");
    assert_eq!(finding.facts.relation.as_deref(), Some("900 * 12 = 10800"));
}

#[test]
fn the_offer_is_right_and_every_price_in_it_is_checked() {
    let case = Case::new(OWN, OFFER);
    assert_eq!(case.said(), Vec::<String>::new());
    let coverage = case.with_context(|context| check(context, &mut Vec::new())).unwrap();
    assert_eq!(coverage.checked, coverage.priced);
    assert!(coverage.priced >= 30, "{coverage:?}");
}

#[test]
fn any_price_of_the_offer_that_changes_is_found_on_its_line() {
    let lines: Vec<&str> = OFFER.lines().collect();
    let mut seen = 0;
    let mut tried = 0;
    for (at, line) in lines.iter().enumerate() {
        let cells: Vec<&str> = line.split('|').collect();
        let Some(cell) = cells.iter().rev().find(|cell| cell.trim().ends_with("00 €")) else { continue };
        // The day equivalents of the packages are arithmetic.
        if !line.starts_with('|') || line.contains("DEPLOY ") {
            continue;
        }
        seen += 1;
        if seen % 4 != 1 {
            continue;
        }
        let wrong = line.replace(cell, &cell.replace("00 €", "10 €"));
        let mut changed = lines.clone();
        changed[at] = &wrong;
        let said = Case::new(OWN, &changed.join("\n")).said();
        let start = format!("{} error[catalog-price-mismatch]", at + 1);
        assert_eq!(said.len(), 1, "{wrong}\n{said:#?}");
        assert!(said[0].starts_with(&start), "{wrong}\n{said:#?}");
        tried += 1;
    }
    assert!(tried >= 5, "only {tried} prices were tried");
}

#[test]
fn without_allowances_the_offer_shows_what_is_odd_in_it() {
    let case = Case::new(&without_allowances(OWN), OFFER);
    let said: Vec<String> =
        case.said().into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(
        said,
        [
            "warning[percent-base-missing]: Cluster additionnel (staging/dev) : « +50 % » : de quel prix ?",
            "error[bundle-list-price-mismatch]: « au lieu de 18 900 € » : les éléments de Pack Démarrage Kubernetes valent 14 400 €",
            "error[bundle-list-price-mismatch]: « au lieu de 37 600 € » : les éléments de Pack Production valent 36 600 €",
        ]
    );
    let production = case.found().into_iter().find(|finding| finding.facts.found.as_deref() == Some("37600"));
    assert_eq!(
        production.unwrap().help.unwrap().replace(['\u{202f}', '\u{a0}'], " "),
        "l’économie est alors de 4 600 €, et non 5 600 €"
    );
    // What its own check says about the items that the offer names.
    let coverage = case.with_context(|context| check(context, &mut Vec::new())).unwrap();
    let lint = crate::catalog::lint(&case.loaded.catalog, &[], Language::French);
    let names: Vec<&str> = concerning(lint, &coverage).iter().map(|finding| finding.rule.name).collect();
    assert_eq!(names, ["size-gap", "commitment-dearer", "commitment-dearer", "bundle-dearer-than-parts"]);
}
