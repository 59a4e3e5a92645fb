use std::collections::BTreeMap;

use super::*;
use crate::check::Levels;
use crate::diagnostics::Severity;
use crate::language::Language;
use crate::parse::{NoVault, parse};
use crate::settings::legal::Mention;
use crate::settings::{Manifest, brand};
use crate::source::{SourceFile, Sources};

mod asked;
mod placeholder_left;

/// What the rules of this topic find in a note: `file:line severity[rule]
/// message`.
fn found_by(brand: Option<&str>, prints: &[Mention], note: &str) -> Vec<(String, Diagnostic)> {
    let mut sources = Sources::new();
    let brand = brand.map(|text| {
        let file = sources.add(SourceFile::new("brand.yaml", text));
        let (brand, findings) = brand::parse(file, text, Language::French);
        assert_eq!(findings, [], "the brand");
        brand
    });
    let file = sources.add(SourceFile::new("a.md", note));
    let parsed = parse(&mut sources, file, &NoVault);
    let vat_rates = BTreeMap::new();
    let context = Context {
        sources: &sources,
        proposal: &parsed.proposal,
        pricing: &parsed.pricing,
        catalog: None,
        vat_rates: &vat_rates,
        brand: brand.as_ref(),
        prints,
    };
    let mut findings = Vec::new();
    check(&context, &mut findings);
    findings.sort_by_key(|finding| finding.span);
    let shown = findings.into_iter().map(|finding| {
        let place = finding.span.map(|span| (span.file, sources.range(span).start.line));
        let place =
            place.map_or_else(String::new, |(file, line)| format!("{}:{line}", sources.get(file).path));
        (format!("{place} {}[{}] {}", finding.severity.name(), finding.rule.name, finding.message), finding)
    });
    shown.collect()
}

fn prints() -> Vec<Mention> {
    Manifest::embedded("proposal").prints
}

fn said(brand: Option<&str>, note: &str) -> Vec<String> {
    found_by(brand, &prints(), note).into_iter().map(|(line, _)| line).collect()
}

/// The rules that find something in a French note without a brand.
fn rules_of(note: &str) -> Vec<&'static str> {
    let note =
        if note.starts_with("---\n") { note.to_owned() } else { format!("---\nlang: fr\n---\n\n{note}\n") };
    found_by(None, &prints(), &note).into_iter().map(|(_, finding)| finding.rule.name).collect()
}

/// The fenced block after a line (`Wrong:`, `Right:`).
fn example(doc: &str, title: &str) -> Option<String> {
    let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let start = lines.iter().position(|line| line.trim() == title)?;
    let open = lines[start..].iter().position(|line| line.starts_with("```"))? + start;
    let close = lines[open + 1..].iter().position(|line| line.starts_with("```"))? + open + 1;
    Some(lines[open + 1..close].join("\n"))
}

#[test]
fn the_wrong_example_of_each_rule_raises_it_and_the_right_one_does_not() {
    let levels = Levels::default();
    for rule in RULES {
        let brand = example(rule.doc, "With this brand:");
        let found = |title: &str| {
            let text =
                example(rule.doc, title).unwrap_or_else(|| panic!("{}: {title} is missing", rule.name));
            let note = match text.strip_prefix("---\n") {
                Some(rest) => format!("---\nlang: fr\n{rest}\n"),
                None => format!("---\nlang: fr\n---\n\n{text}\n"),
            };
            let findings = found_by(brand.as_deref(), &prints(), &note);
            findings.into_iter().filter(|(_, finding)| levels.reports(finding.rule)).collect::<Vec<_>>()
        };
        let wrong = found("Wrong:");
        assert!(wrong.iter().any(|(_, finding)| finding.rule == *rule), "{}: {wrong:?}", rule.name);
        let right = found("Right:");
        let clean = |finding: &Diagnostic| finding.rule != *rule && finding.severity != Severity::Error;
        assert!(right.iter().all(|(_, finding)| clean(finding)), "{}: {right:?}", rule.name);
    }
}

const PRICES: &str = "| Prestation | Prix HT |\n| --- | ---: |\n| Audit | 900 € |\n";

