//! What stands before the first section: the matter of a cover.

mod lines;

pub(super) use lines::{byline, is_version_table};

use lines::{after, is_byline, is_history, is_numbered, lines};

use super::metadata::labels;
use super::names;
use crate::proposal::{
    Block, BlockKind, Field, Head, HeadFact, Image, ImageSource, Inline, InlineKind, Table, plain_text,
};
use crate::source::{Sources, Span};

/// How many characters a line on a cover has at most.
const SHORT: usize = 160;

/// Takes the head off the blocks of a document; leaves everything where it is
/// when the document has none. `titled` says whether the frontmatter gives a
/// title.
/// Gives the head, and what its lines say even where they stay in the text.
pub(super) fn take(sources: &Sources, blocks: &mut Vec<Block>, titled: bool) -> (Head, Head) {
    let mut reader = Reader { sources, blocks, head: Head::default(), titled };
    let length = reader.read();
    let has_title = reader.head.title.is_some();
    let ends_well = reader.blocks.get(length).is_none_or(|block| heading(block).is_some());
    let head = reader.head;
    let collected =
        head.logo.is_some() || !head.bylines.is_empty() || !head.facts.is_empty() || head.versions.is_some();
    if length == 0 || !(has_title || ((titled || ends_well) && collected)) {
        return (Head::default(), head);
    }
    blocks.drain(..length);
    (head.clone(), head)
}

struct Reader<'a> {
    sources: &'a Sources,
    blocks: &'a [Block],
    head: Head,
    titled: bool,
}

/// What a block is to the head.
enum Part {
    Logo(Image, Vec<Block>),
    Title,
    Subtitle,
    Byline,
    Facts(Vec<HeadFact>),
    Versions,
    Rest,
    /// Nothing of its own: a rule.
    Space,
    /// The first section, or what belongs to it.
    Section,
}

