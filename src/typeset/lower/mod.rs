//! The model becomes Typst code: one function call per element, author text in
//! string literals only, so that nothing an author types can become Typst.
//!
//! Which elements there are, and what they are given, is the contract of
//! `templates/README.md`.

mod blocks;
mod diagram;
mod families;
mod flat;
mod formula;
mod head;
mod inlines;
mod keeping;
mod lists;
mod meta;
mod runs;
mod signing;
mod table;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

pub(in crate::typeset) use diagram::DIAGRAM_UNREADABLE;
pub(in crate::typeset) use formula::MATH_UNREADABLE;
pub(in crate::typeset) use table::{TABLE_TOO_WIDE, holds_money};

use super::code::{Code, Segments};
use super::pictures::Pictures;
use super::{typography, visit};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Block, BlockKind, Image, InlineKind, LinkTarget, Proposal, plain_text, walk};
use crate::source::{FileId, Span};

/// How deep blocks and inline styles may nest on the page. Typst gives up on
/// content nested some 70 levels deep, and one of ours is up to four of its
/// own; what lies deeper is set without its container.
const MAX_DEPTH: usize = 13;

/// A proposal as Typst code.
#[derive(Debug, Clone, PartialEq)]
pub struct Lowered {
    /// The generated module: `meta`, `head` and `body`.
    pub code: String,
    /// The way back to the Markdown.
    pub segments: Segments,
    /// Files that the code names, with their paths beside it.
    pub files: Vec<(String, Vec<u8>)>,
    /// What could not be set as the author meant it.
    pub findings: Vec<Diagnostic>,
}

/// Lowers a proposal. Equal models and pictures give equal text.
pub fn lower(proposal: &Proposal, pictures: &Pictures) -> Lowered {
    let mut lowering = Lowering::new(proposal, pictures);
    let mut code = Code::default();
    code.raw("// Generated from the Markdown; changes here are lost.");
    code.line();
    code.raw(super::math::PRELUDE);
    lowering.metadata(&mut code);
    code.line();
    // A template may set the head in boxes.
    lowering.boxed(|lowering| lowering.head(&mut code));
    code.line();
    let (body, annexes) = proposal.blocks.split_at(proposal.blocks.len().saturating_sub(proposal.annexes));
    for (name, blocks) in [("body", body), ("annexes", annexes)] {
        code.fmt(format_args!("#let {name}(n) = "));
        code.braces(|code| lowering.blocks(code, blocks));
        code.line();
    }
    code.line();
    let (code, segments) = code.finish();
    let Lowering { files, findings, .. } = lowering;
    Lowered {
        code,
        segments,
        files: files.into_iter().map(|(name, bytes)| (name, bytes.into_owned())).collect(),
        findings,
    }
}

/// A block id or anchor: the note that holds it, and its name.
type Place = (FileId, String);

/// What lowering knows while it walks the model.
struct Lowering<'a> {
    proposal: &'a Proposal,
    pictures: &'a Pictures,
    language: Language,
    /// The outlined headings by the place where each starts, in the order in
    /// which they are set: one that is embedded twice is there twice.
    headings: BTreeMap<(FileId, u32), VecDeque<Heading>>,
    /// The numbers of the headings that links can lead to.
    linkable: BTreeMap<(FileId, u32), usize>,
    /// Block ids and anchors that links name: their numbers, and whether they
    /// were set. A number, since the name of a label can be read in the PDF.
    anchors: BTreeMap<Place, (usize, bool)>,
    /// Block ids and anchors that the document holds.
    held: BTreeSet<Place>,
    /// The columns of tables that look like others of their kind.
    families: families::Families,
    /// Footnotes that were set.
    footnotes: Vec<bool>,
    files: Vec<(String, Cow<'a, [u8]>)>,
    findings: Vec<Diagnostic>,
    depth: usize,
    /// Whether what is written stands in a block from right to left.
    reversed: bool,
    /// The last paragraph, where it is the label of a place to sign.
    label: Option<Span>,
    /// The last block, where both parties may sign below it.
    signed_below: Option<Span>,
    /// The longest word that a line has room for.
    longest: usize,
    /// How many boxes (quotations, callouts, lists) surround what is written.
    boxed: usize,
    /// Whether what is written is a title.
    display: bool,
}

/// An outlined heading.
#[derive(Debug, Clone)]
struct Heading {
    number: usize,
    /// The level with gaps closed.
    level: usize,
    linked: bool,
    /// Whether the author numbered it.
    marked: bool,
    /// Its words without that number.
    text: String,
}

impl<'a> Lowering<'a> {
    fn new(proposal: &'a Proposal, pictures: &'a Pictures) -> Self {
        let links = Links::of(proposal);
        let mut headings = BTreeMap::new();
        outline(&proposal.blocks, &mut Vec::new(), &mut 0, &mut headings);
        for key in links.headings {
            // Links lead to the first.
            if let Some(heading) = headings.get_mut(&key).and_then(VecDeque::front_mut) {
                heading.linked = true;
            }
        }
        let linkable = headings.iter().filter_map(|(key, all)| Some((*key, all.front()?.number))).collect();
        Self {
            proposal,
            pictures,
            language: proposal.metadata.language,
            headings,
            linkable,
            anchors: numbered(links.anchors),
            held: held(proposal),
            families: families::families(&proposal.blocks),
            footnotes: vec![false; proposal.footnotes.len()],
            files: Vec::new(),
            findings: Vec::new(),
            depth: 0,
            reversed: false,
            label: signing::label(proposal),
            signed_below: signing::above(proposal),
            longest: typography::LONG_WORD,
            boxed: 0,
            display: false,
        }
    }