#[test]
fn a_note_without_prices_is_asked_for_nothing() {
    assert_eq!(
        said(None, "---\nclient: YAS\n---\n\n# Compte rendu\n\nNous avons parlé.\n"),
        Vec::<String>::new()
    );
    let empty = Some("legal: {}\n");
    assert_eq!(
        said(empty, "---\nclient: YAS\n---\n\n# Compte rendu\n\nNous avons parlé.\n"),
        Vec::<String>::new()
    );
}

#[test]
fn a_brand_without_profile_is_told_so_once() {
    let quote = format!(
        "---\nclient: YAS\nvalidité: 30 jours\ndate: 2025-01-01\n---\n\n{PRICES}\n## Bon pour accord\n"
    );
    let all = "mentions de l'émetteur absentes : forme juridique, capital, adresse, numéro d'immatriculation, numéro de TVA";
    assert_eq!(
        said(Some("company: {name: ACME}\nlegal: {}\n"), &quote),
        [format!("brand.yaml:2 warning[issuer-id-missing] {all}")]
    );
    assert_eq!(said(None, &quote), [format!("a.md:1 info[issuer-id-missing] {all}")]);
    let brochure = format!("# Nos offres\n\n{PRICES}");
    assert_eq!(
        said(Some("company: {name: ACME}\n"), &brochure),
        [format!("a.md:1 info[issuer-id-missing] {all}")]
    );
    assert_eq!(said(None, &brochure), Vec::<String>::new());
    // Its country tells what identifies it; of others nothing is known.
    for (country, asked) in [
        ("FR", Some("SIREN et RCS")),
        ("SN", Some("NINEA et RCCM")),
        ("TG", Some("NIF et RCCM")),
        ("CH", None),
        ("CA", None),
    ] {
        let quote = quote.replace("client: YAS", &format!("client: YAS\npays: {country}"));
        for brand in [None, Some("company: {name: ACME}\nlegal: {}\n")] {
            let found = said(brand, &quote);
            assert_eq!(found.len(), usize::from(asked.is_some()), "{country}: {found:?}");
            assert!(asked.is_none_or(|asked| found[0].contains(asked)), "{country}: {found:?}");
        }
    }
    let registered = format!("{quote}\nACME Sàrl, IDE CHE-000.000.000\n");
    assert_eq!(said(None, &registered), Vec::<String>::new());
    assert_eq!(said(Some("legal: {profile: none}\n"), &quote), Vec::<String>::new());
    // The text says it.
    assert_eq!(
        said(Some("legal: {}\n"), &format!("{quote}\nACME, SIRET 000 000 000 00000\n")),
        Vec::<String>::new()
    );
}

const FRENCH: &str = "company: {name: ACME}\nlegal: {legal_form: SAS, capital: 1 000 €, address: 1 rue A, siren: 000 000 000, rcs_city: Paris, vat_number: FR12 000 000 000}\n";

#[test]
fn what_the_template_prints_from_the_brand_is_not_missing() {
    let terms = "Paiement à 30 jours. Pénalités de retard : trois fois l’intérêt légal ; indemnité de 40 € pour frais de recouvrement.\n";
    let quote = format!(
        "---\nclient: YAS\ndate: 2025-01-01\nvalidité: 30 jours\n---\n\n{PRICES}\n{terms}\n## Bon pour accord\n"
    );
    assert_eq!(said(Some(FRENCH), &quote), Vec::<String>::new());
    // A template that prints nothing.
    let bare: Vec<_> = found_by(Some(FRENCH), &[], &quote).into_iter().map(|(line, _)| line).collect();
    assert_eq!(
        bare,
        [
            "brand.yaml:2 warning[issuer-id-missing] mentions absentes : SIREN, RCS et sa ville",
            "brand.yaml:2 warning[legal-mention-missing] mentions absentes : nom de l’émetteur, forme juridique, capital social, adresse du siège",
            "brand.yaml:2 warning[vat-id-missing] mention absente : numéro de TVA",
        ]
    );
    // What is customary is an information, and general terms say it all.
    let short = quote.replace(terms, "");
    assert_eq!(
        said(Some(FRENCH), &short),
        [
            "a.md:1 info[legal-mention-missing] d'usage sur un devis, et absent : délai de paiement, taux des pénalités de retard, indemnité de recouvrement de 40 €"
        ]
    );
    let general = quote.replace(terms, "Nos conditions générales de vente s’appliquent.\n");
    assert_eq!(said(Some(FRENCH), &general), Vec::<String>::new());
}