impl Reader<'_> {
    /// Fills the head; gives the number of blocks that it took.
    fn read(&mut self) -> usize {
        let mut at = 0;
        while let Some(block) = self.blocks.get(at) {
            match self.part(block, at) {
                Part::Section => break,
                Part::Space => {}
                Part::Logo(image, more) => {
                    self.head.logo = Some(image);
                    self.head.bylines.extend(more);
                }
                Part::Title => self.head.title = Some(unaligned(block)),
                Part::Subtitle => self.head.subtitles.push(unaligned(block)),
                Part::Byline => self.head.bylines.push(unaligned(block)),
                Part::Facts(facts) => self.head.facts.extend(facts),
                Part::Versions => self.head.versions = Some(block.clone()),
                Part::Rest => self.head.rest.push(block.clone()),
            }
            at += 1;
        }
        at
    }

    fn part(&self, block: &Block, at: usize) -> Part {
        let inner = unaligned(block);
        match &inner.kind {
            BlockKind::Rule | BlockKind::PageBreak => Part::Space,
            BlockKind::Figure { image, caption } if self.head.logo.is_none() && self.is_logo(image, at) => {
                let more = caption_block(caption);
                Part::Logo(image.clone(), more.into_iter().collect())
            }
            BlockKind::Figure { .. } if self.head.title.is_none() || self.only_head_follows(at) => Part::Rest,
            BlockKind::Heading { level, content, .. } => self.heading(at, *level, content),
            BlockKind::Paragraph(content) => self.paragraph(at, content),
            BlockKind::Table(table) if self.head.versions.is_none() && is_version_table(table) => {
                Part::Versions
            }
            BlockKind::Table(table) => match self.fact_table(table) {
                Some(facts) => Part::Facts(facts),
                None => Part::Section,
            },
            BlockKind::Aligned { blocks, .. } if Self::is_short(blocks) && self.only_head_follows(at) => {
                Part::Rest
            }
            _ => Part::Section,
        }
    }

    fn heading(&self, at: usize, level: u8, content: &[Inline]) -> Part {
        let text = plain_text(content);
        if is_numbered(&text) {
            return Part::Section;
        }
        if is_byline(&text) {
            return Part::Byline;
        }
        let bare = !self.has_body(at, level);
        // A title of the version history goes with it.
        if is_history(&text) && self.leads_to_head(at) && bare {
            return Part::Rest;
        }
        if let Some(fact) = self.fact(content) {
            let known = labels::is_fact(&fact.label.value);
            if known && (bare || labels::is_party(&fact.label.value)) {
                return Part::Facts(vec![fact]);
            }
        }
        if self.head.title.is_none() && self.head.subtitles.is_empty() {
            let many =
                self.blocks.iter().filter(|block| heading(block).is_some_and(|(of, _)| of == 1)).count() > 1;
            let title =
                if level == 1 { bare || !many || self.leads_to_head(at) } else { bare && !self.titled };
            return if title { Part::Title } else { Part::Section };
        }
        // A line under the author's name, at the same level, is about the
        // author.
        if bare && self.follows_byline(at, level) {
            return Part::Byline;
        }
        if bare || self.leads_to_head(at) { Part::Subtitle } else { Part::Section }
    }

    /// An image before the title, one called so, or one among other matter of a
    /// cover: an image over running text belongs to the text.
    fn is_logo(&self, image: &Image, at: usize) -> bool {
        let next = self.blocks.iter().skip(at + 1).find(|block| !matches!(block.kind, BlockKind::Rule));
        self.head.title.is_none()
            || is_named_logo(image)
            || self.only_head_follows(at)
            || next.is_some_and(|next| heading(next).is_some())
    }

    /// Whether an image below a heading of a level is what this section shows: one
    /// that no logo is called, with another section of that level behind it.
    fn is_of_section(&self, image: &Image, level: u8, at: usize) -> bool {
        let next = self.blocks.iter().skip(at + 1).find(|block| !matches!(block.kind, BlockKind::Rule));
        let sibling = next.and_then(heading).is_some_and(|(of, text)| of == level && !is_numbered(&text));
        sibling && self.head.title.is_some() && !is_named_logo(image)
    }

    /// The facts of a table of labels and values.
    fn fact_table(&self, table: &Table) -> Option<Vec<HeadFact>> {
        let rows: Vec<_> = table.header.iter().chain(&table.rows).collect();
        let facts: Option<Vec<HeadFact>> = rows
            .into_iter()
            .map(|row| {
                let [label, value] = row.cells.as_slice() else { return None };
                let text = plain_text(&label.content);
                let text = text.trim().trim_end_matches([':', ' ', '\u{a0}', '\u{202f}']).to_owned();
                let label = Field { value: text, span: label.span };
                let known = labels::is_fact(&label.value) && !value.content.is_empty();
                known.then(|| HeadFact { span: row.span, label, value: value.content.clone() })
            })
            .collect();
        facts.filter(|facts| facts.len() > 1 && self.head.title.is_some())
    }

    fn paragraph(&self, at: usize, content: &[Inline]) -> Part {
        let text = plain_text(content);
        let lines = lines(content);
        if is_all(&lines, |line| is_byline(&plain_text(line))) && lines.len() <= 4 {
            return Part::Byline;
        }
        let facts: Vec<HeadFact> = lines.iter().filter_map(|line| self.fact(line)).collect();
        if !facts.is_empty()
            && facts.len() == lines.len()
            && facts.iter().all(|fact| labels::is_fact(&fact.label.value))
        {
            return Part::Facts(facts);
        }
        let image = content.iter().find_map(|inline| match &inline.kind {
            InlineKind::Image(image) => Some(image),
            _ => None,
        });
        if image.is_some() && text.trim().is_empty() && self.only_head_follows(at) {
            return Part::Rest;
        }
        let short = text.chars().count() <= SHORT && lines.len() <= 6;
        if short && self.head.title.is_some() && self.only_head_follows(at) {
            return Part::Rest;
        }
        Part::Section
    }

    /// Whether a heading has text of its own: something other than a heading,
    /// rule or matter of a cover follows it.
    fn has_body(&self, at: usize, level: u8) -> bool {
        for (offset, block) in self.blocks.iter().enumerate().skip(at + 1) {
            if matches!(block.kind, BlockKind::Rule | BlockKind::PageBreak) {
                continue;
            }
            let inner = unaligned(block);
            return match &inner.kind {
                BlockKind::Heading { level: next, content, .. } => {
                    let text = plain_text(content);
                    *next > level
                        && !is_numbered(&text)
                        && !is_byline(&text)
                        && self.fact(content).is_none()
                        && self.has_body(offset, *next)
                        || *next > level + 1 && is_numbered(&text)
                        || *next > level && level > 1 && is_numbered(&text)
                }
                BlockKind::Figure { image, .. } if !self.is_of_section(image, level, offset) => continue,
                BlockKind::Table(table) => !is_version_table(table) && self.fact_table(table).is_none(),
                BlockKind::Paragraph(content) => !is_all(&lines(content), |line| {
                    is_byline(&plain_text(line))
                        || self.fact(line).is_some_and(|fact| labels::is_fact(&fact.label.value))
                }),
                _ => true,
            };
        }
        false
    }

    /// Whether matter of a cover follows directly: a byline, a fact, the
    /// version history.
    fn leads_to_head(&self, at: usize) -> bool {
        let next = self.blocks.iter().skip(at + 1).find(|block| !matches!(block.kind, BlockKind::Rule));
        next.is_some_and(|block| {
            let inner = unaligned(block);
            match &inner.kind {
                BlockKind::Heading { content, .. } => {
                    is_byline(&plain_text(content))
                        || self.fact(content).is_some_and(|fact| labels::is_fact(&fact.label.value))
                }
                BlockKind::Paragraph(content) => is_all(&lines(content), |line| {
                    is_byline(&plain_text(line))
                        || self.fact(line).is_some_and(|fact| labels::is_fact(&fact.label.value))
                }),
                BlockKind::Table(table) => is_version_table(table),
                _ => false,
            }
        })
    }

    /// Whether no running text stands between a block and the first section:
    /// only then is it part of the cover.
    fn only_head_follows(&self, at: usize) -> bool {
        for (offset, block) in self.blocks.iter().enumerate().skip(at + 1).take(12) {
            let inner = unaligned(block);
            match &inner.kind {
                BlockKind::Rule | BlockKind::PageBreak => return true,
                BlockKind::Heading { content, .. } => {
                    // A text right before the first section introduces it,
                    // unless matter of a cover goes on.
                    return is_byline(&plain_text(content))
                        || self.fact(content).is_some()
                        || self.leads_to_head(offset);
                }
                BlockKind::Figure { .. } => {}
                BlockKind::Table(table) if is_version_table(table) || self.fact_table(table).is_some() => {
                    return true;
                }
                BlockKind::Paragraph(content) => {
                    if lines(content).iter().any(|line| is_byline(&plain_text(line))) {
                        return true;
                    }
                    if plain_text(content).chars().count() > SHORT {
                        return false;
                    }
                }
                _ => return false,
            }
        }
        false
    }

    fn follows_byline(&self, at: usize, level: u8) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.blocks.get(before));
        let Some((of, _)) = before.and_then(heading) else { return false };
        let last = self.head.bylines.last().map(|block| block.span);
        of == level && before.is_some_and(|before| last.is_some_and(|last| touches(before.span, last)))
    }

    fn is_short(blocks: &[Block]) -> bool {
        blocks.iter().all(|block| match &block.kind {
            BlockKind::Paragraph(content) => plain_text(content).chars().count() <= SHORT,
            BlockKind::Figure { .. } => true,
            _ => false,
        })
    }

    /// Reads `label : value`.
    fn fact(&self, line: &[Inline]) -> Option<HeadFact> {
        let (first, last) = (line.first()?, line.last()?);
        let span = first.span.to(last.span);
        let text = plain_text(line);
        let colon = text.find(':')?;
        let label = text.get(..colon)?.trim();
        let words = label.split_whitespace().count();
        if label.is_empty() || words > 6 || label.chars().any(|c| matches!(c, '.' | '?' | '!')) && words > 2 {
            return None;
        }
        let value = after(line, text.get(..=colon)?.len())?;
        if plain_text(&value).trim().is_empty()
            && !value.iter().any(|inline| matches!(inline.kind, InlineKind::Link { .. }))
        {
            return None;
        }
        let source = self.sources.slice(span);
        let start = source.find(label).map_or(span.start as usize, |at| span.start as usize + at);
        let label_span = Span::new(span.file, start..start + label.len());
        let label_span = if self.sources.slice(label_span) == label { label_span } else { span };
        Some(HeadFact { span, label: Field { value: label.to_owned(), span: label_span }, value })
    }
}

