//! Proposals in the wild, and what is found in them.

mod cases;
mod catalog;
mod complete;
mod dump;
mod examples;
mod mutations;
mod random;
mod readings;
mod reviewed;
mod variations;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use propose::catalog::read;
use propose::check::{Context, Levels, allowances, arithmetic, basis, prose, reading, run};
use propose::diagnostics::Diagnostic;
use propose::language::Language;
use propose::parse::{self, NoVault};
use propose::source::{SourceFile, Sources};

/// What is found in a note, and on which lines.
pub(crate) fn findings(text: &str) -> Vec<(usize, Diagnostic)> {
    findings_with(None, text)
}

/// The same with a catalog.
pub(crate) fn findings_with(catalog: Option<&str>, text: &str) -> Vec<(usize, Diagnostic)> {
    // Other topics have tests of their own.
    let own = [reading::RULES, basis::RULES, arithmetic::RULES, prose::RULES, allowances::RULES].concat();
    all_findings_with(catalog, text)
        .into_iter()
        .filter(|(_, finding)| own.contains(&finding.rule) || finding.rule.name == "price-placeholder")
        .collect()
}

/// What is found in a note with a catalog, by every topic.
pub(crate) fn all_findings_with(catalog: Option<&str>, text: &str) -> Vec<(usize, Diagnostic)> {
    let mut sources = Sources::new();
    let list = catalog.map(|list| {
        let file = sources.add(SourceFile::new("catalog.yaml", list));
        read(&sources, &[file], Language::French).catalog
    });
    let file = sources.add(SourceFile::new("proposal.md", text));
    let parse::Parsed { proposal, pricing, .. } = parse::parse(&mut sources, file, &NoVault);
    let rates = list.iter().flat_map(|list| &list.vat_rates);
    let vat_rates: BTreeMap<_, _> =
        rates.map(|rate| (rate.country.value.clone(), rate.percent.value)).collect();
    let context = Context {
        sources: &sources,
        proposal: &proposal,
        pricing: &pricing,
        catalog: list.as_ref(),
        vat_rates: &vat_rates,
        brand: None,
        prints: &[],
    };
    run(&context, &Levels::default())
        .into_iter()
        .map(|finding| (finding.span.map_or(0, |span| sources.range(span).start.line), finding))
        .collect()
}

/// A finding as a line of text.
pub(crate) fn shown((line, finding): &(usize, Diagnostic)) -> String {
    let help = finding.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
    format!("{line}: {}[{}] {}{help}", finding.severity.name(), finding.rule.name, finding.message)
}

/// The fenced block after a line (`Wrong:`, `Right:`).
fn example(doc: &str, title: &str) -> Option<String> {
    let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let start = lines.iter().position(|line| line.trim() == title)?;
    let open = lines[start..].iter().position(|line| line.starts_with("```"))? + start;
    let close = lines[open + 1..].iter().position(|line| line.starts_with("```"))? + open + 1;
    Some(lines[open + 1..close].join("\n"))
}

fn corpus() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pricing");
    let mut notes: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    notes.sort();
    notes
}

/// What is asked of a document beside its prices; the notes here are excerpts.
const NOT_ABOUT_PRICES: &[&str] = &[
    "client-missing",
    "date-inconsistent",
    "duplicate-title",
    "heading-jump",
    "issuer-id-missing",
    "legal-mention-missing",
    "month-capitalised",
    "signature-block-missing",
    "validity-missing",
    "vat-id-missing",
];

/// The findings that a note expects: the lines of its last comment, each a rule
/// and a piece of the line on which it is found.
fn expected(text: &str) -> Vec<(String, String)> {
    let Some((_, block)) = text.rsplit_once("<!-- expect") else { return Vec::new() };
    let block = block.split("-->").next().unwrap();
    block
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(rule, place)| (rule.trim().to_owned(), place.trim().to_owned()))
        .collect()
}

#[test]
fn every_proposal_of_the_corpus_raises_what_it_expects_and_nothing_else() {
    let mut wrong = Vec::new();
    for path in corpus() {
        let text = std::fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        let lines: Vec<&str> = text.lines().collect();
        let mut missing = expected(&text);
        for found in findings(&text) {
            if NOT_ABOUT_PRICES.contains(&found.1.rule.name) {
                continue;
            }
            let line = found.0.checked_sub(1).and_then(|line| lines.get(line)).copied().unwrap_or_default();
            let at = missing
                .iter()
                .position(|(rule, place)| rule == found.1.rule.name && line.contains(place.as_str()));
            match at {
                Some(at) => {
                    missing.remove(at);
                }
                None => wrong.push(format!("{name}: not expected: {}", shown(&found))),
            }
        }
        wrong.extend(missing.iter().map(|(rule, place)| format!("{name}: missing: {rule} at `{place}`")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
#[expect(clippy::print_stdout, reason = "shown to whoever asks for it by name")]
fn a_proposal_named_by_the_environment_is_explained() {
    let Ok(path) = std::env::var("PROPOSAL") else { return };
    let text = std::fs::read_to_string(path).unwrap();
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("x.md", text.as_str()));
    let proposal = parse::parse(&mut sources, file, &NoVault).proposal;
    for table in parse::prices::read(&proposal).tables {
        let columns: Vec<String> = table
            .columns
            .iter()
            .map(|c| {
                format!(
                    "{}:{:?}:{:?}/{:?}/{:?}",
                    c.heading,
                    c.role,
                    c.context.basis.as_ref().map(|s| s.value),
                    c.context.period.as_ref().map(|s| s.value),
                    c.context.currency.as_ref().map(|s| s.value)
                )
            })
            .collect();
        println!("== {:?} {:?} [{}]", table.kind, table.skipped, columns.join(" | "));
        for row in table.rows.iter().filter(|_| table.is_checked()) {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|c| match c.reading.price() {
                    Some(p) => format!(
                        "{}{}{}",
                        p.amount,
                        if p.is_firm() { "" } else { "~" },
                        p.period.map_or(String::new(), |p| format!("/{p:?}"))
                    ),
                    None => format!("{:?}", c.reading).chars().take(14).collect(),
                })
                .collect();
            println!("   {:?} «{}» {}", row.role, row.label, cells.join(" ; "));
        }
    }
    for found in findings(&text) {
        println!("{}", shown(&found));
    }
}
