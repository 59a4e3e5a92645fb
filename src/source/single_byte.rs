//! Text that was never UTF-8: notes of old Windows and Mac programs.

use super::Encoding;
use super::decode::Decoded;

/// Guesses in which single-byte encoding the bytes of a file that are not UTF-8
/// make sense, and whether the whole file is in it (else only those bytes are);
/// none where they make sense in neither.
pub(super) fn guess(bytes: &[u8]) -> Option<(Encoding, bool)> {
    let (mut invalid, mut valid) = (0_usize, 0_usize);
    let mut scores = [(Encoding::Windows1252, 0_i64), (Encoding::MacRoman, 0_i64)];
    let mut start = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let first = start + chunk.valid().len();
        start = first + chunk.invalid().len();
        invalid += chunk.invalid().len();
        for at in first..start {
            for (encoding, score) in &mut scores {
                *score += plausibility(bytes, at, *encoding);
            }
        }
    }
    // The first of equals: the encoding of more files.
    let best = scores.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
    let (encoding, score) = best?;
    let likely = score >= i64::try_from(invalid).unwrap_or(i64::MAX);
    // Where hardly anything is valid UTF-8, what is so is chance.
    likely.then_some((encoding, valid.saturating_mul(10) < invalid))
}

/// How well a byte reads in an encoding, given the bytes beside it.
fn plausibility(bytes: &[u8], at: usize, encoding: Encoding) -> i64 {
    let read =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).map_or('\n', |byte| encoding.char_of(*byte));
    let (before, c, after) = (read(at.checked_sub(1)), read(Some(at)), read(at.checked_add(1)));
    let in_word = before.is_alphabetic() || after.is_alphabetic();
    match c {
        'à' | 'â' | 'ä' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'î' | 'ï' | 'ñ' | 'ô' | 'ö' | 'ù' | 'û' | 'ü'
        | 'œ' | 'æ' | 'á' | 'í' | 'ó' | 'ú' | 'ã' | 'õ' | 'å' | 'ø' | 'ß' | 'ò' | 'ì' | 'š' | 'ž' | 'ý' => {
            if before.is_uppercase() && after.is_uppercase() {
                -2
            } else {
                2
            }
        }
        'À' | 'Á' | 'Â' | 'Ä' | 'Å' | 'Ç' | 'È' | 'É' | 'Ê' | 'Î' | 'Ô' | 'Ö' | 'Ø' | 'Ú' | 'Ü' | 'Ñ'
        | 'Œ' | 'Š' | 'Ž' => {
            if before.is_lowercase() {
                -2
            } else {
                1
            }
        }
        '’' | '‘' if in_word => 2,
        '“' | '”' | '«' | '»' | '€' | '–' | '—' | '…' | '•' | '\u{A0}' | '£' | '°' | '©' | '®' | '™'
        | '²' | '·' | '§' | '½' | '×' => {
            if before.is_alphabetic() && after.is_alphabetic() {
                -1
            } else {
                1
            }
        }
        _ => -2,
    }
}

/// Reads a file: as a whole in the encoding, or only where it is not UTF-8.
pub(super) fn decode(bytes: &[u8], encoding: Encoding, whole: bool) -> Decoded {
    let mut decoded = Decoded { read_as: Some(encoding), ..Decoded::default() };
    for chunk in bytes.utf8_chunks() {
        if whole {
            for byte in chunk.valid().bytes() {
                decoded.read(byte, encoding);
            }
        } else {
            decoded.text.push_str(chunk.valid());
        }
        for byte in chunk.invalid() {
            decoded.read(*byte, encoding);
        }
    }
    decoded
}

impl Decoded {
    fn read(&mut self, byte: u8, encoding: Encoding) {
        if byte.is_ascii() {
            self.text.push(char::from(byte));
        } else {
            self.invalid(encoding.char_of(byte), &[byte]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Encoding, Position, read};

    fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
        text.chars().map(|c| encoding.byte_of(c).unwrap()).collect()
    }

    #[test]
    fn a_note_of_an_old_windows_program_is_readable_and_reported() {
        let note = "Proposition d’été : « 4 500 € » à régler.\r\nÉtude détaillée, cœur de l’offre.\r\n";
        let (file, facts) = read("a.md", &encoded(note, Encoding::Windows1252));
        assert_eq!(file.text, note.replace("\r\n", "\n"));
        let invalid = facts.invalid.unwrap();
        assert_eq!(invalid.read_as, Some(Encoding::Windows1252));
        assert_eq!(invalid.runs[0].bytes, [0x92, 0xE9]);
        let last = invalid.runs.last().unwrap();
        assert_eq!(file.position(last.range.start), Position { line: 2, column: 27 });
        assert!(facts.damage.is_none());
    }

    #[test]
    fn a_note_of_an_old_mac_is_told_from_one_of_windows() {
        let note = "Proposition d’été : « 4 500 € » à régler.\rÉtude détaillée, cœur de l’offre.\r";
        let (file, facts) = read("a.md", &encoded(note, Encoding::MacRoman));
        assert_eq!(file.text, note.replace('\r', "\n"));
        assert_eq!(facts.invalid.unwrap().read_as, Some(Encoding::MacRoman));
    }

    #[test]
    fn a_pasted_line_of_windows_text_leaves_the_rest_as_it_is() {
        let mut bytes = "Déjà écrit à neuf, très bien.\n".as_bytes().to_vec();
        bytes.extend(encoded("Collé : réseau, sécurité\n", Encoding::Windows1252));
        let (file, _) = read("a.md", &bytes);
        assert_eq!(file.text, "Déjà écrit à neuf, très bien.\nCollé : réseau, sécurité\n");
    }

    #[test]
    fn random_bytes_are_taken_for_no_encoding() {
        let (file, facts) = read("a.md", b"%PDF\x80\x81\x9D\xFE\xFF\xB7\xF7\xDD\x00\xD0");
        assert_eq!(facts.invalid.unwrap().read_as, None);
        assert!(file.text.contains('\u{FFFD}'));
    }
}
