//! What a brand asks for by name (`legal: {require: […]}`).

use super::*;

/// A quote with what each mention is, as its author would write it.
const SAID: &[(&str, &str, &str, &str)] = &[
    ("document.number", "number: D-2025-7\n", "", "numéro du document"),
    ("document.date", "date: 2025-03-14\n", "", "date du document"),
    ("document.valid_until", "date: 2025-03-14\nvalidité: 30 jours\n", "", "validité"),
    ("document.valid_until", "date: 2025-03-14\nvalable_jusqu_au: 2025-04-14\n", "", "validité"),
    ("document.valid_until", "date: 2025-03-14\nvalide_jusquau: 2025-04-14\n", "", "validité"),
    ("document.valid_until", "date: 2025-03-14\nvalidez: 2025-04-14\n", "", "validité"),
    ("document.valid_until", "", "Cette offre est valable 30 jours.", "validité"),
    ("client.name", "client: YAS\n", "", "le client"),
    ("client.address", "client: {name: YAS, address: 12 rue Alpha}\n", "", "adresse du client"),
    ("cgv", "", "Nos conditions générales de vente s’appliquent.", "conditions générales de vente"),
    ("payment.terms", "", "Paiement à 30 jours.", "délai de paiement"),
];

#[test]
fn a_mention_that_a_brand_asks_for_is_missed_until_the_note_says_it() {
    let table = "| Prestation | Qté | PU HT | Total HT |\n|---|---:|---:|---:|\n| Audit | 2 | 500 € | 1 000 € |\n| Total HT | | | 1 000 € |\n";
    let mut wrong = Vec::new();
    for (name, properties, body, label) in SAID {
        let brand = format!("company: {{name: A}}\nlegal: {{profile: none, require: [{name}]}}\n");
        let missed = |properties: &str, body: &str| {
            let note = format!("---\nlang: fr\ntype: devis\n{properties}---\n\n{table}\n{body}\n");
            said(Some(&brand), &note)
                .iter()
                .any(|line| line.to_lowercase().contains(label) && !line.contains("mentions absentes"))
        };
        if !missed("", "") {
            wrong.push(format!("{name}: nothing says it, and nobody misses it"));
        }
        if missed(properties, body) {
            wrong.push(format!("{name}: missed beside {properties}{body}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_number_beside_no_length_of_time_says_no_validity() {
    let quote = |sentence: &str| format!("---\nlang: fr\nclient: YAS\n---\n\n{PRICES}\n{sentence}\n");
    assert!(
        rules_of(&quote("Cette offre est valable pour deux sites distincts.")).contains(&"validity-missing")
    );
    assert!(!rules_of(&quote("Cette offre est valable deux (2) mois.")).contains(&"validity-missing"));
}

#[test]
fn what_is_left_open_is_so_with_any_number_of_spaces() {
    assert!(super::super::remnants::is_left_open("À  définir"));
    assert!(super::super::remnants::is_left_open("à définir"));
}
