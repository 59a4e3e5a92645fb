//! Pages of PDF files become drawings. As PDF they could not be part of a
//! document that is made for archives, and would not be on pages written as SVG
//! or PNG.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hayro_svg::hayro_interpret::font::{FontData, FontQuery, StandardFont};
use hayro_svg::hayro_interpret::{InterpreterSettings, InterpreterWarning};
use hayro_svg::hayro_syntax::object::{Name, Object};
use hayro_svg::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_svg::{RenderCache, SvgRenderSettings, convert};
use image::codecs::jpeg::JpegEncoder;
use typst::foundations::Bytes;
use typst::visualize::SvgImage;

use super::base64;
use super::pictures::{Picture, Problem, decoded_bytes, whole};
use super::{unfold, weight};

/// The most bytes that the drawing of one page has.
const MAX_DRAWING: usize = 64 << 20;

/// Images on a page that take more bytes than this are looked at again: those
/// of scanners and cameras need far less as JPEG.
const LARGE_IMAGE: usize = 300_000;

/// How good such an image stays, of 100.
const JPEG_QUALITY: u8 = 88;

/// Why the pages of a PDF file cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It opens with a password only.
    Locked,
    /// It is damaged, or no PDF.
    Damaged,
    /// A part of it would fill the memory.
    Heavy,
}

/// How many pages a PDF file has.
///
/// # Errors
///
/// See [`Unreadable`].
pub fn page_count(bytes: Vec<u8>) -> Result<u32, Unreadable> {
    let count = guarded(|| Ok(open(Bytes::new(bytes))?.pages().len())).unwrap_or(Err(Unreadable::Damaged))?;
    u32::try_from(count).map_err(|_| Unreadable::Damaged)
}

/// The drawings of some pages of a PDF file, counted from 1.
pub(super) fn pages(bytes: Vec<u8>, wanted: &[u32]) -> BTreeMap<u32, Result<Picture, Problem>> {
    let failed = |problem: &Problem| wanted.iter().map(|page| (*page, Err(problem.clone()))).collect();
    let pdf = match guarded(|| open(Bytes::new(bytes))).unwrap_or(Err(Unreadable::Damaged)) {
        Ok(pdf) => pdf,
        Err(Unreadable::Locked) => return failed(&Problem::Locked),
        Err(Unreadable::Heavy) => return failed(&Problem::TooLarge),
        Err(Unreadable::Damaged) => return failed(&Problem::Damaged("PDF".to_owned())),
    };
    let cache = RenderCache::new();
    wanted
        .iter()
        .map(|page| {
            let drawn = guarded(|| draw(&pdf, &cache, *page));
            (*page, drawn.unwrap_or_else(|| Err(Problem::Damaged("PDF".to_owned()))))
        })
        .collect()
}

/// Runs what was written for friendly input: a file must not cost the document.
fn guarded<T>(run: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(run)).ok()
}

fn open(bytes: Bytes) -> Result<Pdf, Unreadable> {
    if unfold::pdf_unfolds(&bytes) {
        return Err(Unreadable::Heavy);
    }
    let encrypted = bytes.windows(ENCRYPTED.len()).any(|window| window == ENCRYPTED);
    let pdf = Pdf::new(Arc::new(bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unreadable::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unreadable::Damaged,
    })?;
    if encrypted && decrypted_unfolds(&pdf) { Err(Unreadable::Heavy) } else { Ok(pdf) }
}

/// Stands in the trailer of a PDF whose parts are encrypted, if only with a
/// password that everybody knows.
const ENCRYPTED: &[u8] = b"/Encrypt";

/// The same bounds for parts that could not be looked at before.
fn decrypted_unfolds(pdf: &Pdf) -> bool {
    let mut sum = unfold::Sum::default();
    pdf.objects().into_iter().filter_map(Object::into_stream).any(|stream| {
        let mut dictionary = format!("{:?}", stream.filters());
        let kind = stream.dict().get::<Name<'_>>(b"Subtype".as_slice());
        if kind.is_some_and(|kind| &*kind == b"Image") {
            dictionary.push_str("/Image");
        }
        !sum.adds(&stream.raw_data(), dictionary.as_bytes())
    })
}

