//! All notes of one document: each is parsed once, and embeds are filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::extent::{self, MAX_PARTS};
use super::note::{Footnotes, Note, PendingEmbed, PendingLink};
use super::parts::{Section, Written, select, written};
use super::rules::{EMBED_CYCLE, EMBED_MISSING, EMBED_TOO_DEEP};
use super::vault::Vault;
use super::{anchors, annotations, builder, frontmatter, links, lints, prepass};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Annotation, Block, BlockKind, Footnote, InlineKind, plain_text, walk};
use crate::source::{FileId, Sources, Span};

/// How many levels of embeds Obsidian follows.
const MAX_LEVELS: usize = 5;

/// How many parts an embed takes the place of, be its note empty: five levels of
/// thirty each would be millions.
const EMBED: usize = 16;

/// A parsed note whose embeds are not yet filled in.
#[derive(Debug)]
struct Loaded {
    file: FileId,
    blocks: Vec<Block>,
    findings: Vec<Diagnostic>,
    embeds: BTreeMap<Span, PendingEmbed>,
    annotations: Vec<Annotation>,
    /// How much room it takes.
    parts: usize,
}

/// The notes of one document.
pub(super) struct Library<'a> {
    pub(super) vault: &'a dyn Vault,
    pub(super) language: Language,
    notes: BTreeMap<String, Option<Rc<Loaded>>>,
    /// How many parts the notes have that were read.
    read: usize,
    /// How many parts the document has.
    parts: usize,
    /// Whether it was said that there are too many.
    full: bool,
    /// The circles that were told of.
    circles: BTreeSet<BTreeSet<(String, String)>>,
    pub(super) findings: Vec<Diagnostic>,
    /// Footnotes of all notes by provisional index.
    pub(super) footnotes: Vec<Option<Footnote>>,
    pub(super) links: Vec<PendingLink>,
    pub(super) annotations: Vec<Annotation>,
    /// Headings as they are written, where that is not what they show.
    pub(super) written: Written,
    /// The notes that are part of the document.
    pub(super) files: BTreeMap<FileId, String>,
}

/// A place in the chain of embeds: note, fragment, where it is embedded.
struct Level {
    path: String,
    fragment: String,
    span: Option<Span>,
}

impl<'a> Library<'a> {
    pub(super) fn new(vault: &'a dyn Vault, language: Language) -> Self {
        Self {
            vault,
            language,
            notes: BTreeMap::new(),
            read: 0,
            parts: 0,
            full: false,
            circles: BTreeSet::new(),
            findings: Vec::new(),
            footnotes: Vec::new(),
            links: Vec::new(),
            annotations: Vec::new(),
            written: Written::new(),
            files: BTreeMap::new(),
        }
    }

    /// The blocks of the document's own note, embeds filled in.
    pub(super) fn root(&mut self, sources: &mut Sources, file: FileId) -> Vec<Block> {
        let path = sources.get(file).path.clone();
        let loaded = Rc::new(self.load(sources, file));
        self.parts = loaded.parts;
        self.findings.extend(loaded.findings.iter().cloned());
        self.annotations.extend(loaded.annotations.iter().cloned());
        self.files.insert(file, path.clone());
        self.notes.insert(path.clone(), Some(Rc::clone(&loaded)));
        let mut chain = vec![Level { path, fragment: String::new(), span: None }];
        self.fill(sources, loaded.blocks.clone(), &loaded.embeds, &mut chain)
    }

