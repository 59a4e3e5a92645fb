//! Work on many documents at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::beside::STACK;
use crate::workspace::limit::{Limits, Unfinished, in_time, in_time_on};

/// Threads for one document at a time.
///
/// Typst sets the pages of a document on several threads. In a pool for all
/// documents, a thread that waits for a page would start on a whole other
/// document, and on another within that, until its stack is full.
pub(super) struct Crew {
    threads: usize,
    pool: Option<ThreadPool>,
}

impl Crew {
    fn new(threads: usize) -> Self {
        let pool = ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok();
        Self { threads, pool }
    }

    /// Does work on these threads and waits for it.
    ///
    /// # Errors
    ///
    /// Where it reaches its limits; others take the place of the threads that
    /// still work.
    pub(super) fn in_time<T: Send + 'static>(
        &mut self,
        limits: Limits,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Unfinished> {
        let result = match &self.pool {
            Some(pool) => {
                let start = |work| {
                    pool.spawn(work);
                    Ok(())
                };
                in_time_on(start, limits, work)
            }
            None => in_time(limits, work),
        };
        if result.is_err() {
            *self = Self::new(self.threads);
        }
        result
    }
}

/// How many of so many documents are worked on at once.
pub(super) fn workers(documents: usize, jobs: usize) -> usize {
    jobs.clamp(1, documents.max(1))
}

/// Does some work for each item with several crews and hands the results over
/// as they come, with the place of their item.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T, &mut Crew) -> R + Sync,
    mut done: impl FnMut(usize, R),
) {
    let workers = workers(items.len(), jobs);
    let threads = (jobs / workers).max(1);
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let mut crew = Crew::new(threads);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    if sender.send((at, work(item, &mut crew))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        for (at, result) in results {
            done(at, result);
        }
    });
}

/// How many threads are worth having on this machine.
pub(super) fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn every_item_is_worked_on_once_whatever_the_number_of_threads() {
        let items: Vec<usize> = (0..50).collect();
        for jobs in [0, 1, 3, 64] {
            let mut seen = vec![0; items.len()];
            each(
                &items,
                jobs,
                |item, _| item * 2,
                |at, result| {
                    assert_eq!(result, at * 2);
                    seen[at] += 1;
                },
            );
            assert!(seen.iter().all(|times| *times == 1), "{jobs} jobs: {seen:?}");
        }
        each(&[] as &[usize], 4, |item, _| *item, |_, _| panic!("there is nothing to do"));
    }
    #[test]
    fn a_crew_that_was_given_up_is_replaced() {
        let mut crew = Crew::new(1);
        let (never, waits) = mpsc::channel::<()>();
        let short = Limits { time: Some(Duration::from_millis(10)), memory: None };
        let late = crew.in_time(short, move || waits.recv().is_ok());
        assert!(matches!(late, Err(Unfinished::Late(_))));
        assert_eq!(crew.in_time(Limits::default(), || 7).unwrap(), 7);
        drop(never);
    }
}
