//! What the parts of a PDF file become when they are unfolded: looked at before
//! any reader of PDF files does it.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

/// The most bytes that one compressed part of a PDF may become: a page scanned
/// in colour at 600 dots per inch.
pub(super) const MAX_PART: u64 = 128 << 20;

/// The most bytes that all parts of a PDF but its images may become.
const MAX_PARTS: u64 = 256 << 20;

/// Deflate makes at most so many bytes of one (RFC 1951: 258 of 2 bits).
const MAX_RATIO: u64 = 1_032;

/// What may stand before a part: its dictionary is searched so far back.
const DICTIONARY: usize = 400;

/// How many bytes compressed ones become, those before a damage included: at
/// most one more than `most`.
pub(super) fn unfolded(packed: &[u8], most: u64) -> u64 {
    counted(ZlibDecoder::new(packed), most)
}

fn counted(mut reader: impl Read, most: u64) -> u64 {
    let mut buffer = [0; 8 << 10];
    let mut sum = 0;
    while sum <= most {
        match reader.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => sum += u64::try_from(count).unwrap_or(u64::MAX),
        }
    }
    sum.min(most + 1)
}

/// Whether a part of a PDF, or all but the images of it, would become more than
/// any page needs. A part that is compressed twice is looked at once more, and
/// one that is wrapped in digits or letters is unwrapped first. What is
/// encrypted can only be looked at by whoever decrypts it: see [`Sum`].
pub(super) fn pdf_unfolds(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    let mut sum = Sum::default();
    while let Some(at) = find(rest, b"stream") {
        let (before, after) = rest.split_at_checked(at).unwrap_or((rest, &[]));
        let after = after.strip_prefix(b"stream").unwrap_or(after);
        rest = after;
        if before.ends_with(b"end") {
            continue;
        }
        let data = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"));
        let data = data.or_else(|| after.strip_prefix(b"\r")).unwrap_or(after);
        let end = find(data, b"endstream").unwrap_or(data.len());
        let data = data.get(..end).unwrap_or(data);
        rest = after.get(end..).unwrap_or_default();
        let dictionary = before.get(before.len().saturating_sub(DICTIONARY)..).unwrap_or(before);
        if !sum.adds(data, dictionary) {
            return true;
        }
    }
    false
}

/// What the parts of a PDF become together, images apart.
#[derive(Default)]
pub(super) struct Sum(u64);

impl Sum {
    /// Adds a part with the dictionary before it; false where it, or all of them
    /// together, become too much. Whoever can decrypt a part adds it decrypted.
    pub(super) fn adds(&mut self, data: &[u8], dictionary: &[u8]) -> bool {
        let names = names(dictionary);
        let names = |name: &str, short: &str| {
            let same = |word: &str| word.eq_ignore_ascii_case(name) || word == short;
            names.split(|c: char| !c.is_ascii_alphanumeric()).any(same)
        };
        let image = names("Image", "Image");
        let packed = u64::try_from(data.len()).unwrap_or(u64::MAX);
        let (lzw, runs) = (names("LZWDecode", "LZW"), names("RunLengthDecode", "RL"));
        if image && packed < MAX_PART / MAX_RATIO && !lzw {
            return true;
        }
        let data = unwrapped(data, names("ASCIIHexDecode", "AHx"), names("ASCII85Decode", "A85"));
        let flate = is_zlib(&data);
        let size = if flate {
            unfolded(&data, MAX_PART)
        } else if lzw {
            lzw_length(&data, MAX_PART)
        } else if runs {
            run_length(&data)
        } else if names("FlateDecode", "Fl") {
            counted(DeflateDecoder::new(&*data), MAX_PART)
        } else {
            0
        };
        if size > MAX_PART || (flate && nested(&data)) {
            return false;
        }
        // Nobody compresses in two ways but to unfold twice.
        if [lzw, runs, names("FlateDecode", "Fl")].iter().filter(|way| **way).count() > 1 && size > 1 << 20 {
            return false;
        }
        if !image {
            self.0 += size;
        }
        self.0 <= MAX_PARTS
    }
}

/// A dictionary with the characters that are written as `#4c` in names.
fn names(dictionary: &[u8]) -> String {
    let mut out = String::with_capacity(dictionary.len());
    let mut rest = dictionary;
    while let Some((byte, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        rest = after;
        match (byte, digit(0), digit(1)) {
            (b'#', Some(high), Some(low)) => {
                out.push(char::from_u32(high * 16 + low).unwrap_or(' '));
                rest = after.get(2..).unwrap_or_default();
            }
            _ => out.push(char::from(*byte)),
        }
    }
    out
}

/// Data without the digits or letters that it is wrapped in.
fn unwrapped(data: &[u8], hex: bool, ascii85: bool) -> Cow<'_, [u8]> {
    let mut data = Cow::Borrowed(data);
    if ascii85 {
        data = Cow::Owned(from_ascii85(&data));
    }
    if hex {
        data = Cow::Owned(from_hex(&data));
    }
    data
}