#[expect(clippy::float_arithmetic, reason = "a size on the page, not money")]
fn draw<'p>(pdf: &'p Pdf, cache: &RenderCache<'p>, page: u32) -> Result<Picture, Problem> {
    let index = usize::try_from(page).unwrap_or(usize::MAX).checked_sub(1).ok_or(Problem::Page(page))?;
    let found = pdf.pages().get(index).ok_or(Problem::Page(page))?;
    let incomplete = Arc::new(AtomicBool::new(false));
    let noted = Arc::clone(&incomplete);
    let settings = InterpreterSettings {
        font_resolver: Arc::new(|query| match query {
            FontQuery::Standard(font) => Some((standard(*font), 0)),
            FontQuery::Fallback(font) => Some((standard(font.pick_standard_font()), 0)),
        }),
        cmap_resolver: Arc::new(|_| None),
        warning_sink: Arc::new(move |warning| {
            if matches!(warning, InterpreterWarning::UnsupportedFont | InterpreterWarning::ImageDecodeFailure)
            {
                noted.store(true, Ordering::Relaxed);
            }
        }),
        render_annotations: true,
    };
    let paper = SvgRenderSettings { bg_color: [255; 4] };
    let svg = convert(found, cache, &settings, &paper);
    // A page without part of its text is worse than none.
    if incomplete.load(Ordering::Relaxed) {
        return Err(Problem::Incomplete(page));
    }
    let svg = lighter(&svg);
    if svg.len() > MAX_DRAWING {
        return Err(Problem::TooLarge);
    }
    let decoded = weight::svg(&svg, &decoded_bytes).map_err(|_| Problem::TooLarge)?;
    let bytes = Bytes::from_string(svg);
    SvgImage::new(bytes.clone()).map_err(|_| Problem::Damaged("PDF".to_owned()))?;
    // A page is measured in points: four thirds of a pixel.
    let pixels = |points: f32| whole(f64::from(points) * 4.0 / 3.0);
    let (width, height) = found.render_dimensions();
    Ok(Picture { bytes, extension: "svg", width: pixels(width), height: pixels(height), decoded })
}

/// One of the fonts that a PDF file may name without holding it.
fn standard(font: StandardFont) -> FontData {
    use typst_assets::pdf;
    Arc::new(match font {
        StandardFont::Helvetica => pdf::SANS,
        StandardFont::HelveticaBold => pdf::SANS_BOLD,
        StandardFont::HelveticaOblique => pdf::SANS_ITALIC,
        StandardFont::HelveticaBoldOblique => pdf::SANS_BOLD_ITALIC,
        StandardFont::Courier => pdf::FIXED,
        StandardFont::CourierBold => pdf::FIXED_BOLD,
        StandardFont::CourierOblique => pdf::FIXED_ITALIC,
        StandardFont::CourierBoldOblique => pdf::FIXED_BOLD_ITALIC,
        StandardFont::TimesRoman => pdf::SERIF,
        StandardFont::TimesBold => pdf::SERIF_BOLD,
        StandardFont::TimesItalic => pdf::SERIF_ITALIC,
        StandardFont::TimesBoldItalic => pdf::SERIF_BOLD_ITALIC,
        StandardFont::ZapfDingBats => pdf::DING_BATS,
        StandardFont::Symbol => pdf::SYMBOL,
    })
}

