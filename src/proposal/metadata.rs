use chrono::NaiveDate;

use super::ImageSource;
use super::pricing::PricingTerms;
use crate::language::Language;
use crate::money::Currency;
use crate::source::Span;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where it was read: in the frontmatter or in the document.
    pub span: Span,
}

/// What is known about a proposal: from the frontmatter, else from the document
/// itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// The frontmatter, fences included.
    pub span: Option<Span>,
    /// What the client gets.
    pub title: Option<Field<String>>,
    /// A second line under it.
    pub subtitle: Option<Field<String>>,
    /// Whom it is for.
    pub client: Option<Party>,
    /// The client's logo: its file or, where that is not there, its name.
    pub client_logo: Option<Field<ImageSource>>,
    /// Who wrote it.
    pub authors: Vec<Field<String>>,
    /// The quote's number.
    pub number: Option<Field<String>>,
    /// The version.
    pub version: Option<Field<String>>,
    /// What kind of document it is, where the frontmatter says so.
    pub kind: Option<Field<DocumentKind>>,
    /// Whether that calls it a proposal rather than a quote.
    pub proposal: bool,
    /// The version history, row by row.
    pub versions: Vec<Version>,
    /// The date of issue.
    pub date: Option<Field<NaiveDate>>,
    /// The last day on which it may be accepted.
    pub valid_until: Option<Field<NaiveDate>>,
    /// When the note was last changed, as Obsidian's plugins record it.
    pub updated: Option<Field<NaiveDate>>,
    /// The subject.
    pub subject: Option<Field<String>>,
    /// The language.
    pub language: Language,
    /// The language tag as written, where one is (`fr-CH`).
    pub language_tag: Option<Field<String>>,
    /// ISO 3166-1 alpha-2 code of the client's or the tax's country.
    pub country: Option<Field<String>>,
    /// ISO 4217 code.
    pub currency: Option<Field<String>>,
    /// The currency of the project, for a note that names none anywhere.
    pub project_currency: Option<Currency>,
    /// The name of the template.
    pub template: Option<Field<String>>,
    /// The name of the brand.
    pub brand: Option<Field<String>>,
    /// Where the PDF goes.
    pub output: Option<Field<String>>,
    /// Whether a table of contents is asked for.
    pub contents: Option<Field<bool>>,
    /// Whether a place to sign is asked for; none where the template decides.
    pub acceptance: Option<Field<bool>>,
    /// Where pages end beside the places that the text names; none where the brand
    /// decides.
    pub page_breaks: Option<PageBreaks>,
    /// Keywords for the PDF's metadata.
    pub keywords: Vec<Field<String>>,
    /// A short description for the PDF's metadata.
    pub description: Option<Field<String>>,
    /// Which characters are replaced when it is typeset.
    pub typography: Option<Field<Typography>>,
    /// What the PDF carries as files.
    pub attach: Vec<Field<Attach>>,
    /// What holds for its prices.
    pub pricing: PricingTerms,
}

/// Where pages end, beside the places that the text itself names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PageBreaks {
    /// At each thematic break (`---`).
    pub rules: bool,
    /// Before headings up to this level of the outline: 0 for none, 1 for
    /// chapters, 2 for their sections as well.
    pub headings: u8,
}

impl PageBreaks {
    /// Adds a place by its name: `rules`, `h1`, `h2`, or `none`. False where it
    /// names no place.
    pub fn ask(&mut self, place: &str) -> bool {
        match place.trim().to_lowercase().as_str() {
            "rules" | "rule" | "filets" | "filet" | "règles" | "regles" | "hr" | "***" | "linien"
            | "líneas" | "lineas" => self.rules = true,
            "h1" | "chapters" | "chapitres" | "kapitel" | "capítulos" | "capitulos" => {
                self.headings = self.headings.max(1);
            }
            "h2" | "sections" | "abschnitte" | "secciones" => self.headings = 2,
            "none" | "false" | "aucun" | "non" | "no" => {}
            _ => return false,
        }
        true
    }
}

/// What kind of document a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DocumentKind {
    /// An offer to a client, whose acceptance makes the contract.
    Quote,
    /// A price list or brochure, to nobody in particular.
    Brochure,
    /// Something else: an invoice, a contract, an order.
    Other,
}

/// What typesetting does to the characters of a text; spaces are set in any
/// case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Typography {
    /// They stay as they were written, as Obsidian shows them.
    Plain,
    /// Straight quotes, apostrophes, double hyphens and dots become those of
    /// print.
    Smart,
}

impl Typography {
    /// Reads `smart` or `plain`.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_lowercase().as_str() {
            "smart" | "soignée" | "soignee" => Some(Self::Smart),
            "plain" | "simple" => Some(Self::Plain),
            _ => None,
        }
    }
}

/// What a PDF can carry as a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attach {
    /// The priced lines, for programs.
    Prices,
    /// The note itself, with all that it hides from its pages.
    Source,
}

/// A row of a version history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The row.
    pub span: Span,
    /// What the version is called.
    pub name: Option<String>,
    /// When it was made.
    pub date: Option<Field<NaiveDate>>,
}

/// A party to a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// The name.
    pub name: Field<String>,
    /// The address, a line each.
    pub address: Vec<Field<String>>,
    /// The person addressed.
    pub contact: Option<Field<String>>,
}
