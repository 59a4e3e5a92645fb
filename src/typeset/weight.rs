//! What an image becomes in memory: a few bytes on the disk can unfold into
//! gigabytes. Each bound is looked at before anything is unfolded.

use std::io::Cursor;

use image::ImageDecoder as _;

use super::base64;
use super::strip::{length, name, starts};
use super::unfold::unfolded;

/// The most bytes that one image file may have.
pub(super) const MAX_BYTES: usize = 100 * 1024 * 1024;

/// The most bytes that one image may take when it is decoded: a hundred million
/// pixels in colour. Writing a PDF takes as much again for the largest one.
pub(super) const MAX_DECODED: u64 = 300_000_000;

/// The most bytes that the images of one document may take together when they
/// are decoded: Typst keeps them all until the pages are written.
pub(super) const MAX_TOGETHER: u64 = 600_000_000;

/// The most bytes of a colour profile in a PNG, which lies in it compressed.
/// Those of printing presses have two million.
const MAX_PROFILE: u64 = 8 << 20;

/// What is known of an image before it is decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    /// Width in pixels.
    pub(super) width: u32,
    /// Height in pixels.
    pub(super) height: u32,
    /// The rotation that a camera asks for, 1 for none.
    pub(super) orientation: u8,
    /// How many bytes it takes when it is decoded.
    pub(super) decoded: u64,
}

/// Reads the header of an image; the inner `None` says that it unfolds too far.
///
/// # Errors
///
/// The decoder's words where it is damaged.
pub(super) fn header(bytes: &[u8]) -> Result<Option<Header>, String> {
    if profile_unfolds(bytes) {
        return Ok(None);
    }
    let reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let reader = reader.map_err(|error| error.to_string())?;
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_or(1, image::metadata::Orientation::to_exif);
    let decoded = decoder.total_bytes();
    Ok((decoded <= MAX_DECODED).then_some(Header { width, height, orientation, decoded }))
}

/// Whether the colour profile of a PNG is larger than any.
fn profile_unfolds(bytes: &[u8]) -> bool {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n").unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((kind, after)) = after.split_first_chunk::<4>() else { break };
        let (chunk, after) = after.split_at_checked(length).unwrap_or((after, &[]));
        if kind == b"iCCP" {
            // A name up to a zero, and a zero for the only kind of compression.
            let name = chunk.iter().position(|byte| *byte == 0).unwrap_or(chunk.len());
            let packed = chunk.get(name + 2..).unwrap_or_default();
            if unfolded(packed, MAX_PROFILE) > MAX_PROFILE {
                return true;
            }
        }
        // Behind the chunk stands its check sum.
        rest = after.get(4..).unwrap_or_default();
    }
    false
}

/// Why an SVG is not drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It shows another file: its address.
    Refers(String),
    /// It holds an image or a filter that would take for ever, or all memory.
    Heavy,
}

/// The largest number in a filter of an SVG: its size, its blur. Drawing takes
/// time that grows with it.
const MAX_FILTER: f64 = 10_000.0;

/// The most octaves of noise in a filter of an SVG; more cannot be seen.
const MAX_OCTAVES: f64 = 16.0;

/// How many bytes the images in an SVG take when they are decoded, or why it is
/// not drawn. `decoded` says so of one image; none where it cannot be told.
pub(super) fn svg(text: &str, decoded: &dyn Fn(&[u8]) -> Option<u64>) -> Result<u64, Refusal> {
    let mut rest = text;
    let mut sum = 0_u64;
    while let Some((_, tag)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        let (tag, after) = tag.split_at_checked(length(tag)).unwrap_or((tag, ""));
        rest = after;
        let name = name(tag);
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        if local == "!DOCTYPE" && declares_content(tag) {
            return Err(Refusal::Heavy);
        }
        if local == "filter" || local.starts_with("fe") {
            let number = |attribute: &str| value(tag, attribute).map_or(0.0, largest);
            let sizes = ["x", "y", "width", "height", "stdDeviation", "radius", "scale", "order", "dx", "dy"];
            if sizes.iter().any(|size| number(size) > MAX_FILTER) || number("numOctaves") > MAX_OCTAVES {
                return Err(Refusal::Heavy);
            }
        }
        if !matches!(local, "image" | "feImage") {
            continue;
        }
        for address in addresses(tag) {
            if let Some(data) = address.strip_prefix("data:") {
                // What is neither an image nor small could be anything, such as
                // another SVG.
                sum += data_bytes(data).and_then(|image| decoded(&image)).ok_or(Refusal::Heavy)?;
                if sum > MAX_DECODED {
                    return Err(Refusal::Heavy);
                }
            } else if !address.is_empty() && !address.starts_with('#') {
                return Err(Refusal::Refers(address.to_owned()));
            }
        }
    }
    Ok(sum)
}

/// Whether a document type declares elements, or texts made of others: what
/// they hold would not be looked at. Editors declare plain addresses.
fn declares_content(doctype: &str) -> bool {
    let inner = doctype.get(1..).unwrap_or_default();
    let element = inner.match_indices('<').any(|(at, _)| {
        let next = inner.get(at + 1..).and_then(|rest| rest.chars().next());
        !matches!(next, Some('!' | '?'))
    });
    inner.contains("<!ENTITY") && (element || inner.contains('&'))
}

/// All addresses of a tag, whatever prefix stands for links in this file.
fn addresses(tag: &str) -> impl Iterator<Item = &str> {
    tag.match_indices("href").filter_map(|(at, word)| {
        let before = tag.get(..at)?;
        let start = before.rfind(char::is_whitespace)? + 1;
        let prefix = before.get(start..)?;
        let rest = tag.get(at + word.len()..)?;
        (starts(tag, start) && (prefix.is_empty() || prefix.ends_with(':')))
            .then(|| quoted(rest))
            .flatten()
            .map(str::trim)
    })
}

