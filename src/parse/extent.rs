//! How large a document may be: a few bytes of Markdown become a part of it that
//! takes thousands in memory.

use pulldown_cmark::Event;

use super::rules::{DOCUMENT_TOO_LONG, TABLE_TOO_LARGE};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Block, BlockKind, InlineKind, Table, walk};
use crate::source::Span;

/// The most parts that a document may have, those of the notes that it embeds
/// included: paragraphs, items, cells, lines, links, words that are styled. Each
/// takes up to three thousand bytes; a dense page has a hundred.
pub const MAX_PARTS: usize = 150_000;

/// The most cells that a table may have: two thousand lines of a price list in
/// ten columns.
pub const MAX_CELLS: usize = 20_000;

/// How many bytes of HTML hold about one part.
const HTML: usize = 8;

/// How many bytes of text take the place of a part.
pub(super) const TEXT: usize = 64;

/// How many parts an event of the Markdown parser brings.
pub(super) fn parts(event: &Event<'_>) -> usize {
    match event {
        Event::End(_) => 0,
        Event::Html(html) => 1 + html.len() / HTML,
        Event::Text(text) | Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => {
            1 + parts_of_text(text)
        }
        _ => 1,
    }
}

/// How many parts a text takes the place of, those that Obsidian's own marks
/// (`==`, `#tag`, `^[note]`) make of it included.
pub(super) fn parts_of_text(text: &str) -> usize {
    text.len() / TEXT + text.bytes().filter(|byte| matches!(byte, b'=' | b'#' | b'[')).count()
}

/// How many parts blocks have.
pub(super) fn parts_of(content: &[Block]) -> usize {
    let mut sum = 0;
    walk::blocks(content, &mut |block| {
        sum += 1 + match &block.kind {
            BlockKind::Table(table) => {
                table.rows.iter().chain(&table.header).map(|row| 1 + row.cells.len()).sum()
            }
            BlockKind::List { items, .. } => items.len(),
            BlockKind::Code { text, .. } => parts_of_text(text),
            _ => 0,
        };
    });
    walk::inlines(content, &mut |inline| {
        sum += 1 + match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => parts_of_text(text),
            _ => 0,
        };
    });
    sum
}

/// The finding for a note whose end was not read.
pub(super) fn too_long(language: Language) -> Diagnostic {
    let message = language.pick(
        format!("la note a plus de {MAX_PARTS} éléments : la suite n'est pas lue"),
        format!("the note has more than {MAX_PARTS} parts: the rest is not read"),
    );
    let help = language.pick(
        "faites-en plusieurs documents, ou joignez les listes en PDF",
        "make several documents of it, or add lists as a PDF",
    );
    Diagnostic::new(&DOCUMENT_TOO_LONG, message).help(help)
}

/// Leaves out the rows of a table that are too many, and says so.
pub(super) fn bounded(table: &mut Table, span: Span, language: Language) -> Option<Diagnostic> {
    let mut cells = table.header.as_ref().map_or(0, |header| header.cells.len());
    let fits = table.rows.iter().take_while(|row| {
        // A row without cells takes room all the same.
        cells += row.cells.len().max(1);
        cells <= MAX_CELLS
    });
    let (kept, all) = (fits.count(), table.rows.len());
    if kept == all {
        return None;
    }
    table.rows.truncate(kept);
    let message = language.pick(
        format!("le tableau a plus de {MAX_CELLS} cellules : ses {} dernières lignes manquent", all - kept),
        format!("the table has more than {MAX_CELLS} cells: its last {} rows are left out", all - kept),
    );
    let help = language.pick("faites-en plusieurs tableaux", "make several tables of it");
    Some(Diagnostic::new(&TABLE_TOO_LARGE, message).at(span.head()).help(help))
}
