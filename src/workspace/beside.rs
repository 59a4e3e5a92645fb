//! Two things at once, where nobody else needs the second core.

use super::Failure;

/// Enough for the deepest document that parsing lets through, and more than the
/// system gives.
pub(super) const STACK: usize = 64 << 20;

/// Does two things at once, the first on a thread of its own.
///
/// # Errors
///
/// Where the system gives no thread.
pub(super) fn beside<A: Send, B>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B,
) -> Result<(A, B), Failure> {
    std::thread::scope(|scope| {
        let first = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, first)
            .map_err(|error| Failure::io("a second thread", error))?;
        let second = second();
        Ok((first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), second))
    })
}
