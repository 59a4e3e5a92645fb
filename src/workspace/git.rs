//! What is asked of git, the one program that may be called: only ever to read.

use std::path::Path;
#[cfg(feature = "typeset")]
use std::path::PathBuf;
use std::process::Command;

use super::Failure;

/// The root of the repository that a folder lies in: found by looking, so that
/// it is known without git as well.
pub(super) fn root(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| above.join(".git").exists())
}

/// Runs git in a folder and gives what it prints.
///
/// # Errors
///
/// Where git is not installed, the folder is in no repository, or git refuses;
/// in its own words.
pub(super) fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = Command::new("git").arg("-C").arg(folder).args(args).output();
    let output = output.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Failure::new("git is not installed")
            .help("only git knows what was at another time; nothing else needs it"),
        _ => Failure::io("git", error),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ").to_owned();
    Err(Failure::new(format!("git: {said}")))
}

/// A file as it was in a revision: `path` from the folder with `./` before it,
/// or from the top of the repository.
pub(super) fn show(folder: &Path, revision: &str, path: &str) -> Result<Vec<u8>, Failure> {
    run(folder, &["show", "--end-of-options", &format!("{revision}:{path}")])
}

/// The whole paths of the files that changed since a revision, in the whole
/// repository: edited, new (also when git does not know them yet), gone.
///
/// # Errors
///
/// Where there is no git, no repository or no such revision.
#[cfg(feature = "typeset")]
pub(super) fn changed_since(folder: &Path, revision: &str) -> Result<Vec<PathBuf>, Failure> {
    // A repository that git does not trust is none, and git says so.
    let top = run(folder, &["rev-parse", "--show-toplevel"])?;
    let top = String::from_utf8_lossy(&top).trim_end_matches(['\r', '\n']).to_owned();
    let top = std::fs::canonicalize(&top).map_err(|error| Failure::io(top, error))?;
    let asked = format!("{revision}^{{commit}}");
    let commit = run(&top, &["rev-parse", "--verify", "--quiet", "--end-of-options", &asked]);
    let commit = commit.map_err(|_| {
        Failure::new(format!("there is no revision `{revision}`"))
            .help("in CI, fetch the history first: `fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab")
    })?;
    let commit = String::from_utf8_lossy(&commit).trim().to_owned();
    let diff = ["-c", "diff.relative=false", "diff", "--name-only", "--no-renames", "--no-ext-diff", "-z"];
    let mut names = run(&top, &[&diff[..], &[&commit, "--"]].concat())?;
    names.extend(run(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?);
    let names = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(names.map(|name| top.join(String::from_utf8_lossy(name).into_owned())).collect())
}
