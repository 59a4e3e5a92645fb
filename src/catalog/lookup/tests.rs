use super::*;
use crate::catalog::{Catalog, read};
use crate::language::Language;
use crate::proposal::price::Period;
use crate::source::{SourceFile, Sources};

fn own_catalog() -> Catalog {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.yaml", include_str!("../../../assets/catalog.yaml")));
    read(&sources, &[file], Language::French).catalog
}

fn found(label: &str, section: &[&str]) -> String {
    found_with(label, section, None, None)
}

/// What a label is matched with: a reference and the rung, or what else is said.
fn found_with(label: &str, section: &[&str], reference: Option<&str>, period: Option<Period>) -> String {
    let catalog = own_catalog();
    let section: Vec<String> = section.iter().map(|heading| (*heading).to_owned()).collect();
    let found = look_up(
        &catalog,
        &Query {
            label,
            source: label,
            reference,
            section: &section,
            period,
            language: Language::French,
            date: None,
        },
    );
    let mut said = Vec::new();
    if let Some((item, step)) = found.item {
        said.push(format!("{} by {step:?}", item.reference.value));
    }
    if let Some(reference) = found.unknown_reference {
        said.push(format!("unknown {reference}"));
    }
    if let Some(item) = found.named {
        said.push(format!("but named {}", item.reference.value));
    }
    if !found.candidates.is_empty() {
        let names: Vec<_> = found.candidates.iter().map(|item| item.reference.value.as_str()).collect();
        said.push(format!("one of {}", names.join(", ")));
    }
    if let Some(item) = found.near {
        said.push(format!("near {}", item.reference.value));
    }
    said.join(", ")
}

#[test]
fn a_reference_wins_over_the_name() {
    assert_eq!(found_with("Suivi", &[], Some("run-standard"), None), "RUN-STANDARD by Reference");
    assert_eq!(
        found_with("RUN Premium", &[], Some("RUN-STANDARD"), None),
        "RUN-STANDARD by Reference, but named RUN-PREMIUM"
    );
    assert_eq!(found("Suivi du cluster (RUN-STANDARD)", &[]), "RUN-STANDARD by Reference");
    assert_eq!(found("Suivi `RUN-STANDARD`", &[]), "RUN-STANDARD by Reference");
    assert_eq!(found("Suivi {#run-standard}", &[]), "RUN-STANDARD by Reference");
}

#[test]
fn an_unknown_reference_is_said_and_the_name_still_counts() {
    assert_eq!(found_with("Audit", &[], Some("RUN-STANDAR"), None), "unknown RUN-STANDAR, near RUN-STANDARD");
    assert_eq!(found_with("RUN Premium", &[], Some("X-4217"), None), "RUN-PREMIUM by Name, unknown X-4217");
    assert_eq!(found_with("RUN Premium", &[], Some("1"), None), "RUN-PREMIUM by Name");
    assert_eq!(found_with("RUN Premium", &[], Some("—"), None), "RUN-PREMIUM by Name");
}

#[test]
fn names_aliases_and_their_looser_spellings_follow() {
    assert_eq!(found("Service Mesh (Istio/Linkerd)", &[]), "OPT-SERVICE-MESH by Name");
    assert_eq!(found("GitOps", &[]), "OPT-GITOPS by Alias");
    assert_eq!(found("service mesh (istio / linkerd)", &[]), "OPT-SERVICE-MESH by Normalised");
    assert_eq!(found("RUN Standard (12 mois)", &[]), "RUN-STANDARD by Context");
    assert_eq!(found("Infogérance — RUN Standard", &[]), "RUN-STANDARD by Context");
    assert_eq!(found("RUN — Standard", &[]), "RUN-STANDARD by Normalised");
    assert_eq!(found("RUN Standard, première année", &[]), "RUN-STANDARD by Context");
    assert_eq!(found("RUN Standard – site de Dakar", &[]), "RUN-STANDARD by Context");
    assert_eq!(found("Multi-cloud / hybrid cluster", &[]), "OPT-MULTI-CLOUD by Name");
}

#[test]
fn headings_complete_short_names() {
    let build = ["2. BUILD — Construction de Cluster Kubernetes", "2.2 Tarification BUILD"];
    let run = ["3. RUN — Infogérance", "3.2 Tarification RUN (mensuel)"];
    let regie = ["4. DEPLOY — Déploiement", "4.2 Tarification DEPLOY", "Régie — Accompagnement sur mesure"];
    assert_eq!(found("Starter", &build), "BUILD-STARTER by Context");
    assert_eq!(found("Standard", &build), "BUILD-STANDARD by Context");
    assert_eq!(found("Standard", &run), "RUN-STANDARD by Context");
    assert_eq!(found("Enterprise", &run), "RUN-ENTERPRISE by Context");
    assert_eq!(found("Demi-journée (4h)", &regie), "REGIE-DEMI-JOURNEE by Context");
    assert_eq!(found("Journée (8h)", &regie), "REGIE-JOURNEE by Context");
    assert_eq!(found("Forfait mensuel (20 jours)", &regie), "REGIE-20 by Alias");
}

#[test]
fn what_nothing_decides_is_ambiguous_unless_the_period_tells() {
    assert_eq!(found("Standard", &[]), "one of BUILD-STANDARD, RUN-STANDARD, APP-STANDARD");
    assert_eq!(found_with("Standard", &[], None, Some(Period::Month)), "RUN-STANDARD by Context");
}

#[test]
fn what_is_only_alike_is_suggested_and_not_taken() {
    assert_eq!(found("BUILD Startr", &[]), "near BUILD-STARTER");
    assert_eq!(found("Gouvernance", &[]), "");
    assert_eq!(found("—", &["RUN Standard"]), "");
    assert_eq!(found("DEPLOY 30", &[]), "");
}

#[test]
fn a_sentence_names_one_item_or_none() {
    let catalog = own_catalog();
    let index = Index::new(&catalog);
    let named = |sentence: &str| named_in(&index, sentence).map(|item| item.reference.value.as_str());
    assert_eq!(
        named("Toolchain CI/CD complète (GitLab/Jenkins, Harbor) — +4 500 € HT"),
        Some("OPT-TOOLCHAIN")
    );
    assert_eq!(
        named("**Interventions hors plage contractuelle** : au tarif de 150 € HT/heure"),
        Some("HORS-PLAGE")
    );
    assert_eq!(named("BUILD Starter et RUN Essentiel pour 5 100 €"), None);
    assert_eq!(named("un budget de formation de 2 000 €"), None);
}
