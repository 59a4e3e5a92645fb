//! What Typst sees while it sets one document: a handful of virtual files over
//! the shared fonts and library.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr as _;
use std::sync::{LazyLock, Mutex, PoisonError};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::package::PackageSpec;
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, World};
use typst_kit::fonts::FontStore;

/// The virtual package that holds the generated code. Its version is that of
/// the contract with templates.
pub(super) const PACKAGE: &str = "@propose/document:0.1.0";

/// The generated code within the package.
pub(super) const GENERATED: &str = "proposal.typ";

static SPEC: LazyLock<Option<PackageSpec>> = LazyLock::new(|| PackageSpec::from_str(PACKAGE).ok());

/// The id of a file of the project. Typst keeps ids for ever and has 65 535 of
/// them: all documents share these few.
fn project_id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

/// The files of one document, by id.
#[derive(Clone, Default)]
pub(super) struct VirtualFiles(BTreeMap<(bool, String), Bytes>);

impl VirtualFiles {
    /// Adds a file beside `main.typ`.
    pub(super) fn project(&mut self, path: &str, bytes: Bytes) {
        self.0.insert((false, path.to_owned()), bytes);
    }

    /// Adds a file of the virtual package.
    pub(super) fn package(&mut self, path: &str, bytes: Bytes) {
        self.0.insert((true, path.to_owned()), bytes);
    }

    /// Whether a file in a folder beside `main.typ` holds a word.
    pub(super) fn mention(&self, folder: &str, word: &str) -> bool {
        let holds = |bytes: &Bytes| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        self.0.iter().any(|((package, path), bytes)| !package && path.starts_with(folder) && holds(bytes))
    }

    /// The files of code beside `main.typ`, by id, from the last to the first.
    pub(super) fn code(&self) -> impl Iterator<Item = (FileId, &Bytes)> {
        let code = self.0.iter().rev().filter(|((package, path), _)| !package && path.ends_with(".typ"));
        code.filter_map(|((_, path), bytes)| Some((project_id(path)?, bytes)))
    }

    /// All files: whether each is one of the package, its path and bytes.
    pub(super) fn into_files(self) -> impl Iterator<Item = (bool, String, Bytes)> {
        self.0.into_iter().map(|((package, path), bytes)| (package, path, bytes))
    }
}

impl VirtualFiles {
    fn load(&self, id: FileId) -> FileResult<Bytes> {
        let rooted = id.get();
        let path = rooted.vpath().get_without_slash();
        let package = match rooted.root() {
            VirtualRoot::Project => false,
            VirtualRoot::Package(spec) if SPEC.as_ref() == Some(spec) => true,
            // Packages never come from the network.
            VirtualRoot::Package(spec) => {
                return Err(FileError::Package(typst::diag::PackageError::NotFound(spec.clone())));
            }
        };
        self.0.get(&(package, path.to_owned())).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

/// Files that were parsed already, by id: those of the kit are the same for all
/// documents, and reading them anew costs as much as setting a page.
#[derive(Default)]
pub(super) struct Parsed(Mutex<HashMap<FileId, Source>>);

impl Parsed {
    /// The parsed file of these bytes.
    pub(super) fn source(&self, id: FileId, bytes: &Bytes) -> FileResult<Source> {
        let text = std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))?;
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(source) = known().get(&id).filter(|source| source.text() == text) {
            return Ok(source.clone());
        }
        let source = Source::new(id, text.to_owned());
        known().insert(id, source.clone());
        Ok(source)
    }
}

/// The world of one document, once set in one way.
pub(super) struct DocumentWorld<'a> {
    fonts: &'a FontStore,
    library: &'a LazyHash<Library>,
    files: VirtualFiles,
    main: FileId,
    /// What was parsed for any document, and for this one.
    templates: &'a Parsed,
    generated: &'a Parsed,
    /// What was asked for, since asking must be cheap.
    asked: Mutex<HashMap<FileId, FileResult<Source>>>,
}

impl<'a> DocumentWorld<'a> {
    /// The world of `files`, whose `main.typ` is set. None where Typst refuses
    /// the name.
    pub(super) fn new(
        fonts: &'a FontStore,
        library: &'a LazyHash<Library>,
        files: VirtualFiles,
        templates: &'a Parsed,
        generated: &'a Parsed,
    ) -> Option<Self> {
        let main = project_id("main.typ")?;
        Some(Self { fonts, library, files, main, templates, generated, asked: Mutex::default() })
    }
}

impl DocumentWorld<'_> {
    /// The generated code, where it was read.
    pub(super) fn generated(&self) -> Option<Source> {
        let path = VirtualPath::new(GENERATED).ok()?;
        let id = RootedPath::new(VirtualRoot::Package(SPEC.clone()?), path).intern();
        self.source(id).ok()
    }
}

impl World for DocumentWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let parse = || {
            let parsed = match id.get().root() {
                VirtualRoot::Project => self.templates,
                VirtualRoot::Package(_) => self.generated,
            };
            parsed.source(id, &self.files.load(id)?)
        };
        asked.entry(id).or_insert_with(parse).clone()
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.load(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        // No clock reaches a page.
        None
    }
}