fn from_hex(text: &[u8]) -> Vec<u8> {
    let digits = text.iter().take_while(|byte| **byte != b'>');
    let digits: Vec<u32> = digits.filter_map(|byte| char::from(*byte).to_digit(16)).collect();
    let byte = |pair: &[u32]| pair.iter().fold(0, |sum, digit| sum << 4 | digit);
    digits.chunks(2).filter_map(|pair| u8::try_from(byte(pair)).ok()).collect()
}

fn from_ascii85(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() / 5 * 4);
    let mut group = Vec::new();
    for byte in text.iter().take_while(|byte| **byte != b'~') {
        match byte {
            b'z' if group.is_empty() => out.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            let value = group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit));
            out.extend(value.to_be_bytes());
            group.clear();
        }
        // More is not looked at: the count ends long before.
        if u64::try_from(out.len()).is_ok_and(|length| length > MAX_PART) {
            break;
        }
    }
    out
}

/// Whether what is compressed is compressed once more, and becomes much.
fn nested(packed: &[u8]) -> bool {
    let mut start = [0; 2];
    ZlibDecoder::new(packed).read_exact(&mut start).is_ok() && is_zlib(&start) && {
        let inner = std::io::BufReader::new(ZlibDecoder::new(packed));
        let mut inner = flate2::bufread::ZlibDecoder::new(inner).take(1 << 20);
        std::io::copy(&mut inner, &mut std::io::sink()).is_ok_and(|count| count >= 1 << 20)
    }
}

/// Whether bytes begin as zlib writes them (RFC 1950).
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [method, check, ..]
        if method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*check)) % 31 == 0)
}

/// How many bytes runs become (ISO 32000-1, 7.4.5).
fn run_length(packed: &[u8]) -> u64 {
    let mut rest = packed;
    let mut sum = 0;
    while let Some((length, after)) = rest.split_first() {
        let (taken, made) = match length {
            128 => break,
            0..=127 => (usize::from(*length) + 1, u64::from(*length) + 1),
            _ => (1, 257 - u64::from(*length)),
        };
        sum += made;
        rest = after.get(taken..).unwrap_or_default();
    }
    sum
}

