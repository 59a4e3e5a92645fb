use std::borrow::Cow;

use annotate_snippets::renderer::{DecorStyle, Renderer};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Snippet};

use super::line::{ShownLine, columns};
use super::{Diagnostic, Severity, Skipped, Summary, calm, one_line};
use crate::language::Language;
use crate::source::{FileId, SourceFile, Sources, Span};

/// How findings look to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to use colours.
    pub color: bool,
    /// The width of the terminal, in columns.
    pub width: usize,
    /// The language of the words around the findings.
    pub language: Language,
    /// Whether to say how prices were read, and which tables hold none.
    pub details: bool,
}

impl Default for Look {
    /// Without colours, in 80 columns, in French, without details.
    fn default() -> Self {
        Self { color: false, width: 80, language: Language::default(), details: false }
    }
}

/// For people at a terminal: each finding with the lines it is about, what is
/// wrong beneath them and what to do; then the summary.
///
/// The text shown is what is parsed, so that damaged text reads well; line and
/// column are those of the file. Long lines are cut to what fits.
pub fn human(findings: &[Diagnostic], sources: &Sources, summary: &Summary, look: Look) -> String {
    let renderer = if look.color { Renderer::styled().hyperlink(false) } else { Renderer::plain() };
    // Lines are cut before: what the renderer would cut is not what matters.
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(usize::MAX / 4);
    let mut parts: Vec<String> = Vec::new();
    for finding in findings {
        parts.push(with_places_on_disk(&renderer.render(&[group(finding, sources, look)])));
        parts.push("\n\n".to_owned());
    }
    let mut table = |skipped: &Skipped, what: &str| {
        let file = sources.get(skipped.span.file);
        let place = one_line(&format!("{}:{}", file.path, sources.range(skipped.span).start.line));
        parts.push(format!("{place}: {what}{}\n", one_line(&skipped.reason)));
    };
    for skipped in &summary.skipped {
        table(skipped, look.language.pick("tableau de prix non vérifié : ", "price table not checked: "));
    }
    if look.details {
        for left_out in &summary.left_out {
            table(left_out, look.language.pick("tableau sans prix : ", "table not about prices: "));
        }
        parts.extend(summary.details(look.language).iter().map(|detail| format!("{detail}\n")));
    }
    parts.extend(summary.notes.iter().map(|note| format!("{}\n", calm(note))));
    let color = match summary {
        _ if !look.color => "",
        Summary { errors: 1.., .. } => "\x1b[1;91m",
        Summary { warnings: 1.., .. } => "\x1b[1;33m",
        _ => "\x1b[1;32m",
    };
    let plain = if look.color { "\x1b[0m" } else { "" };
    let lines = summary.lines(look.language, look.width);
    let (prices, found) =
        lines.rsplit_once('\n').map_or(("", lines.as_str()), |(prices, found)| (prices, found));
    if !prices.is_empty() {
        parts.push(format!("{prices}\n"));
    }
    parts.push(format!("{color}{found}{plain}\n"));
    parts.concat()
}

/// Stands between a place and the one that the renderer writes behind it, which
/// is that of the cut and repaired text.
const PLACE_END: char = '\u{10FFFD}';

fn with_places_on_disk(rendered: &str) -> String {
    let mut parts = rendered.split(PLACE_END);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        text + part.trim_start_matches([':', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
    })
}

fn level(severity: Severity, language: Language) -> (Level<'static>, &'static str) {
    let (level, name) = match severity {
        Severity::Error => (Level::ERROR, language.pick("erreur", "error")),
        Severity::Warning => (Level::WARNING, language.pick("avertissement", "warning")),
        Severity::Info => (Level::INFO, "info"),
    };
    (level.with_name(name), name)
}

fn group<'a>(finding: &'a Diagnostic, sources: &'a Sources, look: Look) -> Group<'a> {
    let (level, name) = level(finding.severity, look.language);
    let title = wrapped(&calm(&finding.message), look.width, columns(name) + columns(finding.rule.name) + 4);
    let mut group = Group::with_title(level.primary_title(title).id(finding.rule.name));
    let places = places(finding);
    let mut files: Vec<FileId> = Vec::new();
    for place in &places {
        if !files.contains(&place.span.file) {
            files.push(place.span.file);
        }
    }
    for file in files {
        let here: Vec<&Place> = places.iter().filter(|place| place.span.file == file).collect();
        let Some(first) = here.first() else { continue };
        let source = sources.get(file);
        let start = source.position(first.span.start as usize);
        let place = format!("{}:{}:{}{PLACE_END}", one_line(&source.path), start.line, start.column);
        group = group.element(snippet(source, &here, look).path(place));
    }
    if let Some(help) = &finding.help {
        let name = look.language.pick("aide", "help");
        let message = wrapped(&calm(help), look.width, 12);
        group = group.element(Level::HELP.with_name(name).message(message));
    }
    group
}

