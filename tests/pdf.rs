//! What a PDF is beside its pages: an archive that lasts, and a document that
//! can be read by ear. Asserted from the bytes that are written.

use std::process::Command;

use crate::support::pdf::Facts;
use crate::support::schema::faults;
use crate::support::{Project, run};

/// A note with all that is difficult in a PDF for everyone: formulas, diagrams,
/// images with and without a description, footnotes, links, levels that are
/// skipped, a list of tasks, a table with a total.
const RICH: &str = "---\ntitle: Étude de dimensionnement\nclient: Exemple & Fils\nauthor: Awa Exemple\ndate: 2026-03-02\nvalid_until: 2026-04-01\nkeywords: [réseau, audit]\ndescription: Une étude\nlang: fr\n---\n\n# Étude de dimensionnement\n\n## 1. Contexte\n\nLe débit est $q = \\frac{a}{b}$, voir [le site](https://exemple.fr/a) et [[#Suite]].[^1]\n\n$$\\int_0^1 x^2\\,dx$$\n\n![[plan.svg|Plan du réseau]]\n\n![[plan.svg]]\n\n```mermaid\ngraph LR\n  A[Demande] --> B[Réponse]\n```\n\n#### Détail\n\n- [x] fait\n- [ ] à faire\n\n> [!tip] À savoir\n> Un conseil.\n\n## Suite\n\n| Poste | Montant |\n|---|---:|\n| Audit | 600 € |\n| **Total HT** | **600 €** |\n\n[^1]: Une note.\n";

const PLAN: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='40'><rect width='90' height='40' fill='#0a7'/></svg>";

fn rich() -> Project {
    Project::new().with("proposals/a.md", RICH).with("images/plan.svg", PLAN)
}

fn facts(project: &Project, args: &[&str]) -> Facts {
    let run = project.run(&[&["render", "-o", "made.pdf"], args].concat());
    assert_eq!(run.code, 0, "{run:?}");
    Facts::of(&project.read("made.pdf"))
}

/// Holds for every PDF that nothing keeps from the standards.
fn is_an_archive_for_everyone(facts: &Facts, title: &str, what: &str) {
    assert!(facts.marked && facts.shows_title, "{what}");
    assert_eq!(facts.title.as_deref(), Some(title), "{what}");
    assert_eq!(facts.language.as_deref(), Some("fr"), "{what}");
    for fact in [
        "<pdfaid:part>3</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "<pdfuaid:part>1</pdfuaid:part>",
    ] {
        assert!(facts.xmp.contains(fact), "{what}: {fact}");
    }
    assert_eq!(facts.tags.first().map(|tag| tag.kind.as_str()), Some("Document"), "{what}");
    for kind in ["Figure", "Formula"] {
        let silent =
            facts.alts(kind).iter().filter(|alt| alt.is_none_or(|alt| alt.trim().is_empty())).count();
        assert_eq!(silent, 0, "{what}: a {kind} without a description");
    }
    let mut before = 0;
    for level in facts.heading_levels() {
        assert!(level <= before + 1, "{what}: H{level} after H{before}");
        before = level;
    }
    let mut depth = 0;
    for (own, bookmark) in &facts.bookmarks {
        assert!(*own <= depth + 1 && !bookmark.trim().is_empty(), "{what}: {bookmark}");
        depth = *own;
    }
    assert_eq!(facts.silent_links, 0, "{what}: links without a description");
    let names: Vec<&String> = facts.fonts.iter().map(|(name, _)| name).collect();
    let mut once = names.clone();
    once.dedup();
    assert_eq!(names, once, "{what}: a font that is there twice");
    assert!(facts.fonts.iter().all(|(_, embedded)| *embedded), "{what}: {:?}", facts.fonts);
    let mut images = facts.images.clone();
    images.sort();
    images.dedup();
    assert_eq!(images.len(), facts.images.len(), "{what}: an image that is there twice");
}

