use std::io::{self, IsTerminal, Write};

use clap::ValueEnum;

use crate::diagnostics::calm;
use crate::workspace::Failure;

/// When to colour what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` or `CLICOLOR=0` asks otherwise
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// Where a command prints: results to standard output, what accompanies them to
/// standard error.
#[derive(Debug)]
pub(super) struct Console {
    color: Color,
    quiet: bool,
    verbose: bool,
}

impl Console {
    pub(super) fn new(color: Color, quiet: bool, verbose: bool) -> Self {
        Self { color, quiet, verbose }
    }

    fn colored(&self, terminal: bool) -> bool {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        match self.color {
            Color::Always => true,
            Color::Never => false,
            // no-color.org and bixense.com/clicolors.
            Color::Auto if set("NO_COLOR").is_some() => false,
            Color::Auto if set("CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
            Color::Auto => terminal && set("CLICOLOR").is_none_or(|value| value != "0"),
        }
    }

    /// Whether only findings and errors are wanted.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Whether to say how things were understood.
    pub(super) fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// The width of the terminal in columns; 80 where there is none.
    #[expect(clippy::unused_self, reason = "what is known of the terminal is asked of the console")]
    pub(super) fn width(&self) -> usize {
        terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
    }

    /// The width of the terminal that results go to; none where they go to a
    /// file or another program, which wants them whole.
    pub(super) fn terminal_width(&self) -> Option<usize> {
        io::stdout().is_terminal().then(|| self.width())
    }

    /// Whether standard output takes colours.
    pub(super) fn color_out(&self) -> bool {
        self.colored(io::stdout().is_terminal())
    }

    /// Whether standard error takes colours.
    pub(super) fn color_err(&self) -> bool {
        self.colored(io::stderr().is_terminal())
    }

    /// Prints a result.
    pub(super) fn out(&mut self, text: &str) -> Result<(), Failure> {
        self.bytes(text.as_bytes())
    }

    /// Prints a result for people to read, words of files among it.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.out(&calm(text))
    }

    /// Prints a result that need not be text.
    #[expect(clippy::unused_self, reason = "printing goes through the one console")]
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        out.write_all(bytes).and_then(|()| out.flush()).map_err(|error| Failure::io("standard output", error))
    }

    /// Prints something that matters beside the result: findings, what could
    /// not be done.
    #[expect(clippy::unused_self, reason = "printing goes through the one console")]
    pub(super) fn err(&mut self, text: &str) {
        // Where nobody reads, there is nobody to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    /// Prints a line about what was done, unless it is not wanted.
    pub(super) fn status(&mut self, text: &str) {
        if !self.quiet {
            self.err(&format!("{}\n", calm(text)));
        }
    }

    /// Prints why the work could not be done.
    pub(super) fn failure(&mut self, failure: &Failure) {
        let (red, bold, plain) =
            if self.color_err() { ("\x1b[1;31m", "\x1b[1m", "\x1b[0m") } else { ("", "", "") };
        self.err(&format!("{red}error{plain}{bold}: {}{plain}\n", calm(&failure.message)));
        if let Some(help) = &failure.help {
            self.err(&format!("  {bold}help{plain}: {}\n", calm(help)));
        }
    }
}
