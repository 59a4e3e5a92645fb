use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::fill::{self, Value};
use super::host::{Ci, Repository};
use super::item::presentable;
use super::project::{self, Text};
use super::{Request, Terms, Validity, Wanted, ignore, new};
use crate::catalog::{self, Catalog};
use crate::language::Language;
use crate::settings::Policy;
use crate::source::{SourceFile, Sources};
use crate::workspace::{Failure, ReadError, Workspace, create, read_bounded, write};

/// How many items the first proposal shows.
const FIRST_ITEMS: usize = 2;

/// How a folder is made ready.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// The language of what is written: French, else English.
    pub language: Language,
    /// Where proposals are checked on every change; guessed from the
    /// repository where it is not said.
    pub ci: Option<Ci>,
    /// The date of the first proposal.
    pub date: NaiveDate,
    /// A catalog read out of an offer, in place of the example.
    pub catalog: Option<&'a str>,
    /// Templates for a designer: paths below `templates/` and texts.
    pub templates: &'a [(&'a str, &'a str)],
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was written.
    Created,
    /// Lines were added at its end.
    Extended,
    /// It was there and stays as it was.
    Kept,
}

/// A file of a folder that was made ready.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// Its path below the folder, with `/`; the whole path where it belongs to
    /// the repository around.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
}

/// Makes a folder ready: settings, catalog, brand, a first proposal, CI. The
/// folder may be empty, missing, a vault or a repository; nothing that lies
/// there is changed, except that `.gitignore` gets further lines.
///
/// # Errors
///
/// Where something cannot be written. What was written by then stays; a second
/// run goes on from there.
pub fn init(folder: &Path, options: &Options<'_>) -> Result<Vec<Made>, Failure> {
    let own = options.catalog.map(|text| imported(text, options.language)).transpose()?;
    let failed = |error| Failure::io(folder.display(), error);
    std::fs::create_dir_all(folder).map_err(failed)?;
    let root = std::fs::canonicalize(folder).map_err(failed)?;
    let mut maker = Maker { made: Vec::new(), folder: root.clone() };
    maker.create(&root, "propose.yaml", &settings(options.language, own.as_ref()))?;
    if root.join("assets/catalog").is_dir() {
        maker.note(&root, "assets/catalog", Fate::Kept);
    } else {
        let example = project::catalog(options.language);
        maker.create(&root, "assets/catalog.yaml", options.catalog.unwrap_or(example))?;
    }
    if maker.create(&root, "assets/brand.yaml", project::brand(options.language))? == Fate::Created {
        // A brand that was there has logos of its own.
        for (name, text) in project::LOGOS {
            maker.create(&root, &format!("assets/{name}"), text)?;
        }
    }
    for (name, text) in project::SCHEMAS {
        maker.create(&root, &format!("assets/{name}"), text)?;
    }
    for (name, text) in options.templates {
        maker.create(&root, &format!("templates/{name}"), text)?;
    }
    maker.first_proposal(&root, options)?;
    maker.ignore(&root, options.language)?;
    maker.repository(&Repository::around(&root), options)?;
    Ok(maker.made)
}

struct Maker {
    made: Vec<Made>,
    folder: PathBuf,
}

impl Maker {
    fn note(&mut self, base: &Path, name: &str, fate: Fate) {
        let name = if base == self.folder { name.to_owned() } else { base.join(name).display().to_string() };
        self.made.push(Made { name, fate });
    }

    /// Writes a file where nothing has its name.
    fn create(&mut self, base: &Path, name: &str, text: &str) -> Result<Fate, Failure> {
        let path = base.join(name);
        let failed = |error| Failure::io(path.display(), error);
        if path.symlink_metadata().is_ok() {
            self.note(base, name, Fate::Kept);
            return Ok(Fate::Kept);
        }
        let parent = path.parent().unwrap_or(base);
        std::fs::create_dir_all(parent).map_err(failed)?;
        if !std::fs::canonicalize(parent).map_err(failed)?.starts_with(base) {
            return Err(Failure::new(format!(
                "{}: this folder is a link that leads elsewhere",
                parent.display()
            ))
            .help("make it a folder of the project, or run `propose init` where it leads"));
        }
        let fate = match create(&path, text.as_bytes()) {
            Ok(()) => Fate::Created,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Fate::Kept,
            Err(error) => return Err(failed(error)),
        };
        self.note(base, name, fate);
        Ok(fate)
    }

