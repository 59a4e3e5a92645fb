use crate::catalog::{Loaded, read};
use crate::language::Language;
use crate::source::{SourceFile, Sources};

const HEAD: &str = "schema: 1\ncurrency: EUR\nbasis: net\n";

fn load(text: &str) -> (Sources, Loaded) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("assets/catalog.yaml", text));
    let loaded = read(&sources, &[file], Language::French);
    (sources, loaded)
}

/// What the lint says about a catalog, one line each.
fn said(text: &str) -> Vec<String> {
    let (sources, loaded) = load(text);
    assert_eq!(loaded.findings, [], "the catalog can be read");
    super::lint(&loaded.catalog, &[], Language::French)
        .iter()
        .map(|found| {
            let finding = &found.finding;
            let line = sources.range(finding.span.unwrap()).start.line;
            format!("{line} {}[{}]: {}", finding.severity.name(), finding.rule.name, finding.message)
        })
        .collect()
}

fn items(lines: &str) -> Vec<String> {
    said(&format!("{HEAD}items:\n{lines}"))
}

/// The fenced block after a line (`Wrong:`, `Right:`).
fn example(doc: &str, title: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let mut rest =
        lines.iter().skip_while(|line| line.trim() != title).skip_while(|line| !line.starts_with("```"));
    rest.next().unwrap_or_else(|| panic!("no example after `{title}`"));
    let body: Vec<&str> = rest.take_while(|line| !line.starts_with("```")).copied().collect();
    body.join(
        "
",
    ) + "
"
}

#[test]
fn the_examples_of_every_rule_are_what_they_say() {
    for rule in super::RULES.iter().chain(crate::catalog::RULES) {
        for (title, wanted) in [("Wrong:", &[rule.name][..]), ("Right:", &[])] {
            let text = example(rule.doc, title);
            let text = if text.contains("basis:") { text } else { format!("{HEAD}{text}") };
            let (_, loaded) = load(&text);
            let mut names: Vec<&str> = loaded.findings.iter().map(|finding| finding.rule.name).collect();
            let found = super::lint(&loaded.catalog, &[], Language::English);
            names.extend(found.iter().map(|found| found.finding.rule.name));
            assert_eq!(names, wanted, "{title} of {}", rule.name);
        }
    }
}

#[test]
fn the_real_list_without_allowances_shows_what_is_odd_in_it() {
    let text = include_str!("../../../assets/catalog.yaml");
    let mut bare = String::new();
    let mut within = None;
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        if within.is_some_and(|allow| indent > allow) {
            continue;
        }
        within = (line.trim() == "allow:").then_some(indent);
        if within.is_none() {
            bare.push_str(line);
        }
        bare.push('\n');
    }
    let said: Vec<String> =
        said(&bare).into_iter().map(|line| line.split_once(' ').unwrap().1.to_owned()).collect();
    assert_eq!(
        said,
        [
            "warning[size-gap]: aucun prix pour 9 services",
            "warning[commitment-dearer]: DEPLOY 10 8\u{202f}000\u{a0}€ > Régie forfait 10 jours 7\u{202f}500\u{a0}€ (+500\u{a0}€)",
            "warning[commitment-dearer]: DEPLOY 20 15\u{202f}000\u{a0}€ > Régie forfait mensuel (20 jours) 14\u{202f}000\u{a0}€ (+1\u{202f}000\u{a0}€)",
            "warning[bundle-dearer-than-parts]: Pack Démarrage Kubernetes : 16\u{202f}500\u{a0}€ > éléments 14\u{202f}400\u{a0}€ (+2\u{202f}100\u{a0}€)",
        ]
    );
}

#[test]
fn the_project_s_own_list_is_clean_with_its_allowances() {
    assert_eq!(said(include_str!("../../../assets/catalog.yaml")), Vec::<String>::new());
}

#[test]
fn the_worth_of_the_production_pack_is_the_sum_of_its_parts() {
    let (_, loaded) = load(include_str!("../../../assets/catalog.yaml"));
    let worth = |reference: &str| {
        let bundle = loaded.catalog.item(reference).unwrap();
        loaded.catalog.worth(bundle, None).map(|worth| worth.total.to_string())
    };
    assert_eq!(worth("PACK-PRODUCTION").as_deref(), Some("36600"));
    assert_eq!(worth("PACK-DEMARRAGE").as_deref(), Some("14400"));
    assert_eq!(worth("PACK-ENTERPRISE").as_deref(), Some("61100"));
}

