use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, LinkType};

use super::Builder;
use super::frame::{Frame, Kind};
use crate::diagnostics::Diagnostic;
use crate::parse::inlines::{Within, finish};
use crate::parse::note::{MAX_NESTING, Note};
use crate::parse::pieces::{Piece, PieceKind, merge};
use crate::parse::rules::BLOCK_NOT_RUN;
use crate::parse::{admonitions, callouts, html, images, links, paragraphs};
use crate::proposal::{Block, BlockKind, Inline, InlineKind, LinkTarget, Style};
use crate::source::OffsetMap;

/// Blocks of code that only plugins of Obsidian understand.
const NOT_RUN: &[&str] = &[
    "dataview",
    "dataviewjs",
    "tasks",
    "query",
    "base",
    "button",
    "toc",
    "table-of-contents",
    "tracker",
    "chart",
    "kanban",
    "excalidraw",
    "meta-bind",
    "meta-bind-button",
    "datacorejs",
    "datacorejsx",
    "templater",
    "js-engine",
];

impl Builder<'_, '_> {
    pub(super) fn style(
        &mut self,
        pieces: Vec<Piece>,
        range: Range<usize>,
        kind: fn(Vec<Inline>) -> InlineKind,
    ) {
        self.depth = self.depth.saturating_sub(1);
        // Embeds and page breaks leave the style, so that they stay blocks.
        if pieces.iter().any(|piece| matches!(piece.kind, PieceKind::Block(_))) {
            self.top().pieces.extend(pieces);
            return;
        }
        let content = finish(self.note, pieces, Within::Line);
        self.push(Piece::done(range, kind(content)));
    }

    /// `~~x~~`; a single tilde means "about" and stays.
    pub(super) fn strike(&mut self, pieces: Vec<Piece>, range: Range<usize>) {
        let double = self.note.slice(range.clone()).starts_with("~~");
        if double {
            self.style(pieces, range, |content| InlineKind::Styled(Style::Strikethrough, content));
            return;
        }
        self.depth = self.depth.saturating_sub(1);
        let top = self.top();
        top.pieces.push(Piece::new(range.start..range.start + 1, PieceKind::Verbatim));
        top.pieces.extend(pieces);
        top.pieces.push(Piece::new(range.end - 1..range.end, PieceKind::Verbatim));
    }

    pub(super) fn link(&mut self, pieces: Vec<Piece>, range: Range<usize>, target: &str, kind: LinkType) {
        let span = self.note.span(&range);
        let shown = self.note.slice(range.clone()).to_owned();
        let (target, content) = match kind {
            LinkType::WikiLink { has_pothole } => {
                let clean = target.trim().strip_suffix('\\').unwrap_or(target.trim()).trim();
                if shown.contains('\n') || clean.is_empty() {
                    self.literal(range);
                    return;
                }
                let content = if has_pothole {
                    trim(finish(self.note, pieces, Within::Link))
                } else {
                    let kind = InlineKind::Text(links::display(clean));
                    vec![Inline { span, kind }]
                };
                (links::wiki(self.note, clean, span, &shown), content)
            }
            LinkType::Email => {
                let content = finish(self.note, pieces, Within::Link);
                (LinkTarget::Url(format!("mailto:{target}")), content)
            }
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink => {
                let content = finish(self.note, pieces, Within::Link);
                (links::target(self.note, target, span, &shown), content)
            }
        };
        self.push(Piece::done(range, InlineKind::Link { target, content }));
    }

    /// Shows a part of the text as it stands, line ends as breaks.
    fn literal(&mut self, range: Range<usize>) {
        let lines: Vec<usize> = self.note.slice(range.clone()).split('\n').map(str::len).collect();
        let mut at = range.start;
        for (index, length) in lines.into_iter().enumerate() {
            if index > 0 {
                self.event(Event::SoftBreak, at - 1..at);
            }
            self.push(Piece::new(at..at + length, PieceKind::Verbatim));
            at += length + 1;
        }
    }

