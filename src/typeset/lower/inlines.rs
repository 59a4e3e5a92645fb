use super::runs::{Runs, split_lead, split_number};
use super::{Lowering, place};
use crate::language::Language;
use crate::proposal::{Image, ImageSource, Inline, InlineKind, LinkTarget, Style};
use crate::settings::brand::Color;
use crate::source::{FileId, Span};
use crate::typeset::code::Code;
use crate::typeset::typography;

/// Longer addresses are refused by Typst; the text then stands without a link.
const MAX_URL: usize = 8_000;

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

    pub(super) fn text(code: &mut Code, span: Span, text: &str) {
        code.run(span, text, |code| {
            code.raw("(n.text)(");
            code.string(text);
            code.raw(")");
        });
    }

    /// Writes a run of text whose ordinals have their endings raised.
    fn raised(&self, code: &mut Code, span: Span, text: &str) {
        let parts = typography::ordinals(text, self.language);
        if let [(text, false)] = parts.as_slice() {
            Self::text(code, span, text);
            return;
        }
        code.braces(|code| {
            for (part, raised) in parts {
                code.line();
                if raised {
                    code.raw("(n.superscript)(");
                    Self::text(code, span, part);
                    code.raw(")");
                } else {
                    Self::text(code, span, part);
                }
            }
        });
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
                self.raised(code, span, &text);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_three_quarters_of_a_point() {
        assert_eq!(points(100), "75.000pt");
        assert_eq!(points(1), "0.750pt");
    }
}
