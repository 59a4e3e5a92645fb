//! What tests of the whole program share: a project in a temporary folder, and
//! the program run in it with nothing of this machine's environment.

#[cfg(feature = "typeset")]
pub(crate) mod pdf;
pub(crate) mod schema;

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with files that is removed in the end.
pub(crate) struct Project {
    folder: tempfile::TempDir,
}

/// What a run of the program gave.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Project {
    /// An empty folder. Nothing above it may be taken for a project, therefore
    /// it is marked as one.
    pub(crate) fn new() -> Self {
        Self::lone().with("propose.yaml", "")
    }

    /// An empty folder that nothing marks as a project.
    pub(crate) fn lone() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Adds a file.
    pub(crate) fn with(self, name: &str, text: impl AsRef<[u8]>) -> Self {
        self.write(name, text);
        self
    }

    /// Adds one of the repository's own files.
    pub(crate) fn with_own(self, name: &str) -> Self {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let bytes = std::fs::read(&own).unwrap_or_else(|error| panic!("{}: {error}", own.display()));
        self.with(name, bytes)
    }

    /// Adds the repository's own assets, without the fonts, which are embedded.
    pub(crate) fn with_assets(mut self) -> Self {
        let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
        for entry in std::fs::read_dir(assets).unwrap() {
            let entry = entry.unwrap();
            if entry.path().is_file() {
                self = self.with_own(&format!("assets/{}", entry.file_name().to_str().unwrap()));
            }
        }
        self
    }

    /// Writes a file, over an old one if there is one.
    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Where a file lies.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What a file holds.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Whether there is such a file.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// Runs the program in this folder.
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        self.run_in("", args)
    }

    /// Runs the program in a folder below.
    pub(crate) fn run_in(&self, folder: &str, args: &[&str]) -> Run {
        run(self.command(folder).args(args))
    }

    /// The program, ready to run in a folder below.
    pub(crate) fn command(&self, folder: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_propose"));
        command.current_dir(self.path(folder));
        for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH", "COLUMNS"] {
            command.env_remove(name);
        }
        command
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The text of a PDF in the order in which it is written, page after page; none
/// where the program that reads it is not installed.
pub(crate) fn pdf_text(path: &Path) -> Option<String> {
    let output =
        Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(path).arg("-").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}
