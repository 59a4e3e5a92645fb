//! The last steps over the whole document: footnotes get their numbers, links
//! their targets, and nesting its bound.

use std::collections::{BTreeMap, BTreeSet};

use super::library::Library;
use super::note::{MAX_NESTING, PendingLink};
use super::parts::Written;
use super::rules::LINK_UNRESOLVED;
use super::{builder, links, names};
use crate::diagnostics::Diagnostic;
use crate::language::Language;
use crate::proposal::{Block, BlockKind, Footnote, Inline, InlineKind, LinkTarget, plain_text, walk};
use crate::source::{FileId, Span};

/// Numbers footnotes in the order of their first use; those that nothing refers
/// to are dropped.
pub(super) fn footnotes(blocks: &mut [Block], defined: &[Option<Footnote>]) -> Vec<Footnote> {
    let mut order: Vec<(usize, Span)> = Vec::new();
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut number = |order: &mut Vec<(usize, Span)>, inline: &mut Inline| {
        if let InlineKind::Footnote(index) = &mut inline.kind {
            let next = numbers.len();
            let new = *numbers.entry(*index).or_insert(next);
            if new == next {
                order.push((*index, inline.span));
            }
            *index = new;
        }
    };
    walk::inlines_mut(blocks, &mut |inline| number(&mut order, inline));
    let mut out = Vec::new();
    while let Some((index, span)) = order.get(out.len()).copied() {
        let mut note = defined.get(index).cloned().flatten().unwrap_or(Footnote { span, blocks: Vec::new() });
        walk::inlines_mut(&mut note.blocks, &mut |inline| number(&mut order, inline));
        out.push(note);
    }
    out
}

/// The headings and anchors of a document.
#[derive(Debug, Default)]
struct Places {
    /// By file and compared text, in order.
    headings: Vec<(FileId, String, Span)>,
    /// Block ids and HTML anchors, by file.
    anchors: BTreeSet<(FileId, String)>,
    shown: Vec<String>,
}

impl Places {
    fn of(blocks: &[Block], footnotes: &[Footnote], written: &Written) -> Self {
        let mut places = Self::default();
        walk::blocks(blocks, &mut |block| {
            let file = block.span.file;
            places.anchors.extend(block.anchor.clone().map(|name| (file, name)));
            match &block.kind {
                BlockKind::Heading { content, .. } => {
                    let text = plain_text(content);
                    places.headings.push((block.span.file, names::heading(&text), block.span));
                    places.shown.push(text);
                    if let Some(name) = written.get(&block.span) {
                        places.headings.push((block.span.file, name.clone(), block.span));
                    }
                }
                BlockKind::List { items, .. } => {
                    let names = items.iter().filter_map(|item| item.anchor.clone());
                    places.anchors.extend(names.map(|name| (file, name)));
                }
                _ => {}
            }
        });
        let anchors = &mut places.anchors;
        let mut visit = |inline: &Inline| {
            if let InlineKind::Anchor(name) = &inline.kind {
                anchors.insert((inline.span.file, name.clone()));
            }
        };
        walk::inlines(blocks, &mut visit);
        for note in footnotes {
            walk::inlines(&note.blocks, &mut visit);
        }
        places
    }

    /// The target of a fragment in one of the files, if that file is part of the
    /// document.
    fn find(&self, file: FileId, fragment: &str) -> Option<LinkTarget> {
        if let Some(id) = fragment.strip_prefix('^') {
            return self.anchor(file, id.trim());
        }
        let parts: Vec<String> =
            fragment.split('#').map(names::heading).filter(|part| !part.is_empty()).collect();
        let mut from = 0;
        let mut found = None;
        for part in &parts {
            let at = self.headings.iter().skip(from).position(|(of, text, _)| *of == file && text == part)?;
            from += at + 1;
            found = self.headings.get(from - 1).map(|(_, _, span)| LinkTarget::Heading(*span));
        }
        found
    }

    fn anchor(&self, file: FileId, name: &str) -> Option<LinkTarget> {
        let place = (file, name.to_lowercase());
        self.anchors.contains(&place).then_some(LinkTarget::Place { file, name: place.1 })
    }

    /// The first heading or block of that name in any of the files.
    fn find_anywhere(&self, fragment: &str) -> Option<LinkTarget> {
        let mut files: Vec<FileId> = self.headings.iter().map(|(file, ..)| *file).collect();
        files.extend(self.anchors.iter().map(|(file, _)| *file));
        let mut seen = BTreeSet::new();
        files.retain(|file| seen.insert(*file));
        files.into_iter().find_map(|file| self.find(file, fragment))
    }

    fn find_loosely(&self, file: FileId, fragment: &str) -> Option<LinkTarget> {
        if let Some(anchor) = self.anchor(file, fragment) {
            return Some(anchor);
        }
        // The form that GitHub gives: `#prix-ht`.
        let slug = |text: &str| {
            let seen: String = text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}')).collect();
            seen.trim().replace([' ', '\'', '’'], "-").replace("--", "-")
        };
        let wanted = slug(&names::heading(fragment));
        self.headings
            .iter()
            .find(|(of, text, _)| *of == file && slug(text) == wanted)
            .map(|(_, _, span)| LinkTarget::Heading(*span))
    }
}

