//! What pages are made of beside the note: fonts, templates, what the brand names.

use super::{Confined, Project};
use crate::proposal::Attach;
use crate::typeset::{self, Attachment, Files, Typesetter};

/// The fonts of a project, from `assets/fonts`, and the embedded ones.
pub(super) fn own_typesetter(project: &Project, files: &Confined) -> Typesetter {
    Typesetter::new(&own_fonts(project, files))
}

/// The font files of a project that are not embedded.
pub(super) fn own_fonts(project: &Project, files: &Confined) -> Vec<Vec<u8>> {
    let folder = project.below_root("assets/fonts");
    let is_font = |name: &&String| {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
        matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc")
    };
    let names = files.list(&folder).unwrap_or_default();
    names
        .iter()
        .filter(is_font)
        .map(|name| format!("{folder}/{name}"))
        .filter(|name| !is_embedded(files, name))
        .filter_map(|name| files.read(&name).ok())
        .collect()
}

/// Whether a font file is one of the embedded ones. Its beginning tells: a font's
/// directory holds the length and the checksum of each of its tables (OpenType,
/// "Table Directory").
fn is_embedded(files: &Confined, name: &str) -> bool {
    let Ok((size, start)) = files.start(name, 1024) else { return false };
    let same = |bytes: &[u8]| bytes.len() as u64 == size && bytes.starts_with(&start);
    typeset::fonts::EMBEDDED.iter().any(|(_, bytes)| same(bytes))
}

/// The files of a project as templates and pages ask for them.
pub(super) struct ProjectFiles<'a> {
    files: &'a Confined,
    templates: String,
    brand_folder: String,
    /// What the document asks the PDF to carry.
    pub(super) attachments: Vec<(Attach, Attachment)>,
}

impl<'a> ProjectFiles<'a> {
    /// The files of a project whose brand file has this name below the border.
    pub(super) fn new(project: &Project, files: &'a Confined, brand_file: Option<&str>) -> Self {
        let folder =
            |name: &str| name.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
        Self {
            files,
            templates: project.below_root("templates"),
            brand_folder: brand_file.map(folder).unwrap_or_default(),
            attachments: Vec::new(),
        }
    }
}

impl Files for ProjectFiles<'_> {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(path).ok()
    }

    fn template(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(&format!("{}/{path}", self.templates)).ok()
    }

    fn template_names(&self, folder: &str) -> Vec<String> {
        let names = self.files.list(&format!("{}/{folder}", self.templates)).unwrap_or_default();
        names.into_iter().map(|name| format!("{folder}/{name}")).collect()
    }

    fn attachment(&self, what: Attach) -> Option<Attachment> {
        self.attachments.iter().find(|(own, _)| *own == what).map(|(_, attachment)| attachment.clone())
    }

    fn brand(&self, path: &str) -> Option<Vec<u8>> {
        self.files.read(&format!("{}/{path}", self.brand_folder)).ok()
    }
}
