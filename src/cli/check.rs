use std::path::PathBuf;

use super::findings::ReportArgs;
use super::{Console, Outcome};
use crate::workspace::{self, Extent, Failure};

/// Check notes and report findings, without rendering
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose check                        every note of the project
  propose check yas.md                 one note
  propose check --report json yas.md   for programs
  propose check --fix yas.md           mend what can be mended safely")]
pub(super) struct Args {
    /// Notes or folders; all notes of the project where none is named
    paths: Vec<PathBuf>,
    /// Mend what can be mended safely, and say what was changed
    #[arg(long)]
    fix: bool,
    #[command(flatten)]
    report: ReportArgs,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let notes = workspace::notes(&args.paths)?;
    if args.fix {
        for change in workspace::fix(&notes)? {
            console.status(&change);
        }
    }
    let extent = if args.paths.is_empty() { Extent::Project } else { Extent::Notes };
    let (report, sources) = workspace::check_all(&notes, extent)?;
    args.report.print(&report, &sources, true, console)
}
