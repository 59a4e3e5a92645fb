//! Price lists of many kinds, and the catalogs that `propose catalog import`
//! makes of them. Each catalog lies beside its list, as a reviewed snapshot.

use propose::catalog::{self, Catalog, Charge, Item, read};
use propose::diagnostics::Severity;
use propose::language::Language;
use propose::parse::{self, NoVault};
use propose::source::{SourceFile, Sources};

use crate::pricing::{all_findings_with, shown};

/// The catalog that an offer becomes, as text and as it is read back.
fn imported(offer: &str) -> (String, Catalog) {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("offer.md", offer));
    let parsed = parse::parse(&mut sources, file, &NoVault);
    let text = catalog::import(&parsed.proposal, &parsed.pricing, "offer.md");
    let list = sources.add(SourceFile::new("catalog.yaml", &text));
    let loaded = read(&sources, &[list], Language::French);
    assert!(loaded.findings.is_empty(), "{:#?}\n{text}", loaded.findings);
    (text, loaded.catalog)
}

#[test]
fn each_list_becomes_a_catalog_that_it_keeps_to() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/import");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    for path in names {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let offer = std::fs::read_to_string(&path).unwrap();
        let (text, catalog) = imported(&offer);
        insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => ".", omit_expression => true}, {
            insta::assert_snapshot!(name.clone(), text);
        });
        let errors = catalog::lint(&catalog, &[], Language::French)
            .into_iter()
            .filter(|found| found.finding.severity == Severity::Error)
            .map(|found| found.finding.message);
        assert_eq!(errors.collect::<Vec<_>>(), Vec::<String>::new(), "{name}\n{text}");
        // Whatever a list says of its own prices is what was imported; what it
        // leaves open stays open.
        let said = all_findings_with(Some(&text), &offer);
        let about = |name: &str| {
            name.starts_with("catalog-") || name.starts_with("bundle-") || name.starts_with("percent-option")
        };
        let wrong: Vec<String> = said
            .iter()
            .filter(|(_, found)| about(found.rule.name) && found.severity != Severity::Info)
            .map(shown)
            .collect();
        assert_eq!(wrong, Vec::<String>::new(), "{name}\n{text}");
    }
}

/// What an item costs and how, in words that do not depend on its name.
fn cost(item: &Item) -> String {
    let money = format!("{} {:?}", item.currency, item.basis);
    let charge = match &item.charge {
        Charge::Listed(_) => item.price_on(None).unwrap().amount.value.normalize().to_string(),
        Charge::From(floor) => format!("from {}", floor.value),
        Charge::OnQuote(floor) => format!("on quote {floor:?}"),
        Charge::Percent(share) => format!("{} %", share.percent.value),
        Charge::Tiered(_) | Charge::Unknown => panic!("{item:?}"),
    };
    let least = item.min_quantity.as_ref().map(|least| least.value);
    let term = item.min_term_months.as_ref().map(|months| months.value);
    format!("{charge} {money} {:?}, at least {least:?}, for {term:?} months", item.period)
}

fn own_catalog() -> Catalog {
    let mut sources = Sources::new();
    let list = sources.add(SourceFile::new("catalog.yaml", include_str!("../../assets/catalog.yaml")));
    read(&sources, &[list], Language::French).catalog
}

const OFFER: &str = include_str!("../../proposals/offre-infogerance-kubernetes.md");

#[test]
fn the_service_offer_becomes_the_list_that_is_kept_by_hand() {
    let (text, imported) = imported(OFFER);
    let own = own_catalog();
    // The annual contract was sold to one client and stands in no offer.
    let listed = own.items.iter().filter(|item| item.reference.value != "MAINTENANCE-AN");
    let mut missing = Vec::new();
    let mut places: Vec<(&str, &Item)> = Vec::new();
    for item in listed {
        let names =
            || item.name.all().chain(&item.aliases).map(|name| catalog::lookup::normalise(&name.value));
        let twin = imported.items.iter().find(|twin| {
            let mut own = twin.name.all().chain(&twin.aliases);
            own.any(|name| names().any(|other| other == catalog::lookup::normalise(&name.value)))
        });
        match twin {
            Some(twin) => {
                assert_eq!(cost(item), cost(twin), "{}\n{text}", item.reference.value);
                places.push((&item.reference.value, twin));
            }
            None => missing.push(item.reference.value.as_str()),
        }
    }
    assert_eq!(missing, Vec::<&str>::new(), "{text}");
    assert_eq!(imported.items.len(), own.items.len() - 1, "{text}");
    // The packs hold the same parts, whatever these are called.
    for bundle in own.bundles() {
        let (_, twin) = places.iter().find(|(reference, _)| *reference == bundle.reference.value).unwrap();
        let parts: Vec<_> = bundle
            .parts
            .iter()
            .flatten()
            .map(|part| {
                let (_, item) = places.iter().find(|(own, _)| *own == part.reference.value).unwrap();
                (item.reference.value.clone(), part.quantity)
            })
            .collect();
        let own: Vec<_> =
            twin.parts.iter().flatten().map(|part| (part.reference.value.clone(), part.quantity)).collect();
        assert_eq!(own, parts, "{text}");
    }
}

#[test]
fn the_service_offer_as_it_was_found_gives_the_same_list() {
    let Some(folder) = std::env::var_os("PROPOSE_SEEDS") else { return };
    let bytes = std::fs::read(std::path::Path::new(&folder).join("offre-infogerance-kubernetes.md")).unwrap();
    let (file, _) = propose::source::read("offer.md", &bytes);
    assert_eq!(imported(&file.text).0, imported(OFFER).0);
}

#[test]
fn the_offer_keeps_to_the_list_read_out_of_it_but_for_what_its_packs_claim() {
    let (text, _) = imported(OFFER);
    let said = all_findings_with(Some(&text), OFFER);
    let prices = |name: &str| name.starts_with("catalog-") || name.starts_with("bundle-");
    let about: Vec<String> = said.iter().filter(|(_, found)| prices(found.rule.name)).map(shown).collect();
    // Known oddities of the offer, which the list kept by hand allows.
    let claims: Vec<&str> = about.iter().map(|line| line.split(['[', ']']).nth(1).unwrap()).collect();
    assert_eq!(claims, ["bundle-list-price-mismatch"; 2], "{about:#?}");
}