#[test]
fn each_country_asks_for_its_own_identifiers() {
    let quote = format!(
        "---\nclient: YAS\ndate: 2025-01-01\nvalidité: 30 jours\n---\n\n{PRICES}\nPaiement à la commande.\n\n## Bon pour accord\n"
    );
    for (legal, missing) in [
        (
            "{profile: sn-company, legal_form: SARL, capital: 1, address: Dakar, ninea: 1}",
            "mention absente : RCCM",
        ),
        ("{nif: 1, legal_form: SARL, capital: 1, address: Lomé}", "mention absente : RCCM"),
        (
            "{profile: fr-ei, legal_form: EI, address: x, vat_number: FR12 000 000 000, rcs_city: x}",
            "mention absente : SIREN",
        ),
        ("{profile: fr-company, require: [issuer.nif]}", "mention absente : NIF"),
    ] {
        let brand = format!("company: {{name: A}}\nlegal: {legal}\n");
        let found = said(Some(&brand), &quote);
        let ids: Vec<_> = found.iter().filter(|line| line.contains("issuer-id-missing")).collect();
        assert_eq!(ids, [&format!("brand.yaml:2 warning[issuer-id-missing] {missing}")], "{legal}");
    }
    // Companies of other countries are who they are.
    assert_eq!(said(Some("legal: {legal_form: Ltd, vat_number: GB 000}\n"), &quote), Vec::<String>::new());
}

#[test]
fn sentences_say_how_long_an_offer_holds() {
    for sentence in [
        "Cette offre est valable 30 jours.",
        "Offre valable jusqu’au 30 juin 2025.",
        "**Validité** : trente (30) jours à compter de la date d’émission",
        "| Validité de l’offre | 3 mois |\n| --- | --- |\n| a | b |",
        "## Durée de validité\n\nUn mois.",
        "This proposal is valid for 30 days.",
        "Les prix sont valables jusqu’au 31/12/2025.",
        "Total de l’offre : 900 €. Elle est valable jusqu’au 5 mars 2026.",
        "Das Angebot gilt bis 30. April 2026.",
        "Prices held until 31 July 2026.",
        "Ce devis nous engage jusqu’au 31 mai 2026.",
        "This quote expires December 5, 2026.",
        "Este presupuesto es válido hasta el 10 de junio de 2026.",
    ] {
        let note = format!("---\nclient: YAS\n---\n\n{PRICES}\n{sentence}\n");
        assert!(!rules_of(&note).contains(&"validity-missing"), "{sentence}");
    }
    for sentence in [
        "Le certificat est valide 90 jours.",
        "Une architecture validée en 5 jours.",
        "Nous validons l’offre avec vous.",
        "Cette offre est valable.",
        "La garantie de l’offre Gold court jusqu’au 5 mars 2026.",
        "Nous sommes engagés depuis le 5 mars 2026 dans cette offre.",
        "Votre licence expire le 5 mars 2026.",
    ] {
        let note = format!("---\nclient: YAS\n---\n\n{PRICES}\n{sentence}\n");
        assert!(rules_of(&note).contains(&"validity-missing"), "{sentence}");
    }
}

#[test]
fn an_end_of_validity_is_compared_with_the_documents_own_date() {
    let expired = "---\nclient: YAS\ndate: 2025-03-15\n---\n\nOffre valable jusqu’au 1er mars 2025.\n";
    assert_eq!(rules_of(expired), ["validity-expired"]);
    for fine in [
        "---\nclient: YAS\ndate: 2025-03-15\n---\n\nOffre valable jusqu’au 15 mars 2025.\n",
        "---\nclient: YAS\n---\n\nOffre valable jusqu’au 1er mars 2001.\n",
        "---\nclient: YAS\ndate: 2025-03-15\n---\n\nVotre licence est valable jusqu’au 1er mars 2025.\n",
    ] {
        assert_eq!(rules_of(fine), Vec::<&str>::new(), "{fine}");
    }
}

