//! Pages become files.

use typst::foundations::{Datetime, Smart};
use typst_layout::{Page, PagedDocument};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::compact::compact;
use crate::diagnostics::{Diagnostic, declare_rule};
use crate::language::Language;

declare_rule! {
    /// The PDF cannot keep to the archiving and accessibility standards that it
    /// is written to where nothing else is asked for. It is written as an
    /// ordinary tagged PDF, which every reader shows; some clients ask for the
    /// standards in tenders.
    ///
    /// Wrong, since a standard asks for a date:
    ///
    /// ```markdown
    /// ---
    /// title: Maintenance annuelle
    /// ---
    /// ```
    ///
    /// Right:
    ///
    /// ```markdown
    /// ---
    /// title: Maintenance annuelle
    /// date: 2025-05-16
    /// ---
    /// ```
    pub STANDARD_MISSED = "pdf-standard-missed", Info
}

declare_rule! {
    /// The pages could not be written in the format or to the standard that was
    /// asked for.
    ///
    /// Wrong, in a document without a date:
    ///
    /// ```console
    /// $ propose render yas.md --standard a-3a
    /// ```
    ///
    /// Right:
    ///
    /// ```console
    /// $ propose render yas.md
    /// ```
    pub EXPORT_FAILED = "export-failed", Error
}

/// What pages are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// One PDF.
    #[default]
    Pdf,
    /// One PNG per page.
    Png,
    /// One SVG per page.
    Svg,
}

/// The standards that a PDF keeps to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standard {
    /// PDF/UA-1 and PDF/A-3a; where the document cannot keep to them, a tagged
    /// PDF 1.7.
    #[default]
    Best,
    /// A tagged PDF 1.7 and no more.
    Plain,
    /// PDF/UA-1: accessible.
    Ua1,
    /// PDF/A-2b: archiving.
    A2b,
    /// PDF/A-3a: archiving, accessible.
    A3a,
    /// PDF/A-3b: archiving.
    A3b,
}

impl Standard {
    /// The standards by their names on the command line.
    pub const NAMES: &[(&'static str, Self)] = &[
        ("best", Self::Best),
        ("1.7", Self::Plain),
        ("ua-1", Self::Ua1),
        ("a-2b", Self::A2b),
        ("a-3a", Self::A3a),
        ("a-3b", Self::A3b),
    ];

    /// Reads a name of [`Standard::NAMES`].
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, standard)| *standard)
    }

    fn list(self) -> &'static [PdfStandard] {
        match self {
            Self::Best => &[PdfStandard::Ua_1, PdfStandard::A_3a],
            Self::Plain => &[PdfStandard::V_1_7],
            Self::Ua1 => &[PdfStandard::Ua_1],
            Self::A2b => &[PdfStandard::A_2b],
            Self::A3a => &[PdfStandard::A_3a],
            Self::A3b => &[PdfStandard::A_3b],
        }
    }
}

/// How pages are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The standard of a PDF.
    pub standard: Standard,
    /// What identifies the document from one version to the next, such as its
    /// path in the project; it does not appear in the PDF.
    pub ident: Option<String>,
    /// Seconds since 1970, for the PDF's metadata of a document without a date
    /// of its own (`SOURCE_DATE_EPOCH`).
    pub timestamp: Option<i64>,
    /// Pixels per inch of PNG pages.
    pub ppi: u16,
    /// The pages that are written as images, first and last of each range,
    /// from 1; all where there are none.
    pub pages: Vec<(usize, usize)>,
    /// The language of findings.
    pub language: Language,
}

impl Options {
    /// Whether the page of this index is written as an image.
    pub fn wants(&self, index: usize) -> bool {
        self.pages.is_empty()
            || self.pages.iter().any(|(first, last)| (*first..=*last).contains(&(index + 1)))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            standard: Standard::Best,
            ident: None,
            timestamp: None,
            ppi: 144,
            pages: Vec::new(),
            language: Language::French,
        }
    }
}

/// A file that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// The 1-based page, where each page is a file.
    pub page: Option<usize>,
    /// The extension.
    pub extension: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What export made, and what it found on the way.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exported {
    /// The files, in the order of the pages.
    pub artifacts: Vec<Artifact>,
    /// What was found.
    pub findings: Vec<Diagnostic>,
}

