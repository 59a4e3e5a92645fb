//! From the bytes of a file to the text that is parsed.

use std::ops::Range;

use super::repair::{self, Damage, DamagedWord};
use super::single_byte;
use super::{Encoding, OffsetMap, SourceFile, Storage};

/// How many places of one kind are named.
const MOST_PLACES: usize = 20;

/// What is to be said about a file before anybody reads what it says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TextFacts {
    /// Bytes that are no text in the encoding of the file.
    pub invalid: Option<InvalidBytes>,
    /// Damage that was repaired.
    pub damage: Option<Damage>,
    /// Words that look damaged in a text that is right otherwise; they were
    /// left alone.
    pub suspects: Vec<DamagedWord>,
    /// Where somebody saved the sign for an unreadable character (U+FFFD): the
    /// first of these places and how many there are.
    pub lost: (Vec<Range<usize>>, usize),
}

impl TextFacts {
    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Bytes that are no text in the encoding of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidBytes {
    /// The first runs of such bytes.
    pub runs: Vec<InvalidRun>,
    /// How many runs there are.
    pub total: usize,
    /// The encoding in which they make sense, and were read; none where they
    /// were replaced by U+FFFD.
    pub read_as: Option<Encoding>,
    /// What the file was taken for: `UTF-8` or `UTF-16`.
    pub expected: &'static str,
}

/// A run of bytes that are no text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidRun {
    /// Where what was read for them stands in the text that is parsed.
    pub range: Range<usize>,
    /// The first of the bytes.
    pub bytes: Vec<u8>,
}

/// Decoded text and the runs of invalid bytes in it.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) runs: Vec<InvalidRun>,
    pub(super) read_as: Option<Encoding>,
}

/// Reads a file: its bytes become the text that is parsed, decoded, repaired
/// and with LF line ends, from which each place leads back to the file.
///
/// Any bytes give a text. UTF-8 is expected, UTF-16 known by its byte order
/// mark. Bytes that are no text are read as Windows-1252 or Mac Roman where
/// that makes sense, else as U+FFFD.
pub fn read(path: impl Into<String>, bytes: &[u8]) -> (SourceFile, TextFacts) {
    let (storage, decoded) = decode(bytes);
    let Decoded { text: original, runs, read_as } = decoded;
    let storage = match read_as {
        Some(encoding) => Storage::SingleByte(encoding),
        None if !runs.is_empty() => Storage::Unreadable,
        None => storage,
    };
    let damaged_runs = runs.len();
    let (lines, lines_map) = with_line_feeds(&original);
    let repaired = repair::repair(lines.as_deref().unwrap_or(&original));
    let damage = repaired.as_ref().map(|repaired| repaired.damage.clone());
    let (text, map) = match (repaired, lines) {
        (Some(repaired), _) => (repaired.text, Some(repaired.map.then(&lines_map))),
        (None, Some(lines)) => (lines, Some(lines_map)),
        (None, None) => (original.clone(), None),
    };
    let to_text = map.as_ref().map(OffsetMap::inverse).unwrap_or_default();
    let invalid = (damaged_runs > 0).then(|| InvalidBytes {
        runs: runs.iter().take(MOST_PLACES).map(|run| run.in_text(&to_text)).collect(),
        total: damaged_runs,
        read_as,
        expected: if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) { "UTF-16" } else { "UTF-8" },
    });
    let invented: Vec<Range<usize>> = runs.iter().map(|run| run.in_text(&to_text).range).collect();
    let facts =
        TextFacts { invalid, damage, suspects: repair::suspects(&text), lost: lost(&text, &invented) };
    let mut file = SourceFile::with_original(path, text, map.map(|map| (original, map)));
    file.storage = storage;
    (file, facts)
}

impl InvalidRun {
    fn in_text(&self, to_text: &OffsetMap) -> Self {
        Self { range: to_text.map(self.range.start)..to_text.map(self.range.end), bytes: self.bytes.clone() }
    }
}

fn decode(bytes: &[u8]) -> (Storage, Decoded) {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Storage::Utf8WithMark, decode_utf8(rest)),
        [0xFF, 0xFE, rest @ ..] => (Storage::Utf16, decode_utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => (Storage::Utf16, decode_utf16(rest, u16::from_be_bytes)),
        _ => (Storage::Utf8, decode_utf8(bytes)),
    }
}

