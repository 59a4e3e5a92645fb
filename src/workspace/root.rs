use std::path::{Path, PathBuf};

use super::git;
use crate::source::Base;

/// The folders a run works in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// The project's root: settings, catalog, brand and templates are looked
    /// for below it.
    pub root: PathBuf,
    /// The outer of root and vault: no path is followed beyond it.
    pub border: PathBuf,
    /// Whether anything marks the root as a project; a lone file has only the
    /// folder it lies in.
    pub marked: bool,
}

impl Project {
    /// The project that a file or folder belongs to: the nearest folder above
    /// with `propose.yaml`, else with `assets/catalog.yaml`, `assets/catalog` or
    /// `assets/brand.yaml`, `.obsidian` or `.git`, else the folder itself.
    ///
    /// # Errors
    ///
    /// Where the path does not exist or cannot be read.
    pub fn find(path: &Path) -> std::io::Result<Self> {
        let path = std::fs::canonicalize(path)?;
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        let nearest = |markers: &[&str]| {
            folder
                .ancestors()
                .find(|above| markers.iter().any(|marker| above.join(marker).exists()))
                .map(Path::to_path_buf)
        };
        let others = ["assets/catalog.yaml", "assets/catalog", "assets/brand.yaml", ".obsidian", ".git"];
        let root = nearest(&["propose.yaml"]).or_else(|| nearest(&others));
        let marked = root.is_some();
        let root = root.unwrap_or_else(|| folder.to_path_buf());
        let border = match nearest(&[".obsidian"]) {
            Some(vault) if root.starts_with(&vault) => vault,
            _ => root.clone(),
        };
        Ok(Self { root, border, marked })
    }

    /// A path below the border, as findings and links name it: with `/`. None
    /// for a path outside.
    pub fn name(&self, path: &Path) -> Option<String> {
        let relative = path.strip_prefix(&self.border).ok()?;
        let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        Some(parts.join("/"))
    }

    /// Where the paths of its files begin, and how its repository names them.
    pub fn base(&self) -> Base {
        let text = |path: &Path| {
            let text = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
            text.strip_prefix("//?/").map_or(text.clone(), str::to_owned)
        };
        let repository = git::root(&self.root).map(text);
        Base::new(&text(&self.border), repository.as_deref())
    }

    /// The root as a path below the border: empty where the two are one.
    pub fn root_name(&self) -> String {
        self.name(&self.root).unwrap_or_default()
    }

    /// A name below the root as a name below the border.
    pub fn below_root(&self, name: &str) -> String {
        match self.root_name() {
            root if root.is_empty() => name.to_owned(),
            root => format!("{root}/{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::File::create(path).unwrap();
        }
        folder
    }

    fn found(folder: &tempfile::TempDir, file: &str) -> (String, String, bool) {
        let base = std::fs::canonicalize(folder.path()).unwrap();
        let project = Project::find(&base.join(file)).unwrap();
        let relative = |path: &Path| path.strip_prefix(&base).unwrap().to_string_lossy().into_owned();
        (relative(&project.root), relative(&project.border), project.marked)
    }

    #[test]
    fn a_brand_alone_marks_a_project() {
        let folder = tree(&["p/assets/brand.yaml", "p/notes/x.md"]);
        let project = Project::find(&folder.path().join("p/notes/x.md")).unwrap();
        assert!(project.marked && project.root.ends_with("p"), "{:?}", project.root);
    }

    #[test]
    fn the_nearest_propose_yaml_marks_the_root_before_anything_else() {
        let folder = tree(&["a/propose.yaml", "a/b/assets/catalog.yaml", "a/b/x.md"]);
        assert_eq!(found(&folder, "a/b/x.md"), ("a".into(), "a".into(), true));
    }

    #[test]
    fn a_vault_around_the_project_is_the_border() {
        let folder = tree(&["v/.obsidian/app.json", "v/p/propose.yaml", "v/p/x.md"]);
        assert_eq!(found(&folder, "v/p/x.md"), ("v/p".into(), "v".into(), true));
    }

    #[test]
    fn a_vault_inside_the_project_does_not_narrow_the_border() {
        let folder = tree(&["p/propose.yaml", "p/v/.obsidian/app.json", "p/v/x.md"]);
        assert_eq!(found(&folder, "p/v/x.md"), ("p".into(), "p".into(), true));
    }

    #[test]
    fn a_lone_file_has_only_its_folder() {
        let folder = tree(&["x.md"]);
        let (root, border, _) = found(&folder, "x.md");
        // A marker may lie above the temporary folder itself.
        assert!(root.is_empty() && border.is_empty());
    }
}