    /// Parses one note.
    fn load(&mut self, sources: &Sources, file: FileId) -> Loaded {
        let source = sources.get(file);
        let cut = frontmatter::cut(&source.text);
        let base = cut.as_ref().map_or(0, |cut| cut.whole.end);
        let body = source.text.get(base..).unwrap_or_default();
        let mut note = Note {
            file,
            path: &source.path,
            base,
            body,
            prepared: prepass::prepare(body),
            language: self.language,
            strict: self.vault.strict_line_breaks(),
            vault: self.vault,
            findings: Vec::new(),
            links: Vec::new(),
            embeds: BTreeMap::new(),
            footnotes: Footnotes::default(),
            // What is hidden takes room as well.
            parts: source.text.len() / extent::TEXT,
            raw: Vec::new(),
            borrowed: 0,
            within: 0,
        };
        let mut blocks = builder::build(&mut note);
        anchors::attach(&note, &mut blocks);
        lints::check(&mut note, &mut blocks);
        written(body, base, &mut blocks, &mut self.written);
        let mut notes = std::mem::take(&mut note.footnotes.notes);
        let defined: Vec<Footnote> = notes.iter().flatten().cloned().collect();
        let annotations = annotations::collect(&note, &blocks, &defined);
        // Indices of this note become indices of the document.
        let (footnote_base, link_base) = (self.footnotes.len(), self.links.len());
        let mut rebase = |inline: &mut crate::proposal::Inline| match &mut inline.kind {
            InlineKind::Footnote(index) => *index += footnote_base,
            InlineKind::Link { target, .. } => links::rebase(target, link_base),
            _ => {}
        };
        walk::inlines_mut(&mut blocks, &mut rebase);
        for footnote in notes.iter_mut().flatten() {
            walk::inlines_mut(&mut footnote.blocks, &mut rebase);
        }
        self.footnotes.extend(notes);
        self.links.append(&mut note.links);
        self.read += note.parts;
        Loaded { file, blocks, findings: note.findings, embeds: note.embeds, annotations, parts: note.parts }
    }

    fn note(&mut self, sources: &mut Sources, path: &str) -> Option<Rc<Loaded>> {
        if let Some(known) = self.notes.get(path) {
            return known.clone();
        }
        let loaded = self.vault.note(path).map(|source| {
            let file = sources.add(source);
            Rc::new(self.load(sources, file))
        });
        self.notes.insert(path.to_owned(), loaded.clone());
        loaded
    }

    /// Fills in the embeds among blocks.
    fn fill(
        &mut self,
        sources: &mut Sources,
        blocks: Vec<Block>,
        embeds: &BTreeMap<Span, PendingEmbed>,
        chain: &mut Vec<Level>,
    ) -> Vec<Block> {
        if embeds.is_empty() {
            return blocks;
        }
        let mut out = Vec::with_capacity(blocks.len());
        let mut section = Section::default();
        for mut block in blocks {
            if let (BlockKind::Embed { .. }, Some(pending)) = (&block.kind, embeds.get(&block.span)) {
                block.kind = match self.embed(sources, pending, block.span, chain) {
                    Some(mut blocks) => {
                        section.fit(&mut blocks);
                        BlockKind::Embed { blocks }
                    }
                    None => BlockKind::Verbatim(pending.shown.clone()),
                };
            } else {
                section.pass(&block);
                for inner in walk::children_mut(&mut block) {
                    let content = std::mem::take(inner);
                    *inner = self.fill(sources, content, embeds, chain);
                }
            }
            out.push(block);
        }
        out
    }

    /// A note, or a part of it, that the properties of `from` append.
    pub(super) fn appended(
        &mut self,
        sources: &mut Sources,
        from: &str,
        pending: &PendingEmbed,
        span: Span,
    ) -> Option<Vec<Block>> {
        let mut chain = vec![Level { path: from.to_owned(), fragment: String::new(), span: None }];
        self.embed(sources, pending, span, &mut chain)
    }