/// A place to underline.
struct Place<'a> {
    span: Span,
    label: Option<Cow<'a, str>>,
    primary: bool,
}

fn places(finding: &Diagnostic) -> Vec<Place<'_>> {
    let primary =
        finding.span.map(|span| Place { span, label: finding.label.as_deref().map(calm), primary: true });
    let related = finding.related.iter().map(|related| Place {
        span: related.span,
        label: Some(calm(&related.message)),
        primary: false,
    });
    primary.into_iter().chain(related).collect()
}

/// The lines of one file that some places touch, with the places underlined.
fn snippet<'a>(file: &SourceFile, places: &[&Place<'a>], look: Look) -> Snippet<'a, Annotation<'a>> {
    let lines = Lines::of(&file.text);
    let touched = |place: &Place<'_>| {
        let end = (place.span.end as usize).max(place.span.start as usize);
        // A place that ends with a line does not touch the next.
        let last = if end > place.span.start as usize { end - 1 } else { end };
        (lines.number(place.span.start as usize), lines.number(last))
    };
    let first = places.iter().map(|place| touched(place).0).min().unwrap_or(0);
    let last = places.iter().map(|place| touched(place).1).max().unwrap_or(first);
    let on_disk = file.position(lines.start(first)).line;
    let gutter = (on_disk + last - first).to_string().len() + 3;
    let several_lines = places.iter().any(|place| touched(place).0 != touched(place).1);
    let width = look.width.saturating_sub(gutter + if several_lines { 2 } else { 0 }).max(20);

    let mut text = String::new();
    let mut shown: Vec<(usize, ShownLine)> = Vec::new();
    for number in first..=last {
        let range = lines.range(number);
        let line = file.text.get(range.clone()).unwrap_or_default();
        let mut room = 0;
        let mut here = Vec::new();
        for place in places {
            let (start, end) = (place.span.start as usize, place.span.end as usize);
            let (from, to) = touched(place);
            if from == number || to == number {
                let cut = |offset: usize| offset.clamp(range.start, range.end) - range.start;
                // Of a place of several lines its ends are interesting.
                here.push(match (from == number, to == number) {
                    (true, true) => cut(start)..cut(end),
                    (true, false) => cut(start)..cut(start),
                    _ => cut(end)..cut(end),
                });
                room = room.max(place.label.as_deref().map_or(0, |label| columns(label) + 1));
            }
        }
        let line = ShownLine::new(line, &here, width, room);
        let at = text.len();
        text.push_str(&line.text);
        text.push('\n');
        shown.push((at, line));
    }
    let map = |offset: usize| {
        let number = lines.number(offset).clamp(first, last);
        let within = offset.saturating_sub(lines.start(number));
        shown.get(number - first).map_or(0, |(at, line)| at + line.map(within))
    };
    let annotations = places.iter().map(|place| {
        let start = map(place.span.start as usize);
        let (_, last_line) = touched(place);
        let end = (place.span.end as usize).min(lines.range(last_line).end);
        let end = map(end).max(start);
        let kind = if place.primary { AnnotationKind::Primary } else { AnnotationKind::Context };
        kind.span(start..end).label(place.label.clone())
    });
    let annotations: Vec<_> = annotations.collect();
    Snippet::source(Cow::Owned(text)).line_start(on_disk).annotations(annotations)
}

/// The lines of a text.
struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The number of the line that holds an offset, from 0.
    fn number(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset).saturating_sub(1)
    }

    fn start(&self, number: usize) -> usize {
        self.starts.get(number).copied().unwrap_or(self.text.len())
    }

    /// Where a line stands, without its line end.
    fn range(&self, number: usize) -> std::ops::Range<usize> {
        let end = self.starts.get(number + 1).map_or(self.text.len(), |next| next - 1);
        self.start(number)..end
    }
}

/// A message broken into lines that begin at a column, and shown from there.
fn wrapped(text: &str, width: usize, column: usize) -> String {
    let room = width.saturating_sub(column).max(20);
    let mut out = String::new();
    let mut used = 0;
    for word in text.split([' ', '\n']).filter(|word| !word.is_empty()) {
        let wide = columns(word);
        if used > 0 && used + 1 + wide > room {
            out.push('\n');
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += wide;
    }
    out
}
