//! `propose watch`: a preview in the browser that follows every save.
//!
//! One thread looks at the disk and sets pages; a thread for each browser tells
//! it what changed. Any change on the disk leads to the same question as in a
//! build: would what a document asked be answered differently now? Nothing is
//! written.

mod board;
mod desk;
mod disk;
mod http;
mod look;
mod server;
mod view;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use board::{Board, INDEX};
use desk::Desk;
use disk::Disk;
use server::Server;

use super::{Failure, Limits, Project, Workspace};

/// What is watched, and how it is shown.
#[derive(Debug, Clone, Default)]
pub struct WatchOptions {
    /// A note or a folder; the project's proposals where none is named.
    pub path: Option<PathBuf>,
    /// The port; one that is free where none is named.
    pub port: Option<u16>,
    /// Whether pages are marked as drafts.
    pub draft: bool,
    /// The template, instead of the one that a note or the project asks for.
    pub template: Option<String>,
    /// What a document may take.
    pub limits: Limits,
}

/// What happens, for whoever watches the watcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event<'a> {
    /// The preview is at this address.
    Ready(&'a str),
    /// The system does not tell of changes: it is looked every second.
    Polling,
    /// A document was set: its name, how many pages it has, how many errors and
    /// warnings.
    Set(&'a str, usize, usize, usize),
}

/// What the watching thread is told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Message {
    /// Something on the disk changed.
    Disk,
    /// Somebody looks at this document.
    Wanted(String),
}

/// Watches and serves until the program ends.
///
/// # Errors
///
/// Where there is no such note or folder, no port is free, or a document takes
/// more memory than it may.
pub fn watch(options: &WatchOptions, tell: &mut dyn FnMut(Event<'_>)) -> Result<(), Failure> {
    super::build::catch_faults();
    let (start, single) = start(options.path.as_deref())?;
    let project = Project::find(&start).map_err(|error| Failure::io(start.display(), error))?;
    let server = Server::open(options.port)?;
    let address = server.address();
    let board = Arc::new(Board::default());
    let (sender, messages) = channel();
    let (_disk, told) = Disk::watch(&project.border, sender.clone());
    let mut desk = Desk::new(project, start, single, options, Arc::clone(&board));
    // Before anybody can ask: there is something to see at once.
    desk.refresh(tell)?;
    let first = desk.first().unwrap_or_else(|| INDEX.to_owned());
    let want = move |id: &str| {
        // Nobody listens once the program ends.
        let _ = sender.send(Message::Wanted(id.to_owned()));
    };
    server.run(board, first, Arc::new(want));
    tell(Event::Ready(&address));
    if !told {
        tell(Event::Polling);
    }
    while let Some(messages) = disk::next(&messages) {
        for message in messages {
            match message {
                Message::Disk => desk.refresh(tell)?,
                Message::Wanted(id) => desk.want(&id, tell)?,
            }
        }
    }
    Ok(())
}

/// The note or folder that is meant, links resolved, and whether it is a note.
fn start(path: Option<&Path>) -> Result<(PathBuf, bool), Failure> {
    let given = match path {
        Some(path) if path.is_dir() => path.to_path_buf(),
        Some(path) => super::find_note(path)?,
        None => {
            let workspace = Workspace::open(Path::new("."))?;
            let folder = workspace.policy.proposals.as_ref().map_or("proposals", |folder| &folder.value);
            workspace.project.root.join(folder)
        }
    };
    let real = std::fs::canonicalize(&given).map_err(|error| {
        Failure::io(given.display(), error)
            .help("name a note or a folder: `propose watch yas.md`; `propose init` makes a project")
    })?;
    let single = real.is_file();
    Ok((real, single))
}
