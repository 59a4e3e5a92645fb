use std::collections::{HashMap, HashSet};

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::{MAX_DEPTH, MAX_NODES, MAX_OPEN};
use crate::source::{FileId, Span};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands: quotes and brackets included.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// A YAML value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing: an empty value, `~` or `null`.
    Null,
    /// A scalar, as written, with quotes and escapes resolved.
    Scalar {
        /// Its text.
        text: String,
        /// Whether it stood without quotes, so that YAML would read `12` as a
        /// number and `true` as a truth value.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order in which it is written.
    Map(Vec<Entry>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub span: Span,
    /// Its value.
    pub value: Node,
}

/// Why a text is not valid YAML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// Where.
    pub span: Span,
    /// What is wrong, in the parser's words.
    pub message: String,
}

impl Node {
    /// The scalar's text; none for other values.
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// The value of a key; none where this is no mapping or has no such key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The entries of a mapping; none for other values.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            Value::Null | Value::Scalar { .. } | Value::List(_) => &[],
        }
    }

    /// The items of a list, or the value itself where it is a single one;
    /// nothing for an empty value. This is how Obsidian reads list properties.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Null => &[],
            Value::List(items) => items,
            Value::Scalar { .. } | Value::Map(_) => std::slice::from_ref(self),
        }
    }

    /// Whether it is empty.
    pub fn is_null(&self) -> bool {
        self.value == Value::Null
    }
}

/// Reads YAML that stands in a file from byte `start` on. Null for an empty
/// text.
///
/// # Errors
///
/// Where the text is not valid YAML, holds a key twice, nests deeper than
/// [`MAX_DEPTH`] or expands to more than [`MAX_NODES`] values.
pub fn parse(file: FileId, text: &str, start: usize) -> Result<Node, Error> {
    if let Some(at) = too_many_open(text) {
        let span = Span::new(file, start + at..start + at + 1);
        return Err(Error { span, message: "too deeply nested".to_owned() });
    }
    let builder =
        Builder { file, text, start, offsets: char_offsets(text), anchors: HashMap::new(), nodes: 0 };
    match serde_yaml::from_str::<serde_yaml::Value>(text) {
        // It says which key stands twice, but not where.
        Err(error) if !error.to_string().contains("duplicate entry") => {
            Err(from_serde(file, text, start, &error))
        }
        _ => builder.document(),
    }
}

/// The bracket that is one too many: YAML's parsers take time that grows with
/// the square of those that are open.
fn too_many_open(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    text.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_OPEN
    })
}

fn from_serde(file: FileId, text: &str, start: usize, error: &serde_yaml::Error) -> Error {
    let at = error.location().map_or(0, |location| {
        let before: usize =
            text.split_inclusive('\n').take(location.line().saturating_sub(1)).map(str::len).sum();
        let rest = text.get(before..).unwrap_or_default();
        let column = location.column().saturating_sub(1);
        before + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
    });
    let mut message = error.to_string();
    // The position is shown beside the source line, and lines are counted
    // there from the start of the file.
    if let Some(end) = message.find(" at line ") {
        message.truncate(end);
    }
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8);
    Error { span: Span::new(file, start + at..start + at + length), message }
}

/// The byte offset of each character, for texts where the two differ.
fn char_offsets(text: &str) -> Option<Vec<usize>> {
    (!text.is_ascii()).then(|| text.char_indices().map(|(at, _)| at).chain([text.len()]).collect())
}

struct Builder<'a> {
    file: FileId,
    text: &'a str,
    start: usize,
    offsets: Option<Vec<usize>>,
    anchors: HashMap<usize, Node>,
    nodes: usize,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl Builder<'_> {
    fn document(mut self) -> Result<Node, Error> {
        let text = self.text;
        let mut events = Parser::new_from_str(text);
        loop {
            let (event, span) = self.next(&mut events)?;
            match event {
                Event::StreamEnd => {
                    return Ok(Node { span: Span { end: span.start, ..span }, value: Value::Null });
                }
                Event::Nothing | Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd => {}
                Event::Alias(_)
                | Event::Scalar(..)
                | Event::SequenceStart(..)
                | Event::SequenceEnd
                | Event::MappingStart(..)
                | Event::MappingEnd => return self.node(event, span, &mut events, 0),
            }
        }
    }

    fn next<'a>(&self, events: &mut Events<'a>) -> Result<(Event<'a>, Span), Error> {
        match events.next_event() {
            Some(Ok((event, span))) => Ok((event, self.span(span))),
            Some(Err(error)) => {
                let at = self.offset(error.marker().index());
                Err(Error { span: Span::new(self.file, at..at), message: error.info().to_owned() })
            }
            None => Ok((Event::StreamEnd, Span::new(self.file, self.start..self.start))),
        }
    }

    fn offset(&self, index: usize) -> usize {
        let byte = match &self.offsets {
            Some(offsets) => offsets.get(index).copied().unwrap_or(self.text.len()),
            None => index.min(self.text.len()),
        };
        self.start + byte
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.file, self.offset(span.start.index())..self.offset(span.end.index()))
    }

    fn node(
        &mut self,
        event: Event<'_>,
        span: Span,
        events: &mut Events<'_>,
        depth: usize,
    ) -> Result<Node, Error> {
        self.nodes += 1;
        if depth > MAX_DEPTH || self.nodes > MAX_NODES {
            return Err(Error { span, message: "too deeply nested or too large".to_owned() });
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let null =
                    plain && (span.is_empty() || matches!(&*text, "" | "~" | "null" | "Null" | "NULL"));
                let value = if null { Value::Null } else { Value::Scalar { text: text.into_owned(), plain } };
                (Node { span, value }, anchor)
            }
            Event::SequenceStart(anchor, _) => {
                let mut items = Vec::new();
                let end = loop {
                    let (event, at) = self.next(events)?;
                    if matches!(event, Event::SequenceEnd | Event::StreamEnd) {
                        break at;
                    }
                    items.push(self.node(event, at, events, depth + 1)?);
                };
                let end = items.last().map_or(end, |last| if end.is_empty() { last.span } else { end });
                (Node { span: span.to(end), value: Value::List(items) }, anchor)
            }
            Event::MappingStart(anchor, _) => {
                let mut entries: Vec<Entry> = Vec::new();
                let mut known = HashSet::new();
                let end = loop {
                    let (event, at) = self.next(events)?;
                    if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                        break at;
                    }
                    let key = self.node(event, at, events, depth + 1)?;
                    let (event, at) = self.next(events)?;
                    let value = self.node(event, at, events, depth + 1)?;
                    let text = key.scalar().unwrap_or_default().to_owned();
                    if !known.insert(text.clone()) {
                        return Err(Error {
                            span: key.span,
                            message: format!("the key `{text}` stands here a second time"),
                        });
                    }
                    entries.push(Entry { key: text, span: key.span, value });
                };
                let end =
                    entries.last().map_or(end, |last| if end.is_empty() { last.value.span } else { end });
                (Node { span: span.to(end), value: Value::Map(entries) }, anchor)
            }
            Event::Alias(id) => {
                let Some(node) = self.anchors.get(&id).cloned() else {
                    return Err(Error { span, message: "this alias names no anchor".to_owned() });
                };
                self.nodes += count(&node);
                if self.nodes > MAX_NODES {
                    return Err(Error { span, message: "too many aliases".to_owned() });
                }
                return Ok(Node { span, ..node });
            }
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd
            | Event::SequenceEnd
            | Event::MappingEnd => (Node { span, value: Value::Null }, 0),
        };
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }
}

fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Null | Value::Scalar { .. } => 0,
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|entry| count(&entry.value)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};

    fn read(text: &str) -> (Sources, Result<Node, Error>) {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.yaml", text));
        let node = parse(file, text, 0);
        (sources, node)
    }

    #[test]
    fn scalars_are_the_text_that_stands_in_the_file() {
        let (sources, node) = read("é: 1.10\nrate: 655.957\ndate: 2026-03-01 # note\nq: \"1.0\"\n");
        let node = node.unwrap();
        let texts: Vec<_> =
            node.entries().iter().map(|e| (e.key.as_str(), e.value.scalar().unwrap())).collect();
        assert_eq!(texts, [("é", "1.10"), ("rate", "655.957"), ("date", "2026-03-01"), ("q", "1.0")]);
        let rate = node.get("rate").unwrap();
        assert_eq!(sources.slice(rate.span), "655.957");
        assert_eq!(sources.slice(node.entries()[0].span), "é");
    }

    #[test]
    fn empty_values_are_null_and_single_values_are_lists_of_one() {
        let (_, node) = read("a:\nb: x\nc: [1, 2]\nd: ~\n");
        let node = node.unwrap();
        assert!(node.get("a").unwrap().is_null() && node.get("d").unwrap().is_null());
        assert_eq!(node.get("b").unwrap().items().len(), 1);
        assert_eq!(node.get("c").unwrap().items().len(), 2);
        assert_eq!(node.get("a").unwrap().items().len(), 0);
    }

    #[test]
    fn errors_point_at_their_line() {
        for (text, line) in
            [("a: 1\na: 2\n", 2), ("a: 1\n\tb: 2\n", 2), ("a: b: c\n", 1), ("a: [1\n", 1), ("x: \"é\nb", 1)]
        {
            let (sources, node) = read(text);
            let error = node.unwrap_err();
            assert!(sources.range(error.span).start.line >= line, "{text:?}: {error:?}");
        }
    }

    #[test]
    fn many_brackets_and_many_keys_take_no_time() {
        let error = read(&format!("a: {}", "[".repeat(1_000_000))).1.unwrap_err();
        assert_eq!(error.message, "too deeply nested");
        let keys: String = (0..60_000).map(|key| format!("k{key}: v\n")).collect();
        assert_eq!(read(&keys).1.unwrap().entries().len(), 60_000);
        assert!(read(&format!("{keys}k7: v\n")).1.is_err());
    }

    #[test]
    fn nested_aliases_do_not_fill_the_memory() {
        let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for i in 1..12 {
            let items = vec![format!("*a{}", i - 1); 10].join(", ");
            text += &format!("a{i}: &a{i} [{items}]\n");
        }
        assert!(read(&text).1.is_err());
        let many = |times: usize| format!("a: &a [{}x]\nb: [{}x]\n", "x,".repeat(999), "*a,".repeat(times));
        assert!(read(&many(100)).1.is_ok());
        assert!(read(&many(MAX_NODES / 1_000)).1.is_err());
    }

    #[test]
    fn values_without_end_and_without_bottom_are_refused() {
        assert!(read(&"- x\n".repeat(MAX_NODES - 1)).1.is_ok());
        assert!(read(&"- x\n".repeat(MAX_NODES + 1)).1.is_err());
        let deep = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(read(&deep(MAX_DEPTH)).1.is_ok());
        assert!(read(&deep(MAX_DEPTH + 2)).1.is_err());
    }
}
