//! What changed since a revision, as git tells.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;

use crate::workspace::recorder::Question;
use crate::workspace::{Failure, Project, git};

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
        let changed = git::changed_since(&project.root, revision).map_err(|failure| {
            let hint = "without `--changed-since`, what changed since the last build is built";
            let help = failure.help.as_deref().unwrap_or(hint);
            Failure::new(format!("--changed-since: {}", failure.message)).help(help)
        })?;
        Ok(Self::of(changed.iter().filter_map(|path| project.name(path))))
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
