//! A fault of the program in one document costs that document and no other.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Mutex, PoisonError};

use crate::declare_rule;
use crate::diagnostics::Diagnostic;

declare_rule! {
    /// A fault of the program itself: it could not go on with this document. The
    /// others are built all the same. Please report it with the note, or with
    /// the smallest part of it that shows the fault.
    ///
    /// There is nothing wrong in the note and nothing to write differently.
    pub(super) INTERNAL_ERROR = "internal-error", Error
}

/// Where the last fault was; faults are rare and one place is as good as
/// another.
static PLACE: Mutex<Option<String>> = Mutex::new(None);

thread_local! {
    static SILENT: RefCell<bool> = const { RefCell::new(false) };
}

/// Keeps faults from being printed by the standard library, which knows nothing
/// of reports, and remembers where they were. The hook of before holds for
/// everything else.
pub(in crate::workspace) fn install() {
    static ONCE: std::sync::Once = std::sync::Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if SILENT.with(|silent| *silent.borrow()) {
                let place = info.location().map(ToString::to_string);
                *PLACE.lock().unwrap_or_else(PoisonError::into_inner) = place;
            } else {
                before(info);
            }
        }));
    });
}

/// Runs some work; a fault in it becomes a finding without a place.
pub(in crate::workspace) fn guard<T>(work: impl FnOnce() -> T) -> Result<T, Box<Diagnostic>> {
    SILENT.with(|silent| *silent.borrow_mut() = true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    SILENT.with(|silent| *silent.borrow_mut() = false);
    result.map_err(|payload| {
        let text = payload
            .downcast_ref::<&str>()
            .map(|text| (*text).to_owned())
            .or_else(|| payload.downcast_ref::<String>().cloned())
            .unwrap_or_default();
        let place = PLACE.lock().unwrap_or_else(PoisonError::into_inner).take();
        let place = place.map_or(String::new(), |place| format!(" ({place})"));
        let text = text.lines().next().unwrap_or_default();
        let finding = Diagnostic::new(&INTERNAL_ERROR, format!("a fault of the program: {text}{place}"));
        let address = concat!("please report it at ", env!("CARGO_PKG_REPOSITORY"), "/issues");
        Box::new(finding.help(address))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_becomes_a_finding_that_says_where_it_was() {
        install();
        assert_eq!(guard(|| 7), Ok(7));
        let finding = guard(|| panic!("no such {}", "thing")).unwrap_err();
        assert_eq!(finding.rule.name, "internal-error");
        assert!(finding.message.contains("no such thing"), "{}", finding.message);
        assert!(finding.help.unwrap().contains("report it at https://"));
    }
}
