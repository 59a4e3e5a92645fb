//! What is shown, for the threads that answer browsers.

use std::collections::BTreeMap;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A page of a document.
#[derive(Debug, Clone)]
pub(super) struct Page {
    /// The digest of its image: its address.
    pub(super) digest: String,
    /// The image.
    pub(super) svg: Arc<Vec<u8>>,
}

/// What a browser is shown of one document, or of the list of all.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// Its state as JSON.
    pub(super) json: Arc<str>,
    /// Its pages.
    pub(super) pages: Vec<Page>,
    /// How often it changed.
    revision: u64,
    /// How many browsers look at it.
    viewers: usize,
}

/// The list of all documents goes by this name.
pub(super) const INDEX: &str = "index";

/// Everything that is shown.
#[derive(Debug, Default)]
pub(super) struct Board {
    shown: Mutex<BTreeMap<String, Shown>>,
    changed: Condvar,
}

/// One browser that looks at something, as long as it does.
pub(super) struct Viewer<'a> {
    board: &'a Board,
    id: &'a str,
    seen: u64,
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, Shown>> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows something new under an id.
    pub(super) fn show(&self, id: &str, json: String, pages: Option<Vec<Page>>) {
        let mut all = self.lock();
        let shown = all.entry(id.to_owned()).or_default();
        if *shown.json != *json {
            shown.json = json.into();
            shown.revision += 1;
        }
        if let Some(pages) = pages {
            shown.pages = pages;
        }
        drop(all);
        self.changed.notify_all();
    }

    pub(super) fn has(&self, id: &str) -> bool {
        self.lock().contains_key(id)
    }

    /// Whether anybody looks at a document.
    pub(super) fn is_viewed(&self, id: &str) -> bool {
        self.lock().get(id).is_some_and(|shown| shown.viewers > 0)
    }

    /// The image of a page that is shown somewhere.
    pub(super) fn page(&self, digest: &str) -> Option<Arc<Vec<u8>>> {
        let all = self.lock();
        let mut pages = all.values().flat_map(|shown| &shown.pages);
        pages.find(|page| page.digest == digest).map(|page| Arc::clone(&page.svg))
    }

    /// Looks at something.
    pub(super) fn view<'a>(&'a self, id: &'a str) -> Option<Viewer<'a>> {
        self.lock().get_mut(id)?.viewers += 1;
        Some(Viewer { board: self, id, seen: 0 })
    }
}

impl Viewer<'_> {
    /// What is shown, once it is not what was seen last; none after a while, or
    /// where it is no more.
    pub(super) fn next(&mut self, patience: Duration) -> Option<Arc<str>> {
        let all = self.board.lock();
        let waits = |all: &mut BTreeMap<String, Shown>| {
            all.get(self.id).is_some_and(|shown| shown.revision == self.seen)
        };
        let waited = self.board.changed.wait_timeout_while(all, patience, waits);
        let (all, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let shown = all.get(self.id).filter(|shown| shown.revision != self.seen)?;
        self.seen = shown.revision;
        Some(Arc::clone(&shown.json))
    }
}

impl Drop for Viewer<'_> {
    fn drop(&mut self) {
        if let Some(shown) = self.board.lock().get_mut(self.id) {
            shown.viewers = shown.viewers.saturating_sub(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_viewer_sees_each_change_once_and_only_changes() {
        let board = Board::default();
        assert!(board.view("a").is_none());
        board.show("a", "1".to_owned(), None);
        let mut viewer = board.view("a").unwrap();
        assert!(board.is_viewed("a"));
        let soon = Duration::from_millis(1);
        assert_eq!(viewer.next(soon).as_deref(), Some("1"));
        assert_eq!(viewer.next(soon), None);
        board.show("a", "1".to_owned(), None);
        assert_eq!(viewer.next(soon), None, "nothing changed");
        board.show("a", "2".to_owned(), None);
        board.show("a", "3".to_owned(), None);
        assert_eq!(viewer.next(soon).as_deref(), Some("3"));
        drop(viewer);
        assert!(!board.is_viewed("a"));
    }

    #[test]
    fn only_pages_that_are_shown_are_given_out() {
        let board = Board::default();
        let page = |digest: &str| Page { digest: digest.to_owned(), svg: Arc::default() };
        board.show("a", String::new(), Some(vec![page("x")]));
        assert!(board.page("x").is_some());
        board.show("a", String::new(), Some(vec![page("y")]));
        assert!(board.page("x").is_none() && board.page("y").is_some());
    }
}
