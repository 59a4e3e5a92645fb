//! What connects the program with other services: the GitHub action and
//! workflows, the GitLab job, the hooks, the container, and what `init` writes.

use std::path::{Path, PathBuf};
use std::process::Command;

use propose::language::Language;
use propose::source::{SourceFile, Sources};
use propose::workspace::starter::{Ci, Options, init};
use propose::yaml::{self, Node};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Node {
    let text = text(path);
    let file = Sources::new().add(SourceFile::new(path.display().to_string(), text.as_str()));
    yaml::parse(file, &text, 0).unwrap_or_else(|error| panic!("{}: {}", path.display(), error.message))
}

fn at<'a>(node: &'a Node, path: &[&str]) -> &'a Node {
    path.iter().fold(node, |node, key| node.get(key).unwrap_or_else(|| panic!("no `{key}` of {path:?}")))
}

/// Every scalar below a key of this name.
fn scalars<'a>(node: &'a Node, key: &str, found: &mut Vec<&'a str>) {
    for entry in node.entries() {
        if entry.key == key {
            found.extend(entry.value.items().iter().filter_map(Node::scalar));
        }
        scalars(&entry.value, key, found);
    }
    if node.entries().is_empty() && node.scalar().is_none() {
        for item in node.items() {
            scalars(item, key, found);
        }
    }
}

/// What `init` writes for a service, in a folder that lives as long as the test.
fn project(ci: Ci, language: Language) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let date = "2026-03-14".parse().unwrap();
    init(folder.path(), &Options { language, ci: Some(ci), date, catalog: None, templates: &[] }).unwrap();
    let path = folder.path().to_path_buf();
    (folder, path)
}

#[test]
fn services_install_the_version_that_this_is() {
    let version = env!("CARGO_PKG_VERSION");
    let action = read(&root().join("action.yml"));
    assert_eq!(at(&action, &["inputs", "version", "default"]).scalar(), Some(version));
    let job = read(&root().join(".gitlab/propose.yml"));
    assert_eq!(at(&job, &[".propose", "variables", "PROPOSE_VERSION"]).scalar(), Some(version));
    assert!(text(&root().join(".gitlab/propose.yml")).contains(&format!("/v{version}/.gitlab/propose.yml")));
}

#[test]
fn every_file_names_one_repository() {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let (_, path) = repository.split_once("github.com/").unwrap();
    let text = text(&root().join(".gitlab/propose.yml"));
    let addresses: Vec<_> = text.split_whitespace().filter(|word| word.starts_with("https://")).collect();
    assert_eq!(addresses.len(), 2, "{addresses:?}");
    let raw = format!("https://raw.githubusercontent.com/{path}/");
    let releases = format!("{repository}/");
    for address in addresses {
        assert!(address.starts_with(&raw) || address.starts_with(&releases), "{address}");
    }
}

#[test]
fn services_ask_for_archives_that_a_release_has() {
    let release = read(&root().join(".github/workflows/release.yml"));
    let matrix = at(&release, &["jobs", "build", "strategy", "matrix", "include"]);
    let targets: Vec<_> = matrix.items().iter().map(|row| at(row, &["target"]).scalar().unwrap()).collect();
    assert_eq!(targets.len(), 5);
    for (file, needed) in [("action.yml", targets.as_slice()), (".gitlab/propose.yml", &targets[..2])] {
        let text = text(&root().join(file));
        for target in needed {
            assert!(text.contains(&format!("target={target}")), "{file} does not know {target}");
        }
        let asked = text.match_indices("target=").count();
        assert_eq!(asked, needed.len(), "{file} asks for an archive that no release has");
    }
}

#[test]
fn every_action_has_a_version_and_every_job_few_rights() {
    let (_folder, project) = project(Ci::GitHub, Language::French);
    let workflows = root().join(".github/workflows");
    let files = [
        root().join("action.yml"),
        workflows.join("ci.yml"),
        workflows.join("release.yml"),
        project.join(".github/workflows/proposals.yml"),
    ];
    for file in &files {
        let node = read(file);
        let mut uses = Vec::new();
        scalars(&node, "uses", &mut uses);
        assert!(!uses.is_empty(), "{}", file.display());
        for action in uses {
            let version = action.split_once('@').map(|(_, version)| version);
            assert!(version.is_some_and(|version| version.starts_with('v')), "{action}");
        }
        if !file.ends_with("action.yml") {
            assert_eq!(at(&node, &["permissions", "contents"]).scalar(), Some("read"), "{}", file.display());
        }
    }
}

