use std::fs;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use super::recorder::{Answer, Question, Recorder};
use super::{Confined, Project};
use crate::money::Currency;
#[cfg(feature = "typeset")]
use crate::parse::PdfPages;
use crate::parse::{Defaults, Resolution, Vault, VaultIndex};
use crate::settings::{Policy, VaultSettings};
use crate::source::{self, SourceFile};

/// How many files an index holds at most; a vault beyond that is searched in
/// part.
pub(super) const MAX_INDEXED_FILES: usize = 500_000;

/// The files of a project as notes see them. The folders are walked when the
/// first link needs it.
#[derive(Debug, Clone)]
pub(super) struct DiskVault {
    files: Confined,
    settings: VaultSettings,
    /// Names below the border of folders that are left out.
    hidden: Vec<String>,
    /// What the project's policy says for notes that do not.
    defaults: Defaults,
    index: Arc<OnceLock<VaultIndex>>,
}

impl DiskVault {
    /// The vault of a project, with what `.obsidian/app.json` says.
    pub(super) fn new(project: &Project, files: Confined) -> Self {
        let settings = files
            .read(".obsidian/app.json")
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .map(|text| VaultSettings::read(&text))
            .unwrap_or_default();
        debug_assert_eq!(files.border(), project.border);
        Self { files, settings, hidden: Vec::new(), defaults: Defaults::default(), index: Arc::default() }
    }

    /// The same vault for notes of a project with this policy.
    #[must_use]
    pub(super) fn with_defaults(self, policy: &Policy) -> Self {
        let defaults = Defaults {
            language: policy.language.as_ref().map(|field| field.value),
            country: policy.country.as_ref().map(|field| field.value.clone()),
            currency: policy.currency.as_ref().and_then(|field| Currency::from_code(&field.value)),
        };
        Self { defaults, ..self }
    }

    /// Leaves out a folder, by its name below the border: what a build wrote is
    /// no part of what it reads.
    pub(super) fn hide(&mut self, folder: String) {
        self.hidden.push(folder);
        self.index = Arc::default();
    }

    /// The same vault, with all that is asked of it written down.
    #[must_use]
    pub(super) fn recorded(&self, recorder: &Arc<Recorder>) -> Self {
        Self { files: self.files.recorded(recorder), ..self.clone() }
    }

    /// The files of the vault.
    pub(super) fn index(&self) -> &VaultIndex {
        self.index.get_or_init(|| {
            let mut paths = Vec::new();
            walk(self.files.border(), "", &self.hidden, &mut paths);
            VaultIndex::new(paths.into_iter())
        })
    }
}

impl Vault for DiskVault {
    fn resolve(&self, target: &str, from: &str) -> Resolution {
        let found = self.index().resolve(target, from);
        let question = || Question::Name(target.to_owned(), from.to_owned());
        self.files.note(question, || Answer::name(&found));
        match found {
            // The index knows names; where a link really leads is only seen on
            // the disk.
            Resolution::Found(path) => match self.files.locate(&path) {
                Ok(_) => Resolution::Found(path),
                Err(super::ReadError::Outside) => Resolution::Outside,
                Err(_) => Resolution::Missing { looked: vec![path], near: Vec::new() },
            },
            other => other,
        }
    }

    fn note(&self, path: &str) -> Option<SourceFile> {
        Some(source::read(path, &self.files.read(path).ok()?).0)
    }

    fn defaults(&self) -> Defaults {
        self.defaults.clone()
    }

    fn strict_line_breaks(&self) -> bool {
        self.settings.strict_line_breaks
    }

    #[cfg(feature = "typeset")]
    fn pdf_pages(&self, path: &str) -> PdfPages {
        use crate::typeset::pdf::{Unreadable, page_count};
        match self.files.read(path).map(page_count) {
            Ok(Ok(count)) => PdfPages::Count(count),
            Ok(Err(Unreadable::Locked)) => PdfPages::Locked,
            Ok(Err(Unreadable::Heavy)) | Err(super::ReadError::TooLarge(..)) => PdfPages::TooLarge,
            Ok(Err(Unreadable::Damaged)) | Err(_) => PdfPages::Unreadable,
        }
    }
}

/// Collects the files below a folder. Left out: names with a leading dot
/// (`.git`, `.obsidian`, `.trash`), caches that say so (`CACHEDIR.TAG`),
/// `node_modules`, and links to folders, which may form circles.
fn walk(folder: &Path, prefix: &str, hidden: &[String], paths: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut folders = Vec::new();
    for entry in entries.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        if name.starts_with('.') || paths.len() >= MAX_INDEXED_FILES {
            continue;
        }
        let Ok(kind) = entry.file_type() else { continue };
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if kind.is_dir() {
            if name != "node_modules" && !hidden.contains(&path) {
                folders.push((entry.path(), path));
            }
        } else if kind.is_file() || entry.path().is_file() {
            paths.push(path);
        }
    }
    for (folder, path) in folders {
        if !folder.join("CACHEDIR.TAG").exists() {
            walk(&folder, &path, hidden, paths);
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_folder_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        crate::workspace::write(&folder.path().join("propose.yaml"), b"").unwrap();
        crate::workspace::write(&folder.path().join("a.md"), b"").unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("circle")).unwrap();
        let project = Project::find(folder.path()).unwrap();
        let vault = DiskVault::new(&project, Confined::new(project.border.clone()));
        assert_eq!(vault.index().paths(), ["a.md", "propose.yaml"]);
    }
}
