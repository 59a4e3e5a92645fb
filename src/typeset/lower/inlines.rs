use std::collections::VecDeque;

use super::{Lowering, place};
use crate::language::Language;
use crate::proposal::{Image, ImageSource, Inline, InlineKind, LinkTarget, Style, Typography};
use crate::settings::brand::Color;
use crate::source::{FileId, Span};
use crate::typeset::code::Code;
use crate::typeset::{quotes, typography};

/// Longer addresses are refused by Typst; the text then stands without a link.
const MAX_URL: usize = 8_000;

/// A text of fewer characters stands on one line.
const LINE: usize = 55;

/// A word up to this many characters should not stand alone on a line.
const SHORT: usize = 9;

/// The runs of text of one paragraph, as they will stand on the page.
type Runs = VecDeque<String>;

impl Lowering<'_> {
    /// Writes inline content as one expression.
    pub(super) fn inlines(&mut self, code: &mut Code, inlines: &[Inline]) {
        let mut runs = self.runs(inlines);
        self.content(code, inlines, &mut runs);
    }

    /// Writes the content of a heading and, apart, the number that the author
    /// wrote in front of it, each as an argument.
    pub(super) fn numbered(&mut self, code: &mut Code, inlines: &[Inline]) {
        let mut runs = self.runs(inlines);
        if let (Some(Inline { span, kind: InlineKind::Text(_) }), Some(first)) =
            (inlines.first(), runs.front_mut())
            && let Some((number, rest)) = split_number(first)
        {
            let (number, rest) = (number.to_owned(), rest.to_owned());
            *first = rest;
            code.raw("number: ");
            Self::text(code, *span, &number);
            code.raw(", ");
        }
        self.content(code, inlines, &mut runs);
    }

    /// Writes the line of an author as `label` and `value`: "Par" and the name.
    /// A label that the first line had, `known`, stands there only.
    pub(super) fn led(&mut self, code: &mut Code, inlines: &[Inline], known: &mut Option<String>) {
        let mut runs = self.runs(inlines);
        code.raw("label: ");
        match (inlines.first(), runs.front_mut()) {
            (Some(Inline { span, kind: InlineKind::Text(_) }), Some(first)) => match split_lead(first) {
                Some((lead, rest)) => {
                    let (lead, rest) = (lead.to_owned(), rest.to_owned());
                    *first = rest;
                    if known.as_ref() == Some(&lead) {
                        code.raw("none");
                    } else {
                        Self::text(code, *span, &lead);
                    }
                    known.get_or_insert(lead);
                }
                None => code.raw("none"),
            },
            _ => code.raw("none"),
        }
        code.raw(", value: ");
        self.content(code, inlines, &mut runs);
    }

    /// Writes a short text of the document that is not inline content of its
    /// own.
    pub(super) fn plain(&self, code: &mut Code, span: Span, text: &str) {
        let text = self.worded(&typography::collapse(text, true));
        let text = typography::set(&text, None, None, self.language, self.longest);
        Self::text(code, span, &text);
    }

    /// Whether quotes, apostrophes, dashes and dots are replaced.
    fn smart(&self) -> bool {
        let asked = self.proposal.metadata.typography.as_ref();
        asked.is_some_and(|asked| asked.value == Typography::Smart)
    }

    /// A text of its own, with the characters that typography asks for.
    pub(super) fn worded(&self, text: &str) -> String {
        if !self.smart() {
            return text.to_owned();
        }
        let mut runs = [Some(text.to_owned())];
        quotes::smart(&mut runs, self.language);
        let [run] = runs;
        run.unwrap_or_default()
    }

    pub(super) fn text(code: &mut Code, span: Span, text: &str) {
        code.run(span, text, |code| {
            code.raw("(n.text)(");
            code.string(text);
            code.raw(")");
        });
    }

    /// The text of all runs, in order, with the spaces of typography.
    fn runs(&self, inlines: &[Inline]) -> Runs {
        let mut pieces = Vec::new();
        pieces_of(inlines, &mut pieces);
        let mut collapsed: Vec<Option<String>> = Vec::with_capacity(pieces.len());
        let mut fresh = true;
        for piece in &pieces {
            match piece {
                Piece::Text(text) => {
                    let text = typography::collapse(text, fresh);
                    fresh = text.chars().next_back().map_or(fresh, |last| last == ' ');
                    collapsed.push(Some(text));
                }
                Piece::Break => {
                    trim_end(&mut collapsed);
                    fresh = true;
                    collapsed.push(None);
                }
                Piece::Object => {
                    fresh = false;
                    collapsed.push(None);
                }
            }
        }
        trim_end(&mut collapsed);
        if self.smart() {
            quotes::smart(&mut collapsed, self.language);
        }
        hold_last_words(&pieces, &mut collapsed);
        let edge = |at: Option<usize>, last: bool| {
            let at = at?;
            match (pieces.get(at)?, collapsed.get(at)?) {
                (Piece::Text(_), Some(text)) if last => text.chars().next_back(),
                (Piece::Text(_), Some(text)) => text.chars().next(),
                (Piece::Break, _) => None,
                _ => Some('\u{fffc}'),
            }
        };
        let mut runs = Runs::new();
        for (at, text) in collapsed.iter().enumerate() {
            if let Some(text) = text {
                let (before, after) = (edge(at.checked_sub(1), true), edge(Some(at + 1), false));
                runs.push_back(typography::set(text, before, after, self.language, self.narrow()));
            }
        }
        runs
    }

    /// The longest word that a line has room for here: boxes make it shorter.
    fn narrow(&self) -> usize {
        self.longest.saturating_sub(self.boxed).max(self.longest.min(18))
    }

    fn content(&mut self, code: &mut Code, inlines: &[Inline], runs: &mut Runs) {
        match inlines {
            [] => code.raw("[]"),
            [only] => {
                let before = runs.len();
                let empty =
                    matches!(&only.kind, InlineKind::Text(_)) && runs.front().is_some_and(String::is_empty);
                if empty && before > 0 {
                    runs.pop_front();
                    code.raw("[]");
                } else {
                    self.inline(code, only, runs);
                }
            }
            many => code.braces(|code| {
                for inline in many {
                    if matches!(&inline.kind, InlineKind::Text(_))
                        && runs.front().is_some_and(String::is_empty)
                    {
                        runs.pop_front();
                        continue;
                    }
                    code.line();
                    self.inline(code, inline, runs);
                }
            }),
        }
    }

    fn inline(&mut self, code: &mut Code, inline: &Inline, runs: &mut Runs) {
        let span = inline.span;
        match &inline.kind {
            InlineKind::Text(_) => {
                let text = runs.pop_front().unwrap_or_default();
                Self::text(code, span, &text);
            }
            InlineKind::Break => code.raw("(n.linebreak)()"),
            InlineKind::Code(text) => code.run(span, text, |code| {
                code.raw("(n.code)(");
                code.string(&typography::breakable(text, self.narrow()));
                code.raw(")");
            }),
            // Within a line nothing stands on a line of its own: paragraphs are
            // divided before they come here.
            InlineKind::Math { source, .. } => self.math(code, span, source, false),
            InlineKind::Emphasis(content) => self.wrap(code, span, "emphasis", "", content, runs),
            InlineKind::Strong(content) => self.wrap(code, span, "strong", "", content, runs),
            InlineKind::Styled(style, content) => match style_call(style) {
                Some((name, arguments)) => self.wrap(code, span, name, &arguments, content, runs),
                None => self.content(code, content, runs),
            },
            InlineKind::Link { target, content } => match self.target(target) {
                Some(target) => self.wrap(code, span, "link", &target, content, runs),
                None => self.content(code, content, runs),
            },
            InlineKind::Image(image) => self.image(code, "inline", span, image),
            InlineKind::Footnote(index) => self.footnote(code, span, *index),
            InlineKind::Tag(tag) => {
                code.raw("(n.tag)(");
                Self::text(code, span, &format!("#{tag}"));
                code.raw(")");
            }
            InlineKind::Anchor(name) => {
                let label = self.anchor(span.file, name);
                code.at(span, |code| match label {
                    Some(label) => code.fmt(format_args!("(n.anchor)({label})")),
                    None => code.raw("[]"),
                });
            }
        }
    }

    fn wrap(
        &mut self,
        code: &mut Code,
        span: Span,
        element: &str,
        arguments: &str,
        content: &[Inline],
        runs: &mut Runs,
    ) {
        if self.depth >= super::MAX_DEPTH {
            self.content(code, content, runs);
            return;
        }
        self.depth += 1;
        code.at(span, |code| {
            code.fmt(format_args!("(n.{element})({arguments}"));
            self.content(code, content, runs);
            code.raw(")");
        });
        self.depth -= 1;
    }

    /// The first argument of a link; none where the text stands alone.
    fn target(&mut self, target: &LinkTarget) -> Option<String> {
        match target {
            LinkTarget::Url(url) if url.is_empty() || url.len() > MAX_URL => None,
            LinkTarget::Url(url) => {
                let mut argument = String::new();
                crate::typeset::code::literal(url, &mut argument);
                Some(argument + ", ")
            }
            LinkTarget::Heading(span) => self
                .linkable
                .get(&(span.file, span.start))
                .map(|number| format!("label(\"heading-{number}\"), ")),
            LinkTarget::Place { file, name } => {
                // Only what the document really holds can be linked to.
                let place = (*file, name.clone());
                let (number, _) = self.anchors.get(&place).filter(|_| self.held.contains(&place))?;
                Some(format!("{}, ", anchor_label(*number)))
            }
            LinkTarget::None => None,
        }
    }

    /// The label of a block id or anchor, where a link names it and it was not
    /// set before.
    pub(super) fn anchor(&mut self, file: FileId, name: &str) -> Option<String> {
        let (number, set) = self.anchors.get_mut(&(file, name.to_owned()))?;
        if std::mem::replace(set, true) {
            return None;
        }
        Some(anchor_label(*number))
    }

    fn footnote(&mut self, code: &mut Code, span: Span, index: usize) {
        let Some(footnote) = self.proposal.footnotes.get(index) else {
            code.raw("[]");
            return;
        };
        let label = format!("label(\"footnote-{}\")", index + 1);
        let known = self.footnotes.get_mut(index).is_some_and(|set| std::mem::replace(set, true));
        code.at(span, |code| {
            if known {
                code.fmt(format_args!("(n.footnote-again)({label})"));
                return;
            }
            code.fmt(format_args!("(n.footnote)({label}, "));
            self.deeper(
                code,
                |lowering, code| {
                    lowering.boxed(|lowering| code.braces(|code| lowering.marked(code, &footnote.blocks)));
                },
                |lowering, code| lowering.boxed(|lowering| lowering.flat(code, &footnote.blocks)),
            );
            code.raw(")");
        });
    }

    /// Writes an image. `context` says where it stands: `inline`, `block`, `page`
    /// or `head-logo`.
    pub(super) fn image(&mut self, code: &mut Code, context: &str, span: Span, image: &Image) {
        let span = place(span, image);
        let (path, page) = match &image.source {
            ImageSource::File(path) => (path, None),
            ImageSource::PdfPage(path, page) => (path, Some(*page)),
            ImageSource::Missing(_) => return missing(code, span, image, context, "missing"),
            ImageSource::Remote(_) => return missing(code, span, image, context, "remote"),
        };
        let picture = match self.pictures.get(path, page) {
            Ok(picture) => picture,
            Err(problem) => {
                self.findings.push(problem.finding(path, span, self.language));
                return missing(code, span, image, context, "unreadable");
            }
        };
        let name = self.file(&picture.bytes, picture.extension);
        let alt = described(image, path, page, self.language);
        code.at(span, |code| {
            code.raw("(n.image)(path(");
            code.string(&name);
            code.raw("), alt: ");
            code.string(&alt);
            let size = |pixels: Option<u32>| pixels.map_or_else(|| "none".to_owned(), points);
            code.fmt(format_args!(
                ", width: {}, height: {}, natural: ({}, {})",
                size(image.width),
                size(image.height),
                points(picture.width),
                points(picture.height)
            ));
            if let Some(percent) = image.percent {
                code.fmt(format_args!(", percent: {percent}%"));
            }
            if page.is_some() {
                code.raw(", framed: true");
            }
            code.fmt(format_args!(", context-name: \"{context}\")"));
        });
    }
}

