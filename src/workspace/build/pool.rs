//! Work on many documents at once.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use rayon::{ThreadPool, ThreadPoolBuilder};

/// Enough for the deepest document that parsing lets through.
const STACK: usize = 32 << 20;

/// Does some work for each item on several threads and hands the results over
/// as they come, with the place of their item.
///
/// Typst sets the pages of one document on several threads as well. Each
/// document has a pool of its own for that: in a shared one, a thread that waits
/// for a page would start on a whole other document, and on another within
/// that, until its stack is full.
pub(super) fn each<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(usize, R),
) {
    let workers = jobs.clamp(1, items.len().max(1));
    let threads = (jobs / workers).max(1);
    let next = AtomicUsize::new(0);
    let (sender, results) = mpsc::channel();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                let pool = pool(threads);
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { break };
                    let result = match &pool {
                        Some(pool) => pool.install(|| work(item)),
                        None => work(item),
                    };
                    if sender.send((at, result)).is_err() {
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

fn pool(threads: usize) -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(threads).stack_size(STACK).build().ok()
}

/// How many threads are worth having on this machine.
pub(super) fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_item_is_worked_on_once_whatever_the_number_of_threads() {
        let items: Vec<usize> = (0..50).collect();
        for jobs in [0, 1, 3, 64] {
            let mut seen = vec![0; items.len()];
            each(
                &items,
                jobs,
                |item| item * 2,
                |at, result| {
                    assert_eq!(result, at * 2);
                    seen[at] += 1;
                },
            );
            assert!(seen.iter().all(|times| *times == 1), "{jobs} jobs: {seen:?}");
        }
        each(&[] as &[usize], 4, |item| *item, |_, _| panic!("there is nothing to do"));
    }
}
