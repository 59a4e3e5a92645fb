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
        run.err.contains("a.md: texte réparé") && run.err.contains("a.md:3:7: month-capitalised"),
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

/// A quote of somebody who charges no VAT, with a line after it.
fn micro(rows: &str, after: &str) -> Project {
    let brand = "company: {name: Claire Durand EI}\nlegal:\n  profile: fr-ei-franchise\n  siren: \"732829320\"\n  address: 3 rue des Lilas\n";
    let note = format!(
        "---\ntitre: Devis site vitrine\nnuméro: 2026-014\ndate: 2026-03-02\nvalidité: 2026-04-01\nclient: Boulangerie Fictive\n---\n\n# Devis\n\n| Prestation | Prix |\n| --- | --- |\n| Maquette | 400 € |\n{rows}\n{after}\n\nPaiement à 30 jours. Pénalités de retard : trois fois le taux légal. Indemnité de recouvrement de 40 €.\n\nBon pour accord :\n"
    );
    Project::new().with("propose.yaml", "").with("assets/brand.yaml", brand).with("proposals/devis.md", note)
}

#[test]
fn whoever_charges_no_vat_says_so_in_the_quote_and_shows_none() {
    let total = "| **Total** | 400 € |\n";
    assert_eq!(check(&micro(total, "TVA non applicable, art. 293 B du CGI."), &[]), Vec::<String>::new());
    // The brand file cannot say it for the quote.
    let found = check(&micro(total, ""), &[]);
    assert!(found.contains(&"proposals/devis.md:1 legal-mention-missing".to_owned()), "{found:?}");
    let taxed = "| Total HT | 400 € |\n| TVA 20 % | 80 € |\n| Total TTC | 480 € |\n";
    let found = check(&micro(taxed, ""), &[]);
    assert!(found.contains(&"proposals/devis.md:15 vat-exempt-conflict".to_owned()), "{found:?}");
}

#[test]
fn a_quote_of_senegal_is_held_to_its_country() {
    let list = "schema: 1\ncurrency: XOF\nbasis: net\nvat_rates: {SN: 18}\nunits: {piece: one-off}\nitems:\n  - {ref: PRISE, name: Prise réseau, unit: piece, prices: [{amount: 25000}]}\n";
    let brand = "company: {name: Teranga Fictive}\nlegal:\n  profile: sn-company\n  legal_form: SARL\n  capital: 1 000 000 FCFA\n  rccm: SN-DKR-2020-B-0000\n  address: Dakar\n";
    let note = "---\ntitre: Devis câblage\ndate: 2026-02-10\nclient: Hôpital Fictif\npays: SN\ndevise: XOF\n---\n\n# Devis\n\n| Désignation | Qté | P.U. HT | Montant HT |\n| --- | --- | --- | --- |\n| Prise réseau | 40 | 25 000 | 1 000 000 |\n| **Total HT** | | | 1 000 000 |\n| TVA 20 % | | | 200 000 |\n| **Total TTC** | | | 1 200 000 |\n\nOffre valable 30 jours. Paiement à la commande.\n\nBon pour accord :\n";
    let project = Project::new()
        .with("assets/catalog.yaml", list)
        .with("assets/brand.yaml", brand)
        .with("proposals/devis.md", note);
    assert_eq!(
        check(&project, &[]),
        ["proposals/devis.md:15 vat-rate-unexpected", "assets/brand.yaml:3 issuer-id-missing"]
    );
    project.write("assets/brand.yaml", format!("{brand}  ninea: \"1234567\"\n"));
    project.write(
        "proposals/devis.md",
        note.replace("TVA 20 %", "TVA 18 %")
            .replace("200 000 |\n| **", "180 000 |\n| **")
            .replace("1 200 000", "1 180 000"),
    );
    assert_eq!(check(&project, &[]), Vec::<String>::new());
}

#[test]
fn dates_of_an_english_proposal_are_compared_and_french_law_is_not_asked() {
    let note = "---\ntitle: Website proposal\nlang: en\nnumber: P-12\ndate: 2026-05-11\nvalid until: 2026-06-10\nclient: Imaginary Foods\nversion: \"1.1\"\nupdated: 2026-05-20\n---\n\n# Website proposal\n\n| Version | Date | Comments |\n|---|---|---|\n| 1.0 | 4 May 2026 | First |\n| 1.1 | 11 May 2026 | Scope |\n\n## Fees\n\n| Item | Qty | Unit price | Amount |\n|---|---|---|---|\n| Design | 5 | £600.00 | £3,000.00 |\n| **Total excl. VAT** | | | **£3,000.00** |\n| VAT 20% | | | £600.00 |\n| **Total incl. VAT** | | | **£3,600.00** |\n\nPayment within 90 days.\n\nAccepted by (signature):\n";
    let project = Project::new()
        .with("propose.yaml", "")
        .with("assets/brand.yaml", "company: {name: Fictional Studio Ltd}\nlegal: {profile: none}\n")
        .with("proposals/site.md", note);
    assert_eq!(check(&project, &[]), ["proposals/site.md:9 date-inconsistent"]);
    project.write("proposals/site.md", note.replace("updated: 2026-05-20", "updated: 2026-05-11"));
    assert_eq!(check(&project, &[]), Vec::<String>::new());
}

#[test]
fn only_the_named_note_is_mended_and_the_other_is_named() {
    let project = Project::new()
        .with("propose.yaml", "")
        .with("a.md", "---\nlang: fr\n---\n\n# Offre\n\nLe 2 Juin.\n\n![[b]]\n")
        .with("b.md", "---\nlang: fr\n---\n\nLe 8 Mai.\n");
    let run = project.run(&["check", "--fix", "a.md"]);
    let changes: Vec<_> = run.err.lines().collect();
    assert_eq!(
        changes,
        [
            "b.md : pas touché ; `propose check --fix b.md` le corrige",
            "a.md:7:6: month-capitalised: « Juin » → « juin »"
        ]
    );
    assert!(String::from_utf8(project.read("b.md")).unwrap().contains("8 Mai"), "b.md was not named");
    assert_eq!(
        project.run(&["check", "--fix", "b.md"]).err,
        "b.md:5:6: month-capitalised: « Mai » → « mai »\n"
    );
}

#[test]
fn how_prices_were_read_is_told_on_demand() {
    let note = format!("{QUOTE}\n| Étape | Délai |\n| --- | --- |\n| Atelier | 2 jours |\n");
    let project = Project::new().with("a.md", note).with("assets/catalog.yaml", CATALOG);
    let told = "a.md:21: tableau sans prix : aucune colonne de prix\n1 tableau de prix : 1 prix\nreconnus : 1 par nom\n";
    let run = project.run(&["check", "-v", "a.md"]);
    assert!(run.out.contains(told), "{run:?}");
    let run = project.run(&["check", "a.md"]);
    assert!(
        !run.out.contains("aucune colonne") && run.out.contains("1 prix vérifié sur 1 ; 1 tableau sans prix"),
        "{run:?}"
    );
    let run = project.run(&["check", "--report", "json", "a.md"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let skipped = &report["summary"]["skipped"][0];
    assert_eq!(
        (skipped["line"].as_u64(), skipped["about_prices"].as_bool()),
        (Some(21), Some(false)),
        "{run:?}"
    );
    assert_eq!(report["summary"]["prices"]["by_name"], 1);
    let run = project.run(&["catalog", "check"]);
    assert_eq!(run.out, "1 article, prix en EUR HT, tarifs du 01/01/2026\naucun défaut trouvé\n");
}
