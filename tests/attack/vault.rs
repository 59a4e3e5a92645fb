//! A vault in memory, with notes that embed each other and images.

use propose::parse::{Resolution, Vault, VaultIndex};
use propose::source::SourceFile;
use propose::typeset::Files;

use crate::typeset::everything::PNG;

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

    fn pdf_pages(&self, _: &str) -> Option<u32> {
        Some(2)
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
