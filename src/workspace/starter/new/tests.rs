use super::*;

const CATALOG: &str = "schema: 1\ncurrency: EUR\nbasis: net\nvat_rates: {FR: 20}\nunits: {forfait: one-off, jour: day}\nitems:\n  - {ref: AUD, name: {fr: Audit flash, en: Flash audit}, unit: forfait, prices: [{amount: 690, from: 2025-01-01}]}\n  - {ref: JOUR, name: {fr: Journée, en: Day}, unit: jour, prices: [{amount: 640.50, from: 2025-01-01}]}\n";

struct Place {
    _folder: tempfile::TempDir,
    workspace: Workspace,
}

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let always = [("propose.yaml", "number: DEV-{year}-{n:4}\n"), ("assets/catalog.yaml", CATALOG)];
        for (name, text) in files.iter().chain(&always) {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            create(&path, text.as_bytes()).unwrap();
        }
        let workspace = Workspace::open(folder.path()).unwrap();
        Self { _folder: folder, workspace }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.workspace.project.root.join(name)
    }

    fn make(&self, request: &Request<'_>) -> Result<(NewNote, String), Failure> {
        let note = new(&self.workspace, request)?;
        let text = std::fs::read_to_string(&note.path).unwrap();
        Ok((note, text))
    }
}

fn request(name: &str) -> Request<'_> {
    Request { name, date: "2026-03-14".parse().unwrap(), ..Request::default() }
}

const BRAND: (&str, &str) =
    ("assets/brand.yaml", "company: {name: Exemple & Cie}\ncontact: {name: Ada L.}\n");

#[test]
fn every_built_in_starter_is_filled_without_a_rest() {
    let place = Place::new(&[BRAND]);
    let items = ["AUD".parse().unwrap(), "JOUR=3".parse().unwrap()];
    for (name, language, _) in BUILT_IN {
        let request = Request {
            starter: Some(name),
            client: Some("ACME: R&D | #1"),
            title: Some("Refonte « Alpha »"),
            items: &items,
            ..request(name)
        };
        let (note, text) = place.make(&request).unwrap();
        assert!(note.open.is_empty(), "{name}: {:?}", note.open);
        assert!(!text.contains("{{") && !text.contains("[À") && !text.contains("[To be"), "{name}:\n{text}");
        let total = language.pick("3\u{202f}133,80\u{a0}€", "€3,133.80");
        // 690 + 3 × 640.50 = 2 611.50; 20 % of it is 522.30.
        assert!(text.contains(&format!("**{total}**")), "{name}:\n{text}");
    }
}

#[test]
fn a_proposal_without_facts_marks_what_is_open() {
    let place = Place::new(&[]);
    let (note, text) = place.make(&request("Refonte du site — été")).unwrap();
    assert!(note.path.ends_with("proposals/refonte-du-site-ete.md"), "{}", note.path.display());
    assert_eq!(note.open, ["client", "company", "author", "items"]);
    assert_eq!(note.number, "DEV-2026-0001");
    insta::assert_snapshot!(text);
}

#[test]
fn numbers_go_on_from_note_to_note() {
    let place = Place::new(&[]);
    assert_eq!(place.make(&request("a")).unwrap().0.number, "DEV-2026-0001");
    assert_eq!(place.make(&request("clients/b")).unwrap().0.number, "DEV-2026-0002");
    assert_eq!(place.make(&request("c")).unwrap().0.number, "DEV-2026-0003");
}

#[test]
fn nothing_is_written_over_a_note() {
    let place = Place::new(&[("proposals/a.md", "mine")]);
    let failure = place.make(&request("A")).unwrap_err();
    assert!(failure.message.contains("exists already"), "{}", failure.message);
    assert_eq!(std::fs::read_to_string(place.path("proposals/a.md")).unwrap(), "mine");
}

#[test]
fn the_projects_own_starters_come_first_and_may_have_any_name() {
    let place = Place::new(&[
        ("templates/starters/proposition.md", "Mine, {{client}}\r\n"),
        ("templates/starters/audit.md", "---\nlang: en\n---\n{{date_words}}\n{{items}}\n"),
    ]);
    assert_eq!(place.make(&request("a")).unwrap().1, "Mine, [À compléter]\n");
    let items = ["AUD".parse().unwrap()];
    let (_, text) = place.make(&Request { starter: Some("audit"), items: &items, ..request("b") }).unwrap();
    assert!(text.contains("14 March 2026") && text.contains("Flash audit"), "{text}");
}

#[test]
fn unknown_starters_and_placeholders_write_nothing() {
    let place = Place::new(&[("templates/starters/bad.md", "ok\n{{clinet}}\n")]);
    let failure = place.make(&Request { starter: Some("devi"), ..request("a") }).unwrap_err();
    assert_eq!(failure.help.as_deref(), Some("did you mean `devis`?"));
    let failure = place.make(&Request { starter: Some("bad"), ..request("a") }).unwrap_err();
    assert_eq!(failure.message, "templates/starters/bad.md:2: unknown placeholder `{{clinet}}`");
    assert!(!place.path("proposals").exists());
    let failure = place.make(&Request { starter: Some("../../secret"), ..request("a") }).unwrap_err();
    assert!(failure.message.contains("no starter"), "{}", failure.message);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_outside_the_project_gets_no_notes() {
    let place = Place::new(&[]);
    let outside = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(outside.path(), place.path("proposals")).unwrap();
    assert!(place.make(&request("a")).unwrap_err().message.contains("outside the project"));
}
