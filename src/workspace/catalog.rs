//! The price list by itself: what `propose catalog` does.

use std::path::Path;

use super::{Failure, Workspace, git, read_bounded};
use crate::catalog::{self, Catalog};
use crate::diagnostics::{Diagnostic, Severity};
use crate::language::Language;
use crate::parse::{self, NoVault};
use crate::source::{self, Sources};

/// A catalog from somewhere: a file, another file, another time.
#[derive(Debug)]
pub struct Read {
    /// The catalog.
    pub catalog: Catalog,
    /// How many errors its file has: entries that could not be read are not in
    /// it.
    pub errors: usize,
}

impl Workspace {
    /// The catalog of the project; none where it has none.
    pub fn price_list(&self) -> Option<&Catalog> {
        self.prices.list().catalog.as_ref()
    }

    /// The catalog of the project.
    ///
    /// # Errors
    ///
    /// Where it has none.
    pub fn catalog(&self) -> Result<&Catalog, Failure> {
        self.price_list().ok_or_else(|| {
            let file = self.project.root.join("assets/catalog.yaml");
            Failure::new(format!("{}: the project has no catalog", file.display()))
                .help("`propose init` makes one, `propose catalog import` reads one out of an offer")
        })
    }

    /// A catalog that is named on the command line: a file, a revision
    /// (`HEAD~1`), or a file in a revision (`HEAD~1:assets/catalog.yaml`).
    ///
    /// # Errors
    ///
    /// Where it is neither, or cannot be read.
    pub fn catalog_at(&self, name: &str) -> Result<Read, Failure> {
        let path = Path::new(name);
        let files = if path.is_file() {
            let bytes = read_bounded(path).map_err(|error| Failure::new(format!("{name}: {error}")))?;
            vec![(name.to_owned(), bytes)]
        } else if name.starts_with('-') {
            return Err(Failure::new(format!("{name}: no such file")));
        } else {
            self.catalog_of_revision(name).map_err(|failure| {
                let message = format!("{name}: neither a file nor a revision with a catalog");
                Failure::new(message).help(failure.help.unwrap_or(failure.message))
            })?
        };
        let mut sources = Sources::new();
        let parts: Vec<_> =
            files.into_iter().map(|(name, bytes)| sources.add(source::read(name, &bytes).0)).collect();
        let loaded = catalog::read(&sources, &parts, self.language());
        let is_error = |finding: &&Diagnostic| finding.severity == Severity::Error;
        // Compared with nothing, everything would seem new or gone.
        if loaded.catalog.items.is_empty()
            && let Some(error) = loaded.findings.iter().find(is_error)
        {
            let line = error.span.map_or(1, |span| sources.range(span).start.line);
            return Err(Failure::new(format!("{name}:{line}: {}", error.message))
                .help("nothing in it can be compared; `propose catalog check` shows what is wrong"));
        }
        Ok(Read { errors: loaded.findings.iter().filter(is_error).count(), catalog: loaded.catalog })
    }

    fn catalog_of_revision(&self, name: &str) -> Result<Vec<(String, Vec<u8>)>, Failure> {
        let root = &self.project.root;
        if let Some((revision, path)) = name.split_once(':') {
            return Ok(vec![(name.to_owned(), git::show(root, revision, path)?)]);
        }
        let listed = git::run(
            root,
            &["ls-tree", "--name-only", "-z", name, "--", "assets/catalog.yaml", "assets/catalog/"],
        )?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let yaml = |path: &&str| {
            let path = Path::new(path);
            path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
        };
        let files: Vec<_> = listed
            .split('\0')
            .filter(yaml)
            .map(|path| Ok((path.to_owned(), git::show(root, name, &format!("./{path}"))?)))
            .collect::<Result<_, Failure>>()?;
        if files.is_empty() {
            return Err(Failure::new(format!("{name} has no assets/catalog.yaml")));
        }
        Ok(files)
    }
}

/// A catalog that was read out of an offer.
#[derive(Debug)]
pub struct Imported {
    /// The text of its file.
    pub text: String,
    /// The language of the offer.
    pub language: Language,
}

/// A catalog file with what an offer sells.
///
/// # Errors
///
/// Where the note cannot be read.
pub fn import(note: &Path) -> Result<Imported, Failure> {
    let bytes = read_bounded(note).map_err(|error| Failure::new(format!("{}: {error}", note.display())))?;
    let mut sources = Sources::new();
    let file = sources.add(source::read(note.display().to_string(), &bytes).0);
    let parsed = parse::parse(&mut sources, file, &NoVault);
    let origin = note
        .file_name()
        .map_or_else(|| note.display().to_string(), |name| name.to_string_lossy().into_owned());
    let text = catalog::import(&parsed.proposal, &parsed.pricing, &origin);
    Ok(Imported { text, language: parsed.proposal.metadata.language })
}
