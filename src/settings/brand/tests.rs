use super::*;
use crate::language::Language;
use crate::settings::legal::Profile;
use crate::source::{SourceFile, Sources};

fn parse_text(text: &str) -> (Brand, Vec<String>) {
    let file = Sources::new().add(SourceFile::new("brand.yaml", text));
    let (brand, findings) = parse(file, text, Language::English);
    let shown = findings.into_iter().map(|f| format!("{}: {}", f.rule.name, f.message)).collect();
    (brand, shown)
}

#[test]
fn an_empty_file_is_the_neutral_brand() {
    assert_eq!(parse_text(""), (Brand::default(), vec![]));
}

#[test]
fn the_neutral_brand_is_readable() {
    let colors = Brand::default().colors;
    let text = format!(
        "colours:\n  primary: \"{}\"\n  accent: \"{}\"\n  ink: \"{}\"\n  grey: \"{}\"\n  on_primary: \"{}\"\n  soft_on_primary: \"{}\"\n  accent_on_primary: \"{}\"\n  primary_tint: \"{}\"\n  accent_tint: \"{}\"\n",
        colors.primary,
        colors.accent,
        colors.ink,
        colors.grey,
        colors.on_primary,
        colors.soft_on_primary,
        colors.accent_on_primary,
        colors.primary_tint,
        colors.accent_tint,
    );
    assert_eq!(parse_text(&text), (Brand::default(), vec![]));
}

#[test]
fn the_legal_profile_and_its_lists_are_read() {
    let text = "legal: {profile: fr-ei, require: [issuer.siren], recommend: [cvg]}\n";
    let (brand, findings) = parse_text(text);
    assert_eq!(brand.legal.profile, Some(Profile::FrEi));
    assert_eq!(brand.legal.require.as_deref(), Some(&[crate::settings::legal::Mention::IssuerSiren][..]));
    assert_eq!(findings, ["brand-invalid: `cvg` is no mention that is known; did you mean `cgv`?"]);
    let (_, findings) = parse_text("legal: {profile: sarl}\n");
    assert_eq!(
        findings,
        [
            "brand-invalid: `sarl` is no profile; there are fr-company, fr-ei, fr-ei-franchise, sn-company, tg-company, none"
        ]
    );
}

#[test]
fn each_value_that_does_not_fit_is_reported_and_the_rest_is_read() {
    let text = "company: {name: ACME, nmae: x}\nlegal: {siren: 012345674, address: [1 rue A, 75000 Paris]}\ncolours: {primary: blue, grey: \"#aab4bb\"}\n";
    let (brand, findings) = parse_text(text);
    assert_eq!(brand.company.name.as_deref(), Some("ACME"));
    assert_eq!(brand.legal.fact("siren"), Some("012345674"));
    assert_eq!(brand.legal.address, ["1 rue A", "75000 Paris"]);
    assert_eq!(
        findings,
        [
            "brand-unknown-key: unknown key: `nmae`",
            "brand-invalid: `blue` is not a colour (`#rrggbb`)",
            "brand-contrast: `grey` on `primary_tint`: contrast of 1.8:1",
        ]
    );
}

/// Every key that a brand file may hold.
const EVERYTHING: &str = include_str!("everything.yaml");

#[test]
fn every_key_is_read() {
    let (brand, findings) = parse_text(EVERYTHING);
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(brand.legal.facts.len(), Legal::KEYS.len());
    assert_eq!(brand.bank.account.as_deref(), Some("SN012 01001 001234567890 12"));
    assert_eq!(brand.fonts.named.len(), 6);
    assert_eq!(brand.colors.accent_on_primary.to_string(), "#e9b44c");
}

#[test]
fn the_schema_for_editors_knows_the_keys_that_the_reader_knows() {
    let file = Sources::new().add(SourceFile::new("brand.yaml", EVERYTHING));
    let node = crate::yaml::parse(file, EVERYTHING, 0).unwrap();
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../assets/schemas/brand.schema.json")).unwrap();
    let (_, reader) = super::read::fill(&node, Language::English);
    crate::yaml::schema::agrees(&schema, &node, &reader);
}

#[test]
fn two_colours_make_a_look_and_headings_follow_the_text() {
    let (brand, findings) =
        parse_text("colours: {primary: \"#14532d\", accent: \"#9d174d\"}\nfonts: {text: DejaVu Sans}\n");
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(brand.fonts.heading, "DejaVu Sans");
    assert_ne!(brand.colors.primary_tint, Colors::default().primary_tint);
}

#[test]
fn numbers_that_cannot_be_right_are_found_at_their_place() {
    let text = "legal:\n  siren: 732 829 302\n  siret: 732 829 320 00074\n  vat_number: FR44 732 829 320\nbank:\n  iban: FR76 3000 6000 0112 3456 7890 198\n  bic: AGRIFRP\n";
    let file = Sources::new().add(SourceFile::new("brand.yaml", text));
    let (_, findings) = parse(file, text, Language::French);
    let shown: Vec<_> = findings
        .iter()
        .map(|finding| {
            let span = finding.span.unwrap();
            (text.get(span.start as usize..span.end as usize).unwrap(), finding.message.as_str())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("732 829 302", "SIREN erroné : ses chiffres de contrôle ne correspondent pas"),
            (
                "FR76 3000 6000 0112 3456 7890 198",
                "IBAN erroné : ses chiffres de contrôle ne correspondent pas"
            ),
            ("AGRIFRP", "BIC de 7 caractères, il en faut 8"),
        ]
    );
}

#[test]
fn the_schema_offers_each_profile_and_each_mention() {
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../assets/schemas/brand.schema.json")).unwrap();
    let offered = |pointer: &str| -> Vec<String> {
        let names = schema.pointer(pointer).unwrap().as_array().unwrap();
        names.iter().map(|name| name.as_str().unwrap().to_owned()).collect()
    };
    let profiles: Vec<&str> = Profile::NAMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(offered("/properties/legal/properties/profile/enum"), profiles);
    let mentions: Vec<&str> = crate::settings::legal::Mention::NAMES.iter().map(|(name, _)| *name).collect();
    assert_eq!(offered("/$defs/mentions/items/enum"), mentions);
}
