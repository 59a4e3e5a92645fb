//! What the attacks share: numbers that are the same in each run, notes
//! to start from, and ways to break them.

pub(crate) mod fragments;
pub(crate) mod vault;

use fragments::{FRAGMENTS, SIGNS};

/// A small generator of numbers (xorshift64), so that a failure comes again.
#[derive(Debug, Clone)]
pub(crate) struct Numbers(u64);

impl Numbers {
    /// The numbers of one seed.
    pub(crate) fn new(seed: u64) -> Self {
        // Spread, since neighbouring seeds would begin alike.
        let mut numbers = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        for _ in 0..4 {
            numbers.next();
        }
        numbers
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `end`; zero where there is none.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        if end == 0 { 0 } else { usize::try_from(self.next() % end as u64).unwrap() }
    }

    /// True one time in `times`.
    pub(crate) fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of some.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// How many documents a test tries: `usual`, times what the environment variable
/// `PROPOSE_SMOKE` says.
pub(crate) fn rounds(usual: u64) -> u64 {
    let times = std::env::var("PROPOSE_SMOKE").ok().and_then(|times| times.parse::<u64>().ok());
    usual * times.unwrap_or(1).max(1)
}

/// The notes to start from: the project's own and those of the corpus.
pub(crate) fn notes() -> Vec<String> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut notes = Vec::new();
    for folder in ["proposals", "tests/corpus", "templates/starters"] {
        let mut paths: Vec<_> = std::fs::read_dir(root.join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
            .collect();
        paths.sort();
        notes.extend(paths.iter().map(|path| std::fs::read_to_string(path).unwrap()));
    }
    notes
}

/// A document of one seed: a known note changed in some places, or fragments of
/// Obsidian's syntax put together.
pub(crate) fn document(notes: &[String], seed: u64) -> String {
    let mut numbers = Numbers::new(seed);
    let mut text = if numbers.one_in(2) && !notes.is_empty() {
        let note = &notes[numbers.below(notes.len())];
        part(note, &mut numbers)
    } else {
        assembled(&mut numbers)
    };
    for _ in 0..numbers.below(8) {
        mutate(&mut text, &mut numbers);
    }
    text
}

/// A note, or some of its lines where it is long.
fn part(note: &str, numbers: &mut Numbers) -> String {
    let lines: Vec<&str> = note.split_inclusive('\n').collect();
    if numbers.one_in(3) {
        return note.to_owned();
    }
    let length = 5 + numbers.below(60);
    let start = numbers.below(lines.len().saturating_sub(length));
    lines.iter().skip(start).take(length).copied().collect()
}

fn assembled(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for _ in 0..=numbers.below(12) {
        let fragment = numbers.pick(FRAGMENTS);
        match numbers.below(6) {
            0 => text.push_str(&prefixed(fragment, "> ")),
            1 => text.push_str(&prefixed(fragment, "  ")),
            2 => text.push_str(&format!("- {}", prefixed(fragment, "  ").trim_start())),
            _ => text.push_str(fragment),
        }
        text.push_str(numbers.pick(&["\n\n", "\n", "", "\n\n\n", " ", "\r\n"]));
    }
    text
}

fn prefixed(text: &str, prefix: &str) -> String {
    text.split_inclusive('\n').flat_map(|line| [prefix, line]).collect()
}

/// The boundary of a character at or before an offset.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn mutate(text: &mut String, numbers: &mut Numbers) {
    let at = boundary(text, numbers.below(text.len() + 1));
    let other = boundary(text, (at + numbers.below(40)).min(text.len()));
    match numbers.below(9) {
        0 => text.insert_str(at, numbers.pick(SIGNS)),
        1 => text.insert_str(at, numbers.pick(FRAGMENTS)),
        2 => text.replace_range(at..other, ""),
        3 => text.replace_range(at..other, numbers.pick(SIGNS)),
        4 => {
            let copy = text[at..other].repeat(1 + numbers.below(4));
            text.insert_str(other, &copy);
        }
        5 => text.truncate(at),
        6 => {
            let copy = text[at..other].to_owned();
            let to = boundary(text, numbers.below(text.len() + 1));
            text.insert_str(to, &copy);
        }
        7 => {
            // A sign, many times over: runs are where counting goes wrong.
            let run = numbers.pick(SIGNS).repeat(1 + numbers.below(40));
            text.insert_str(at, &run);
        }
        _ => {
            // A line moves into a quote, a list or out of them.
            let start = text[..at].rfind('\n').map_or(0, |line| line + 1);
            text.insert_str(start, numbers.pick(&["> ", "- ", "    ", "1. ", "\t", "| ", "> [!note] ", "#"]));
        }
    }
}