    fn embed(
        &mut self,
        sources: &mut Sources,
        pending: &PendingEmbed,
        span: Span,
        chain: &mut Vec<Level>,
    ) -> Option<Vec<Block>> {
        let PendingEmbed { path, fragment, shown } = pending;
        let again = chain.iter().any(|level| level.path == *path && level.fragment == *fragment);
        if again {
            self.cycle(path, fragment, span, chain);
            return None;
        }
        let full = self.read > MAX_PARTS || self.parts > MAX_PARTS;
        if full || chain.len() > MAX_LEVELS {
            self.too_much(shown, span, full);
            return None;
        }
        let Some(loaded) = self.note(sources, path) else {
            let message = self.language.pick(
                format!("la note incorporée `{path}` ne peut pas être lue"),
                format!("the embedded note `{path}` cannot be read"),
            );
            self.findings.push(Diagnostic::new(&EMBED_MISSING, message).at(span));
            return None;
        };
        let Some(selected) = select(&loaded.blocks, fragment, &self.written) else {
            self.no_such_part(&loaded, pending, span);
            return None;
        };
        let parts = EMBED + extent::parts_of(&selected);
        if self.parts + parts > MAX_PARTS {
            self.too_much(shown, span, true);
            return None;
        }
        self.parts += parts;
        self.files.insert(loaded.file, path.clone());
        // Only what is printed is reported.
        let printed = |at: Option<Span>| {
            fragment.is_empty()
                || at.is_none_or(|at| {
                    selected.iter().any(|block| block.span.start <= at.start && at.start <= block.span.end)
                })
        };
        // What is embedded twice is reported once: equal findings are joined at
        // the end.
        self.findings.extend(loaded.findings.iter().filter(|finding| printed(finding.span)).cloned());
        for annotation in loaded.annotations.iter().filter(|annotation| printed(Some(annotation.span))) {
            if !self.annotations.contains(annotation) {
                self.annotations.push(annotation.clone());
            }
        }
        chain.push(Level { path: path.clone(), fragment: fragment.clone(), span: Some(span) });
        let filled = self.fill(sources, selected, &loaded.embeds, chain);
        chain.pop();
        Some(filled)
    }

    /// Says that embeds go too deep, or once that they are `too many`.
    fn too_much(&mut self, shown: &str, span: Span, too_many: bool) {
        if too_many && std::mem::replace(&mut self.full, true) {
            return;
        }
        let message = self.language.pick(
            format!("`{shown}` est incorporé à plus de {MAX_LEVELS} niveaux, ou en trop grand volume"),
            format!("`{shown}` is embedded more than {MAX_LEVELS} levels deep, or too large"),
        );
        self.findings.push(Diagnostic::new(&EMBED_TOO_DEEP, message).at(span));
    }

    /// Whether a note of this document holds what a fragment names, printed or
    /// not; true where the note was not read.
    pub(super) fn holds(&self, path: &str, fragment: &str) -> bool {
        let loaded = self.notes.get(path).and_then(Option::as_ref);
        loaded.is_none_or(|loaded| select(&loaded.blocks, fragment, &self.written).is_some())
    }

    /// Says once that embeds go round in this circle, however one comes into it.
    fn cycle(&mut self, path: &str, fragment: &str, span: Span, chain: &[Level]) {
        let round = chain.iter().skip_while(|level| level.path != path || level.fragment != fragment);
        let circle: BTreeSet<_> = round.map(|level| (level.path.clone(), level.fragment.clone())).collect();
        if !self.circles.insert(circle) {
            return;
        }
        let name = |path: &str, fragment: &str| {
            if fragment.is_empty() { format!("`{path}`") } else { format!("`{path}#{fragment}`") }
        };
        let mut steps: Vec<String> = chain.iter().map(|level| name(&level.path, &level.fragment)).collect();
        steps.push(name(path, fragment));
        let steps = steps.join(" → ");
        let message = self.language.pick(
            format!("cette incorporation tourne en rond : {steps}"),
            format!("this embed goes round in a circle: {steps}"),
        );
        let mut finding = Diagnostic::new(&EMBED_CYCLE, message).at(span);
        for level in chain {
            if let Some(span) = level.span {
                let message = self.language.pick("incorporé ici", "embedded here");
                finding = finding.related(span, message);
            }
        }
        self.findings.push(finding);
    }

    fn no_such_part(&mut self, loaded: &Loaded, pending: &PendingEmbed, span: Span) {
        let PendingEmbed { path, fragment, .. } = pending;
        let message = self.language.pick(
            format!("`{path}` ne contient pas `#{fragment}`"),
            format!("`{path}` does not hold `#{fragment}`"),
        );
        let headings: Vec<String> = loaded
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Heading { content, .. } => Some(plain_text(content)),
                _ => None,
            })
            .collect();
        let candidates: Vec<&str> = headings.iter().map(String::as_str).collect();
        let mut finding = Diagnostic::new(&EMBED_MISSING, message).at(span);
        if let Some(near) = crate::yaml::nearest(fragment, &candidates) {
            finding = finding.help(
                self.language
                    .pick(format!("vouliez-vous dire `#{near}` ?"), format!("did you mean `#{near}`?")),
            );
        }
        self.findings.push(finding);
    }
}
