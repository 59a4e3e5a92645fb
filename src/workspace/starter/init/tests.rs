use super::*;
use crate::catalog;
use crate::diagnostics::Diagnostic;
use crate::settings::brand;
use crate::source::{SourceFile, Sources};
use crate::yaml;

fn options(language: Language) -> Options<'static> {
    Options { language, ci: None, date: "2026-03-14".parse().unwrap(), catalog: None, templates: &[] }
}

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = std::fs::canonicalize(folder.path()).unwrap();
    (folder, root)
}

fn text(root: &Path, name: &str) -> String {
    std::fs::read_to_string(root.join(name)).unwrap()
}

fn put(root: &Path, name: &str, text: &str) {
    let path = root.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    create(&path, text.as_bytes()).unwrap();
}

fn names(made: &[Made], fate: Fate) -> Vec<&str> {
    made.iter().filter(|made| made.fate == fate).map(|made| made.name.as_str()).collect()
}

fn messages(findings: &[Diagnostic]) -> Vec<&str> {
    findings.iter().map(|finding| finding.message.as_str()).collect()
}

#[test]
fn an_empty_folder_becomes_a_project() {
    let (_folder, root) = place();
    let made = init(&root.join("new/offres"), &options(Language::French)).unwrap();
    assert_eq!(
        names(&made, Fate::Created),
        [
            "propose.yaml",
            "assets/catalog.yaml",
            "assets/brand.yaml",
            "assets/logo.svg",
            "assets/logo-light.svg",
            "assets/schemas/brand.schema.json",
            "assets/schemas/catalog.schema.json",
            "assets/schemas/propose.schema.json",
            "proposals/exemple.md",
            ".gitignore",
            ".pre-commit-config.yaml",
        ]
    );
    insta::assert_snapshot!(text(&root, "new/offres/proposals/exemple.md"));
}

#[test]
fn a_second_run_changes_nothing() {
    let (_folder, root) = place();
    let options = Options { ci: Some(Ci::GitHub), ..options(Language::English) };
    let first = init(&root, &options).unwrap();
    let before: Vec<_> = first.iter().map(|made| text(&root, &made.name)).collect();
    let second = init(&root, &options).unwrap();
    assert!(second.iter().all(|made| made.fate == Fate::Kept), "{second:?}");
    let after: Vec<_> = first.iter().map(|made| text(&root, &made.name)).collect();
    assert_eq!(before, after);
}

#[test]
fn what_is_written_is_read_without_findings() {
    for language in [Language::French, Language::English] {
        let (_folder, root) = place();
        init(&root, &options(language)).unwrap();
        let mut sources = Sources::new();
        let mut add = |name: &str| sources.add(SourceFile::new(name, text(&root, name)));
        let (settings, list, look) =
            (add("propose.yaml"), add("assets/catalog.yaml"), add("assets/brand.yaml"));
        let (policy, findings) = Policy::read(&sources, settings);
        assert!(findings.is_empty(), "{:?}", messages(&findings));
        assert_eq!(policy.language.map(|field| field.value), Some(language));
        let loaded = catalog::read(&sources, &[list], language);
        assert!(loaded.findings.is_empty(), "{:?}", messages(&loaded.findings));
        assert_eq!(loaded.catalog.items.len(), 5);
        let (brand, findings) = brand::parse(look, &sources.get(look).text, language);
        assert!(findings.is_empty(), "{:?}", messages(&findings));
        for logo in [brand.logos.main, brand.logos.light] {
            assert!(root.join("assets").join(logo.unwrap().value).is_file());
        }
    }
}

#[test]
fn the_first_proposal_has_no_open_place() {
    for (language, name) in [(Language::French, "exemple"), (Language::English, "example")] {
        let (_folder, root) = place();
        init(&root, &options(language)).unwrap();
        let note = text(&root, &format!("proposals/{name}.md"));
        for rest in ["{{", "[À", "[To be", "XXX"] {
            assert!(!note.contains(rest), "{rest}:\n{note}");
        }
        let total = language.pick("**2\u{202f}220\u{a0}€**", "**£2,220**");
        assert!(note.contains(total), "{note}");
    }
}

#[test]
fn what_is_written_and_what_is_made_from_it_is_clean() {
    for (language, day, follow_up, starters) in [
        (Language::French, "JOUR=2,5", ["SUIVI", "SUIVI=12"], ["proposition", "devis"]),
        (Language::English, "DAY=2.5", ["FOLLOW-UP", "FOLLOW-UP=12"], ["proposal", "quote"]),
    ] {
        let (_folder, root) = place();
        init(&root, &options(language)).unwrap();
        let workspace = Workspace::open(&root).unwrap();
        for (starter, follow_up) in starters.into_iter().zip(follow_up) {
            let items = ["AUDIT", day, follow_up].map(|item| item.parse().unwrap());
            let request = Request {
                name: starter,
                starter: Some(starter),
                client: Some("R&D | #1"),
                date: "2026-05-01".parse().unwrap(),
                items: &items,
                ..Request::default()
            };
            assert!(new(&workspace, &request).unwrap().open.is_empty());
        }
        let notes = crate::workspace::notes(&[root.join("proposals")]).unwrap();
        assert_eq!(notes.len(), 3);
        let (report, _) = crate::workspace::check_all(&notes, crate::workspace::Extent::Notes).unwrap();
        let found: Vec<_> = report
            .findings
            .iter()
            .map(|finding| format!("{}: {}", finding.rule.name, finding.message))
            .collect();
        assert!(found.is_empty(), "{found:#?}");
    }
}

