use super::style::dress;
use super::{Known, Tag, TagKind, is_void, known};
use crate::diagnostics::Diagnostic;
use crate::parse::inlines::{Within, finish, styled};
use crate::parse::note::Note;
use crate::parse::pieces::{Piece, PieceKind};
use crate::parse::rules::{HTML_UNBALANCED, HTML_UNKNOWN_TAG, MEDIA_NOT_PRINTED};
use crate::parse::{images, links};
use crate::proposal::{Block, BlockKind, InlineKind};

/// How deep tags nest within one line of text.
const DEPTH: usize = 6;

struct Open {
    tag: Tag,
    piece: Piece,
    content: Vec<Piece>,
}

/// Pairs the tags among siblings; styles end with the block at the latest.
pub(crate) fn pair(note: &mut Note<'_>, pieces: Vec<Piece>, within: Within) -> Vec<Piece> {
    if !pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Html(_))) {
        return pieces;
    }
    let mut stack: Vec<Open> = Vec::new();
    let mut out = Vec::new();
    // Tags beyond the bound are passed over, and so are their ends.
    let mut beyond = 0usize;
    for piece in pieces {
        let PieceKind::Html(tag) = &piece.kind else {
            stack.last_mut().map_or(&mut out, |open| &mut open.content).push(piece);
            continue;
        };
        let tag = tag.clone();
        let sort = known(&tag.name);
        if sort == Known::Unknown {
            if tag.kind == TagKind::Open && !stack.iter().any(|open| open.tag.falls_back()) {
                let written = note.slice(piece.range.clone()).to_owned();
                report_unknown(note, &written, note.span(&piece.range));
            }
            continue;
        }
        if tag.kind == TagKind::Open {
            if sort == Known::Media {
                media(note, &tag, note.span(&piece.range));
            }
            if is_void(&tag.name) || (sort == Known::Media && !tag.falls_back()) {
                let target = stack.last_mut().map_or(&mut out, |open| &mut open.content);
                if let Some(kind) = void(note, &tag, &piece) {
                    target.push(Piece::new(piece.range, kind));
                }
            } else if stack.len() < DEPTH {
                stack.push(Open { tag, piece, content: Vec::new() });
            } else {
                beyond += 1;
            }
            continue;
        }
        if is_void(&tag.name) {
            // `</br>` is what browsers make of it: a break.
            if tag.name == "br" {
                let target = stack.last_mut().map_or(&mut out, |open| &mut open.content);
                target.push(Piece::done(piece.range, InlineKind::Break));
            }
            continue;
        }
        if sort == Known::Media && !tag.falls_back() {
            continue;
        }
        let Some(found) = stack.iter().rposition(|open| open.tag.name == tag.name) else {
            if beyond > 0 {
                beyond -= 1;
            } else {
                unbalanced(note, &piece, true);
            }
            continue;
        };
        while stack.len() > found {
            let Some(open) = stack.pop() else { break };
            if stack.len() > found {
                unbalanced(note, &open.piece, false);
            }
            let closed = close(note, open, piece.range.end, within);
            stack.last_mut().map_or(&mut out, |open| &mut open.content).extend(closed);
        }
    }
    while let Some(open) = stack.pop() {
        if !matches!(open.tag.name.as_str(), "p" | "li" | "a") {
            unbalanced(note, &open.piece, false);
        }
        let end = open.content.last().map_or(open.piece.range.end, |piece| piece.range.end);
        let closed = close(note, open, end, within);
        stack.last_mut().map_or(&mut out, |open| &mut open.content).extend(closed);
    }
    out
}

