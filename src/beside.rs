//! Two things at once.

use std::thread::{Builder, scope};

/// Enough for the deepest document that parsing lets through, and more than the
/// system gives.
pub(crate) const STACK: usize = 64 << 20;

/// Does two things at once, the first on a thread of its own; one after the other
/// where the system gives no thread. A thread costs about as much as checking a
/// page: what takes less is done sooner without.
pub(crate) fn beside<A: Send, B>(first: impl Fn() -> A + Sync, second: impl FnOnce() -> B) -> (A, B) {
    let (begun, second) = scope(|scope| {
        let thread = Builder::new().stack_size(STACK).spawn_scoped(scope, &first);
        let second = second();
        let join = |thread: std::thread::ScopedJoinHandle<'_, A>| {
            thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        (thread.ok().map(join), second)
    });
    (begun.unwrap_or_else(first), second)
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn both_are_done_and_a_panic_is_passed_on() {
        let text = "a".to_owned();
        assert_eq!(beside(|| text.len(), || text.clone()), (1, "a".to_owned()));
        let broken = std::panic::catch_unwind(|| {
            beside(|| std::panic::resume_unwind(Box::new(7)), || ());
        });
        assert_eq!(broken.unwrap_err().downcast_ref::<i32>(), Some(&7));
    }
}
