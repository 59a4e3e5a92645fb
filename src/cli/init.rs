use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::{Console, Outcome, clock};
use crate::language::Language;
use crate::workspace::Failure;
use crate::workspace::starter::{self, Ci, Fate, Made, Options};

/// Make a folder ready: settings, catalog, brand, a first proposal, CI
///
/// Works in an empty folder, an Obsidian vault or a git repository. Nothing
/// that lies there is overwritten; `.gitignore` gets the lines that it lacks.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose init                              this folder
  propose init --ci gitlab offres           the folder `offres`, with a GitLab pipeline")]
pub(super) struct Args {
    /// The folder; it is made where it is missing
    #[arg(default_value = ".", value_name = "DIR")]
    folder: PathBuf,
    /// The language of the files; French unless the environment says English
    #[arg(long, value_name = "LANG", value_parser = ["fr", "en"])]
    lang: Option<String>,
    /// Where proposals are checked on every change; guessed from the
    /// repository where it is not said
    #[arg(long, value_name = "SERVICE", value_parser = ["github", "gitlab", "none"])]
    ci: Option<String>,
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
    let language = args.lang.as_deref().and_then(Language::from_tag).unwrap_or_else(environment);
    let options = Options {
        language,
        ci: args.ci.as_deref().map(|ci| match ci {
            "github" => Ci::GitHub,
            "gitlab" => Ci::GitLab,
            _ => Ci::None,
        }),
        date: args.date.map_or_else(clock::today, Ok)?,
        catalog: None,
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
    let is_note = |file: &&Made| Path::new(&file.name).extension().is_some_and(|extension| extension == "md");
    if let Some(first) = made.iter().filter(|file| file.fate == Fate::Created).find(is_note) {
        let path = args.folder.join(&first.name);
        console
            .status(&format!("\nNext: propose render {}", path.strip_prefix(".").unwrap_or(&path).display()));
    }
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
