//! Builds that are killed, and builds at the same time.

use std::process::Stdio;
use std::time::Duration;

use super::{pdfs, rendered, written};
use crate::support::Project;

/// The PDFs of a project with what they hold.
fn contents(project: &Project) -> Vec<(String, Vec<u8>)> {
    pdfs(project).into_iter().map(|name| (name.clone(), project.read(&format!("out/{name}")))).collect()
}

fn is_whole(pdf: &[u8]) -> bool {
    pdf.starts_with(b"%PDF-") && pdf.trim_ascii_end().ends_with(b"%%EOF")
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_only_whole_pages_and_the_next_one_is_right() {
    let reference = super::generate::project(16);
    assert_eq!(reference.run(&["build"]).code, 0);
    let right = contents(&reference);
    let project = super::generate::project(16);
    for step in 0_u64..24 {
        let mut child =
            project.command("").arg("build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(step * step * 5));
        // It may be done by then.
        let _ = child.kill();
        child.wait().unwrap();
        for (name, bytes) in contents(&project) {
            assert!(name.ends_with(".pdf"), "step {step} left {name}");
            assert!(is_whole(&bytes), "step {step} left half of {name}");
        }
        if step % 6 == 5 {
            // As if nothing had been made before.
            let _ = std::fs::remove_dir_all(project.path("out"));
        }
    }
    let run = project.run(&["build"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(contents(&project) == right, "the pages are not those of an undisturbed build");
    let own = std::fs::read_dir(project.path("out/.propose")).unwrap();
    let mut own: Vec<_> = own.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    own.sort();
    assert_eq!(own, ["build.json", "clock", "lock", "record.lock"], "nothing is left behind");
}

#[test]
fn builds_at_the_same_time_do_not_disturb_each_other() {
    let project = super::generate::project(10);
    for round in 0..3 {
        let children: Vec<_> = (0..3)
            .map(|_| {
                project.command("").arg("build").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
            })
            .collect();
        for mut child in children {
            assert_eq!(child.wait().unwrap().code(), Some(0), "round {round}");
        }
        assert!(contents(&project).iter().all(|(_, bytes)| is_whole(bytes)));
        let after = project.run(&["build"]);
        assert!(rendered(&after).is_empty(), "what all of them did is remembered: {after:?}");
        project.write("proposals/_clauses/Clause 2.md", super::generate::clause(2, &format!("{round}")));
    }
    assert_eq!(written(&project.path("out")).len(), 10);
}
