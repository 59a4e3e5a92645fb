use std::fmt;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::recorder::{Answer, Question, Recorder, Stat};

/// The largest file that is read, in bytes: images, fonts, PDF files.
pub const MAX_FILE_SIZE: u64 = 64 << 20;

/// The largest text that is read, in bytes: notes, catalogs, brands. A note of a
/// hundred pages has a fiftieth of it.
pub const MAX_TEXT_SIZE: u64 = 8 << 20;

/// The endings of texts.
const TEXTS: &[&str] = &["md", "markdown", "yaml", "yml", "csv", "txt"];

/// The largest size that a file of this name may have.
fn most(path: &Path) -> u64 {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_lowercase);
    if ending.is_some_and(|ending| TEXTS.contains(&ending.as_str())) { MAX_TEXT_SIZE } else { MAX_FILE_SIZE }
}

/// Reads files below one folder and nothing else: not by `..`, not by an
/// absolute path, not by a symbolic link.
#[derive(Debug, Clone)]
pub struct Confined {
    border: PathBuf,
    recorder: Option<Arc<Recorder>>,
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// The path leads beyond the border.
    Outside,
    /// The file is larger than [`MAX_FILE_SIZE`], or a text than
    /// [`MAX_TEXT_SIZE`]: its size, and that bound.
    TooLarge(u64, u64),
    /// The system refused.
    Io(std::io::Error),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file"),
            Self::Outside => f.write_str("the path leads out of the project"),
            Self::TooLarge(size, most) => {
                write!(f, "the file is too large ({} MiB; at most {} MiB)", size >> 20, most >> 20)
            }
            Self::Io(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<std::io::Error> for ReadError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Self::Missing,
            _ => Self::Io(error),
        }
    }
}

impl Confined {
    /// Reads below `border`, which is taken as it is: canonicalise it before.
    pub fn new(border: PathBuf) -> Self {
        Self { border, recorder: None }
    }

    /// The same files, with all that is asked of them written down.
    #[must_use]
    pub fn recorded(&self, recorder: &Arc<Recorder>) -> Self {
        Self { border: self.border.clone(), recorder: Some(Arc::clone(recorder)) }
    }

    pub(super) fn note(&self, question: impl FnOnce() -> Question, answer: impl FnOnce() -> Answer) {
        if let Some(recorder) = &self.recorder {
            recorder.note(question(), answer());
        }
    }

    /// The folder.
    pub fn border(&self) -> &Path {
        &self.border
    }

    /// Where a name below the border really lies, links resolved.
    ///
    /// # Errors
    ///
    /// Where there is nothing, or where it lies beyond the border.
    pub fn locate(&self, name: &str) -> Result<PathBuf, ReadError> {
        let found = self.find(name);
        self.note(|| Question::Place(name.to_owned()), || Answer::place(&found));
        found
    }

    fn find(&self, name: &str) -> Result<PathBuf, ReadError> {
        let relative = Path::new(name);
        let plain =
            relative.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        if !plain {
            return Err(ReadError::Outside);
        }
        let real = std::fs::canonicalize(self.border.join(relative))?;
        if real.starts_with(&self.border) { Ok(real) } else { Err(ReadError::Outside) }
    }

    /// The bytes of a file.
    ///
    /// # Errors
    ///
    /// As [`Confined::locate`]; also for folders, special files and files that
    /// are too large.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, ReadError> {
        self.noted(name, self.find(name).and_then(|path| read_with_state(&path)))
    }

    /// The size of a file and its first bytes, at most so many.
    ///
    /// # Errors
    ///
    /// As [`Confined::read`].
    #[cfg(feature = "typeset")]
    pub(super) fn start(&self, name: &str, length: u64) -> Result<(u64, Vec<u8>), ReadError> {
        if self.recorder.is_some() {
            // What is written down is a digest of the whole.
            let mut bytes = self.read(name)?;
            let size = bytes.len() as u64;
            bytes.truncate(usize::try_from(length).unwrap_or(usize::MAX));
            return Ok((size, bytes));
        }
        let path = self.find(name)?;
        let size = regular(&path)?.len();
        let mut bytes = Vec::new();
        std::fs::File::open(path)?.take(length).read_to_end(&mut bytes)?;
        Ok((size, bytes))
    }

    /// The bytes of a file whose place is known; `name` is what it is called.
    ///
    /// # Errors
    ///
    /// As [`read_bounded`].
    pub(super) fn read_at(&self, name: &str, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.noted(name, read_with_state(path))
    }

    fn noted(&self, name: &str, read: Result<(Vec<u8>, Stat), ReadError>) -> Result<Vec<u8>, ReadError> {
        self.note(|| Question::File(name.to_owned()), || Answer::file(&read));
        read.map(|(bytes, _)| bytes)
    }

    /// The names of the files in a folder, sorted; those that are no text are
    /// left out.
    ///
    /// # Errors
    ///
    /// As [`Confined::locate`].
    pub fn list(&self, name: &str) -> Result<Vec<String>, ReadError> {
        let names = self.find(name).and_then(|path| {
            let entries = std::fs::read_dir(path)?;
            let mut names: Vec<_> = entries
                .flatten()
                .filter(|entry| entry.path().is_file())
                .filter_map(|entry| entry.file_name().into_string().ok())
                .collect();
            names.sort();
            Ok(names)
        });
        self.note(|| Question::Folder(name.to_owned()), || Answer::folder(&names));
        names
    }

    /// The state of a file, without reading it.
    ///
    /// # Errors
    ///
    /// As [`Confined::locate`].
    #[cfg(feature = "typeset")]
    pub(super) fn stat(&self, name: &str) -> Result<Stat, ReadError> {
        Ok(Stat::of(&std::fs::metadata(self.find(name)?)?))
    }
}

