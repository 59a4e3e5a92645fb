use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::findings::ReportArgs;
use super::{Console, Outcome};
use crate::typeset::{Format, Standard};
use crate::workspace::{self, Failure, Limits, MAX_MEMORY, RenderOptions, Rendered};

/// Check notes, then typeset them to PDF
///
/// Errors stop the client copy: the PDF is not written and the one from before
/// stays as it was. With `--draft` the pages are written all the same, with a
/// watermark, beside the client copy.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  propose render yas.md                 writes yas.pdf beside the note
  propose render yas.md -o client.pdf   writes it elsewhere
  propose render --draft yas.md         writes yas.draft.pdf, whatever is wrong
  propose render --format png yas.md    writes yas-1.png, yas-2.png, …
  propose render --stdout yas.md | lpr  prints it
  propose render --format typ yas.md -o yas/
                                        a folder for plain Typst")]
pub(super) struct Args {
    /// The notes: where you are, or in the project's `proposals` folder
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where to write: a file, or a folder where several files are made
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Write to standard output
    #[arg(long, conflicts_with = "output")]
    stdout: bool,
    /// What to write
    #[arg(long, value_enum, default_value = "pdf")]
    format: FormatArg,
    /// Write a watermarked draft, whatever was found
    #[arg(long)]
    draft: bool,
    /// The template, instead of the one that the note or the project asks for
    #[arg(long, value_name = "NAME")]
    template: Option<String>,
    /// Insist on a PDF standard: ua-1, a-2b, a-3a, a-3b, or 1.7 for a plain PDF
    #[arg(long, value_name = "NAME", value_parser = standard, default_value = "best", hide_default_value = true)]
    standard: Standard,
    /// Resolution of PNG pages, in pixels per inch
    #[arg(long, value_name = "PPI", default_value_t = 144, value_parser = clap::value_parser!(u16).range(10..=1200))]
    ppi: u16,
    /// The pages to write as images: `1`, `1,3-5`, `4-`
    #[arg(long, value_name = "PAGES", value_parser = pages)]
    pages: Option<Pages>,
    /// Also use the fonts of this machine: for drafts, since the next machine may
    /// not have them and the same note then looks different there
    #[arg(long)]
    system_fonts: bool,
    /// Give up on a note after so many seconds; 0 for never
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
    /// Give up where a document takes more than so many MiB of memory; 0 for no
    /// bound
    #[arg(long, value_name = "MIB", default_value_t = MAX_MEMORY >> 20)]
    memory: u64,
    /// Open the result
    #[arg(long, conflicts_with = "stdout")]
    open: bool,
    #[command(flatten)]
    report: ReportArgs,
}

/// Ranges of pages: the first and the last of each.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pages(Vec<(usize, usize)>);

/// Reads `1`, `1,3-5`, `4-`.
fn pages(text: &str) -> Result<Pages, String> {
    let number = |text: &str| text.trim().parse::<usize>().ok().filter(|page| *page > 0);
    let range = |part: &str| match part.split_once('-') {
        Some((first, "")) => Some((number(first)?, usize::MAX)),
        Some((first, last)) => Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last),
        None => number(part).map(|page| (page, page)),
    };
    let ranges: Option<Vec<_>> = text.split(',').map(range).collect();
    ranges.map(Pages).ok_or_else(|| "pages are numbers and ranges: `1,3-5`, `4-`".to_owned())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum FormatArg {
    /// One PDF
    Pdf,
    /// One image per page
    Png,
    /// One vector image per page
    Svg,
    /// A folder that plain `typst compile` turns into the same pages
    Typ,
}

pub(super) fn standard(name: &str) -> Result<Standard, String> {
    Standard::from_name(name).ok_or_else(|| {
        let names: Vec<_> = Standard::NAMES.iter().map(|(name, _)| *name).collect();
        format!("the standards are {}", names.join(", "))
    })
}

