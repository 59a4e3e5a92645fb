//! Pieces of inline content become the model: HTML pairs, highlights, inline
//! footnotes, tags, bare addresses.

use super::html;
use super::note::Note;
use super::pieces::{Flow, Piece, PieceKind, merge};
use super::rules::EMBED_MISSING;
use super::text;
use crate::diagnostics::Diagnostic;
use crate::proposal::{Block, BlockKind, Footnote, Inline, InlineKind, Style};

/// How deep inline footnotes nest.
const NOTE_DEPTH: usize = 3;

/// What the pieces belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Within {
    /// A paragraph: embeds and page breaks split it.
    Paragraph,
    /// A heading, a cell, emphasis: they stay inline.
    Line,
    /// A link: no links and tags inside.
    Link,
}

/// Finishes pieces that stay inline.
pub(super) fn finish(note: &mut Note<'_>, pieces: Vec<Piece>, within: Within) -> Vec<Inline> {
    let flows = flow(note, pieces, within);
    joined(note, flows)
}

fn joined(note: &mut Note<'_>, flows: Vec<Flow>) -> Vec<Inline> {
    let mut out = Vec::new();
    for flow in flows {
        match flow {
            Flow::Inline(inline) => out.push(inline),
            Flow::Block(block) => out.extend(inline_of(note, block)),
        }
    }
    out
}

/// Finishes the pieces of a paragraph.
pub(super) fn flow(note: &mut Note<'_>, pieces: Vec<Piece>, within: Within) -> Vec<Flow> {
    let pieces = html::pair(note, pieces, within);
    let pieces = styled(note, pieces, within, 0);
    render(note, pieces, within)
}

/// Pieces in which no mark is left become the model.
fn render(note: &Note<'_>, pieces: Vec<Piece>, within: Within) -> Vec<Flow> {
    let mut out: Vec<Flow> = Vec::new();
    for piece in pieces {
        let span = note.span(&piece.range);
        match piece.kind {
            PieceKind::Verbatim => {
                text::split(note, piece.range, within, &mut |inline| push(&mut out, inline));
            }
            PieceKind::Text(text) => push(&mut out, Inline { span, kind: InlineKind::Text(text) }),
            PieceKind::Done(kind) => push(&mut out, Inline { span, kind }),
            PieceKind::Block(block) => out.push(Flow::Block(*block)),
            PieceKind::Html(_) => {}
        }
    }
    out
}

/// Adds an inline; text that follows text joins it.
fn push(out: &mut Vec<Flow>, inline: Inline) {
    if let InlineKind::Text(text) = &inline.kind {
        if text.is_empty() {
            return;
        }
        if let Some(Flow::Inline(Inline { span, kind: InlineKind::Text(before) })) = out.last_mut() {
            before.push_str(text);
            *span = span.to(inline.span);
            return;
        }
    }
    out.push(Flow::Inline(inline));
}

/// What stands for a block where only inline content may.
fn inline_of(note: &mut Note<'_>, block: Block) -> Vec<Inline> {
    match block.kind {
        BlockKind::Embed { .. } => {
            let shown = note.embeds.remove(&block.span).map(|embed| embed.shown).unwrap_or_default();
            let message = note.language.pick(
                format!("`{shown}` ne peut pas être incorporé dans une ligne de titre ou une cellule"),
                format!("`{shown}` cannot be embedded in a heading or a cell"),
            );
            note.report(Diagnostic::new(&EMBED_MISSING, message).at(block.span));
            vec![Inline { span: block.span, kind: InlineKind::Text(shown) }]
        }
        BlockKind::Paragraph(content) => content,
        BlockKind::Figure { image, caption } => {
            let mut out = vec![Inline { span: block.span, kind: InlineKind::Image(image) }];
            out.extend(caption);
            out
        }
        BlockKind::Math { source } => {
            vec![Inline { span: block.span, kind: InlineKind::Math { source, display: true } }]
        }
        BlockKind::Verbatim(text) => vec![Inline { span: block.span, kind: InlineKind::Text(text) }],
        BlockKind::Heading { .. }
        | BlockKind::List { .. }
        | BlockKind::Table(_)
        | BlockKind::Code { .. }
        | BlockKind::Diagram { .. }
        | BlockKind::Quote(_)
        | BlockKind::Callout(_)
        | BlockKind::Aligned { .. }
        | BlockKind::Rule
        | BlockKind::PageBreak => Vec::new(),
    }
}

