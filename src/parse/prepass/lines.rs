//! The lines of a note as far as they matter before it is parsed: containers,
//! fences, tables.

/// What stands before the content of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Prefix {
    /// Bytes up to the content, indentation included.
    pub(super) len: usize,
    /// How many quote markers.
    pub(super) quotes: usize,
    /// The column at which an item's content begins, where the line opens one.
    /// Columns are counted from behind the last quote marker.
    pub(super) item: Option<usize>,
    /// The column of the first item's marker, where the line opens one.
    first: usize,
    /// The bytes and the quote markers up to there.
    before: (usize, usize),
    /// The columns of white space directly before the content.
    pub(super) indent: usize,
}

/// Follows lists and fences from line to line.
#[derive(Debug, Clone, Default)]
pub(super) struct Tracker {
    /// Columns at which the content of the open items begins.
    lists: Vec<usize>,
    footnote: Option<Footnote>,
    quotes: usize,
    blank: bool,
    indented: bool,
    /// The end tag of an open element whose content is raw.
    raw: Option<&'static str>,
    pub(super) fence: Option<Fence>,
}

/// An open footnote.
#[derive(Debug, Clone, Copy, Default)]
struct Footnote {
    /// The column at which its content begins, where a further line has shown it.
    column: Option<usize>,
}

/// An open fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fence {
    byte: u8,
    length: usize,
    quotes: usize,
    column: usize,
}

/// What a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    FenceOpen,
    FenceBody,
    FenceClose,
    /// A line of indented code.
    Indented,
    /// A line of an HTML element whose content is raw (`<pre>`).
    Raw,
    Heading,
    /// Anything else.
    Text,
}

/// Elements whose content is no Markdown, blank lines included.
pub(super) const RAW: [(&str, &str); 4] =
    [("<pre", "</pre>"), ("<script", "</script>"), ("<style", "</style>"), ("<textarea", "</textarea>")];

fn contains_tag(line: &str, tag: &str) -> bool {
    line.to_ascii_lowercase().contains(tag)
}

/// How many items one line may open; what is deeper is not told apart.
const MAX_ITEMS: usize = 40;

impl Tracker {
    pub(super) fn new() -> Self {
        Self { blank: true, ..Self::default() }
    }

