use clap::CommandFactory;

use super::{Cli, Console, Outcome};
use crate::workspace::Failure;

/// Print the completions of a shell: `propose completions bash > …`
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "propose", &mut text);
    console.bytes(&text)?;
    Ok(Outcome::Clean)
}

/// Print the manual page: `propose man | man -l -`
#[derive(Debug, clap::Args)]
pub(super) struct ManArgs {}

pub(super) fn man(_: &ManArgs, console: &mut Console) -> Result<Outcome, Failure> {
    let mut text = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut text)
        .map_err(|error| Failure::io("the manual page", error))?;
    console.bytes(&text)?;
    Ok(Outcome::Clean)
}
