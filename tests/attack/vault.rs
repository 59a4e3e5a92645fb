//! A vault in memory, with notes that embed each other and images.

use propose::parse::{PdfPages, Resolution, Vault, VaultIndex};
use propose::source::SourceFile;
use propose::typeset::Files;

/// A PNG of one black pixel.
pub(crate) const PNG: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0,
    0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63,
    0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60,
    0x82,
];

/// Notes that others embed.
pub(crate) const NOTES: &[(&str, &str)] = &[
    (
        "Note.md",
        "---\nsecret: x\n---\n# Titre\n\nCorps de la note[^1].\n\n- a ^bloc\n- b\n\n[^1]: pied\n\n## Sous\n\n![[Autre]]\n",
    ),
    ("Autre.md", "Autre %%caché%% note\n\n> [!tip] T\n> ![[Note#Sous]]\n"),
    ("boucle.md", "avant ![[boucle]] après\n\n![[boucle#x]]\n\n# x\n\n![[boucle#x]]\n"),
];

/// The vault and its files.
#[derive(Debug)]
pub(crate) struct MemoryVault(VaultIndex);

impl MemoryVault {
    pub(crate) fn new() -> Self {
        let others = ["logo.png", "doc.pdf", "son.mp3", "images/broken.png"];
        Self(VaultIndex::new(NOTES.iter().map(|(path, _)| *path).chain(others).map(str::to_owned)))
    }
}

impl Vault for MemoryVault {
    fn resolve(&self, target: &str, from: &str) -> Resolution {
        self.0.resolve(target, from)
    }

    fn note(&self, path: &str) -> Option<SourceFile> {
        NOTES.iter().find(|(known, _)| *known == path).map(|(path, text)| SourceFile::new(*path, *text))
    }

    fn strict_line_breaks(&self) -> bool {
        false
    }

    fn pdf_pages(&self, _: &str) -> PdfPages {
        PdfPages::Count(2)
    }
}

impl Files for MemoryVault {
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        match path {
            "logo.png" => Some(PNG.to_vec()),
            "images/broken.png" => Some(PNG[..40].to_vec()),
            "doc.pdf" => Some(b"%PDF-1.4 broken".to_vec()),
            _ => None,
        }
    }
}
