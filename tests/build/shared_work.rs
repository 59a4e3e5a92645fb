//! Builds in CI: split over machines, and only what a branch changed.

use std::process::Command;

use super::{note, pdfs, rendered};
use crate::support::{Project, run};

const COUNT: usize = 9;

/// The same project, its files written in another order.
fn project(backwards: bool) -> Project {
    let project = Project::new();
    let mut notes: Vec<usize> = (0..COUNT).collect();
    if backwards {
        notes.reverse();
    }
    for at in notes {
        let text = note(&format!("Offre {at}"), &format!("{}![[Clause]]", "Du texte. ".repeat(at * 40)));
        project.write(&format!("proposals/{}/n{at}.md", at % 2), text);
    }
    project.write("proposals/_clauses/Clause.md", "Une clause.\n");
    project
}

#[test]
fn shards_are_the_whole_and_each_proposal_is_in_one_of_them() {
    let mut all: Vec<String> = (0..COUNT).map(|at| format!("{}/n{at}.pdf", at % 2)).collect();
    all.sort();
    for count in [2, 4, 11] {
        let mut union = Vec::new();
        for index in 1..=count {
            // Each shard on a machine of its own.
            let machine = project(index % 2 == 0);
            let run = machine.run(&["build", "--shard", &format!("{index}/{count}")]);
            assert_eq!(run.code, 0, "{run:?}");
            assert_eq!(rendered(&run), pdfs(&machine));
            assert!(rendered(&run).len() <= COUNT.div_ceil(count) + 2, "{index}/{count}: {run:?}");
            union.extend(rendered(&run));
        }
        union.sort();
        assert_eq!(union, all, "{count} shards");
    }
    assert_eq!(project(false).run(&["build", "--shard", "3/2"]).code, 2);
}

#[test]
fn shards_may_share_a_folder_and_what_others_made() {
    let project = project(false);
    for index in [1, 2] {
        assert_eq!(project.run(&["build", "--prune", "--shard", &format!("{index}/2")]).code, 0);
    }
    assert_eq!(pdfs(&project).len(), COUNT);
    assert!(rendered(&project.run(&["build"])).is_empty());
}

/// Runs git in a project, as on a machine without settings.
fn git(project: &Project, args: &[&str]) {
    let mut command = Command::new("git");
    command
        .current_dir(project.path(""))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for name in ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"] {
        command.env(name, "test");
    }
    let run = run(command.args(args));
    assert_eq!(run.code, 0, "git {args:?}: {run:?}");
}

fn committed() -> Project {
    let project = Project::new()
        .with(".gitignore", "/out\n")
        .with("proposals/a.md", note("A", "![[Clause]]"))
        .with("proposals/b.md", note("B", "Voir [[Absente]]."))
        .with("proposals/c.md", note("C", "Texte."))
        .with("proposals/_clauses/Clause.md", "Une clause.\n")
        .with("assets/catalog.yaml", "currency: EUR\nbasis: net\nitems: []\n");
    git(&project, &["init", "-q"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-q", "-m", "one"]);
    project
}

/// What is built of a change, without a record and with one.
fn since(project: &Project) -> Vec<String> {
    let _ = std::fs::remove_dir_all(project.path("out"));
    let fresh = rendered(&project.run(&["build", "--changed-since", "HEAD"]));
    // What is known from an earlier build must give the same answer.
    project.run(&["build"]);
    for name in pdfs(project) {
        std::fs::remove_file(project.path(&format!("out/{name}"))).unwrap();
    }
    let again = rendered(&project.run(&["build", "--changed-since", "HEAD"]));
    assert_eq!(fresh, again, "with a record");
    fresh
}

#[test]
fn only_what_a_change_concerns_is_built() {
    for (file, text, expected) in [
        ("proposals/c.md", Some(note("C", "Autre.")), &["c.pdf"][..]),
        ("proposals/d.md", Some(note("D", "Nouveau.")), &["d.pdf"]),
        ("proposals/_clauses/Clause.md", Some("Autre clause.\n".to_owned()), &["a.pdf"]),
        ("proposals/_clauses/Clause.md", None, &[]),
        ("ailleurs/Absente.md", Some("# Trouvée\n".to_owned()), &["b.pdf"]),
        (
            "assets/catalog.yaml",
            Some("currency: XOF\nbasis: net\nitems: []\n".to_owned()),
            &["a.pdf", "b.pdf", "c.pdf"],
        ),
        ("assets/brand.yaml", Some("company: {name: X}\n".to_owned()), &["a.pdf", "b.pdf", "c.pdf"]),
        ("templates/kit/extra.typ", Some("// x\n".to_owned()), &["a.pdf", "b.pdf", "c.pdf"]),
        ("README.md", Some("# Rien\n".to_owned()), &[]),
    ] {
        let project = committed();
        match text {
            Some(text) => project.write(file, text),
            None => std::fs::remove_file(project.path(file)).unwrap(),
        }
        assert_eq!(since(&project), expected, "{file}");
    }
}

#[test]
fn a_clause_that_is_gone_concerns_whoever_embeds_it() {
    let project = committed();
    std::fs::remove_file(project.path("proposals/_clauses/Clause.md")).unwrap();
    let run = project.run(&["build", "--changed-since", "HEAD"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.err.contains("stopped  proposals/a.md"), "{run:?}");
}

#[test]
fn what_git_cannot_answer_is_said() {
    let project = committed();
    let run = project.run(&["build", "--changed-since", "nothing"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("there is no revision `nothing`"), "{run:?}");
    let run = project.run(&["build", "--changed-since", "--output=x"]);
    assert_eq!(run.code, 2, "{run:?}");
    std::fs::remove_dir_all(project.path(".git")).unwrap();
    let run = project.run(&["build", "--changed-since", "HEAD"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.err.contains("--changed-since: git: not a git repository"), "{run:?}");
    let without = crate::support::run(project.command("").env("PATH", project.path("")).args([
        "build",
        "--changed-since",
        "HEAD",
    ]));
    assert_eq!(without.code, 2, "{without:?}");
    assert!(without.err.contains("--changed-since: git is not installed"), "{without:?}");
}
