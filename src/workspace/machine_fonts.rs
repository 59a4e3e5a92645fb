//! The fonts of this machine, for those who ask for them: pages that need them
//! can differ from one machine to the next.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::files::read_bounded;
use crate::typeset::fonts::FontFile;

/// The font files of this machine, in the order of their paths, without those
/// that are too large to be read.
pub(super) fn machine_fonts() -> Vec<FontFile> {
    let mut found = fontdb::Database::new();
    found.load_system_fonts();
    let paths: BTreeSet<PathBuf> = found
        .faces()
        .filter_map(|face| match &face.source {
            fontdb::Source::File(path) | fontdb::Source::SharedFile(path, _) => Some(path.clone()),
            fontdb::Source::Binary(_) => None,
        })
        .collect();
    paths.into_iter().map(|path| FontFile::new(move || read_bounded(&path).ok())).collect()
}
