//! Images: read, recognised by their bytes, bounded and decoded before Typst
//! sees them, so that a broken one costs a finding and not the document.

mod problem;

use std::collections::BTreeMap;

use image::ImageEncoder as _;
use image::codecs::png::PngEncoder;
use typst::foundations::Bytes;
use typst::visualize::{ExchangeFormat, RasterImage, SvgImage};
use zune_bmp::zune_core::bytestream::ZCursor;
use zune_bmp::zune_core::colorspace::ColorSpace;
use zune_bmp::{BmpDecoder, BmpDecoderErrors};

pub(super) use problem::Problem;

use super::files::Files;
use super::pdf;
use super::strip;
use super::visit;
use super::weight::{self, Header, MAX_BYTES, MAX_DECODED, MAX_TOGETHER};
use crate::diagnostics::declare_rule;
use crate::proposal::{ImageSource, Proposal};

declare_rule! {
    /// An image file that cannot be shown: damaged, of a format that pages
    /// cannot hold (AVIF, TIFF, HEIC), too large, or a page that a PDF does not
    /// have. A quiet box with its description stands in its place.
    ///
    /// Wrong:
    ///
    /// ```markdown
    /// ![[architecture.avif]]
    /// ```
    ///
    /// Right, after saving it as PNG, JPEG, WebP or SVG:
    ///
    /// ```markdown
    /// ![[architecture.png]]
    /// ```
    pub(super) IMAGE_UNREADABLE = "image-unreadable", Error
}

/// An image that Typst can show.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Picture {
    /// The file.
    pub(super) bytes: Bytes,
    /// The extension that belongs to its format.
    pub(super) extension: &'static str,
    /// Width in pixels, as shown.
    pub(super) width: u32,
    /// Height in pixels, as shown.
    pub(super) height: u32,
    /// How many bytes it takes when it is decoded.
    pub(super) decoded: u64,
}

/// The images of a document, by path and page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures(BTreeMap<(String, Option<u32>), Result<Picture, Problem>>);

impl Pictures {
    /// Reads the images of a proposal.
    pub fn of(proposal: &Proposal, files: &dyn Files) -> Self {
        let mut pictures = BTreeMap::new();
        let mut pages: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        visit::image_sources(proposal, &mut |source| match source {
            ImageSource::File(path) => {
                pictures.entry((path.clone(), None)).or_insert_with(|| match files.read(path) {
                    Some(bytes) => read(bytes),
                    None => Err(Problem::Absent),
                });
            }
            ImageSource::PdfPage(path, page) => pages.entry(path.clone()).or_default().push(*page),
            ImageSource::Missing(_) | ImageSource::Remote(_) => {}
        });
        // Each PDF file is read once, whatever number of its pages is shown.
        for (path, mut wanted) in pages {
            wanted.sort_unstable();
            wanted.dedup();
            let drawn = match files.read(&path) {
                Some(bytes) => pdf::pages(bytes, &wanted),
                None => wanted.iter().map(|page| (*page, Err(Problem::Absent))).collect(),
            };
            pictures.extend(drawn.into_iter().map(|(page, drawn)| ((path.clone(), Some(page)), drawn)));
        }
        let mut sum = 0;
        for picture in pictures.values_mut() {
            sum += picture.as_ref().map_or(0, |picture| picture.decoded);
            if sum > MAX_TOGETHER && picture.is_ok() {
                *picture = Err(Problem::Together);
            }
        }
        Self(pictures)
    }

    /// An image, or why there is none.
    pub(super) fn get(&self, path: &str, page: Option<u32>) -> Result<&Picture, Problem> {
        match self.0.get(&(path.to_owned(), page)) {
            Some(Ok(picture)) => Ok(picture),
            Some(Err(problem)) => Err(problem.clone()),
            None => Err(Problem::Absent),
        }
    }
}

