//! Why an image cannot be shown, and what is said about it.

use super::IMAGE_UNREADABLE;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::source::Span;

/// Why an image cannot be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::typeset) enum Problem {
    /// There is no such file.
    Absent,
    /// It is of a format that pages cannot hold: its name.
    Format(&'static str),
    /// What Git LFS leaves where it did not fetch a file.
    Pointer,
    /// Nothing known.
    Unknown,
    /// It has too many pixels or bytes.
    TooLarge,
    /// It has too many with those before it.
    Together,
    /// It is damaged: the decoder's words.
    Damaged(String),
    /// An SVG that shows another file: its address.
    Refers(String),
    /// A PDF opens with a password only.
    Locked,
    /// A PDF has no such page.
    Page(u32),
    /// A page of a PDF holds something that cannot be drawn.
    Incomplete(u32),
}

impl Problem {
    /// The finding for an image at a place.
    pub(in crate::typeset) fn finding(&self, path: &str, span: Span, language: Language) -> Diagnostic {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (message, help) = match self {
            Self::Absent => (
                language.pick(format!("image `{name}` illisible"), format!("image `{name}` cannot be read")),
                None,
            ),
            Self::Format(format) => {
                (
                    language.pick(
                        format!("image `{name}` au format {format}, qu'une page ne peut pas contenir"),
                        format!("image `{name}` is {format}, which a page cannot hold"),
                    ),
                    Some(language.pick(
                        "enregistrez-la en PNG, JPEG, WebP ou SVG",
                        "save it as PNG, JPEG, WebP or SVG",
                    )),
                )
            }
            Self::Pointer => (
                language.pick(
                    format!("`{name}` est un pointeur de Git LFS, pas l'image"),
                    format!("`{name}` is a Git LFS pointer, not the image"),
                ),
                Some(language.pick(
                    "`git lfs pull` apporte les fichiers eux-mêmes",
                    "`git lfs pull` brings the files themselves",
                )),
            ),
            Self::Unknown => (
                language.pick(format!("`{name}` n'est pas une image"), format!("`{name}` is not an image")),
                None,
            ),
            Self::TooLarge => (
                language.pick(format!("image `{name}` trop grande"), format!("image `{name}` is too large")),
                Some(language.pick(
                    "100 millions de pixels et 100 Mo au plus : enregistrez-la plus petite",
                    "100 million pixels and 100 MB at most: save it smaller",
                )),
            ),
            Self::Together => (
                language.pick(
                    format!("image `{name}` trop grande avec les autres images"),
                    format!("image `{name}` is too large beside the other images"),
                ),
                Some(language.pick(
                    "200 millions de pixels au plus dans un document : enregistrez-les plus petites",
                    "200 million pixels at most in one document: save them smaller",
                )),
            ),
            Self::Damaged(detail) => (
                language.pick(
                    format!("image `{name}` endommagée : {detail}"),
                    format!("image `{name}` is damaged: {detail}"),
                ),
                None,
            ),
            Self::Refers(address) => (
                language.pick(
                    format!("image `{name}` : elle montre un autre fichier, `{address}`, qui n'est pas lu"),
                    format!("image `{name}` shows another file, `{address}`, which is not read"),
                ),
                Some(language.pick(
                    "incorporez ce fichier dans le SVG à l'enregistrement",
                    "embed that file in the SVG when you save it",
                )),
            ),
            Self::Locked => (
                language.pick(
                    format!("`{name}` est protégé par un mot de passe"),
                    format!("`{name}` is protected by a password"),
                ),
                Some(language.pick(
                    "enregistrez-en une copie sans mot de passe",
                    "save a copy of it without a password",
                )),
            ),
            Self::Incomplete(page) => (
                language.pick(
                    format!("`{name}`, page {page} : une police ou une image ne peut pas être dessinée"),
                    format!("`{name}`, page {page}: a font or an image cannot be drawn"),
                ),
                Some(language.pick(
                    "enregistrez la page en PNG et incorporez cette image",
                    "save the page as PNG and embed that image",
                )),
            ),
            Self::Page(page) => (
                language
                    .pick(format!("`{name}` n'a pas de page {page}"), format!("`{name}` has no page {page}")),
                None,
            ),
        };
        let finding = Diagnostic::new(&IMAGE_UNREADABLE, message).at(span);
        match help {
            Some(help) => finding.help(help),
            None => finding,
        }
    }
}
