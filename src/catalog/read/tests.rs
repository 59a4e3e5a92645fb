use std::collections::BTreeSet;

use super::*;
use crate::catalog::{Charge, PercentBase, TierMode};
use crate::proposal::price::Period;
use crate::source::SourceFile;

fn load(texts: &[&str]) -> (Sources, Loaded) {
    let mut sources = Sources::new();
    let files: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(at, text)| sources.add(SourceFile::new(format!("assets/catalog/{at}.yaml"), *text)))
        .collect();
    let loaded = read(&sources, &files, Language::English);
    (sources, loaded)
}

/// The places and messages of what is wrong with a text.
fn faults(text: &str) -> Vec<String> {
    let (sources, loaded) = load(&[text]);
    loaded
        .findings
        .iter()
        .map(|finding| {
            let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
            let line = finding.span.map_or(0, |span| sources.range(span).start.line);
            format!("{line}: {}: {}{help}", finding.rule.name, finding.message)
        })
        .collect()
}

const EVERYTHING: &str = r#"
schema: 1
id: acme
currency: EUR
basis: net
published: 2024-02-01
vat_rates: {FR: 20, SN: 18}
exchange:
  - {from: EUR, to: XOF, rate: "655.957", kind: fixed}
  - {from: EUR, to: USD, rate: 1.10, kind: dated, date: 2024-02-01, source: BCE}
discount_policy: {max_percent: 15}
units:
  forfait: one-off
  mois: {recurring: month}
  an: {recurring: year}
  jour: day
  heure: hour
items:
  - ref: AUD-FLASH
    family: audit
    name: {fr: Audit flash, en: Flash audit}
    aliases: ["Audit rapide"]
    unit: forfait
    attributes: {days: 2, max_nodes: 10}
    includes: [{ref: TRN-DAY, qty: 1}]
    prices:
      - {amount: 690, from: 2024-02-01, until: 2024-12-31}
      - {amount: 720.10, from: 2025-01-01, basis: gross, currency: XOF, vat_rate: 18}
    allow: {catalog-duplicate-name: "noted"}
  - {ref: TRN-DAY, family: training, name: Journée de formation, unit: jour, prices: [{amount: 640, from: 2024-02-01}]}
  - ref: SUP
    name: Support
    unit: mois
    tiers: {by: nodes, mode: volume, steps: [{up_to: 5, amount: 200}, {up_to: 20, amount: 350}, {amount: 600}]}
  - {ref: AUD-XL, family: audit, name: Audit sur mesure, unit: forfait, on_quote: true}
  - {ref: AUD-PRO, name: Audit complet, unit: forfait, price_from: 4000, basis: gross, currency: XOF, vat_rate: 18}
  - {ref: OPT-2ND, family: option, name: Second site, unit: forfait, percent_of: {family: audit, percent: 50}}
  - {ref: ITV-HR, name: Intervention, unit: heure, min_qty: 2, prices: [{amount: 110, from: 2024-02-01}]}
  - {ref: WEB-OLD, name: Pack Web, unit: forfait, retired: 2024-03-31, prices: [{amount: 1200, from: 2023-01-01, until: 2024-03-31}]}
  - {ref: RUN-S, name: Suivi, unit: mois, min_term_months: 12, prices: [{amount: 45, from: 2024-02-01}]}
bundles:
  - ref: PACK-DUO
    name: {fr: Pack Duo}
    price: 1500
    allow: {bundle-dearer-than-parts: "décidé le 12/05"}
    parts: [{ref: AUD-FLASH, qty: 1}, {ref: TRN-DAY, qty: 2}]
"#;

#[test]
fn every_field_of_the_schema_is_read() {
    let (_, loaded) = load(&[EVERYTHING]);
    assert_eq!(loaded.findings, []);
    let catalog = loaded.catalog;
    let item = |reference: &str| catalog.item(reference).unwrap();
    let audit = item("aud-flash");
    assert_eq!(audit.name.in_language(Language::English), "Flash audit");
    let [old, new] = audit.prices()[..] else { panic!("two prices") };
    assert_eq!((old.amount.value.to_string(), new.amount.value.to_string()), ("690".into(), "720.10".into()));
    assert_eq!((old.basis, new.basis, new.currency), (TaxBasis::Net, TaxBasis::Gross, Currency::XOF));
    assert_eq!(audit.includes.len(), 1);
    let Charge::Tiered(tiers) = &item("SUP").charge else { panic!("tiers") };
    assert_eq!((tiers.mode, tiers.steps.len()), (TierMode::Volume, 3));
    assert_eq!(item("AUD-XL").charge, Charge::OnQuote(None));
    let Charge::Percent(share) = &item("OPT-2ND").charge else { panic!("percent") };
    assert!(matches!(&share.base, PercentBase::Family(family) if family.value == "audit"));
    assert_eq!((item("RUN-S").period, item("ITV-HR").period), (Period::Month, Period::Hour));
    assert_eq!(item("PACK-DUO").parts.as_ref().map(Vec::len), Some(2));
    assert_eq!(catalog.exchange[0].rate.value.to_string(), "655.957");
    assert_eq!(catalog.vat_rate("sn").unwrap().to_string(), "18");
}

