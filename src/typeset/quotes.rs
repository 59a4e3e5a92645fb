//! Characters that `typography: smart` replaces when a document is typeset:
//! straight quotes and apostrophes, dashes typed as hyphens, three dots. The
//! note stays as it is, and so do code, addresses and formulas.

use crate::language::Language;

/// NO-BREAK SPACE, which stands within French quotes.
const NBSP: char = '\u{a0}';

/// Stands for what is no text: an image, a formula, code.
const OBJECT: char = '\u{fffc}';

/// The quotes of a language: opening and closing, outer ones first.
fn marks(language: Language) -> [[&'static str; 2]; 2] {
    match language {
        Language::French => [["«\u{a0}", "\u{a0}»"], ["“", "”"]],
        Language::English | Language::Other(_) => [["“", "”"], ["‘", "’"]],
        Language::German => [["„", "“"], ["‚", "‘"]],
        Language::Spanish => [["«", "»"], ["“", "”"]],
    }
}

/// Replaces characters in the runs of one paragraph; a run of none is no text.
pub(super) fn smart(runs: &mut [Option<String>], language: Language) {
    let mut chars: Vec<(usize, char)> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        match run {
            Some(text) => chars.extend(text.chars().map(|c| (at, c))),
            None => chars.push((at, OBJECT)),
        }
    }
    let line = Line { chars: chars.iter().map(|(_, c)| *c).collect(), language };
    let double = line.pairs('"');
    let single = line.pairs('\'');
    let mut out: Vec<String> = vec![String::new(); runs.len()];
    let mut at = 0;
    while let Some((run, c)) = chars.get(at).copied() {
        let mut length = 1;
        let shown = match c {
            '"' => quote(&double, at, marks(language)[0]),
            // Between letters it is an apostrophe, and so is one that is left
            // over: `l'offre`, `'90`, `clients'`.
            '\'' => quote(&single, at, marks(language)[1]).or(Some("’")),
            '-' => line.dash(at).map(|(dash, count)| {
                length = count;
                dash
            }),
            '.' if line.dots(at) => {
                length = 3;
                Some("…")
            }
            _ => None,
        };
        if let Some(text) = out.get_mut(run) {
            match shown {
                Some(shown) => text.push_str(shown),
                None => text.push(c),
            }
        }
        at += length;
    }
    for (run, text) in runs.iter_mut().zip(out) {
        if run.is_some() {
            *run = Some(text);
        }
    }
}