fn decode_utf8(bytes: &[u8]) -> Decoded {
    match std::str::from_utf8(bytes) {
        Ok(text) => Decoded { text: text.to_owned(), ..Decoded::default() },
        Err(_) => match single_byte::guess(bytes) {
            Some((encoding, whole)) => single_byte::decode(bytes, encoding, whole),
            None => with_replacements(bytes),
        },
    }
}

fn with_replacements(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded::default();
    for chunk in bytes.utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            decoded.invalid('\u{FFFD}', chunk.invalid());
        }
    }
    decoded
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Decoded {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let mut decoded = Decoded::default();
    for read in char::decode_utf16(units) {
        match read {
            Ok(c) => decoded.text.push(c),
            Err(error) => decoded.invalid('\u{FFFD}', &error.unpaired_surrogate().to_be_bytes()),
        }
    }
    if !rest.is_empty() {
        decoded.invalid('\u{FFFD}', rest);
    }
    decoded
}

/// A changed text in the form of the file that it was read from: UTF-16 with
/// its byte order mark, or UTF-8 with one where the file has one.
pub fn encode_like(text: &str, bytes: &[u8]) -> Vec<u8> {
    let units = |bytes: fn(u16) -> [u8; 2]| {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, ..] => "\u{FEFF}".bytes().chain(text.bytes()).collect(),
        [0xFF, 0xFE, ..] => units(u16::to_le_bytes),
        [0xFE, 0xFF, ..] => units(u16::to_be_bytes),
        _ => text.as_bytes().to_vec(),
    }
}

impl Decoded {
    /// Adds what is read for invalid bytes; those that touch are one run.
    pub(super) fn invalid(&mut self, read: char, bytes: &[u8]) {
        let start = self.text.len();
        self.text.push(read);
        let end = self.text.len();
        match self.runs.last_mut() {
            Some(run) if run.range.end == start => {
                run.range.end = end;
                let room = 8_usize.saturating_sub(run.bytes.len());
                run.bytes.extend(bytes.iter().take(room));
            }
            _ => self.runs.push(InvalidRun { range: start..end, bytes: bytes.to_vec() }),
        }
    }
}

/// A text with LF for CRLF and for a lone CR, and the map from it to the text;
/// no text where nothing changes.
fn with_line_feeds(text: &str) -> (Option<String>, OffsetMap) {
    let mut map = OffsetMap::default();
    if !text.contains('\r') {
        return (None, map);
    }
    let mut lines = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\r') {
        lines.push_str(line);
        lines.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
        map.anchor(lines.len(), text.len() - rest.len());
    }
    lines.push_str(rest);
    (Some(lines), map)
}

/// Where U+FFFD stands in a text beside what was put there for invalid bytes.
/// Alone between quotation marks it is meant: a text speaks of the sign.
fn lost(text: &str, invented: &[Range<usize>]) -> (Vec<Range<usize>>, usize) {
    let mut places: Vec<Range<usize>> = Vec::new();
    let mut total = 0;
    for (at, sign) in text.match_indices('\u{FFFD}') {
        let next = invented.partition_point(|range| range.end <= at);
        let end = at + sign.len();
        if invented.get(next).is_some_and(|range| range.start <= at) || is_quoted(text, at..end) {
            continue;
        }
        total += 1;
        if places.len() < MOST_PLACES {
            places.push(at..end);
        }
    }
    (places, total)
}

/// Whether the same quotation mark stands directly before and behind a place.
fn is_quoted(text: &str, place: Range<usize>) -> bool {
    let before = text.get(..place.start).and_then(|before| before.chars().next_back());
    let after = text.get(place.end..).and_then(|after| after.chars().next());
    matches!((before, after), (Some('"'), Some('"')) | (Some('\''), Some('\'')) | (Some('`'), Some('`')))
}

#[cfg(test)]
mod tests {
    use super::super::Position;
    use super::*;

    fn text(bytes: &[u8]) -> String {
        let (file, facts) = read("a.md", bytes);
        assert!(facts.is_empty(), "{facts:?}");
        file.text
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
    }

    #[test]
    fn utf_8_is_read_with_and_without_byte_order_mark() {
        assert_eq!(text("été".as_bytes()), "été");
        assert_eq!(text("\u{FEFF}été".as_bytes()), "été");
        assert_eq!(text(b""), "");
    }

    #[test]
    fn utf_16_is_known_by_its_byte_order_mark() {
        assert_eq!(text(&utf16("été 😀\r\n", u16::to_le_bytes)), "été 😀\n");
        assert_eq!(text(&utf16("été 😀", u16::to_be_bytes)), "été 😀");
    }

