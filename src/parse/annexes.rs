//! Notes and PDF files that the properties append to a document (`annexes:`).
//! Each begins on a page of its own, below a heading that stands in the contents
//! and the bookmarks like any other.

use super::library::Library;
use super::note::PendingEmbed;
use super::rules::EMBED_MISSING;
use super::vault::{PdfPages, Resolution};
use super::{names, paging, pdf};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{
    Block, BlockKind, Field, Image, ImageSource, Inline, InlineKind, Placement, plain_text, walk,
};
use crate::source::{FileId, Sources, Span};

/// Appends what `entries` name, in their order, to the blocks of a note; gives
/// the number of the blocks that it added.
pub(super) fn append(
    library: &mut Library<'_>,
    sources: &mut Sources,
    file: FileId,
    entries: &[Field<String>],
    blocks: &mut Vec<Block>,
) -> usize {
    let before = blocks.len();
    let from = sources.get(file).path.clone();
    let several = entries.len() > 1;
    for (at, entry) in entries.iter().enumerate() {
        let wanted = Wanted::read(&entry.value);
        let Some((mut content, own)) = wanted.content(library, sources, &from, entry) else { continue };
        let heading = match (&wanted.title, own) {
            (None, Some(own)) => own,
            (title, _) => {
                let name = names::file_name(&wanted.path);
                let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
                vec![text(title.as_deref().unwrap_or(name), entry.span)]
            }
        };
        let number = several.then_some(at + 1);
        lower(&mut content);
        blocks.push(block(BlockKind::PageBreak, entry.span));
        let content_of_heading = labelled(heading, number, library.language, entry.span);
        blocks.push(block(
            BlockKind::Heading { level: 1, content: content_of_heading, outlined: true },
            entry.span,
        ));
        blocks.push(block(BlockKind::Embed { blocks: content }, entry.span));
    }
    blocks.len() - before
}

/// What an entry asks for.
struct Wanted {
    path: String,
    fragment: String,
    title: Option<String>,
}

impl Wanted {
    fn read(entry: &str) -> Self {
        let inner = entry.trim_start_matches('!').trim_start_matches("[[").trim_end_matches("]]");
        let (target, title) = match inner.split_once('|') {
            Some((target, title)) => (target, Some(title.trim().to_owned())),
            None => (inner, None),
        };
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        Self {
            path: path.trim().to_owned(),
            fragment: fragment.trim().to_owned(),
            title: title.filter(|title| !title.is_empty()),
        }
    }

    /// The blocks of an annex, and its own first heading taken off them.
    fn content(
        &self,
        library: &mut Library<'_>,
        sources: &mut Sources,
        from: &str,
        entry: &Field<String>,
    ) -> Option<(Vec<Block>, Option<Vec<Inline>>)> {
        let path = match library.vault.resolve(&self.path, from) {
            Resolution::Found(path) => path,
            Resolution::Missing { looked, .. } => {
                let places = looked.iter().map(|place| format!("`{place}`")).collect::<Vec<_>>().join(", ");
                let message = library.language.pick(
                    format!("l'annexe `{}` n'existe pas : cherchée à {places}", self.path),
                    format!("the annex `{}` does not exist: looked for at {places}", self.path),
                );
                library.findings.push(Diagnostic::new(&EMBED_MISSING, message).at(entry.span));
                return None;
            }
            Resolution::Outside => {
                let message = library.language.pick(
                    format!("l'annexe `{}` est hors du projet", self.path),
                    format!("the annex `{}` lies outside the project", self.path),
                );
                library.findings.push(Diagnostic::new(&EMBED_MISSING, message).at(entry.span));
                return None;
            }
        };
        if names::extension(&path).as_deref() == Some("pdf") {
            return self.pages(library, &path, entry.span).map(|pages| (pages, None));
        }
        let pending = PendingEmbed { path, fragment: self.fragment.clone(), shown: entry.value.clone() };
        let mut blocks = library.appended(sources, from, &pending, entry.span)?;
        let own = match blocks.first() {
            Some(Block { kind: BlockKind::Heading { content, .. }, anchor: None, .. }) => {
                let content = content.clone();
                blocks.remove(0);
                Some(content)
            }
            _ => None,
        };
        Some((blocks, own))
    }

    /// The pages of a PDF file: all, or those that are asked for (`#page=3-5`).
    fn pages(&self, library: &mut Library<'_>, path: &str, span: Span) -> Option<Vec<Block>> {
        let known = library.vault.pdf_pages(path);
        let pages = match pdf::choose(known, path, &self.fragment, library.language) {
            Ok(pages) => pages,
            Err(finding) => {
                library.findings.push(finding.at(span));
                return None;
            }
        };
        let count = match known {
            PdfPages::Count(count) => count,
            // Without pages nobody sees them.
            _ => *pages.end(),
        };
        let figure = |page| {
            let image = Image {
                span,
                source: ImageSource::PdfPage(path.to_owned(), page),
                alt: format!("{}, {page}/{count}", names::file_name(path)),
                width: None,
                height: None,
                percent: None,
                placement: Some(Placement::Page),
            };
            block(BlockKind::Figure { image, caption: Vec::new() }, span)
        };
        // The first page stands below the heading.
        Some(pages.flat_map(|page| [block(BlockKind::PageBreak, span), figure(page)]).skip(1).collect())
    }
}

fn block(kind: BlockKind, span: Span) -> Block {
    Block { span, kind, anchor: None }
}

fn text(text: &str, span: Span) -> Inline {
    Inline { span, kind: InlineKind::Text(text.to_owned()) }
}

/// A heading that says that it is an annex, once.
fn labelled(mut heading: Vec<Inline>, number: Option<usize>, language: Language, span: Span) -> Vec<Inline> {
    let known = ["annex", "append", "anhang", "anlage", "anexo"];
    let own = names::fold(plain_text(&heading).trim());
    if known.iter().any(|word| own.starts_with(word)) {
        return heading;
    }
    let word = match language {
        Language::French => "Annexe",
        Language::English | Language::Other(_) => "Annex",
        Language::German => "Anhang",
        Language::Spanish => "Anexo",
    };
    let number = number.map(|number| format!("\u{a0}{number}")).unwrap_or_default();
    heading.insert(0, text(&format!("{word}{number} — "), span));
    heading
}

/// Puts the headings of an annex below its own.
fn lower(blocks: &mut [Block]) {
    let least = paging::top_level(blocks);
    shift(blocks, least, 2);
}

/// Gives annexes the level of the chapters of their document, which is known
/// once its head was taken off.
pub(super) fn settle(annexes: &mut [Block], chapters: &[Block]) {
    shift(annexes, 1, paging::top_level(chapters));
}

fn shift(blocks: &mut [Block], from: u8, to: u8) {
    for block in blocks {
        if let BlockKind::Heading { level, .. } = &mut block.kind {
            *level = (*level + to).saturating_sub(from).clamp(1, 6);
        }
        for inner in walk::children_mut(block) {
            shift(inner, from, to);
        }
    }
}
