//! Embedded PDF files: which of their pages are shown.

use std::ops::{Range, RangeInclusive};

use super::images::{image, missing, wishes};
use super::links;
use super::note::Note;
use super::pieces::{Piece, PieceKind};
use super::rules::IMAGE_FORMAT;
use super::vault::{PdfPages, Resolution};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Block, BlockKind, ImageSource, InlineKind};
use crate::source::Span;

/// The most pages that one embed or annex shows.
const MAX_PAGES: u32 = 200;

/// The pieces that an embedded PDF file becomes: the page that its fragment
/// names (`#page=3`, or several with `#page=3-5`), else all of them, each on a
/// line of its own.
pub(super) fn embed(
    note: &mut Note<'_>,
    range: &Range<usize>,
    path: &str,
    fragment: &str,
    label: &str,
    shown: &str,
) -> Vec<Piece> {
    let span = note.span(range);
    let found = match note.resolve(path) {
        Resolution::Found(found) => found,
        Resolution::Missing { looked, near } => {
            missing(note, span, shown, path, &looked, &near);
            return vec![nothing(range, span, path, label)];
        }
        Resolution::Outside => {
            links::outside(note, span, path);
            return vec![nothing(range, span, path, label)];
        }
    };
    let pages = match choose(note.vault.pdf_pages(&found), &found, fragment, note.language) {
        Ok(pages) => pages,
        Err(finding) => {
            note.report(finding.at(span));
            return vec![nothing(range, span, path, label)];
        }
    };
    let single = pages.start() == pages.end();
    pages
        .map(|page| {
            let image = image(span, ImageSource::PdfPage(found.clone(), page), wishes(label), path);
            if single {
                return Piece::done(range.clone(), InlineKind::Image(image));
            }
            let kind = BlockKind::Figure { image, caption: Vec::new() };
            Piece::new(range.clone(), PieceKind::Block(Box::new(Block { span, kind, anchor: None })))
        })
        .collect()
}

fn nothing(range: &Range<usize>, span: Span, path: &str, label: &str) -> Piece {
    let source = ImageSource::Missing(path.to_owned());
    Piece::done(range.clone(), InlineKind::Image(image(span, source, wishes(label), path)))
}

/// Reads `3` or `3-5`; none for anything else.
fn pages(asked: &str) -> Option<RangeInclusive<u32>> {
    let (first, last) = asked.split_once('-').unwrap_or((asked, asked));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first >= 1 && first <= last).then_some(first..=last)
}

/// Which pages of a file are shown, where its vault knows so many and a fragment
/// (`page=3-5`) asks for some of them.
///
/// # Errors
///
/// A finding without a place, where no page can be shown, or not all that are
/// asked for.
pub(super) fn choose(
    known: PdfPages,
    path: &str,
    fragment: &str,
    language: Language,
) -> Result<RangeInclusive<u32>, Box<Diagnostic>> {
    let asked = fragment.split('&').find_map(|part| part.strip_prefix("page=")).map(pages);
    let say = |french: &str, english: &str| language.pick(french, english).to_owned();
    let (message, help) = match (known, asked) {
        (PdfPages::Locked, _) => (
            language.pick(
                format!("`{path}` est protégé par un mot de passe"),
                format!("`{path}` is protected by a password"),
            ),
            say("enregistrez-en une copie sans mot de passe", "save a copy of it without a password"),
        ),
        (PdfPages::Unreadable, _) => (
            language.pick(
                format!("`{path}` est endommagé ou n'est pas un PDF"),
                format!("`{path}` is damaged or no PDF"),
            ),
            say(
                "ouvrez-le et enregistrez-le à nouveau (« Imprimer en PDF »)",
                "open it and save it again (\"print to PDF\")",
            ),
        ),
        (PdfPages::TooLarge, _) => (
            language.pick(format!("`{path}` est trop volumineux"), format!("`{path}` has too many bytes")),
            say("incorporez un extrait de ce PDF", "embed a PDF that holds the wanted pages only"),
        ),
        (_, Some(None)) => (
            language.pick(
                format!("page de `{path}` illisible"),
                format!("the page of `{path}` cannot be understood"),
            ),
            say("écrivez `#page=3` ou `#page=3-5`", "write `#page=3` or `#page=3-5`"),
        ),
        (PdfPages::Count(count), Some(Some(pages))) if *pages.end() > count => (
            language.pick(
                format!("`{path}` n'a pas de page {}", pages.end()),
                format!("`{path}` has no page {}", pages.end()),
            ),
            language.pick(format!("il en a {count}"), format!("it has {count}")),
        ),
        (PdfPages::Count(0), None) => (
            language.pick(format!("`{path}` n'a aucune page"), format!("`{path}` has no page")),
            say("vérifiez ce fichier", "check this file"),
        ),
        (known, asked) => {
            let all = match known {
                PdfPages::Count(count) => 1..=count,
                _ => 1..=1,
            };
            let pages = asked.flatten().unwrap_or(all);
            let count = pages.end() - pages.start() + 1;
            if count <= MAX_PAGES {
                return Ok(pages);
            }
            (
                language.pick(
                    format!(
                        "`{path}` : {count} pages, plus que les {MAX_PAGES} qui peuvent être incorporées"
                    ),
                    format!("`{path}`: {count} pages, more than the {MAX_PAGES} that can be embedded"),
                ),
                say("choisissez des pages : `#page=1-20`", "choose pages: `#page=1-20`"),
            )
        }
    };
    Err(Box::new(Diagnostic::new(&IMAGE_FORMAT, message).help(help)))
}

#[cfg(test)]
mod tests {
    use super::pages;

    #[test]
    fn a_page_or_a_range_of_pages_is_read() {
        assert_eq!(pages("3"), Some(3..=3));
        assert_eq!(pages("3-5"), Some(3..=5));
        for wrong in ["0", "", "x", "5-3", "-3", "1-", "99999999999"] {
            assert_eq!(pages(wrong), None, "{wrong}");
        }
    }
}