#[test]
fn a_price_is_that_of_its_day() {
    let (_, loaded) = load(&[EVERYTHING]);
    let audit = loaded.catalog.item("AUD-FLASH").unwrap();
    let on = |day: &str| audit.price_on(day.parse().ok()).map(|price| price.amount.value.to_string());
    assert_eq!(on("2024-12-31").as_deref(), Some("690"));
    assert_eq!(on("2025-01-01").as_deref(), Some("720.10"));
    assert_eq!(on("2024-01-31"), None);
    assert_eq!(on("no day").as_deref(), Some("720.10"));
}

#[test]
fn one_run_reports_all_faults() {
    let found = faults(
        r#"curency: EUR
basis: brut
published: 19/01/2025
vat_rates: {France: 20}
units: {forfait: once}
items:
  - {name: Sans référence, unit: forfait, prices: [{amount: 1}]}
  - {ref: A, name: A, unit: forfaits, prices: [{amount: "1 200,00"}]}
  - {ref: B, name: B, unit: forfait}
  - {ref: C, name: C, unit: forfait, prices: [{amount: 5}], on_quote: true, allow: {size-gap: ""}}
  - {ref: D, name: D, unit: forfait, price: 12}
  - {ref: E, name: E, unit: forfait, tiers: {by: nodes, mode: volum, steps: [{up_to: 5, amount: 2}, {up_to: 3, amount: 2}]}}
  - {ref: F, name: F, unit: forfait, prices: [{amount: 1e3}]}
  - {ref: G, name: G, unit: forfait, prices: [{amount: 5, from: 2025-02-01, until: 2025-01-01}]}
"#,
    );
    let expected = [
        "1: catalog-unknown-key: unknown key: `curency` (did you mean `currency`?)",
        "1: catalog-invalid: the key `currency` is missing",
        "2: catalog-invalid: `brut` is none of `net`, `gross`",
        "3: catalog-invalid: `19/01/2025` is not a date of the form `2025-01-31`",
        "4: catalog-invalid: `France` is not a country code of two letters (`FR`, `SN`)",
        "5: catalog-invalid: `once` is none of `one-off`, `hour`, `day`, `month`, `quarter`, `year`",
        "7: catalog-invalid: the key `ref` is missing",
        "8: catalog-invalid: `forfaits` is none of `forfait` (did you mean `forfait`?)",
        "8: catalog-invalid: `1 200,00` is not a number: digits, a point before the decimals, nothing else",
        "9: catalog-invalid: no price: one of `prices`, `tiers`, `percent_of`, `price_from`, `on_quote` is missing",
        "10: catalog-invalid: only one price is possible: `prices` and `on_quote` exclude each other",
        "10: catalog-invalid: the allowance of `size-gap` has no reason: write why",
        "11: catalog-invalid: no price: one of `prices`, `tiers`, `percent_of`, `price_from`, `on_quote` is missing",
        "11: catalog-unknown-key: unknown key: `price` (did you mean `prices`?)",
        "12: catalog-invalid: `volum` is none of `volume`, `graduated` (did you mean `volume`?)",
        "12: catalog-invalid: steps must rise: `up_to` is not above that of the step before",
        "13: catalog-invalid: `1e3` is not a number: digits, a point before the decimals, nothing else",
        "14: catalog-invalid: this price ends (2025-01-01) before it begins (2025-02-01)",
    ];
    let mut found = found;
    let mut expected: Vec<String> = expected.iter().map(|line| (*line).to_owned()).collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_file_that_is_not_yaml_is_one_finding() {
    assert_eq!(faults("items: [\n").len(), 1);
    assert_eq!(faults("just a sentence\n").len(), 1);
}

#[test]
fn amounts_keep_the_digits_that_stand_in_the_file() {
    let text = "currency: EUR\nbasis: net\nitems:\n  - {ref: A, name: A, unit: forfait, prices: [{amount: 0.10}]}\n  - {ref: B, name: B, unit: forfait, prices: [{amount: 12345678901234567890.123456}]}\n";
    let (_, loaded) = load(&[text]);
    assert_eq!(loaded.findings, []);
    let amount = |reference: &str| {
        loaded.catalog.item(reference).unwrap().price_on(None).unwrap().amount.value.to_string()
    };
    assert_eq!((amount("A"), amount("B")), ("0.10".to_owned(), "12345678901234567890.123456".to_owned()));
}

#[test]
fn files_of_one_catalog_share_their_heads_and_keep_their_own() {
    let first = "currency: EUR\nbasis: net\nunits: {forfait: one-off}\nitems: [{ref: A, name: A, unit: forfait, prices: [{amount: 1}]}]\n";
    let second =
        "currency: XOF\nbasis: gross\nitems: [{ref: B, name: B, unit: forfait, prices: [{amount: 2}]}]\n";
    let third = "bundles: [{ref: C, name: C, price: 3, parts: [{ref: A}]}]\n";
    let (_, loaded) = load(&[first, second, third]);
    assert_eq!(loaded.findings, []);
    let of = |reference: &str| {
        let price = loaded.catalog.item(reference).unwrap().price_on(None).unwrap();
        (price.currency, price.basis)
    };
    assert_eq!(of("A"), (Currency::EUR, TaxBasis::Net));
    assert_eq!(of("B"), (Currency::XOF, TaxBasis::Gross));
    assert_eq!(of("C"), (Currency::EUR, TaxBasis::Net));
}

#[test]
fn the_schema_for_editors_knows_the_keys_that_the_reader_knows() {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.yaml", EVERYTHING));
    let node = crate::yaml::parse(file, &sources.get(file).text, 0).unwrap();
    let mut faults = Faults::new(Language::English);
    let map = faults.reader.map(&node).unwrap();
    let header = header::read(&mut faults, map);
    assemble(&mut faults, &[(file, header)]);
    let schema: serde_json::Value =
        serde_json::from_str(include_str!("../../../assets/schemas/catalog.schema.json")).unwrap();
    let keys = |value: &serde_json::Value| -> BTreeSet<String> {
        value["properties"].as_object().map(|keys| keys.keys().cloned().collect()).unwrap_or_default()
    };
    for (kind, known) in &faults.known {
        let place = match *kind {
            "catalog" => &schema,
            "unit" => &schema["$defs"]["unit"]["oneOf"][1],
            kind => &schema["$defs"][kind],
        };
        let known: BTreeSet<String> = known.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(known, keys(place), "the keys of `{kind}`");
        assert_eq!(place["additionalProperties"], false, "`{kind}` reports unknown keys");
    }
    let defined: BTreeSet<&str> = schema["$defs"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(_, value)| !keys(value).is_empty())
        .map(|(name, _)| name.as_str())
        .collect();
    let read: BTreeSet<&str> =
        faults.known.keys().copied().filter(|kind| !matches!(*kind, "catalog" | "unit")).collect();
    assert_eq!(defined, read, "kinds of mappings");
}

#[test]
fn the_project_s_own_catalog_is_clean() {
    let (_, loaded) = load(&[include_str!("../../../assets/catalog.yaml")]);
    assert_eq!(loaded.findings, []);
    assert_eq!(loaded.catalog.bundles().count(), 3);
}

/// Small numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

#[test]
fn damaged_catalogs_give_findings_and_never_a_panic() {
    let mut dice = Dice(7);
    let scraps = [
        "999999999999999999999999999999",
        "-1",
        "{}",
        "[]",
        "~",
        "\"",
        ": ",
        "&a",
        "*a",
        "\u{0}",
        "é",
        "12-4",
        "\t",
    ];
    for _ in 0..400 {
        let mut lines: Vec<String> = EVERYTHING.lines().map(str::to_owned).collect();
        for _ in 0..=dice.roll(3) {
            let at = dice.roll(lines.len());
            match dice.roll(4) {
                0 => drop(lines.remove(at)),
                1 => {
                    let copy = lines[at].clone();
                    lines.insert(at, copy);
                }
                2 => {
                    let chars: Vec<char> = lines[at].chars().collect();
                    let cut = dice.roll(chars.len() + 1);
                    lines[at] = chars[..cut].iter().collect();
                }
                _ => {
                    let scrap = scraps[dice.roll(scraps.len())];
                    let line = lines[at].clone();
                    lines[at] = match line.rsplit_once(' ') {
                        Some((head, _)) => format!("{head} {scrap}"),
                        None => format!("{line}{scrap}"),
                    };
                }
            }
        }
        let (_, loaded) = load(&[&lines.join("\n")]);
        crate::catalog::lint(&loaded.catalog, &[], Language::French);
        crate::catalog::view::list(&loaded.catalog, Language::English, None, Some(80));
        for item in &loaded.catalog.items {
            crate::catalog::view::show(&loaded.catalog, &item.reference.value, Language::French, 80).ok();
        }
    }
}