fn close(note: &mut Note<'_>, open: Open, end: usize, within: Within) -> Vec<Piece> {
    let Open { tag, piece, content } = open;
    let range = piece.range.start..end.max(piece.range.end);
    let span = note.span(&range);
    if known(&tag.name) == Known::Hidden || tag.hides() || tag.falls_back() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let breaks = tag.breaks_page();
    let page_break = || {
        let block = Block { span, kind: BlockKind::PageBreak, anchor: None };
        Piece::new(range.clone(), PieceKind::Block(Box::new(block)))
    };
    if breaks == Some(super::tag::PageBreakAt::Before) {
        out.push(page_break());
    }
    if let Some(id) = tag.get("id").or_else(|| tag.get("name").filter(|_| tag.name == "a")) {
        out.push(Piece::done(range.clone(), InlineKind::Anchor(id.to_lowercase())));
    }
    // Blocks may not be hidden in a style.
    let has_block = content.iter().any(|piece| matches!(piece.kind, PieceKind::Block(_)));
    if has_block || breaks.is_some() {
        out.extend(styled(note, content, within, 0));
    } else if tag.name == "a" && tag.get("href").is_some() && within != Within::Link {
        let content = finish(note, content, Within::Link);
        let href = tag.get("href").unwrap_or_default().to_owned();
        let target = links::target(note, &href, span, &href);
        out.push(Piece::done(range.clone(), InlineKind::Link { target, content }));
    } else {
        let quoted = tag.name == "q";
        let (left, right) = note.language.pick(("«\u{a0}", "\u{a0}»"), ("“", "”"));
        let content = finish(note, content, within);
        if quoted {
            out.push(Piece::new(piece.range.clone(), PieceKind::Text(left.to_owned())));
        }
        for inline in dress(&tag, span, content) {
            out.push(Piece::done(range.clone(), inline.kind));
        }
        if quoted {
            out.push(Piece::new(range.end..range.end, PieceKind::Text(right.to_owned())));
        }
    }
    if breaks == Some(super::tag::PageBreakAt::After) {
        out.push(page_break());
    }
    out
}

fn void(note: &mut Note<'_>, tag: &Tag, piece: &Piece) -> Option<PieceKind> {
    let span = note.span(&piece.range);
    match tag.name.as_str() {
        "br" => Some(PieceKind::Done(InlineKind::Break)),
        "wbr" => Some(PieceKind::Text("\u{200b}".to_owned())),
        "hr" => {
            let block = Block { span, kind: BlockKind::Rule, anchor: None };
            Some(PieceKind::Block(Box::new(block)))
        }
        "img" => Some(PieceKind::Done(InlineKind::Image(images::from_tag(note, tag, span)))),
        _ => None,
    }
}

pub(super) fn media(note: &mut Note<'_>, tag: &Tag, span: crate::source::Span) {
    // What only belongs to another element is reported with it.
    if matches!(tag.name.as_str(), "source" | "track" | "param" | "option" | "area") {
        return;
    }
    let name = &tag.name;
    let message = if matches!(name.as_str(), "button" | "select" | "textarea" | "math" | "map") {
        note.language.pick(
            format!("`<{name}>` ne s'imprime pas : seul son texte paraît"),
            format!("`<{name}>` cannot be printed: only its text appears"),
        )
    } else {
        note.language.pick(
            format!("`<{name}>` ne s'imprime pas : rien ne paraît à sa place"),
            format!("`<{name}>` cannot be printed: nothing appears in its place"),
        )
    };
    note.report(Diagnostic::new(&MEDIA_NOT_PRINTED, message).at(span));
}

/// Reports a tag that HTML does not know; `written` is the tag as it stands.
pub(super) fn report_unknown(note: &mut Note<'_>, written: &str, span: crate::source::Span) {
    let message = note.language.pick(
        format!("`{written}` n'est pas une balise HTML et ne s'imprime pas : un texte à remplacer ?"),
        format!("`{written}` is no HTML tag and is not printed: a placeholder?"),
    );
    let help = note.language.pick(
        format!("remplacez-le, ou écrivez `\\{written}` pour l'imprimer tel quel"),
        format!("replace it, or write `\\{written}` to print it as it stands"),
    );
    note.report(Diagnostic::new(&HTML_UNKNOWN_TAG, message).at(span).help(help));
}

fn unbalanced(note: &mut Note<'_>, piece: &Piece, closing: bool) {
    let PieceKind::Html(tag) = &piece.kind else { return };
    let name = tag.name.clone();
    let span = note.span(&piece.range);
    let message = if closing {
        note.language.pick(
            format!("`</{name}>` ferme une balise qui n'est pas ouverte ici"),
            format!("`</{name}>` closes a tag that is not open here"),
        )
    } else {
        note.language.pick(
            format!("`<{name}>` n'est pas fermé dans ce paragraphe"),
            format!("`<{name}>` is not closed in this paragraph"),
        )
    };
    note.report(Diagnostic::new(&HTML_UNBALANCED, message).at(span));
}
