//! Disks, names and pipes that do not do as one would wish.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{Project, run};

const NOTE: &str = "---\ntitle: Offre\ndate: 2026-03-14\n---\n# Offre\n\nBonjour.\n";

/// A template that never comes to an end within the time of a test.
const ENDLESS: &str = "#let pages(document) = { let n = 0; for a in range(100000) { for b in range(100000) { n += 1 } }; [#n] }";

fn names(project: &Project, folder: &str) -> Vec<String> {
    let mut names: Vec<_> = std::fs::read_dir(project.path(folder))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Whether this user may read what nobody may.
fn is_root() -> bool {
    std::fs::read("/etc/shadow").is_ok()
}

#[test]
fn a_file_name_need_not_be_text() {
    let project = Project::new();
    let name = OsStr::from_bytes(b"offre-\xff\xfe.md");
    std::fs::write(project.path("").join(name), NOTE).unwrap();
    let rendered = run(project.command("").arg("render").arg(name));
    assert_eq!(rendered.code, 0, "{}", rendered.err);
    assert!(project.path("").join(OsStr::from_bytes(b"offre-\xff\xfe.pdf")).exists());
    let checked = run(project.command("").args(["check", "."]));
    assert_eq!(checked.code, 0, "{}", checked.err);
}

#[test]
fn a_file_name_gives_no_orders_to_the_terminal() {
    let project = Project::new();
    let checked = project.run(&["render", "\u{1b}]0;x\u{7}\u{1b}[2Jfehlt.md"]);
    assert_eq!(checked.code, 2);
    assert!(!checked.err.contains('\u{1b}'), "{:?}", checked.err);
    project.write("a\u{1b}[31m.md", "![[manque.png]]\n");
    for report in ["human", "concise", "github"] {
        let checked = project.run(&["check", "--report", report, "."]);
        assert!(!checked.out.contains('\u{1b}') && !checked.err.contains('\u{1b}'), "{report}: {checked:?}");
    }
}

#[test]
fn a_folder_that_is_called_like_a_note_is_a_folder() {
    let project = Project::new().with("x.md/y.md", NOTE);
    let rendered = project.run(&["render", "x.md"]);
    assert_eq!(rendered.code, 2);
    assert!(rendered.err.contains("folder"), "{}", rendered.err);
    assert_eq!(project.run(&["check", "."]).code, 0);
    project.write("a.md", NOTE);
    std::fs::create_dir(project.path("a.pdf")).unwrap();
    let rendered = project.run(&["render", "a.md"]);
    assert_eq!(rendered.code, 2);
    assert_eq!(names(&project, ""), ["a.md", "a.pdf", "propose.yaml", "x.md"]);
}

#[test]
fn what_may_not_be_read_or_written_is_said_and_left_alone() {
    if is_root() {
        return;
    }
    let project = Project::new().with("a.md", NOTE).with("closed/b.md", NOTE);
    let allow = |name: &str, mode: u32| {
        std::fs::set_permissions(project.path(name), std::fs::Permissions::from_mode(mode)).unwrap();
    };
    allow("a.md", 0o000);
    let rendered = project.run(&["render", "a.md"]);
    assert!(rendered.code == 2 && rendered.err.contains("permission denied"), "{}", rendered.err);
    allow("closed", 0o555);
    let rendered = project.run(&["render", "closed/b.md"]);
    assert!(rendered.code == 2 && rendered.err.contains("permission denied"), "{}", rendered.err);
    assert_eq!(names(&project, "closed"), ["b.md"]);
    allow("closed", 0o755);
}

#[test]
fn a_full_disk_leaves_the_old_pages_as_they_were() {
    let project = Project::new().with("a.md", NOTE).with("a.pdf", "old");
    // As little as the shell allows: what is written beyond it fails.
    let limited = run(Command::new("sh")
        .args(["-c", "ulimit -f 1; trap '' XFSZ; exec \"$0\" render a.md"])
        .arg(env!("CARGO_BIN_EXE_propose"))
        .current_dir(project.path("")));
    assert_eq!(limited.code, 2, "{}", limited.err);
    assert_eq!(project.read("a.pdf"), b"old");
    assert_eq!(names(&project, ""), ["a.md", "a.pdf", "propose.yaml"]);
}

#[test]
fn a_pipe_that_is_closed_is_no_failure() {
    let project = Project::new().with("a.md", "![[manque.png]]\n\n".repeat(3_000));
    for args in
        [&["check", "a.md"][..], &["rules"], &["check", "--report", "json", "a.md"], &["render", "--help"]]
    {
        let mut child =
            project.command("").args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = child.wait_with_output().unwrap();
        let err = String::from_utf8_lossy(&ended.stderr);
        assert!(!err.contains("panicked"), "{args:?}: {err}");
        assert_eq!(ended.status.code(), Some(0), "{args:?}: {err}");
    }
}

#[test]
fn an_interrupted_render_leaves_nothing() {
    let project = Project::new()
        .with("a.md", NOTE)
        .with("a.pdf", "old")
        .with("templates/endless/template.typ", ENDLESS);
    let mut child = project.command("").args(["render", "--template", "endless", "a.md"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert!(child.try_wait().unwrap().is_none(), "it should not be done yet");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert!(!child.wait().unwrap().success());
    assert_eq!(project.read("a.pdf"), b"old");
    assert_eq!(names(&project, ""), ["a.md", "a.pdf", "propose.yaml", "templates"]);
}

#[test]
fn a_render_that_takes_too_long_is_given_up() {
    let project = Project::new()
        .with("a.md", NOTE)
        .with("a.pdf", "old")
        .with("templates/endless/template.typ", ENDLESS);
    let started = Instant::now();
    let rendered = project.run(&["render", "--timeout", "1", "--template", "endless", "a.md"]);
    assert_eq!(rendered.code, 2, "{}", rendered.err);
    assert!(rendered.err.contains("not done after 1 seconds"), "{}", rendered.err);
    assert!(started.elapsed() < Duration::from_secs(20));
    assert_eq!(project.read("a.pdf"), b"old");
    assert_eq!(names(&project, ""), ["a.md", "a.pdf", "propose.yaml", "templates"]);
}

#[test]
fn a_document_that_takes_too_long_stops_no_other_and_too_many_stop_the_build() {
    let endless = NOTE.replacen("---\n", "---\ntemplate: endless\n", 1);
    assert_ne!(endless, NOTE);
    let project = Project::new()
        .with("proposals/a.md", &endless)
        .with("proposals/b.md", NOTE)
        .with("proposals/c.md", NOTE)
        .with("templates/endless/template.typ", ENDLESS);
    let built = project.run(&["build", "--timeout", "2", "--jobs", "1"]);
    assert_eq!(built.code, 2, "{}", built.err);
    assert!(built.err.contains("proposals/a.md: not done after 2 seconds"), "{}", built.err);
    assert_eq!(names(&project, "out"), [".propose", "b.pdf", "c.pdf"]);
    // With every thread at work on something without an end, nothing is left.
    for name in ["d", "e", "f", "g"] {
        project.write(&format!("proposals/{name}.md"), &endless);
    }
    let built = project.run(&["build", "--timeout", "1", "--jobs", "2"]);
    assert_eq!(built.code, 2, "{}", built.err);
    assert!(built.err.contains("given up: ") && built.err.contains("not begun"), "{}", built.err);
    assert_eq!(names(&project, "out"), [".propose", "b.pdf", "c.pdf"]);
}

/// A template that takes more and more memory.
const FILLING: &str = "#let pages(document) = { let all = (); for a in range(100000) { for b in range(100000) { all.push(range(100)) } }; [#all.len()] }";

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_fills_the_memory_ends_the_work_and_leaves_what_is_done() {
    let filling = NOTE.replacen("---\n", "---\ntemplate: filling\n", 1);
    let project = Project::new()
        .with("proposals/a.md", NOTE)
        .with("proposals/b.md", &filling)
        .with("proposals/b.pdf", "old")
        .with("proposals/c.md", NOTE)
        .with("templates/filling/template.typ", FILLING);
    let rendered = project.run(&["render", "--memory", "300", "proposals/b.md"]);
    assert_eq!(rendered.code, 2, "{}", rendered.err);
    assert!(rendered.err.contains("b.md: takes more than 300 MiB of memory"), "{}", rendered.err);
    assert_eq!(project.read("proposals/b.pdf"), b"old");
    // What was done before is kept, and nothing is begun that has no room.
    let built = project.run(&["build", "--memory", "300", "--jobs", "1"]);
    assert_eq!(built.code, 2, "{}", built.err);
    assert!(built.err.contains("proposals/b.md: takes more than 300 MiB"), "{}", built.err);
    assert_eq!(names(&project, "out"), [".propose", "a.pdf"]);
    std::fs::remove_file(project.path("proposals/b.md")).unwrap();
    let built = project.run(&["build"]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert_eq!(names(&project, "out"), [".propose", "a.pdf", "c.pdf"]);
}

#[test]
fn two_renders_at_once_write_one_whole_file() {
    let project = Project::new().with("a.md", NOTE);
    let children: Vec<_> = (0..4)
        .map(|_| project.command("").args(["render", "-q", "a.md"]).stderr(Stdio::null()).spawn().unwrap())
        .collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let together = project.read("a.pdf");
    assert_eq!(project.run(&["render", "a.md"]).code, 0);
    assert!(together == project.read("a.pdf"), "the file is one of theirs, whole");
    assert_eq!(names(&project, ""), ["a.md", "a.pdf", "propose.yaml"]);
}
