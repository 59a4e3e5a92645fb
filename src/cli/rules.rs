use super::{Console, Outcome};
use crate::workspace::{Failure, rules};
use crate::yaml::nearest;

/// Explain the rules: all of them in a list, or one with examples
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose rules                     all of them, with their level
  propose rules total-mismatch      one, with a wrong and a right example

A level is changed in propose.yaml: `rules: {link-unresolved: off}`.")]
pub(super) struct Args {
    /// The rule to explain
    name: Option<String>,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let all = rules::all();
    let Some(name) = &args.name else {
        let width = all.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
        let left = console.width().max(72).saturating_sub(width + 11);
        let mut text = String::new();
        for rule in &all {
            let level = if rule.on { rule.severity.name() } else { "off" };
            text += &format!("{:width$}  {level:7}  {}\n", rule.name, rules::headline(rule, left));
        }
        console.out(&text)?;
        return Ok(Outcome::Clean);
    };
    let Some(rule) = all.iter().find(|rule| rule.name == name) else {
        let names: Vec<_> = all.iter().map(|rule| rule.name).collect();
        let failure = Failure::new(format!("there is no rule `{name}`"));
        return Err(match nearest(name, &names) {
            Some(near) => failure.help(format!("did you mean `{near}`?")),
            None => failure.help("`propose rules` lists them all"),
        });
    };
    let level = if rule.on { rule.severity.name() } else { "off unless asked for" };
    console.out(&format!("{} ({level})\n\n{}\n", rule.name, rules::text(rule)))?;
    Ok(Outcome::Clean)
}