#[test]
fn the_hooks_check_the_whole_project() {
    let hooks = read(&root().join(".pre-commit-hooks.yaml"));
    assert_eq!(hooks.items().len(), 2);
    for hook in hooks.items() {
        assert_eq!(at(hook, &["entry"]).scalar(), Some("propose check"));
        assert_eq!(at(hook, &["pass_filenames"]).scalar(), Some("false"));
    }
}

#[test]
fn the_container_holds_what_the_program_is_built_from() {
    let ignored = text(&root().join(".dockerignore"));
    for needed in ["Cargo.toml", "Cargo.lock", "src", "assets", "templates", "tests"] {
        assert!(ignored.lines().any(|line| line == format!("!{needed}")), "{needed} is left out");
    }
    let dockerfile = text(&root().join("Dockerfile"));
    assert!(dockerfile.contains("FROM scratch") && dockerfile.contains("--locked --profile dist"));
}

/// Runs the schemas of the services over the files, where the program that
/// carries them is installed (`pip install check-jsonschema`).
#[test]
fn files_for_services_follow_their_schemas() {
    let program = std::env::var("CHECK_JSONSCHEMA").unwrap_or_else(|_| "check-jsonschema".to_owned());
    if Command::new(&program).arg("--version").output().is_err() {
        skipped("check-jsonschema is not installed; the schemas of GitHub and GitLab were not compared");
        return;
    }
    let (_github, github) = project(Ci::GitHub, Language::English);
    let (_gitlab, gitlab) = project(Ci::GitLab, Language::French);
    let workflows = root().join(".github/workflows");
    let cases = [
        ("vendor.github-actions", root().join("action.yml")),
        ("vendor.github-workflows", workflows.join("ci.yml")),
        ("vendor.github-workflows", workflows.join("release.yml")),
        ("vendor.github-workflows", github.join(".github/workflows/proposals.yml")),
        ("vendor.gitlab-ci", root().join(".gitlab/propose.yml")),
        ("vendor.gitlab-ci", gitlab.join(".gitlab-ci.yml")),
    ];
    for (schema, file) in cases {
        let mut command = Command::new(&program);
        command.args(["--builtin-schema", schema]);
        if schema == "vendor.gitlab-ci" {
            command.args(["--data-transform", "gitlab-ci"]);
        }
        let output = command.arg(&file).output().unwrap();
        let said =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {said}", file.display());
    }
}

