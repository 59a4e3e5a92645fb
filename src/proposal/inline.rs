use super::Alignment;
use crate::source::{FileId, Span};

/// A run of text within a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Inline {
    /// Where it stands, markers included.
    pub span: Span,
    /// What it is.
    pub kind: InlineKind,
}

/// The kinds of inline content.
#[derive(Debug, Clone, PartialEq)]
pub enum InlineKind {
    /// Text, entities and escapes resolved; spaces as the author wrote them.
    Text(String),
    /// A visible line break.
    Break,
    /// Code.
    Code(String),
    /// A formula in LaTeX, without the dollars.
    Math {
        /// Its source.
        source: String,
        /// Whether it stands on a line of its own.
        display: bool,
    },
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Text in a style that Markdown or inline HTML names.
    Styled(Style, Vec<Inline>),
    /// A link.
    Link {
        /// Where to.
        target: LinkTarget,
        /// What is shown.
        content: Vec<Inline>,
    },
    /// An image in the text.
    Image(Image),
    /// A reference to the footnote of this index.
    Footnote(usize),
    /// A tag (`#client/acme`), without the number sign.
    Tag(String),
    /// A place that links may name (`<a id="…">`).
    Anchor(String),
}

/// A style of inline text.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each is the name of the style")]
pub enum Style {
    Strikethrough,
    Highlight,
    Underline,
    Superscript,
    Subscript,
    Small,
    Keyboard,
    /// A colour as `#rrggbb`.
    Color(String),
    /// A background colour as `#rrggbb`.
    Background(String),
    /// A size relative to the surrounding text, in percent.
    Scale(u16),
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// An address outside the document.
    Url(String),
    /// A heading of this document: the start of its span names it.
    Heading(Span),
    /// A block id or an HTML anchor of this document.
    Place {
        /// The note that holds it: two notes may use the same name.
        file: FileId,
        /// The name, lower case.
        name: String,
    },
    /// Something that is not in the PDF: only the text is shown.
    None,
}

/// An image.
#[derive(Debug, Clone, PartialEq)]
pub struct Image {
    /// Where it stands.
    pub span: Span,
    /// What is shown.
    pub source: ImageSource,
    /// The alternative text; where the author gave none, the file's name
    /// without its extension.
    pub alt: String,
    /// Width in CSS pixels (1/96 inch), as asked for.
    pub width: Option<u32>,
    /// Height in CSS pixels, as asked for.
    pub height: Option<u32>,
    /// Width in percent of the text's width.
    pub percent: Option<u8>,
    /// Where it is placed.
    pub placement: Option<Placement>,
}

/// Where an image comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImageSource {
    /// A file: its path from the border of the project, with `/`.
    File(String),
    /// A page of a PDF file: path and 1-based page.
    PdfPage(String, u32),
    /// A file that is not there, or of a format that cannot be shown: the name as
    /// written.
    Missing(String),
    /// An address, which is never fetched.
    Remote(String),
}

/// The placement of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placement {
    /// On a line of its own.
    Block(Alignment),
    /// In the line of text.
    Inline,
    /// Across the full width of the page's text area.
    Banner,
    /// As large as the rest of the page allows: a page of a PDF file.
    Page,
}

/// The visible text, without markup: what a heading is called in bookmarks, and
/// what is compared with the laid-out page. Breaks become spaces; images,
/// formulas and footnote marks leave nothing.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    words(inlines, false, &mut out);
    out
}

/// The same with formulas as they are written (`a^2 + b^2`): what a document is
/// called where only letters can stand, and about how much room its text takes.
pub fn written_text(inlines: &[Inline]) -> String {
    let mut out = String::new();
    words(inlines, true, &mut out);
    out
}

fn words(inlines: &[Inline], formulas: bool, out: &mut String) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => out.push_str(text),
            InlineKind::Break => out.push(' '),
            InlineKind::Tag(tag) => {
                out.push('#');
                out.push_str(tag);
            }
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Styled(_, content)
            | InlineKind::Link { content, .. } => words(content, formulas, out),
            InlineKind::Math { source, .. } if formulas => out.push_str(source.trim()),
            InlineKind::Math { .. }
            | InlineKind::Image(_)
            | InlineKind::Footnote(_)
            | InlineKind::Anchor(_) => {}
        }
    }
}