    /// Classifies the next line (without its line end).
    pub(super) fn next(&mut self, line: &str) -> (Prefix, Kind) {
        if let Some(fence) = self.fence {
            if let Some(kind) = continues(&fence, line) {
                if kind == Kind::FenceClose {
                    self.fence = None;
                }
                self.blank = false;
                return (quotes_only(line, fence.quotes), kind);
            }
            self.fence = None;
        }
        if let Some(end) = self.raw {
            if contains_tag(line, end) {
                self.raw = None;
            }
            return (Prefix { len: 0, quotes: self.quotes, ..Prefix::default() }, Kind::Raw);
        }
        let prefix = self.prefix(line);
        if let Some(lazy) = self.lazy(&prefix) {
            return (lazy, Kind::Text);
        }
        let content = line.get(prefix.len..).unwrap_or_default();
        if content.starts_with('<') && prefix.indent < 4 {
            for (start, end) in RAW {
                let after = content.get(start.len()..).unwrap_or_default();
                let opens = content.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start))
                    && (after.is_empty() || after.starts_with(['>', ' ', '\t']));
                if opens {
                    self.raw = (!contains_tag(after, end)).then_some(end);
                    self.blank = false;
                    self.quotes = prefix.quotes;
                    return (prefix, Kind::Raw);
                }
            }
        }
        if content.is_empty() && prefix.item.is_none() {
            self.blank = true;
            self.quotes = prefix.quotes;
            return (prefix, Kind::Blank);
        }
        let start = if prefix.item.is_some() { prefix.first } else { prefix.indent };
        if prefix.quotes != self.quotes {
            self.lists.clear();
            self.footnote = None;
        } else if self.blank && prefix.item.is_none() {
            self.lists.retain(|column| *column <= start);
        }
        let begins = prefix.quotes > self.quotes;
        self.quotes = prefix.quotes;
        let note = self.in_footnote(start, content);
        let base =
            self.lists.iter().copied().chain(note).filter(|column| *column <= start).max().unwrap_or(0);
        let after_blank = self.blank || self.indented || begins;
        self.blank = false;
        if let Some(column) = prefix.item {
            self.lists.retain(|open| *open <= start && *open < column);
            self.lists.push(column);
        } else if prefix.indent >= base + 4 && after_blank {
            self.indented = true;
            return (prefix, Kind::Indented);
        }
        self.indented = false;
        if let Some((byte, length)) = fence(content) {
            let column = prefix.item.unwrap_or(base);
            self.fence = Some(Fence { byte, length, quotes: prefix.quotes, column });
            return (prefix, Kind::FenceOpen);
        }
        let hashes = content.bytes().take_while(|b| *b == b'#').count();
        let after = content.get(hashes..).unwrap_or_default();
        if (1..=6).contains(&hashes) && (after.is_empty() || after.starts_with([' ', '\t'])) {
            return (prefix, Kind::Heading);
        }
        (prefix, Kind::Text)
    }

    /// The prefix of a line that goes on a paragraph, though a marker stands on
    /// it: four columns and more behind the open item, it is no marker.
    fn lazy(&self, prefix: &Prefix) -> Option<Prefix> {
        let (len, quotes) = prefix.before;
        let goes_on = prefix.item.is_some() && !self.blank && !self.indented && self.footnote.is_none();
        if !goes_on || (quotes > 0 && quotes != self.quotes) {
            return None;
        }
        let base = self.lists.iter().filter(|column| **column <= prefix.first).max().copied().unwrap_or(0);
        (prefix.first >= base + 4).then_some(Prefix {
            len,
            quotes,
            indent: prefix.first,
            ..Prefix::default()
        })
    }

    /// The column of the open footnote that a line at the column `start` belongs
    /// to. Two columns are enough for Obsidian.
    fn in_footnote(&mut self, start: usize, content: &str) -> Option<usize> {
        if start < 4 && is_definition(content) {
            self.lists.clear();
            self.footnote = Some(Footnote::default());
            return None;
        }
        let open = self.footnote.as_mut()?;
        if start >= 2 {
            return Some(*open.column.get_or_insert(start.min(4)));
        }
        if self.blank {
            self.footnote = None;
        }
        None
    }

    fn prefix(&self, line: &str) -> Prefix {
        let bytes = line.as_bytes();
        let mut prefix = Prefix::default();
        let mut at = 0;
        // The column of `at`, and that of what stands behind the last quote marker.
        let (mut column, mut origin) = (0, 0);
        let mut items = 0;
        let contained = !self.lists.is_empty() || self.footnote.is_some();
        loop {
            let (spaces, columns) = white(bytes, at, column);
            let next = at + spaces;
            // A quote that only begins here holds no list yet.
            let fresh = !contained || prefix.quotes > self.quotes;
            let deep = columns > 3 && fresh && prefix.item.is_none();
            prefix.indent = columns;
            prefix.len = next;
            match bytes.get(next) {
                Some(b'>') if !deep => {
                    prefix.quotes += 1;
                    at = next + 1;
                    column += columns + 1;
                    if bytes.get(at) == Some(&b' ') {
                        at += 1;
                    }
                    column += usize::from(matches!(bytes.get(next + 1), Some(b' ' | b'\t')));
                    origin = column;
                }
                Some(_) if !deep && items < MAX_ITEMS => {
                    items += 1;
                    let Some(marker) = marker(line.get(next..).unwrap_or_default()) else { return prefix };
                    column += columns;
                    if prefix.item.is_none() {
                        prefix.first = column - origin;
                        prefix.before = (next, prefix.quotes);
                    }
                    at = next + marker;
                    column += marker;
                    let (spaces, columns) = white(bytes, at, column);
                    // Five spaces and more are one space and indented code.
                    let one = columns > 4 || at + spaces == bytes.len();
                    at += if one { spaces.min(1) } else { spaces };
                    column += if one { 1 } else { columns };
                    prefix.item = Some(column - origin);
                }
                _ => return prefix,
            }
        }
    }
}