pub(super) fn run(args: &Args, console: &mut Console) -> Result<Outcome, Failure> {
    let images = matches!(args.format, FormatArg::Png | FormatArg::Svg);
    if args.pages.is_some() && !images {
        return Err(Failure::new("`--pages` chooses among pages that are written as images")
            .help("add `--format png` or `--format svg`"));
    }
    if args.stdout && args.format == FormatArg::Typ {
        return Err(Failure::new("a folder cannot be written to standard output").help("name it with `-o`"));
    }
    if args.stdout && std::io::stdout().is_terminal() && args.format != FormatArg::Svg {
        return Err(Failure::new("a terminal cannot show this")
            .help("send it to a file or a program: `propose render --stdout yas.md > yas.pdf`"));
    }
    let options = RenderOptions {
        format: match args.format {
            FormatArg::Pdf => Some(Format::Pdf),
            FormatArg::Png => Some(Format::Png),
            FormatArg::Svg => Some(Format::Svg),
            FormatArg::Typ => None,
        },
        draft: args.draft,
        template: args.template.clone(),
        standard: args.standard,
        ppi: args.ppi,
        pages: args.pages.clone().map(|Pages(pages)| pages).unwrap_or_default(),
        machine_fonts: args.system_fonts,
        timestamp: epoch()?,
    };
    let notes = args.files.iter().map(|file| workspace::find_note(file)).collect::<Result<Vec<_>, _>>()?;
    if args.stdout && notes.len() > 1 {
        return Err(Failure::new("several notes cannot be written to one place").help("name one of them"));
    }
    let mut outcome = Outcome::Clean;
    for note in &notes {
        let rendered = in_time(args, note, &options)?;
        // A draft is written whatever was found, unless there are no pages.
        if args.report.print(&rendered.report, &rendered.sources, false, console)? == Outcome::Errors
            && (!args.draft || rendered.artifacts.is_empty())
        {
            outcome = Outcome::Errors;
        }
        deliver(args, &rendered, notes.len() > 1, console)?;
    }
    Ok(outcome)
}

/// Renders a note in a thread of its own. Since only this one writes, ending the
/// program leaves nothing half done.
fn in_time(args: &Args, note: &Path, options: &RenderOptions) -> Result<Rendered, Failure> {
    let (own_note, options, report) = (note.to_path_buf(), options.clone(), args.report.clone());
    let work = move || workspace::render(&own_note, &options, |finding| report.stops(finding));
    workspace::in_time(limits(args.timeout, args.memory), work)
        .map_err(|unfinished| unfinished.about(note))?
}

/// What a document may take, in seconds and in MiB; 0 is for as much as it
/// likes.
pub(super) fn limits(timeout: u64, memory: u64) -> Limits {
    Limits {
        time: (timeout > 0).then(|| Duration::from_secs(timeout)),
        memory: (memory > 0).then(|| memory.saturating_mul(1 << 20)),
    }
}

fn deliver(args: &Args, rendered: &Rendered, many: bool, console: &mut Console) -> Result<(), Failure> {
    if let ([], Some(_)) = (rendered.artifacts.as_slice(), &args.pages)
        && !rendered.report.findings.iter().any(|finding| args.report.stops(finding))
    {
        return Err(Failure::new("the document has none of these pages"));
    }
    if args.stdout {
        if rendered.artifacts.len() > 1 {
            return Err(Failure::new(format!(
                "{} pages cannot be written to one place",
                rendered.artifacts.len()
            ))
            .help("choose one of them: `--pages 1`"));
        }
        return rendered.artifacts.iter().try_for_each(|artifact| console.bytes(&artifact.bytes));
    }
    let written = rendered.write(args.output.as_deref(), many)?;
    for path in &written {
        console.status(&format!("{} {}", rendered.language().pick("écrit :", "wrote"), path.display()));
    }
    if let (true, Some(first)) = (args.open, written.first()) {
        open::that_detached(first).map_err(|error| Failure::io(first.display(), error))?;
    }
    Ok(())
}

/// `SOURCE_DATE_EPOCH`, for the metadata of documents without a date of their
/// own: reproducible-builds.org.
pub(super) fn epoch() -> Result<Option<i64>, Failure> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH") else { return Ok(None) };
    value.to_str().and_then(|value| value.trim().parse().ok()).map(Some).ok_or_else(|| {
        Failure::new("SOURCE_DATE_EPOCH is not a number of seconds")
            .help("set it to seconds since 1970, or leave it unset")
    })
}
