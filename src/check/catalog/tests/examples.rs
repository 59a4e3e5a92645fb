use super::*;

/// The examples of a rule: info string and text.
fn examples(doc: &str) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some((info.to_owned(), String::new())),
            (Some(_), Some(_)) => examples.extend(open.take()),
            (None, Some((_, text))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    examples
}

#[test]
fn the_examples_of_every_rule_are_what_they_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let examples = examples(rule.doc);
        let infos: Vec<&str> = examples.iter().map(|(info, _)| info.as_str()).collect();
        assert_eq!(infos, ["yaml catalog", "markdown wrong", "markdown right"], "{}", rule.name);
        let catalog = format!("{HEAD}{}", examples[0].1);
        for (info, text) in &examples[1..] {
            let case = Case::new(&catalog, text);
            assert_eq!(case.loaded.findings, [], "the catalog of {}", rule.name);
            let found = case.found();
            let fires = found.iter().any(|finding| finding.rule.name == rule.name);
            let others = found.iter().filter(|finding| finding.rule.name != rule.name);
            let clean = others.clone().all(|finding| finding.severity == Severity::Info);
            let names: Vec<&str> = found.iter().map(|finding| finding.rule.name).collect();
            if fires != (info == "markdown wrong") || !clean {
                wrong.push(format!("{info} of {}: {names:?}", rule.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_rule_of_documents_has_no_name_of_a_rule_of_catalogs() {
    for rule in RULES {
        assert!(LINT_RULES.iter().all(|own| own.name != rule.name), "{}", rule.name);
    }
}