#[test]
fn look_alikes_of_wrong_lists_are_silent() {
    // One name in two families, told apart by the heading above a table.
    assert!(items("  - {ref: A, family: build, name: Standard, unit: forfait, prices: [{amount: 1}]}\n  - {ref: B, family: run, name: Standard, unit: mois, prices: [{amount: 1}]}\n").is_empty());
    // A version that ends the day before the next begins; one that has ended.
    assert!(items("  - {ref: A, name: A, unit: forfait, prices: [{amount: 1, until: 2024-12-31}, {amount: 2, from: 2025-01-01, until: 2025-06-30}]}\n").is_empty());
    // Days as the effort behind a fixed price are no package of days.
    assert!(items("  - {ref: A, family: audit, name: Audit flash, unit: forfait, attributes: {days: 2}, prices: [{amount: 690}]}\n  - {ref: B, family: audit, name: Audit complet, unit: forfait, attributes: {days: 5}, prices: [{amount: 4000}]}\n").is_empty());
    // Maxima alone leave neither a gap nor an overlap.
    assert!(items("  - {ref: A, family: run, name: A, unit: mois, attributes: {max_nodes: 5}, prices: [{amount: 600}]}\n  - {ref: B, family: run, name: B, unit: mois, attributes: {max_nodes: 20}, prices: [{amount: 1800}]}\n").is_empty());
    // The same size twice is a choice of something else.
    assert!(items("  - {ref: A, family: app, name: A, unit: forfait, attributes: {services: 1-3}, prices: [{amount: 600}]}\n  - {ref: B, family: app, name: B, unit: forfait, attributes: {services: 1-3}, prices: [{amount: 900}]}\n  - {ref: C, family: app, name: C, unit: forfait, attributes: {services: 4+}, prices: [{amount: 1900}]}\n").is_empty());
    // An annual package as dear as twice the monthly one.
    assert!(items("  - {ref: R20, family: regie, name: Régie 20 jours, unit: forfait, attributes: {days: 20}, prices: [{amount: 14000}]}\n  - {ref: D40, family: regie, name: DEPLOY 40, unit: an, attributes: {days: 40}, prices: [{amount: 28000}]}\n").is_empty());
    // A price by size that rises with the size and falls per unit.
    assert!(items("  - {ref: S, name: Support, unit: mois, tiers: {by: nodes, steps: [{up_to: 5, amount: 200}, {up_to: 20, amount: 350}, {amount: 600}]}}\n").is_empty());
}

#[test]
fn a_plan_by_the_month_and_by_the_year_has_one_name() {
    assert!(items("  - {ref: S, family: plans, name: Starter, unit: mois, prices: [{amount: 29}]}\n  - {ref: S-AN, family: plans, name: Starter, unit: an, prices: [{amount: 290}]}\n").is_empty());
    // Sold once and by the month, a line that says neither fits both.
    let said = items(
        "  - {ref: S, family: plans, name: Starter, unit: mois, prices: [{amount: 29}]}\n  - {ref: S-1, family: plans, name: Starter, unit: forfait, prices: [{amount: 290}]}\n",
    );
    assert_eq!(said, ["6 warning[catalog-duplicate-name]: `Starter` nomme deux entrées : S et S-1"]);
}

#[test]
fn entries_of_two_equal_names_are_named_once_and_three_of_one_reference_twice() {
    let said = items(
        "  - {ref: A, name: {fr: Suivi, en: Care}, unit: mois, prices: [{amount: 1}]}\n  - {ref: a, name: {fr: Suivi, en: Care}, unit: mois, prices: [{amount: 1}]}\n  - {ref: A, name: Autre, unit: mois, prices: [{amount: 1}]}\n",
    );
    assert_eq!(
        said,
        [
            "6 error[catalog-duplicate-ref]: la référence `a` sert deux fois",
            "6 warning[catalog-duplicate-name]: `Suivi` nomme deux entrées : A et a",
            "7 error[catalog-duplicate-ref]: la référence `A` sert deux fois",
        ]
    );
}

#[test]
fn a_size_within_one_that_is_not_its_neighbour_overlaps_too() {
    let said = items(
        "  - {ref: A, family: app, name: Tout, unit: forfait, attributes: {services: 1-10}, prices: [{amount: 1}]}\n  - {ref: B, family: app, name: Deux, unit: forfait, attributes: {services: 2-3}, prices: [{amount: 1}]}\n  - {ref: C, family: app, name: Cinq, unit: forfait, attributes: {services: 5-6}, prices: [{amount: 1}]}\n",
    );
    assert_eq!(
        said,
        [
            "6 error[size-overlap]: deux prix pour 2 à 3 services : Tout et Deux",
            "7 error[size-overlap]: deux prix pour 5 à 6 services : Tout et Cinq",
        ]
    );
}

