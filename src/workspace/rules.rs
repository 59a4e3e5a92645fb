//! All rules of the tool, wherever they are found.

use crate::diagnostics::Rule;

/// Every rule, by name.
pub fn all() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = crate::check::rules().collect();
    all.extend(crate::diagnostics::encoding::RULES);
    all.extend(crate::settings::RULES);
    all.extend(crate::parse::RULES);
    all.extend(crate::catalog::RULES);
    #[cfg(feature = "typeset")]
    all.extend(crate::typeset::RULES);
    #[cfg(feature = "typeset")]
    all.extend(super::build::RULES);
    all.sort_by_key(|rule| rule.name);
    all
}

/// The first sentence of a rule's documentation.
pub fn headline(rule: &Rule) -> String {
    let text = text(rule);
    let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    match paragraph.split_once(". ") {
        Some((sentence, _)) => sentence.to_owned(),
        None => paragraph.trim_end_matches('.').to_owned(),
    }
}

/// The documentation of a rule as plain text.
pub fn text(rule: &Rule) -> String {
    let lines = rule.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_in_kebab_case() {
        let names: Vec<_> = all().iter().map(|rule| rule.name).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]), "{names:?}");
        for name in names {
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c.is_ascii_digit()), "{name}");
        }
    }

    #[test]
    fn every_rule_says_what_it_finds() {
        for rule in all() {
            let headline = headline(rule);
            assert!((10..=160).contains(&headline.len()), "{}: {headline:?}", rule.name);
        }
    }
}
