//! Work that may never come to an end: a template is a program, and Typst cannot
//! be interrupted.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::Failure;

/// Enough for the deepest document that parsing lets through, and more than the
/// system gives.
pub(super) const STACK: usize = 64 << 20;

/// Why there is no result.
#[derive(Debug)]
pub enum Unfinished {
    /// The time was up.
    Late(Duration),
    /// The work broke off, or could not begin.
    Broken(io::Error),
}

impl Unfinished {
    /// What is said about a note.
    pub fn about(self, note: &Path) -> Failure {
        match self {
            Self::Late(limit) => {
                let seconds = limit.as_secs();
                Failure::new(format!("{}: not done after {seconds} seconds", note.display()))
                    .help("a template may not come to an end; `--timeout` gives it more time")
            }
            Self::Broken(error) => {
                Failure::new(format!("{}: typesetting broke off: {error}", note.display()))
                    .help("this is a mistake in `propose`: please report it with the note, if you may")
            }
        }
    }
}

/// Work for another thread.
pub(super) type Work = Box<dyn FnOnce() + Send>;

/// Has work done by a thread of its own and waits for it.
///
/// # Errors
///
/// Where the time is up. The work goes on behind the back of everybody until
/// the program ends, so that it must write nothing.
pub fn in_time<T: Send + 'static>(
    limit: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    let thread = |work: Work| std::thread::Builder::new().stack_size(STACK).spawn(work).map(drop);
    in_time_on(thread, limit, work)
}

/// The same with a thread that `start` finds.
pub(super) fn in_time_on<T: Send + 'static>(
    start: impl FnOnce(Work) -> io::Result<()>,
    limit: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    let (done, result) = mpsc::channel();
    // Nobody waits any more where it took too long.
    start(Box::new(move || drop(done.send(work())))).map_err(Unfinished::Broken)?;
    let limit = limit.unwrap_or(Duration::MAX);
    result.recv_timeout(limit).map_err(|error| match error {
        RecvTimeoutError::Timeout => Unfinished::Late(limit),
        RecvTimeoutError::Disconnected => Unfinished::Broken(io::ErrorKind::BrokenPipe.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_waits_gets_the_result_or_goes_on() {
        assert_eq!(in_time(None, || 7).unwrap(), 7);
        let (never, waits) = mpsc::channel::<()>();
        let late = in_time(Some(Duration::from_millis(10)), move || waits.recv().is_ok());
        assert!(matches!(late, Err(Unfinished::Late(_))));
        drop(never);
        let broken = in_time(None, || std::panic::resume_unwind(Box::new(())));
        assert!(matches!(broken, Err(Unfinished::Broken(_))));
    }
}
