use chrono::NaiveDate;

use super::{Console, Outcome, clock};
use crate::language::Language;
use crate::workspace::starter::{self, Request, Validity, Wanted};
use crate::workspace::{Failure, Workspace};

/// Make a new proposal from a starter
///
/// Number, dates and the prices of the items are filled in; what is not known
/// is marked, and `propose check` reports it until you fill it in.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose new \"Refonte du site\" --client ACME --item AUDIT --item JOUR=3
  propose new acme-run --starter devis --valid 60d
Starters: proposition, devis, proposal, quote, and those in templates/starters/.")]
pub(super) struct Args {
    /// The name: of the file and, without --title, of the proposal
    name: String,
    /// The client
    #[arg(long)]
    client: Option<String>,
    /// The title
    #[arg(long)]
    title: Option<String>,
    /// An item of the catalog by its reference, perhaps with a quantity;
    /// several times for several items
    #[arg(long = "item", value_name = "REF[=QTY]", value_parser = item)]
    items: Vec<Wanted>,
    /// The starter; `proposition` or `proposal` where it is not said
    #[arg(long, value_name = "NAME")]
    starter: Option<String>,
    /// The language, where it is not the project's
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// The date of issue; today where it is not said
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    date: Option<NaiveDate>,
    /// How long it may be accepted: 30d, 2w, 3m or a day
    #[arg(long, value_name = "TIME", default_value = "30d", value_parser = validity)]
    valid: Validity,
}

fn item(text: &str) -> Result<Wanted, String> {
    text.parse().map_err(words)
}

fn validity(text: &str) -> Result<Validity, String> {
    text.parse().map_err(words)
}

/// A failure as a message about an argument.
fn words(failure: Failure) -> String {
    match failure.help {
        Some(help) => format!("{}: {help}", failure.message),
        None => failure.message,
    }
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let workspace = Workspace::open(std::path::Path::new("."))?;
    let language = args.lang.as_deref().and_then(Language::from_tag);
    let request = Request {
        name: &args.name,
        starter: args.starter.as_deref(),
        language,
        client: args.client.as_deref(),
        title: args.title.as_deref(),
        date: args.date.map_or_else(clock::today, Ok)?,
        validity: args.valid,
        items: &args.items,
    };
    let note = starter::new(&workspace, &request)?;
    let path = std::env::current_dir().ok().and_then(|here| {
        let here = std::fs::canonicalize(here).ok()?;
        note.path.strip_prefix(here).ok().map(std::path::Path::to_path_buf)
    });
    console.out(&format!("{}\n", path.unwrap_or(note.path).display()))?;
    console.status(&format!("number {}", note.number));
    if !note.open.is_empty() {
        console.status(&format!("to fill in: {}", note.open.join(", ")));
    }
    Ok(Outcome::Clean)
}