/// Keeps a short last word before a line break from standing alone on a line;
/// that of a paragraph is Typst's own care.
fn hold_last_words(pieces: &[Piece<'_>], texts: &mut [Option<String>]) {
    for (at, text) in texts.iter_mut().enumerate() {
        let (Some(text), Some(Piece::Break)) = (text, pieces.get(at + 1)) else { continue };
        if let Some((before, last)) = text.rsplit_once(' ')
            && before.chars().count() > LINE
            && last.chars().count() <= SHORT
        {
            *text = format!("{before}\u{a0}{last}");
        }
    }
}

/// The description of an image. Where there is none, the model holds the name
/// of the file, which may say what no client should read.
fn described(image: &Image, path: &str, page: Option<u32>, language: Language) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let same =
        stem.chars().flat_map(char::to_lowercase).eq(image.alt.trim().chars().flat_map(char::to_lowercase));
    match page {
        _ if !same && !image.alt.trim().is_empty() => image.alt.clone(),
        Some(page) => language
            .pick(format!("Page {page} d'un document joint"), format!("Page {page} of an attached document")),
        None => "Image".to_owned(),
    }
}

fn missing(code: &mut Code, span: Span, image: &Image, context: &str, reason: &str) {
    code.at(span, |code| {
        code.raw("(n.missing-image)(");
        code.string(&image.alt);
        code.fmt(format_args!(", reason: \"{reason}\", context-name: \"{context}\")"));
    });
}