/// A drawing whose photographs are JPEG where that is much smaller.
fn lighter(svg: &str) -> String {
    const START: &str = "data:image/png;base64,";
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some((before, after)) = rest.split_once(START) {
        let (data, after) = after.split_at_checked(after.find('"').unwrap_or(0)).unwrap_or((after, ""));
        out.push_str(before);
        match (data.len() > LARGE_IMAGE).then(|| as_jpeg(data)).flatten() {
            Some(jpeg) => {
                out.push_str("data:image/jpeg;base64,");
                out.push_str(&jpeg);
            }
            None => {
                out.push_str(START);
                out.push_str(data);
            }
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// An image as JPEG, where nothing shines through it and a third of the bytes is
/// enough.
fn as_jpeg(png: &str) -> Option<String> {
    let image = image::ImageReader::new(Cursor::new(base64::decode(png))).with_guessed_format().ok()?;
    let image = image.decode().ok().filter(|image| !image.color().has_alpha())?;
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, JPEG_QUALITY).encode_image(&image).ok()?;
    (jpeg.len() * 3 < png.len() / 4 * 3).then(|| base64::encode(&jpeg))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page of 300 × 200 points that says "Bonjour", as a program of today
    /// would write it by hand.
    pub(in crate::typeset) fn sample(pages: usize) -> Vec<u8> {
        let kids: String = (0..pages).map(|at| format!("{} 0 R ", 4 + at)).collect();
        let content = "BT /F 24 Tf 20 100 Td (Bonjour) Tj ET";
        let mut objects = vec![
            "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
            format!("<</Type/Pages/Count {pages}/Kids[{kids}]>>"),
            format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        ];
        for _ in 0..pages {
            objects.push(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 3 0 R/Resources<</Font<</F\
                 <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>"
                    .to_owned(),
            );
        }
        let mut pdf = b"%PDF-1.7\n".to_vec();
        let mut places = Vec::new();
        for (at, object) in objects.iter().enumerate() {
            places.push(pdf.len());
            pdf.extend(format!("{} 0 obj{object}endobj\n", at + 1).bytes());
        }
        let start = pdf.len();
        pdf.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
        for place in places {
            pdf.extend(format!("{place:010} 00000 n \n").bytes());
        }
        pdf.extend(
            format!("trailer<</Size {}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF", objects.len() + 1).bytes(),
        );
        pdf
    }

    #[test]
    fn pages_are_counted_and_drawn() {
        assert_eq!(page_count(sample(3)), Ok(3));
        let drawn = pages(sample(2), &[1, 2, 3]);
        let first = drawn[&1].as_ref().unwrap();
        assert_eq!((first.extension, first.width, first.height), ("svg", 400, 267));
        // The letters are there, though the file names a font without holding it.
        let svg = String::from_utf8(first.bytes.to_vec()).unwrap();
        assert!(svg.matches("<use").count() >= 7, "{svg}");
        assert!(drawn[&2].is_ok());
        assert_eq!(drawn[&3], Err(Problem::Page(3)));
    }

    #[test]
    fn what_is_no_pdf_is_damaged() {
        assert_eq!(page_count(b"hello".to_vec()), Err(Unreadable::Damaged));
        assert_eq!(page_count(b"%PDF-1.7 nothing".to_vec()), Err(Unreadable::Damaged));
        assert_eq!(pages(b"%PDF-".to_vec(), &[1])[&1], Err(Problem::Damaged("PDF".to_owned())));
    }

    #[test]
    fn a_damaged_pdf_costs_no_more_than_itself() {
        let whole = sample(2);
        for at in (0..whole.len()).step_by(7) {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x15;
            pages(damaged, &[1, 2]);
            pages(whole[..at].to_vec(), &[1]);
        }
    }

    #[test]
    fn a_fault_in_the_reader_costs_no_more_than_the_file() {
        assert_eq!(guarded(|| 7), Some(7));
        assert_eq!(guarded(|| panic!("no such object")), None::<u8>);
    }

    #[test]
    fn a_page_of_which_a_part_cannot_be_drawn_is_none() {
        // The image is no JPEG.
        let content = "BT /F 24 Tf 20 100 Td (Bonjour) Tj ET";
        let image = "BI /W 9 /H 9 /BPC 8 /CS /RGB /F /DCT ID \u{1}\u{2}\u{3} EI Q";
        let text = String::from_utf8(sample(1)).unwrap();
        let pdf = text.replace(content, image).replace("/Length 37", &format!("/Length {}", image.len()));
        assert_ne!(pdf, text);
        assert_eq!(pages(pdf.into_bytes(), &[1])[&1], Err(Problem::Incomplete(1)));
    }

    #[test]
    fn photographs_on_a_page_become_smaller_and_drawings_stay() {
        // Soft light with the grain of a camera.
        let noise = image::RgbImage::from_fn(700, 700, |x, y| {
            let grain = |salt: u32| (x * 7_919 + y * 104_729 + salt).wrapping_mul(2_654_435_761) >> 29;
            image::Rgb([0, 1, 2].map(|salt| u8::try_from((x + y) / 7 + grain(salt)).unwrap()))
        });
        let flat = image::RgbImage::from_pixel(500, 500, image::Rgb([1, 2, 3]));
        let png = |image: image::RgbImage| {
            let mut png = Vec::new();
            image.write_to(&mut Cursor::new(&mut png), image::ImageFormat::Png).unwrap();
            format!("<image href=\"data:image/png;base64,{}\"/>", base64::encode(&png))
        };
        let (noise, flat) = (png(noise), png(flat));
        let both = lighter(&format!("<svg>{noise}{flat}</svg>"));
        assert!(both.len() < noise.len() / 2, "{} of {}", both.len(), noise.len());
        assert_eq!(both.matches("image/jpeg").count(), 1);
        assert!(both.ends_with(&format!("{flat}</svg>")));
    }
}
