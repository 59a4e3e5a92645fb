use super::elements::trim;
use super::style::dress;
use super::{Known, Tag, TagKind, Token, alignment, entities, inline, is_void, known, tokens};
use crate::diagnostics::Diagnostic;
use crate::parse::note::Note;
use crate::parse::rules::{HTML_SHOWS_HIDDEN, HTML_SWALLOWS_TEXT};
use crate::parse::{images, links};
use crate::proposal::{Alignment, Block, BlockKind, Cell, Inline, InlineKind, ListItem, Row};
use crate::source::{OffsetMap, Span};

/// How deep elements nest within one HTML block.
const DEPTH: usize = 12;

/// What an HTML block holds.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    pub(crate) blocks: Vec<Block>,
    /// An alignment that goes on after the block.
    pub(crate) opens: Option<Alignment>,
    /// Whether it ends an alignment that an earlier block opened.
    pub(crate) closes: bool,
}

#[derive(Default)]
pub(super) struct Element {
    pub(super) tag: Option<Tag>,
    pub(super) span: Option<Span>,
    pub(super) blocks: Vec<Block>,
    pub(super) inlines: Vec<Inline>,
    pub(super) items: Vec<ListItem>,
    pub(super) rows: Vec<(Row, bool)>,
    pub(super) cells: Vec<(Cell, bool, Option<Alignment>)>,
    pub(super) caption: Vec<Block>,
}

impl Element {
    fn is_inline(&self) -> bool {
        self.tag.as_ref().is_some_and(|tag| known(&tag.name) == Known::Inline)
    }
}

pub(super) struct Reader<'n, 'a, 'm> {
    pub(super) note: &'n mut Note<'a>,
    map: &'m OffsetMap,
    pub(super) stack: Vec<Element>,
    beyond: usize,
    swallowed: bool,
}

/// Reads an HTML block. `map` leads from `text` into the parsed text.
pub(crate) fn read(note: &mut Note<'_>, text: &str, map: &OffsetMap) -> Outcome {
    let mut reader = Reader { note, map, stack: vec![Element::default()], beyond: 0, swallowed: false };
    let mut outcome = Outcome::default();
    // The element that hides what it holds, and how many of its name are open.
    let mut hidden: Option<(String, usize)> = None;
    let mut hides_more = None;
    let mut pre: Option<(usize, usize)> = None;
    for token in tokens(text) {
        match token {
            Token::Tag(tag, range) => {
                if let Some((name, open)) = &mut hidden {
                    match tag.kind {
                        _ if tag.name != *name => {}
                        TagKind::Open => *open += 1,
                        TagKind::Close => *open -= 1,
                    }
                    if *open == 0 {
                        hidden = None;
                        hides_more = None;
                    }
                    continue;
                }
                if let Some((start, from)) = pre {
                    if tag.kind == TagKind::Close && tag.name == "pre" {
                        reader.code(text.get(from..range.start).unwrap_or_default(), start..range.end);
                        pre = None;
                    }
                    continue;
                }
                match (tag.kind, known(&tag.name)) {
                    (TagKind::Open, sort)
                        if !is_void(&tag.name)
                            && (sort == Known::Hidden || tag.hides() || tag.falls_back()) =>
                    {
                        if tag.falls_back() {
                            reader.media(&tag, &range);
                        }
                        hides_more = Some(range).filter(|_| tag.hides());
                        hidden = Some((tag.name, 1));
                    }
                    (TagKind::Open, _) if tag.name == "pre" => {
                        reader.flush();
                        pre = Some((range.start, range.end));
                    }
                    (TagKind::Open, _) => {
                        let written = text.get(range.clone()).unwrap_or_default();
                        reader.open(tag, range, written);
                    }
                    (TagKind::Close, _) => outcome.closes |= reader.close(&tag),
                }
            }
            Token::Text(range) => {
                if hidden.is_none() && pre.is_none() {
                    reader.text(text, range);
                }
            }
        }
    }
    if let Some((start, from)) = pre {
        reader.code(text.get(from..).unwrap_or_default(), start..text.len());
    }
    if let Some(range) = hides_more {
        let span = reader.span(&range);
        let message = reader.note.language.pick(
            "cet élément caché s'arrête à la première ligne vide : la suite s'imprime",
            "this hidden element ends at the first empty line: what follows is printed",
        );
        let help = reader.note.language.pick(
            "mettez ce qui ne doit pas paraître entre `%%` et `%%`",
            "put what must not appear between `%%` and `%%`",
        );
        reader.note.report(Diagnostic::new(&HTML_SHOWS_HIDDEN, message).at(span).help(help));
    }
    // An alignment that is still open goes on: the author wants what follows
    // set so, although Obsidian closes it here.
    let open = reader.stack.iter().skip(1).find_map(|element| element.tag.as_ref().and_then(alignment));
    if let Some(alignment) = open.filter(|_| reader.stack.len() > 1) {
        outcome.opens = Some(alignment);
        for element in &mut reader.stack {
            if let Some(tag) = &mut element.tag
                && self::alignment(tag).is_some()
            {
                *tag = Tag::clone(tag).without_alignment();
            }
        }
    }
    while reader.stack.len() > 1 {
        reader.pop();
    }
    reader.flush();
    let span = reader.span(&(0..text.len()));
    outcome.blocks = reader
        .stack
        .pop()
        .map(|mut root| {
            root.settle("", span);
            root.blocks
        })
        .unwrap_or_default();
    outcome
}

