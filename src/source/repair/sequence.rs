use std::ops::Range;

use crate::source::Encoding;

/// Characters of a text that, written in a single-byte encoding, are the UTF-8
/// of one other character: what that character looks like once its UTF-8 was
/// read in this encoding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sequence {
    /// Where they stand.
    pub(super) range: Range<usize>,
    /// The first of them.
    pub(super) lead: char,
    /// The last of them.
    pub(super) last: char,
    /// The character that they were.
    pub(super) decoded: char,
    /// What kind of character that is.
    pub(super) kind: Kind,
}

/// Kinds of characters, as far as one of them is more or less likely to have
/// been damaged rather than to be met by chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter of a language written in Latin script.
    Letter,
    /// An accent that follows its letter.
    Mark,
    /// Punctuation, a space, a currency, an arrow, a pictograph.
    Symbol,
    /// A letter of another script, which is named by a character of it.
    Script(char),
    /// A C1 control: part of something damaged once more.
    Control,
    /// What commercial texts hardly contain; correct text makes these by chance
    /// (`l’été` in Mac Roman holds an Armenian letter).
    Unlikely,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            '\u{80}'..='\u{9F}' => Self::Control,
            // Up to Latin Extended-A, the florin (a twice damaged Ã), the letters with horn of Vietnamese, the
            // comma letters of Romanian, Latin Extended Additional.
            '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{17F}'
            | 'ƒ'
            | 'Ơ'
            | 'ơ'
            | 'Ư'
            | 'ư'
            | 'Ș'..='ț'
            | '\u{1E00}'..='\u{1EFF}' => Self::Letter,
            // No other accents: those look in Mac Roman as `Ã®` and its like do
            // in Windows-1252.
            '\u{300}'..='\u{304}' | '\u{306}'..='\u{308}' | '\u{30A}'..='\u{30C}' | '\u{327}' => Self::Mark,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Self::Script('Α'),
            '\u{400}'..='\u{52F}' => Self::Script('А'),
            '\u{530}'..='\u{58F}' => Self::Script('Ա'),
            '\u{590}'..='\u{5FF}' => Self::Script('א'),
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' => Self::Script('ا'),
            '\u{900}'..='\u{DFF}' => Self::Script('अ'),
            '\u{E00}'..='\u{EFF}' => Self::Script('ก'),
            '\u{10A0}'..='\u{10FF}' => Self::Script('ა'),
            '\u{1200}'..='\u{137F}' => Self::Script('አ'),
            '\u{AC00}'..='\u{D7AF}' | '\u{1100}'..='\u{11FF}' => Self::Script('가'),
            '\u{3000}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}' => {
                Self::Script('字')
            }
            '\u{A0}'..='\u{BF}'
            | '×'
            | '÷'
            | '\u{1D00}'..='\u{1DBF}'
            | '\u{2000}'..='\u{2BFF}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFFD}'
            | '\u{1F000}'..='\u{1FAFF}'
            | '\u{E0020}'..='\u{E007F}' => Self::Symbol,
            _ => Self::Unlikely,
        }
    }
}

/// Finds every such sequence of a text, in order.
pub(super) fn sequences(text: &str, encoding: Encoding) -> Vec<Sequence> {
    let mut found = Vec::new();
    let mut rest = text.char_indices();
    while let Some((start, lead)) = rest.next() {
        if lead.is_ascii() {
            continue;
        }
        let Some((decoded, last, end)) = decode(lead, start, rest.as_str(), encoding) else { continue };
        found.push(Sequence { range: start..end, lead, last, decoded, kind: Kind::of(decoded) });
        while rest.offset() < end && rest.next().is_some() {}
    }
    found
}

/// Reads one sequence that begins with `lead`: the character that it was, its
/// last character and where it ends.
fn decode(lead: char, start: usize, rest: &str, encoding: Encoding) -> Option<(char, char, usize)> {
    let first = encoding.byte_of(lead)?;
    let length = match first {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return None,
    };
    let mut bytes = [first, 0, 0, 0];
    let (mut last, mut end) = (lead, start + lead.len_utf8());
    let mut following = rest.chars();
    for slot in bytes.iter_mut().take(length).skip(1) {
        last = following.next()?;
        *slot = encoding.byte_of(last)?;
        end += last.len_utf8();
    }
    let decoded = std::str::from_utf8(bytes.get(..length)?).ok()?.chars().next()?;
    Some((decoded, last, end))
}

/// Finds what became of `à` and of no-break spaces in a text damaged through
/// Windows-1252 or ISO 8859-1 where an editor turned the no-break space that
/// is their second byte into a space, or swallowed it before another one.
pub(super) fn lost_spaces(text: &str) -> Vec<Sequence> {
    let mut found = Vec::new();
    for (start, lead) in text.char_indices() {
        let after_lead = start + lead.len_utf8();
        let mut following = text.get(after_lead..).unwrap_or_default().chars();
        if !matches!(lead, 'Ã' | 'Â') || following.next() != Some(' ') {
            continue;
        }
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        // `MANHà is Portuguese; no word ends with one capital.
        let upper = before.is_some_and(char::is_uppercase);
        let word_follows = following.next().is_some_and(char::is_alphabetic);
        let (decoded, kind, end) = match lead {
            'Ã' if upper => continue,
            'Ã' if word_follows => ('à', Kind::Letter, after_lead),
            'Ã' => ('à', Kind::Letter, after_lead + 1),
            _ if upper => continue,
            _ => ('\u{A0}', Kind::Symbol, after_lead + 1),
        };
        found.push(Sequence { range: start..end, lead, last: ' ', decoded, kind });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str, encoding: Encoding) -> String {
        sequences(text, encoding).iter().map(|sequence| sequence.decoded).collect()
    }

    #[test]
    fn sequences_of_two_three_and_four_characters_are_found() {
        assert_eq!(decoded("dÃ©jÃ\u{A0} 5 â‚¬ ðŸ˜€", Encoding::Windows1252), "éà€😀");
        assert_eq!(decoded("d√©j√† 5 ‚Ç¨ \u{F8FF}üòÄ", Encoding::MacRoman), "éà€😀");
    }

    #[test]
    fn a_space_stands_for_the_no_break_space_that_it_was() {
        let found = lost_spaces("voilÃ  tout, dÃ©jÃ , Ã la fin, 10Â 000, MANHÃ e");
        let ends: Vec<(char, usize)> = found.iter().map(|found| (found.decoded, found.range.len())).collect();
        assert_eq!(ends, [('à', 3), ('à', 3), ('à', 2), ('\u{A0}', 3)]);
    }

    #[test]
    fn what_is_not_utf_8_is_no_sequence() {
        assert_eq!(decoded("SÃO, MANHÃ, É, à, œuvre, “x”", Encoding::Windows1252), "");
        assert_eq!(decoded("√2 ≈ 1,41 ∂ Ω", Encoding::MacRoman), "");
    }
}