/// The bytes and columns of white space from `at` on, which is at `column`: a
/// tab goes to the next column that is a multiple of four.
fn white(bytes: &[u8], at: usize, column: usize) -> (usize, usize) {
    let (mut count, mut end) = (0, column);
    for byte in bytes.get(at..).unwrap_or_default() {
        match byte {
            b' ' => end += 1,
            b'\t' => end = (end / 4 + 1) * 4,
            _ => break,
        }
        count += 1;
    }
    (count, end - column)
}

/// Whether a line defines a footnote.
pub(super) fn is_definition(content: &str) -> bool {
    definition(content).is_some()
}

/// The length of `[^label]:` and the space behind it.
pub(super) fn footnote_label(content: &str) -> usize {
    let Some(label) = definition(content) else { return 0 };
    let behind = content.get(label.len() + 4..).unwrap_or_default();
    label.len() + 4 + behind.len() - behind.trim_start_matches([' ', '\t']).len()
}

/// The label of the footnote that a line defines.
pub(super) fn definition(content: &str) -> Option<&str> {
    let (label, _) = content.strip_prefix("[^")?.split_once("]:")?;
    (!label.is_empty() && !label.contains([' ', '[', ']', '\t'])).then_some(label)
}

/// The length of the list marker that a text begins with.
fn marker(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let length = match bytes.first()? {
        b'-' | b'*' | b'+' if !is_rule(text) => 1,
        b'0'..=b'9' => {
            let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
            (digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')'))).then_some(digits + 1)?
        }
        _ => return None,
    };
    matches!(bytes.get(length), None | Some(b' ' | b'\t')).then_some(length)
}

/// Whether a text is a thematic break.
pub(super) fn is_rule(text: &str) -> bool {
    let Some(first) = text.chars().next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    // Most lines differ at the second character: look no further then.
    let mut count = 0;
    for c in text.chars() {
        if c == first {
            count += 1;
        } else if !matches!(c, ' ' | '\t') {
            return false;
        }
    }
    count >= 3
}

/// The byte and length of the fence that a text opens.
fn fence(content: &str) -> Option<(u8, usize)> {
    let byte = *content.as_bytes().first().filter(|b| matches!(b, b'`' | b'~'))?;
    let length = content.bytes().take_while(|b| *b == byte).count();
    let info = content.get(length..).unwrap_or_default();
    (length >= 3 && (byte == b'~' || !info.contains('`'))).then_some((byte, length))
}

/// The first `quotes` markers of quotes at the start of a line.
pub(super) fn quotes_only(line: &str, quotes: usize) -> Prefix {
    let bytes = line.as_bytes();
    let mut prefix = Prefix::default();
    let mut at = 0;
    while prefix.quotes < quotes {
        let (spaces, columns) = white(bytes, at, 0);
        if columns > 3 || bytes.get(at + spaces) != Some(&b'>') {
            break;
        }
        at += spaces + 1;
        if bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        prefix.quotes += 1;
        prefix.len = at;
    }
    prefix
}

/// The bytes of the quote markers of a line, and the columns of white space
/// behind them.
pub(super) fn indentation(line: &str, quotes: usize) -> (usize, usize) {
    let prefix = quotes_only(line, quotes);
    (prefix.len, white(line.as_bytes(), prefix.len, 2 * prefix.quotes).1)
}

/// Whether a line still belongs to an open fence; none where its container has
/// ended.
fn continues(fence: &Fence, line: &str) -> Option<Kind> {
    let prefix = quotes_only(line, fence.quotes);
    if prefix.quotes < fence.quotes {
        return None;
    }
    let rest = line.get(prefix.len..).unwrap_or_default();
    // Behind a quote marker and its space, a tab is two columns short.
    let (spaces, columns) = white(rest.as_bytes(), 0, 2 * prefix.quotes);
    let content = rest.get(spaces..).unwrap_or_default();
    if content.is_empty() {
        return Some(Kind::FenceBody);
    }
    if columns < fence.column {
        return None;
    }
    let run = content.bytes().take_while(|b| *b == fence.byte).count();
    let closes = run >= fence.length
        && columns < fence.column + 4
        && content.get(run..).unwrap_or_default().trim().is_empty();
    Some(if closes { Kind::FenceClose } else { Kind::FenceBody })
}

#[cfg(test)]
mod tests;
