//! Takes out of images what is not seen: where a photograph was taken and by
//! whom, names of programs and folders, comments. JPEG files lie in a PDF as
//! they are, and every image lies in an SVG page so, for each client to read.

use typst::visualize::ExchangeFormat;

/// The tag of TIFF under which the rotation of a photograph is kept.
const ORIENTATION: u16 = 0x0112;

/// An image without what is not seen, pixels and colours untouched; as it is
/// where it does not look like its format. `orientation` is the rotation that a
/// camera asks for, 1 for none: it is kept.
pub(super) fn raster(bytes: &[u8], format: ExchangeFormat, orientation: u8) -> Vec<u8> {
    let stripped = match format {
        ExchangeFormat::Jpg => jpeg(bytes, orientation),
        ExchangeFormat::Png => png(bytes, orientation),
        ExchangeFormat::Webp => webp(bytes, orientation),
        ExchangeFormat::Gif => gif(bytes),
    };
    stripped.unwrap_or_else(|| bytes.to_vec())
}

/// EXIF that holds a rotation and nothing else.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01".to_vec();
    tiff.extend(ORIENTATION.to_be_bytes());
    tiff.extend([0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0]);
    tiff
}

fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?)))
}

fn jpeg(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut out = bytes.get(..2).filter(|start| *start == [0xff, 0xd8])?.to_vec();
    let mut at = 2;
    // JFIF, where there is one, must come first.
    let mut rotated = orientation <= 1;
    loop {
        while bytes.get(at..at + 2)? == [0xff, 0xff] {
            at += 1;
        }
        let &[0xff, marker] = bytes.get(at..at + 2)? else { return None };
        if marker != 0xe0 && !rotated {
            rotated = true;
            let tiff = exif(orientation);
            out.extend([0xff, 0xe1]);
            out.extend(u16::try_from(tiff.len() + 8).ok()?.to_be_bytes());
            out.extend(b"Exif\0\0");
            out.extend(tiff);
        }
        if marker == 0xd9 {
            // What follows the image is a film or a map of depths, or a secret.
            out.extend([0xff, 0xd9]);
            return Some(out);
        }
        let end = at + 2 + be16(bytes, at + 2)?;
        let segment = bytes.get(at..end)?;
        let seen = match marker {
            0xe0 | 0xee => true,
            0xe2 => segment.get(4..).is_some_and(|content| content.starts_with(b"ICC_PROFILE\0")),
            0xe1..=0xef | 0xfe => false,
            _ => true,
        };
        if seen {
            out.extend(segment);
        }
        at = end;
        if marker == 0xda {
            let scan = scan(bytes, at);
            out.extend(bytes.get(at..scan)?);
            at = scan;
            if at >= bytes.len() {
                return Some(out);
            }
        }
    }
}

/// The end of compressed data: the next marker that is not part of it.
fn scan(bytes: &[u8], from: usize) -> usize {
    let pairs = bytes.get(from..).unwrap_or_default().windows(2);
    let marker = |pair: &[u8]| matches!(pair, [0xff, second] if !matches!(second, 0 | 0xd0..=0xd7 | 0xff));
    pairs.enumerate().find(|(_, pair)| marker(pair)).map_or(bytes.len(), |(at, _)| from + at)
}

fn png(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    let mut out = bytes.get(..8).filter(|start| *start == b"\x89PNG\r\n\x1a\n")?.to_vec();
    let mut at = 8;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?);
        let end = at.checked_add(12)?.checked_add(usize::try_from(length).ok()?)?;
        let (name, chunk) = (bytes.get(at + 4..at + 8)?, bytes.get(at..end)?);
        if !matches!(name, b"tEXt" | b"zTXt" | b"iTXt" | b"tIME" | b"eXIf") {
            out.extend(chunk);
        }
        if name == b"IHDR" && orientation > 1 {
            let mut chunk = b"eXIf".to_vec();
            chunk.extend(exif(orientation));
            out.extend(u32::try_from(chunk.len() - 4).ok()?.to_be_bytes());
            out.extend(&chunk);
            out.extend(crc(&chunk).to_be_bytes());
        }
        if name == b"IEND" {
            return Some(out);
        }
        at = end;
    }
}

/// The check sum of a chunk of PNG (CRC-32).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc: u32, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