impl Reader<'_, '_, '_> {
    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        let end = range.end.checked_sub(1).map_or(0, |last| self.map.map(last) + 1);
        let start = self.map.map(range.start);
        self.note.span(&(start..end.max(start)))
    }

    fn top(&mut self) -> Option<&mut Element> {
        self.stack.last_mut()
    }

    fn code(&mut self, raw: &str, range: std::ops::Range<usize>) {
        let span = self.span(&range);
        let mut plain = String::new();
        for token in tokens(raw) {
            if let Token::Text(range) = token {
                plain.push_str(raw.get(range).unwrap_or_default());
            }
        }
        let text = entities(plain.strip_prefix('\n').unwrap_or(&plain)).trim_end_matches('\n').to_owned();
        if let Some(top) = self.top() {
            top.blocks.push(Block { span, kind: BlockKind::Code { language: None, text }, anchor: None });
        }
    }

    /// Makes a paragraph of the loose inline content of the innermost element.
    fn flush(&mut self) {
        let Some(top) = self.top() else { return };
        let mut inlines = std::mem::take(&mut top.inlines);
        trim(&mut inlines);
        let (Some(first), Some(last)) = (inlines.first(), inlines.last()) else { return };
        let span = first.span.to(last.span);
        let kind = match inlines.as_slice() {
            [Inline { kind: InlineKind::Image(image), .. }] => {
                BlockKind::Figure { image: image.clone(), caption: Vec::new() }
            }
            _ => BlockKind::Paragraph(inlines),
        };
        top.blocks.push(Block { span, kind, anchor: None });
    }

    fn text(&mut self, source: &str, range: std::ops::Range<usize>) {
        let raw = source.get(range.clone()).unwrap_or_default();
        let space = |c: char| matches!(c, ' ' | '\t' | '\n');
        let trimmed = raw.trim_matches(space);
        let start = range.start + (raw.len() - raw.trim_start_matches(space).len());
        let end = start + trimmed.len();
        let place = self.span(&(start..end));
        let markdown = looks_like_markdown(trimmed);
        if markdown {
            self.note.raw.push(place);
        }
        if markdown && !self.swallowed {
            self.swallowed = true;
            let message = self.note.language.pick(
                "ce texte est dans un bloc HTML : son Markdown s'imprime tel quel",
                "this text stands in an HTML block: its Markdown is printed as it stands",
            );
            let help = self.note.language.pick(
                "une ligne vide après la balise termine le bloc HTML",
                "an empty line after the tag ends the HTML block",
            );
            self.note.report(Diagnostic::new(&HTML_SWALLOWS_TEXT, message).at(place).help(help));
        }
        let mut collapsed = collapsed(&entities(raw));
        let Some(top) = self.top() else { return };
        if let Some(Inline { kind: InlineKind::Text(before), .. }) = top.inlines.last()
            && before.ends_with(' ')
        {
            collapsed.drain(..collapsed.len() - collapsed.trim_start_matches(' ').len());
        }
        if !collapsed.is_empty() {
            // A space at an end belongs to the place as well: a text is then as
            // long as its place only where offsets of the one lead into the other.
            let before = collapsed.starts_with(' ') && raw.starts_with(space);
            let behind = !trimmed.is_empty() && collapsed.ends_with(' ') && raw.ends_with(space);
            let span = self.span(&(start - usize::from(before)..end + usize::from(behind)));
            let Some(top) = self.top() else { return };
            top.inlines.push(Inline { span, kind: InlineKind::Text(collapsed) });
        }
    }

    fn media(&mut self, tag: &Tag, range: &std::ops::Range<usize>) {
        let span = self.span(range);
        inline::media(self.note, tag, span);
    }

    fn open(&mut self, tag: Tag, range: std::ops::Range<usize>, written: &str) {
        let span = self.span(&range);
        let sort = known(&tag.name);
        let inline = |kind| Inline { span, kind };
        match tag.name.as_str() {
            "br" => self.push(inline(InlineKind::Break)),
            "wbr" => self.push(inline(InlineKind::Text("\u{200b}".to_owned()))),
            "img" => {
                let image = images::from_tag(self.note, &tag, span);
                self.push(inline(InlineKind::Image(image)));
            }
            "hr" => {
                self.flush();
                if let Some(top) = self.top() {
                    top.blocks.push(Block { span, kind: BlockKind::Rule, anchor: None });
                }
            }
            _ if sort == Known::Media => inline::media(self.note, &tag, span),
            _ if sort == Known::Unknown => inline::report_unknown(self.note, written, span),
            _ if sort == Known::Hidden || is_void(&tag.name) => {}
            _ if self.stack.len() > DEPTH => self.beyond += 1,
            name => {
                if sort == Known::Block {
                    // A style does not reach over a block, and some elements
                    // end those before them.
                    while self.ends_before(name) {
                        self.pop();
                    }
                    self.flush();
                }
                self.stack.push(Element { tag: Some(tag), span: Some(span), ..Element::default() });
            }
        }
    }

    fn ends_before(&self, name: &str) -> bool {
        let Some(open) = self.stack.last().and_then(|element| element.tag.as_ref()) else { return false };
        let open = open.name.as_str();
        known(open) == Known::Inline
            || open == "p"
            || matches!((open, name), ("li", "li") | ("dt" | "dd", "dt" | "dd"))
            || matches!((open, name), ("td" | "th", "td" | "th" | "tr" | "tbody" | "tfoot"))
            || matches!(
                (open, name),
                ("tr", "tr" | "tbody" | "tfoot") | ("thead" | "tbody", "tbody" | "tfoot")
            )
    }

    fn push(&mut self, inline: Inline) {
        if let Some(top) = self.top() {
            top.inlines.push(inline);
        }
    }

    /// Closes an element; whether the tag ends one that was opened in an
    /// earlier block.
    fn close(&mut self, tag: &Tag) -> bool {
        let found = self.stack.iter().rposition(|e| e.tag.as_ref().is_some_and(|open| open.name == tag.name));
        let Some(found) = found else {
            if self.beyond > 0 {
                self.beyond -= 1;
                return false;
            }
            let outer = matches!(tag.name.as_str(), "center" | "div" | "p");
            if outer {
                while self.stack.last().is_some_and(Element::is_inline) {
                    self.pop();
                }
                self.flush();
            }
            return outer;
        };
        while self.stack.len() > found.max(1) {
            self.pop();
        }
        false
    }

    fn pop(&mut self) {
        let is_inline = self.stack.last().is_some_and(Element::is_inline);
        if !is_inline {
            self.flush();
        }
        let Some(mut element) = self.stack.pop() else { return };
        let (Some(tag), Some(span)) = (element.tag.take(), element.span) else { return };
        if let Some(id) = tag.get("id").or_else(|| tag.get("name").filter(|_| tag.name == "a")) {
            let kind = InlineKind::Anchor(id.to_lowercase());
            self.push(Inline { span, kind });
        }
        if is_inline {
            let span = element.inlines.last().map_or(span, |last| span.to(last.span));
            let content = element.inlines;
            let content = match tag.get("href").filter(|_| tag.name == "a") {
                Some(href) => {
                    let target = links::target(self.note, href, span, href);
                    vec![Inline { span, kind: InlineKind::Link { target, content } }]
                }
                None => dress(&tag, span, content),
            };
            if let Some(top) = self.top() {
                top.blocks.extend(element.blocks);
                top.inlines.extend(content);
            }
            return;
        }
        self.add_block(&tag, span, element);
    }
}

/// A text with one space for white space of any length.
fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n') {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

fn looks_like_markdown(text: &str) -> bool {
    let paired = |mark: &str| text.match_indices(mark).nth(1).is_some();
    let line = |line: &str| {
        let line = line.trim_start();
        line.starts_with("- ")
            || line.starts_with("* ")
            || line.starts_with("| ")
            || line.starts_with("> ")
            || (line.starts_with('#') && line.trim_start_matches('#').starts_with(' '))
    };
    paired("**")
        || text.contains("[[")
        || text.contains("](")
        || paired("==")
        || paired("`")
        || text.lines().any(line)
}

impl Tag {
    fn without_alignment(mut self) -> Self {
        if self.name == "center" {
            "div".clone_into(&mut self.name);
        }
        self.drop_alignment();
        self
    }
}