#[test]
fn dates_that_agree_are_no_contradiction() {
    let table = "# Offre\n\n| Version | Date | Commentaires |\n| --- | --- | --- |\n| 1.1 | 18 mai 2025 | b |\n| 1.0 | 16 mai 2025 | a |\n\n## 1. Contexte\n\nTexte.\n";
    for (front, body, rules) in [
        ("updated: 2025-05-18T18:41", "", &[][..]),
        ("updated: 2025-05-19", "", &["date-inconsistent"]),
        ("updated: 2025-05-17", "", &[]),
        ("date: 2025-05-20", "", &[]),
        ("date: 2025-05-17", "", &["date-inconsistent"]),
        ("date: 2025-05-18", "*Document établi le 18 mai 2025 — © ACME*", &[]),
        ("date: 2025-05-18", "*Document établi le 19 janvier 2025 — © ACME*", &["date-inconsistent"]),
        ("date: 2025-05-18", "Le diagnostic établi le 2 mai 2025 a montré ceci.", &[]),
        ("date: 2025-05-18", "Cette offre, établie avec vous le 2 mai 2025.", &[]),
        ("date: 2025-05-18", "Signature avant le 31 juin 2025.", &["date-inconsistent"]),
        ("date: 2025-05-18", "Pour le 29 février 2028, 31 lots en 2026.", &[]),
    ] {
        let note = format!("---\nlang: fr\n{front}\n---\n\n{table}\n{body}\n");
        assert_eq!(rules_of(&note), rules, "{front}: {body}");
    }
}

#[test]
fn a_client_is_found_wherever_it_is_named() {
    for note in [
        format!("# Devis 14\n\n## Client : YAS\n\n## 1. Prix\n\n{PRICES}"),
        format!("# Devis 14\n\n{PRICES}\n| Client | YAS |\n| --- | --- |\n| a | b |\n"),
        format!("# Nos prestations\n\n{PRICES}"),
        format!("---\ntype: brochure\n---\n\n# Devis 14\n\n{PRICES}"),
        "# Devis 14\n\nSans prix.\n".to_owned(),
        format!("# Devis\n\n{PRICES}"),
    ] {
        assert!(!rules_of(&note).contains(&"client-missing"), "{note}");
    }
    assert!(rules_of(&format!("---\ntype: devis\n---\n\n# Audit\n\n{PRICES}")).contains(&"client-missing"));
}

#[test]
fn a_place_to_sign_has_many_forms() {
    for block in [
        "## Bon pour accord",
        "|  | YAS |\n| --- | --- |\n| **Signature** |  |",
        "Signature : ____________",
        "Date et signature du client, précédées de « Lu et approuvé » :",
        "## Agreed and accepted",
    ] {
        let note = format!("---\nclient: YAS\nacceptance: false\n---\n\n{PRICES}\n{block}\n");
        assert!(!rules_of(&note).contains(&"signature-block-missing"), "{block}");
    }
    for other in [
        "- Forfait à régler à la signature du contrat",
        "Signature électronique des images",
        "## Signatures DKIM",
    ] {
        let note = format!("---\nclient: YAS\nacceptance: false\n---\n\n{PRICES}\n{other}\n");
        assert!(rules_of(&note).contains(&"signature-block-missing"), "{other}");
    }
}

#[test]
fn sections_of_level_one_are_no_second_title() {
    assert_eq!(rules_of("# Contexte\n\nA.\n\n# Offre\n\nB.\n\n# Suite\n\nC.\n"), Vec::<&str>::new());
    assert_eq!(rules_of("# Offre\n\n## 1. A\n\nA.\n\n# Annexe\n\nB.\n"), Vec::<&str>::new());
}

