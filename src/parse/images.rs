//! Images and other embeds: what is shown, how large, and where.

use std::ops::Range;

use super::html::Tag;
use super::links;
use super::names;
use super::note::{Note, PendingEmbed};
use super::pdf;
use super::pieces::{Piece, PieceKind};
use super::rules::{EMBED_MISSING, IMAGE_FORMAT, IMAGE_MISSING, IMAGE_REMOTE, MEDIA_NOT_PRINTED};
use super::vault::Resolution;
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{
    Alignment, Block, BlockKind, Image, ImageSource, Inline, InlineKind, LinkTarget, Placement,
};
use crate::source::Span;

/// What the text behind an image's name asks for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Wishes {
    alt: Option<String>,
    width: Option<u32>,
    height: Option<u32>,
    placement: Option<Placement>,
}

/// Reads `texte|center|200x100`: a size at the end, placements, the rest is the
/// description.
pub(super) fn wishes(label: &str) -> Wishes {
    let mut wishes = Wishes::default();
    let mut parts: Vec<&str> = label.split('|').map(str::trim).collect();
    if let Some((width, height)) = parts.last().and_then(|last| size(last)) {
        (wishes.width, wishes.height) = (Some(width), height);
        parts.pop();
    }
    let mut alt: Vec<&str> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let words = part.split(['+', '-', '_', ' ']).filter(|word| !word.is_empty());
        let placed: Option<Vec<Option<Placement>>> = words.map(placement).collect();
        match placed {
            Some(placed) if !placed.is_empty() => {
                wishes.placement = placed.into_iter().flatten().next().or(wishes.placement);
            }
            _ => alt.push(part),
        }
    }
    if !alt.is_empty() {
        wishes.alt = Some(alt.join(" "));
    }
    wishes
}

/// `100` or `100x145`.
fn size(part: &str) -> Option<(u32, Option<u32>)> {
    let (width, height) = part.split_once(['x', '×']).map_or((part, None), |(w, h)| (w, Some(h)));
    let number = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        text.parse().ok().filter(|n| digits && *n > 0 && *n <= 20_000)
    };
    let width = number(width)?;
    match height {
        Some(height) => Some((width, Some(number(height)?))),
        None => Some((width, None)),
    }
}

/// A word of the themes' grammar for placing images; the inner value is none
/// for words that change nothing on paper.
#[expect(clippy::option_option, reason = "a word can be known and mean nothing here")]
fn placement(word: &str) -> Option<Option<Placement>> {
    Some(match word.to_lowercase().as_str() {
        "center" | "centre" | "ctr" => Some(Placement::Block(Alignment::Center)),
        "left" | "locl" => Some(Placement::Block(Alignment::Left)),
        "right" | "locr" => Some(Placement::Block(Alignment::Right)),
        "banner" => Some(Placement::Banner),
        "inline" => Some(Placement::Inline),
        "small" => None,
        _ => return None,
    })
}

/// The pieces that an image or embed becomes. `label` is its description, with
/// size and placement; `target` its address without a trailing backslash.
pub(super) fn embed(note: &mut Note<'_>, range: &Range<usize>, target: &str, label: &str) -> Vec<Piece> {
    let span = note.span(range);
    let shown = note.slice(range.clone()).to_owned();
    let target = target.trim();
    let remote = links::scheme(target).filter(|scheme| scheme != "file");
    if remote.is_some() || target.starts_with("//") {
        return vec![Piece::done(range.clone(), remote_image(note, target, label, span))];
    }
    if target.is_empty() {
        return vec![Piece::done(range.clone(), InlineKind::Image(nameless(note, label, span, &shown)))];
    }
    let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
    match kind_of(path) {
        Kind::Image => {
            let image = local_image(note, path, fragment, label, span, &shown);
            vec![Piece::done(range.clone(), InlineKind::Image(image))]
        }
        Kind::Pdf => pdf::embed(note, range, path, fragment, label, &shown),
        Kind::Media => {
            vec![media(note, range, path)]
        }
        Kind::Note => note_embed(note, range, path, fragment, &shown),
    }
}

/// The name of a file that paper cannot show, in its place.
fn media(note: &mut Note<'_>, range: &Range<usize>, path: &str) -> Piece {
    let path = names::percent_decode(path).unwrap_or_else(|| path.to_owned());
    report_media(note, note.span(range), path.trim());
    Piece::new(range.clone(), PieceKind::Text(format!("▸ {}", names::file_name(path.trim()))))
}

enum Kind {
    Image,
    Pdf,
    Media,
    Note,
}

fn kind_of(path: &str) -> Kind {
    match names::extension(path.trim()).as_deref() {
        Some(
            "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "bmp" | "avif" | "tif" | "tiff" | "heic"
            | "ico",
        ) => Kind::Image,
        Some("pdf") => Kind::Pdf,
        Some(
            "mp3" | "wav" | "m4a" | "ogg" | "oga" | "3gp" | "flac" | "opus" | "mp4" | "webm" | "ogv" | "mov"
            | "mkv" | "avi" | "canvas" | "base" | "excalidraw" | "zip" | "xlsx" | "docx" | "pptx" | "csv",
        ) => Kind::Media,
        _ => Kind::Note,
    }
}