    pub(super) fn image(&mut self, pieces: Vec<Piece>, range: Range<usize>, target: &str, kind: LinkType) {
        self.depth = self.depth.saturating_sub(1);
        let is_wiki = matches!(kind, LinkType::WikiLink { .. });
        let clean = target.trim().strip_suffix('\\').filter(|_| is_wiki).unwrap_or(target.trim());
        if is_wiki && (clean.is_empty() || self.note.slice(range.clone()).contains('\n')) {
            self.literal(range);
            return;
        }
        let label = match kind {
            LinkType::WikiLink { has_pothole: false } => String::new(),
            _ => images::description(&finish(self.note, pieces, Within::Link)),
        };
        let embedded = images::embed(self.note, &range, clean, &label);
        self.top().pieces.extend(embedded);
    }

    pub(super) fn heading(&mut self, mut pieces: Vec<Piece>, range: Range<usize>, level: HeadingLevel) {
        // A callout's title that a line of dashes made a heading is still one.
        if self.top().blocks.is_empty()
            && matches!(self.top().kind, Kind::Quote(None))
            && let Some(found) = callouts::opening(self.note, range.start)
        {
            let (opening, body) = callouts::take_title(self.note, merge(pieces), range.start, found);
            self.top().kind = Kind::Quote(Some(opening));
            if body.is_empty() {
                return;
            }
            pieces = body;
        }
        let alignment =
            pieces.iter().find(|piece| !is_space(self.note, piece)).and_then(|piece| match &piece.kind {
                PieceKind::Html(tag) => html::alignment(tag),
                _ => None,
            });
        let content = finish(self.note, pieces, Within::Line);
        if content.is_empty() {
            return;
        }
        let outlined = self.stack.iter().all(|frame| {
            !matches!(frame.kind, Kind::Quote(_) | Kind::List { .. } | Kind::Item { .. } | Kind::Footnote(_))
        });
        let heading = BlockKind::Heading { level: level as u8, content, outlined };
        match alignment {
            Some(alignment) => {
                let span = self.note.span(&self.trimmed(range.clone()));
                let blocks = vec![Block { span, kind: heading, anchor: None }];
                self.block(range, BlockKind::Aligned { alignment, blocks });
            }
            None => self.block(range, heading),
        }
    }

    pub(super) fn code(&mut self, info: Option<&str>, mut text: String, range: Range<usize>) {
        if text.ends_with('\n') {
            text.pop();
        }
        let language = info
            .and_then(|info| info.split([' ', '\t', ',', '{']).next())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase);
        let name = language.as_deref().unwrap_or_default();
        if NOT_RUN.contains(&name) {
            let span = self.note.span(&self.trimmed(range));
            let message = self.note.language.pick(
                format!("un bloc `{name}` ne s'exécute pas ici : rien ne paraît à sa place"),
                format!("a `{name}` block cannot be run here: nothing appears in its place"),
            );
            self.note.report(Diagnostic::new(&BLOCK_NOT_RUN, message).at(span));
        } else if let Some(callout) = admonitions::callout(self.note, name, &text, &range) {
            self.block(range, callout);
        } else if name == "mermaid" {
            self.block(range, BlockKind::Diagram { text });
        } else {
            self.block(range, BlockKind::Code { language, text });
        }
    }

    pub(super) fn html_block(&mut self, text: &str, map: &OffsetMap, range: Range<usize>) {
        let outcome = html::read_block(self.note, text, map);
        let in_aligned = matches!(self.top().kind, Kind::Aligned(_));
        if outcome.closes && in_aligned {
            self.top().blocks.extend(outcome.blocks);
            self.close(range.end);
            return;
        }
        if let Some(alignment) = outcome.opens.filter(|_| self.depth < MAX_NESTING) {
            self.depth += 1;
            self.stack.push(Frame::new(Kind::Aligned(alignment), range));
        }
        for block in outcome.blocks {
            paragraphs::add(&mut self.top().blocks, block);
        }
    }
}

fn is_space(note: &Note<'_>, piece: &Piece) -> bool {
    piece.kind == PieceKind::Verbatim && note.slice(piece.range.clone()).trim().is_empty()
}

/// Drops the spaces at both ends of a link's text.
fn trim(mut content: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
    }
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    content
}