/// The quote of a pair that stands at a place.
fn quote(pairs: &[(usize, usize)], at: usize, marks: [&'static str; 2]) -> Option<&'static str> {
    let [opening, closing] = marks;
    pairs.iter().find_map(|(open, close)| match at {
        _ if at == *open => Some(opening),
        _ if at == *close => Some(closing),
        _ => None,
    })
}

struct Line {
    chars: Vec<char>,
    language: Language,
}

impl Line {
    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.chars.get(before)).copied()
    }

    fn after(&self, at: usize) -> Option<char> {
        self.chars.get(at + 1).copied()
    }

    /// Which straight quotes open and close each other. A mark after a digit
    /// that nothing opened is a measure (`27"`), and one that nothing closes is
    /// left alone.
    fn pairs(&self, mark: char) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        let mut open = None;
        for (at, c) in self.chars.iter().enumerate() {
            if *c != mark {
                continue;
            }
            let (before, after) = (self.before(at), self.after(at));
            let opens = before.is_none_or(|c| c.is_whitespace() || "([{«“‘„-–—/\"'".contains(c))
                && after.is_some_and(|c| !c.is_whitespace());
            let closes =
                before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
            match open {
                None if opens => open = Some(at),
                Some(start) if closes => {
                    pairs.push((start, at));
                    open = None;
                }
                // What opened did not: `'90`, and then `'a'`.
                Some(_) if opens => open = Some(at),
                _ => {}
            }
        }
        pairs
    }

    /// A dash that was typed as two or three hyphens, and how many they are:
    /// between spaces or, three of them, between letters; two between digits.
    fn dash(&self, at: usize) -> Option<(&'static str, usize)> {
        let before = self.before(at);
        if before == Some('-') {
            return None;
        }
        let count = self.chars.iter().skip(at).take_while(|c| **c == '-').count();
        let after = self.chars.get(at + count).copied();
        let spaced = [before, after].iter().all(|c| c.is_some_and(|c| matches!(c, ' ' | NBSP)));
        let between = |of: fn(char) -> bool| [before, after].iter().all(|c| c.is_some_and(of));
        match count {
            2 if spaced || between(|c| c.is_ascii_digit()) => Some(("–", 2)),
            3 if spaced || self.language == Language::English && between(char::is_alphabetic) => {
                Some(("—", 3))
            }
            _ => None,
        }
    }

    /// Whether three dots, and no more, stand here.
    fn dots(&self, at: usize) -> bool {
        let count = self.chars.iter().skip(at).take_while(|c| **c == '.').count();
        count == 3 && self.before(at).is_none_or(|c| c != '.' && c != '/')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, language: Language) -> String {
        let mut runs = vec![Some(text.to_owned())];
        smart(&mut runs, language);
        runs.remove(0).unwrap().replace(NBSP, "~")
    }

    #[test]
    fn quotes_are_those_of_the_language() {
        let text = "il dit \"oui\" et 'non'";
        assert_eq!(set(text, Language::French), "il dit «~oui~» et “non”");
        assert_eq!(set(text, Language::English), "il dit “oui” et ‘non’");
        assert_eq!(set(text, Language::German), "il dit „oui“ et ‚non‘");
        assert_eq!(set(text, Language::Spanish), "il dit «oui» et “non”");
    }

    #[test]
    fn apostrophes_measures_and_what_is_not_closed() {
        for (text, shown) in [
            ("L'offre d'aujourd'hui", "L’offre d’aujourd’hui"),
            ("un écran de 27\" et un de 32\"", "un écran de 27\" et un de 32\""),
            ("la \"version 2\"", "la «~version 2~»"),
            ("(\"ici\")", "(«~ici~»)"),
            ("un \" seul", "un \" seul"),
            ("il dit \"oui", "il dit \"oui"),
            ("les années '90", "les années ’90"),
        ] {
            assert_eq!(set(text, Language::French), shown);
        }
        assert_eq!(
            set("the clients' data, 'a' and it's", Language::English),
            "the clients’ data, ‘a’ and it’s"
        );
        assert_eq!(set("\"It's 'ours'\", he said", Language::English), "“It’s ‘ours’”, he said");
    }

    #[test]
    fn dashes_and_dots() {
        for (text, shown) in [
            ("a -- b", "a – b"),
            ("a --- b", "a — b"),
            ("2024--2026", "2024–2026"),
            ("propose --draft et x--y", "propose --draft et x--y"),
            ("----", "----"),
            ("et ainsi...", "et ainsi…"),
            ("....", "...."),
            ("../...", "../..."),
        ] {
            assert_eq!(set(text, Language::French), shown);
        }
        assert_eq!(set("so---he said", Language::English), "so—he said");
    }

    #[test]
    fn quotes_reach_over_runs_and_objects_stay() {
        let mut runs =
            vec![Some("dit \"".to_owned()), Some("oui".to_owned()), None, Some("\" et l'".to_owned()), None];
        smart(&mut runs, Language::French);
        let shown: Vec<_> = runs.iter().map(|run| run.as_deref().map(|run| run.replace(NBSP, "~"))).collect();
        let shown: Vec<_> = shown.iter().map(Option::as_deref).collect();
        assert_eq!(shown, [Some("dit «~"), Some("oui"), None, Some("~» et l’"), None]);
    }
}