fn local_image(
    note: &mut Note<'_>,
    path: &str,
    fragment: &str,
    label: &str,
    span: Span,
    shown: &str,
) -> Image {
    let mut wishes = wishes(label);
    if wishes.placement.is_none() {
        wishes.placement = self::wishes(fragment).placement;
    }
    let source = match note.resolve(path) {
        Resolution::Found(found) => {
            let extension = names::extension(&found).unwrap_or_default();
            if matches!(extension.as_str(), "avif" | "tif" | "tiff" | "heic" | "ico") {
                unsupported(note, span, &extension);
                ImageSource::Missing(path.to_owned())
            } else {
                ImageSource::File(found)
            }
        }
        Resolution::Missing { looked, near } => {
            missing(note, span, shown, path, &looked, &near);
            ImageSource::Missing(path.to_owned())
        }
        Resolution::Outside => {
            links::outside(note, span, path);
            ImageSource::Missing(path.to_owned())
        }
    };
    image(span, source, wishes, path)
}

/// `![texte]()`: an image that nobody chose yet.
fn nameless(note: &mut Note<'_>, label: &str, span: Span, shown: &str) -> Image {
    let message = note.language.pick("cette image n'a pas d'adresse", "this image has no address");
    let mut finding = Diagnostic::new(&IMAGE_MISSING, message).at(span);
    finding.facts.found = Some(shown.to_owned());
    note.report(finding);
    image(span, ImageSource::Missing(String::new()), wishes(label), "")
}

pub(super) fn image(span: Span, source: ImageSource, wishes: Wishes, path: &str) -> Image {
    let name = names::file_name(path.trim());
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = names::percent_decode(stem).unwrap_or_else(|| stem.to_owned());
    Image {
        span,
        source,
        alt: wishes.alt.unwrap_or(stem),
        width: wishes.width,
        height: wishes.height,
        percent: None,
        placement: wishes.placement,
    }
}

fn remote_image(note: &mut Note<'_>, target: &str, label: &str, span: Span) -> InlineKind {
    let host = target.split_once("//").map_or("", |(_, rest)| rest.split('/').next().unwrap_or_default());
    let film = ["youtube.com", "youtu.be", "vimeo.com", "twitter.com", "x.com"]
        .iter()
        .any(|site| host == *site || host.strip_suffix(site).is_some_and(|rest| rest.ends_with('.')));
    if film {
        report_media(note, span, target);
        let name = wishes(label).alt.unwrap_or_else(|| target.to_owned());
        let text = Inline { span, kind: InlineKind::Text(format!("▸ {name}")) };
        return InlineKind::Link { target: LinkTarget::Url(target.to_owned()), content: vec![text] };
    }
    let shown = if target.starts_with("data:") { "data:…" } else { target };
    let message = note.language.pick(
        format!("l'image `{shown}` est sur le réseau : elle n'est pas chargée, sa description est imprimée"),
        format!("the image `{shown}` lies on the network: it is not fetched, its description is printed"),
    );
    let help = note.language.pick(
        "copiez l'image dans le projet et incorporez-la avec `![[…]]`",
        "copy the image into the project and embed it with `![[…]]`",
    );
    note.report(Diagnostic::new(&IMAGE_REMOTE, message).at(span).help(help));
    let path = target.split(['?', '#']).next().unwrap_or(target);
    InlineKind::Image(image(span, ImageSource::Remote(target.to_owned()), wishes(label), path))
}

fn report_media(note: &mut Note<'_>, span: Span, name: &str) {
    let message = note.language.pick(
        format!("`{name}` ne s'imprime pas : seul son nom paraît"),
        format!("`{name}` cannot be printed: only its name appears"),
    );
    note.report(Diagnostic::new(&MEDIA_NOT_PRINTED, message).at(span));
}

fn unsupported(note: &mut Note<'_>, span: Span, extension: &str) {
    let message = note.language.pick(
        format!("une image `{extension}` ne peut pas être mise en page"),
        format!("a `{extension}` image cannot be set"),
    );
    let help = note.language.pick("convertissez-la en PNG ou en JPEG", "convert it to PNG or JPEG");
    note.report(Diagnostic::new(&IMAGE_FORMAT, message).at(span).help(help));
}

pub(super) fn missing(
    note: &mut Note<'_>,
    span: Span,
    shown: &str,
    path: &str,
    looked: &[String],
    near: &[String],
) {
    let finding = not_there(note.language, span, shown, path, looked, near);
    note.report(finding);
}

/// Says that an image does not exist, where it was looked for, and what is
/// there under a similar name.
pub(super) fn not_there(
    language: Language,
    span: Span,
    shown: &str,
    path: &str,
    looked: &[String],
    near: &[String],
) -> Diagnostic {
    let places = looked.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
    let decoded = names::percent_decode(path);
    let name = decoded.as_deref().unwrap_or(path).trim();
    let message = if names::extension(name).is_some_and(|extension| extension == "pdf") {
        language.pick(
            format!("le PDF `{name}` n'existe pas : cherché à {places}"),
            format!("the PDF `{name}` does not exist: looked for at {places}"),
        )
    } else {
        language.pick(
            format!("l'image `{name}` n'existe pas : cherchée à {places}"),
            format!("the image `{name}` does not exist: looked for at {places}"),
        )
    };
    let mut finding = Diagnostic::new(&IMAGE_MISSING, message).at(span);
    finding.facts.found = Some(shown.to_owned());
    match links::near_help(language, near) {
        Some(help) => finding.help(help),
        None => finding,
    }
}