#[test]
fn what_lies_there_is_kept() {
    let (_folder, root) = place();
    put(&root, ".obsidian/app.json", "{}");
    put(&root, "proposals/clients/mine.md", "mine");
    put(&root, "assets/brand.yaml", "company: {name: Mine}\n");
    put(&root, ".gitignore", "node_modules");
    put(&root, ".pre-commit-config.yaml", "repos: []\n");
    let made = init(&root, &options(Language::French)).unwrap();
    let created = names(&made, Fate::Created).into_iter().filter(|name| !name.starts_with("assets/schemas/"));
    assert_eq!(created.collect::<Vec<_>>(), ["propose.yaml", "assets/catalog.yaml"]);
    assert_eq!(names(&made, Fate::Kept), ["assets/brand.yaml", ".pre-commit-config.yaml"]);
    assert_eq!(names(&made, Fate::Extended), [".gitignore"]);
    assert_eq!(text(&root, "assets/brand.yaml"), "company: {name: Mine}\n");
    assert!(text(&root, ".gitignore").starts_with("node_modules\n\n"));
}

#[test]
fn the_first_proposal_sells_what_the_catalog_holds() {
    let (_folder, root) = place();
    let catalog = "schema: 1\ncurrency: XOF\nbasis: net\nvat_rates: {SN: 18}\nunits: {forfait: one-off}\nitems:\n  - {ref: WEB, name: Site vitrine, unit: forfait, prices: [{amount: 600000}]}\n";
    put(&root, "propose.yaml", "country: SN\nnumber: P{n:3}\n");
    let options = Options { catalog: Some(catalog), ..options(Language::French) };
    init(&root, &options).unwrap();
    assert_eq!(text(&root, "assets/catalog.yaml"), catalog);
    let note = text(&root, "proposals/exemple.md");
    assert!(note.contains("P001") && note.contains("708\u{202f}000\u{a0}FCFA"), "{note}");
}

#[test]
fn templates_are_written_where_they_are_asked_for() {
    let (_folder, root) = place();
    let templates = [("proposal/template.typ", "#let pages(document) = []\n"), ("kit/kit.typ", "")];
    init(&root, &Options { templates: &templates, ..options(Language::French) }).unwrap();
    assert_eq!(text(&root, "templates/proposal/template.typ"), templates[0].1);
}

#[test]
fn jobs_belong_to_the_root_of_the_repository() {
    let (_folder, root) = place();
    put(&root, ".git/config", "[remote \"origin\"]\n\turl = git@github.com:acme/site.git\n");
    let made = init(&root.join("docs/offres (2026)"), &options(Language::French)).unwrap();
    let workflow = text(&root, ".github/workflows/proposals.yml");
    assert!(workflow.contains("folder: \"docs/offres (2026)\""), "{workflow}");
    assert!(workflow.contains(&format!("@v{}", env!("CARGO_PKG_VERSION"))), "{workflow}");
    let hook = text(&root, ".pre-commit-config.yaml");
    assert!(hook.contains(r#"files: "^docs/offres \\(2026\\)/(proposals/|"#), "{hook}");
    assert!(hook.contains("propose check 'docs/offres (2026)/proposals'"), "{hook}");
    assert!(
        made.iter().any(|made| made.name.ends_with("proposals.yml") && Path::new(&made.name).is_absolute())
    );
}

#[test]
fn every_ci_file_is_yaml_without_a_rest() {
    for language in [Language::French, Language::English] {
        for (ci, name) in [(Ci::GitHub, ".github/workflows/proposals.yml"), (Ci::GitLab, ".gitlab-ci.yml")] {
            let (_folder, root) = place();
            init(&root, &Options { ci: Some(ci), ..options(language) }).unwrap();
            for name in [name, ".pre-commit-config.yaml"] {
                let text = text(&root, name);
                let file = Sources::new().add(SourceFile::new(name, text.as_str()));
                let node = yaml::parse(file, &text, 0).unwrap_or_else(|error| panic!("{name}: {error:?}"));
                assert!(!node.entries().is_empty());
                assert!(!text.replace("${{", "").contains("{{"), "{name}:\n{text}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_elsewhere_is_not_followed() {
    let (_folder, root) = place();
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), root.join("assets")).unwrap();
    let failure = init(&root, &options(Language::French)).unwrap_err();
    assert!(failure.message.contains("leads elsewhere"), "{}", failure.message);
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}