#[expect(clippy::print_stderr, reason = "whoever reads the test's output is told what was not tested")]
fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// Runs the action's own installation with a release that lies on the disk in
/// place of the network.
#[cfg(target_os = "linux")]
#[test]
fn the_action_installs_only_what_the_checksums_name() {
    use std::os::unix::fs::PermissionsExt;

    let action = read(&root().join("action.yml"));
    let steps = at(&action, &["runs", "steps"]);
    let script = at(&steps.items()[0], &["run"]).scalar().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let name = "propose-1.2.3-x86_64-unknown-linux-musl";
    for made in ["bin", "served", "temp"] {
        std::fs::create_dir(place(made)).unwrap();
    }
    let shell = |script: &str| {
        let path = format!("{}:{}", place("bin").display(), std::env::var("PATH").unwrap());
        Command::new("bash")
            .args(["-c", script])
            .current_dir(folder.path())
            .envs([("RUNNER_OS", "Linux"), ("RUNNER_ARCH", "X64"), ("VERSION", "1.2.3"), ("TOKEN", "t")])
            .envs([("SERVER", "https://example.org"), ("REPOSITORY", "a/b"), ("PATH", path.as_str())])
            .env("RUNNER_TEMP", place("temp"))
            .env("GITHUB_PATH", place("path"))
            .output()
            .unwrap()
    };
    let served = place("served");
    let curl = format!(
        "#!/usr/bin/env bash\nwhile [ $# -gt 0 ]; do case \"$1\" in --output) to=$2; shift ;; https*) from=$1 ;; esac; shift; done\ncp \"{}/${{from##*/}}\" \"$to\"\n",
        served.display()
    );
    propose::workspace::create(&place("bin/curl"), curl.as_bytes()).unwrap();
    std::fs::set_permissions(place("bin/curl"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let pack = format!(
        "cd served && mkdir {name} && echo x > {name}/propose && tar -czf {name}.tar.gz {name} && sha256sum *.gz > SHA256SUMS"
    );
    assert!(shell(&pack).status.success());

    let installed = shell(script);
    assert!(installed.status.success(), "{}", String::from_utf8_lossy(&installed.stderr));
    let path = text(&place("path"));
    assert!(Path::new(path.trim()).join("propose").is_file(), "{path}");

    assert!(shell("echo more >> served/*.gz").status.success());
    assert!(!shell(script).status.success(), "an archive that was changed is installed");
    assert!(shell("echo > served/SHA256SUMS").status.success());
    assert_eq!(shell(script).status.code(), Some(2), "an archive without a checksum is installed");
}

/// A project in a folder of a repository, with one doubtful note, and the shells
/// that services run their steps in.
#[cfg(all(feature = "typeset", target_os = "linux"))]
mod steps {
    use std::process::Command;

    use super::{at, read, root};
    use crate::support::{Project, Run, run};

    fn project() -> Project {
        let note = "---\ntitle: Audit\nclient: Exemple\ndate: 2026-03-02\nvalid_until: 2026-04-01\nlang: fr\n---\n\n# Audit\n\nVoir [[Nulle part]].\n";
        Project::lone()
            .with(".git/HEAD", "")
            .with("offres/propose.yaml", "")
            .with("offres/proposals/a.md", note)
    }

    fn shell(project: &Project, shell: &str, script: &str, env: &[(&str, &str)]) -> Run {
        let folder = std::path::Path::new(env!("CARGO_BIN_EXE_propose")).parent().unwrap();
        let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap());
        let mut command = Command::new(shell);
        command.args(["-e", "-c", script]).env("PATH", path).envs(env.iter().copied());
        run(command.current_dir(project.path("")))
    }

    #[test]
    fn the_action_says_each_finding_once_at_its_line_and_builds() {
        let action = read(&root().join("action.yml"));
        let steps = at(&action, &["runs", "steps"]).items();
        let script = |name: &str| {
            let step = steps.iter().find(|step| at(step, &["name"]).scalar() == Some(name)).unwrap();
            format!("cd offres\n{}", at(step, &["run"]).scalar().unwrap())
        };
        let project = project();
        let temp = project.path("").display().to_string();
        let env = [("PATHS", ""), ("DENY", "false"), ("SARIF", "true"), ("RUNNER_TEMP", temp.as_str())];
        let check = shell(&project, "bash", &script("Check"), &env);
        assert_eq!(check.code, 0, "{check:?}");
        assert!(check.out.starts_with("::warning file=offres/proposals/a.md,line=11,"), "{check:?}");
        let sarif: serde_json::Value = serde_json::from_slice(&project.read("propose.sarif")).unwrap();
        let place = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "offres/proposals/a.md");
        let build = shell(&project, "bash", &script("Build"), &env);
        assert_eq!((build.code, build.out.as_str()), (0, ""), "{build:?}");
        assert!(project.has("offres/out/a.pdf"));
        // What only setting the pages shows is said, and fails the job.
        project.write("offres/templates/proposal/template.typ", "#let pages(document) = missing\n");
        let build = shell(&project, "bash", &script("Build"), &env);
        assert_eq!(build.code, 1, "{build:?}");
        assert!(build.out.starts_with("::error file=offres/templates/"), "{build:?}");
        assert_eq!(build.out.lines().count(), 1, "{build:?}");
        // Warnings fail it where that is asked for.
        let denied = [&env[..1], &[("DENY", "true")], &env[2..]].concat();
        assert_eq!(shell(&project, "bash", &script("Check"), &denied).code, 1);
    }

    #[test]
    fn the_gitlab_job_reports_whatever_it_finds() {
        let job = read(&root().join(".gitlab/propose.yml"));
        let lines = at(&job, &[".propose", "script"]).items().iter().map(|line| line.scalar().unwrap());
        let script = lines.collect::<Vec<_>>().join("\n");
        let project = project();
        let root = project.path("").display().to_string();
        let env = [("CI_PROJECT_DIR", root.as_str()), ("PROPOSE_FOLDER", "offres"), ("PROPOSE_CHECK", "")];
        let done = shell(&project, "sh", &script, &env);
        assert_eq!(done.code, 0, "{done:?}");
        assert!(project.has("offres/out/a.pdf"));
        project.write("offres/proposals/b.md", "# B\n\n![[absente.png]]\n");
        let done = shell(&project, "sh", &script, &env);
        assert_eq!(done.code, 1, "{done:?}");
        let report: serde_json::Value =
            serde_json::from_slice(&project.read("gl-code-quality-report.json")).unwrap();
        let paths: Vec<_> =
            report.as_array().unwrap().iter().map(|issue| &issue["location"]["path"]).collect();
        assert_eq!(paths, ["offres/proposals/a.md", "offres/proposals/b.md"]);
    }
}
