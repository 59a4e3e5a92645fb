//! Learns that something on the disk changed. What changed is found out by
//! looking: what a watcher says differs from system to system and from editor to
//! editor.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Message;

/// How long it must be quiet after a change: saving is often several steps.
const QUIET: Duration = Duration::from_millis(50);

/// After so many steps of a change that does not end, it is looked at all the
/// same.
const MAX_STEPS: usize = 20;

/// How often is looked where the system does not tell.
const POLL: Duration = Duration::from_secs(1);

/// Keeps the watcher alive.
#[derive(Debug)]
pub(super) struct Disk {
    _watcher: Option<RecommendedWatcher>,
}

impl Disk {
    /// Watches a folder and all below. Where the system cannot, for too many
    /// folders or on a network drive, it is looked every second; the flag says
    /// so.
    pub(super) fn watch(folder: &Path, messages: Sender<Message>) -> (Self, bool) {
        let sender = messages.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error means that something may have been missed.
            if event.is_ok_and(|event| !matters(&event)) {
                return;
            }
            // Nobody listens once the program ends.
            let _ = sender.send(Message::Disk);
        });
        let watching = watcher.and_then(|mut watcher| {
            watcher.watch(folder, RecursiveMode::Recursive)?;
            Ok(watcher)
        });
        if let Ok(watcher) = watching {
            return (Self { _watcher: Some(watcher) }, true);
        }
        std::thread::spawn(move || {
            while messages.send(Message::Disk).is_ok() {
                std::thread::sleep(POLL);
            }
        });
        (Self { _watcher: None }, false)
    }
}

/// Whether a change may concern a document: not that somebody read a file, and
/// nothing in folders that hold no source. More is not asked: looking in vain
/// costs little.
fn matters(event: &notify::Event) -> bool {
    if matches!(event.kind, EventKind::Access(_)) {
        return false;
    }
    let hidden = |path: &Path| {
        path.components()
            .any(|part| [".git", ".propose", "node_modules"].map(OsStr::new).contains(&part.as_os_str()))
    };
    event.need_rescan() || event.paths.is_empty() || event.paths.iter().any(|path| !hidden(path))
}

/// Waits for the next message. A change on the disk is told once it is quiet;
/// what else was said meanwhile comes with it.
pub(super) fn next(messages: &Receiver<Message>) -> Option<Vec<Message>> {
    let mut all = vec![messages.recv().ok()?];
    let mut steps = 0;
    while all.contains(&Message::Disk) && steps < MAX_STEPS {
        match messages.recv_timeout(QUIET) {
            Ok(message) => {
                steps += 1;
                if !all.contains(&message) {
                    all.push(message);
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use std::path::PathBuf;

    use notify::Event;
    use notify::event::{AccessKind, ModifyKind};

    use super::*;

    #[test]
    fn reading_is_no_change_and_neither_is_what_git_writes() {
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let modify = EventKind::Modify(ModifyKind::Any);
        assert!(matters(&event(modify, "/p/a.md")));
        assert!(!matters(&event(modify, "/p/out/.propose/build.json")));
        assert!(!matters(&event(modify, "/p/.git/index")));
        assert!(!matters(&event(EventKind::Access(AccessKind::Any), "/p/a.md")));
        assert!(matters(&Event::new(modify)), "it does not say what");
    }

    #[test]
    fn a_burst_of_changes_is_one_change() {
        let (sender, receiver) = channel();
        for _ in 0..5 {
            sender.send(Message::Disk).unwrap();
        }
        sender.send(Message::Wanted("a".to_owned())).unwrap();
        assert_eq!(next(&receiver), Some(vec![Message::Disk, Message::Wanted("a".to_owned())]));
        sender.send(Message::Wanted("b".to_owned())).unwrap();
        sender.send(Message::Disk).unwrap();
        assert_eq!(
            next(&receiver),
            Some(vec![Message::Wanted("b".to_owned())]),
            "what is wanted waits for nobody"
        );
    }
}
