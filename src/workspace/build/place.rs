//! The output folder, and how several builds share it.

use std::fs::File;
use std::io::Write as _;
use std::path::{Component, Path, PathBuf};

use crate::workspace::write::TEMPORARY;
use crate::workspace::{Confined, Failure, Project, Stat, Workspace, write_through};

/// Where pages are written, while this build goes on.
#[derive(Debug)]
pub(super) struct Place {
    /// The folder, links resolved.
    pub(super) folder: PathBuf,
    /// The time of its file system when the build began.
    pub(super) now: i64,
    /// Held as long as the build goes on, so that another one knows whether
    /// temporary files are still wanted.
    _running: File,
}

impl Place {
    /// Makes the output folder of a project ready.
    ///
    /// # Errors
    ///
    /// Where it lies outside of the project or cannot be written.
    pub(super) fn open(workspace: &Workspace) -> Result<Self, Failure> {
        let name = workspace.policy.output.as_ref().map_or("out", |field| field.value.as_str());
        let inside = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
        if name.is_empty() || !inside {
            return Err(Failure::new(format!("`output: {name}` in propose.yaml leads out of the project"))
                .help("name a folder below propose.yaml"));
        }
        let folder = below(&workspace.project.root, Path::new(name), &workspace.project)?;
        let own = below(&folder, Path::new(".propose"), &workspace.project)?;
        let file = |name: &str| {
            let path = own.join(name);
            File::create(&path).map_err(|error| Failure::io(path.display(), error))
        };
        let lock = file("lock")?;
        // A file system without locks is no reason not to build: files are
        // replaced whole in any case.
        if lock.try_lock().is_ok() {
            remove_temporary_files(&own);
            let _ = lock.unlock();
        }
        let _ = lock.try_lock_shared();
        // The clock of the file system is the one that its files are dated by.
        let mut clock = file("clock")?;
        let now = clock.write_all(b"\n").and_then(|()| clock.metadata());
        let now = now.map(|metadata| Stat::of(&metadata).modified());
        let now = now.map_err(|error| Failure::io(own.display(), error))?;
        Ok(Self { folder, now, _running: lock })
    }

    /// The files of the output folder.
    pub(super) fn files(&self) -> Confined {
        Confined::new(self.folder.clone())
    }

    pub(super) fn record(&self) -> PathBuf {
        self.folder.join(".propose/build.json")
    }

    /// Does something while no other build does the same.
    pub(super) fn alone<T>(&self, work: impl FnOnce() -> T) -> T {
        let lock = File::create(self.folder.join(".propose/record.lock")).ok();
        let locked = lock.as_ref().is_some_and(|lock| lock.lock().is_ok());
        let result = work();
        if let Some(lock) = lock.filter(|_| locked) {
            let _ = lock.unlock();
        }
        result
    }

    /// Writes a file whole or not at all; one that holds the same bytes is left
    /// as it is.
    pub(super) fn write(&self, name: &str, bytes: &[u8], project: &Project) -> Result<PathBuf, Failure> {
        let relative = Path::new(name);
        let folder = below(&self.folder, relative.parent().unwrap_or(Path::new("")), project)?;
        let path = folder.join(relative.file_name().unwrap_or_default());
        if !std::fs::read(&path).is_ok_and(|old| old == bytes) || path.is_symlink() {
            write_through(&self.folder.join(".propose"), &path, bytes)
                .map_err(|error| Failure::io(path.display(), error))?;
        }
        Ok(path)
    }

    /// Removes a file and the folders that it leaves empty.
    pub(super) fn remove(&self, name: &str) -> Result<(), Failure> {
        let path = self.folder.join(name);
        std::fs::remove_file(&path).map_err(|error| Failure::io(path.display(), error))?;
        let above = path.ancestors().skip(1).take_while(|above| **above != self.folder);
        for folder in above {
            if std::fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Makes a folder below another, and makes sure that no link leads it out of the
/// project.
fn below(base: &Path, name: &Path, project: &Project) -> Result<PathBuf, Failure> {
    let mut folder = base.to_path_buf();
    for part in name.components() {
        folder.push(part);
        let failed = |error| Failure::io(folder.display(), error);
        if let Err(error) = std::fs::create_dir(&folder)
            && error.kind() != std::io::ErrorKind::AlreadyExists
        {
            return Err(failed(error));
        }
        let real = std::fs::canonicalize(&folder).map_err(failed)?;
        if !real.starts_with(&project.border) {
            return Err(Failure::new(format!("{}: this leads out of the project", folder.display())));
        }
        if !real.is_dir() {
            return Err(Failure::new(format!("{}: this is no folder", folder.display())));
        }
        folder = real;
    }
    Ok(folder)
}

/// Removes what a build that was killed left behind.
fn remove_temporary_files(folder: &Path) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1) {
            // It is in nobody's way.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
