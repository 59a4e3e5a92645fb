//! Random quotes that are right by construction: they raise nothing, and with
//! any one amount changed they raise something there or below. `CASES=100000`
//! makes more of them, `SEED=7` others; see `tests/README.md`.

mod dice;
mod layouts;
mod more;

use propose::diagnostics::Severity;

use super::{findings, shown};
use dice::Dice;

/// A number that the environment names.
fn asked(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn quotes_that_are_right_by_construction_raise_nothing() {
    let mut dice = Dice(asked("SEED", 7));
    for _ in 0..asked("CASES", 150) {
        let text = layouts::proposal(&mut dice);
        let found: Vec<String> = findings(&text)
            .iter()
            .filter(|(_, finding)| {
                finding.severity >= Severity::Warning || finding.rule.name == "rounding-drift"
            })
            .filter(|(_, finding)| !super::NOT_ABOUT_PRICES.contains(&finding.rule.name))
            .map(shown)
            .collect();
        assert!(found.is_empty(), "{}\n{text}", found.join("\n"));
    }
}

#[test]
fn any_single_amount_changed_is_noticed_where_it_stands_or_below() {
    let mut dice = Dice(asked("SEED", 11));
    let mut missed = Vec::new();
    for _ in 0..asked("CASES", 150) / 6 {
        let text = layouts::proposal(&mut dice);
        let ranges = super::mutations::amounts(&text).into_iter().chain(super::mutations::listed(&text));
        // What need not be bought is in no sum.
        let end = text.find("\n## Op").unwrap_or(text.len());
        for range in ranges.filter(|range| range.end <= end) {
            let wrong = super::mutations::changed(&text, &range);
            let line = wrong[..range.start].lines().count();
            let found = findings(&wrong);
            let errors: Vec<&usize> = found
                .iter()
                .filter(|(_, finding)| finding.severity == Severity::Error)
                .map(|(line, _)| line)
                .collect();
            let shown = || found.iter().map(shown).collect::<Vec<_>>().join("\n");
            if !errors.iter().any(|at| **at >= line) {
                missed.push(format!("line {line} was changed, found at {errors:?}\n{}\n{wrong}", shown()));
            } else if errors.len() > 1 {
                missed.push(format!("one fault, {} findings: {}\n{wrong}", errors.len(), shown()));
            }
        }
    }
    let first = missed.iter().take(3).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(missed.is_empty(), "{} changes\n{first}", missed.len());
}
