//! What a PDF is beside its pages: an archive that lasts, and a document that
//! can be read by ear. Asserted from the bytes that are written.

use std::process::Command;

use crate::support::Project;
use crate::support::pdf::Facts;

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
        let silent = facts.alts(kind).iter().filter(|alt| alt.is_none_or(|alt| alt.trim().is_empty())).count();
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
        assert_eq!(titles, [(1, "1.\u{a0}Contexte"), (2, "Détail"), (1, "Suite")], "{template}");
        for kind in ["Table", "TH", "TD", "L", "LI", "Note"] {
            assert!(facts.tags.iter().any(|tag| tag.kind == kind), "{template}: no {kind}");
        }
    }
}

#[test]
fn metadata_say_what_the_note_says_and_nothing_of_the_machine() {
    let project = rich();
    let facts = facts(&project, &["a.md"]);
    for fact in ["Étude de dimensionnement", "Awa Exemple", "réseau", "Une étude", "2026-03-02", "propose "] {
        assert!(facts.xmp.contains(fact), "{fact}: {}", facts.xmp);
    }
    let bytes = project.read("made.pdf");
    let own = project.path("").display().to_string();
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    for secret in [own.as_str(), "proposals/a", "/home/", "/root", "images/plan", user.as_str()] {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found || secret == "root", "{secret}");
        assert!(!facts.xmp.contains(secret), "{secret}");
    }
}
