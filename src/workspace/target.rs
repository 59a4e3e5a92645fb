//! Where the pages of a note go.

use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use super::Failure;
use crate::proposal::Proposal;

/// Where the pages of a note go, without an extension: beside it, or where
/// its frontmatter says, within the project.
pub(super) fn target(note: &Path, proposal: &Proposal, draft: bool) -> Result<PathBuf, Failure> {
    let output = proposal.metadata.output.as_ref().map(|output| output.value.as_str());
    let name = note.file_stem().unwrap_or_default();
    let folder = note.parent().unwrap_or(Path::new(""));
    let target = target_name(name, output, draft)?;
    if leaves(folder, &target) {
        return Err(outside(output.unwrap_or_default()));
    }
    Ok(folder.join(target))
}

/// Where the pages of a note go, below its folder and without an extension:
/// `name`, or what its frontmatter says.
///
/// # Errors
///
/// Where the frontmatter leads out of the folder.
pub(super) fn target_name(name: &OsStr, output: Option<&str>, draft: bool) -> Result<PathBuf, Failure> {
    let mut target = PathBuf::from(name);
    if let Some(output) = output {
        let asked = Path::new(output);
        target = plain(asked).ok_or_else(|| outside(output))?;
        if asked.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf")) {
            target.set_extension("");
        }
    }
    if draft {
        let mut name = target.into_os_string();
        name.push(".draft");
        target = name.into();
    }
    Ok(target)
}

fn outside(output: &str) -> Failure {
    Failure::new(format!("`output: {output}` leads out of the note's folder"))
        .help("name a file below the note's folder, or use `-o`")
}

/// A path that stays below where it starts on every system: no `..`, no drive,
/// no character that means something else elsewhere.
fn plain(path: &Path) -> Option<PathBuf> {
    let foreign = |c: char| c.is_control() || matches!(c, '\\' | ':');
    let parts: Option<PathBuf> = path
        .components()
        .map(|part| match part {
            Component::Normal(part) => part.to_str().filter(|part| !part.contains(foreign)),
            _ => None,
        })
        .collect();
    parts.filter(|parts| !parts.as_os_str().is_empty())
}

/// Whether one of the folders on the way is a link that leads out of the first
/// one. Those that are not there yet will be made as folders.
fn leaves(folder: &Path, target: &Path) -> bool {
    let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let Ok(base) = std::fs::canonicalize(here) else { return false };
    target
        .ancestors()
        .skip(1)
        .filter_map(|above| std::fs::canonicalize(here.join(above)).ok())
        .any(|real| !real.starts_with(&base))
}
