use std::io::IsTerminal as _;

use super::Console;
use crate::diagnostics::{calm, steers};

/// How far some work is: a bar on a terminal, else a line for each step.
#[derive(Debug)]
pub(super) struct Progress {
    bar: bool,
    lines: bool,
    total: usize,
    done: usize,
}

/// How many cells a bar has.
const CELLS: usize = 24;

impl Progress {
    pub(super) fn new(console: &Console) -> Self {
        let terminal =
            std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|name| name != "dumb");
        let quiet = console.is_quiet();
        Self { bar: terminal && !quiet, lines: !terminal && !quiet, total: 0, done: 0 }
    }

    pub(super) fn begin(&mut self, console: &mut Console, total: usize) {
        self.total = total;
        if self.bar && total > 0 {
            console.err(&text(0, total, "", console.width()));
        }
    }

    /// One more step is done: its name, and a line that says what came of it.
    pub(super) fn step(&mut self, console: &mut Console, name: &str, line: &str) {
        self.done += 1;
        if self.lines {
            console.err(&format!("{}\n", calm(line)));
        } else if self.bar {
            let text = text(self.done, self.total, name, console.width());
            console.err(&format!("\r\x1b[2K{text}"));
        }
    }

    /// Takes the bar away.
    pub(super) fn end(&mut self, console: &mut Console) {
        if self.bar && self.total > 0 {
            console.err("\r\x1b[2K");
        }
    }
}

/// A bar that fits a terminal.
fn text(done: usize, total: usize, name: &str, width: usize) -> String {
    let full = (CELLS * done).checked_div(total).unwrap_or(CELLS).min(CELLS);
    let bar = format!("{}{} {done}/{total} ", "█".repeat(full), "░".repeat(CELLS - full));
    let room = width.saturating_sub(bar.chars().count() + 1);
    let skip = name.chars().count().saturating_sub(room);
    let name: String = name.chars().skip(skip).filter(|c| !steers(*c)).collect();
    format!("{bar}{name}")
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_bar_fills_and_fits() {
        assert_eq!(text(1, 2, "a.md", 80), format!("{}{} 1/2 a.md", "█".repeat(12), "░".repeat(12)));
        assert_eq!(text(0, 0, "", 80), format!("{} 0/0 ", "█".repeat(24)));
        assert!(text(3, 4, &"x".repeat(200), 60).chars().count() < 60);
    }
}