/// Writes pages. Equal pages and options give equal bytes.
///
/// # Errors
///
/// Where a standard was asked for by name and the document cannot keep to it,
/// or a page cannot be encoded.
pub fn export(
    document: &PagedDocument,
    format: Format,
    options: &Options,
) -> Result<Exported, Vec<Diagnostic>> {
    let wanted = |(at, _): &(usize, _)| options.wants(*at);
    let single = |artifacts| Ok(Exported { artifacts, findings: Vec::new() });
    match format {
        Format::Pdf => pdf(document, options),
        Format::Png => {
            let mut artifacts = Vec::new();
            for (at, page) in document.pages().iter().enumerate().filter(wanted) {
                let scale = typst::utils::Scalar::new(scale(options.ppi));
                let render = typst_render::RenderOptions { pixel_per_pt: scale, render_bleed: false };
                let bytes = typst_render::render(page, &render)
                    .encode_png()
                    .map_err(|error| vec![Diagnostic::new(&EXPORT_FAILED, error.to_string())])?;
                artifacts.push(Artifact { page: Some(at + 1), extension: "png", bytes });
            }
            single(artifacts)
        }
        Format::Svg => {
            let pages = document.pages().iter().enumerate().filter(wanted);
            single(
                pages
                    .map(|(at, page)| Artifact {
                        page: Some(at + 1),
                        extension: "svg",
                        bytes: svg(page).into_bytes(),
                    })
                    .collect(),
            )
        }
    }
}

/// A page as SVG. While a note is watched, most pages are what they were.
#[comemo::memoize]
fn svg(page: &Page) -> String {
    typst_svg::svg(page, &typst_svg::SvgOptions { render_bleed: false, pretty: false })
}

#[expect(clippy::float_arithmetic, reason = "a size on the screen, not money")]
fn scale(ppi: u16) -> f64 {
    f64::from(ppi.max(1)) / 72.0
}

fn pdf(document: &PagedDocument, options: &Options) -> Result<Exported, Vec<Diagnostic>> {
    let one = |bytes| Artifact { page: None, extension: "pdf", bytes };
    let missed = match pdf_bytes(document, options, options.standard) {
        Ok(bytes) => return Ok(Exported { artifacts: vec![one(bytes)], findings: Vec::new() }),
        Err(missed) => missed,
    };
    if options.standard != Standard::Best {
        let findings = missed.into_iter().map(|message| Diagnostic::new(&EXPORT_FAILED, message)).collect();
        return Err(findings);
    }
    let bytes = pdf_bytes(document, options, Standard::Plain).map_err(|messages| {
        messages.into_iter().map(|message| Diagnostic::new(&EXPORT_FAILED, message)).collect::<Vec<_>>()
    })?;
    let message = options.language.pick(
        "PDF ordinaire : le document ne peut pas suivre PDF/UA-1 et PDF/A-3a",
        "plain PDF: the document cannot keep to PDF/UA-1 and PDF/A-3a",
    );
    let finding = Diagnostic::new(&STANDARD_MISSED, message).help(missed.join("; "));
    Ok(Exported { artifacts: vec![one(bytes)], findings: vec![finding] })
}

fn pdf_bytes(
    document: &PagedDocument,
    options: &Options,
    standard: Standard,
) -> Result<Vec<u8>, Vec<String>> {
    let standards = PdfStandards::new(standard.list()).map_err(|error| vec![error.message().to_string()])?;
    let pdf = PdfOptions {
        ident: options.ident.clone().map_or(Smart::Auto, Smart::Custom),
        creator: Smart::Custom(Some(concat!("propose ", env!("CARGO_PKG_VERSION")).to_owned())),
        timestamp: options.timestamp.and_then(timestamp),
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(document, &pdf).map(compact).map_err(|errors| {
        let mut messages: Vec<String> = Vec::new();
        for error in errors {
            let message = said_once(&error.message, options.language);
            if !messages.contains(&message) {
                messages.push(message);
            }
        }
        messages
    })
}

/// Typst's words, but one sentence for all characters without a font: each of
/// them is in `glyph-missing`, at its place.
fn said_once(message: &str, language: Language) -> String {
    if !message.contains(" could not be displayed with ") {
        return message.to_owned();
    }
    language.pick(
        "des caractères ne sont dans aucune police (voir `glyph-missing`)".to_owned(),
        "no font has some of the characters (see `glyph-missing`)".to_owned(),
    )
}

fn timestamp(seconds: i64) -> Option<Timestamp> {
    use chrono::{Datelike as _, Timelike as _};
    let time = chrono::DateTime::from_timestamp(seconds, 0)?;
    let small = |number: u32| u8::try_from(number).ok();
    let datetime = Datetime::from_ymd_hms(
        time.year(),
        small(time.month())?,
        small(time.day())?,
        small(time.hour())?,
        small(time.minute())?,
        small(time.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}