/// Gives links within the document their targets.
pub(super) fn links(
    library: &mut Library<'_>,
    language: Language,
    blocks: &mut [Block],
    footnotes: &mut [Footnote],
) {
    let places = Places::of(blocks, footnotes, &library.written);
    let files: BTreeMap<&str, FileId> =
        library.files.iter().map(|(file, path)| (path.as_str(), *file)).collect();
    let shared: &Library<'_> = library;
    let pending = &shared.links;
    let mut findings = Vec::new();
    let mut visit = |inline: &mut Inline| {
        if let InlineKind::Link { target, .. } = &mut inline.kind
            && let Some(link) = links::pending(target).and_then(|index| pending.get(index))
        {
            let holds = |path: &str, fragment: &str| shared.holds(path, fragment);
            *target = resolve(link, &places, &files, language, &holds, &mut findings);
        }
    };
    walk::inlines_mut(blocks, &mut visit);
    for note in footnotes {
        walk::inlines_mut(&mut note.blocks, &mut visit);
    }
    library.findings.append(&mut findings);
}

fn resolve(
    link: &PendingLink,
    places: &Places,
    files: &BTreeMap<&str, FileId>,
    language: Language,
    holds: &dyn Fn(&str, &str) -> bool,
    findings: &mut Vec<Diagnostic>,
) -> LinkTarget {
    // Notes that are not printed cannot be linked to.
    let Some(file) = files.get(link.path.as_str()) else { return LinkTarget::None };
    if link.fragment.is_empty() {
        return LinkTarget::None;
    }
    if let Some(target) =
        places.find(*file, &link.fragment).or_else(|| places.find_loosely(*file, &link.fragment))
    {
        return target;
    }
    // Only a part of an embedded note may be printed: its other headings exist.
    if holds(&link.path, &link.fragment) {
        return LinkTarget::None;
    }
    // To a reader of the pages the note and what it embeds are one document.
    if link.shown.starts_with("[[#")
        && let Some(target) = places.find_anywhere(&link.fragment)
    {
        return target;
    }
    let message = language.pick(
        format!("le lien `{}` ne mène nulle part : seul son texte est imprimé", link.shown),
        format!("the link `{}` leads nowhere: only its text is printed", link.shown),
    );
    let mut finding = Diagnostic::new(&LINK_UNRESOLVED, message).at(link.span);
    let candidates: Vec<&str> = places.shown.iter().map(String::as_str).collect();
    if let Some(near) = crate::yaml::nearest(&link.fragment, &candidates) {
        finding = finding.help(
            language.pick(format!("vouliez-vous dire `#{near}` ?"), format!("did you mean `#{near}`?")),
        );
    }
    findings.push(finding);
    LinkTarget::None
}

/// Flattens what is nested deeper than can be set; gives a place where that was
/// needed.
pub(super) fn bound(blocks: &mut Vec<Block>, depth: usize) -> Option<Span> {
    let mut first = None;
    let old = std::mem::take(blocks);
    for mut block in old {
        let nests = !matches!(block.kind, BlockKind::Embed { .. });
        if !walk::children(&block).is_empty() && nests && depth >= MAX_NESTING {
            first = first.or(Some(block.span));
            if let BlockKind::Callout(callout) = &mut block.kind
                && let Some(title) = callout.title.take()
            {
                blocks.push(Block { span: block.span, kind: BlockKind::Paragraph(title), anchor: None });
            }
            for inner in walk::children_mut(&mut block) {
                let mut inner = std::mem::take(inner);
                first = first.or(bound(&mut inner, depth));
                blocks.append(&mut inner);
            }
            continue;
        }
        for inner in walk::children_mut(&mut block) {
            let found = bound(inner, depth + usize::from(nests));
            first = first.or(found);
        }
        let span = block.span;
        let mut bounded = |content: &mut Vec<Inline>| {
            if bound_inlines(content, depth) {
                first = first.or(Some(span));
            }
        };
        match &mut block.kind {
            BlockKind::Heading { content, .. } | BlockKind::Paragraph(content) => bounded(content),
            BlockKind::Figure { caption, .. } => bounded(caption),
            BlockKind::Callout(callout) => callout.title.iter_mut().for_each(bounded),
            BlockKind::Table(table) => {
                let rows = table.header.iter_mut().chain(&mut table.rows);
                rows.flat_map(|row| &mut row.cells).for_each(|cell| bounded(&mut cell.content));
            }
            _ => {}
        }
        blocks.push(block);
    }
    first
}

fn bound_inlines(content: &mut Vec<Inline>, depth: usize) -> bool {
    let mut cut = false;
    let old = std::mem::take(content);
    for mut inline in old {
        match &mut inline.kind {
            InlineKind::Emphasis(inner) | InlineKind::Strong(inner) | InlineKind::Styled(_, inner)
                if depth >= MAX_NESTING =>
            {
                cut = true;
                bound_inlines(inner, depth);
                content.append(inner);
                continue;
            }
            InlineKind::Emphasis(inner)
            | InlineKind::Strong(inner)
            | InlineKind::Styled(_, inner)
            | InlineKind::Link { content: inner, .. } => cut |= bound_inlines(inner, depth + 1),
            _ => {}
        }
        content.push(inline);
    }
    cut
}

/// The finding for [`bound`].
pub(super) fn bounded(language: Language, span: Span) -> Diagnostic {
    builder::too_deep(language).at(span)
}
