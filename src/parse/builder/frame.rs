use std::ops::Range;

use pulldown_cmark::{HeadingLevel, LinkType};

use crate::parse::callouts::Opening;
use crate::parse::pieces::Piece;
use crate::proposal::{Alignment, Block, Cell, Column, ListItem, Row};
use crate::source::OffsetMap;

/// What a frame builds.
#[derive(Debug)]
pub(super) enum Kind {
    Root,
    Quote(Option<Opening>),
    List {
        start: Option<u64>,
        loose: bool,
    },
    Item {
        task: Option<char>,
    },
    Footnote(String),
    Aligned(Alignment),
    Paragraph,
    Heading(HeadingLevel),
    Table {
        columns: Vec<Column>,
        header: Option<Row>,
    },
    Row {
        head: bool,
    },
    Cell,
    Code {
        info: Option<String>,
        text: String,
    },
    Html {
        text: String,
        map: OffsetMap,
    },
    Emphasis,
    Strong,
    Strike,
    Link {
        target: String,
        kind: LinkType,
    },
    Image {
        target: String,
        kind: LinkType,
    },
    /// A container of Markdown that is never asked for.
    Other,
}

/// An element that has begun and not ended, with what it holds so far.
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
    pub(super) blocks: Vec<Block>,
    pub(super) pieces: Vec<Piece>,
    pub(super) items: Vec<ListItem>,
    pub(super) rows: Vec<Row>,
    pub(super) cells: Vec<Cell>,
}

impl Frame {
    pub(super) fn new(kind: Kind, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            blocks: Vec::new(),
            pieces: Vec::new(),
            items: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
        }
    }
}
