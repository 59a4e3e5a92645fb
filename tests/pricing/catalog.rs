//! Prices of a catalog where authors write them: counts before names, plans in
//! columns, lists and sentences; and what looks like an item and is none.

use super::all_findings_with;

const CATALOG: &str = "\
schema: 1
currency: EUR
basis: net
vat_rates: {FR: 20}
units: {mois: {recurring: month}, jour: day, u: one-off}
items:
  - {ref: SOLO, name: Solo, unit: mois, prices: [{amount: 32}]}
  - {ref: TEAM, name: Team, unit: mois, prices: [{amount: 64}]}
  - {ref: SEAT, name: Licence Pro, aliases: [Pro], unit: u, prices: [{amount: 85}]}
  - {ref: ARCHI, name: Architecte, unit: jour, prices: [{amount: 940}]}
  - {ref: DEV, name: Développeur senior, unit: jour, prices: [{amount: 690}]}
  - {ref: PHOTO, name: Séance photo, unit: u, prices: [{amount: 480}]}
  - {ref: RET, name: Retouche, unit: u, prices: [{amount: 35}]}
  - {ref: DRONE, name: Vue de drone, unit: u, prices: [{amount: 350}]}
  - {ref: BOX, name: Boîte mail, unit: mois, prices: [{amount: 21.50}]}
";

/// The rules about the catalog and arithmetic that a note raises, with the line
/// on which each does.
fn raised(note: &str) -> Vec<String> {
    let front = if note.starts_with("---") { String::new() } else { "---\nlang: fr\n---\n\n".to_owned() };
    let offset = front.lines().count();
    all_findings_with(Some(CATALOG), &(front + note))
        .iter()
        .map(|(line, finding)| (line.saturating_sub(offset), finding))
        .filter(|(_, finding)| {
            finding.rule.name.starts_with("catalog-") || finding.rule.name.ends_with("-mismatch")
        })
        .map(|(line, finding)| format!("{line} {}", finding.rule.name))
        .collect()
}

#[test]
fn prices_by_the_month_in_a_row_below_plans_are_compared() {
    let plans = |team: &str| {
        format!("| | Solo | Team |\n|---|---|---|\n| Sièges | 1 | 10 |\n| Prix HT / mois | 32 € | {team} |\n")
    };
    assert_eq!(raised(&plans("64 €")), [""; 0]);
    assert_eq!(raised(&plans("46 €")), ["4 catalog-price-mismatch"]);
}

#[test]
fn a_list_in_a_sentence_names_each_price_before_or_behind_it() {
    for (right, wrong) in [
        (
            "Formules : Solo 32 € HT par mois, Team 64 € HT par mois.\n",
            "Formules : Solo 32 € HT par mois, Team 46 € HT par mois.\n",
        ),
        (
            "Le temps passé est facturé 940 € HT pour un architecte et 690 € HT pour un développeur senior.\n",
            "Le temps passé est facturé 940 € HT pour un architecte et 960 € HT pour un développeur senior.\n",
        ),
    ] {
        assert_eq!(raised(right), [""; 0], "{right}");
        assert_eq!(raised(wrong), ["1 catalog-price-mismatch"], "{wrong}");
    }
}

