//! What a document has to say, what is mended, and the price list by itself, as
//! people call it.

use crate::support::{Project, Run};

/// A quote with nothing wrong in it.
const QUOTE: &str = "---\ntitle: Audit\nclient: Exemple & Fils\ndate: 2026-03-02\nvalidité: 2026-04-01\nlang: fr\n---\n\n# Audit\n\n## Prix\n\n| Prestation | Prix HT |\n| --- | ---: |\n| Audit | 900 € |\n\n## Bon pour accord\n\nSignature :\n";

const CATALOG: &str = "schema: 1\ncurrency: EUR\nbasis: net\nunits: {forfait: one-off}\nitems:\n  - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 900, from: 2026-01-01}]}\n";

/// The findings of a check, `path:line rule` each.
fn findings(run: &Run) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{run:?}"));
    let findings = report["findings"].as_array().unwrap().iter();
    findings
        .map(|finding| {
            let path = finding["path"].as_str().unwrap_or_default();
            format!("{path}:{} {}", finding["line"], finding["rule"].as_str().unwrap())
        })
        .collect()
}

fn check(project: &Project, args: &[&str]) -> Vec<String> {
    findings(&project.run(&[&["check", "--report", "json"], args].concat()))
}

#[test]
fn our_own_proposals_have_no_errors() {
    let project = Project::new()
        .with_assets()
        .with_own("proposals/yas.md")
        .with_own("proposals/offre-infogerance-kubernetes.md");
    let run = project.run(&["check", "--report", "concise"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn a_complete_quote_of_a_company_that_says_who_it_is_is_clean() {
    let brand = "company: {name: ACME}\nlegal: {profile: none}\n";
    let project = Project::new()
        .with("a.md", QUOTE)
        .with("assets/catalog.yaml", CATALOG)
        .with("assets/brand.yaml", brand);
    assert_eq!(check(&project, &["a.md"]), Vec::<String>::new());
}

#[test]
fn a_quote_of_a_company_without_identity_is_told_so_once_for_all_notes() {
    let brand = "company: {name: ACME}\nlegal: {}\n";
    let project = Project::new()
        .with("proposals/a.md", QUOTE)
        .with("proposals/b.md", QUOTE)
        .with("assets/catalog.yaml", CATALOG)
        .with("assets/brand.yaml", brand);
    assert_eq!(check(&project, &[]), ["assets/brand.yaml:2 issuer-id-missing"]);
}

#[test]
fn a_template_of_ones_own_says_what_it_prints() {
    let brand = "company: {name: ACME}\nlegal: {profile: tg-company, legal_form: SARL, capital: 1 F, address: Lomé, nif: 1, rccm: 1}\n";
    let note = QUOTE
        .replace("lang: fr", "lang: fr\ntemplate: maison")
        .replace("## Bon pour accord\n\nSignature :\n", "Paiement à la commande.\n");
    let project = Project::new()
        .with("a.md", note)
        .with("assets/catalog.yaml", CATALOG)
        .with("assets/brand.yaml", brand)
        .with("templates/maison/template.yaml", "prints: [issuer.name, issuer.nif, signature_block]\n");
    assert_eq!(
        check(&project, &["a.md"]),
        ["assets/brand.yaml:2 issuer-id-missing", "assets/brand.yaml:2 legal-mention-missing"]
    );
    project.write("templates/maison/template.yaml", "prints: [issuer.nom]\n");
    assert!(
        check(&project, &["a.md"]).contains(&"templates/maison/template.yaml:1 template-invalid".to_owned())
    );
}

#[test]
fn a_misspelt_property_is_named_with_the_one_that_is_meant() {
    let project =
        Project::new().with("a.md", "---\ncleint: YAS\nstatut: brouillon\n---\n\n# Compte rendu\n\nTexte.\n");
    let run = project.run(&["check", "a.md"]);
    assert!(run.out.contains("frontmatter-unknown-key") && run.out.contains("`client`"), "{run:?}");
    assert!(!run.out.contains("inconnue : `statut`"), "{run:?}");
}

#[test]
fn the_summary_says_when_nothing_could_be_compared() {
    let project = Project::new().with("a.md", QUOTE);
    assert!(project.run(&["check", "a.md"]).out.contains("pas de catalogue"), "no catalog");
    project.write("assets/catalog.yaml", CATALOG);
    let run = project.run(&["check", "a.md"]);
    assert!(!run.out.contains("catalogue") && run.out.contains("1 prix vérifié sur 1"), "{run:?}");
    project.write("a.md", QUOTE.replace("date: 2026-03-02\n", ""));
    let run = project.run(&["check", "a.md"]);
    assert!(run.out.contains("document sans date : les prix sont comparés aux plus récents"), "{run:?}");
    project.write("a.md", QUOTE.replace("date: 2026-03-02\n", "").replace("lang: fr", "lang: en"));
    let run = project.run(&["check", "a.md"]);
    assert!(run.out.contains("document without a date"), "{run:?}");
    project.write("a.md", "# Compte rendu\n\nTexte.\n");
    assert!(!project.run(&["check", "a.md"]).out.contains("sans date"), "no prices");
}

#[test]
fn safe_fixes_are_made_once_and_keep_everything_else() {
    let note = "\u{feff}---\r\nlang: fr\r\n---\r\n\r\n# Offre du 16 Mai 2025\r\n\r\nLe **2 Juin**, 8 Mai.\r\n\r\n| Prestation | Prix HT |\r\n| --- | ---: |\r\n| Audit | 9 000 € |\r\n";
    let project = Project::new().with("notes/a.md", note);
    let run = project.run(&["check", "--fix", "notes/a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    let changes: Vec<_> = run.err.lines().collect();
    assert_eq!(
        changes,
        [
            "notes/a.md:5:15: month-capitalised: « Mai » → « mai »",
            "notes/a.md:7:8: month-capitalised: « Juin » → « juin »",
            "notes/a.md:7:18: month-capitalised: « Mai » → « mai »",
        ]
    );
    let mended = note.replace("Mai", "mai").replace("Juin", "juin");
    assert_eq!(String::from_utf8(project.read("notes/a.md")).unwrap(), mended);
    assert!(!run.out.contains("month-capitalised"), "what is mended is not reported: {run:?}");
    let again = project.run(&["check", "--fix", "notes/a.md"]);
    assert!(again.err.is_empty(), "{again:?}");
    assert_eq!(String::from_utf8(project.read("notes/a.md")).unwrap(), mended);
    // What is asked for beside it: spaces that do not break, and no digit changes.
    project.write("propose.yaml", "rules: {price-breaking-space: info}\n");
    let spaces = project.run(&["check", "--fix", "notes/a.md"]);
    assert!(spaces.err.contains("price-breaking-space: « U+0020 » → « U+202F »"), "{spaces:?}");
    let unbroken = mended.replace("9 000 €", "9\u{202f}000\u{202f}€");
    assert_eq!(String::from_utf8(project.read("notes/a.md")).unwrap(), unbroken);
}

#[test]
fn damaged_text_is_repaired_before_it_is_mended() {
    let damaged = "# Pr√©sentation de l'offre\n\nLe 16 Mai, s√©curit√© et qualit√©, d√©lai.\n";
    let project = Project::new().with("a.md", damaged);
    let run = project.run(&["check", "--fix", "a.md"]);
    assert!(
        run.err.contains("a.md: text repaired") && run.err.contains("a.md:3:7: month-capitalised"),
        "{run:?}"
    );
    let text = String::from_utf8(project.read("a.md")).unwrap();
    assert_eq!(text, "# Présentation de l'offre\n\nLe 16 mai, sécurité et qualité, délai.\n");
}

#[test]
fn a_file_in_utf_16_stays_in_utf_16() {
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let project = Project::new().with("a.md", utf16("# Été\n\nLe 16 Mai 2025.\n"));
    assert_eq!(project.run(&["check", "--fix", "a.md"]).code, 0);
    assert_eq!(project.read("a.md"), utf16("# Été\n\nLe 16 mai 2025.\n"));
}

/// A list whose second item is dearer for less.
const ODD: &str = "schema: 1\ncurrency: EUR\nbasis: net\nunits: {forfait: one-off}\nitems:\n  - {ref: AUD, name: Audit, unit: forfait, prices: [{amount: 900, from: 2026-01-01}]}\n  - {ref: A1, name: Pose, unit: forfait, prices: [{amount: 100, from: 2026-01-01}]}\n  - {ref: A2, name: Pose, unit: forfait, prices: [{amount: 200, from: 2026-01-01}]}\n";

#[test]
fn a_document_is_told_of_the_catalog_only_what_concerns_it() {
    let project = Project::new().with("proposals/a.md", QUOTE).with("assets/catalog.yaml", ODD);
    let about = |run: Vec<String>| -> Vec<String> {
        run.into_iter().filter(|line| line.contains("catalog-")).collect()
    };
    assert_eq!(about(check(&project, &["a.md"])), Vec::<String>::new());
    assert_eq!(about(check(&project, &[])), ["assets/catalog.yaml:8 catalog-duplicate-name"]);
    let sells = QUOTE.replace("| Audit | 900 € |", "| Audit | 900 € |\n| Pose (A1) | 100 € |");
    project.write("proposals/a.md", sells);
    assert_eq!(about(check(&project, &["a.md"])), ["assets/catalog.yaml:8 catalog-duplicate-name"]);
}

#[test]
fn the_catalog_is_listed_shown_and_checked() {
    let project = Project::new().with("assets/catalog.yaml", ODD);
    let list = project.run(&["catalog", "list"]);
    assert_eq!(list.code, 0, "{list:?}");
    assert!(list.out.contains("AUD") && list.out.contains("Audit"), "{list:?}");
    let show = project.run(&["catalog", "show", "aud"]);
    assert!(show.out.starts_with("AUD"), "{show:?}");
    let none = project.run(&["catalog", "show", "AUDD"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("did you mean `AUD`"), "{none:?}");
    let check = project.run(&["catalog", "check", "--report", "concise"]);
    assert_eq!(check.code, 0, "{check:?}");
    assert!(check.out.contains("warning[catalog-duplicate-name]"), "{check:?}");
    assert_eq!(project.run(&["catalog", "check", "--deny", "warnings"]).code, 1);
    project.write("assets/catalog.yaml", "currency: EUR\nbasis: net\nitems: [{ref: A}]\n");
    assert_eq!(project.run(&["catalog", "check"]).code, 1);
}

#[test]
fn without_a_catalog_the_catalog_commands_say_how_to_get_one() {
    let project = Project::new();
    for command in [&["catalog", "list"][..], &["catalog", "show", "A"], &["catalog", "check"]] {
        let run = project.run(command);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.err.contains("no catalog") && run.err.contains("propose init"), "{run:?}");
    }
}

#[test]
fn two_catalogs_are_compared_by_file_and_by_revision() {
    let project = Project::new().with("assets/catalog.yaml", CATALOG).with("old.yaml", CATALOG);
    project.write("assets/catalog.yaml", CATALOG.replace("900", "990"));
    let files = project.run(&["catalog", "diff", "old.yaml", "assets/catalog.yaml"]);
    assert_eq!(files.code, 0, "{files:?}");
    assert!(files.out.contains("~ AUD") && files.out.contains("990"), "{files:?}");
    let own = project.run(&["catalog", "diff", "old.yaml"]);
    assert_eq!(own.out, files.out);
    let wrong = project.run(&["catalog", "diff", "nothing.yaml"]);
    assert_eq!(wrong.code, 2, "{wrong:?}");
    assert!(wrong.err.contains("neither a file nor a revision"), "{wrong:?}");
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(project.path("")).args(["-c", "user.name=a", "-c", "user.email=a@example.com"]);
        command.args(args).output().is_ok_and(|output| output.status.success())
    };
    project.write("assets/catalog.yaml", CATALOG);
    if !git(&["init", "-q"]) {
        return;
    }
    assert!(git(&["add", "assets"]) && git(&["commit", "-q", "--no-gpg-sign", "-m", "x"]));
    project.write("assets/catalog.yaml", CATALOG.replace("900", "990"));
    for revision in [&["HEAD"][..], &["HEAD:assets/catalog.yaml"], &["HEAD", "assets/catalog.yaml"]] {
        let run = project.run(&[&["catalog", "diff"], revision].concat());
        assert_eq!(run.out, files.out, "{revision:?}: {run:?}");
    }
    assert_eq!(project.run(&["catalog", "diff", "HEAD~7"]).code, 2);
}

#[test]
fn an_offer_becomes_a_catalog_and_nothing_is_overwritten() {
    let project = Project::new().with("offre.md", QUOTE);
    let shown = project.run(&["catalog", "import", "offre.md"]);
    assert_eq!(shown.code, 0, "{shown:?}");
    assert!(shown.out.contains("Audit") && shown.out.contains("900"), "{shown:?}");
    assert!(!project.has("assets/catalog.yaml"));
    project.write("assets/x", "");
    let written = project.run(&["catalog", "import", "offre.md", "-o", "assets/catalog.yaml"]);
    assert_eq!(written.code, 0, "{written:?}");
    assert_eq!(project.read("assets/catalog.yaml"), shown.out.as_bytes());
    project.write("assets/catalog.yaml", "mine");
    let again = project.run(&["catalog", "import", "offre.md", "-o", "assets/catalog.yaml"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert_eq!(project.read("assets/catalog.yaml"), b"mine");
    let forced = project.run(&["catalog", "import", "offre.md", "-o", "assets/catalog.yaml", "--force"]);
    assert_eq!(forced.code, 0, "{forced:?}");
    assert_eq!(project.read("assets/catalog.yaml"), shown.out.as_bytes());
    assert_eq!(project.run(&["catalog", "check"]).code, 0);
}
