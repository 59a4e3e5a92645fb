//! Characters that the renderer must not see: control characters of ASCII stand
//! for them, one each, or two for one that is as wide as high and for those that
//! are rare where there are many.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar as _;

/// Control characters that no diagram holds and no parser takes for white space.
const SIGNS: [char; 23] = [
    '\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{5}', '\u{6}', '\u{7}', '\u{8}', '\u{e}', '\u{f}', '\u{10}',
    '\u{11}', '\u{12}', '\u{13}', '\u{14}', '\u{15}', '\u{16}', '\u{17}', '\u{18}', '\u{19}', '\u{1a}',
    '\u{1b}', '\u{7f}',
];

/// What stands for each character of a diagram, and what it stands for.
pub(super) struct StandIns {
    /// How many of the last signs begin a pair.
    leads: usize,
    codes: BTreeMap<String, char>,
}

impl StandIns {
    /// A source in ASCII, and the way back; none where it has too many different
    /// characters.
    pub(super) fn replace(source: &str) -> Option<(String, Self)> {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for c in source.chars().filter(|c| !c.is_ascii() && !is_space(*c) && !c.is_control()) {
            *counts.entry(c).or_default() += 1;
        }
        // Those that are to have one sign come first.
        let mut all: Vec<char> = counts.keys().copied().collect();
        let is_wide = |c: char| c.width() == Some(2);
        all.sort_by_key(|c| (is_wide(*c), Reverse(counts.get(c).copied())));
        let wide = all.iter().filter(|c| is_wide(**c)).count();
        let singles = |leads: usize| (SIGNS.len() - leads).min(all.len() - wide);
        let leads = (0..=SIGNS.len()).find(|leads| all.len() - singles(*leads) <= leads * SIGNS.len())?;
        let (alone, begin) = SIGNS.split_at(SIGNS.len() - leads);
        let single = alone.iter().take(singles(leads)).map(char::to_string);
        let pairs = begin.iter().flat_map(|first| SIGNS.iter().map(move |second| format!("{first}{second}")));
        let codes: BTreeMap<char, String> = all.iter().copied().zip(single.chain(pairs)).collect();
        let mut ascii = String::with_capacity(source.len());
        for c in source.chars() {
            match codes.get(&c) {
                Some(code) => ascii.push_str(code),
                None if is_space(c) => ascii.push(' '),
                None if c.is_control() && !matches!(c, '\n' | '\t') => {}
                None => ascii.push(c),
            }
        }
        Some((ascii, Self { leads, codes: codes.into_iter().map(|(c, code)| (code, c)).collect() }))
    }

    /// A drawing with the characters put back; none where a pair was torn apart.
    pub(super) fn restore(&self, svg: &str) -> Option<String> {
        let begin = SIGNS.get(SIGNS.len() - self.leads..).unwrap_or_default();
        let mut out = String::with_capacity(svg.len());
        let mut chars = svg.chars();
        while let Some(c) = chars.next() {
            if !SIGNS.contains(&c) {
                out.push(c);
                continue;
            }
            let mut code = c.to_string();
            if begin.contains(&c) {
                code.push(chars.next()?);
            }
            out.push(*self.codes.get(&code)?);
        }
        Some(out)
    }
}

fn is_space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_replaced_comes_back() {
        let cyrillic: String = (0x410..0x450).filter_map(char::from_u32).collect();
        for source in ["é è → ✓", "graph LR\n A[変更を検出] --> B[é]", &cyrillic, "plain"] {
            let (ascii, stand_ins) = StandIns::replace(source).unwrap();
            assert!(ascii.is_ascii(), "{ascii:?}");
            assert_eq!(stand_ins.restore(&ascii).as_deref(), Some(source));
        }
    }

    #[test]
    fn a_character_that_is_wide_has_room() {
        let length = |source: &str| StandIns::replace(source).unwrap().0.len();
        assert_eq!(length("変更"), 4);
        assert_eq!(length("éè"), 2);
    }

    #[test]
    fn too_many_characters_are_none() {
        let letters: String = (0x4e00..0x5100).filter_map(char::from_u32).collect();
        assert!(StandIns::replace(&letters).is_none());
    }
}
