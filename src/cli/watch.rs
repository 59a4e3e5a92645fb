use std::path::PathBuf;

use super::render::limits;
use super::{Console, Outcome};
use crate::workspace::watch::{self, Event, WatchOptions};
use crate::workspace::{Failure, MAX_MEMORY};

/// Show a live preview in the browser that follows every save
///
/// The pages are shown as they are now, whatever is wrong in them, with the
/// findings beside them. Nothing is written. The preview is for this machine
/// only; its address holds a secret word that other pages do not know. Ctrl-C
/// ends it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose watch yas.md --open      one note, and the browser opens
  propose watch                    all proposals of the project, in a list
  propose watch proposals/2026     those of one folder")]
pub(super) struct Args {
    /// A note or a folder; the project's proposals where none is named
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// The port of the preview; 5417 or the next free one where it is not said,
    /// any free one for 0
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
    /// Mark the pages as drafts
    #[arg(long)]
    draft: bool,
    /// The template, instead of the one that a note or the project asks for
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Give up on a document after so many seconds; 0 for never
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    timeout: u64,
    /// Give up where a document takes more than so many MiB of memory; 0 for no
    /// bound
    #[arg(long, value_name = "MIB", default_value_t = MAX_MEMORY >> 20)]
    memory: u64,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let options = WatchOptions {
        path: args.path.clone(),
        port: args.port,
        draft: args.draft,
        template: args.template.clone(),
        limits: limits(args.timeout, args.memory),
    };
    let mut failed = None;
    watch::watch(&options, &mut |event| match event {
        Event::Ready(address) => {
            // Whoever started it may read the address and go away.
            let _ = console.out(&format!("{address}\n"));
            if args.open {
                failed = open::that_detached(address).err();
            }
            if let Some(error) = failed.take() {
                console.status(&format!("no browser could be opened: {error}"));
            }
        }
        Event::Polling => {
            console.status("this system does not tell of changes here: looking every second");
        }
        Event::Set(name, pages, errors, warnings) => {
            let many =
                |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
            let (pages, errors) = (many(pages, "page"), many(errors, "error"));
            console.status(&format!("{name}: {pages}, {errors}, {}", many(warnings, "warning")));
        }
    })?;
    Ok(Outcome::Clean)
}