fn note_embed(
    note: &mut Note<'_>,
    range: &Range<usize>,
    path: &str,
    fragment: &str,
    shown: &str,
) -> Vec<Piece> {
    let span = note.span(range);
    let fragment = names::percent_decode(fragment).unwrap_or_else(|| fragment.to_owned());
    let resolution =
        if path.trim().is_empty() { Resolution::Found(note.path.to_owned()) } else { note.resolve(path) };
    let block =
        |kind| Piece::new(range.clone(), PieceKind::Block(Box::new(Block { span, kind, anchor: None })));
    match resolution {
        // Another kind of file: only its name can be shown.
        Resolution::Found(path) if names::extension(&path).is_none_or(|extension| extension != "md") => {
            vec![media(note, range, &path)]
        }
        Resolution::Found(path) => {
            let fragment = fragment.trim().to_owned();
            note.embeds.insert(span, PendingEmbed { path, fragment, shown: shown.to_owned() });
            vec![block(BlockKind::Embed { blocks: Vec::new() })]
        }
        Resolution::Missing { looked, near } => {
            let places = looked.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
            let message = note.language.pick(
                format!("la note incorporée `{}` n'existe pas : cherchée à {places}", path.trim()),
                format!("the embedded note `{}` does not exist: looked for at {places}", path.trim()),
            );
            let mut finding = Diagnostic::new(&EMBED_MISSING, message).at(span);
            if let Some(help) = links::near_help(note.language, &near) {
                finding = finding.help(help);
            }
            note.report(finding);
            vec![block(BlockKind::Verbatim(shown.to_owned()))]
        }
        Resolution::Outside => {
            links::outside(note, span, path);
            vec![block(BlockKind::Verbatim(shown.to_owned()))]
        }
    }
}

/// The text of an image's description; that of an image within it counts.
pub(super) fn description(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match &inline.kind {
            InlineKind::Image(image) => out.push_str(&image.alt),
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Styled(_, inner)
            | InlineKind::Link { content: inner, .. } => out.push_str(&description(inner)),
            _ => out.push_str(&crate::proposal::plain_text(std::slice::from_ref(inline))),
        }
    }
    out
}

/// The image of an `<img>` tag.
pub(super) fn from_tag(note: &mut Note<'_>, tag: &Tag, span: Span) -> Image {
    let source = tag.get("src").unwrap_or_default().to_owned();
    let alt = tag.get("alt").unwrap_or_default().to_owned();
    let mut image = if source.trim().is_empty() {
        nameless(note, &alt, span, "<img>")
    } else if links::scheme(&source).is_some_and(|scheme| scheme != "file") {
        match remote_image(note, &source, &alt, span) {
            InlineKind::Image(image) => image,
            _ => image(span, ImageSource::Remote(source.clone()), wishes(&alt), &source),
        }
    } else {
        let (path, fragment) = source.split_once('#').unwrap_or((&source, ""));
        local_image(note, path, fragment, &alt, span, &source)
    };
    let length = |name: &str| tag.style(name).or_else(|| tag.get(name).map(str::to_lowercase));
    if let Some(width) = length("width") {
        match width.strip_suffix('%') {
            Some(percent) => image.percent = percent.trim().parse().ok().filter(|p| (1..=100).contains(p)),
            None => image.width = pixels(&width),
        }
    }
    if let Some(height) = length("height") {
        image.height = pixels(&height);
    }
    if let Some(align) = tag.get("align") {
        image.placement = placement(align).flatten().or(image.placement);
    }
    image
}

fn pixels(value: &str) -> Option<u32> {
    let value = value.trim().trim_end_matches("px").trim();
    value.split('.').next()?.parse().ok().filter(|n| *n > 0 && *n <= 20_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_comes_last_and_placement_anywhere() {
        let read = |label: &str| {
            let w = wishes(label);
            (w.alt, w.width, w.height, w.placement)
        };
        let center = Some(Placement::Block(Alignment::Center));
        assert_eq!(read("100"), (None, Some(100), None, None));
        assert_eq!(read(" 100x145 "), (None, Some(100), Some(145), None));
        assert_eq!(read("center|200"), (None, Some(200), None, center));
        assert_eq!(read("centre||200"), (None, Some(200), None, center));
        assert_eq!(read("alt|center|200"), (Some("alt".into()), Some(200), None, center));
        assert_eq!(read("banner+small"), (None, None, None, Some(Placement::Banner)));
        assert_eq!(read("Le centre de données"), (Some("Le centre de données".into()), None, None, None));
        assert_eq!(read("200|alt"), (Some("200 alt".into()), None, None, None));
    }
}