    #[test]
    fn half_a_surrogate_pair_is_reported_where_it_stands() {
        let (file, facts) = read("a.md", &[0xFF, 0xFE, b'a', 0, 0x00, 0xD8, b'b', 0, b'c']);
        assert_eq!(file.text, "a\u{FFFD}b\u{FFFD}");
        let invalid = facts.invalid.unwrap();
        assert_eq!(invalid.expected, "UTF-16");
        assert_eq!(invalid.runs.iter().map(|run| run.range.clone()).collect::<Vec<_>>(), [1..4, 5..8]);
        assert_eq!(facts.lost.1, 0);
    }

    #[test]
    fn three_kinds_of_line_ends_become_one_and_positions_stay_those_of_the_file() {
        let (file, _) = read("a.md", "é\r\nb\rc\nd\r\r\ne".as_bytes());
        assert_eq!(file.text, "é\nb\nc\nd\n\ne");
        let at = |needle: char| file.position(file.text.find(needle).unwrap());
        assert_eq!(at('b'), Position { line: 2, column: 1 });
        assert_eq!(at('c'), Position { line: 3, column: 1 });
        assert_eq!(at('d'), Position { line: 4, column: 1 });
        assert_eq!(at('e'), Position { line: 6, column: 1 });
        assert_eq!(file.position(file.text.len()), Position { line: 6, column: 2 });
    }

    #[test]
    fn positions_hold_where_line_ends_and_damage_come_together() {
        let damaged = "Ã©tÃ© rÃ©el\r\nGÃ©nÃ©ralitÃ©s : x\r\n\r\nDÃ©cembre y";
        let (file, facts) = read("a.md", damaged.as_bytes());
        assert_eq!(file.text, "été réel\nGénéralités : x\n\nDécembre y");
        assert_eq!(facts.damage.unwrap().sequences, 7);
        let at = |needle: char| file.position(file.text.find(needle).unwrap());
        assert_eq!(at('x'), Position { line: 2, column: 18 });
        assert_eq!(at('y'), Position { line: 4, column: 11 });
        assert_eq!(at('G'), Position { line: 2, column: 1 });
    }

    #[test]
    fn a_few_broken_bytes_are_replaced_and_reported_run_by_run() {
        let (file, facts) = read("a.md", b"\xC3\xA9\xC3\xA8\n\x01\xC3 x\xFF\xFE\xFDy");
        assert_eq!(file.text, "éè\n\u{1}\u{FFFD} x\u{FFFD}\u{FFFD}\u{FFFD}y");
        let invalid = facts.invalid.unwrap();
        assert_eq!((invalid.total, invalid.read_as), (2, None));
        assert_eq!(invalid.runs[0].bytes, [0xC3]);
        assert_eq!(invalid.runs[1].bytes, [0xFF, 0xFE, 0xFD]);
        assert_eq!(file.position(invalid.runs[1].range.start), Position { line: 2, column: 5 });
    }

    #[test]
    fn only_the_first_runs_are_named_and_all_are_counted() {
        let (_, facts) = read("a.md", &b"x\xFF".repeat(50));
        let invalid = facts.invalid.unwrap();
        assert_eq!((invalid.runs.len(), invalid.total), (20, 50));
    }

    #[test]
    fn a_sign_in_quotation_marks_is_meant() {
        assert_eq!(read("a.md", "split(x, \"\u{FFFD}\") et `\u{FFFD}`".as_bytes()).1.lost.1, 0);
        assert_eq!(read("a.md", "dit \"pr\u{FFFD}\" et M\u{FFFD}s".as_bytes()).1.lost.1, 2);
    }

    #[test]
    fn a_sign_for_a_lost_character_is_told_from_our_own() {
        let (_, facts) = read("a.md", "perdu\u{FFFD} été".as_bytes());
        assert_eq!((facts.lost.0[0].clone(), facts.lost.1), (5..8, 1));
    }

    #[test]
    fn any_bytes_give_a_text() {
        let mut state: u32 = 1;
        for length in 0..400 {
            let bytes: Vec<u8> = (0..length)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    state.to_be_bytes()[0]
                })
                .collect();
            let (file, _) = read("a.md", &bytes);
            for (at, _) in file.text.char_indices() {
                file.position(at);
            }
        }
    }
}
