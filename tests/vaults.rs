//! Whole vaults from outside: `VAULT=DIR cargo test --test main vaults --
//! --nocapture` renders every note of a folder as a draft and says what became
//! of it. Nothing may panic, no note may stop Typst, and what its author wrote
//! must be on its pages. Findings are counted by rule, for people to judge;
//! `VAULT_REPORT=FILE` writes them all down, a line each, with the words that
//! are on no page. `VAULT_EVERY=N` sets the pages of every Nth note only.

mod written;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use propose::typeset::{self, Format, Standard, Typesetter};
use propose::workspace::{self, RenderOptions, Workspace};

/// As deep as the program's own thread.
const STACK: usize = 64 << 20;

/// What became of one note.
#[derive(Debug, Default)]
struct Outcome {
    note: String,
    /// Rule, place, message, and the line that it stands on.
    findings: Vec<[String; 4]>,
    panic: Option<String>,
    /// Words of the note that are on no page.
    lost: Vec<String>,
    pages: usize,
    time: Duration,
}

impl Outcome {
    /// Whether the program failed, whatever the note is like.
    fn failed(&self) -> bool {
        let broken = |rule: &str| matches!(rule, "typst-error" | "typst-warning" | "text-lost" | "no-pages");
        self.panic.is_some() || self.findings.iter().any(|[rule, ..]| broken(rule))
    }
}

fn options(format: Format) -> RenderOptions {
    RenderOptions {
        format: Some(format),
        draft: true,
        template: None,
        standard: Standard::Best,
        ppi: 2,
        pages: Vec::new(),
        machine_fonts: false,
        timestamp: None,
    }
}

fn look(open: &Workspace, typesetter: &Typesetter, note: &Path, pages: bool) -> Outcome {
    let mut outcome = Outcome::default();
    let (sources, findings) = if pages {
        let rendered = open.render(typesetter, note, &options(Format::Pdf), |_| false).unwrap();
        // Small images of the pages come with their text.
        let images = open.render(typesetter, note, &options(Format::Png), |_| false).unwrap();
        outcome.pages = images.artifacts.len();
        let text: String = images.artifacts.iter().filter_map(|page| page.text.as_deref()).collect();
        let source = std::fs::read(note).unwrap();
        let (file, _) = propose::source::read("note.md", &source);
        outcome.lost = written::missing(&file.text, &text);
        if rendered.artifacts.is_empty() {
            outcome.findings.push(["no-pages".into(), String::new(), String::new(), String::new()]);
        }
        (rendered.sources, rendered.report.findings)
    } else {
        let checked = open.check(note).unwrap();
        (checked.sources, checked.report.findings)
    };
    for finding in findings {
        let (mut place, mut line) = (String::new(), String::new());
        if let Some(span) = finding.span {
            let file = sources.get(span.file);
            let at = sources.range(span).start;
            place = format!("{}:{}:{}", file.path, at.line, at.column);
            let before = &file.text[..span.start as usize];
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            line = file.text[start..].lines().next().unwrap_or_default().chars().take(300).collect();
        }
        outcome.findings.push([finding.rule.name.to_owned(), place, finding.message, line]);
    }
    outcome
}

fn run(vault: &Path, every: usize) -> Vec<Outcome> {
    let notes: Vec<PathBuf> = workspace::notes(&[vault.to_path_buf()]).unwrap();
    let open = Workspace::open(vault).unwrap();
    let typesetter = open.typesetter();
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
            let work = || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(note) = notes.get(at) else { break };
                    let start = Instant::now();
                    let done =
                        catch_unwind(AssertUnwindSafe(|| look(&open, &typesetter, note, at % every == 0)));
                    let mut outcome = done.unwrap_or_else(|panic| {
                        let message = panic.downcast_ref::<String>().cloned();
                        let message =
                            message.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned()));
                        Outcome { panic: Some(message.unwrap_or_default()), ..Outcome::default() }
                    });
                    outcome.time = start.elapsed();
                    outcome.note = note.strip_prefix(vault).unwrap_or(note).display().to_string();
                    all.lock().unwrap().push(outcome);
                    if at % 200 == 199 {
                        typeset::forget(1);
                    }
                }
            };
            std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).unwrap();
        }
    });
    let mut all = all.into_inner().unwrap();
    all.sort_by(|a, b| a.note.cmp(&b.note));
    all
}

fn report(all: &[Outcome]) -> String {
    let mut text = String::new();
    for outcome in all {
        if let Some(panic) = &outcome.panic {
            let _ = writeln!(text, "PANIC\t{}\t{}", outcome.note, panic.replace('\n', " "));
        }
        for [rule, place, message, line] in &outcome.findings {
            let message = message.replace(['\n', '\t'], " ");
            let line = line.replace('\t', " ");
            let _ = writeln!(text, "{rule}\t{}\t{place}\t{message}\t{line}", outcome.note);
        }
        if !outcome.lost.is_empty() {
            let _ = writeln!(text, "WORDS\t{}\t{}", outcome.note, outcome.lost.join(" "));
        }
    }
    text
}

fn summary(all: &[Outcome]) -> String {
    let mut text = String::new();
    let pages: usize = all.iter().map(|outcome| outcome.pages).sum();
    let count = |test: &dyn Fn(&Outcome) -> bool| all.iter().filter(|outcome| test(outcome)).count();
    let _ = writeln!(
        text,
        "{} notes, {pages} pages; {} failed, {} without a finding, {} with words that are on no page",
        all.len(),
        count(&|outcome| outcome.failed()),
        count(&|outcome| outcome.panic.is_none() && outcome.findings.is_empty()),
        count(&|outcome| !outcome.lost.is_empty()),
    );
    let mut rules: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in all {
        let mut of_note: Vec<&str> = outcome.findings.iter().map(|[rule, ..]| rule.as_str()).collect();
        for rule in &of_note {
            rules.entry(rule).or_default().0 += 1;
        }
        of_note.sort_unstable();
        of_note.dedup();
        for rule in of_note {
            rules.entry(rule).or_default().1 += 1;
        }
    }
    for (rule, (findings, notes)) in rules {
        let _ = writeln!(text, "{findings:>8} in {notes:>6} notes  {rule}");
    }
    let mut slow: Vec<&Outcome> = all.iter().collect();
    slow.sort_by_key(|outcome| std::cmp::Reverse(outcome.time));
    for outcome in slow.iter().take(3) {
        let _ = writeln!(text, "{:>8.1?}  {}", outcome.time, outcome.note);
    }
    text
}

#[test]
#[expect(clippy::print_stdout, reason = "people read the numbers")]
fn every_note_of_a_vault_becomes_pages_that_say_what_it_says() {
    let Some(vault) = std::env::var_os("VAULT").map(PathBuf::from) else { return };
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let all = run(&vault, number("VAULT_EVERY").unwrap_or(1).max(1));
    println!("{}\n{}", vault.display(), summary(&all));
    if let Some(file) = std::env::var_os("VAULT_REPORT") {
        std::fs::write(file, report(&all)).unwrap();
    }
    let failed: Vec<_> = all.iter().filter(|outcome| outcome.failed()).take(20).collect();
    assert!(failed.is_empty(), "{failed:#?}");
}
