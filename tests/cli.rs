//! The program as people and CI jobs call it.

use crate::support::{Project, run};

/// A note with nothing wrong in it.
const CLEAN: &str = "---\ntitle: Audit flash\nclient: Exemple & Fils\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n# Audit flash\n\n## Contexte\n\nUn audit de deux jours.\n";
/// A note with an error: its image does not exist.
const WRONG: &str = "# Audit\n\n## Contexte\n\nVoici :\n\n![[absente.png]]\n";

#[test]
fn render_writes_the_pdf_beside_the_note() {
    let project = Project::new().with("proposals/a.md", CLEAN);
    let run = project.run(&["render", "proposals/a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(project.read("proposals/a.pdf").starts_with(b"%PDF-"));
    assert!(run.out.is_empty(), "standard output is for results: {run:?}");
}

#[test]
fn a_note_is_found_in_the_proposals_folder_from_anywhere_in_the_project() {
    let project = Project::new().with("proposals/a.md", CLEAN).with("assets/x.txt", "");
    for (folder, name) in [("", "a.md"), ("", "a"), ("proposals", "a.md"), ("assets", "a.md")] {
        let run = project.run_in(folder, &["render", name]);
        assert_eq!(run.code, 0, "{name} from {folder:?}: {run:?}");
        assert!(project.has("proposals/a.pdf"));
        std::fs::remove_file(project.path("proposals/a.pdf")).unwrap();
    }
}

#[test]
fn a_lone_file_renders_with_the_defaults() {
    let project = Project::lone().with("a.md", CLEAN);
    let elsewhere = Project::lone();
    let run = run(elsewhere.command("").arg("render").arg(project.path("a.md")));
    assert_eq!(run.code, 0, "{run:?}");
    assert!(project.has("a.pdf"));
}

#[test]
fn errors_stop_the_client_copy_and_keep_the_old_one() {
    let project = Project::new().with("a.md", WRONG).with("a.pdf", "the copy from before");
    let run = project.run(&["render", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert_eq!(project.read("a.pdf"), b"the copy from before");
    assert!(run.err.contains("image-missing"), "{run:?}");
}

#[test]
fn a_draft_is_written_beside_the_client_copy_whatever_is_wrong() {
    let project = Project::new().with("a.md", WRONG).with("a.pdf", "the copy from before");
    let run = project.run(&["render", "--draft", "a.md"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(project.read("a.pdf"), b"the copy from before");
    assert!(project.read("a.draft.pdf").starts_with(b"%PDF-"));
}

#[test]
fn what_the_project_says_holds_for_notes_that_do_not() {
    let note = "---\nclient: Blue Fern Ltd\n---\n\n| Stage | Qty | Price ex VAT | Total |\n|---|---|---|---|\n\
                | Website | 2 | 4,000 | 8,000 |\n";
    let alone = Project::new().with("a.md", note).run(&["check", "a.md"]);
    let project = Project::new().with("a.md", note).with("propose.yaml", "language: en\ncurrency: CHF\n");
    let run = project.run(&["check", "a.md"]);
    assert!(run.out.contains("no date of validity"), "{run:?}");
    assert!(!run.out.contains("currency-missing") && !run.out.contains("price-ambiguous"), "{run:?}");
    assert!(alone.out.contains("currency-missing"), "{alone:?}");
}

#[test]
fn warnings_stop_only_where_they_are_denied() {
    let project = Project::new().with("a.md", "# Titre\n\nVoir [[Une note absente]].\n");
    assert_eq!(project.run(&["check", "a.md"]).code, 0);
    assert_eq!(project.run(&["check", "--deny", "warnings", "a.md"]).code, 1);
    assert_eq!(project.run(&["render", "--deny", "warnings", "a.md"]).code, 1);
    assert!(!project.has("a.pdf"));
}

#[test]
fn a_missing_note_is_named_with_the_nearest_one() {
    let project = Project::new().with("proposals/yas.md", CLEAN);
    let run = project.run(&["render", "yass.md"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("no such note") && run.err.contains("did you mean `yas.md`"), "{run:?}");
}

#[test]
fn a_wrong_call_is_told_from_a_wrong_document() {
    let project = Project::new();
    for args in
        [&["render"][..], &["frobnicate"], &["check", "--report", "xml"], &["render", "--ppi", "0", "x"]]
    {
        assert_eq!(project.run(args).code, 2, "{args:?}");
    }
    assert_eq!(project.run(&["--help"]).code, 0);
    assert_eq!(project.run(&["--version"]).code, 0);
}

#[test]
fn every_help_fits_a_terminal_and_teaches_by_example() {
    let project = Project::lone();
    let commands = [
        &[][..],
        &["render"],
        &["build"],
        &["watch"],
        &["check"],
        &["new"],
        &["init"],
        &["rules"],
        &["completions"],
        &["licenses"],
        &["man"],
        &["catalog"],
        &["catalog", "list"],
        &["catalog", "show"],
        &["catalog", "check"],
        &["catalog", "diff"],
        &["catalog", "import"],
    ];
    for command in commands {
        let help = project.run(&[command, &["--help"]].concat());
        assert_eq!(help.code, 0, "{command:?}");
        assert!(help.out.contains("\nExamples:\n  propose "), "{}", help.out);
        for line in help.out.lines() {
            assert!(line.chars().count() <= 80, "{command:?}: {line}");
        }
        let page = project.run(&[&["man"], command].concat());
        let name = [&["propose"], command].concat().join("-");
        assert!(page.out.contains(&format!(".TH {name} 1 ")), "{}", page.out);
    }
    // Nothing is missing above.
    let listed = project.run(&["--help"]).out;
    let listed = listed.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    for line in listed.lines().filter(|line| !line.starts_with("    ")) {
        let name = line.split_whitespace().next().unwrap();
        assert!(name == "help" || commands.iter().any(|command| command.first() == Some(&name)), "{name}");
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(project.run(&["completions", shell]).out.contains("changed-since"), "{shell}");
    }
}

#[test]
fn colours_are_asked_for_and_refused_as_people_expect() {
    let project = Project::new().with("a.md", WRONG);
    let colored = |args: &[&str], vars: &[(&str, &str)]| {
        let run = run(project.command("").args(["check", "a.md"]).args(args).envs(vars.iter().copied()));
        run.out.contains('\x1b')
    };
    assert!(!colored(&[], &[]), "nobody asked, and it is no terminal");
    assert!(colored(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "0")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_same_note_gives_the_same_bytes_from_another_folder_and_at_another_time() {
    let one = Project::new().with("proposals/a.md", CLEAN);
    let other = Project::new().with("proposals/a.md", CLEAN);
    assert_eq!(one.run(&["render", "a.md"]).code, 0);
    let run = run(other.command("proposals").args(["render", "a.md"]).env("TZ", "Pacific/Apia"));
    assert_eq!(run.code, 0);
    assert!(one.read("proposals/a.pdf") == other.read("proposals/a.pdf"), "the bytes differ");
}

#[test]
fn the_author_s_errors_are_shown_with_their_line() {
    let project = Project::new().with("a.md", "---\ntitle: [x\n---\n\n# Titre\n\nTexte.\n");
    let run = project.run(&["check", "--report", "concise", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.starts_with("a.md:") && run.out.contains("error[frontmatter-invalid]"), "{run:?}");
    // The body still makes a draft.
    assert_eq!(project.run(&["render", "--draft", "a.md"]).code, 0);
    assert!(project.has("a.draft.pdf"));
}

#[test]
fn the_json_report_is_one_document_with_all_keys() {
    let project = Project::new().with("dossier/a.md", WRONG);
    let run = project.run(&["check", "--report", "json", "dossier/a.md"]);
    let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let finding = &report["findings"][0];
    let keys: Vec<_> = finding.as_object().unwrap().keys().map(String::as_str).collect();
    for key in [
        "rule",
        "severity",
        "message",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "found",
        "expected",
        "currency",
        "item",
        "relation",
        "help",
    ] {
        assert!(keys.contains(&key), "{key} is missing from {keys:?}");
    }
    assert_eq!(finding["rule"], "image-missing");
    assert_eq!(finding["path"], "dossier/a.md");
    assert_eq!((&finding["line"], &finding["column"]), (&7.into(), &1.into()));
    assert!(finding["found"].is_null() || finding["found"].is_string());
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn services_find_the_lines_of_a_project_in_a_folder_of_the_repository() {
    let project = Project::lone()
        .with(".git/HEAD", "")
        .with("docs/offres/propose.yaml", "")
        .with("docs/offres/proposals/a.md", WRONG)
        .with("docs/autres/propose.yaml", "")
        .with("docs/autres/proposals/a.md", "# Titre\n\n![[absente.png]]\n");
    for command in ["check", "build"] {
        let run = project.run_in("docs/offres", &[command, "--report", "github"]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.out.contains("file=docs/offres/proposals/a.md,line=7,"), "{run:?}");
        // People read it from the project's root, remembered or not.
        let run = project.run_in("docs/offres", &[command, "--report", "concise"]);
        assert!(
            run.out.contains("\nproposals/a.md:7:1:") || run.out.starts_with("proposals/a.md:7:1:"),
            "{run:?}"
        );
        let run = project.run_in("docs/offres", &[command, "--report", "github"]);
        assert!(run.out.contains("file=docs/offres/proposals/a.md,line=7,"), "{run:?}");
    }
    // Two projects have files of one name.
    let both = ["docs/offres/proposals/a.md", "docs/autres/proposals/a.md"];
    let run = project.run(&["check", "--report", "github", both[0], both[1]]);
    for (file, line) in both.into_iter().zip([7, 3]) {
        assert!(run.out.contains(&format!("file={file},line={line},")), "{run:?}");
    }
}

#[test]
fn damaged_text_gives_the_pages_of_its_repaired_twin() {
    let damaged = "# Pr√©sentation de l'offre\n\n## D√©lais\n\nLa s√©curit√© et la qualit√© d√©pendent du d√©lai ; co√ªt : 9 000 ‚Ç¨.\n";
    let right = "# Présentation de l'offre\n\n## Délais\n\nLa sécurité et la qualité dépendent du délai ; coût : 9 000 €.\n";
    let project = Project::new().with("a/note.md", damaged).with("b/note.md", right);
    let one = project.run(&["render", "a/note.md", "-o", "a.svg", "--format", "svg"]);
    let other = project.run(&["render", "b/note.md", "-o", "b.svg", "--format", "svg"]);
    assert_eq!((one.code, other.code), (0, 0), "{one:?} {other:?}");
    assert!(one.err.contains("text-damaged"), "{one:?}");
    assert!(project.read("a-1.svg") == project.read("b-1.svg"), "the pages differ");
    // Mended on disk, nothing is left to say.
    assert_eq!(project.run(&["check", "--fix", "a/note.md"]).code, 0);
    assert_eq!(project.read("a/note.md"), right.as_bytes());
}

#[test]
fn bytes_that_are_no_text_are_a_finding() {
    let project = Project::new().with("a.md", b"# Titre\n\nligne \xff\xfe\x81 ici\n");
    let run = project.run(&["check", "--report", "concise", "a.md"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.out.contains("a.md:3:7: error[bytes-invalid]"), "{run:?}");
}

#[test]
fn rules_are_listed_and_explained() {
    let project = Project::new();
    let list = project.run(&["rules"]);
    assert_eq!(list.code, 0);
    assert!(list.out.lines().any(|line| line.starts_with("image-missing ")), "{list:?}");
    let one = project.run(&["rules", "image-missing"]);
    assert!(one.out.contains("image-missing (error)"), "{one:?}");
    let none = project.run(&["rules", "image-mising"]);
    assert_eq!(none.code, 2);
    assert!(none.err.contains("did you mean `image-missing`"), "{none:?}");
}

#[test]
fn pages_as_images_are_numbered() {
    let project = Project::new().with("a.md", CLEAN);
    assert_eq!(project.run(&["render", "--format", "png", "--ppi", "40", "a.md"]).code, 0);
    assert!(project.read("a-1.png").starts_with(b"\x89PNG"));
    let folder = project.run(&["render", "--format", "png", "--ppi", "40", "a.md", "-o", "pages.png"]);
    assert_eq!(folder.code, 0);
    assert!(project.has("pages-1.png"));
}

#[test]
fn single_pages_are_chosen_and_standard_output_takes_one() {
    let pages = "Une page.\n\n<div style=\"page-break-after: always\"></div>\n\n".repeat(4);
    let note = CLEAN.replace("lang: fr", "lang: fr\nacceptance: false");
    let project = Project::new().with("a.md", format!("{note}{pages}"));
    let made = |args: &[&str]| {
        let run = project.run(&[&["render", "--ppi", "20", "a.md"], args].concat());
        let pages: Vec<usize> = (1..9).filter(|page| project.has(&format!("a-{page}.png"))).collect();
        for page in &pages {
            std::fs::remove_file(project.path(&format!("a-{page}.png"))).unwrap();
        }
        (run, pages)
    };
    for (pages, expected) in [("2", &[2][..]), ("1,3-4", &[1, 3, 4]), ("4-", &[4, 5])] {
        assert_eq!(made(&["--format", "png", "--pages", pages]).1, expected, "{pages}");
    }
    for (args, said) in [
        (&["--format", "png", "--pages", "8"][..], "none of these pages"),
        (&["--format", "png", "--pages", "3-1"], "numbers and ranges"),
        (&["--pages", "1"], "written as images"),
        (&["--format", "png", "--stdout"], "cannot be written to one place"),
        (&["--format", "typ", "--stdout"], "a folder"),
    ] {
        let (run, pages) = made(args);
        assert!(run.code == 2 && run.err.contains(said) && pages.is_empty(), "{args:?}: {run:?}");
    }
    let (run, _) = made(&["--format", "svg", "--pages", "2", "--stdout"]);
    assert!(run.code == 0 && run.out.matches("<svg").count() >= 1, "{run:?}");
}

#[test]
fn output_never_leaves_the_folder_of_the_note() {
    for output in ["../x.pdf", "/tmp/propose-x.pdf", "a/../../x.pdf"] {
        let project =
            Project::new().with("n/a.md", format!("---\noutput: {output}\n---\n\n# Titre\n\nTexte.\n"));
        let run = project.run(&["render", "n/a.md"]);
        assert_eq!(run.code, 2, "{output}: {run:?}");
        assert!(!project.has("x.pdf"));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::io::Read;
    let project = Project::new().with("a.md", WRONG);
    let mut child = project.command("").args(["rules"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut first = [0; 1];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
