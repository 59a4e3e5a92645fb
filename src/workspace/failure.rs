use std::io;

/// Why the tool could not do its work: not a finding about a document, but a
/// file that is not there or cannot be written.
#[derive(Debug)]
pub struct Failure {
    /// What went wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    kind: Option<io::ErrorKind>,
}

impl Failure {
    /// A failure in words.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, kind: None }
    }

    /// A failure of the system with a file.
    pub fn io(path: impl std::fmt::Display, error: impl Into<io::Error>) -> Self {
        let error = error.into();
        let reason = match error.kind() {
            io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
            _ => error.to_string(),
        };
        Self { message: format!("{path}: {reason}"), help: None, kind: Some(error.kind()) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether whoever read the output went away, which is no failure.
    pub fn is_broken_pipe(&self) -> bool {
        self.kind == Some(io::ErrorKind::BrokenPipe)
    }
}