/// `qpdf --check`, where it is installed.
fn is_sound(project: &Project, what: &str) {
    if let Ok(output) = Command::new("qpdf").arg("--check").arg(project.path("made.pdf")).output() {
        assert!(output.status.success(), "{what}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn our_own_proposals_are_archives_for_everyone_in_each_template() {
    for (note, title, first) in [
        ("yas.md", "Offre annuelle de maintenance de Cluster Kubernetes", "1.\u{a0}Contexte"),
        ("offre-infogerance-kubernetes.md", "Offre d’Infogérance Kubernetes", "1."),
    ] {
        let project = Project::new().with_assets().with_own(&format!("proposals/{note}"));
        for template in ["proposal", "quote", "brochure"] {
            let what = format!("{note} as {template}");
            let facts = facts(&project, &[note, "--template", template]);
            is_an_archive_for_everyone(&facts, title, &what);
            is_sound(&project, &what);
            assert!(facts.bookmarks[0].1.starts_with(first), "{what}: {:?}", facts.bookmarks);
            assert!(facts.bookmarks.len() > 8, "{what}");
            let bytes = project.read("made.pdf");
            assert!(bytes.len() < 400_000, "{what}: {} bytes", bytes.len());
            assert!(note != "yas.md" || bytes.len() < 150_000, "{what}: {} bytes", bytes.len());
        }
    }
}

#[test]
fn formulas_diagrams_and_images_can_be_read_by_ear() {
    let project = rich();
    for template in ["proposal", "quote", "brochure"] {
        let facts = facts(&project, &["a.md", "--template", template]);
        is_an_archive_for_everyone(&facts, "Étude de dimensionnement", template);
        is_sound(&project, template);
        let formulas: Vec<_> = facts.alts("Formula").into_iter().flatten().collect();
        assert_eq!(formulas, ["q = \\frac{a}{b}", "\\int_0^1 x^2\\,dx"], "{template}");
        let figures: Vec<_> = facts.alts("Figure").into_iter().flatten().collect();
        assert!(figures.contains(&"Plan du réseau"), "{template}: {figures:?}");
        assert!(figures.iter().any(|alt| alt.contains("Demande")), "{template}: {figures:?}");
        assert!(facts.links.iter().any(|link| link == "https://exemple.fr/a"), "{template}");
        assert!(facts.inner_links >= 2, "{template}: a heading and a footnote");
        let titles: Vec<_> = facts.bookmarks.iter().map(|(depth, title)| (*depth, title.as_str())).collect();
        let mut expected = vec![(1, "1.\u{a0}Contexte"), (2, "Détail"), (1, "Suite")];
        if template == "proposal" {
            // An offer to a client ends with the place to accept it.
            expected.push((1, "Bon pour accord"));
        }
        assert_eq!(titles, expected, "{template}");
        for kind in ["Table", "TH", "TD", "L", "LI", "Note"] {
            assert!(facts.tags.iter().any(|tag| tag.kind == kind), "{template}: no {kind}");
        }
    }
}

#[test]
fn metadata_say_what_the_note_says_and_nothing_of_the_machine() {
    let project = rich();
    let facts = facts(&project, &["a.md"]);
    for fact in ["Étude de dimensionnement", "Awa Exemple", "réseau", "Une étude", "2026-03-02", "propose "]
    {
        assert!(facts.xmp.contains(fact), "{fact}: {}", facts.xmp);
    }
    let bytes = crate::support::pdf::unpacked(&project.read("made.pdf"));
    let own = project.path("").display().to_string();
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    for secret in [own.as_str(), "proposals/a", "/home/", "/root", "images/plan", user.as_str()] {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found || secret == "root", "{secret}");
        assert!(!facts.xmp.contains(secret), "{secret}");
    }
}

#[test]
fn priced_lines_are_carried_where_the_note_asks_for_them() {
    let project = rich();
    assert!(facts(&project, &["a.md"]).attachments.is_empty());
    for asked in ["attach: prices", "joindre: prix"] {
        project.write("proposals/a.md", RICH.replace("lang: fr", &format!("lang: fr\n{asked}")));
        let run = project.run(&["render", "-o", "made.pdf", "a.md"]);
        assert!(!run.err.contains("source-attached"), "{run:?}");
        let facts = facts(&project, &["a.md"]);
        is_an_archive_for_everyone(&facts, "Étude de dimensionnement", asked);
        is_sound(&project, asked);
        let [prices] = facts.attachments.as_slice() else { panic!("{:?}", facts.attachments) };
        let about = (prices.name.as_str(), prices.mime.as_str(), prices.relationship.as_str());
        assert_eq!(about, ("prices.json", "application/json", "Data"));
        assert_eq!(prices.description, "Les lignes de prix");
        let json: serde_json::Value = serde_json::from_slice(&prices.bytes).unwrap();
        let schema = include_str!("../assets/schemas/prices.schema.json");
        let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
        assert_eq!(faults(&schema, &json), Vec::<String>::new());
        let rows = &json["tables"][0]["rows"];
        assert_eq!(rows[0]["label"], "Audit");
        assert_eq!(rows[0]["prices"][0]["amount"], "600");
        assert_eq!((&rows[1]["kind"], &rows[1]["prices"][0]["basis"]), (&"total".into(), &"net".into()));
        assert!(json["tables"].as_array().unwrap().len() == 1 && json["client"] == "Exemple & Fils");
    }
}

#[test]
fn what_prices_say_fits_the_schema_for_every_note_of_the_corpus() {
    let schema = include_str!("../assets/schemas/prices.schema.json");
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing");
    let notes = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut tables = 0;
    for note in notes.filter(|path| path.extension().is_some_and(|ending| ending == "md")).step_by(6) {
        let text = std::fs::read_to_string(&note).unwrap();
        let text = match text.strip_prefix("---\n") {
            Some(rest) => format!("---\nattach: prices\n{rest}"),
            None => format!("---\nattach: prices\n---\n\n{text}"),
        };
        let project = Project::new().with("a.md", text);
        let run = project.run(&["render", "--draft", "a.md"]);
        assert_eq!(run.code, 0, "{}: {run:?}", note.display());
        let facts = Facts::of(&project.read("a.draft.pdf"));
        let json: serde_json::Value = serde_json::from_slice(&facts.attachments[0].bytes).unwrap();
        assert_eq!(faults(&schema, &json), Vec::<String>::new(), "{}", note.display());
        tables += json["tables"].as_array().unwrap().len();
    }
    assert!(tables > 10, "{tables}");
}

#[test]
fn the_note_itself_is_carried_only_by_name_and_with_a_warning() {
    let text = RICH
        .replace("lang: fr", "lang: fr\nattach: source")
        .replace("Un conseil.", "Un conseil. %%marge 40%%");
    let project = rich().with("proposals/a.md", &text);
    let run = project.run(&["render", "--report", "concise", "-o", "made.pdf", "a.md"]);
    let said = run.out + &run.err;
    assert!(said.contains("proposals/a.md:10:9: warning[source-attached]"), "{said}");
    let [source] = &*Facts::of(&project.read("made.pdf")).attachments else { panic!("no attachment") };
    assert_eq!((source.relationship.as_str(), source.mime.as_str()), ("Source", "text/markdown"));
    assert_eq!(source.bytes, text.as_bytes());
    project.write("proposals/a.md", RICH.replace("lang: fr", "attach: brouillon"));
    assert!(project.run(&["check", "a.md"]).out.contains("frontmatter-invalid"));
}

#[test]
fn what_keeps_a_document_from_the_standards_is_named_at_its_place() {
    let project = rich();
    let cases = [
        ("title: T\n", "Texte.\n", "1:1: info[pdf-standard-missed]", "pas de date"),
        ("date: 2026-03-02\n", "Texte.\n", "1:1: info[pdf-standard-missed]", "pas de titre"),
    ];
    for (head, body, place, reason) in cases {
        project.write("b.md", format!("---\n{head}---\n\n{body}"));
        let run = project.run(&["render", "--draft", "--report", "concise", "b.md"]);
        let said = run.out + &run.err;
        let line = said.lines().find(|line| line.contains("pdf-standard-missed")).unwrap_or_default();
        assert!(line.contains(place) && line.contains(reason), "{head}: {said}");
        let facts = Facts::of(&project.read("b.draft.pdf"));
        assert!(facts.marked && !facts.xmp.contains("pdfaid"), "{head}");
        // Who insists on a standard gets it or nothing.
        std::fs::remove_file(project.path("b.draft.pdf")).unwrap();
        for standard in ["ua-1", "a-3a"] {
            let run = project.run(&["render", "--draft", "--standard", standard, "b.md"]);
            let both = run.code == 1 && !project.has("b.draft.pdf") && run.err.contains("export-failed");
            // A date is asked of archives, a title of documents that are read by ear.
            let spared = (standard, reason) == ("ua-1", "pas de date")
                || (standard, reason) == ("a-3a", "pas de titre");
            assert!(both || spared && run.code == 0, "{standard} {head}: {run:?}");
            let _ = std::fs::remove_file(project.path("b.draft.pdf"));
        }
    }
}

#[test]
fn one_source_gives_the_same_bytes_wherever_whoever_and_whenever() {
    let text = RICH.replace("lang: fr", "lang: fr\nattach: prices");
    let with = |text: &str| {
        rich().with("proposals/a.md", text).with("assets/brand.yaml", "company: {name: Exemple}\n")
    };
    let (one, other) = (with(&text), with(&text));
    let first = run(one.command("").args(["render", "a.md"]));
    assert_eq!(first.code, 0, "{first:?}");
    let second = run(other
        .command("proposals")
        .args(["render", "../proposals/a.md"])
        .env("TZ", "Pacific/Apia")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "de_DE.UTF-8")
        .env("USER", "somebody")
        .env("HOME", other.path("assets"))
        .env("RAYON_NUM_THREADS", "7"));
    assert_eq!(second.code, 0, "{second:?}");
    assert!(one.read("proposals/a.pdf") == other.read("proposals/a.pdf"), "the bytes differ");
    // The document's own date comes before that of the build.
    run(one.command("").args(["render", "a.md"]).env("SOURCE_DATE_EPOCH", "1700000000"));
    assert!(one.read("proposals/a.pdf") == other.read("proposals/a.pdf"), "the date is the document's");
    one.write(
        "proposals/a.md",
        text.replace("date: 2026-03-02\n", "").replace("valid_until: 2026-04-01\n", ""),
    );
    run(one.command("").args(["render", "a.md"]).env("SOURCE_DATE_EPOCH", "1700000000"));
    let facts = Facts::of(&one.read("proposals/a.pdf"));
    assert!(facts.xmp.contains("2023-11-14T22:13:20") && facts.xmp.contains("pdfaid"), "{}", facts.xmp);
}