/// A place where a highlight or footnote may start or end.
struct Mark {
    piece: usize,
    at: usize,
    kind: MarkKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MarkKind {
    /// `==`, able to open, able to close.
    Highlight(bool, bool),
    /// `^[`
    Note,
    /// `[` and `]` that are text.
    Open,
    Close,
}

/// Highlights and inline footnotes among siblings.
pub(super) fn styled(note: &mut Note<'_>, pieces: Vec<Piece>, within: Within, depth: usize) -> Vec<Piece> {
    let pieces = merge(pieces);
    let marks = marks(note, &pieces);
    let closers = closers(&marks);
    // The outermost pairs, in order, without overlaps.
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    let mut next = 0;
    while let Some(mark) = marks.get(next) {
        let allowed = match mark.kind {
            MarkKind::Highlight(opens, _) => opens,
            MarkKind::Note => depth < NOTE_DEPTH && within != Within::Link,
            MarkKind::Open | MarkKind::Close => false,
        };
        match closers.get(next).copied().flatten().filter(|_| allowed) {
            Some(close) => {
                pairs.push((next, close));
                next = close + 1;
            }
            None => next += 1,
        }
    }
    if pairs.is_empty() {
        return pieces;
    }
    let mut out = Vec::new();
    let mut from = (0, 0);
    for (open, close) in pairs {
        let (Some(open), Some(close)) = (marks.get(open), marks.get(close)) else { continue };
        out.extend(cut(&pieces, from, (open.piece, open.at)));
        let inner = cut(&pieces, (open.piece, open.at + 2), (close.piece, close.at));
        let length = if matches!(close.kind, MarkKind::Highlight(..)) { 2 } else { 1 };
        let range = open.at..close.at + length;
        let inner = styled(note, inner, within, depth + 1);
        if open.kind == MarkKind::Note {
            let flows = render(note, inner, Within::Line);
            let content = joined(note, flows);
            let span = note.span(&range);
            let paragraph = Block { span, kind: BlockKind::Paragraph(content), anchor: None };
            let index = note.footnotes.push(Footnote { span, blocks: vec![paragraph] });
            out.push(Piece::done(range, InlineKind::Footnote(index)));
        } else {
            let flows = render(note, inner, within);
            let content = joined(note, flows);
            out.push(Piece::done(range, InlineKind::Styled(Style::Highlight, content)));
        }
        from = (close.piece, close.at + length);
    }
    out.extend(cut(&pieces, from, (pieces.len(), usize::MAX)));
    out
}

/// What may close each mark: the next `==` that can, or the bracket that
/// matches.
fn closers(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut closers = vec![None; marks.len()];
    let mut open: Vec<usize> = Vec::new();
    for (at, mark) in marks.iter().enumerate() {
        match mark.kind {
            MarkKind::Open | MarkKind::Note => open.push(at),
            MarkKind::Close => {
                if let Some(place) = open.pop().and_then(|start| closers.get_mut(start)) {
                    *place = Some(at);
                }
            }
            MarkKind::Highlight(..) => {}
        }
    }
    let mut close = None;
    for (at, mark) in marks.iter().enumerate().rev() {
        if let MarkKind::Highlight(_, closes) = mark.kind {
            if let Some(place) = closers.get_mut(at) {
                *place = close;
            }
            close = if closes { Some(at) } else { close };
        }
    }
    closers
}

fn marks(note: &Note<'_>, pieces: &[Piece]) -> Vec<Mark> {
    let mut marks = Vec::new();
    let text = note.text().as_bytes();
    let visible = |piece: usize| pieces.get(piece).is_some_and(|p: &Piece| !p.is_break());
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| piece.kind == PieceKind::Verbatim) {
        let mut at = piece.range.start;
        while at < piece.range.end {
            let byte = text.get(at).copied().unwrap_or_default();
            let mut mark = |at, kind| marks.push(Mark { piece: index, at, kind });
            match byte {
                b'=' => {
                    let run = text.get(at..piece.range.end).unwrap_or_default();
                    let run = run.iter().take_while(|b| **b == b'=').count();
                    if run == 2 && !note.escaped(at) {
                        let after = note.slice(at + 2..piece.range.end).chars().next();
                        let before = note.slice(piece.range.start..at).chars().next_back();
                        let opens = after.map_or(visible(index + 1), |c| !c.is_whitespace() && c != '>');
                        let closes =
                            before.map_or(index.checked_sub(1).is_some_and(visible), |c| !c.is_whitespace());
                        mark(at, MarkKind::Highlight(opens, closes));
                    }
                    at += run;
                    continue;
                }
                b'^' if text.get(at + 1) == Some(&b'[') && at + 1 < piece.range.end && !note.escaped(at) => {
                    mark(at, MarkKind::Note);
                    at += 2;
                    continue;
                }
                b'[' if !note.escaped(at) => mark(at, MarkKind::Open),
                b']' if !note.escaped(at) => mark(at, MarkKind::Close),
                _ => {}
            }
            at += 1;
        }
    }
    marks
}

/// The pieces between two places.
fn cut(pieces: &[Piece], from: (usize, usize), to: (usize, usize)) -> Vec<Piece> {
    let last = to.0.min(pieces.len().saturating_sub(1));
    let mut out = Vec::new();
    for index in from.0..=last {
        let Some(piece) = pieces.get(index) else { break };
        let mut piece = piece.clone();
        if piece.kind == PieceKind::Verbatim {
            if index == from.0 {
                piece.range.start = piece.range.start.max(from.1);
            }
            if index == to.0 {
                piece.range.end = piece.range.end.min(to.1);
            }
            if piece.range.start >= piece.range.end {
                continue;
            }
        } else if index == to.0 && to.1 != usize::MAX {
            continue;
        }
        out.push(piece);
    }
    out
}