#[test]
fn headings_may_go_up_by_any_number_of_levels() {
    assert_eq!(rules_of("# Offre\n\n## 1. A\n\n### B\n\n#### C\n\nx\n\n## 2. D\n\nx\n"), Vec::<&str>::new());
    let twice = "# Offre\n\n## 1. A\n\n#### B\n\nx\n\n## 2. C\n\n#### D\n\nx\n\n##### E\n\nx\n";
    assert_eq!(rules_of(twice), ["heading-jump"], "each kind of jump once");
}

#[test]
fn months_are_told_from_names_and_beginnings() {
    for (text, count) in [
        ("Le 16 Mai 2025 et le 1er Juin.", 2),
        ("Livré en Septembre 2025, fin Août 2026.", 2),
        ("Le **16 Mai**.", 1),
        ("Mai 2025 : début. Avril arrive.", 0),
        ("12 rue du 8 Mai 1945, place du 11 Novembre 1918", 0),
        ("Version 3 Mars", 1),
        ("Le 16 mai 2025, le 16 MAI.", 0),
        ("Mme Avril et M. Juin, 16 Maison.", 0),
        ("`le 16 Mai`", 0),
    ] {
        let months = rules_of(text).into_iter().filter(|rule| *rule == "month-capitalised").count();
        assert_eq!(months, count, "{text}");
    }
    let english = "---\nlang: en\n---\n\nOn 16 May 2025, 16 Mai 2025.\n";
    assert_eq!(rules_of(english), Vec::<&str>::new());
}

#[test]
fn the_fix_of_a_month_changes_its_capital_alone() {
    let note = "---\nlang: fr\n---\n\nLe 1er Février, le 16 Mai.\n";
    let findings = found_by(None, &[], note);
    let edits: Vec<_> = findings
        .iter()
        .flat_map(|(_, finding)| finding.fix.as_ref().unwrap().edits.iter())
        .map(|(span, text)| (note.get(span.range()).unwrap(), text.as_str()))
        .collect();
    assert_eq!(edits, [("Février", "février"), ("Mai", "mai")]);
}

#[test]
fn only_terms_of_payment_can_be_too_long() {
    for (text, fires) in [
        ("**Délai de paiement** : 90 jours date de facture", true),
        ("| Délai de paiement | 75 jours |\n| --- | --- |\n| a | b |", true),
        ("Règlement à 60 jours fin de mois.", true),
        ("Facture payable sous 61 jours.", true),
        ("Règlement à 60 jours date de facture.", false),
        ("Règlement à 45 jours fin de mois.", false),
        ("Paiement en trois fois : 30, 60 et 90 jours.", false),
        ("Préavis de résiliation : 90 jours. Paiement à 30 jours.", false),
        ("Les factures sont conservées 365 jours.", false),
        ("Rapport remis 90 jours après l’audit.", false),
    ] {
        let found = rules_of(text).contains(&"payment-term-too-long");
        assert_eq!(found, fires, "{text}");
    }
    // Not French law.
    let togo = found_by(Some("legal: {profile: tg-company}\n"), &[], "Paiement à 90 jours.\n");
    assert!(togo.is_empty(), "{togo:?}");
}

#[test]
fn only_prices_need_the_name_of_an_index() {
    for (text, fires) in [
        ("Le prix est indexé sur l’inflation.", true),
        ("Tarifs révisés chaque année et indexés sur les salaires.", true),
        ("Indexation annuelle des tarifs au 1er janvier.", true),
        ("## Révision\n\nIndexée sur les coûts.", true),
        ("The price is indexed to our costs.", true),
        ("Révision : indexée sur l’indice Syntec.", false),
        ("Prix indexé sur le SYNTEC.", false),
        ("Les pages sont indexées sur Google ; le prix est fixe.", false),
        ("Le forfait comprend 200 documents indexés sur Elasticsearch.", false),
        ("L’indexation des documents est comprise dans le forfait.", false),
        ("Révision tarifaire : chaque année, au 1er janvier", false),
    ] {
        let found = rules_of(text).contains(&"index-unnamed");
        assert_eq!(found, fires, "{text}");
    }
}
