//! Markdown as Obsidian reads it, with its frontmatter, becomes a
//! [`Proposal`].
//!
//! Parsing never fails: what cannot be understood becomes a finding and a gap.
//! A note goes through these steps: the frontmatter is cut off; comments,
//! callouts, block ids, footnotes and dollars are brought into a form that a
//! `CommonMark` parser reads the way Obsidian does (`prepass`); the parser's
//! events become blocks (`builder`), pieces of text become inlines; embedded
//! notes are parsed the same way and put in place (`library`); footnotes get
//! their numbers and links their targets (`resolve`); what stands before the
//! first section is taken apart (`head`).

mod admonitions;
mod anchors;
mod annexes;
mod annotations;
mod builder;
mod callouts;
mod extent;
mod frontmatter;
mod head;
mod html;
mod images;
mod inlines;
mod library;
mod links;
mod lints;
mod metadata;
mod misspelt;
mod names;
mod note;
mod paging;
mod paragraphs;
mod parts;
mod pdf;
mod pieces;
mod prepass;
pub mod prices;
mod properties;
mod resolve;
mod rules;
mod standing;
mod tables;
mod text;
mod vault;

pub use extent::{MAX_CELLS, MAX_PARTS};
pub(crate) use metadata::dates;
pub use paging::break_pages;
pub use rules::*;
pub use standing::{Standing, standing};
pub use vault::{Defaults, NoVault, PdfPages, Resolution, Vault, VaultIndex};

use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::Proposal;
use crate::proposal::pricing::Pricing;
use crate::source::{FileId, Sources, Span};
use crate::yaml::Node;

/// What parsing a note gives.
#[derive(Debug, Clone)]
pub struct Parsed {
    /// The proposal, perhaps with gaps.
    pub proposal: Proposal,
    /// What it says about prices.
    pub pricing: Pricing,
    /// The note's properties as they stand, for keys that are no metadata
    /// (`remises`, `taille`, …); null where there are none or they are broken.
    pub properties: Node,
    /// What was found, in the order of the places in the note.
    pub findings: Vec<Diagnostic>,
}

/// Parses a note and the notes that it embeds, which are added to the sources.
pub fn parse(sources: &mut Sources, file: FileId, vault: &dyn Vault) -> Parsed {
    let text = sources.get(file).text.clone();
    let cut = frontmatter::cut(&text);
    // Findings are worded in the document's language, which the frontmatter
    // names even where it cannot be read as a whole.
    let body = text.get(cut.as_ref().map_or(0, |cut| cut.whole.end)..).unwrap_or_default();
    let defaults = vault.defaults();
    let usual = defaults.language.unwrap_or_default();
    let mut findings = Vec::new();
    let silent = frontmatter::read(file, &text, cut.as_ref(), usual, &mut Vec::new());
    let language = metadata::language(&silent).0.unwrap_or_else(|| metadata::detect(body, usual));
    let properties = frontmatter::read(file, &text, cut.as_ref(), language, &mut findings);
    let span = cut.as_ref().map(|cut| Span::new(file, cut.whole.clone()));
    let mut metadata = metadata::read(&properties, span, language, &mut findings);

    metadata.project_currency = defaults.currency;
    let whole = Span::new(file, 0..0);
    metadata.country =
        metadata.country.or(defaults.country.map(|value| crate::proposal::Field { value, span: whole }));
    misspelt::keys(&properties, language, &mut findings);
    let path = &sources.get(file).path;
    metadata.client_logo = properties::client_logo(&properties, path, vault, language, &mut findings);
    properties::missing_images(&properties, path, vault, language, &mut findings);

    let mut library = library::Library::new(vault, language);
    let mut blocks = library.root(sources, file);
    let annexes = annexes::append(&mut library, sources, file, &metadata::annexes(&properties), &mut blocks);
    bound(&mut blocks, language, &mut findings);
    let mut footnotes = resolve::footnotes(&mut blocks, &library.footnotes);
    for note in &mut footnotes {
        bound(&mut note.blocks, language, &mut findings);
    }
    resolve::links(&mut library, language, &mut blocks, &mut footnotes);
    let mut appended = blocks.split_off(blocks.len().saturating_sub(annexes));
    let (head, said) = head::take(sources, &mut blocks, metadata.title.is_some());
    metadata::complete(&mut metadata, &said, &blocks);
    paging::apply(&mut blocks, metadata.page_breaks.unwrap_or_default());
    annexes::settle(&mut appended, &blocks);
    blocks.append(&mut appended);
    findings.append(&mut library.findings);
    sort(&mut findings, file);
    let annotations = std::mem::take(&mut library.annotations);
    let mut proposal =
        Proposal { file, metadata, head, blocks, footnotes, annotations, annexes, total: None };
    let pricing = prices::read(&proposal);
    prices::annotate(&mut proposal, &pricing);
    Parsed { proposal, pricing, properties, findings }
}

fn bound(blocks: &mut Vec<crate::proposal::Block>, language: Language, findings: &mut Vec<Diagnostic>) {
    if let Some(span) = resolve::bound(blocks, 0) {
        findings.push(resolve::bounded(language, span));
    }
}

/// Orders findings by place, those of the note itself first.
fn sort(findings: &mut Vec<Diagnostic>, file: FileId) {
    findings
        .sort_by_key(|finding| finding.span.map(|span| (span.file != file, span.file, span.start, span.end)));
    findings.dedup();
}
