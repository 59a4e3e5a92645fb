use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::findings::ReportArgs;
use super::progress::Progress;
use super::render::{epoch, limits, standard};
use super::{Console, Outcome};
use crate::language::Language;
use crate::typeset::Standard;
use crate::workspace::build::{self, BuildOptions, Built, Done, Event, Shard};
use crate::workspace::{Failure, MAX_MEMORY};

/// Check and render all proposals of the project, as far as anything changed
///
/// Every note in `proposals` becomes a PDF in `out`, with the same folders.
/// Left out are files and folders whose names begin with `_`, and notes that say
/// `propose: false`: keep shared clauses there. A proposal is rendered again
/// when anything that it is made of changed: embedded notes, images, catalog,
/// brand, template, settings.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose build                               everything that changed
  propose build proposals/2026                one folder
  propose build --changed-since origin/main   what a branch concerns
  propose build --shard 2/4                   the second of four CI jobs
  propose build --deny warnings --prune       nothing doubtful, nothing old
  propose build --report github               findings as annotations")]
pub(super) struct Args {
    /// Notes or folders; all proposals where none is named
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How many documents to work on at once; one per processor unless said
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    jobs: Option<u16>,
    /// Only one part of the work, for jobs that run side by side: 1/4, 2/4, …
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Only what changes since a revision of git concern
    #[arg(long, value_name = "REV")]
    changed_since: Option<String>,
    /// Remove the PDFs of notes that are gone
    #[arg(long)]
    prune: bool,
    /// Write watermarked drafts, whatever was found
    #[arg(long)]
    draft: bool,
    /// The template, instead of the one that notes or the project ask for
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Insist on a PDF standard: ua-1, a-2b, a-3a, a-3b, or 1.7 for a plain PDF
    #[arg(long, value_name = "NAME", value_parser = standard, default_value = "best", hide_default_value = true)]
    standard: Standard,
    /// Give up on a document after so many seconds; 0 for never
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
    /// Give up where a document takes more than so many MiB of memory; 0 for no
    /// bound
    #[arg(long, value_name = "MIB", default_value_t = MAX_MEMORY >> 20)]
    memory: u64,
    #[command(flatten)]
    report: ReportArgs,
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let begun = Instant::now();
    let options = BuildOptions {
        paths: args.paths.clone(),
        jobs: args.jobs.map(usize::from),
        shard: args.shard,
        changed_since: args.changed_since.clone(),
        prune: args.prune,
        draft: args.draft,
        template: args.template.clone(),
        standard: args.standard,
        timestamp: epoch()?,
        deny_warnings: args.report.deny.is_some(),
        limits: limits(args.timeout, args.memory),
    };
    let mut progress = Progress::new(console);
    let built = build::build(&options, &mut |event| match event {
        Event::Begun(total) => progress.begin(console, total),
        Event::Done(note, done, target) => progress.step(console, note, &word(done, note, target)),
    });
    progress.end(console);
    let built = built?;
    args.report.print(&built.report, &built.sources, false, console)?;
    for failure in &built.failures {
        console.failure(failure);
    }
    tell(&built, args.prune, begun.elapsed(), console);
    Ok(if !built.failures.is_empty() || built.counts.crashed > 0 {
        Outcome::Failed
    } else if built.counts.failed > 0 || (built.stopped && !args.draft) {
        Outcome::Errors
    } else {
        Outcome::Clean
    })
}

fn word(done: Done, note: &str, target: &str) -> String {
    match done {
        Done::Rendered | Done::Unchanged => format!("rendered {target}"),
        Done::Stopped => format!("stopped  {note}"),
        Done::Failed | Done::Crashed => format!("failed   {note}"),
    }
}

/// Says what came of the build.
fn tell(built: &Built, prune: bool, time: Duration, console: &mut Console) {
    let language = built.report.language;
    let count = built.orphans.len();
    if count > 0 {
        console.status(&match (language.pick(true, false), prune) {
            (true, true) => format!("{count} PDF sans note supprimé(s) : {}", names(&built.orphans)),
            (true, false) => {
                format!("{count} PDF sans note, à supprimer avec `--prune` : {}", names(&built.orphans))
            }
            (false, true) => format!("removed {count} without a note: {}", names(&built.orphans)),
            (false, false) => {
                format!("{count} without a note, which `--prune` removes: {}", names(&built.orphans))
            }
        });
    }
    if !built.kept.is_empty() {
        let kept = names(&built.kept);
        console.status(&language.pick(
            format!("conservé, car modifié depuis sa création : {kept}"),
            format!("kept, since it was changed after it was made: {kept}"),
        ));
    }
    console.status(&summary(built, language, time));
}

/// A few names, and how many more there are.
fn names(all: &[String]) -> String {
    let shown: Vec<&str> = all.iter().take(5).map(String::as_str).collect();
    let more = all.len().saturating_sub(shown.len());
    let dots = if more > 0 { format!(", … (+{more})") } else { String::new() };
    format!("{}{dots}", shown.join(", "))
}

/// The last line: counts and time.
fn summary(built: &Built, language: Language, time: Duration) -> String {
    let counts = built.counts;
    let many =
        |count: usize, one: &str, many: &str| format!("{count} {}", if count > 1 { many } else { one });
    let parts = language.pick(
        [
            many(counts.rendered, "proposition rendue", "propositions rendues"),
            many(counts.unchanged, "inchangée", "inchangées"),
            many(counts.failed, "refusée", "refusées"),
        ],
        [
            format!("{} rendered", counts.rendered),
            format!("{} unchanged", counts.unchanged),
            format!("{} failed", counts.failed),
        ],
    );
    let (seconds, tenths) = (time.as_secs(), time.subsec_millis() / 100);
    let mark = language.pick(',', '.');
    let within = language.pick("en", "in");
    format!("{} {within} {seconds}{mark}{tenths} s → {}", parts.join(", "), built.folder.display())
}
