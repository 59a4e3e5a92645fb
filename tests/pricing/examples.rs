//! The examples in the rules' documentation, executed.

use propose::check::{allowances, arithmetic, basis, prose, reading};
use propose::diagnostics::Severity;

use super::{example, findings_with, shown};

#[test]
fn the_wrong_example_of_each_rule_raises_it_and_the_right_one_nothing() {
    let mut wrong = Vec::new();
    for rule in [reading::RULES, basis::RULES, arithmetic::RULES, prose::RULES, allowances::RULES].concat() {
        let (Some(bad), Some(good)) = (example(rule.doc, "Wrong:"), example(rule.doc, "Right:")) else {
            wrong.push(format!("{}: no examples", rule.name));
            continue;
        };
        let catalog = example(rule.doc, "With this catalog:")
            .map(|items| format!("currency: EUR\nbasis: net\n{items}\n"));
        let findings = |text: &str| findings_with(catalog.as_deref(), text);
        // Examples are fragments: their language is that of most of them.
        let note = |text: &str| {
            let front = if text.starts_with("---\n") {
                text.replacen("---\n", "---\nlang: fr\n", 1)
            } else {
                format!("---\nlang: fr\n---\n\n{text}")
            };
            front + "\n"
        };
        // Programs read what was found: all findings about an amount say it.
        let silent = ["allowance-invalid", "allowance-unused", "table-not-checked", "total-missing"];
        let says = |finding: &&(usize, propose::diagnostics::Diagnostic)| {
            finding.1.rule == rule && finding.1.facts.found.is_none()
        };
        if !silent.contains(&rule.name) && findings(&note(&bad)).iter().any(|finding| says(&finding)) {
            wrong.push(format!("{}: does not say what it found", rule.name));
        }
        if rule.on && !findings(&note(&bad)).iter().any(|(_, finding)| finding.rule == rule) {
            let all: Vec<String> = findings(&note(&bad)).iter().map(shown).collect();
            wrong.push(format!("{}: its wrong example does not raise it: {}", rule.name, all.join("; ")));
        }
        for found in findings(&note(&good))
            .iter()
            .filter(|(_, finding)| finding.rule == rule || finding.severity == Severity::Error)
        {
            wrong.push(format!("{}: its right example: {}", rule.name, shown(found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
