use std::io::{self, Write};
use std::path::Path;

/// How the names of temporary files begin and end.
pub(super) const TEMPORARY: (&str, &str) = (".propose-", ".tmp");

/// Writes a file whole or not at all: into a temporary file of the same folder,
/// synced, then renamed over the old one, whose permissions it takes.
///
/// # Errors
///
/// Where the folder cannot be written or the disk is full; the old file is then
/// as it was and nothing is left behind.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A link is replaced and never followed: it could lead out of the project.
    let old = std::fs::symlink_metadata(path).ok().filter(|old| !old.is_symlink());
    if old.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    let file = temporary(folder_of(path), bytes, old.as_ref())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file whole or not at all, like [`write()`], with the temporary file in
/// another folder: whoever kills the program finds nothing beside the results.
///
/// # Errors
///
/// As [`write()`].
pub fn write_through(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let old = std::fs::symlink_metadata(path).ok().filter(|old| !old.is_symlink());
    if old.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(io::Error::from(io::ErrorKind::IsADirectory));
    }
    match temporary(folder, bytes, old.as_ref())?.persist(path) {
        Ok(_) => Ok(()),
        // The two folders lie on different disks.
        Err(error) if error.error.kind() == io::ErrorKind::CrossesDevices => write(path, bytes),
        Err(error) => Err(error.error),
    }
}

/// Writes a new file whole or not at all, and never over anything.
///
/// # Errors
///
/// As [`write()`]; [`io::ErrorKind::AlreadyExists`] where anything, be it a
/// broken link, has that name.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    temporary(folder_of(path), bytes, None)?.persist_noclobber(path).map_err(|error| error.error)?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A synced temporary file in a folder, with the permissions of the file that it
/// will replace.
fn temporary(
    folder: &Path,
    bytes: &[u8],
    old: Option<&std::fs::Metadata>,
) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Temporary files are private by default; a new file gets what the
        // umask leaves of the usual rights.
        let mode = old.map_or(0o666, |old| old.permissions().mode() & 0o777);
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::{create, write};

    fn names(folder: &std::path::Path) -> Vec<String> {
        let mut names: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"old").unwrap();
        write(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_new_file_is_never_written_over_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        create(&path, b"first").unwrap();
        let error = create(&path, b"second").unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read(&path).unwrap(), b"first");
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_kept() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        write(&path, b"old").unwrap();
        let mode = |path: &std::path::Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        // Less, and more, than a new file would get.
        for kept in [0o640, 0o600, 0o666] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(kept)).unwrap();
            write(&path, b"new").unwrap();
            assert_eq!(mode(&path), kept);
        }
        // A new file, and one in the place of a link, get what any new file gets.
        std::fs::File::create(folder.path().join("usual")).unwrap();
        write(&folder.path().join("b.pdf"), b"new").unwrap();
        std::os::unix::fs::symlink(&path, folder.path().join("c.pdf")).unwrap();
        write(&folder.path().join("c.pdf"), b"new").unwrap();
        for new in ["b.pdf", "c.pdf"] {
            assert_eq!(mode(&folder.path().join(new)), mode(&folder.path().join("usual")), "{new}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("real")).unwrap();
        let real = folder.path().join("real/a.pdf");
        write(&real, b"old").unwrap();
        std::os::unix::fs::symlink(&real, folder.path().join("a.pdf")).unwrap();
        write(&folder.path().join("a.pdf"), b"new").unwrap();
        assert_eq!(std::fs::read(&real).unwrap(), b"old");
        assert_eq!(std::fs::read(folder.path().join("a.pdf")).unwrap(), b"new");
    }

    #[test]
    fn on_failure_the_old_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write(&folder.path().join("none/a.pdf"), b"x").is_err());
        std::fs::create_dir(folder.path().join("d.pdf")).unwrap();
        assert!(write(&folder.path().join("d.pdf"), b"x").is_err());
        assert_eq!(names(folder.path()), ["d.pdf"]);
    }
}
