use super::{Console, Outcome};
use crate::workspace::Failure;

/// Print the licences of the program, its fonts and the packages it is built from
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose licenses | less")]
pub(super) struct Args {}

/// What belongs to which licence, in the order in which it is printed.
/// `tests/supply.rs` writes the last one and holds it to `Cargo.lock`.
const PARTS: &[(&str, &str)] = &[
    ("propose, under the MIT licence", include_str!("../../LICENSE-MIT")),
    ("propose, under the Apache License 2.0, as you prefer", include_str!("../../LICENSE-APACHE")),
    ("DejaVu Sans", include_str!("../../assets/fonts/LICENSE-DejaVuSans.txt")),
    ("New Computer Modern Math", include_str!("../../assets/fonts/LICENSE-NewComputerModernMath.txt")),
    ("Source Code Pro", include_str!("../../assets/fonts/LICENSE-SourceCodePro.txt")),
    ("Source Sans 3", include_str!("../../assets/fonts/LICENSE-SourceSans3.txt")),
    ("Twemoji Mozilla", include_str!("../../assets/fonts/LICENSE-TwemojiMozilla.txt")),
    ("Packages", include_str!("../../assets/licenses/packages.txt")),
];

pub(super) fn run(_: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    for (name, text) in PARTS {
        let line = "=".repeat(72);
        console.bytes(format!("{line}\n{name}\n{line}\n\n{}\n\n", text.trim()).as_bytes())?;
    }
    Ok(Outcome::Clean)
}