fn webp(bytes: &[u8], orientation: u8) -> Option<Vec<u8>> {
    if bytes.get(..4)? != b"RIFF" || bytes.get(8..12)? != b"WEBP" {
        return None;
    }
    let mut out = bytes.get(..12)?.to_vec();
    let mut at = 12;
    let rotated = orientation > 1;
    let mut extended = false;
    while at + 8 <= bytes.len() {
        let length = usize::try_from(u32::from_le_bytes(bytes.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let name = bytes.get(at..at + 4)?;
        let chunk = bytes.get(at..end.min(bytes.len()))?;
        match name {
            b"EXIF" | b"XMP " => {}
            b"VP8X" => {
                extended = true;
                let mut chunk = chunk.to_vec();
                // Which of them there are: bits 3 (EXIF) and 2 (XMP).
                if let Some(flags) = chunk.get_mut(8) {
                    *flags = (*flags & !0x0c) | if rotated { 0x08 } else { 0 };
                }
                out.extend(chunk);
            }
            _ => out.extend(chunk),
        }
        at = end;
    }
    if rotated && extended {
        let tiff = exif(orientation);
        out.extend(b"EXIF");
        out.extend(u32::try_from(tiff.len()).ok()?.to_le_bytes());
        out.extend(tiff);
    }
    let size = u32::try_from(out.len().checked_sub(8)?).ok()?.to_le_bytes();
    out.get_mut(4..8)?.copy_from_slice(&size);
    Some(out)
}

fn gif(bytes: &[u8]) -> Option<Vec<u8>> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut at = 13 + table(*bytes.get(10)?);
    let mut out = bytes.get(..at)?.to_vec();
    // Data lies in blocks of up to 255 bytes; an empty one is the last.
    let skip = |mut at: usize| -> Option<usize> {
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                return Some(at);
            }
        }
    };
    loop {
        let (end, seen) = match bytes.get(at)? {
            0x21 => {
                // Comments and plain text go; so does what programs add, but
                // for the number of repetitions.
                let kind = *bytes.get(at + 1)?;
                let looped = bytes.get(at + 3..at + 14).is_some_and(|name| name == b"NETSCAPE2.0");
                (skip(at + 2)?, kind == 0xf9 || (kind == 0xff && looped))
            }
            0x2c => (skip(at + 11 + table(*bytes.get(at + 9)?))?, true),
            0x3b => {
                out.push(0x3b);
                return Some(out);
            }
            _ => return None,
        };
        if seen {
            out.extend(bytes.get(at..end)?);
        }
        at = end;
    }
}

/// Elements of SVG that are not drawn.
const UNDRAWN: &[&str] = &["metadata", "title", "desc", "sodipodi:namedview"];

/// An SVG without comments, instructions, what programs say about it, and the
/// attributes in which editors keep paths.
pub(super) fn svg(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // The element that is left out, and how many of its name are open.
    let mut undrawn: Option<(&str, usize)> = None;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let length = length(tag);
        let (tag, after) = tag.split_at_checked(length).unwrap_or((tag, ""));
        rest = after;
        if undrawn.is_none() {
            out.push_str(before);
        }
        if tag.starts_with("<!--") || (tag.starts_with("<?") && !tag.starts_with("<?xml ")) {
            continue;
        }
        let name = name(tag);
        let (closes, alone) = (tag.starts_with("</"), tag.ends_with("/>"));
        if let Some((open, depth)) = &mut undrawn {
            if *open == name && !alone {
                *depth = if closes { *depth - 1 } else { *depth + 1 };
            }
            if *depth == 0 {
                undrawn = None;
            }
        } else if UNDRAWN.contains(&name) {
            undrawn = (!alone && !closes).then_some((name, 1));
        } else {
            out.push_str(&drawn(tag));
        }
    }
    if undrawn.is_none() {
        out.push_str(rest);
    }
    out
}

/// How long the tag, comment or section is with which a text begins.
pub(super) fn length(text: &str) -> usize {
    for (open, close) in [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")] {
        if text.starts_with(open) {
            return text.find(close).map_or(text.len(), |at| at + close.len());
        }
    }
    let mut quote = None;
    let mut brackets = 0_usize;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            // A document type may hold declarations.
            (None, '[') => brackets += 1,
            (None, ']') => brackets = brackets.saturating_sub(1),
            (None, '>') if brackets == 0 => return at + 1,
            (None, _) => {}
        }
    }
    text.len()
}