fn is_named_logo(image: &Image) -> bool {
    let name = match &image.source {
        ImageSource::File(path) | ImageSource::PdfPage(path, _) => path,
        ImageSource::Missing(name) | ImageSource::Remote(name) => name,
    };
    names::fold(names::file_name(name)).contains("logo")
}

/// Whether there are lines and each is so. A paragraph of images or formulas has
/// none.
fn is_all(lines: &[Vec<Inline>], is: impl Fn(&[Inline]) -> bool) -> bool {
    !lines.is_empty() && lines.iter().all(|line| is(line))
}

/// A block without the alignment it is set apart by.
fn unaligned(block: &Block) -> Block {
    match &block.kind {
        BlockKind::Aligned { blocks, .. } => match blocks.as_slice() {
            [only] if !matches!(only.kind, BlockKind::Aligned { .. }) => {
                let anchor = only.anchor.clone().or_else(|| block.anchor.clone());
                Block { anchor, ..only.clone() }
            }
            _ => block.clone(),
        },
        _ => block.clone(),
    }
}

fn touches(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

fn heading(block: &Block) -> Option<(u8, String)> {
    match &block.kind {
        BlockKind::Heading { level, content, .. } => Some((*level, plain_text(content))),
        BlockKind::Aligned { blocks, .. } => blocks.first().and_then(heading),
        _ => None,
    }
}

fn caption_block(caption: &[Inline]) -> Option<Block> {
    let span = caption.first()?.span.to(caption.last()?.span);
    let kind = BlockKind::Paragraph(vec![Inline { span, kind: InlineKind::Emphasis(caption.to_vec()) }]);
    Some(Block { span, kind, anchor: None })
}