    /// The name of a file beside the generated code; the same bytes are kept
    /// once.
    fn file(&mut self, bytes: &'a [u8], extension: &str) -> String {
        self.named(Cow::Borrowed(bytes), extension)
    }

    /// The name of a drawing that was made on the way.
    fn drawn(&mut self, bytes: Vec<u8>) -> String {
        self.named(Cow::Owned(bytes), "svg")
    }

    fn named(&mut self, bytes: Cow<'a, [u8]>, extension: &str) -> String {
        if let Some((name, _)) = self.files.iter().find(|(_, known)| *known == bytes) {
            return name.clone();
        }
        // Numbered, so that all proposals share one set of Typst's file ids.
        let name = format!("files/{}.{extension}", self.files.len());
        self.files.push((name.clone(), bytes));
        name
    }

    /// Runs `inner` one level deeper; where it is too deep, runs `flat`.
    fn deeper(
        &mut self,
        code: &mut Code,
        inner: impl FnOnce(&mut Self, &mut Code),
        flat: impl FnOnce(&mut Self, &mut Code),
    ) {
        if self.depth >= MAX_DEPTH {
            flat(self, code);
        } else {
            self.depth += 1;
            inner(self, code);
            self.depth -= 1;
        }
    }
}

/// Numbers the outlined headings and closes gaps in their levels, so that the
/// bookmarks read like a table of contents and a reader by ear is not lost.
fn outline(
    blocks: &[Block],
    open: &mut Vec<u8>,
    last: &mut usize,
    headings: &mut BTreeMap<(FileId, u32), VecDeque<Heading>>,
) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, outlined: true, content } => {
                while open.last().is_some_and(|last| last >= level) {
                    open.pop();
                }
                open.push(*level);
                *last += 1;
                let text = plain_text(content);
                let text = text.trim();
                let (marked, text) = match runs::split_number(text) {
                    Some((_, rest)) => (true, rest),
                    None => (false, text),
                };
                let text = text.to_owned();
                let heading = Heading { number: *last, level: open.len(), linked: false, marked, text };
                headings.entry((block.span.file, block.span.start)).or_default().push_back(heading);
            }
            BlockKind::Embed { blocks } | BlockKind::Aligned { blocks, .. } => {
                outline(blocks, open, last, headings);
            }
            BlockKind::Heading { .. }
            | BlockKind::Paragraph(_)
            | BlockKind::Figure { .. }
            | BlockKind::List { .. }
            | BlockKind::Table(_)
            | BlockKind::Code { .. }
            | BlockKind::Diagram { .. }
            | BlockKind::Math { .. }
            | BlockKind::Quote(_)
            | BlockKind::Callout(_)
            | BlockKind::Rule
            | BlockKind::PageBreak
            | BlockKind::Verbatim(_) => {}
        }
    }
}

/// Numbers names in the order of the alphabet.
fn numbered(names: Vec<Place>) -> BTreeMap<Place, (usize, bool)> {
    let names: BTreeSet<Place> = names.into_iter().collect();
    names.into_iter().zip((1..).map(|number| (number, false))).collect()
}

/// What links point at: only those places get labels.
#[derive(Default)]
struct Links {
    headings: Vec<(FileId, u32)>,
    anchors: Vec<Place>,
}

impl Links {
    fn of(proposal: &Proposal) -> Self {
        let mut links = Self::default();
        visit::inlines(proposal, &mut |inline| {
            if let InlineKind::Link { target, .. } = &inline.kind {
                match target {
                    LinkTarget::Heading(span) => links.headings.push((span.file, span.start)),
                    LinkTarget::Place { file, name } => links.anchors.push((*file, name.clone())),
                    LinkTarget::Url(_) | LinkTarget::None => {}
                }
            }
        });
        links
    }
}

/// The block ids and anchors of a proposal.
fn held(proposal: &Proposal) -> BTreeSet<Place> {
    let mut held = BTreeSet::new();
    for root in walk::roots(proposal) {
        walk::blocks(root, &mut |block| {
            let mut hold =
                |name: &Option<String>| held.extend(name.clone().map(|name| (block.span.file, name)));
            hold(&block.anchor);
            if let BlockKind::List { items, .. } = &block.kind {
                for item in items {
                    hold(&item.anchor);
                }
            }
        });
    }
    visit::inlines(proposal, &mut |inline| {
        if let InlineKind::Anchor(name) = &inline.kind {
            held.insert((inline.span.file, name.clone()));
        }
    });
    held
}

/// Where an image stands: its own place, else that of what holds it.
fn place(span: Span, image: &Image) -> Span {
    if image.span.is_empty() { span } else { image.span }
}