/// The bytes of a regular file of bounded size.
///
/// # Errors
///
/// See [`ReadError`].
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_with_state(path).map(|(bytes, _)| bytes)
}

/// What is known of a regular file of bounded size.
fn regular(path: &Path) -> Result<std::fs::Metadata, ReadError> {
    let metadata = std::fs::metadata(path)?;
    if metadata.is_dir() {
        return Err(ReadError::Io(std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    if !metadata.is_file() {
        // A pipe or a device could block for ever.
        return Err(ReadError::Io(std::io::Error::other("not a regular file")));
    }
    let most = most(path);
    if metadata.len() > most {
        return Err(ReadError::TooLarge(metadata.len(), most));
    }
    Ok(metadata)
}

/// The bytes of a file and its state before they were read, so that a change
/// meanwhile shows as a later state.
fn read_with_state(path: &Path) -> Result<(Vec<u8>, Stat), ReadError> {
    let metadata = regular(path)?;
    let most = most(path);
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    // It may grow while it is read.
    std::fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        size if size > most => Err(ReadError::TooLarge(size, most)),
        _ => Ok((bytes, Stat::of(&metadata))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place() -> (tempfile::TempDir, Confined) {
        let folder = tempfile::tempdir().unwrap();
        let base = std::fs::canonicalize(folder.path()).unwrap();
        std::fs::create_dir_all(base.join("project/sub")).unwrap();
        for (name, text) in [("secret.md", "secret"), ("project/sub/a.md", "a")] {
            let mut file = std::fs::File::create(base.join(name)).unwrap();
            std::io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        }
        (folder, Confined::new(base.join("project")))
    }

    #[test]
    fn files_below_the_border_are_read() {
        let (_folder, files) = place();
        assert_eq!(files.read("sub/a.md").unwrap(), b"a");
    }

    #[test]
    fn dots_and_absolute_paths_do_not_leave_it() {
        let (folder, files) = place();
        let absolute = folder.path().join("secret.md");
        for name in ["../secret.md", "sub/../../secret.md", absolute.to_str().unwrap()] {
            assert!(matches!(files.read(name), Err(ReadError::Outside)), "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn symbolic_links_do_not_leave_it() {
        let (folder, files) = place();
        let base = std::fs::canonicalize(folder.path()).unwrap();
        std::os::unix::fs::symlink(base.join("secret.md"), base.join("project/link.md")).unwrap();
        std::os::unix::fs::symlink(&base, base.join("project/up")).unwrap();
        std::os::unix::fs::symlink(base.join("project/sub/a.md"), base.join("project/inside.md")).unwrap();
        assert!(matches!(files.read("link.md"), Err(ReadError::Outside)));
        assert!(matches!(files.read("up/secret.md"), Err(ReadError::Outside)));
        assert_eq!(files.read("inside.md").unwrap(), b"a");
    }

    #[test]
    fn a_missing_file_and_a_folder_are_told_apart() {
        let (_folder, files) = place();
        assert!(matches!(files.read("sub/b.md"), Err(ReadError::Missing)));
        assert!(matches!(files.read("sub"), Err(ReadError::Io(_))));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn what_is_no_file_is_not_read() {
        // It never ends.
        let error = read_bounded(Path::new("/dev/zero")).unwrap_err();
        assert!(matches!(error, ReadError::Io(_)), "{error}");
    }
}
