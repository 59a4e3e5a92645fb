use std::path::{Path, PathBuf};

use crate::workspace::git;

/// Where proposals are checked on every change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ci {
    /// GitHub Actions.
    GitHub,
    /// GitLab CI.
    GitLab,
    /// Nowhere.
    None,
}

/// A git repository around a folder.
#[derive(Debug)]
pub(super) struct Repository {
    /// Its root.
    pub(super) root: PathBuf,
    /// The folder below the root, with `/`; `.` where it is the root.
    pub(super) folder: String,
}

impl Repository {
    /// The repository that a folder lies in; the folder itself where there is
    /// none.
    pub(super) fn around(folder: &Path) -> Self {
        let root = git::root(folder).unwrap_or(folder);
        let parts = folder.strip_prefix(root).ok().into_iter().flat_map(Path::components);
        let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
        let folder = if parts.is_empty() { ".".to_owned() } else { parts.join("/") };
        Self { root: root.to_path_buf(), folder }
    }

    /// A path of the folder as the repository names it.
    pub(super) fn name(&self, path: &str) -> String {
        if self.folder == "." { path.to_owned() } else { format!("{}/{path}", self.folder) }
    }

    /// Where it most likely runs its jobs: what lies there says it, else the
    /// address of its remote.
    pub(super) fn guess(&self) -> Ci {
        if self.root.join(".gitlab-ci.yml").exists() || self.root.join(".gitlab").is_dir() {
            return Ci::GitLab;
        }
        if self.root.join(".github").is_dir() {
            return Ci::GitHub;
        }
        let config = crate::workspace::read_bounded(&self.root.join(".git/config")).unwrap_or_default();
        let config = String::from_utf8_lossy(&config);
        let addresses = config.lines().filter_map(|line| line.trim().strip_prefix("url"));
        let hosts: Vec<String> =
            addresses.filter_map(|rest| host(rest.trim_start().strip_prefix('=')?)).collect();
        let names = |word: &str| hosts.iter().any(|host| host.contains(word));
        match (names("gitlab"), names("github")) {
            (true, _) => Ci::GitLab,
            (false, true) => Ci::GitHub,
            (false, false) => Ci::None,
        }
    }
}

/// The host in the address of a remote: `https://host/…`, `git@host:…`.
fn host(address: &str) -> Option<String> {
    let address = address.trim();
    let address = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = address.split(['/', ':']).find(|part| !part.is_empty())?;
    Some(host.rsplit('@').next().unwrap_or(host).to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::create;

    fn guess(files: &[(&str, &str)]) -> Ci {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            create(&path, text.as_bytes()).unwrap();
        }
        Repository::around(folder.path()).guess()
    }

    #[test]
    fn the_remote_or_what_lies_there_says_where_jobs_run() {
        let remote = |url: &str| format!("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = {url}\n");
        for (url, ci) in [
            ("git@github.com:acme/offres.git", Ci::GitHub),
            ("https://github.com/acme/offres", Ci::GitHub),
            ("https://user@gitlab.acme.fr/github/offres.git", Ci::GitLab),
            ("ssh://git@gitlab.com:22/acme/offres", Ci::GitLab),
            ("https://codeberg.org/acme/github-offres", Ci::None),
        ] {
            assert_eq!(guess(&[(".git/config", &remote(url))]), ci, "{url}");
        }
        assert_eq!(guess(&[(".github/CODEOWNERS", "")]), Ci::GitHub);
        assert_eq!(
            guess(&[(".gitlab-ci.yml", ""), (".git/config", &remote("git@github.com:a/b"))]),
            Ci::GitLab
        );
        assert_eq!(guess(&[]), Ci::None);
    }

    #[test]
    fn a_folder_knows_its_place_in_the_repository() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join(".git")).unwrap();
        let sub = folder.path().join("docs/offres");
        std::fs::create_dir_all(&sub).unwrap();
        let repository = Repository::around(&sub);
        assert_eq!(repository.folder, "docs/offres");
        assert_eq!(repository.name("proposals"), "docs/offres/proposals");
        assert_eq!(Repository::around(folder.path()).name("proposals"), "proposals");
    }
}
