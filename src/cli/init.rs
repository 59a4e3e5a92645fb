use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Console, Outcome, clock};
use crate::language::Language;
use crate::workspace::starter::{self, Ci, Fate, Made, Options};
use crate::workspace::{Failure, catalog, find_note};

/// Make a folder ready: settings, catalog, brand, a first proposal, CI
///
/// Works in an empty folder, an Obsidian vault or a git repository. Nothing
/// that lies there is overwritten; `.gitignore` gets the lines that it lacks.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose init                        this folder
  propose init --ci gitlab offres     the folder `offres`, with GitLab CI
  propose init --from-offer yas.md    with the prices of an offer as catalog")]
pub(super) struct Args {
    /// The folder; it is made where it is missing
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// The language of the files; that of the offer, else French unless the
    /// environment says English
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// Where proposals are checked on every change; guessed from the
    /// repository where it is not said
    #[arg(long, value_name = "SERVICE", value_parser = ["github", "gitlab", "none"])]
    ci: Option<String>,
    /// An offer in Markdown to read the catalog out of, in place of an example
    /// to fill in
    #[arg(long, value_name = "FILE")]
    from_offer: Option<PathBuf>,
    /// Copy the built-in template into `templates/`, for a designer
    #[cfg(feature = "typeset")]
    #[arg(long)]
    template: bool,
    /// The date of the first proposal; today where it is not said
    #[arg(long, value_name = "DATE", value_parser = clock::date)]
    date: Option<NaiveDate>,
}

/// The templates to copy.
#[cfg(feature = "typeset")]
fn templates(args: &Args) -> &'static [(&'static str, &'static str)] {
    if args.template { crate::typeset::files::TEMPLATES } else { &[] }
}

#[cfg(not(feature = "typeset"))]
fn templates(_: &Args) -> &'static [(&'static str, &'static str)] {
    &[]
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let offer = args.from_offer.as_deref();
    let imported = offer.map(|offer| catalog::import(&find_note(offer)?)).transpose()?;
    let language = args.lang.as_deref().and_then(Language::from_tag);
    let language = language.or(imported.as_ref().map(|imported| imported.language));
    let language = language.unwrap_or_else(environment);
    let options = Options {
        language,
        ci: args.ci.as_deref().map(|ci| match ci {
            "github" => Ci::GitHub,
            "gitlab" => Ci::GitLab,
            _ => Ci::None,
        }),
        date: args.date.map_or_else(clock::today, Ok)?,
        catalog: imported.as_ref().map(|imported| imported.text.as_str()),
        templates: templates(args),
    };
    let made = starter::init(&args.folder, &options)?;
    for file in &made {
        let fate = match file.fate {
            Fate::Created => "created",
            Fate::Extended => "extended",
            Fate::Kept => "kept",
        };
        console.status(&format!("{fate:9} {}", file.name));
    }
    let fate = |name: &str| made.iter().find(|file| file.name == name).map(|file| file.fate);
    if let Some(offer) = offer {
        let offer = offer.display();
        console.status(&match fate("assets/catalog.yaml") {
            Some(Fate::Created) => "\nThe catalog is read out of the offer: read it over, \
                then `propose catalog check`"
                .to_owned(),
            _ => format!(
                "\nThe catalog was there already: `propose catalog import {offer}` prints the offer's"
            ),
        });
    }
    let is_note = |file: &&Made| Path::new(&file.name).extension().is_some_and(|extension| extension == "md");
    let first = made.iter().filter(|file| file.fate == Fate::Created).find(is_note);
    let folder = args.folder.strip_prefix(".").unwrap_or(&args.folder);
    console.status(&match first {
        Some(first) => format!("\nNext: propose render {}", folder.join(&first.name).display()),
        None => "\nNext: propose new NAME, then propose build".to_owned(),
    });
    Ok(Outcome::Clean)
}

/// The language of the environment, as far as new files are written in it.
fn environment() -> Language {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let tag = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG")).unwrap_or_default();
    match Language::from_tag(tag.split('.').next().unwrap_or_default()) {
        Some(Language::English) => Language::English,
        _ => Language::French,
    }
}