pub(super) fn name(tag: &str) -> &str {
    let name = tag.trim_start_matches(['<', '/']);
    name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// A tag without the attributes of editors.
fn drawn(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    let mut rest = tag;
    loop {
        let found = ["inkscape:", "sodipodi:"]
            .iter()
            .filter_map(|prefix| rest.match_indices(prefix).map(|(at, _)| at).find(|at| starts(rest, *at)))
            .min();
        let Some(at) = found else { break };
        let (before, attribute) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let value = attribute.find(['"', '\'']).and_then(|open| {
            let quote = attribute.get(open..)?.chars().next()?;
            let inner = attribute.get(open + 1..)?;
            Some(open + 1 + inner.find(quote)? + 1)
        });
        let Some(end) = value else { break };
        out.push_str(before);
        rest = attribute.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Whether an attribute starts at an offset: after white space, outside of
/// quotes.
pub(super) fn starts(tag: &str, at: usize) -> bool {
    let before = tag.get(..at).unwrap_or_default();
    let inside = before.chars().fold(None, |quote, c| match quote {
        Some(open) if open == c => None,
        None if matches!(c, '"' | '\'') => Some(c),
        quote => quote,
    });
    inside.is_none() && before.ends_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, RgbImage};

    use super::*;

    fn encoded(format: ImageFormat) -> Vec<u8> {
        let image = RgbImage::from_fn(7, 5, |x, y| {
            image::Rgb([u8::try_from(x * 30).unwrap(), u8::try_from(y * 40).unwrap(), 90])
        });
        let mut out = Cursor::new(Vec::new());
        DynamicImage::from(image).write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    fn pixels(bytes: &[u8]) -> DynamicImage {
        image::load_from_memory(bytes).unwrap()
    }

    fn rotation(bytes: &[u8]) -> u8 {
        let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap();
        reader.into_decoder().unwrap().orientation().unwrap().to_exif()
    }

    #[test]
    fn pixels_stay_and_rotation_is_kept() {
        for (format, kind) in [
            (ImageFormat::Jpeg, ExchangeFormat::Jpg),
            (ImageFormat::Png, ExchangeFormat::Png),
            (ImageFormat::Gif, ExchangeFormat::Gif),
            (ImageFormat::WebP, ExchangeFormat::Webp),
        ] {
            let bytes = encoded(format);
            let plain = raster(&bytes, kind, 1);
            assert_eq!(pixels(&plain), pixels(&bytes), "{format:?}");
            if matches!(format, ImageFormat::Jpeg | ImageFormat::Png) {
                let turned = raster(&bytes, kind, 6);
                assert_eq!(pixels(&turned), pixels(&bytes), "{format:?}");
                assert_eq!(rotation(&turned), 6, "{format:?}");
                assert_eq!(rotation(&raster(&turned, kind, 6)), 6, "{format:?}");
            }
        }
    }

    #[test]
    fn what_follows_a_photograph_is_cut_off() {
        let mut bytes = encoded(ImageFormat::Jpeg);
        let whole = bytes.clone();
        bytes.extend(b"a film");
        assert_eq!(raster(&bytes, ExchangeFormat::Jpg, 1), raster(&whole, ExchangeFormat::Jpg, 1));
    }

    #[test]
    fn a_comment_in_a_gif_goes() {
        let bytes = encoded(ImageFormat::Gif);
        let mut commented = bytes[..bytes.len() - 1].to_vec();
        commented.extend(b"\x21\xfe\x06secret\0\x3b");
        assert_eq!(raster(&commented, ExchangeFormat::Gif, 1), raster(&bytes, ExchangeFormat::Gif, 1));
    }

    #[test]
    fn what_a_program_says_in_a_webp_goes() {
        let plain = encoded(ImageFormat::WebP);
        let mut said = plain.clone();
        said.extend(b"EXIF\x06\0\0\0secretXMP \x06\0\0\0secret");
        let size = u32::try_from(said.len() - 8).unwrap().to_le_bytes();
        said[4..8].copy_from_slice(&size);
        assert_eq!(raster(&said, ExchangeFormat::Webp, 1), plain);
    }

    #[test]
    fn broken_files_are_left_to_the_decoder() {
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP] {
            let bytes = encoded(format);
            let kind = ExchangeFormat::detect(&bytes).unwrap();
            for length in 0..bytes.len() {
                raster(&bytes[..length], kind, 3);
            }
        }
    }

    #[test]
    fn an_svg_keeps_what_is_drawn() {
        assert_eq!(
            svg(
                "<?xml version='1.0'?><?x y?><!-- a --><svg a='<!-- no -->'><title>t</title><metadata><title/><x>m</x></metadata>\
                 <style><![CDATA[ a > b <!-- c --> ]]></style><text inkscape:label=\"p > q\" x='1'>T</text></svg>"
            ),
            "<?xml version='1.0'?><svg a='<!-- no -->'><style><![CDATA[ a > b <!-- c --> ]]></style><text  x='1'>T</text></svg>"
        );
        for broken in ["<", "<svg", "<!--", "<svg a='", "<title>x", "<svg inkscape:a=", "a<b>c"] {
            svg(broken);
        }
    }
}