/// Recognises and decodes an image.
pub(super) fn read(bytes: Vec<u8>) -> Result<Picture, Problem> {
    if bytes.len() > MAX_BYTES {
        return Err(Problem::TooLarge);
    }
    if bytes.starts_with(b"%PDF-") {
        let first = pdf::pages(bytes, &[1]).into_values().next();
        return first.unwrap_or(Err(Problem::Page(1)));
    }
    if let Some(format) = ExchangeFormat::detect(&bytes) {
        return raster(&bytes, format);
    }
    if bytes.starts_with(b"BM") {
        return raster(&bitmap(&bytes)?, ExchangeFormat::Png);
    }
    if is_pointer(&bytes) {
        return Err(Problem::Pointer);
    }
    match unsupported(&bytes) {
        Some(format) => Err(Problem::Format(format)),
        None => svg(bytes),
    }
}

fn raster(bytes: &[u8], format: ExchangeFormat) -> Result<Picture, Problem> {
    // The size is read from the header before anything is decoded.
    let header = weight::header(bytes).map_err(Problem::Damaged)?.ok_or(Problem::TooLarge)?;
    let Header { width, height, orientation, decoded } = header;
    if width == 0 || height == 0 {
        return Err(Problem::Damaged("0 × 0".to_owned()));
    }
    let extension = match format {
        ExchangeFormat::Png => "png",
        ExchangeFormat::Jpg => "jpg",
        ExchangeFormat::Gif => "gif",
        ExchangeFormat::Webp => "webp",
    };
    let bytes = Bytes::new(strip::raster(bytes, format, orientation));
    let image =
        RasterImage::plain(bytes.clone(), format).map_err(|error| Problem::Damaged(error.to_string()))?;
    // These are the sizes after the rotation that a camera asks for.
    Ok(Picture { bytes, extension, width: image.width(), height: image.height(), decoded })
}

/// A Windows bitmap as PNG.
fn bitmap(bytes: &[u8]) -> Result<Vec<u8>, Problem> {
    let damaged = |error: BmpDecoderErrors| Problem::Damaged(format!("BMP: {error:?}"));
    let mut decoder = BmpDecoder::new(ZCursor::new(bytes));
    decoder.decode_headers().map_err(damaged)?;
    let (width, height) = decoder.dimensions().ok_or(Problem::Unknown)?;
    let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) else {
        return Err(Problem::TooLarge);
    };
    // Four bytes for each pixel at most.
    if u64::from(width) * u64::from(height) > MAX_DECODED / 4 {
        return Err(Problem::TooLarge);
    }
    let pixels = decoder.decode().map_err(damaged)?;
    let color = match decoder.colorspace() {
        Some(ColorSpace::RGBA) => image::ExtendedColorType::Rgba8,
        Some(ColorSpace::Luma) => image::ExtendedColorType::L8,
        _ => image::ExtendedColorType::Rgb8,
    };
    let mut png = Vec::new();
    PngEncoder::new(&mut png)
        .write_image(&pixels, width, height, color)
        .map_err(|error| Problem::Damaged(error.to_string()))?;
    Ok(png)
}

fn svg(bytes: Vec<u8>) -> Result<Picture, Problem> {
    let start =
        bytes.iter().position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, 0xef | 0xbb | 0xbf));
    if start.and_then(|at| bytes.get(at)) != Some(&b'<') {
        return Err(Problem::Unknown);
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::Damaged("UTF-8".to_owned()))?;
    let decoded = weight::svg(&text, &decoded_bytes).map_err(|refusal| match refusal {
        weight::Refusal::Refers(address) => Problem::Refers(address),
        weight::Refusal::Heavy => Problem::TooLarge,
    })?;
    let bytes = Bytes::from_string(strip::svg(text.trim_start_matches('\u{feff}')));
    let image = SvgImage::new(bytes.clone()).map_err(|_| Problem::Damaged("SVG".to_owned()))?;
    let (width, height) = (whole(image.width()), whole(image.height()));
    Ok(Picture { bytes, extension: "svg", width, height, decoded })
}

/// How many bytes an image within a drawing takes when it is decoded; none where
/// it is too large or damaged.
pub(super) fn decoded_bytes(bytes: &[u8]) -> Option<u64> {
    weight::header(bytes).ok().flatten().map(|header| header.decoded)
}

/// A size in whole pixels, at least one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what fits")]
pub(super) fn whole(size: f64) -> u32 {
    size.round().clamp(1.0, 1_000_000.0) as u32
}

/// Whether a file is what Git LFS leaves for one that it did not fetch.
fn is_pointer(bytes: &[u8]) -> bool {
    bytes.starts_with(b"version https://git-lfs.github.com/spec/")
}

