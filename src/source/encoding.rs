use std::sync::LazyLock;

/// A single-byte encoding that text was, or is, mistaken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// What Windows calls ANSI in Western Europe. The five bytes that it leaves
    /// undefined stand for C1 controls, as browsers and Windows itself have it.
    Windows1252,
    /// What Macs used before Mac OS X, and what some of their programs still
    /// guess.
    MacRoman,
    /// ISO 8859-1: every byte is the character of the same number.
    Latin1,
}

/// The characters of the bytes from 0x80, and the way back.
#[derive(Debug)]
struct Table {
    chars: [char; 128],
    bytes: Vec<(char, u8)>,
}

impl Table {
    fn new(char_of: impl Fn(u8) -> char, aliases: &[(char, u8)]) -> Self {
        let mut chars = ['\u{FFFD}'; 128];
        let mut bytes: Vec<(char, u8)> = aliases.to_vec();
        for (byte, slot) in (0x80..=0xFF_u8).zip(&mut chars) {
            *slot = char_of(byte);
            bytes.push((*slot, byte));
        }
        bytes.sort_unstable();
        Self { chars, bytes }
    }

    fn decoded(encoding: &'static encoding_rs::Encoding, aliases: &[(char, u8)]) -> Self {
        let char_of = |byte: u8| {
            let bytes = [byte];
            let text = encoding.decode_without_bom_handling(&bytes).0;
            text.chars().next().unwrap_or('\u{FFFD}')
        };
        Self::new(char_of, aliases)
    }
}

static WINDOWS_1252: LazyLock<Table> = LazyLock::new(|| Table::decoded(encoding_rs::WINDOWS_1252, &[]));

// Apple put the euro where the currency sign was, and its tables and others
// differ in which of two equal characters they name.
static MAC_ROMAN: LazyLock<Table> = LazyLock::new(|| {
    Table::decoded(encoding_rs::MACINTOSH, &[('¤', 0xDB), ('\u{2126}', 0xBD), ('\u{0394}', 0xC6)])
});

static LATIN_1: LazyLock<Table> = LazyLock::new(|| Table::new(char::from, &[]));

impl Encoding {
    /// All of them; where two explain a text equally well, the first is named.
    pub const ALL: [Self; 3] = [Self::Windows1252, Self::MacRoman, Self::Latin1];

    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
            Self::Latin1 => "ISO 8859-1",
        }
    }

    fn table(self) -> &'static Table {
        match self {
            Self::Windows1252 => &WINDOWS_1252,
            Self::MacRoman => &MAC_ROMAN,
            Self::Latin1 => &LATIN_1,
        }
    }

    /// The character that a byte stands for.
    pub fn char_of(self, byte: u8) -> char {
        let high = byte.checked_sub(0x80).and_then(|index| self.table().chars.get(usize::from(index)));
        high.copied().unwrap_or(char::from(byte))
    }

    /// The byte that stands for a character; none where the encoding lacks it.
    pub fn byte_of(self, c: char) -> Option<u8> {
        if c.is_ascii() {
            return u8::try_from(c).ok();
        }
        let bytes = &self.table().bytes;
        let at = bytes.binary_search_by_key(&c, |&(c, _)| c).ok()?;
        bytes.get(at).map(|&(_, byte)| byte)
    }
}

#[cfg(test)]
mod tests {
    use super::Encoding;

    #[test]
    fn every_byte_has_a_character_that_leads_back_to_it() {
        for encoding in Encoding::ALL {
            for byte in 0..=u8::MAX {
                let c = encoding.char_of(byte);
                assert_ne!(c, '\u{FFFD}', "{} {byte:#x}", encoding.name());
                assert_eq!(encoding.byte_of(c), Some(byte), "{} {byte:#x} {c:?}", encoding.name());
            }
        }
    }

    #[test]
    fn mac_roman_is_known_with_the_euro_and_with_the_currency_sign() {
        assert_eq!(Encoding::MacRoman.char_of(0xDB), '€');
        assert_eq!(Encoding::MacRoman.byte_of('¤'), Some(0xDB));
        assert_eq!(Encoding::MacRoman.char_of(0xF0), '\u{F8FF}');
        assert_eq!(Encoding::MacRoman.byte_of('\u{2126}'), Some(0xBD));
    }

    #[test]
    fn the_bytes_that_windows_leaves_undefined_are_controls() {
        assert_eq!(Encoding::Windows1252.char_of(0x9D), '\u{9D}');
        assert_eq!(Encoding::Windows1252.char_of(0x80), '€');
        assert_eq!(Encoding::Latin1.char_of(0x80), '\u{80}');
    }
}
