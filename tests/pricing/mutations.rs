//! A sum that is right raises nothing; with any one of its amounts changed it
//! raises a finding at that line or at one that depends on it.

use super::{corpus, findings};
use propose::diagnostics::Severity;

/// The amounts in the tables of a note: the byte ranges of their digits.
pub(crate) fn amounts(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let header =
            lines.get(index + 1).is_some_and(|next| next.starts_with("|--") || next.starts_with("| --"));
        // What need not be bought is in no sum.
        let optional = ["option)", "☐", "[x]", "[ ]", "offert", "included", "au lieu de"]
            .iter()
            .any(|mark| line.contains(mark));
        if line.starts_with('|') && !line.contains("---") && !header && !optional {
            let mut cell_start = at + 1;
            for cell in line[1..].trim_end().split('|') {
                if let Some(range) = amount(cell) {
                    out.push(cell_start + range.start..cell_start + range.end);
                }
                cell_start += cell.len() + 1;
            }
        }
        at += line.len();
    }
    out
}

/// The amounts at the ends of list items that are paid by share.
pub(crate) fn listed(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some((head, tail)) = line.rsplit_once(" : ").filter(|(head, _)| head.starts_with("- "))
            && let Some(range) = amount(tail.trim_end())
        {
            let from = at + head.len() + 3;
            out.push(from + range.start..from + range.end);
        }
        at += line.len();
    }
    out
}

/// The digits of a cell that is an amount and little else.
fn amount(cell: &str) -> Option<std::ops::Range<usize>> {
    let start = cell.find(|c: char| c.is_ascii_digit())?;
    let end = cell.rfind(|c: char| c.is_ascii_digit())? + 1;
    let digits = &cell[start..end];
    let plain = digits.chars().all(|c| c.is_ascii_digit() || " .,'\u{202f}\u{a0}’".contains(c));
    let money = cell.contains(['€', '£', '$']) || cell.contains("FCFA") || digits.len() > 3;
    let words = cell.chars().filter(|c| c.is_alphabetic()).count() > 4;
    let year = digits.len() == 4 && digits.starts_with("20") && !cell.contains(['€', '£', '$']);
    (plain && money && !words && !year).then_some(start..end)
}

/// The text with one digit of a range changed: the first one by three.
pub(crate) fn changed(text: &str, range: &std::ops::Range<usize>) -> String {
    let mut out = text.to_owned();
    let digit = out.as_bytes()[range.start] - b'0';
    let other = (b'1' + (digit + 2) % 9) as char;
    let other = if other == (b'0' + digit) as char { '9' } else { other };
    out.replace_range(range.start..=range.start, &other.to_string());
    out
}

/// Whether the table at a place says only about how much its total is: no amount
/// in it can be held to that.
fn has_round_total(text: &str, at: usize) -> bool {
    let line = text[..at].matches('\n').count();
    let lines: Vec<&str> = text.lines().collect();
    let table = |line: &&&str| line.starts_with('|');
    let above = lines[..line].iter().rev().take_while(table);
    above.chain(lines[line..].iter().take_while(table)).any(|row| {
        let row = row.to_lowercase();
        let sum = ["total", "summe"].iter().any(|word| row.contains(word));
        sum && ["~", "environ", "ca. "].iter().any(|word| row.contains(word))
    })
}

#[test]
fn a_changed_amount_in_a_proposal_of_the_corpus_is_noticed() {
    let folder = std::env::var("PROPOSALS").ok();
    let paths = match &folder {
        Some(folder) => std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect(),
        None => corpus(),
    };
    let (mut seen, mut missed) = (0, Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        if findings(&text).iter().any(|(_, finding)| finding.severity == Severity::Error) {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        // Where nothing is added up, nothing can be held against an amount.
        let prices = !name.contains("pas-des-prix") && !name.contains("not-prices");
        if !prices || !text.lines().any(|line| line.starts_with('|') && line.to_lowercase().contains("total"))
        {
            continue;
        }
        // Nor in a table of options, nor in one of other people's money.
        let apart = ["\n## Options", "\n## Nos références"];
        let end = apart.iter().filter_map(|words| text.find(words)).min().unwrap_or(text.len());
        for range in amounts(&text).into_iter().filter(|range| range.end <= end) {
            if has_round_total(&text, range.start) {
                continue;
            }
            seen += 1;
            let wrong = changed(&text, &range);
            let count = |text: &str| {
                findings(text).iter().filter(|(_, finding)| finding.severity >= Severity::Warning).count()
            };
            if count(&wrong) == count(&text) {
                let line = wrong[..range.start].lines().count();
                missed.push(format!(
                    "{}:{line}: {}",
                    path.file_name().unwrap().to_str().unwrap(),
                    wrong.lines().nth(line - 1).unwrap_or_default()
                ));
            }
        }
    }
    assert!(folder.is_some() || seen > 100, "{seen} amounts");
    assert!(missed.is_empty(), "{} of {seen} changes went unnoticed\n{}", missed.len(), missed.join("\n"));
}
