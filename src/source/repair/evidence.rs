use std::ops::Range;

use super::sequence::{Kind, Sequence};

/// What speaks for and against a text being damaged. Code is left out: whoever
/// writes about damaged text shows it there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Sequences that no writer types, words counted once: inside a word that
    /// they complete, an apostrophe between letters, a euro sign behind figures,
    /// a word of another script.
    pub(super) strong: usize,
    /// Long sequences that stand alone, such as a dash.
    pub(super) weak: usize,
    /// Characters beyond ASCII that are no damage.
    pub(super) correct: usize,
}

impl Evidence {
    /// Whether it is enough to change a text.
    pub(super) fn convinces(self) -> bool {
        if self.correct == 0 {
            return self.strong >= 2 || (self.strong == 1 && self.weak >= 3) || self.weak >= 8;
        }
        // A text that shows damage shows what it was too, and says so in
        // correct words; where a damaged text was written on, damage prevails
        // or there is more of it than anybody would show.
        let count = self.strong + self.weak / 2;
        self.strong >= 3 && 4 * count >= self.correct || self.strong >= 40
    }
}

/// A character as it would be after the repair.
#[derive(Clone, Copy)]
struct Seen {
    c: char,
    /// The sequence it comes from.
    sequence: Option<usize>,
}

impl Seen {
    fn part_of_word(&self) -> bool {
        self.c.is_ascii_alphabetic() || (self.sequence.is_some() && self.c.is_alphabetic())
    }
}

/// Weighs the sequences of a text.
pub(super) fn weigh(text: &str, sequences: &[Sequence]) -> Evidence {
    let code = code_ranges(text);
    let in_code = |at: usize| {
        let next = code.partition_point(|range| range.start <= at);
        next.checked_sub(1).and_then(|index| code.get(index)).is_some_and(|range| at < range.end)
    };
    let seen = repaired_view(text, sequences);
    let mut evidence = Evidence::default();
    let mut word_end = 0;
    for (index, seen_here) in seen.iter().enumerate() {
        let Some(number) = seen_here.1.sequence else {
            evidence.correct += usize::from(!seen_here.1.c.is_ascii() && !in_code(seen_here.0));
            continue;
        };
        let Some(sequence) = sequences.get(number) else { continue };
        if in_code(sequence.range.start) {
            continue;
        }
        if is_strong(&seen, index, sequence) {
            evidence.strong += usize::from(sequence.kind != Kind::Letter || index >= word_end);
            word_end = index + seen.iter().skip(index).take_while(|(_, seen)| seen.part_of_word()).count();
        } else if text.get(sequence.range.clone()).is_some_and(|text| text.chars().count() >= 3) {
            evidence.weak += 1;
        }
    }
    evidence
}

/// Whether a sequence is of the strong kind; the finding of a lone damaged word
/// asks for this too.
pub(super) fn strong_sequences(text: &str, sequences: &[Sequence]) -> Vec<Sequence> {
    if sequences.is_empty() {
        return Vec::new();
    }
    let code = code_ranges(text);
    let seen = repaired_view(text, sequences);
    let strong = seen.iter().enumerate().filter_map(|(index, (at, seen_here))| {
        let sequence = sequences.get(seen_here.sequence?)?;
        let shown = code.iter().any(|range| range.contains(at));
        (!shown && is_strong(&seen, index, sequence)).then(|| sequence.clone())
    });
    strong.collect()
}

fn repaired_view(text: &str, sequences: &[Sequence]) -> Vec<(usize, Seen)> {
    let mut seen = Vec::with_capacity(text.len());
    let mut at = 0;
    let plain = |seen: &mut Vec<_>, range: Range<usize>| {
        let start = range.start;
        let chars = text.get(range).unwrap_or_default().char_indices();
        seen.extend(chars.map(|(offset, c)| (start + offset, Seen { c, sequence: None })));
    };
    for (number, sequence) in sequences.iter().enumerate() {
        plain(&mut seen, at..sequence.range.start);
        seen.push((sequence.range.start, Seen { c: sequence.decoded, sequence: Some(number) }));
        at = sequence.range.end;
    }
    plain(&mut seen, at..text.len());
    seen
}

