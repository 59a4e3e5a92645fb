//! Obsidian's resolution of links and embeds over a list of paths.

use std::collections::HashMap;

use super::names;
use crate::language::Language;
use crate::money::Currency;
use crate::source::SourceFile;

/// What the parser asks of the project's files.
pub trait Vault {
    /// The file that a link or embed names, by Obsidian's rules. `target` is
    /// what stands in the link without its fragment; `from` is the note it
    /// stands in. Paths are relative to the project's border, with `/`.
    fn resolve(&self, target: &str, from: &str) -> Resolution;

    /// The decoded source of a note, for embedding; none where it cannot be
    /// read.
    fn note(&self, path: &str) -> Option<SourceFile>;

    /// Whether single line ends are joined (`strictLineBreaks` in
    /// `.obsidian/app.json`; off where Obsidian's settings say nothing).
    fn strict_line_breaks(&self) -> bool;

    /// What holds for notes that do not say it themselves. Nothing unless a vault
    /// says otherwise.
    fn defaults(&self) -> Defaults {
        Defaults::default()
    }

    /// How many pages a PDF file has. Unknown unless a vault says otherwise.
    fn pdf_pages(&self, path: &str) -> PdfPages {
        let _ = path;
        PdfPages::Unknown
    }
}

/// A vault without files.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoVault;

impl Vault for NoVault {
    fn resolve(&self, _: &str, _: &str) -> Resolution {
        Resolution::Missing { looked: Vec::new(), near: Vec::new() }
    }

    fn note(&self, _: &str) -> Option<SourceFile> {
        None
    }

    fn strict_line_breaks(&self) -> bool {
        false
    }
}

/// What a project says for notes that do not say it themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Defaults {
    /// The language of a note whose words do not tell it.
    pub language: Option<Language>,
    /// The country whose taxes hold: ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// The currency of amounts that carry none.
    pub currency: Option<Currency>,
}

/// What a vault knows about the pages of a PDF file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfPages {
    /// It has so many.
    Count(u32),
    /// It opens with a password only.
    Locked,
    /// It is damaged, or no PDF.
    Unreadable,
    /// It has more bytes than are read.
    TooLarge,
    /// Nobody looked: this program was built without pages.
    Unknown,
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// To this file.
    Found(String),
    /// To nothing.
    Missing {
        /// The places that were looked at.
        looked: Vec<String>,
        /// Files with a similar name, the most similar first.
        near: Vec<String>,
    },
    /// Out of the project.
    Outside,
}

/// The paths of a vault, ready to be searched as Obsidian does.
#[derive(Debug, Clone, Default)]
pub struct VaultIndex {
    paths: Vec<String>,
    /// Compared form of the whole path → index.
    exact: HashMap<String, usize>,
    /// Compared form of the file name → indices.
    names: HashMap<String, Vec<usize>>,
}

/// How many similar names a finding lists.
const NEAR: usize = 3;

/// Endings that name an attachment, so that `.md` is not tried after them.
const ATTACHMENTS: &[&str] = &[
    "png",
    "jpg",
    "jpeg",
    "gif",
    "webp",
    "bmp",
    "svg",
    "avif",
    "tif",
    "tiff",
    "heic",
    "ico",
    "psd",
    "pdf",
    "mp3",
    "wav",
    "m4a",
    "ogg",
    "oga",
    "opus",
    "3gp",
    "flac",
    "mp4",
    "webm",
    "ogv",
    "mov",
    "mkv",
    "avi",
    "canvas",
    "base",
    "excalidraw",
    "md",
    "csv",
    "xlsx",
    "docx",
    "pptx",
    "zip",
];

impl VaultIndex {
    /// An index over paths relative to the project's border, with `/`. Folders
    /// whose name begins with a dot do not belong to a vault and are left out.
    pub fn new(paths: impl Iterator<Item = String>) -> Self {
        let mut paths: Vec<String> =
            paths.filter(|path| !path.split('/').any(|part| part.starts_with('.'))).collect();
        // The shortest path string wins among equals; then the order is fixed.
        paths.sort_by(|a, b| (a.chars().count(), a).cmp(&(b.chars().count(), b)));
        let mut index = Self { paths: Vec::new(), exact: HashMap::new(), names: HashMap::new() };
        for (at, path) in paths.iter().enumerate() {
            let compared = names::path(path);
            index.names.entry(names::file_name(&compared).to_owned()).or_default().push(at);
            index.exact.entry(compared).or_insert(at);
        }
        index.paths = paths;
        index
    }

