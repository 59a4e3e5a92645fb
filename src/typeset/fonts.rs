//! The fonts that pages are set in: those of the project, then the embedded
//! ones; those of the system only where somebody asks for them, since the next
//! machine may not have them.

use std::sync::{Arc, LazyLock};

use typst::foundations::Bytes;
use typst::text::{Font, FontInfo};
use typst_kit::fonts::{FontSource, FontStore};

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        /// The embedded fonts: file name and bytes.
        pub static EMBEDDED: &[(&str, &[u8])] =
            &[$(($name, include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/", $name)))),+];
    };
}

embedded![
    "SourceSans3-Regular.otf",
    "SourceSans3-It.otf",
    "SourceSans3-Semibold.otf",
    "SourceSans3-SemiboldIt.otf",
    "SourceCodePro-Regular.otf",
    "SourceCodePro-Semibold.otf",
    "TwemojiMozilla.ttf",
    "DejaVuSans.ttf",
    "NewCMMath-Regular.otf",
];

/// A font file that is read when one of its fonts is needed.
#[derive(Clone)]
pub struct FontFile(Arc<dyn Fn() -> Option<Vec<u8>> + Send + Sync>);

impl std::fmt::Debug for FontFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FontFile").finish_non_exhaustive()
    }
}

impl FontFile {
    /// A file, by what reads it.
    pub fn new(read: impl Fn() -> Option<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }
}

/// One of the fonts in a file.
struct LaterFont {
    file: FontFile,
    index: u32,
}

impl FontSource for LaterFont {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new((self.file.0)()?), self.index)
    }
}

/// Adds fonts behind those that are there.
pub(super) fn add(store: &mut FontStore, files: &[FontFile]) {
    for file in files {
        let Some(bytes) = (file.0)() else { continue };
        for (index, info) in (0..).zip(FontInfo::iter(&bytes)) {
            store.push((LaterFont { file: file.clone(), index }, info));
        }
    }
}

/// What Typst asks of the embedded fonts before it opens any: family, style and
/// which characters they have, in their order. It is known beforehand because
/// reading it out of nine fonts takes a good part of a short document's time,
/// and most documents need three of them.
static INDEX: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/index.json"));

/// An embedded font that is parsed when a page needs it.
struct Embedded(&'static [u8]);

impl FontSource for Embedded {
    fn load(&self) -> Option<Font> {
        Font::new(Bytes::new(self.0), 0)
    }
}

/// Collects the fonts: the project's own first, so that they win over embedded
/// ones of the same family. A file that holds no font is passed over.
pub(super) fn store(own: &[Vec<u8>]) -> FontStore {
    let mut store = FontStore::new();
    for font in own.iter().flat_map(|bytes| Font::iter(Bytes::new(bytes.clone()))) {
        let info = font.info().clone();
        store.push((font, info));
    }
    store.extend(EMBEDDED.iter().map(|(_, bytes)| Embedded(bytes)).zip(index().iter().cloned()));
    store
}

/// The index of the embedded fonts.
fn index() -> &'static [FontInfo] {
    static PARSED: LazyLock<Vec<FontInfo>> =
        LazyLock::new(|| serde_json::from_str(INDEX).unwrap_or_else(|_| read_index()));
    &PARSED
}

/// Reads the index out of the fonts themselves.
fn read_index() -> Vec<FontInfo> {
    EMBEDDED.iter().filter_map(|(_, bytes)| FontInfo::new(bytes, 0)).collect()
}

/// The names of the families in a font file; none where it holds no font.
pub(super) fn families(bytes: &[u8]) -> Vec<String> {
    FontInfo::iter(bytes).map(|info| info.family).collect()
}

/// The names of the embedded families.
pub(super) fn embedded_families() -> &'static [String] {
    static FAMILIES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut families: Vec<_> = index().iter().map(|info| info.family.clone()).collect();
        families.dedup();
        families
    });
    &FAMILIES
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::brand::Fonts;

    #[test]
    fn the_families_of_the_neutral_brand_are_embedded() {
        let store = store(&[]);
        let fonts = Fonts::default();
        for family in [fonts.text, fonts.heading, fonts.code, fonts.emoji, fonts.symbols, fonts.math] {
            assert!(store.book().contains_family(&family.to_lowercase()), "{family}");
        }
    }

    /// After a change of the fonts: `UPDATE_FONT_INDEX=1 cargo test --lib index`.
    #[test]
    #[expect(clippy::disallowed_methods, reason = "who asks for it wants the file of the repository anew")]
    fn the_index_says_what_the_fonts_say() {
        let fresh = read_index();
        assert_eq!(fresh.len(), EMBEDDED.len());
        if std::env::var_os("UPDATE_FONT_INDEX").is_some() {
            let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/fonts/index.json");
            std::fs::write(path, serde_json::to_string(&fresh).unwrap() + "\n").unwrap();
        }
        let index: Vec<FontInfo> = serde_json::from_str(INDEX).unwrap();
        assert!(index == fresh, "assets/fonts/index.json is not that of the fonts");
    }

    #[test]
    fn further_fonts_come_last_and_are_read_when_they_are_needed() {
        let files: Vec<FontFile> = EMBEDDED
            .iter()
            .map(|(_, bytes)| FontFile::new(|| Some(bytes.to_vec())))
            .chain([FontFile::new(|| None), FontFile::new(|| Some(b"no font".to_vec()))])
            .collect();
        let mut all = FontStore::new();
        add(&mut all, &files);
        assert_eq!(all.book().families().count(), store(&[]).book().families().count());
        assert!(all.font(0).is_some());
    }

    #[test]
    fn a_file_that_is_no_font_is_passed_over() {
        let families = |store: &FontStore| store.book().families().count();
        assert_eq!(families(&store(&[b"no font".to_vec()])), families(&store(&[])));
    }
}
