//! A bundle, read as `typst compile` reads a folder.

use std::collections::BTreeMap;

use propose::typeset::{Format, Job, Options, Typesetter, export};
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};
use typst_layout::PagedDocument;

use super::everything::{TestFiles, everything};
use super::model::Model;

struct Folder {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    files: BTreeMap<String, Vec<u8>>,
}

impl Folder {
    fn new(bundle: Vec<(String, Vec<u8>)>) -> Self {
        let files: BTreeMap<String, Vec<u8>> = bundle.into_iter().collect();
        let in_fonts = files.iter().filter(|(path, _)| path.starts_with("fonts/"));
        let fonts: Vec<Font> =
            in_fonts.flat_map(|(_, bytes)| Font::iter(Bytes::new(bytes.clone()))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { library: LazyHash::new(Library::default()), book, fonts, files }
    }

    fn bytes(&self, id: FileId) -> FileResult<Vec<u8>> {
        let rooted = id.get();
        let path = rooted.vpath().get_without_slash();
        let path = match rooted.root() {
            VirtualRoot::Project => path.to_owned(),
            VirtualRoot::Package(spec) => {
                format!("packages/{}/{}/{}/{path}", spec.namespace, spec.name, spec.version)
            }
        };
        self.files.get(&path).cloned().ok_or_else(|| FileError::NotFound(path.into()))
    }
}

impl World for Folder {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    fn main(&self) -> FileId {
        RootedPath::new(VirtualRoot::Project, VirtualPath::new("main.typ").unwrap()).intern()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        Ok(Source::new(id, String::from_utf8(self.bytes(id)?).unwrap()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        Ok(Bytes::new(self.bytes(id)?))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[test]
fn plain_typst_makes_the_same_pages_of_a_bundle() {
    let mut m = Model::new();
    let proposal = everything(&mut m);
    let brand = propose::settings::Brand::default();
    let job = Job { proposal: &proposal, brand: &brand, template: None, files: &TestFiles, draft: false };
    let typesetter = Typesetter::new(&[]);
    let (bundle, findings) = typesetter.bundle(&job, typesetter.prepare(&job));
    assert_eq!(findings, []);
    let paths: Vec<&str> = bundle.iter().map(|(path, _)| path.as_str()).collect();
    for path in [
        "main.typ",
        "templates/kit/kit.typ",
        "templates/proposal/template.typ",
        "packages/propose/document/0.1.0/typst.toml",
        "packages/propose/document/0.1.0/proposal.typ",
        "packages/propose/document/0.1.0/files/0.svg",
        "fonts/SourceSans3-Regular.otf",
    ] {
        assert!(paths.contains(&path), "{path} is not in {paths:?}");
    }
    let plain = typst::compile::<PagedDocument>(&Folder::new(bundle)).output.unwrap();
    let own = typesetter.compile(&job, &mut m.sources()).document.unwrap();
    let pdf = |document| export(document, Format::Pdf, &Options::default()).unwrap();
    assert!(pdf(&plain) == pdf(&own), "the pages differ");
}