    /// All paths, the shortest first.
    pub fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The file that `target` names in the note `from`.
    ///
    /// In this order: the exact path from the border; in the note's own folder;
    /// the shortest path that ends so. `.md` may be left out. Targets that
    /// begin with `./` or `../` are relative to the note only; steps above the
    /// border stay at it.
    pub fn resolve(&self, target: &str, from: &str) -> Resolution {
        let target = target.split('#').next().unwrap_or_default().trim().trim_end_matches('\\').trim();
        if is_elsewhere(target) {
            return Resolution::Outside;
        }
        let decoded = names::percent_decode(target);
        let mut looked = Vec::new();
        for target in std::iter::once(target).chain(decoded.as_deref()) {
            let relative = target.starts_with("./") || target.starts_with("../");
            let joined =
                if relative { format!("{}/{target}", names::folder(from)) } else { target.to_owned() };
            let Some(path) = normalise(&joined) else {
                // Above the vault's root, Obsidian stays there.
                let steps = joined.split('/').filter(|part| !matches!(*part, "" | "." | ".."));
                let below =
                    steps.skip(names::folder(from).split('/').filter(|part| !part.is_empty()).count());
                let below = below.collect::<Vec<_>>().join("/");
                let found = self.find(&below, from, true, &mut Vec::new()).filter(|_| relative);
                return found.map_or(Resolution::Outside, |path| Resolution::Found(path.to_owned()));
            };
            if let Some(found) = self.find(&path, from, relative, &mut looked) {
                return Resolution::Found(found.to_owned());
            }
        }
        let near = self.near(decoded.as_deref().unwrap_or(target));
        Resolution::Missing { looked, near }
    }

    fn find(&self, path: &str, from: &str, relative: bool, looked: &mut Vec<String>) -> Option<&str> {
        let mut forms = vec![path.to_owned()];
        if names::extension(path).is_none_or(|extension| !ATTACHMENTS.contains(&extension.as_str())) {
            forms.push(format!("{path}.md"));
        }
        let folder = names::folder(from);
        for form in &forms {
            let compared = names::path(form);
            let beside = names::path(&format!("{folder}/{form}"));
            let direct = if relative { vec![&compared] } else { vec![&compared, &beside] };
            if let Some(at) = direct.into_iter().find_map(|place| self.exact.get(place)) {
                return self.paths.get(*at).map(String::as_str);
            }
            if relative {
                continue;
            }
            let suffix = format!("/{compared}");
            let candidates = self.names.get(names::file_name(&compared)).map_or(&[][..], Vec::as_slice);
            let mut found = candidates
                .iter()
                .filter_map(|at| self.paths.get(*at))
                .filter(|path| format!("/{}", names::path(path)).ends_with(&suffix));
            if let Some(path) = found.next() {
                return Some(path);
            }
        }
        let mut add = |place: String| {
            if !looked.contains(&place) {
                looked.push(place);
            }
        };
        // A name without an ending is that of a note.
        let named = names::extension(path).is_some() || forms.len() == 1;
        for shown in forms.iter().skip(usize::from(!named)) {
            add(shown.clone());
            if !relative {
                if !folder.is_empty() {
                    add(format!("{folder}/{shown}"));
                }
                add(format!("**/{}", names::file_name(shown)));
            }
        }
        None
    }

    fn near(&self, target: &str) -> Vec<String> {
        let wanted = names::path(names::file_name(target));
        let wanted = wanted.strip_suffix(".md").unwrap_or(&wanted);
        let bound = (wanted.chars().count() / 3).max(1);
        let mut near: Vec<(usize, &String)> = self
            .paths
            .iter()
            .filter_map(|path| {
                let name = names::path(names::file_name(path));
                let name = name.strip_suffix(".md").unwrap_or(&name);
                // The same name with another ending is the likeliest slip.
                if stem(name) == stem(wanted) {
                    return Some((0, path));
                }
                let distance = strsim::damerau_levenshtein(wanted, name);
                (distance <= bound).then_some((distance, path))
            })
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.into_iter().take(NEAR).map(|(_, path)| path.clone()).collect()
    }
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A path of this machine rather than of the vault.
fn is_elsewhere(target: &str) -> bool {
    let mut chars = target.chars();
    let drive = chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next() == Some(':')
        && matches!(chars.next(), Some('\\' | '/'));
    drive
        || target.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("file:"))
        || target.starts_with('~')
}

