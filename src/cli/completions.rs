use clap::CommandFactory;

use super::{Cli, Console, Outcome};
use crate::workspace::Failure;
use crate::yaml::nearest;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose completions bash > ~/.local/share/bash-completion/completions/propose
  propose completions zsh > ~/.zfunc/_propose
  propose completions fish > ~/.config/fish/completions/propose.fish
  propose completions powershell >> $PROFILE")]
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

/// Print the manual page of the program or of one of its commands
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose man | man -l -               the program
  propose man build | man -l -         one command
  propose man > ~/.local/share/man/man1/propose.1")]
pub(super) struct ManArgs {
    /// The command: `build`, `catalog import`
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,
}

pub(super) fn man(args: &ManArgs, console: &mut Console) -> Result<Outcome, Failure> {
    let mut page = Cli::command();
    page.build();
    for name in &args.command {
        let Some(command) = page.find_subcommand(name) else {
            let names: Vec<_> = page.get_subcommands().map(clap::Command::get_name).collect();
            let failure = Failure::new(format!("there is no command `{name}`"));
            return Err(match nearest(name, &names) {
                Some(near) => failure.help(format!("did you mean `{near}`?")),
                None => failure.help("`propose --help` lists them all"),
            });
        };
        page = command.clone();
    }
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text).map_err(|error| Failure::io("the manual page", error))?;
    console.bytes(&text)?;
    Ok(Outcome::Clean)
}
