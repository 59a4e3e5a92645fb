//! Work that may never come to an end, or take all memory: a template is a
//! program, and Typst cannot be interrupted.

use std::io;
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::Failure;
use crate::beside::STACK;

/// The most memory that setting one document may take, in bytes, unless somebody
/// allows more. The program stays below a gibibyte: what is taken is looked at
/// every fiftieth of a second, and more may be taken meanwhile.
pub const MAX_MEMORY: u64 = 900 << 20;

/// How often it is looked at how much memory is taken.
const LOOK: Duration = Duration::from_millis(20);

/// What work may take; none for as much as it likes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Limits {
    /// How long it may take.
    pub time: Option<Duration>,
    /// How many bytes of memory the program may take meanwhile, where the system
    /// tells.
    pub memory: Option<u64>,
}

impl Limits {
    /// The same for so many documents at once, which share the memory.
    pub(super) fn together(self, documents: usize) -> Self {
        let documents = u64::try_from(documents).unwrap_or(u64::MAX);
        Self { memory: self.memory.map(|memory| memory.saturating_mul(documents)), ..self }
    }
}

/// Why there is no result.
#[derive(Debug)]
pub enum Unfinished {
    /// The time was up.
    Late(Duration),
    /// It took more memory than so many bytes, and goes on: the program must end.
    Heavy(u64),
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
            Self::Heavy(limit) => {
                let mebibytes = limit >> 20;
                Failure::new(format!("{}: takes more than {mebibytes} MiB of memory", note.display())).help(
                    "the document is very long, or its template does not come to an end; \
                           `--memory` allows more",
                )
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
/// Where it reaches its limits. The work goes on behind the back of everybody
/// until the program ends, so that it must write nothing.
pub fn in_time<T: Send + 'static>(
    limits: Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    let thread = |work: Work| std::thread::Builder::new().stack_size(STACK).spawn(work).map(drop);
    in_time_on(thread, limits, work)
}

/// The same with a thread that `start` finds.
pub(super) fn in_time_on<T: Send + 'static>(
    start: impl FnOnce(Work) -> io::Result<()>,
    limits: Limits,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Unfinished> {
    let (done, result) = mpsc::channel();
    let begun = Instant::now();
    // Nobody waits any more where it took too long.
    start(Box::new(move || drop(done.send(work())))).map_err(Unfinished::Broken)?;
    let time = limits.time.unwrap_or(Duration::MAX);
    loop {
        let left = time.saturating_sub(begun.elapsed());
        match result.recv_timeout(left.min(LOOK)) {
            Ok(result) => return Ok(result),
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Unfinished::Broken(io::ErrorKind::BrokenPipe.into()));
            }
            Err(RecvTimeoutError::Timeout) if left.is_zero() => return Err(Unfinished::Late(time)),
            Err(RecvTimeoutError::Timeout) => {}
        }
        if let Some(limit) = limits.memory.filter(|limit| taken().is_some_and(|taken| taken > *limit)) {
            return Err(Unfinished::Heavy(limit));
        }
    }
}

/// How many bytes of memory the program takes, those of its own file included;
/// none where the system does not tell.
pub(super) fn taken() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kibibytes| kibibytes << 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Limits = Limits { time: Some(Duration::from_millis(10)), memory: None };

    #[test]
    fn whoever_waits_gets_the_result_or_goes_on() {
        assert_eq!(in_time(Limits::default(), || 7).unwrap(), 7);
        let (never, waits) = mpsc::channel::<()>();
        let late = in_time(SHORT, move || waits.recv().is_ok());
        assert!(matches!(late, Err(Unfinished::Late(_))));
        drop(never);
        let broken = in_time(Limits::default(), || std::panic::resume_unwind(Box::new(())));
        assert!(matches!(broken, Err(Unfinished::Broken(_))));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn work_that_fills_the_memory_is_given_up() {
        let before = taken().unwrap();
        let (never, waits) = mpsc::channel::<()>();
        let work = move || {
            let filled = vec![1_u8; 64 << 20];
            (waits.recv().is_ok(), filled)
        };
        let limits = Limits { time: Some(Duration::from_mins(1)), memory: Some(before + (32 << 20)) };
        assert!(matches!(in_time(limits, work), Err(Unfinished::Heavy(_))));
        drop(never);
    }

    #[test]
    fn documents_that_are_set_together_share_the_memory() {
        let limits = Limits { memory: Some(100), ..SHORT };
        assert_eq!(limits.together(3).memory, Some(300));
        assert_eq!(SHORT.together(3).memory, None);
    }
}