#[test]
fn bundles_whose_parts_have_no_price_are_not_judged() {
    let parts = "items:\n  - {ref: A, name: A, unit: forfait, on_quote: true}\n  - {ref: B, name: B, unit: forfait, price_from: 100}\n  - {ref: C, name: C, unit: forfait, currency: XOF, prices: [{amount: 1}]}\n";
    for part in ["A", "B", "C"] {
        let bundle = format!("bundles:\n  - {{ref: P, name: P, price: 1000, parts: [{{ref: {part}}}]}}\n");
        assert!(said(&format!("{HEAD}{parts}{bundle}")).is_empty(), "{part}");
    }
}

#[test]
fn a_family_may_leave_out_several_sizes() {
    let said = items(
        "  - {ref: A, family: app, name: A, unit: forfait, attributes: {services: 1-3}, prices: [{amount: 600}]}\n  - {ref: B, family: app, name: B, unit: forfait, attributes: {min_services: 8, max_services: 12}, prices: [{amount: 900}]}\n",
    );
    assert_eq!(said, ["6 warning[size-gap]: aucun prix pour 4 à 7 services"]);
}

#[test]
fn allowances_of_unknown_rules_are_named_when_the_rules_are_known() {
    let text = format!(
        "{HEAD}items:\n  - {{ref: A, name: A, unit: forfait, prices: [{{amount: 1}}], allow: {{catalog-price-mismach: x}}}}\n"
    );
    let (_, loaded) = load(&text);
    crate::declare_rule! {
        /// A stand-in for a rule about documents.
        MISMATCH = "catalog-price-mismatch", Error
    }
    let found = super::lint(&loaded.catalog, &[&MISMATCH], Language::English);
    let [found] = &found[..] else { panic!("{found:?}") };
    assert_eq!(found.finding.message, "the allowance names an unknown rule: `catalog-price-mismach`");
    assert_eq!(found.finding.help.as_deref(), Some("did you mean `catalog-price-mismatch`?"));
}

#[test]
fn a_price_by_size_that_rises_with_the_size_is_told_by_its_unit() {
    let tiers = |mode: &str, steps: &str| {
        items(&format!(
            "  - {{ref: SUP, name: Support, unit: mois, tiers: {{by: nodes, mode: {mode}, steps: [{steps}]}}}}\n"
        ))
    };
    let rises = |before: &str, now: &str| {
        [format!(
            "5 warning[ladder-not-decreasing]: Support : au-delà de 5 nodes, l’unité passe de {before}\u{a0}€ à {now}\u{a0}€"
        )]
    };
    assert_eq!(tiers("graduated", "{up_to: 5, amount: 30}, {amount: 50}"), rises("30", "50"));
    assert_eq!(tiers("volume", "{up_to: 5, amount: 100}, {up_to: 10, amount: 300}"), rises("20", "30"));
    for falls in ["{up_to: 5, amount: 50}, {amount: 30}", "{up_to: 5, amount: 50}, {amount: 50}"] {
        assert_eq!(tiers("graduated", falls), Vec::<String>::new());
    }
    assert_eq!(tiers("volume", "{up_to: 5, amount: 100}, {up_to: 10, amount: 200}"), Vec::<String>::new());
}

#[test]
fn packages_are_told_by_what_they_hold() {
    let said = [
        ("days", "jour"),
        ("hours", "heure"),
        ("tickets", "ticket"),
        ("users", "utilisateur"),
        ("seats", "poste"),
        ("licences", "licence"),
        ("credits", "crédit"),
    ];
    for (what, one) in said {
        let package = |name: &str, count: u32, amount: u32| {
            format!(
                "  - {{ref: {name}, family: f, name: Forfait {count} {what}, unit: forfait, attributes: {{{what}: {count}}}, prices: [{{amount: {amount}}}]}}\n"
            )
        };
        assert_eq!(
            items(&(package("F5", 5, 400) + &package("F10", 10, 850))),
            [format!(
                "6 warning[ladder-not-decreasing]: Forfait 10 {what} 85\u{a0}€/{one} > Forfait 5 {what} 80\u{a0}€/{one}"
            )]
        );
    }
}
