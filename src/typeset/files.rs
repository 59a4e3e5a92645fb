//! Where the bytes of a document's files come from, and the templates that are
//! part of the program.

use crate::proposal::Attach;

/// A file that a PDF carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name in the PDF.
    pub name: &'static str,
    /// Its type.
    pub mime: &'static str,
    /// What readers say about it.
    pub description: &'static str,
    /// What it is to the pages: their `source`, or `data` that they show
    /// (PDF/A-3, `AFRelationship`).
    pub relationship: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Gives the files that a document names. Whoever implements it keeps paths
/// within the project's border.
pub trait Files: Send + Sync {
    /// An image or other file of the document: its path from the border of the
    /// project, with `/`.
    fn read(&self, path: &str) -> Option<Vec<u8>>;

    /// A file of the project's `templates` folder: its path within that folder.
    /// None where the project has no such file; the embedded one then holds.
    fn template(&self, path: &str) -> Option<Vec<u8>> {
        let _ = path;
        None
    }

    /// The files of a folder of the project's `templates` folder, beside those
    /// that the program has embedded: paths within `templates`.
    fn template_names(&self, folder: &str) -> Vec<String> {
        let _ = folder;
        Vec::new()
    }

    /// A file that the document asks the PDF to carry.
    fn attachment(&self, what: Attach) -> Option<Attachment> {
        let _ = what;
        None
    }

    /// A file that the brand names: its path from the folder of the brand file.
    fn brand(&self, path: &str) -> Option<Vec<u8>> {
        let _ = path;
        None
    }
}

/// No files at all.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
}

macro_rules! embedded {
    ($($path:literal),+ $(,)?) => {
        /// The templates that are part of the program: path within `templates`
        /// and text.
        pub static TEMPLATES: &[(&str, &str)] =
            &[$(($path, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/", $path)))),+];
    };
}

embedded![
    "brochure/template.typ",
    "kit/callouts.typ",
    "kit/company.typ",
    "kit/elements.typ",
    "kit/front.typ",
    "kit/furniture.typ",
    "kit/kit.typ",
    "kit/signing.typ",
    "kit/tables.typ",
    "kit/theme.typ",
    "kit/words.typ",
    "proposal/template.typ",
    "quote/template.typ",
];

/// A template file: the project's own, else the embedded one. The flag says
/// whether it is the project's.
pub(super) fn template(files: &dyn Files, path: &str) -> Option<(Vec<u8>, bool)> {
    if let Some(bytes) = files.template(path) {
        return Some((bytes, true));
    }
    let (_, text) = TEMPLATES.iter().find(|(known, _)| *known == path)?;
    Some((text.as_bytes().to_vec(), false))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_templates_folder_is_embedded() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        for folder in ["kit", "proposal", "quote", "brochure"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let name = entry.unwrap().file_name().into_string().unwrap();
                let path = format!("{folder}/{name}");
                if std::path::Path::new(&name).extension().is_some_and(|extension| extension == "typ") {
                    assert!(TEMPLATES.iter().any(|(known, _)| **known == path), "{path} is not embedded");
                }
            }
        }
    }
}
