//! What is asked of git, the one program that may be called: only ever to read.

use std::path::Path;
use std::process::Command;

use super::Failure;

/// Runs git in a folder and gives what it prints.
///
/// # Errors
///
/// Where git is not installed, the folder is in no repository, or git refuses;
/// its own words are the help.
pub(super) fn run(folder: &Path, args: &[&str]) -> Result<Vec<u8>, Failure> {
    let output =
        Command::new("git").arg("-C").arg(folder).args(args).output().map_err(|error| {
            match error.kind() {
                std::io::ErrorKind::NotFound => Failure::new("git is not installed")
                    .help("revisions are read with git; name two files instead"),
                _ => Failure::io("git", error),
            }
        })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.trim().trim_start_matches("fatal: ").to_owned();
    Err(Failure::new("git could not do it").help(said))
}

/// A file as it was in a revision: `path` from the folder with `./` before it,
/// or from the top of the repository.
pub(super) fn show(folder: &Path, revision: &str, path: &str) -> Result<Vec<u8>, Failure> {
    run(folder, &["show", "--end-of-options", &format!("{revision}:{path}")])
}
