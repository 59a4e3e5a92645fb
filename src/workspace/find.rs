//! Which note a user means.

use std::path::{Path, PathBuf};

use super::{Failure, Project};

/// Finds the note that a user means: the path as given, with `.md` added, or in
/// the `proposals` folder of the project around the current folder.
///
/// # Errors
///
/// Where there is no such note; the help names those that are nearest.
pub fn find_note(given: &Path) -> Result<PathBuf, Failure> {
    let with_extension = |path: &Path| {
        let mut name = path.as_os_str().to_owned();
        name.push(".md");
        PathBuf::from(name)
    };
    let mut places = vec![given.to_path_buf(), with_extension(given)];
    let mut folder = None;
    if given.is_relative() {
        let project = Project::find(Path::new(".")).map_err(|error| Failure::io(".", error))?;
        let proposals = project.root.join("proposals");
        places.extend([proposals.join(given), with_extension(&proposals.join(given))]);
        folder = Some(proposals);
    }
    if let Some(found) = places.into_iter().find(|place| place.is_file()) {
        return Ok(found);
    }
    if given.is_dir() {
        return Err(Failure::new(format!("{}: this is a folder", given.display()))
            .help("name a note in it, or use `propose build` for all of them"));
    }
    let failure = Failure::new(format!("{}: no such note", given.display()));
    let near = folder.map(|folder| near(&folder, given)).unwrap_or_default();
    Err(if near.is_empty() {
        failure.help("it is looked for where you are and in the project's `proposals` folder")
    } else {
        failure.help(format!("did you mean {}?", near.join(" or ")))
    })
}

/// Notes of a folder with a similar name.
fn near(folder: &Path, given: &Path) -> Vec<String> {
    let wanted = given.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<(usize, String)> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter_map(|path| {
            let name = path.file_stem()?.to_str()?.to_owned();
            let distance = strsim::damerau_levenshtein(&wanted, &name.to_lowercase());
            (distance * 3 <= name.chars().count().max(3)).then(|| (distance, format!("`{name}.md`")))
        })
        .collect();
    names.sort();
    names.into_iter().map(|(_, name)| name).take(2).collect()
}
