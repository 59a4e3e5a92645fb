use crate::catalog::{self, Catalog};
use crate::language::Language;
use crate::source::{SourceFile, Sources};
use crate::workspace::{Confined, Project};

/// The catalog of a project as it lies on the disk: `assets/catalog.yaml` or
/// the files of `assets/catalog/`. What is wrong with it is for `check` to
/// report. None where there is none.
pub fn price_list(project: &Project, language: Language) -> Option<Catalog> {
    let files = Confined::new(project.border.clone());
    let mut names = vec!["assets/catalog.yaml".to_owned()];
    let parts = std::fs::read_dir(project.root.join("assets/catalog")).into_iter().flatten().flatten();
    let parts = parts.filter_map(|entry| entry.file_name().into_string().ok());
    names.extend(parts.filter(|name| name.ends_with(".yaml")).map(|name| format!("assets/catalog/{name}")));
    names.sort();
    let mut sources = Sources::new();
    let ids: Vec<_> = names
        .into_iter()
        .filter_map(|name| {
            let text = String::from_utf8(files.read(&project.below_root(&name)).ok()?).ok()?;
            Some(sources.add(SourceFile::new(name, text)))
        })
        .collect();
    (!ids.is_empty()).then(|| catalog::read(&sources, &ids, language).catalog)
}