fn is_strong(seen: &[(usize, Seen)], index: usize, sequence: &Sequence) -> bool {
    let before = index.checked_sub(1).and_then(|before| seen.get(before)).map(|(_, seen)| *seen);
    let after = seen.get(index + 1).map(|(_, seen)| *seen);
    let damaged = |neighbour: Option<Seen>| neighbour.is_some_and(|seen| seen.sequence.is_some());
    // ASCII or repaired: a correct letter beyond ASCII says that this word was
    // written after the damage.
    let letter = |neighbour: Option<Seen>| neighbour.is_some_and(|seen| seen.part_of_word());
    match sequence.kind {
        Kind::Letter => completes_a_word(seen, index),
        Kind::Mark => letter(before) && letter(after),
        Kind::Symbol if sequence.decoded == '’' => letter(before) && letter(after),
        Kind::Symbol if matches!(sequence.decoded, '€' | '£' | '¥' | '°' | '²') => {
            let figure = seen.get(index.saturating_sub(2)..index).unwrap_or_default();
            figure.iter().any(|(_, seen)| seen.c.is_ascii_digit())
                || after.is_some_and(|seen| seen.c.is_ascii_digit())
        }
        Kind::Symbol => damaged(before) || damaged(after) || sequence.decoded >= '\u{1F000}',
        // Every second letter of a word of three.
        Kind::Script(_) => {
            let same = |at: Option<usize>| {
                at.and_then(|at| seen.get(at)).is_some_and(|(_, seen)| {
                    seen.sequence.is_some() && seen.c.is_alphabetic() && !seen.c.is_ascii()
                })
            };
            same(index.checked_sub(1)) && same(Some(index + 1))
        }
        Kind::Control | Kind::Unlikely => false,
    }
}

/// Whether a repaired letter stands in a word of three letters or more, written
/// in one case, that is not shown between quotes.
fn completes_a_word(seen: &[(usize, Seen)], index: usize) -> bool {
    let (head, tail) = seen.split_at(index.min(seen.len()));
    let before = head.iter().rev().take_while(|(_, seen)| seen.part_of_word()).count();
    let after = tail.iter().take_while(|(_, seen)| seen.part_of_word()).count();
    let (start, end) = (index - before, index + after);
    let word = || seen.get(start..end).unwrap_or_default().iter().map(|(_, seen)| *seen);
    let outside = |at: Option<usize>| at.and_then(|at| seen.get(at)).map(|(_, seen)| seen.c);
    let (left, right) = (outside(start.checked_sub(1)), outside(Some(end)));
    let beyond_ascii = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && c.is_alphabetic());
    if end - start < 3 || beyond_ascii(left) || beyond_ascii(right) {
        return false;
    }
    // Quotes of French stand off by a space.
    let beyond = |at: Option<usize>, further: Option<usize>| match outside(at) {
        Some(' ' | '\u{A0}' | '\u{202F}') => outside(further).filter(|c| matches!(c, '«' | '»')),
        near => near,
    };
    let opened = beyond(start.checked_sub(1), start.checked_sub(2));
    let quoted = opened.is_some_and(|c| matches!(c, '"' | '\'' | '`' | '“' | '‘' | '„' | '‚' | '«'))
        && beyond(Some(end), Some(end + 1))
            .is_some_and(|c| matches!(c, '"' | '\'' | '`' | '”' | '’' | '“' | '‘' | '»'));
    let ascii = word().filter(|seen| seen.c.is_ascii()).count();
    let upper = word().filter(|seen| seen.c.is_uppercase()).count();
    let first_upper = word().next().is_some_and(|seen| seen.c.is_uppercase());
    let one_case = upper == 0 || upper == end - start || (upper == 1 && first_upper);
    ascii > 0 && one_case && !quoted
}

/// Where code stands: fenced blocks and spans between backticks on one line.
fn code_ranges(text: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let marker = line.trim_start_matches([' ', '\t', '>']);
        let tick = marker.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = tick.map_or(0, |tick| marker.chars().take_while(|c| *c == tick).count());
        match (fence, tick) {
            (Some((open, least)), tick) => {
                ranges.push(start..at);
                if tick == Some(open) && length >= least {
                    fence = None;
                }
            }
            (None, Some(tick)) if length >= 3 => {
                ranges.push(start..at);
                fence = Some((tick, length));
            }
            (None, _) => code_spans(line, start, &mut ranges),
        }
    }
    ranges
}

fn code_spans(line: &str, start: usize, ranges: &mut Vec<Range<usize>>) {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in line.match_indices('`') {
        match runs.last_mut() {
            Some(run) if run.end == at => run.end += 1,
            _ => runs.push(at..at + 1),
        }
    }
    let mut runs = runs.into_iter();
    while let Some(open) = runs.next() {
        let mut ahead = runs.clone();
        if let Some(close) = ahead.find(|run| run.len() == open.len()) {
            ranges.push(start + open.start..start + close.end);
            runs = ahead;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_found_in_fences_and_between_backticks() {
        let text = "a `b` ``c`d`` e`\n```sh\nf\n```\ng";
        let shown: Vec<&str> = code_ranges(text).into_iter().filter_map(|range| text.get(range)).collect();
        assert_eq!(shown, ["`b`", "``c`d``", "```sh\n", "f\n", "```\n"]);
    }
}
