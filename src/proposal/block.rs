use super::{Field, Image, Inline, Table};
use crate::source::Span;

/// A block of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Where it stands, markers included.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// The block id (`^id`, lower case, without the caret) that links may name.
    pub anchor: Option<String>,
}

/// The kinds of blocks.
#[derive(Debug, Clone, PartialEq)]
pub enum BlockKind {
    /// A heading.
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
        /// Whether it belongs in the contents and bookmarks: not inside quotes,
        /// callouts and lists.
        outlined: bool,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// An image alone in its paragraph, with its caption.
    Figure {
        /// The image.
        image: Image,
        /// What stands below it.
        caption: Vec<Inline>,
    },
    /// A list.
    List {
        /// The first number of an ordered list; none for bullets.
        start: Option<u64>,
        /// Whether its items stand close together.
        tight: bool,
        /// Its items.
        items: Vec<ListItem>,
    },
    /// A table.
    Table(Table),
    /// A code block.
    Code {
        /// The first word after the fence, lower case.
        language: Option<String>,
        /// The code, tabs and all, without the last line end.
        text: String,
    },
    /// A diagram in Mermaid's language.
    Diagram {
        /// Its source.
        text: String,
    },
    /// A displayed formula in LaTeX.
    Math {
        /// Its source, without the dollars.
        source: String,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A callout.
    Callout(Callout),
    /// Blocks set apart from the text by their alignment (`<center>`).
    Aligned {
        /// Where to.
        alignment: Alignment,
        /// What.
        blocks: Vec<Block>,
    },
    /// A thematic break.
    Rule,
    /// A page break.
    PageBreak,
    /// Source text shown as it stands because it could not be understood.
    Verbatim(String),
    /// What an embed brought in; its spans lie in the embedded file.
    Embed {
        /// The blocks.
        blocks: Vec<Block>,
    },
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListItem {
    /// Where it stands, marker included.
    pub span: Span,
    /// The character between the brackets of a task.
    pub task: Option<char>,
    /// What it holds.
    pub blocks: Vec<Block>,
    /// The block id (`^id`) that links may name.
    pub anchor: Option<String>,
}

/// A callout.
#[derive(Debug, Clone, PartialEq)]
pub struct Callout {
    /// The type as written, lower case with hyphens for spaces: a style key.
    pub name: String,
    /// The look that belongs to the type.
    pub family: CalloutFamily,
    /// The title as written; none where the type's own name serves.
    pub title: Option<Vec<Inline>>,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// Obsidian's thirteen types of callouts; aliases and unknown types are mapped
/// to one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are Obsidian's own")]
pub enum CalloutFamily {
    Note,
    Abstract,
    Info,
    Todo,
    Tip,
    Success,
    Question,
    Warning,
    Failure,
    Danger,
    Bug,
    Example,
    Quote,
}

/// How text or a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alignment {
    /// At the left.
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// Filled to both sides.
    Justify,
}

/// What authors write before the first section, taken apart: the matter of a
/// cover or masthead. Every block of the note's beginning is in exactly one of
/// these fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Head {
    /// The author's own logo.
    pub logo: Option<Image>,
    /// The first title.
    pub title: Option<Block>,
    /// Further titles and title-like headings, in order.
    pub subtitles: Vec<Block>,
    /// Lines about the author (`Par …`).
    pub bylines: Vec<Block>,
    /// Headings and lines of the form `label : value` (client, duration,
    /// subject).
    pub facts: Vec<HeadFact>,
    /// The version history.
    pub versions: Option<Block>,
    /// Whatever else stands there, in order.
    pub rest: Vec<Block>,
}

/// A fact on the cover, as written: `## Client : YAS`.
#[derive(Debug, Clone, PartialEq)]
pub struct HeadFact {
    /// The whole line.
    pub span: Span,
    /// What stands before the colon.
    pub label: Field<String>,
    /// What stands after it.
    pub value: Vec<Inline>,
}
