// A vault in memory: one note that embeds itself, one image, one PDF.

use propose::parse::{PdfPages, Resolution, Vault, VaultIndex};
use propose::source::SourceFile;

pub struct Memory(VaultIndex);

impl Memory {
    pub fn new() -> Self {
        Self(VaultIndex::new(["b.md", "a.png", "c.pdf"].into_iter().map(str::to_owned)))
    }
}

impl Vault for Memory {
    fn resolve(&self, target: &str, from: &str) -> Resolution {
        self.0.resolve(target, from)
    }

    fn note(&self, path: &str) -> Option<SourceFile> {
        (path == "b.md").then(|| SourceFile::new(path, "# B\n\ntexte[^1] ^x\n\n![[a]]\n![[b#B]]\n\n[^1]: n\n"))
    }

    fn strict_line_breaks(&self) -> bool {
        false
    }

    fn pdf_pages(&self, _: &str) -> PdfPages {
        PdfPages::Count(2)
    }
}