/// CSS pixels as points: 96 pixels are 72 points.
fn points(pixels: u32) -> String {
    let thousandths = u64::from(pixels) * 750;
    format!("{}.{:03}pt", thousandths / 1_000, thousandths % 1_000)
}

fn anchor_label(number: usize) -> String {
    format!("label(\"anchor-{number}\")")
}

/// The element of a style and its leading arguments; none for a style that
/// cannot be set.
fn style_call(style: &Style) -> Option<(&'static str, String)> {
    let color = |hex: &str| Color::from_hex(hex).map(|color| format!("rgb(\"{color}\"), "));
    Some(match style {
        Style::Strikethrough => ("strike", String::new()),
        Style::Highlight => ("highlight", String::new()),
        Style::Underline => ("underline", String::new()),
        Style::Superscript => ("superscript", String::new()),
        Style::Subscript => ("subscript", String::new()),
        Style::Small => ("small", String::new()),
        Style::Keyboard => ("keyboard", String::new()),
        Style::Color(hex) => ("color", color(hex)?),
        Style::Background(hex) => ("background", color(hex)?),
        Style::Scale(percent) => ("scale", format!("{}%, ", (*percent).clamp(25, 400))),
    })
}

enum Piece<'a> {
    Text(&'a str),
    Break,
    Object,
}

