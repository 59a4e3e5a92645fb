//! Inline content between the parser's events and the model: pieces that still
//! know where they stand in the parsed text.

use std::ops::Range;

use super::html::Tag;
use crate::proposal::{Block, Inline, InlineKind};

/// A piece of inline content.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// Where it stands in the parsed text.
    pub(super) range: Range<usize>,
    pub(super) kind: PieceKind,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum PieceKind {
    /// Text that stands in the parsed text just so.
    Verbatim,
    /// Text that does not: a resolved entity.
    Text(String),
    /// Finished content.
    Done(InlineKind),
    /// A tag.
    Html(Tag),
    /// Something that ends a paragraph: an embed, a page break.
    Block(Box<Block>),
}

/// What a paragraph turns into.
#[derive(Debug)]
pub(super) enum Flow {
    Inline(Inline),
    Block(Block),
}

impl Piece {
    pub(super) fn new(range: Range<usize>, kind: PieceKind) -> Self {
        Self { range, kind }
    }

    pub(super) fn done(range: Range<usize>, kind: InlineKind) -> Self {
        Self { range, kind: PieceKind::Done(kind) }
    }

    pub(super) fn is_break(&self) -> bool {
        matches!(self.kind, PieceKind::Done(InlineKind::Break))
    }
}

/// Joins neighbours that stand side by side in the parsed text, so that words
/// are whole whatever the parser split them at.
pub(super) fn merge(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if piece.kind == PieceKind::Verbatim
            && let Some(last) = out.last_mut()
            && last.kind == PieceKind::Verbatim
            && last.range.end == piece.range.start
        {
            last.range.end = piece.range.end;
            continue;
        }
        out.push(piece);
    }
    out
}

/// Drops everything before an offset.
pub(super) fn drop_before(pieces: Vec<Piece>, at: usize) -> Vec<Piece> {
    pieces
        .into_iter()
        .filter(|piece| piece.range.end > at || (piece.range.is_empty() && piece.range.start >= at))
        .map(|mut piece| {
            if piece.kind == PieceKind::Verbatim {
                piece.range.start = piece.range.start.max(at);
            }
            piece
        })
        .collect()
}
