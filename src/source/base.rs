/// Where the paths of files begin, and how a repository names them: services
/// that show findings beside lines count from the root of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Base {
    /// The folder that paths begin in, whole: files of two folders are never
    /// one, whatever their paths.
    folder: String,
    /// What a repository puts before a path.
    before: String,
    /// What it leaves away from the beginning of a path.
    without: String,
}

impl Base {
    /// Paths that begin in a folder of a repository. Both are whole paths with
    /// `/`, and one of them lies in the other; anything else, as no repository
    /// at all, leaves paths as they are.
    pub fn new(folder: &str, repository: Option<&str>) -> Self {
        let below = |inner: &str, outer: &str| {
            let outer = outer.trim_end_matches('/');
            let rest = inner.trim_end_matches('/').strip_prefix(outer)?;
            match rest.strip_prefix('/') {
                Some(rest) => Some(format!("{rest}/")),
                None => rest.is_empty().then(String::new),
            }
        };
        let before = repository.and_then(|root| below(folder, root)).unwrap_or_default();
        let without = repository.and_then(|root| below(root, folder)).unwrap_or_default();
        Self { folder: folder.to_owned(), before, without }
    }

    /// A path as the repository names it.
    pub fn in_repository(&self, path: &str) -> String {
        format!("{}{}", self.before, path.strip_prefix(&self.without).unwrap_or(path))
    }
}

#[cfg(test)]
mod tests {
    use super::Base;

    #[test]
    fn a_path_is_named_from_the_root_of_the_repository() {
        for (folder, repository, path, expected) in [
            ("/r", Some("/r"), "p/a.md", "p/a.md"),
            ("/r/docs/offres", Some("/r"), "p/a.md", "docs/offres/p/a.md"),
            ("/r/docs", Some("/"), "p/a.md", "r/docs/p/a.md"),
            // A vault with a repository in it.
            ("/v", Some("/v/offres"), "offres/p/a.md", "p/a.md"),
            ("/v", Some("/v/offres"), "clauses/c.md", "clauses/c.md"),
            ("/r/docs", Some("/elsewhere"), "p/a.md", "p/a.md"),
            ("/r/docs2", Some("/r/docs"), "p/a.md", "p/a.md"),
            ("/r", None, "p/a.md", "p/a.md"),
        ] {
            assert_eq!(
                Base::new(folder, repository).in_repository(path),
                expected,
                "{folder} {repository:?}"
            );
        }
    }
}
