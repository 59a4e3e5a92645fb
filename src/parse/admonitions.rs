//! Fences of the Admonition plugin (` ```ad-note `): callouts from before
//! Obsidian had its own. What stands in them is Markdown.

use std::ops::Range;

use super::note::Note;
use super::{anchors, builder, callouts, lints, names, prepass};
use crate::proposal::{Block, BlockKind, Callout, Inline};

/// How deep such fences stand within each other.
const MAX_WITHIN: usize = 4;

/// The keys that may stand at the beginning.
const KEYS: &[&str] = &["title", "collapse", "icon", "color"];

/// The callout that a fence with an info string of `ad-…` is; none for any other
/// fence, and for one whose lines stand in a quotation or a list.
pub(super) fn callout(
    note: &mut Note<'_>,
    info: &str,
    text: &str,
    range: &Range<usize>,
) -> Option<BlockKind> {
    let name = info.strip_prefix("ad-").filter(|name| !name.is_empty())?;
    if note.within >= MAX_WITHIN {
        return None;
    }
    let whole = note.slice(range.clone());
    let start = range.start + whole.find('\n')? + 1;
    let inside = note.slice(start..start + text.len());
    if inside != text {
        return None;
    }
    let inside = inside.to_owned();
    let mut title = None;
    let mut at = 0;
    for line in inside.split_inclusive('\n') {
        let Some((key, value)) = line.split_once(':').filter(|(key, _)| KEYS.contains(&key.trim())) else {
            break;
        };
        if key.trim() == "title" {
            let value_at = at + key.len() + 1;
            title = Some(start + value_at..start + value_at + value.trim_end().len());
        }
        at += line.len();
    }
    let title = title.and_then(|title| inline(note, title)).filter(|title: &Vec<Inline>| !title.is_empty());
    let blocks = blocks(note, start + at..start + inside.len());
    let name = names::key(name).replace(' ', "-");
    Some(BlockKind::Callout(Callout { family: callouts::family(&name), name, title, blocks }))
}

fn inline(note: &mut Note<'_>, range: Range<usize>) -> Option<Vec<Inline>> {
    match blocks(note, range).into_iter().next()?.kind {
        BlockKind::Paragraph(content) => Some(content),
        _ => None,
    }
}

/// Parses a part of a note as if it were a note. What it refers to is counted
/// with the rest.
fn blocks(note: &mut Note<'_>, range: Range<usize>) -> Vec<Block> {
    let text = note.slice(range.clone()).to_owned();
    let base = note.base + note.prepared.map.map(range.start);
    let mut prepared = prepass::prepare(&text);
    let labels = note.prepared.labels(note.borrowed);
    let borrowed = prepared.borrow_labels(&labels);
    let mut inner = Note {
        file: note.file,
        path: note.path,
        base,
        body: &text,
        prepared,
        language: note.language,
        strict: note.strict,
        vault: note.vault,
        findings: Vec::new(),
        links: std::mem::take(&mut note.links),
        embeds: std::mem::take(&mut note.embeds),
        footnotes: std::mem::take(&mut note.footnotes),
        raw: Vec::new(),
        parts: note.parts,
        borrowed,
        within: note.within + 1,
    };
    let mut blocks = builder::build(&mut inner);
    anchors::attach(&inner, &mut blocks);
    lints::prepass(&mut inner);
    let Note { findings, links, embeds, footnotes, raw, parts, .. } = inner;
    note.parts = parts;
    note.raw.extend(raw);
    note.findings.extend(findings);
    (note.links, note.embeds, note.footnotes) = (links, embeds, footnotes);
    blocks
}
