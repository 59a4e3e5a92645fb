//! `propose init` and `propose new`, as a first user meets them.

use crate::support::{Project, Run};

/// Offers that a catalog is read out of: name, language, text.
const OFFERS: [(&str, &str); 3] = [
    (
        "cfa.md",
        "---\nlang: fr\ndate: 2026-03-02\n---\n\n# Site\n\n## Prix\n\n| Prestation | Prix HT |\n|---|---|\n| Site vitrine | 600 000 FCFA |\n| Formation | 150 000 FCFA |\n",
    ),
    (
        "pounds.md",
        "---\nlang: en\ndate: 2026-03-02\n---\n\n# Website\n\n## Price\n\n| Service | Price excl. VAT |\n|---|---|\n| Website | £6,000 |\n| Hosting | £90 / month |\n| Bespoke | on request |\n",
    ),
    // Nothing of it can be shown without more being known: the rate of the tax.
    (
        "ttc.md",
        "---\nlang: fr\ndate: 2026-03-02\n---\n\n# Maintenance\n\n## Prix\n\n| Prestation | Prix annuel TTC |\n|---|---|\n| Maintenance | 9 000 € |\n",
    ),
];

/// A vault with notes of its own.
fn vault() -> Project {
    Project::lone()
        .with(".obsidian/app.json", "{}")
        .with("Journal/2026-03-02.md", "# Lundi\n\nVoir [[Idées]].\n")
        .with("Idées.md", "# Idées\n")
}

fn clean(project: &Project, what: &str, args: &[&str]) -> Run {
    let run = project.run(args);
    assert_eq!(run.code, 0, "{what}: {args:?}: {run:?}");
    run
}

#[test]
fn what_init_makes_builds_clean_whatever_it_was_told() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/proposals/offre-infogerance-kubernetes.md");
    let shared = Project::lone();
    for (name, text) in OFFERS {
        shared.write(name, text);
    }
    let offers = OFFERS.map(|(name, _)| shared.path(name).display().to_string());
    let offers: Vec<_> = [None, Some(own.to_owned())].into_iter().chain(offers.map(Some)).collect();
    for lang in ["fr", "en"] {
        for (at, offer) in offers.iter().enumerate() {
            for ci in ["none", "github", "gitlab"] {
                for project in [Project::lone(), vault()] {
                    let what = format!("{lang}, {ci}, {offer:?}, vault: {}", project.has(".obsidian"));
                    let mut args = vec!["init", "--lang", lang, "--ci", ci];
                    args.extend(offer.iter().flat_map(|offer| ["--from-offer", offer.as_str()]));
                    clean(&project, &what, &args);
                    clean(&project, &what, &["check"]);
                    // Pages do not depend on where jobs run.
                    if ci == "none" {
                        clean(&project, &what, &["build", "--deny", "warnings"]);
                        let name = if lang == "fr" { "out/exemple.pdf" } else { "out/example.pdf" };
                        assert_eq!(project.has(name), at != 4, "{what}");
                    }
                    assert_eq!(project.has(".github/workflows/proposals.yml"), ci == "github", "{what}");
                    assert_eq!(project.has(".gitlab-ci.yml"), ci == "gitlab", "{what}");
                }
            }
        }
    }
}

#[test]
fn the_offer_says_the_language_and_the_currency() {
    let project = Project::lone().with("pounds.md", OFFERS[1].1).with("cfa.md", OFFERS[0].1);
    let settings = |folder: &str| String::from_utf8(project.read(&format!("{folder}/propose.yaml"))).unwrap();
    assert_eq!(project.run(&["init", "--from-offer", "pounds.md", "a"]).code, 0);
    assert!(settings("a").contains("\nlanguage: en\ncountry: GB\ncurrency: GBP\n"), "{}", settings("a"));
    assert!(String::from_utf8(project.read("a/assets/catalog.yaml")).unwrap().contains("amount: 6000"));
    // Francs are paid in eight countries, none of which is France.
    assert_eq!(project.run(&["init", "--from-offer", "cfa.md", "b"]).code, 0);
    assert!(settings("b").contains("\nlanguage: fr\n# country: FR\ncurrency: XOF\n"), "{}", settings("b"));
    // A catalog that is there stays, and it is said.
    let run = project.run(&["init", "--from-offer", "pounds.md", "b"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.err.contains("kept      assets/catalog.yaml"), "{run:?}");
    assert!(run.err.contains("The catalog was there already"), "{run:?}");
    assert!(!String::from_utf8(project.read("b/assets/catalog.yaml")).unwrap().contains("Website"));
}

#[test]
fn an_offer_without_prices_leaves_nothing_behind() {
    let project = Project::lone().with("letter.md", "# Bonjour\n\nRien à vendre.\n");
    let run = project.run(&["init", "--from-offer", "letter.md", "new"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("no prices were found in the offer"), "{run:?}");
    assert!(!project.has("new"));
}