/// How many bytes LZW becomes (ISO 32000-1, 7.4.4), at most one more than `most`:
/// of each entry of its table only the length is kept. Codes grow one entry
/// early, or not, as a parameter says: the larger count is right.
fn lzw_length(packed: &[u8], most: u64) -> u64 {
    let count = |early: usize| {
        let mut lengths: Vec<u64> = Vec::new();
        let (mut sum, mut bits, mut have) = (0_u64, 0_u32, 0_u32);
        let mut before: Option<u64> = None;
        for byte in packed {
            bits = bits << 8 | u32::from(*byte);
            have += 8;
            let width = match lengths.len() + 258 + early {
                0..=511 => 9,
                512..=1_023 => 10,
                1_024..=2_047 => 11,
                _ => 12,
            };
            if have < width {
                continue;
            }
            have -= width;
            let code = usize::try_from(bits >> have & ((1 << width) - 1)).unwrap_or_default();
            bits &= (1 << have) - 1;
            let length = match code {
                256 => {
                    lengths.clear();
                    before = None;
                    continue;
                }
                257 => break,
                0..=255 => 1,
                _ => match (lengths.get(code - 258), before) {
                    (Some(length), _) => *length,
                    (None, Some(before)) => before + 1,
                    (None, None) => break,
                },
            };
            sum += length;
            if let Some(before) = before.filter(|_| lengths.len() + 258 < 4_096) {
                lengths.push(before + 1);
            }
            before = Some(length);
            if sum > most {
                break;
            }
        }
        sum.min(most + 1)
    };
    count(0).max(count(1))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, ZlibEncoder};

    use super::*;

    /// So many zeros, compressed.
    fn packed(size: u64) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut std::io::repeat(0).take(size), &mut encoder).unwrap();
        encoder.finish().unwrap()
    }

    fn pdf(dictionary: &str, data: &[u8]) -> Vec<u8> {
        [b"%PDF-1.7\n4 0 obj <<", dictionary.as_bytes(), b">> stream\r\n", data, b"\nendstream\nendobj\n"]
            .concat()
    }

    #[test]
    fn a_pdf_that_unfolds_is_not_read() {
        let large = packed(MAX_PART + 1);
        let image = "/Subtype/Image/Filter/FlateDecode";
        assert!(!pdf_unfolds(&pdf("/Filter/FlateDecode", &packed(100_000))));
        assert!(pdf_unfolds(&pdf("/Filter/FlateDecode", &large)));
        assert!(pdf_unfolds(&pdf(image, &large)));
        // Many parts that are within their own bound.
        let half = packed(MAX_PART);
        assert!(pdf_unfolds(&pdf("", &half).repeat(3)));
        assert!(!pdf_unfolds(&pdf(image, &half).repeat(3)));
        // Compressed twice.
        let mut twice = ZlibEncoder::new(Vec::new(), Compression::fast());
        twice.write_all(&half).unwrap();
        assert!(pdf_unfolds(&pdf("/Filter[/FlateDecode/FlateDecode]", &twice.finish().unwrap())));
        // In two ways, of which the first alone would do.
        assert!(pdf_unfolds(&pdf("/Filter[/FlateDecode/LZWDecode]", &packed(2 << 20))));
        assert!(!pdf_unfolds(&pdf("/Filter/DCTDecode", b"\xff\xd8 stream of a photograph")));
    }

    /// Bytes as pairs of digits.
    fn hex(bytes: &[u8]) -> Vec<u8> {
        bytes.iter().flat_map(|byte| format!("{byte:02X}").into_bytes()).chain(*b">").collect()
    }

    /// Bytes in the letters of Adobe.
    fn ascii85(bytes: &[u8]) -> Vec<u8> {
        let group = |group: &[u8]| {
            let mut value = u32::from_be_bytes([0, 1, 2, 3].map(|at| group.get(at).copied().unwrap_or(0)));
            let mut digits = [0; 5];
            for digit in digits.iter_mut().rev() {
                *digit = b'!' + u8::try_from(value % 85).unwrap();
                value /= 85;
            }
            digits
        };
        bytes.chunks(4).flat_map(group).chain(*b"~>").collect()
    }

    #[test]
    fn what_is_wrapped_is_unwrapped_and_looked_at() {
        let (small, large) = (packed(100_000), packed(MAX_PART + 1));
        for (filter, wrap) in [
            ("/Filter[/ASCIIHexDecode/FlateDecode]", hex as fn(&[u8]) -> Vec<u8>),
            ("/Filter[/AHx/Fl]", hex),
            ("/Filter[/ASCII85Decode /FlateDecode]", ascii85),
            ("/Filter[/ASCII#38#35Decode /FlateDecode]", ascii85),
        ] {
            assert!(!pdf_unfolds(&pdf(filter, &wrap(&small))), "{filter}");
            assert!(pdf_unfolds(&pdf(filter, &wrap(&large))), "{filter}");
        }
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut std::io::repeat(0).take(MAX_PART + 1), &mut bare).unwrap();
        assert!(pdf_unfolds(&pdf("/Filter/FlateDecode", &bare.finish().unwrap())), "deflate without a head");
    }

    #[test]
    fn runs_are_counted() {
        assert_eq!(run_length(&[4, 10, 11, 12, 13, 14, 253, 3, 128, 9]), 9);
        let runs = [129, 0].repeat(usize::try_from(MAX_PART).unwrap() / 128 + 1);
        assert!(pdf_unfolds(&pdf("/Filter/RunLengthDecode", &runs)));
        assert!(!pdf_unfolds(&pdf("/Filter/RunLengthDecode", &runs[..100_000])));
    }

    /// LZW of one byte again and again: each code stands for one byte more than
    /// the one before, until the table is full.
    fn lzw(codes: usize) -> Vec<u8> {
        let mut bits = String::new();
        let mut entries = 0;
        for code in 0..codes {
            let width = match 258 + entries + 1 {
                0..=511 => 9,
                512..=1_023 => 10,
                1_024..=2_047 => 11,
                _ => 12,
            };
            let value = match code {
                0 => 256,
                1 => 0,
                _ => (256 + code).min(4_095),
            };
            bits.push_str(&format!("{value:0width$b}"));
            if code > 1 && 258 + entries < 4_096 {
                entries += 1;
            }
            if code == 0 {
                entries = 0;
            }
        }
        while !bits.len().is_multiple_of(8) {
            bits.push('0');
        }
        bits.as_bytes()
            .chunks(8)
            .map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap())
            .collect()
    }

    #[test]
    fn lzw_is_counted() {
        // The example of the standard: 45 45 45 45 45 65 45 45 45 66.
        let example = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(lzw_length(&example, MAX_PART), 10);
        assert_eq!(lzw_length(&lzw(100), MAX_PART), (1..=99).sum::<u64>());
        assert!(!pdf_unfolds(&pdf("/Filter/LZWDecode", &lzw(4_000))));
        assert!(pdf_unfolds(&pdf("/Filter/LZWDecode", &lzw(60_000))));
        assert!(pdf_unfolds(&pdf("/Filter/LZW#44ecode", &lzw(60_000))));
    }
}
