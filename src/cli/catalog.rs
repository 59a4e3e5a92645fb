use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;

use super::findings::ReportArgs;
use super::{Console, Outcome, clock};
use crate::catalog::view;
use crate::workspace::{self, Failure, Workspace};

/// Look at the price list: list, show, check, compare, import
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose catalog list               everything that is sold
  propose catalog show RUN-STD       one item, with the history of its price
  propose catalog check              whether the list can be relied on
  propose catalog diff HEAD~1        what changed since the last commit
  propose catalog import offre.md -o assets/catalog.yaml")]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List what is sold, with prices
    #[command(after_help = "\
Examples:
  propose catalog list                       the newest prices
  propose catalog list --date 2025-01-01     those of a day")]
    List {
        /// The prices of a day; the newest where it is not said
        #[arg(long, value_name = "DATE", value_parser = clock::date)]
        date: Option<NaiveDate>,
    },
    /// Show everything about one item or bundle
    #[command(after_help = "\
Examples:
  propose catalog show RUN-STD     its name, unit and prices through time")]
    Show {
        /// Its reference
        #[arg(value_name = "REF")]
        reference: String,
    },
    /// Check that the list can be read and that its prices fit together
    #[command(after_help = "\
Examples:
  propose catalog check                      for people
  propose catalog check --deny warnings      for a CI job")]
    Check {
        #[command(flatten)]
        report: ReportArgs,
    },
    /// Compare two price lists
    ///
    /// Each is a file, a revision of git (`HEAD~1`), or a file in one
    /// (`HEAD~1:assets/catalog.yaml`).
    #[command(after_help = "\
Examples:
  propose catalog diff HEAD~1                   since the last commit
  propose catalog diff 2024.yaml 2025.yaml      two files")]
    Diff {
        /// The older one
        old: String,
        /// The newer one; the project's own where it is not said
        new: Option<String>,
    },
    /// Make a price list out of an offer in Markdown
    #[command(after_help = "\
Examples:
  propose catalog import offre.md                            to look at
  propose catalog import offre.md -o assets/catalog.yaml     to keep")]
    Import {
        /// The offer
        #[arg(value_name = "FILE")]
        note: PathBuf,
        /// Where to write; standard output where it is not said
        #[arg(long, short, value_name = "PATH")]
        output: Option<PathBuf>,
        /// Write over a file that exists
        #[arg(long, requires = "output")]
        force: bool,
    },
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    if let Command::Import { note, output, force } = &args.command {
        return import(note, output.as_deref(), *force, console);
    }
    let workspace = Workspace::open(Path::new("."))?;
    let language = workspace.language();
    match &args.command {
        Command::List { date } => {
            console.text(&view::list(workspace.catalog()?, language, *date, console.terminal_width()))?;
        }
        Command::Show { reference } => {
            let text =
                view::show(workspace.catalog()?, reference, language, console.width()).map_err(|near| {
                    let failure = Failure::new(format!("the catalog has no `{reference}`"));
                    match near {
                        Some(near) => failure.help(format!("did you mean `{near}`?")),
                        None => failure.help("`propose catalog list` shows what it has"),
                    }
                })?;
            console.text(&text)?;
        }
        Command::Check { report } => {
            workspace.catalog()?;
            let (found, sources) = workspace.check_catalog();
            return report.print(&found, &sources, true, console);
        }
        Command::Diff { old, new } => {
            let before = workspace.catalog_at(old)?;
            warn(old, before.errors, console);
            let diff = match new {
                Some(new) => {
                    let after = workspace.catalog_at(new)?;
                    warn(new, after.errors, console);
                    view::diff(&before.catalog, &after.catalog, language)
                }
                None => view::diff(&before.catalog, workspace.catalog()?, language),
            };
            console.text(&diff.text(console.terminal_width()))?;
        }
        Command::Import { .. } => {}
    }
    Ok(Outcome::Clean)
}

fn import(
    note: &Path,
    output: Option<&Path>,
    force: bool,
    console: &mut Console,
) -> Result<Outcome, Failure> {
    let text = workspace::catalog::import(&workspace::find_note(note)?)?.text;
    let Some(output) = output else {
        console.out(&text)?;
        return Ok(Outcome::Clean);
    };
    let written = if force {
        workspace::write(output, text.as_bytes())
    } else {
        workspace::create(output, text.as_bytes())
    };
    written.map_err(|error| {
        let exists = error.kind() == ErrorKind::AlreadyExists;
        let failure = Failure::io(output.display(), error);
        if exists { failure.help("name another file, or use `--force` to write over it") } else { failure }
    })?;
    console.status(&format!("wrote {}", output.display()));
    Ok(Outcome::Clean)
}

/// Says that a list which is compared has entries that could not be read.
fn warn(name: &str, errors: usize, console: &mut Console) {
    if errors > 0 {
        let count = if errors == 1 { "1 error".to_owned() } else { format!("{errors} errors") };
        console.status(&format!("{name}: {count}; what could not be read is not compared"));
    }
}
