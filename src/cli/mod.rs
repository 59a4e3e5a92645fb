//! The command line: one file per command, with its arguments and what it does
//! with them. Only this module prints.

#[cfg(feature = "typeset")]
mod build;
mod catalog;
mod check;
mod clock;
mod completions;
mod console;
mod findings;
mod init;
mod licenses;
mod new;
#[cfg(feature = "typeset")]
mod progress;
#[cfg(feature = "typeset")]
mod render;
mod rules;
#[cfg(feature = "typeset")]
mod watch;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use console::Console;

/// Turns commercial proposals written in Obsidian into branded PDFs, after
/// checking every price in them against a catalog.
#[derive(Debug, Parser)]
#[command(name = "propose", version, propagate_version = true)]
#[command(arg_required_else_help = true, max_term_width = 80)]
#[command(after_help = "\
Examples:
  propose render yas.md       the PDF of one note, if nothing is wrong in it
  propose check               what is wrong in all notes of the project
  propose build               the PDFs of all proposals that changed
  propose watch yas.md        a preview in the browser that follows every save
  propose init offres         a new project: catalog, brand, first proposal

Exit codes: 0 no errors, 1 errors were found, 2 the work could not be done.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: Global,
}

#[derive(Debug, clap::Args)]
struct Global {
    /// When to colour what is printed: always, never, or auto, which is on a
    /// terminal unless `NO_COLOR` or `CLICOLOR=0` is set, and everywhere with
    /// `CLICOLOR_FORCE=1`
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Global options"
    )]
    color: console::Color,
    /// Print nothing but findings and errors
    #[arg(long, short, global = true, help_heading = "Global options")]
    quiet: bool,
    /// Say how prices were read, and which tables hold none
    #[arg(long, short, global = true, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[cfg(feature = "typeset")]
    Render(render::Args),
    #[cfg(feature = "typeset")]
    Build(build::Args),
    #[cfg(feature = "typeset")]
    Watch(watch::Args),
    Check(check::Args),
    Catalog(catalog::Args),
    New(new::Args),
    Init(init::Args),
    Rules(rules::Args),
    Licenses(licenses::Args),
    Completions(completions::Args),
    Man(completions::ManArgs),
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// It did its work and found no errors.
    Clean,
    /// It did its work and found errors, or warnings that are denied.
    Errors,
    /// It could not do all of its work, and said so.
    #[cfg(feature = "typeset")]
    Failed,
}

/// Runs the program: 0 where no errors were found, 1 where some were, 2 where
/// it could not do its work. A reader that goes away is no failure.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for; anything else is a wrong call.
            let code = if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS };
            // A closed pipe is no failure.
            let _ = error.print();
            return code;
        }
    };
    let mut console = Console::new(cli.global.color, cli.global.quiet, cli.global.verbose);
    let result = match cli.command {
        #[cfg(feature = "typeset")]
        Command::Render(args) => render::run(&args, &mut console),
        #[cfg(feature = "typeset")]
        Command::Build(args) => build::run(&args, &mut console),
        #[cfg(feature = "typeset")]
        Command::Watch(args) => watch::run(&args, &mut console),
        Command::Check(args) => check::run(&args, &mut console),
        Command::Catalog(args) => catalog::run(&args, &mut console),
        Command::New(args) => new::run(&args, &mut console),
        Command::Init(args) => init::run(&args, &mut console),
        Command::Rules(args) => rules::run(&args, &mut console),
        Command::Licenses(args) => licenses::run(&args, &mut console),
        Command::Completions(args) => completions::run(&args, &mut console),
        Command::Man(args) => completions::man(&args, &mut console),
    };
    match result {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        #[cfg(feature = "typeset")]
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(failure) if failure.is_broken_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            console.failure(&failure);
            ExitCode::from(2)
        }
    }
}
