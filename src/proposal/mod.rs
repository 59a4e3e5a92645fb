//! The document model: a proposal as plain data, every part with its span.

mod block;
mod dates;
mod inline;
mod metadata;
pub mod price;
pub mod pricing;
mod signing;
mod table;
pub(crate) mod walk;

pub use block::{Alignment, Block, BlockKind, Callout, CalloutFamily, Head, HeadFact, ListItem};
pub use dates::in_words;
pub use inline::{
    Image, ImageSource, Inline, InlineKind, LinkTarget, Placement, Style, plain_text, written_text,
};
pub use metadata::{Attach, DocumentKind, Field, Metadata, PageBreaks, Party, Typography, Version};
pub use signing::{has_blank, is_place_to_sign};
pub use table::{Cell, Column, ColumnKind, Row, RowKind, Table};

use self::price::TaxBasis;
use crate::money::Money;
use crate::source::{FileId, Span};

/// A proposal: what a note says, ready to be checked and typeset.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The note it was read from.
    pub file: FileId,
    /// What the frontmatter says, completed from the document where it is
    /// silent.
    pub metadata: Metadata,
    /// What stands before the first section: the matter of a cover.
    pub head: Head,
    /// The sections.
    pub blocks: Vec<Block>,
    /// Footnotes in the order of their first reference;
    /// [`InlineKind::Footnote`] holds indices into this list.
    pub footnotes: Vec<Footnote>,
    /// Comments that speak to the tool (`%% propose: … %%`).
    pub annotations: Vec<Annotation>,
    /// How many of the last blocks are annexes, which stand behind the place to
    /// sign.
    pub annexes: usize,
    /// What the client pays, where the prices leave no doubt about it.
    pub total: Option<Total>,
}

/// The one amount that a client agrees to by signing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// How much, in units of its currency.
    pub amount: Money,
    /// The decimals that its cell prints.
    pub decimals: u32,
    /// Whether tax is in it; none where nothing says so.
    pub basis: Option<TaxBasis>,
    /// Whether it is what a year costs.
    pub yearly: bool,
    /// The cell that it was read from.
    pub span: Span,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq)]
pub struct Footnote {
    /// Its definition.
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// A comment that speaks to the tool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// The whole comment.
    pub span: Span,
    /// What stands after `propose:`, trimmed.
    pub text: String,
    /// What it holds for.
    pub scope: Scope,
}

/// What an annotation holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The row or paragraph it stands in.
    Within(Span),
    /// The block after it; none where nothing follows.
    Next(Option<Span>),
}