#[test]
fn a_row_and_a_column_make_one_name() {
    const CROSSED: &str = "\
schema: 1
currency: EUR
basis: net
units: {h: hour}
items:
  - {ref: G-J, name: \"Gardien, jour\", unit: h, prices: [{amount: 24}]}
  - {ref: G-N, name: \"Gardien, nuit\", unit: h, prices: [{amount: 27}]}
  - {ref: M-N, name: \"Maître-chien, nuit\", unit: h, prices: [{amount: 31}]}
";
    let found = |night: &str| {
        let note = format!(
            "| Vacation | Gardien | Maître-chien |\n|---|--:|--:|\n| Jour (6 h – 21 h) | 24 € HT/h | 29 € HT/h |\n| Nuit | {night} € HT/h | 31 € HT/h |\n"
        );
        let all = all_findings_with(Some(CROSSED), &note);
        let all = all.iter().filter(|(_, finding)| finding.rule.name.starts_with("catalog-"));
        all.map(|(line, finding)| format!("{line} {}", finding.rule.name)).collect::<Vec<_>>()
    };
    assert_eq!(found("27"), [""; 0]);
    assert_eq!(found("72"), ["4 catalog-price-mismatch"]);
}

#[test]
fn a_price_for_so_many_is_none_for_one() {
    let table = |first: &str, rows: &str| {
        format!("{first}\n\n| Option | Par poste HT | Pour tous HT |\n|---|---|---|\n{rows}")
    };
    let one = "| Retouche | 35 € | 1 680 € |\n";
    let two = "| Retouche | 35 € | 1 680 € |\n| Vue de drone | 350 € | 16 800 € |\n";
    assert_eq!(raised(&table("Pour vos 48 postes :", one)), [""; 0]);
    assert_eq!(raised(&table("Pour vos postes :", two)), [""; 0]);
    assert_eq!(raised(&table("Pour vos 48 postes :", "| Retouche | 53 € | 2 544 € |\n")).len(), 1);
}

#[test]
fn a_row_of_sizes_is_held_to_the_tiers_of_what_its_column_names() {
    const SIZES: &str = "\
schema: 1
currency: EUR
basis: net
units: {jour: day}
items:
  - ref: ATE
    name: Atelier
    unit: jour
    tiers: {by: participants, mode: volume, steps: [{up_to: 6, amount: 900}, {up_to: 12, amount: 1300}, {amount: 1700}]}
";
    let found = |last: &str| {
        let note = format!(
            "| Participants | Atelier, prix HT par jour |\n|---|---:|\n| jusqu'à 6 | 900 € |\n| 7 à 12 | 1 300 € |\n| plus de 12 | {last} € |\n"
        );
        let all = all_findings_with(Some(SIZES), &note);
        let all = all.iter().filter(|(_, finding)| finding.rule.name.starts_with("catalog-"));
        all.map(|(line, finding)| format!("{line} {}", finding.rule.name)).collect::<Vec<_>>()
    };
    assert_eq!(found("1 700"), [""; 0]);
    assert_eq!(found("1 500"), ["5 catalog-price-mismatch"]);
}

#[test]
fn a_row_of_counts_has_the_prices_of_its_columns() {
    let table = |drone: &str| {
        format!(
            "| Lieu | Photos | Retouche (€ HT) | Vue de drone (€ HT) |\n|---|--:|--:|--:|\n| Port | 12 | 420 | {drone} |\n| Gare | 4 | 140 | 1 400 |\n"
        )
    };
    assert_eq!(raised(&table("4 200")), [""; 0]);
    assert_eq!(raised(&table("2 400")), ["3 catalog-price-mismatch"]);
}

#[test]
fn a_name_with_its_measures_is_the_item_of_that_price_only() {
    let table = |row: &str| format!("| Ligne | Prix HT |\n|---|---|\n| {row} |\n");
    assert_eq!(raised(&table("Vue de drone 4 K | 350 €")), [""; 0]);
    assert_eq!(raised(&table("Vue de drone 8 K | 530 €")), ["3 catalog-item-unknown"]);
}

#[test]
fn a_count_before_a_name_is_a_quantity() {
    let table = |row: &str| format!("| Ligne | Montant HT |\n|---|---|\n| {row} |\n");
    for right in
        ["12 licences Pro | 1 020 €", "12 × Licence Pro | 1 020 €", "12 Pro | 1 020 €", "Pro (12) | 1 020 €"]
    {
        assert_eq!(raised(&table(right)), [""; 0], "{right}");
    }
    assert_eq!(raised(&table("12 licences Pro | 1 200 €")), ["3 catalog-price-mismatch"]);
}

#[test]
fn plans_in_columns_are_compared_by_the_month_and_the_year() {
    let table = |month: &str, year: &str| {
        format!(
            "| | Solo | Team |\n|---|---|---|\n| Prix mensuel HT | 32 € | {month} |\n| Prix annuel HT | 384 € | {year} |\n| Sièges | 1 | 10 |\n"
        )
    };
    assert_eq!(raised(&table("64 €", "768 €")), [""; 0]);
    assert_eq!(raised(&table("46 €", "552 €")), ["3 catalog-price-mismatch", "4 catalog-price-mismatch"]);
    assert_eq!(raised(&table("64 €", "786 €")), ["4 catalog-price-mismatch"]);
}

#[test]
fn in_a_sentence_each_price_belongs_to_the_name_before_it() {
    let team = |architect: &str, developer: &str| {
        format!(
            "Nos intervenants : architecte {architect} HT/jour, développeur senior {developer} HT/jour.\n"
        )
    };
    assert_eq!(raised(&team("940 €", "690 €")), [""; 0]);
    assert_eq!(raised(&team("940 €", "960 €")), ["1 catalog-price-mismatch"]);
    for (right, wrong) in [
        ("- Retouche : 35 € HT\n", "- Retouche : 53 € HT\n"),
        ("- **Vue de drone** – 350 € HT\n", "- **Vue de drone** – 530 € HT\n"),
        (
            "Séance photo, deux heures sur place : 480 € HT.\n",
            "Séance photo, deux heures sur place : 840 € HT.\n",
        ),
        (
            "Séance photo 480 € HT · Vue de drone 350 € HT\n",
            "Séance photo 480 € HT · Vue de drone 305 € HT\n",
        ),
    ] {
        assert_eq!(raised(right), [""; 0], "{right}");
        assert_eq!(raised(wrong), ["1 catalog-price-mismatch"], "{wrong}");
    }
}

#[test]
fn a_sentence_about_something_else_holds_nothing_to_the_catalog() {
    for note in [
        "Séance photo + vue de drone + retouche : 820 € HT.\n",
        "Pour une séance photo, un acompte de 100 € est demandé.\n",
        "En cas d'annulation d'une séance photo : 150 €.\n",
        "La séance photo évite à nos clients 12 000 € de pertes par an.\n",
        "Le forfait, séance photo comprise, est de 2 900 € HT.\n",
    ] {
        assert_eq!(raised(note), [""; 0], "{note}");
    }
}

#[test]
fn one_fault_is_told_once() {
    let twice =
        "| Prestation | Prix HT/mois | Prix HT/an |\n|---|---|---|\n| Boîte mail | 21,50 € | 236,50 € |\n";
    assert_eq!(raised(twice), ["3 catalog-price-mismatch"]);
    let product = "| Prestation | Qté | P.U. HT | Total HT |\n|---|---|---|---|\n| Séance photo | 3 | 840 € | 1 440 € |\n";
    assert_eq!(raised(product), ["3 catalog-price-mismatch"]);
}

#[test]
fn rows_that_sell_nothing_are_no_unknown_items() {
    for note in [
        "| Mois | Montant HT |\n|---|---|\n| Septembre 2026 | 1 200 € |\n| Octobre 2026 | 900 € |\n",
        "| Volume | Prix HT |\n|---|---|\n| jusqu'à 5 000 | 18 € |\n| de 5 001 à 20 000 | 16 € |\n",
        "| Phase | Part | Honoraires HT |\n|---|---|---|\n| Esquisse | 40 % | 4 000 € |\n| Chantier | 60 % | 6 000 € |\n",
        "| | Montant |\n|---|---|\n| Honoraires HT | 1 000 € |\n| TVA 20 % | 200 € |\n| Honoraires TTC | 1 200 € |\n",
    ] {
        assert_eq!(raised(note), [""; 0], "{note}");
    }
    let sold = "| Prestation | Prix HT |\n|---|---|\n| Gouvernance | 500 € |\n";
    assert_eq!(raised(sold), ["3 catalog-item-unknown"]);
}

#[test]
fn what_is_rebilled_says_nothing_of_the_table_above() {
    let note =
        |below: &str| format!("| Prestation | Prix HT |\n|---|---|\n| Séance photo | 840 € |\n\n{below}\n");
    assert_eq!(raised(&note("Déplacements refacturés au réel.")), ["3 catalog-price-mismatch"]);
    assert_eq!(raised(&note("Ces prestations sont hors catalogue.")), [""; 0]);
}

#[test]
fn an_unknown_item_names_no_other_for_programs() {
    let found = all_findings_with(
        Some(CATALOG),
        "---\nlang: fr\n---\n\n| Prestation | Prix HT |\n|---|---|\n| Séance photos | 480 € |\n",
    );
    let unknown = found.iter().find(|(_, finding)| finding.rule.name == "catalog-item-unknown");
    let (_, finding) = unknown.unwrap();
    assert_eq!(finding.facts.item, None);
    assert!(finding.message.contains("Séance photo"), "{}", finding.message);
}

#[test]
fn a_dollar_is_the_one_of_the_document() {
    let catalog = "schema: 1\ncurrency: CAD\nbasis: net\nunits: {u: one-off}\nitems:\n  - {ref: A, name: Audit, unit: u, prices: [{amount: 410}]}\n";
    let check = |price: &str| {
        let note = format!(
            "---\nlang: fr\ndevise: CAD\n---\n\n| Prestation | Prix HT |\n|---|---|\n| Audit | {price} |\n"
        );
        all_findings_with(Some(catalog), &note)
            .into_iter()
            .map(|(_, finding)| finding.rule.name)
            .filter(|rule| rule.starts_with("catalog-") || rule.starts_with("exchange-"))
            .collect::<Vec<_>>()
    };
    assert_eq!(check("410 $"), [""; 0]);
    assert_eq!(check("401 $"), ["catalog-price-mismatch"]);
}

#[test]
fn the_header_over_the_labels_is_a_part_of_the_name() {
    let table = |header: &str, price: &str| {
        format!("| {header} | Prix HT |\n|---|---|\n| Pro | {price} |\n| Photo | 480 € |\n")
    };
    assert_eq!(raised(&table("Licence", "85 €")), ["4 catalog-item-unknown"]);
    assert_eq!(raised(&table("Séance", "85 €")), [""; 0]);
    assert_eq!(raised(&table("Séance", "58 €")), ["3 catalog-price-mismatch"]);
}

#[test]
fn a_year_with_free_months_is_held_to_the_months_that_are_paid() {
    let table = |header: &str, year: &str| {
        format!(
            "| Offre | Par mois HT | {header} |\n|---|--:|--:|\n| Solo | 32 € | 320 € |\n| Team | 64 € | {year} |\n| Boîte mail × 2 | 43 € | 430 € |\n"
        )
    };
    assert_eq!(raised(&table("Par an HT (2 mois offerts)", "640 €")), [""; 0]);
    assert_eq!(raised(&table("Annuel HT (deux mois gratuits)", "640 €")), [""; 0]);
    assert!(!raised(&table("Par an HT (2 mois offerts)", "604 €")).is_empty());
}

#[test]
fn an_amount_beside_a_count_is_that_of_the_line_where_the_total_says_so() {
    let table = |amount: &str, total: &str| {
        format!(
            "| Poste | Qté | Prix HT |\n|---|--:|--:|\n| Séance photo | 1 | 480 € |\n| Retouche | 4 | {amount} |\n| **Total HT** | | **{total}** |\n| Avoir sur la séance précédente | | – 90 € |\n| Supplément week-end 10 % | | 62 € |\n"
        )
    };
    assert_eq!(raised(&table("140 €", "620 €")), [""; 0]);
    assert_eq!(raised(&table("104 €", "584 €"))[..1], ["4 catalog-price-mismatch"]);
}

#[test]
fn a_rate_that_an_item_or_the_country_has_is_expected() {
    let note = |country: &str, rate: &str| {
        let catalog = CATALOG.replace("name: Retouche, unit: u", "name: Retouche, unit: u, vat_rate: 13");
        let text = format!(
            "---\nlang: fr\npays: {country}\n---\n\n| Poste | TVA | Montant HT |\n|---|--:|--:|\n| Retouche | {rate} % | 35 € |\n"
        );
        let found = all_findings_with(Some(&catalog), &text);
        found.iter().filter(|(_, finding)| finding.rule.name == "vat-rate-unexpected").count()
    };
    // The usual rate, a reduced one, an item's own; and one that nobody has.
    assert_eq!(["20", "5,5", "13", "18"].map(|rate| note("FR", rate)), [0, 0, 0, 1]);
}

#[test]
fn a_share_is_of_one_or_of_all_that_a_line_sells() {
    let percent = "  - {ref: RIGHTS, name: Droits étendus, unit: u, percent_of: {ref: PHOTO, percent: 25}}\n";
    let catalog = format!("{CATALOG}{percent}");
    let check = |rights: &str| {
        let note = format!(
            "---\nlang: fr\n---\n\n| Poste | Qté | PU HT | Montant HT |\n|---|--:|--:|--:|\n| Séance photo | 2 | 480 € | 960 € |\n| Droits étendus | 25 % | | {rights} |\n"
        );
        let found = all_findings_with(Some(&catalog), &note);
        found.iter().filter(|(_, finding)| finding.rule.name == "percent-option-mismatch").count()
    };
    assert_eq!(["120 €", "240 €", "260 €"].map(check), [0, 0, 1]);
}

#[test]
fn a_product_in_a_sentence_is_held_by_its_unit_and_months_of_a_total_are_no_item() {
    let sentence = |price: &str| format!("Boîte mail : 7 × {price} par mois (HT).\n");
    assert_eq!(raised(&sentence("21,50 € = 150,50 €")), [""; 0]);
    assert_eq!(raised(&sentence("25,10 € = 175,70 €")), ["1 catalog-price-mismatch"; 2]);
    let months = |amount: &str| {
        format!(
            "| Offre | Qté | PU HT / mois | Montant HT / mois |\n|---|--:|--:|--:|\n| Solo | 2 | 32 € | 64 € |\n| Team | 1 | 64 € | 64 € |\n| **Total mensuel HT** | | | **128 €** |\n\n## Année\n\n| | HT |\n|---|--:|\n| 12 mois de cela | {amount} |\n| Séance photo | 480 € |\n"
        )
    };
    assert_eq!(raised(&months("1 536 €")), [""; 0]);
    assert_eq!(raised(&months("1 500 €")), ["11 catalog-item-unknown"]);
}

#[test]
fn a_product_in_the_text_says_how_many_a_summary_counts() {
    let note = |product: &str, amount: &str| {
        format!(
            "- retouche des portraits, {product}\n\n| Poste | Montant HT |\n|---|---|\n| Retouche | {amount} |\n"
        )
    };
    assert_eq!(raised(&note("24 × 35 € = 840 €", "840 €")), [""; 0]);
    let wrong = raised(&note("24 × 35 € = 840 €", "480 €"));
    assert!(wrong.contains(&"5 catalog-price-mismatch".to_owned()), "{wrong:?}");
}

#[test]
fn what_one_session_comes_to_is_not_the_price_of_all() {
    let table =
        |cell: &str| format!("| Prestation | Tarif HT |\n|---|---|\n| Séance photo (6 vues) | {cell} |\n");
    for right in ["480 €, soit 80 € la vue", "480 € (80 € la vue)"] {
        assert_eq!(raised(&table(right)), [""; 0], "{right}");
    }
    assert_eq!(raised(&table("840 €, soit 140 € la vue")), ["3 catalog-price-mismatch"]);
    assert_eq!(raised(&table("480 €, soit 85 € la vue")), ["3 unit-equivalent-mismatch"]);
}

#[test]
fn what_several_months_cost_is_that_many_times_the_catalog_s_month() {
    let table = |header: &str, row: &str| format!("| Offre | {header} |\n|---|---|---|\n| Team | {row} |\n");
    for header in
        ["Par mois HT | 7 mois HT", "Prix HT par mois | Total HT (7 mois)", "Pro Monat, netto | 7 Monate"]
    {
        assert_eq!(raised(&table(header, "64 € | 448 €")), [""; 0], "{header}");
        let wrong = raised(&table(header, "64 € | 484 €"));
        assert!(
            !wrong.is_empty() && wrong.iter().all(|found| found.starts_with("3 ")),
            "{header}: {wrong:?}"
        );
    }
    let alone =
        |price: &str| raised(&format!("| Offre | Prix HT pour 7 mois |\n|---|---|\n| Team | {price} |\n"));
    assert_eq!(alone("448 €"), [""; 0]);
    assert_eq!(alone("484 €"), ["3 catalog-price-mismatch"]);
    // A commitment is no count of what is paid.
    assert_eq!(raised(&table("Sans engagement HT | Engagement 24 mois HT", "64 € | 64 €")), [""; 0]);
}

#[test]
fn a_rhythm_of_payment_is_no_item() {
    let table = |label: &str| format!("| Règlement | Montant HT |\n|---|---|\n| {label} | 729,60 € |\n");
    for label in ["Annuel d'avance", "Yearly in advance, 5% off"] {
        assert_eq!(raised(&table(label)), [""; 0], "{label}");
    }
    assert_eq!(raised(&table("Annuaire")), ["3 catalog-item-unknown"]);
}
