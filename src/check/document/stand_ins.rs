//! Words that stand for text that is missing: `XXX`, `TBD`, `TODO`.

use std::ops::Range;

use super::remnants::fold;

/// Words that stand for missing text; `todo` where `TODO` is one of them by itself.
pub(super) fn stand_ins(text: &str, todo: bool, found: &mut Vec<Range<usize>>) {
    let words: Vec<(usize, &str)> = tokens(text);
    let mut pairs = 0;
    for (number, (start, word)) in words.iter().enumerate() {
        let end = start + word.len();
        let next = text.get(end..).unwrap_or_default();
        // `XX XX XX`: the digits of a telephone number.
        let pair = *word == "XX";
        pairs = if pair { pairs + 1 } else { 0 };
        let follows = words.get(number + 1).is_some_and(|(_, next)| *next == "XX");
        if pair && !follows && pairs >= 2 {
            let first = words.get(number + 1 - pairs).map_or(*start, |(start, _)| *start);
            found.push(first..end);
            continue;
        }
        let crosses = word.len() >= 3 && (word.chars().all(|c| c == 'X') || word.chars().all(|c| c == 'x'));
        let note = match *word {
            // `le TBD c'est …` speaks of something by that name.
            "TBD" | "TBA" | "TBC" => !is_a_subject(text, *start..end),
            // Beside `DONE` it is the name of a state, and in `TODO, FIXME` each
            // is that of a kind of comment.
            "TODO" if words.iter().any(|(_, word)| *word == "DONE") => false,
            "TODO" | "FIXME" if is_listed(text, &words, number) => false,
            "FIXME" => true,
            "TODO" => {
                let colon = next.starts_with(':') || next.starts_with(" :");
                (colon && !is_behind_a_word(text, *start)) || (todo && is_a_note(text, *start..end))
            }
            _ => false,
        };
        if (crosses && !is_part_of_a_name(text, *start..end) && !is_anything(text, *start..end)) || note {
            found.push(*start..end);
        }
    }
}

/// Words before `TODO` that make a noun of it, folded.
#[rustfmt::skip]
const ARTICLES: &[&str] = &[
    "my", "your", "our", "ma", "mon", "mes", "ta", "ton", "tes", "ses", "nos", "vos", "leurs",
    "a", "the", "this", "that", "each", "every", "any", "no", "un", "une", "le", "la", "les", "des",
    "ce", "cette", "chaque", "du", "de", "ein", "eine", "das", "der", "die", "of",
];

/// Whether a word stands directly before a place (`Éléments TODO : …`).
fn is_behind_a_word(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
    before.ends_with(char::is_alphabetic)
}

/// Whether `TODO` says that something is missing here; the word has also become
/// a name for tasks (`chaque TODO`, `the TODO list`).
fn is_a_note(text: &str, place: Range<usize>) -> bool {
    let line = text.get(..place.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
    let before = line.trim_end();
    if before.is_empty() || before.ends_with([':', '|', '=', '-', '–', '—', '[']) {
        return true;
    }
    let next = text.get(place.end..).unwrap_or_default();
    let ends = next.trim_start_matches([' ', '\u{a0}']);
    let word = fold(before.rsplit(char::is_whitespace).next().unwrap_or_default());
    (ends.is_empty() || ends.starts_with(['.', ',', ';', ')', ']', '!', '?', '|', '\n']))
        && !ARTICLES.contains(&word.as_str())
}

/// Whether a comma or a slash and another word of this kind stand beside a word.
fn is_listed(text: &str, words: &[(usize, &str)], number: usize) -> bool {
    let beside = |first: Option<&(usize, &str)>, second: Option<&(usize, &str)>| {
        let (Some((start, first)), Some((next, second))) = (first, second) else { return false };
        let gap = text.get(start + first.len()..*next).unwrap_or_default().trim();
        let kinds = matches!((*first, *second), ("TODO", "FIXME") | ("FIXME", "TODO"));
        kinds && matches!(gap, "," | "/")
    };
    let this = words.get(number);
    beside(number.checked_sub(1).and_then(|before| words.get(before)), this)
        || beside(this, words.get(number + 1))
}

/// Whether an article stands before an abbreviation and a verb or more behind
/// it.
fn is_a_subject(text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let article = before.ends_with(' ')
        && before.split_whitespace().next_back().is_some_and(|word| ARTICLES.contains(&fold(word).as_str()));
    article && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_alphabetic))
}

/// Whether crosses say "anything": small ones in Chinese or Japanese, where
/// `xxx` is a word for it, the key of a field (`xxx::`), and what an option of a
/// command is given (`-u operator:XXX`).
fn is_anything(text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let small = text.get(place).is_some_and(|word| word.starts_with('x'));
    let line = before.rsplit('\n').next().into_iter().chain(after.split('\n').next());
    let ideographs =
        || line.flat_map(str::chars).any(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}'));
    let joined = before.ends_with(|c: char| !c.is_whitespace());
    let mut words = before.split_whitespace().rev().skip(usize::from(joined));
    let option = words.next().is_some_and(|word| {
        word.strip_prefix('-')
            .is_some_and(|name| name.trim_start_matches('-').starts_with(|c: char| c.is_ascii_alphabetic()))
    });
    option || (small && (after.starts_with("::") || ideographs()))
}

/// Whether crosses stand within an address, a path or the name of a file
/// (`site=xxx`, `tmp.XXXXXX`, `‘xxx.txt’`), where they stand for any text.
fn is_part_of_a_name(text: &str, place: Range<usize>) -> bool {
    let quote = |c: char| matches!(c, '"' | '\'' | '‘' | '’' | '“' | '”' | '`');
    let before = text.get(..place.start).unwrap_or_default();
    let after = text.get(place.end..).unwrap_or_default();
    let lower = text.get(place).is_some_and(|word| word.starts_with('x'));
    if lower && (before.ends_with(quote) || after.starts_with(quote)) {
        return true;
    }
    let from = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let to = after.split(char::is_whitespace).next().unwrap_or_default();
    let to = to.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
    let letters = |part: &str| part.chars().any(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X'));
    let joins = |part: &str| part.contains(['/', '=', '\\', '.', '_']);
    (letters(from) && joins(from)) || (letters(to) && joins(to))
}

/// The words of a text and where they begin.
fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let part = c.is_alphanumeric() || c == '_';
        match (part, start) {
            (true, None) => start = Some(at),
            (false, Some(first)) => {
                tokens.extend(text.get(first..at).map(|word| (first, word)));
                start = None;
            }
            _ => {}
        }
    }
    tokens
}