/// Resolves `.` and `..`; none where the path leaves the border.
fn normalise(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(paths: &[&str]) -> VaultIndex {
        VaultIndex::new(paths.iter().map(|path| (*path).to_owned()))
    }

    fn found(paths: &[&str], target: &str, from: &str) -> Option<String> {
        match index(paths).resolve(target, from) {
            Resolution::Found(path) => Some(path),
            Resolution::Missing { .. } | Resolution::Outside => None,
        }
    }

    #[test]
    fn the_exact_path_then_the_own_folder_then_the_shortest_path_string() {
        let paths = ["Note.md", "a/Note.md", "a/b/Note.md", "zz/Other.md", "long-name/Other.md"];
        assert_eq!(found(&paths, "Note", "a/From.md").as_deref(), Some("Note.md"));
        assert_eq!(found(&paths[1..], "Note", "a/b/From.md").as_deref(), Some("a/b/Note.md"));
        assert_eq!(found(&paths, "Other", "a/b/From.md").as_deref(), Some("zz/Other.md"));
        assert_eq!(
            found(&["aaaa/N.md", "a/b/N.md"], "N", "x/From.md").as_deref(),
            Some("a/b/N.md"),
            "not the fewest folders: the shortest string"
        );
    }

    #[test]
    fn a_partial_path_is_matched_at_its_end() {
        let paths = ["x/a/b/Note.md", "x/ab/Note.md"];
        assert_eq!(found(&paths, "b/Note", "From.md").as_deref(), Some("x/a/b/Note.md"));
        assert_eq!(found(&paths, "a/b/Note.md", "From.md").as_deref(), Some("x/a/b/Note.md"));
    }

    #[test]
    fn a_relative_path_has_no_fallback_and_no_way_out() {
        let paths = ["a/x.png", "b/y.png"];
        assert_eq!(found(&paths, "./x.png", "a/From.md").as_deref(), Some("a/x.png"));
        assert_eq!(found(&paths, "../b/y.png", "a/From.md").as_deref(), Some("b/y.png"));
        assert_eq!(found(&paths, "./y.png", "a/From.md"), None);
        assert_eq!(found(&paths, "../../../b/y.png", "a/From.md").as_deref(), Some("b/y.png"));
        assert_eq!(found(&paths, "../../y.png", "a/From.md"), None);
        assert_eq!(index(&paths).resolve("../../etc/passwd", "a/From.md"), Resolution::Outside);
        assert_eq!(index(&paths).resolve("file:///etc/passwd", "a/From.md"), Resolution::Outside);
    }

    #[test]
    fn case_normal_forms_non_breaking_spaces_and_percent_signs_do_not_matter() {
        let paths = ["Log.md", "Devis sanite\u{301}.png", "Mon\u{a0}offre.md"];
        assert_eq!(found(&paths, "log", "From.md").as_deref(), Some("Log.md"));
        assert_eq!(found(&paths, "LOG.MD", "From.md").as_deref(), Some("Log.md"));
        assert_eq!(found(&paths, "devis sanité.PNG", "From.md"), Some(paths[1].to_owned()));
        assert_eq!(found(&paths, "Mon%20offre.md", "From.md"), Some(paths[2].to_owned()));
    }

    #[test]
    fn the_ending_may_only_be_left_out_for_notes() {
        let paths = ["x.png.md", "a.b.md", "logo.png"];
        assert_eq!(found(&paths, "x.png", "From.md"), None);
        assert_eq!(found(&paths, "a.b", "From.md").as_deref(), Some("a.b.md"));
        assert_eq!(found(&paths, "logo", "From.md"), None);
    }

    #[test]
    fn what_is_missing_names_the_places_and_the_nearest_files() {
        let paths = ["img/logo-exemple.png", "img/other.png", "logo-exempla.svg"];
        let Resolution::Missing { looked, near } = index(&paths).resolve("logo-exempla.png", "p/yas.md")
        else {
            panic!("it is missing")
        };
        assert_eq!(looked, ["logo-exempla.png", "p/logo-exempla.png", "**/logo-exempla.png"]);
        assert_eq!(near, ["logo-exempla.svg", "img/logo-exemple.png"]);
    }

    #[test]
    fn folders_that_begin_with_a_dot_do_not_count() {
        assert_eq!(found(&[".trash/Note.md", ".obsidian/x.md"], "Note", "From.md"), None);
    }
}