    /// Writes a first proposal from the catalog as it now is, where there is no
    /// note yet and the catalog has something to show.
    fn first_proposal(&mut self, root: &Path, options: &Options<'_>) -> Result<(), Failure> {
        let workspace = Workspace::open(root)?;
        let policy = &workspace.policy;
        let notes = policy.proposals.as_ref().map_or("proposals", |field| &field.value);
        if has_notes(&root.join(notes)) {
            return Ok(());
        }
        let Some(catalog) = workspace.price_list() else { return Ok(()) };
        let items = first_items(catalog, policy, options);
        if items.is_empty() {
            // Builds look for the folder, and git keeps none that is empty.
            self.create(root, &format!("{notes}/.gitkeep"), "")?;
            return Ok(());
        }
        let example = project::example(options.language);
        let request = Request {
            name: example.name,
            starter: Some(options.language.pick("proposition", "proposal")),
            language: Some(options.language),
            client: Some(example.client),
            title: Some(example.title),
            date: options.date,
            validity: Validity::default(),
            items: &items,
        };
        let note = new(&workspace, &request)?;
        let name = note.path.strip_prefix(root).unwrap_or(&note.path);
        let parts: Vec<_> = name.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        self.note(root, &parts.join("/"), Fate::Created);
        Ok(())
    }

    /// Adds what is missing to `.gitignore`.
    fn ignore(&mut self, root: &Path, language: Language) -> Result<(), Failure> {
        let path = root.join(".gitignore");
        let old = match read_bounded(&path) {
            Ok(old) => old,
            Err(ReadError::Missing) => Vec::new(),
            Err(error) => return Err(Failure::new(format!("{}: {error}", path.display()))),
        };
        let linked = path.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        let fate = match ignore::extended(&old, language) {
            // A link would be replaced by a file of its own.
            _ if linked => Fate::Kept,
            None => Fate::Kept,
            Some(new) => {
                write(&path, &new).map_err(|error| Failure::io(path.display(), error))?;
                if old.is_empty() { Fate::Created } else { Fate::Extended }
            }
        };
        self.note(root, ".gitignore", fate);
        Ok(())
    }

    /// Writes what belongs to the root of the repository.
    fn repository(&mut self, repository: &Repository, options: &Options<'_>) -> Result<(), Failure> {
        let language = options.language;
        let mut files = vec![project::pre_commit(language)];
        match options.ci.unwrap_or_else(|| repository.guess()) {
            Ci::GitHub => files.push(project::github(language)),
            Ci::GitLab => files.push(project::gitlab(language)),
            Ci::None => {}
        }
        let values = values(repository);
        for Text { name, text } in files {
            let text = fill::yaml(name, text, &values)?;
            self.create(&repository.root, name, &text)?;
        }
        Ok(())
    }
}

/// `propose.yaml`, with the currency of an own catalog. Whoever sells in another
/// than their country's is not told where they are.
fn settings(language: Language, catalog: Option<&Catalog>) -> String {
    let text = project::settings(language);
    let Some(currency) = catalog.map(|catalog| format!("currency: {}\n", catalog.currency)) else {
        return text.to_owned();
    };
    let own = text.split_inclusive('\n').any(|line| line == currency);
    let line = |line: &str| match line {
        line if own => line.to_owned(),
        line if line.starts_with("currency: ") => currency.clone(),
        line if line.starts_with("country: ") => format!("# {line}"),
        line => line.to_owned(),
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The catalog that was read out of an offer.
fn imported(text: &str, language: Language) -> Result<Catalog, Failure> {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("assets/catalog.yaml", text));
    let catalog = catalog::read(&sources, &[file], language).catalog;
    if catalog.items.is_empty() {
        return Err(Failure::new("no prices were found in the offer")
            .help("without an offer, `propose init` begins with an example catalog"));
    }
    Ok(catalog)
}

/// What stands for the placeholders of CI files.
fn values(repository: &Repository) -> Vec<(&'static str, Value)> {
    let address = env!("CARGO_PKG_REPOSITORY");
    let action = address.trim_start_matches("https://github.com/");
    let check = match repository.folder.as_str() {
        "." => "propose check".to_owned(),
        _ => format!("propose check '{}'", repository.name("proposals")),
    };
    let prefix = repository.name("");
    let files = format!("^{}(proposals/|assets/|templates/|propose\\.yaml$)", escape_regex(&prefix));
    [
        ("folder", repository.folder.clone()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("action", action.to_owned()),
        ("raw", format!("https://raw.githubusercontent.com/{action}")),
        ("check", check),
        ("files", files),
    ]
    .map(|(name, value)| (name, Value::Text(value)))
    .into()
}

fn escape_regex(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r"\.+*?()|[]{}^$".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The items of the first proposal.
fn first_items(catalog: &Catalog, policy: &Policy, options: &Options<'_>) -> Vec<Wanted> {
    let country = policy.country.as_ref().map(|country| country.value.as_str());
    let terms = Terms { date: options.date, language: options.language, country };
    let found = presentable(catalog, &terms, FIRST_ITEMS);
    found.into_iter().map(|(item, _)| Wanted { reference: item.reference, quantity: None }).collect()
}

/// Whether a folder holds a note, at any depth.
fn has_notes(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => has_notes(&path),
            Ok(_) => path.extension().is_some_and(|extension| extension == "md"),
            Err(_) => false,
        }
    })
}

#[cfg(test)]
mod tests;