/// Formats that are known and cannot be shown.
fn unsupported(bytes: &[u8]) -> Option<&'static str> {
    let brand = bytes.get(4..12).unwrap_or_default();
    match bytes {
        // A few compressed bytes can become gigabytes.
        [0x1f, 0x8b, ..] => Some("SVGZ"),
        [b'I', b'I', 0x2a, 0, ..] | [b'M', b'M', 0, 0x2a, ..] => Some("TIFF"),
        _ if brand == b"ftypavif" || brand == b"ftypavis" => Some("AVIF"),
        _ if brand.starts_with(b"ftyphei") || brand == b"ftypmif1" => Some("HEIC"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One black pixel.
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c,
        0x63, 0x60, 0, 0, 0, 2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
        0x60, 0x82,
    ];

    #[test]
    fn formats_are_recognised_by_their_bytes() {
        let png = read(PNG.to_vec()).unwrap();
        assert_eq!((png.extension, png.width, png.height), ("png", 1, 1));
        let svg =
            read(br#"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>"#.to_vec()).unwrap();
        assert_eq!((svg.extension, svg.width, svg.height), ("svg", 20, 10));
        assert_eq!(read(b"\0\0\0 ftypavif".to_vec()), Err(Problem::Format("AVIF")));
        assert_eq!(read(vec![0x1f, 0x8b, 8, 0]), Err(Problem::Format("SVGZ")));
        assert_eq!(read(vec![b'<'; MAX_BYTES + 1]), Err(Problem::TooLarge));
        assert_eq!(read(b"hello".to_vec()), Err(Problem::Unknown));
        let pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n";
        assert_eq!(read(pointer.to_vec()), Err(Problem::Pointer));
        assert_eq!(read(Vec::new()), Err(Problem::Unknown));
    }

    /// A bitmap of 24 bits: four red pixels over four blue ones.
    fn bmp(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"BM".to_vec();
        bytes.extend([78, 0, 54, 40, width, height].into_iter().flat_map(u32::to_le_bytes));
        bytes.extend([1, 0, 24, 0]);
        bytes.extend([0, 24, 0, 0, 0, 0].into_iter().flat_map(u32::to_le_bytes));
        bytes.extend([[255, 0, 0]; 4].as_flattened());
        bytes.extend([[0, 0, 255]; 4].as_flattened());
        bytes
    }

    #[test]
    fn a_bitmap_becomes_a_png_of_the_same_pixels() {
        let picture = read(bmp(4, 2)).unwrap();
        assert_eq!((picture.extension, picture.width, picture.height), ("png", 4, 2));
        let pixels = image::load_from_memory(&picture.bytes).unwrap().to_rgb8().into_raw();
        let expected = [[[255, 0, 0]; 4], [[0, 0, 255]; 4]];
        assert_eq!(pixels, expected.as_flattened().as_flattened());
        assert!(matches!(read(bmp(4, 0x7fff_ffff)), Err(Problem::TooLarge | Problem::Damaged(_))));
        assert_eq!(read(bmp(9_000, 9_000)), Err(Problem::TooLarge));
    }

    #[test]
    fn damaged_images_are_told_from_foreign_files() {
        for cut in [20, 40, 60] {
            let result = read(PNG[..cut].to_vec());
            assert!(matches!(result, Err(Problem::Damaged(_))), "{cut}: {result:?}");
        }
        assert!(matches!(read(b"<svg".to_vec()), Err(Problem::Damaged(_))));
        assert!(matches!(read(b"BM1234".to_vec()), Err(Problem::Damaged(_))));
        assert!(matches!(read(b"%PDF-1.7 nothing".to_vec()), Err(Problem::Damaged(_) | Problem::Page(_))));
    }

    #[test]
    fn an_image_with_too_many_pixels_is_never_decoded() {
        let mut bomb = PNG.to_vec();
        bomb[16..20].copy_from_slice(&100_000_u32.to_be_bytes());
        bomb[20..24].copy_from_slice(&100_000_u32.to_be_bytes());
        assert!(matches!(read(bomb), Err(Problem::TooLarge | Problem::Damaged(_))));
    }
}
