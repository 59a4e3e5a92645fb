use super::sequence::{Kind, Sequence};
use crate::source::Encoding;

/// Keeps the sequences of a text that are more likely damage than chance, each
/// judged by what stands beside it.
///
/// Correct text makes sequences too: in Mac Roman `’é` is an Armenian letter and
/// `«é` a Latin letter of Africa; in Windows-1252 the end of a quoted MANHÃ,
/// with the quote, is `Ô`.
pub(super) fn plausible(text: &str, sequences: &[Sequence], encoding: Encoding) -> Vec<Sequence> {
    let judged = sequences.iter().enumerate().filter(|&(at, sequence)| {
        let before = at.checked_sub(1).and_then(|before| sequences.get(before));
        let before = before.filter(|before| before.range.end == sequence.range.start);
        let after = sequences.get(at + 1).filter(|after| after.range.start == sequence.range.end);
        let place = Place {
            before: text.get(..sequence.range.start).and_then(|text| text.chars().next_back()),
            after: text.get(sequence.range.end..).and_then(|text| text.chars().next()),
            damage_before: before.map(|before| before.kind),
            damage_after: after.map(|after| after.kind),
        };
        match sequence.kind {
            Kind::Letter => !place.reads_as_it_stands(sequence, encoding),
            Kind::Symbol => !(encoding != Encoding::MacRoman && place.closes_a_word(sequence)),
            Kind::Mark => {
                place.before.is_some_and(char::is_alphabetic) || place.damage_before == Some(Kind::Letter)
            }
            // Its neighbours are of the same script, or a Greek letter stands
            // alone as a sign.
            Kind::Script(script) => {
                let same = Some(Kind::Script(script));
                let alone = !place.before.is_some_and(char::is_alphabetic)
                    && !place.after.is_some_and(char::is_alphabetic);
                place.damage_before == same || place.damage_after == same || (script == 'Α' && alone)
            }
            Kind::Control => place.damage_before.is_some(),
            Kind::Unlikely => false,
        }
    });
    judged.map(|(_, sequence)| sequence.clone()).collect()
}

/// What stands beside a sequence.
struct Place {
    before: Option<char>,
    after: Option<char>,
    damage_before: Option<Kind>,
    damage_after: Option<Kind>,
}

impl Place {
    /// Whether the characters make sense unrepaired.
    fn reads_as_it_stands(&self, sequence: &Sequence, encoding: Encoding) -> bool {
        let word_before = self.before.is_some_and(char::is_alphabetic) || self.damage_before.is_some();
        if encoding == Encoding::MacRoman {
            // »öffnen«, as German quotes.
            return sequence.lead == '»' && !word_before;
        }
        // Units and letters named alone (`5 Å–10 Å`, `“Ä”`); nobody writes a
        // lone Ã or Â.
        let lone = !word_before && !matches!(sequence.lead, 'Ã' | 'Â');
        closes(sequence.last) && !self.word_after() && lone || self.closes_a_word(sequence)
    }

    /// Whether an upper-case word may end with the first character, and the
    /// rest be the punctuation after it.
    fn closes_a_word(&self, sequence: &Sequence) -> bool {
        closes(sequence.last)
            && !self.word_after()
            && self.damage_before.is_none()
            && self.before.is_some_and(char::is_uppercase)
    }

    fn word_after(&self) -> bool {
        // Damage begins with a letter in Windows-1252: that is no word yet.
        self.damage_after == Some(Kind::Letter)
            || self.damage_after.is_none() && self.after.is_some_and(char::is_alphabetic)
    }
}

/// Punctuation that stands right behind a word.
fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '“' | '‘' | '»' | '›' | '…' | '–' | '—' | '™' | '®' | '°' | 'º' | 'ª' | '\u{A0}')
}
