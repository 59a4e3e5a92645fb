//! `propose build`, as people and CI jobs call it.

mod changes;
mod disturbed;
mod generate;
mod shared_work;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Instant, SystemTime};

use crate::support::{Project, Run};

/// A note with nothing wrong in it.
pub(crate) fn note(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nclient: Exemple\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n\
         # {title}\n\n## Contexte\n\n{body}\n"
    )
}

/// The files below a folder and when they were written.
pub(crate) fn written(folder: &Path) -> BTreeMap<String, SystemTime> {
    fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, SystemTime>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
            if entry.path().is_dir() {
                walk(&entry.path(), &format!("{name}/"), files);
            } else if !name.starts_with(".propose/") {
                files.insert(name, entry.metadata().unwrap().modified().unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(folder, "", &mut files);
    files
}

/// The PDFs of a project.
pub(crate) fn pdfs(project: &Project) -> Vec<String> {
    written(&project.path("out")).into_keys().collect()
}

/// The notes that a build rendered.
pub(crate) fn rendered(run: &Run) -> Vec<String> {
    let mut names: Vec<_> =
        run.err.lines().filter_map(|line| line.strip_prefix("rendered ")).map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn every_proposal_is_built_and_folders_are_kept() {
    let project = Project::new()
        .with("proposals/a.md", note("A", "![[Clause]]"))
        .with("proposals/2026/b.md", note("B", "Texte."))
        .with("proposals/_clauses/Clause.md", "Une clause.\n")
        .with("proposals/_brouillon.md", "# Non\n")
        .with("proposals/.cache/c.md", "# Non\n")
        .with("proposals/partagee.md", "---\npropose: false\n---\n\n# Non\n")
        .with("proposals/autre/propose.yaml", "")
        .with("proposals/autre/proposals/d.md", "# Un autre projet\n")
        .with("proposals/notes.txt", "");
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(pdfs(&project), ["2026/b.pdf", "a.pdf"]);
    assert!(project.read("out/a.pdf").starts_with(b"%PDF-"));
    assert!(run.out.is_empty(), "{run:?}");
    assert!(run.err.contains("2 propositions rendues, 0 inchangée, 0 refusée en "), "{run:?}");
}

#[test]
fn a_second_build_does_nothing_and_reports_the_same() {
    let project = Project::new()
        .with("proposals/a.md", note("A", "Voir [[Une autre note]] et [[b]]."))
        .with("proposals/b.md", note("B", "![[absente.png]]"))
        .with("proposals/c.md", note("C", "Texte."))
        .with("assets/catalog.yaml", "items: 3\n");
    let first = project.run(&["build", "--report", "json"]);
    let times = written(&project.path("out"));
    let second = project.run(&["build", "--report", "json"]);
    assert_eq!(first.out, second.out, "the report is the same");
    assert!(first.out.contains("image-missing") && first.out.contains("link-unresolved"), "{first:?}");
    assert_eq!((first.code, second.code), (1, 1));
    assert!(rendered(&second).is_empty(), "{second:?}");
    assert_eq!(written(&project.path("out")), times, "nothing was written");
    let human = project.run(&["build"]);
    assert!(human.err.contains("proposals/b.md:13:1") && human.err.contains("![[absente.png]]"), "{human:?}");
}

#[test]
fn a_broken_proposal_stops_no_other_and_keeps_its_pages_of_before() {
    let project =
        Project::new().with("proposals/a.md", note("A", "Un.")).with("proposals/b.md", note("B", "Deux."));
    assert_eq!(project.run(&["build"]).code, 0);
    let before = project.read("out/a.pdf");
    project.write("proposals/a.md", note("A", "![[absente.png]]"));
    project.write("proposals/b.md", note("B", "Trois."));
    let run = project.run(&["build"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(rendered(&run), ["b.pdf"]);
    assert!(run.err.contains("stopped  proposals/a.md"), "{run:?}");
    assert_eq!(project.read("out/a.pdf"), before);
    project.write("proposals/a.md", note("A", "Un."));
    let run = project.run(&["build"]);
    assert_eq!((run.code, project.read("out/a.pdf") == before), (0, true), "{run:?}");
}

#[test]
fn a_note_that_cannot_be_built_at_all_stops_no_other() {
    let project = Project::new()
        .with("proposals/a.md", "---\noutput: ../../a.pdf\n---\n\n# A\n\nTexte.\n")
        .with("proposals/b.md", note("B", "Texte."));
    std::fs::create_dir_all(project.path("out/c.pdf")).unwrap();
    project.write("proposals/c.md", note("C", "Son PDF est un dossier."));
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(rendered(&run), ["b.pdf"]);
    assert!(run.err.contains("proposals/a.md: `output: ../../a.pdf` leads out"), "{run:?}");
    assert!(run.err.contains("c.pdf: this is a folder"), "{run:?}");
    assert!(!project.has("a.pdf"));
}

#[test]
fn two_notes_that_write_one_file_are_both_stopped() {
    let project = Project::new()
        .with("proposals/a.md", "---\noutput: B.pdf\n---\n\n# A\n\nTexte.\n")
        .with("proposals/b.md", note("B", "Texte."))
        .with("proposals/c.md", note("C", "Texte."));
    let run = project.run(&["build", "--report", "concise"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(run.out.matches("output-clash").count(), 2, "{run:?}");
    assert_eq!(pdfs(&project), ["c.pdf"]);
}

#[test]
fn drafts_are_other_files_than_client_copies() {
    let project = Project::new().with("proposals/a.md", note("A", "![[absente.png]]"));
    let run = project.run(&["build", "--draft"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(pdfs(&project), ["a.draft.pdf"]);
    project.write("proposals/a.md", note("A", "Texte."));
    assert_eq!(rendered(&project.run(&["build"])), ["a.pdf"]);
    assert!(project.has("out/a.draft.pdf"));
    assert_eq!(rendered(&project.run(&["build", "--draft"])), ["a.draft.pdf"]);
    assert!(rendered(&project.run(&["build"])).is_empty());
    assert!(rendered(&project.run(&["build", "--draft"])).is_empty());
}

#[test]
fn the_pages_are_those_of_render() {
    let project = Project::new().with_assets().with("proposals/a.md", note("A", "Texte."));
    assert_eq!(project.run(&["build"]).code, 0);
    assert_eq!(project.run(&["render", "a.md"]).code, 0);
    assert!(project.read("out/a.pdf") == project.read("proposals/a.pdf"), "the bytes differ");
}

#[test]
fn paths_name_what_is_built() {
    let project = Project::new()
        .with("proposals/a.md", note("A", "Texte."))
        .with("proposals/x/b.md", note("B", "Texte."))
        .with("proposals/x/y/c.md", note("C", "Texte."))
        .with("proposals/_d.md", note("D", "Texte."))
        .with("e.md", note("E", "Texte."));
    assert_eq!(rendered(&project.run(&["build", "proposals/x/y"])), ["x/y/c.pdf"]);
    assert_eq!(rendered(&project.run(&["build", "a", "proposals/x/b.md"])), ["a.pdf", "x/b.pdf"]);
    assert!(rendered(&project.run_in("proposals", &["build", "x"])).is_empty(), "all of it is built");
    for other in ["proposals/_d.md", "e.md", "nothing.md"] {
        let run = project.run(&["build", other]);
        assert_eq!(run.code, 2, "{other}: {run:?}");
    }
}

#[test]
fn the_project_names_its_folders() {
    let project = Project::lone()
        .with("propose.yaml", "proposals: offres/clients\noutput: livraison/pdf\n")
        .with("offres/clients/x/a.md", note("A", "Texte."));
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(project.has("livraison/pdf/x/a.pdf"));
    for wrong in ["../ailleurs", "/tmp/ailleurs", "."] {
        project.write("propose.yaml", format!("proposals: offres/clients\noutput: {wrong}\n"));
        let run = project.run(&["build"]);
        assert_eq!(run.code, 2, "{wrong}: {run:?}");
    }
}

#[test]
fn without_proposals_it_says_where_they_are_looked_for() {
    let run = Project::new().run(&["build"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("proposals: no such folder"), "{run:?}");
}

#[cfg(unix)]
#[test]
fn no_link_leads_the_pages_out_of_the_project() {
    let elsewhere = Project::lone();
    let project = Project::new().with("proposals/x/a.md", note("A", "Texte."));
    std::fs::create_dir(project.path("out")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(""), project.path("out/x")).unwrap();
    let run = project.run(&["build"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(!elsewhere.has("a.pdf"));
    // A link is replaced by the pages, be they the same.
    std::fs::remove_file(project.path("out/x")).unwrap();
    assert_eq!(project.run(&["build"]).code, 0);
    std::fs::rename(project.path("out/x/a.pdf"), elsewhere.path("a.pdf")).unwrap();
    std::os::unix::fs::symlink(elsewhere.path("a.pdf"), project.path("out/x/a.pdf")).unwrap();
    assert_eq!(project.run(&["build"]).code, 0);
    assert!(!project.path("out/x/a.pdf").is_symlink());
}

#[test]
fn quiet_means_quiet() {
    let project = Project::new().with("proposals/a.md", note("A", "Texte."));
    let run = project.run(&["build", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
}

#[test]
fn pdfs_of_notes_that_are_gone_are_removed_when_asked_and_no_others() {
    let project = Project::new()
        .with("proposals/x/a.md", note("A", "Texte."))
        .with("proposals/b.md", note("B", "Texte."))
        .with("proposals/c.md", note("C", "Texte."))
        .with("proposals/d.md", note("D", "Texte."))
        .with("out/mine.pdf", "not made here");
    assert_eq!(project.run(&["build"]).code, 0);
    std::fs::remove_file(project.path("proposals/x/a.md")).unwrap();
    std::fs::rename(project.path("proposals/b.md"), project.path("proposals/_b.md")).unwrap();
    std::fs::remove_file(project.path("proposals/c.md")).unwrap();
    project.write("out/c.pdf", "changed by hand");
    project.write("proposals/d.md", note("D", "Texte.").replacen("---\n", "---\noutput: e.pdf\n", 1));
    let run = project.run(&["build"]);
    assert!(
        run.err.contains("3 PDF sans note, à supprimer avec `--prune` : b.pdf, d.pdf, x/a.pdf"),
        "{run:?}"
    );
    assert!(project.has("out/x/a.pdf"));
    let run = project.run(&["build", "--prune"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(pdfs(&project), ["c.pdf", "e.pdf", "mine.pdf"]);
    assert!(!project.has("out/x"), "an empty folder is left");
    assert_eq!(project.read("out/c.pdf"), b"changed by hand");
}

/// Prints how long builds of a large project take:
/// `cargo test --test main -- --ignored --nocapture thousand`
#[test]
#[ignore = "a measurement, not a test"]
#[expect(clippy::print_stderr, reason = "what was measured is printed")]
fn a_thousand_proposals() {
    let count = std::env::var("PROPOSE_COUNT").ok().and_then(|text| text.parse().ok()).unwrap_or(1000);
    let project = generate::project(count);
    let build = |what: &str| {
        let start = Instant::now();
        let run = project.run(&["build"]);
        assert_eq!(run.code, 0, "{run:?}");
        let last = run.err.lines().last().unwrap_or_default();
        eprintln!("{what:20} {:8.2?}  {last}", start.elapsed());
    };
    build("first build");
    build("nothing changed");
    project.write("proposals/_clauses/Clause 3.md", generate::clause(3, "quarante-cinq"));
    build("one clause changed");
    project.write(&generate::path(5), generate::proposal(5) + "\nUn mot de plus.\n");
    build("one note changed");
    build("nothing changed");
    let size = std::fs::metadata(project.path("out/.propose/build.json")).unwrap().len();
    eprintln!("record: {size} bytes");
}
