//! What changed since a revision, as git tells.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use unicode_normalization::UnicodeNormalization as _;

use crate::workspace::recorder::Question;
use crate::workspace::{Failure, Project};

/// The files that changed since a revision, below the border: edited, new (also
/// when git does not know them yet), gone.
#[derive(Debug, Default)]
pub(super) struct Changes {
    paths: BTreeSet<String>,
    /// Their file names as links compare them.
    names: BTreeSet<String>,
}

impl Changes {
    /// Asks git.
    ///
    /// # Errors
    ///
    /// Where there is no git, no repository or no such revision.
    pub(super) fn since(revision: &str, project: &Project) -> Result<Self, Failure> {
        let git = |args: &[&str]| git(&project.root, args);
        let top = git(&["rev-parse", "--show-toplevel"])?.map_err(|message| {
            // It may be one that git does not trust, and it says so.
            let message = message.lines().next().unwrap_or_default().to_owned();
            Failure::new(format!("{}: no git repository: {message}", project.root.display()))
                .help("`--changed-since` compares with a revision of git; leave it out to build everything")
        })?;
        let top = String::from_utf8_lossy(&top).trim_end_matches(['\r', '\n']).to_owned();
        let top = std::fs::canonicalize(&top).map_err(|error| Failure::io(top, error))?;
        let asked = format!("{revision}^{{commit}}");
        let commit =
            git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &asked])?.map_err(|_| {
                Failure::new(format!("there is no revision `{revision}`")).help(
                    "in CI, fetch the history first: `fetch-depth: 0` on GitHub, `GIT_DEPTH: 0` on GitLab",
                )
            })?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let failed = |message: String| Failure::new(format!("git: {message}"));
        // Names from the top of the repository, also for what lies outside of
        // the project but within the border.
        let mut names = git(&[
            "-c",
            "diff.relative=false",
            "diff",
            "--name-only",
            "--no-renames",
            "--no-ext-diff",
            "-z",
            &commit,
            "--",
        ])?
        .map_err(failed)?;
        let new = self::git(&top, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        names.extend(new.map_err(failed)?);
        let paths = names.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        let paths = paths.map(|name| top.join(PathBuf::from(String::from_utf8_lossy(name).into_owned())));
        Ok(Self::of(paths.filter_map(|path| project.name(&path))))
    }

    fn of(paths: impl Iterator<Item = String>) -> Self {
        let paths: BTreeSet<String> = paths.collect();
        let names = paths.iter().map(|path| compared(path)).collect();
        Self { paths, names }
    }

    /// Whether any of these questions may be answered differently now.
    pub(super) fn concern<'a>(&self, asked: impl IntoIterator<Item = &'a Question>) -> bool {
        let below = |folder: &str| {
            let folder = format!("{folder}/");
            self.paths.range(folder.clone()..).next().is_some_and(|path| path.starts_with(&folder))
        };
        asked.into_iter().any(|question| match question {
            Question::File(name) | Question::Place(name) => self.paths.contains(name),
            Question::Folder(name) => below(name),
            // Whatever has that name may be found in its place, or was.
            Question::Name(target, _) => {
                let target = target.split('#').next().unwrap_or_default();
                self.names.contains(&compared(target))
            }
        })
    }
}

/// The last part of a path without `.md`, without case and composed.
fn compared(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).replace("%20", " ");
    let name: String = name.trim().nfkc().flat_map(char::to_lowercase).collect();
    name.strip_suffix(".md").map_or(name.clone(), str::to_owned)
}

/// What git prints, or its complaint.
fn git(folder: &Path, args: &[&str]) -> Result<Result<Vec<u8>, String>, Failure> {
    let output = Command::new("git").args(args).current_dir(folder).output().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            Failure::new("`--changed-since` needs the program git, which is not installed").help(
                "install git, or leave `--changed-since` out: unchanged proposals are not rendered anyway",
            )
        } else {
            Failure::io("git", error)
        }
    })?;
    Ok(if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_file_concerns_whoever_asked_for_it_its_folder_or_its_name() {
        let changes = Changes::of(
            ["assets/catalog/a.yaml", "Clauses/Payment Terms.md", "p/x.md"].map(str::to_owned).into_iter(),
        );
        let concerns = |question| changes.concern([&question]);
        assert!(concerns(Question::File("p/x.md".into())));
        assert!(!concerns(Question::File("p/y.md".into())));
        assert!(concerns(Question::Folder("assets/catalog".into())));
        assert!(!concerns(Question::Folder("assets/cat".into())));
        assert!(concerns(Question::Name("payment%20terms#Delay".into(), "p/y.md".into())));
        assert!(concerns(Question::Name("../Clauses/Payment Terms.md".into(), "p/y.md".into())));
        assert!(!concerns(Question::Name("Payment".into(), "p/y.md".into())));
    }
}