fn pieces_of<'a>(inlines: &'a [Inline], pieces: &mut Vec<Piece<'a>>) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) => pieces.push(Piece::Text(text)),
            InlineKind::Break => pieces.push(Piece::Break),
            InlineKind::Emphasis(content)
            | InlineKind::Strong(content)
            | InlineKind::Styled(_, content)
            | InlineKind::Link { content, .. } => pieces_of(content, pieces),
            InlineKind::Code(_)
            | InlineKind::Math { .. }
            | InlineKind::Image(_)
            | InlineKind::Footnote(_)
            | InlineKind::Tag(_) => pieces.push(Piece::Object),
            InlineKind::Anchor(_) => {}
        }
    }
}

/// Removes white space that would stand before a line break.
fn trim_end(pieces: &mut [Option<String>]) {
    if let Some(Some(text)) = pieces.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
    }
}

/// Splits `2.1 Gestion` into the author's own number and the rest.
fn split_number(text: &str) -> Option<(&str, &str)> {
    let (number, rest) = text.split_once([' ', '\u{a0}', '\u{202f}'])?;
    let digits = number.trim_end_matches(['.', ')']);
    let numeric = digits
        .split('.')
        .all(|part| !part.is_empty() && part.len() <= 3 && part.chars().all(|c| c.is_ascii_digit()));
    // "3 offres" is a heading that begins with a number, not a numbered one.
    let marked = digits.len() < number.len() || digits.contains('.');
    (numeric && marked && !rest.trim().is_empty()).then_some((number, rest))
}

/// Splits `Par Awa EXEMPLE` into the word that leads and the name.
fn split_lead(text: &str) -> Option<(&str, &str)> {
    let (lead, rest) = text.split_once(' ')?;
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let known = ["par", "by", "von", "por", "auteur", "author"];
    (known.contains(&lead.to_lowercase().as_str()) && !rest.is_empty()).then_some((lead, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_in_front_of_a_heading_is_told_from_a_number_in_it() {
        assert_eq!(split_number("2.1 Gestion"), Some(("2.1", "Gestion")));
        assert_eq!(split_number("1. Contexte"), Some(("1.", "Contexte")));
        assert_eq!(split_number("3 offres"), None);
        assert_eq!(split_number("1. "), None);
        assert_eq!(split_number("2025. Bilan"), None);
    }

    #[test]
    fn pixels_are_three_quarters_of_a_point() {
        assert_eq!(points(100), "75.000pt");
        assert_eq!(points(1), "0.750pt");
    }
}
