//! All rules of the tool, wherever they are found.

use crate::diagnostics::Rule;

/// Every rule, by name.
pub fn all() -> Vec<&'static Rule> {
    let mut all: Vec<&'static Rule> = crate::check::rules().collect();
    all.extend(crate::diagnostics::encoding::RULES);
    all.extend(crate::settings::RULES);
    all.extend(super::own::RULES);
    all.extend(crate::parse::RULES);
    all.extend(crate::catalog::RULES);
    all.extend(crate::catalog::LINT_RULES);
    #[cfg(feature = "typeset")]
    all.extend(crate::typeset::RULES);
    #[cfg(feature = "typeset")]
    all.extend(super::build::RULES);
    all.sort_by_key(|rule| rule.name);
    all
}

/// What a rule finds, in at most `width` characters: the first sentence of its
/// documentation, cut between two words where it is longer.
pub fn headline(rule: &Rule, width: usize) -> String {
    let text = text(rule);
    let paragraph = text.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let sentence = paragraph.split_once(". ").map_or(paragraph.trim_end_matches('.'), |(first, _)| first);
    if sentence.chars().count() <= width {
        return sentence.to_owned();
    }
    let cut: String = sentence.chars().take(width.saturating_sub(1)).collect();
    let cut = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", cut.trim_end_matches([',', ':', ';']))
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
            assert!(headline(rule, 200).len() > 10, "{} says nothing", rule.name);
        }
    }

    #[test]
    fn a_long_headline_is_cut_between_words() {
        crate::declare_rule! {
            /// A price that nobody wrote down, anywhere. And more.
            LONG = "long", Info
        }
        assert_eq!(headline(&LONG, 80), "A price that nobody wrote down, anywhere");
        assert_eq!(headline(&LONG, 33), "A price that nobody wrote down…");
    }
}
