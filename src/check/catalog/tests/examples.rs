use super::*;

/// The fenced block after a line (`With this catalog:`, `Wrong:`, `Right:`).
fn example(doc: &str, title: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
    let mut rest =
        lines.iter().skip_while(|line| line.trim() != title).skip_while(|line| !line.starts_with("```"));
    rest.next().unwrap_or_else(|| panic!("no example after `{title}`"));
    let body: Vec<&str> = rest.take_while(|line| !line.starts_with("```")).copied().collect();
    body.join(
        "
",
    ) + "
"
}

#[test]
fn the_examples_of_every_rule_are_what_they_say() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let catalog = format!("{HEAD}{}", example(rule.doc, "With this catalog:"));
        for title in ["Wrong:", "Right:"] {
            let case = Case::new(&catalog, &example(rule.doc, title));
            assert_eq!(case.loaded.findings, [], "the catalog of {}", rule.name);
            let found = case.found();
            let fires = found.iter().any(|finding| finding.rule.name == rule.name);
            let mut others = found.iter().filter(|finding| finding.rule.name != rule.name);
            let clean = others.all(|finding| finding.severity == Severity::Info);
            let names: Vec<&str> = found.iter().map(|finding| finding.rule.name).collect();
            if fires != (title == "Wrong:") || !clean {
                wrong.push(format!("{title} of {}: {names:?}", rule.name));
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
