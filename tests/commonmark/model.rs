//! The model as words and what they are.

use propose::proposal::{Block, BlockKind, Inline, InlineKind, LinkTarget, Proposal};

use super::Word;

/// The words of a text: letters and figures, and signs each by itself.
pub(super) fn split(text: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    for c in text.chars() {
        if c.is_whitespace() {
            words.push(String::new());
        } else if c.is_alphanumeric() {
            words.last_mut().unwrap().push(c);
        } else {
            words.push(c.to_string());
            words.push(String::new());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// The words of a proposal, each with what it stands in.
pub(super) fn words(proposal: &Proposal) -> Vec<Word> {
    let mut walk = Walk { words: Vec::new(), marks: Vec::new() };
    let head = &proposal.head;
    let blocks =
        head.title.iter().chain(&head.subtitles).chain(&head.bylines).chain(&head.versions).chain(&head.rest);
    blocks.for_each(|block| walk.block(block));
    for fact in &head.facts {
        walk.text(&fact.label.value);
        walk.inlines(&fact.value);
    }
    walk.blocks(&proposal.blocks);
    walk.words
}

struct Walk {
    words: Vec<Word>,
    marks: Vec<String>,
}

impl Walk {
    fn text(&mut self, text: &str) {
        let mut marks = self.marks.clone();
        marks.sort();
        marks.dedup();
        self.words.extend(split(text).map(|word| (word, marks.clone())));
    }

    fn within(&mut self, mark: &str, walk: impl FnOnce(&mut Self)) {
        self.marks.push(mark.to_owned());
        walk(self);
        self.marks.pop();
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { level, content, .. } => {
                self.within(&format!("heading {level}"), |walk| walk.inlines(content));
            }
            BlockKind::Paragraph(content) | BlockKind::Figure { caption: content, .. } => {
                self.inlines(content);
            }
            BlockKind::List { items, .. } => {
                for item in items {
                    self.within("item", |walk| walk.blocks(&item.blocks));
                }
            }
            BlockKind::Table(table) => {
                for cell in table.header.iter().chain(&table.rows).flat_map(|row| &row.cells) {
                    self.inlines(&cell.content);
                }
            }
            BlockKind::Code { text, .. } => self.within("code", |walk| walk.text(text)),
            BlockKind::Quote(blocks) => self.within("quote", |walk| walk.blocks(blocks)),
            BlockKind::Aligned { blocks, .. } | BlockKind::Embed { blocks } => self.blocks(blocks),
            BlockKind::Diagram { text } | BlockKind::Math { source: text } => self.text(text),
            // Stands for an image that is not there, as it is written.
            BlockKind::Verbatim(_) => {}
            BlockKind::Callout(callout) => {
                self.within("quote", |walk| {
                    walk.inlines(callout.title.as_deref().unwrap_or_default());
                    walk.blocks(&callout.blocks);
                });
            }
            BlockKind::Rule | BlockKind::PageBreak => {}
        }
    }

    /// Text that stands side by side is one text: `foo` and `bar` in
    /// `foo<a>bar` are one word.
    fn inlines(&mut self, content: &[Inline]) {
        let mut run = String::new();
        for inline in content {
            match &inline.kind {
                InlineKind::Text(text) => {
                    run.push_str(text);
                    continue;
                }
                InlineKind::Tag(tag) => {
                    run.push('#');
                    run.push_str(tag);
                    continue;
                }
                InlineKind::Anchor(_) => continue,
                _ => self.text(&std::mem::take(&mut run)),
            }
            match &inline.kind {
                InlineKind::Code(code) => self.within("code", |walk| walk.text(code)),
                InlineKind::Emphasis(inner) => self.within("emphasis", |walk| walk.inlines(inner)),
                InlineKind::Strong(inner) => self.within("strong", |walk| walk.inlines(inner)),
                InlineKind::Styled(_, inner) => self.inlines(inner),
                InlineKind::Link { target: LinkTarget::Url(url), content } => match super::link(url) {
                    Some(link) => self.within(&link, |walk| walk.inlines(content)),
                    None => self.inlines(content),
                },
                InlineKind::Link { content, .. } => self.inlines(content),
                InlineKind::Math { source, .. } => self.text(&format!("${source}$")),
                _ => {}
            }
        }
        self.text(&run);
    }
}
