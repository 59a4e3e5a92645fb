//! The project's price list, read by whoever needs it first: a note can be read,
//! and its pages be set, without it.

use std::sync::{Arc, OnceLock};

#[cfg(feature = "typeset")]
use super::Workspace;
use super::own::add;
use super::{Confined, Project};
use crate::catalog::{self, Catalog, LintFinding};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::source::{FileId, Sources};

/// The files of a price list, and what is in them.
#[derive(Debug)]
pub(super) struct PriceList {
    files: Vec<FileId>,
    sources: Sources,
    language: Language,
    read: OnceLock<Contents>,
}

/// What is in a price list.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The price list; none where the project has none.
    pub(super) catalog: Option<Catalog>,
    /// What was found while reading it.
    pub(super) findings: Vec<Diagnostic>,
    /// What does not fit together in it.
    pub(super) lint: Vec<LintFinding>,
}

impl PriceList {
    /// Adds the files of a project's price list to `sources`, without
    /// understanding them yet. Findings about it are in `language`.
    pub(super) fn locate(
        files: &Confined,
        project: &Project,
        sources: &mut Sources,
        findings: &mut Vec<Diagnostic>,
        language: Language,
    ) -> Arc<Self> {
        let names = catalog_files(files, project);
        let files = names.iter().filter_map(|name| add(files, name, sources, findings)).collect();
        Arc::new(Self { files, sources: sources.clone(), language, read: OnceLock::new() })
    }

    /// What is in the price list.
    pub(super) fn list(&self) -> &Contents {
        self.read.get_or_init(|| {
            if self.files.is_empty() {
                return Contents::default();
            }
            let loaded = catalog::read(&self.sources, &self.files, self.language);
            let rules = super::rules::all();
            let lint = catalog::lint(&loaded.catalog, &rules, self.language);
            Contents { catalog: Some(loaded.catalog), findings: loaded.findings, lint }
        })
    }

    /// Whether somebody would have to wait for the price list.
    pub(super) fn is_unread(&self) -> bool {
        !self.files.is_empty() && self.read.get().is_none()
    }

    /// Whether a file is one of the price list.
    pub(super) fn holds(&self, file: FileId) -> bool {
        self.files.contains(&file)
    }

    /// Whether another price list is made of the same files with the same text, so
    /// that it would be read in the same way.
    #[cfg(feature = "typeset")]
    fn same(&self, other: &Self) -> bool {
        let same = |id: &FileId| {
            let (own, other) = (self.sources.get(*id), other.sources.get(*id));
            own.path == other.path && own.text == other.text
        };
        self.language == other.language && self.files == other.files && self.files.iter().all(same)
    }
}

#[cfg(feature = "typeset")]
impl Workspace {
    /// Takes over a price list that was read before, where it would be read in the
    /// same way again; keeps its own otherwise.
    pub(super) fn keep_prices(&mut self, known: &mut Option<Arc<PriceList>>) {
        match known {
            Some(known) if known.same(&self.prices) => self.prices = Arc::clone(known),
            _ => *known = Some(Arc::clone(&self.prices)),
        }
    }
}

/// The files of a project's price list: `assets/catalog.yaml`, and
/// `assets/catalog/*.yaml` in the order of their names.
fn catalog_files(files: &Confined, project: &Project) -> Vec<String> {
    let mut names = vec![project.below_root("assets/catalog.yaml")];
    let folder = project.below_root("assets/catalog");
    let parts = files.list(&folder).unwrap_or_default();
    let parts = parts.iter().filter(|name| name.ends_with(".yaml") || name.ends_with(".yml"));
    names.extend(parts.map(|name| format!("{folder}/{name}")));
    names
}