/// The value of an attribute of a tag.
fn value<'t>(tag: &'t str, attribute: &str) -> Option<&'t str> {
    let at = tag.match_indices(attribute).map(|(at, _)| at).find(|at| {
        starts(tag, *at)
            && tag.get(at + attribute.len()..).is_some_and(|rest| rest.trim_start().starts_with('='))
    })?;
    quoted(tag.get(at + attribute.len()..)?)
}

/// What stands in quotes behind `=`.
fn quoted(rest: &str) -> Option<&str> {
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.split(quote).nth(1)
}

/// The largest of the numbers in a value.
fn largest(value: &str) -> f64 {
    value
        .split([' ', ',', '\t', '\n'])
        .filter_map(|number| {
            number.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%').parse::<f64>().ok()
        })
        .fold(0.0, |most, number| most.max(number.abs()))
}

/// The bytes of a `data:` address, without that word.
fn data_bytes(data: &str) -> Option<Vec<u8>> {
    let (kind, data) = data.split_once(',')?;
    if !kind.trim_end().ends_with("base64") {
        let mut bytes = Vec::with_capacity(data.len());
        let mut rest = data.bytes();
        while let Some(byte) = rest.next() {
            let pair = [rest.clone().next(), rest.clone().nth(1)];
            let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
            match (byte, digit(pair[0]), digit(pair[1])) {
                (b'%', Some(high), Some(low)) => {
                    bytes.push(u8::try_from(high * 16 + low).ok()?);
                    rest.nth(1);
                }
                _ => bytes.push(byte),
            }
        }
        return Some(bytes);
    }
    Some(base64::decode(data))
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    /// So many zeros, compressed.
    fn packed(size: u64) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        std::io::copy(&mut std::io::repeat(0).take(size), &mut encoder).unwrap();
        encoder.finish().unwrap()
    }

    fn png(width: u32, depth: u8, color: u8, profile: &[u8]) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n".to_vec();
        let mut chunk = |kind: &[u8], content: &[u8]| {
            bytes.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
            let mut crc = flate2::Crc::new();
            crc.update(&[kind, content].concat());
            bytes.extend([kind, content, &crc.sum().to_be_bytes()].concat());
        };
        let side = width.to_be_bytes();
        chunk(b"IHDR", &[&side[..], &side, &[depth, color, 0, 0, 0]].concat());
        if !profile.is_empty() {
            chunk(b"iCCP", &[b"x\0\0", profile].concat());
        }
        chunk(b"IDAT", &packed(10));
        chunk(b"IEND", b"");
        bytes
    }

    #[test]
    fn an_image_is_as_heavy_as_its_pixels_are() {
        let decoded = |bytes: &[u8]| header(bytes).unwrap().map(|header| header.decoded);
        assert_eq!(decoded(&png(1_000, 8, 0, b"")), Some(1_000_000));
        assert_eq!(decoded(&png(1_000, 16, 6, b"")), Some(8_000_000));
        // 10,000 × 10,000 in colour, and with more bits.
        assert_eq!(decoded(&png(10_000, 8, 2, b"")), Some(300_000_000));
        assert_eq!(decoded(&png(10_000, 8, 6, b"")), None);
    }

    #[test]
    fn a_profile_that_unfolds_is_not_read() {
        assert!(header(&png(10, 8, 2, &packed(3_000))).unwrap().is_some());
        assert!(header(&png(10, 8, 2, &packed(MAX_PROFILE + 1))).unwrap().is_none());
    }

    #[test]
    fn an_svg_with_a_bomb_or_another_file_in_it_is_refused() {
        let decoded = |bytes: &[u8]| (bytes == b"image").then_some(200_000_000);
        let refused = |text: &str| svg(text, &decoded).err();
        let image = "<image href='data:image/png;base64,aW1hZ2U='/>";
        assert_eq!(refused(image), None);
        assert_eq!(refused("<image href='data:image/png,im%61ge'/>"), None);
        assert_eq!(refused(&image.repeat(2)), Some(Refusal::Heavy));
        assert_eq!(refused("<image href='data:image/svg+xml,%3Csvg/%3E'/>"), Some(Refusal::Heavy));
        assert_eq!(
            refused("<a:image b=\"href='\" xlink:href = \"x.png\"/>"),
            Some(Refusal::Refers("x.png".into()))
        );
        assert_eq!(refused("<feTurbulence numOctaves='100000'/>"), Some(Refusal::Heavy));
        assert_eq!(refused("<filter width='1e9'/>"), Some(Refusal::Heavy));
        assert_eq!(refused("<filter width='120%'><feGaussianBlur stdDeviation='3 4'/></filter>"), None);
        // What stands behind a broken image, an empty address, another prefix or
        // in an entity is looked at as well.
        assert_eq!(refused("<image href='data:'/><image href='x.png'/>"), Some(Refusal::Heavy));
        assert_eq!(refused("<image xlink:href='' href='x.png'/>"), Some(Refusal::Refers("x.png".into())));
        assert_eq!(refused("<image x:href='x.png'/>"), Some(Refusal::Refers("x.png".into())));
        assert_eq!(refused("<image id='a href=\"x.png\"' data-href='y'/>"), None);
        let entity = |value: &str| refused(&format!("<!DOCTYPE svg [<!ENTITY a \"{value}\">]><svg/>"));
        assert_eq!(entity("http://www.w3.org/2000/svg"), None);
        assert_eq!(entity("<image href='x.png'/>"), Some(Refusal::Heavy));
        assert_eq!(entity("&#60;image/>"), Some(Refusal::Heavy));
    }
}
