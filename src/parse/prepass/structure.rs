//! What Obsidian reads differently line by line: callout titles, block ids,
//! footnotes, page breaks.

use std::ops::Range;

use super::lines::{Kind, Prefix, Tracker, indentation, is_definition, is_rule};
use super::rewrite::Edit;

/// A line of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// Where it starts.
    pub(crate) start: usize,
    /// Where its content starts, after containers and indentation.
    pub(crate) content: usize,
    /// Where it ends, line end excluded.
    pub(crate) end: usize,
    pub(super) prefix: Prefix,
    pub(super) kind: Kind,
    /// Whether it is a row of a table, header and delimiter included.
    pub(crate) row: bool,
}

impl Line {
    /// Whether it belongs to a code block.
    pub(crate) fn is_code(&self) -> bool {
        matches!(self.kind, Kind::FenceOpen | Kind::FenceBody | Kind::FenceClose | Kind::Indented | Kind::Raw)
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.kind == Kind::Blank
    }

    pub(crate) fn is_heading(&self) -> bool {
        self.kind == Kind::Heading
    }

    /// Whether it opens an item of a list.
    pub(crate) fn is_item(&self) -> bool {
        self.prefix.item.is_some()
    }

    /// The columns of white space directly before its content.
    pub(crate) fn indent(&self) -> usize {
        self.prefix.indent
    }

    /// The white space at its start, in bytes.
    pub(crate) fn leading(&self, text: &str) -> usize {
        let line = text.get(self.start..self.end).unwrap_or_default();
        line.len() - line.trim_start_matches([' ', '\t']).len()
    }

    pub(crate) fn quotes(&self) -> usize {
        self.prefix.quotes
    }
}

/// A block id (`^id`) as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlockId {
    /// The last character of what it names.
    pub(crate) at: usize,
    pub(crate) id: String,
    /// Whether it stands on a line of its own.
    pub(crate) alone: bool,
    /// Whether its line is quoted.
    pub(crate) quoted: bool,
    pub(crate) indented: bool,
}

/// The lines of a text, and whether its last fence is open: where that one is.
pub(super) fn lines(text: &str) -> (Vec<Line>, Option<Range<usize>>) {
    let mut tracker = Tracker::new();
    let mut lines: Vec<Line> = Vec::new();
    let mut opened = 0..0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.strip_suffix('\n').unwrap_or(line);
        let (prefix, kind) = tracker.next(body);
        let content = start + prefix.len;
        let end = start + body.len();
        if kind == Kind::FenceOpen {
            opened = content..end;
        }
        lines.push(Line { start, content, end, prefix, kind, row: false });
        start += line.len();
    }
    mark_tables(text, &mut lines);
    (lines, tracker.fence.map(|_| opened))
}

fn mark_tables(text: &str, lines: &mut [Line]) {
    let content = |line: &Line| text.get(line.content..line.end).unwrap_or_default();
    let (mut inside, mut quotes) = (false, 0);
    for at in 0..lines.len() {
        let Some(line) = lines.get(at).copied() else { break };
        if inside {
            inside = line.kind == Kind::Text
                && !line.is_item()
                && line.prefix.quotes == quotes
                && !opens_formula(content(&line));
        } else if let Some(next) = lines.get(at + 1) {
            inside = line.kind == Kind::Text
                && next.kind == Kind::Text
                && next.prefix.quotes == line.prefix.quotes
                && !next.is_item()
                && content(&line).contains('|')
                && is_delimiter(content(next))
                && columns(content(&line)) == columns(content(next));
        }
        if let Some(line) = lines.get_mut(at).filter(|_| inside) {
            line.row = true;
            quotes = line.prefix.quotes;
        }
    }
}

/// How many cells a row has; a table's delimiter has as many as its header.
fn columns(content: &str) -> usize {
    let row = content.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut escaped = false;
    let (mut pipes, mut last) = (0, false);
    for byte in row.bytes() {
        last = byte == b'|' && !escaped;
        pipes += usize::from(last);
        escaped = byte == b'\\' && !escaped;
    }
    pipes + 1 - usize::from(last)
}

fn is_delimiter(content: &str) -> bool {
    content.contains('-')
        && content.contains(['|', ':'])
        && content.chars().all(|c| matches!(c, '|' | ':' | '-' | ' ' | '\t'))
}

/// The prefix of a line with its list markers as spaces: what puts another line
/// into the same containers.
fn continuation(text: &str, line: &Line) -> String {
    let prefix = text.get(line.start..line.start + line.prefix.len).unwrap_or_default();
    let blank: String = prefix.chars().map(|c| if c == '>' || c == '\t' { c } else { ' ' }).collect();
    blank.trim_end().to_owned()
}

/// Whether the line before `start` and the line after `end` would mean
/// something else side by side.
pub(super) fn would_join(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start.saturating_sub(1)).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    let next = text.get(end + 1..).unwrap_or_default();
    let next = next.split('\n').next().unwrap_or_default();
    let underline = |line: &str| {
        let line = line.trim_start_matches(['>', ' ', '\t']).trim_end();
        !line.is_empty() && (line.bytes().all(|b| b == b'-') || line.bytes().all(|b| b == b'='))
    };
    let quotes = |line: &str| {
        let mut tracker = Tracker::new();
        tracker.next(line).0.quotes
    };
    let own = quotes(text.get(start..end).unwrap_or_default());
    let apart = |line: &str| line.trim_matches(['>', ' ', '\t']).is_empty();
    !apart(before) && !apart(next) && (underline(next) || quotes(next) != own || quotes(before) != own)
}

/// Keeps the first line of a callout apart from its body.
pub(super) fn callout_titles(text: &str, lines: &[Line], edits: &mut Vec<Edit>) {
    let mut before: Option<&Line> = None;
    for (at, line) in lines.iter().enumerate() {
        let opens = before.is_none_or(|before| {
            before.is_blank() || before.quotes() < line.quotes() || line.is_item() || before.row
        });
        before = Some(line);
        let content = text.get(line.content..line.end).unwrap_or_default();
        if !opens || line.quotes() == 0 || line.kind != Kind::Text || marker(content).is_none() {
            continue;
        }
        let Some(next) = lines.get(at + 1).filter(|next| !next.is_blank()) else { continue };
        let prefix = continuation(text, line);
        if next.quotes() >= line.quotes() {
            edits.push(Edit::insert(line.end, format!("\n{prefix}")));
        } else if next.kind == Kind::Text && !next.is_item() && !next.row {
            edits.push(Edit::insert(line.end, format!("\n{prefix}")));
            // Its own indentation would make code of it there.
            edits.push(Edit { range: next.start..next.content, text: format!("{prefix} ") });
        }
    }
}

/// Whether a line begins a formula that goes on over its end.
fn opens_formula(content: &str) -> bool {
    content.starts_with("$$") && !content.matches("$$").count().is_multiple_of(2)
}

/// Ends a table before a formula over several lines that stands directly below.
pub(super) fn formulas_below_tables(text: &str, lines: &[Line], edits: &mut Vec<Edit>) {
    for pair in lines.windows(2) {
        let [row, line] = pair else { continue };
        let content = text.get(line.content..line.end).unwrap_or_default();
        if row.row && !line.row && line.quotes() == row.quotes() && opens_formula(content) {
            edits.push(Edit::insert(row.end, format!("\n{}", continuation(text, row))));
        }
    }
}

/// Keeps a rule below a block of formulas from making a heading of it.
pub(super) fn rules_below_formulas(text: &str, lines: &[Line], edits: &mut Vec<Edit>) {
    let mut open = false;
    for (at, line) in lines.iter().enumerate() {
        let content = text.get(line.content..line.end).unwrap_or_default().trim_end();
        if line.is_code() || line.is_blank() {
            open = false;
            continue;
        }
        let starts = content.starts_with("$$");
        let count = content.matches("$$").count();
        let whole =
            if open { count == 1 } else { starts && count.is_multiple_of(2) } && content.ends_with("$$");
        open = if open { count.is_multiple_of(2) } else { starts && !count.is_multiple_of(2) };
        let Some(next) = lines.get(at + 1).filter(|_| whole) else { continue };
        let below = text.get(next.content..next.end).unwrap_or_default().trim_end();
        if next.quotes() == line.quotes() && is_rule(below) && below.bytes().all(|b| b == b'-') {
            edits.push(Edit::insert(line.end, format!("\n{}", continuation(text, line))));
        }
    }
}

/// The length of a callout's marker (`[!note|meta]-`), its type, and what is
/// kept of it as data.
pub(crate) fn marker(content: &str) -> Option<(usize, &str)> {
    let rest = content.strip_prefix("[!")?;
    let line = rest.split('\n').next()?;
    let close = line.find(']')?;
    let name = line.get(..close)?.split('|').next()?.trim();
    if name.is_empty() || name.contains('[') {
        return None;
    }
    let after = line.get(close + 1..)?;
    let fold = after.starts_with(['-', '+']) && !after.get(1..).is_some_and(|t| t.starts_with(['-', '+']));
    Some((2 + close + 1 + usize::from(fold), name))
}

/// Takes block ids out of the text.
pub(super) fn block_ids(text: &str, lines: &[Line], edits: &mut Vec<Edit>) -> Vec<BlockId> {
    let mut ids = Vec::new();
    let mut last = None;
    for (at, line) in lines.iter().enumerate() {
        let content = text.get(line.content..line.end).unwrap_or_default();
        let trimmed = content.trim_end();
        let before = last;
        if !trimmed.is_empty() {
            let length = trimmed.chars().next_back().map_or(0, char::len_utf8);
            last = Some(line.content + trimmed.len() - length);
        }
        if line.is_code() || line.is_blank() {
            continue;
        }
        let Some((rest, id)) = trimmed.rsplit_once('^') else { continue };
        let named = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        // Obsidian's own notes put an id directly after an embed.
        let spaced = rest.is_empty() || rest.ends_with([' ', '\t']) || rest.ends_with("]]");
        if !named || !spaced {
            continue;
        }
        let from = line.content + rest.trim_end().len();
        let alone = rest.is_empty() && !line.is_item();
        let ends = line.is_heading() || lines.get(at + 1).is_none_or(|next| ends_block(text, line, next));
        let place = if alone { before } else { from.checked_sub(1) };
        let Some(place) = place.filter(|_| alone || (ends && !line.row && !rest.trim().is_empty())) else {
            continue;
        };
        let place = (0..=place).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        edits.push(Edit::remove(from..line.end));
        ids.push(BlockId {
            at: place,
            id: id.to_lowercase(),
            alone,
            quoted: line.quotes() > 0,
            indented: line.prefix.indent > 0,
        });
        last = if alone { before } else { Some(place) };
    }
    ids
}

/// Whether the block of `line` ends before `next`.
fn ends_block(text: &str, line: &Line, next: &Line) -> bool {
    let content = text.get(next.content..next.end).unwrap_or_default();
    next.kind != Kind::Text || next.is_item() || next.quotes() != line.quotes() || is_rule(content)
}

/// Brings the continuation of footnotes to the four columns that the parser
/// wants; two are enough for Obsidian.
pub(super) fn footnotes(text: &str, lines: &[Line], edits: &mut Vec<Edit>) {
    // Of the open one: how deep it is quoted, and where its further lines begin
    // and at which columns.
    let mut open: Option<(usize, Vec<(usize, usize)>)> = None;
    let mut blank = false;
    for line in lines {
        let content = text.get(line.content..line.end).unwrap_or_default();
        if is_definition(content) && line.prefix.indent < 4 && !line.is_code() {
            indent(open.replace((line.quotes(), Vec::new())), edits);
        } else if let Some((quotes, further)) = &mut open {
            let whole = text.get(line.start..line.end).unwrap_or_default();
            let (at, column) = indentation(whole, *quotes);
            if whole.get(at..).unwrap_or_default().trim().is_empty() {
                blank = true;
                continue;
            }
            if line.quotes() != *quotes || (blank && column < 2) {
                indent(open.take(), edits);
            } else if column >= 2 {
                further.push((line.start + at, column));
            }
        }
        blank = line.is_blank();
    }
    indent(open, edits);
}

fn indent(footnote: Option<(usize, Vec<(usize, usize)>)>, edits: &mut Vec<Edit>) {
    let further = footnote.map(|(_, further)| further).unwrap_or_default();
    let least = further.iter().map(|(_, column)| *column).min().unwrap_or(4);
    if let Some(missing) = 4usize.checked_sub(least).filter(|missing| *missing > 0) {
        edits.extend(further.into_iter().map(|(at, _)| Edit::insert(at, " ".repeat(missing))));
    }
}

/// Ends the HTML block of a page break before the Markdown that follows it.
/// Gives the places.
pub(super) fn page_breaks(text: &str, lines: &[Line], edits: &mut Vec<Edit>) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    for pair in lines.windows(2) {
        let [line, next] = pair else { continue };
        let content = text.get(line.content..line.end).unwrap_or_default();
        if line.is_code() || next.is_blank() || line.row || !is_page_break_line(content) {
            continue;
        }
        let prefix = continuation(text, line);
        edits.push(Edit::insert(line.end, format!("\n{prefix}")));
        places.push(line.content..line.end);
    }
    places
}

fn is_page_break_line(content: &str) -> bool {
    let content = content.trim_end();
    if !content.starts_with('<') || !content.ends_with('>') || content.len() > 400 {
        return false;
    }
    let lower = content.to_ascii_lowercase();
    let element = ["div", "p", "span"].iter().any(|name| {
        lower
            .strip_prefix('<')
            .and_then(|rest| rest.strip_prefix(name))
            .is_some_and(|rest| rest.starts_with(' '))
            && lower.ends_with(&format!("</{name}>"))
    });
    let inner = lower.find('>').and_then(|at| lower.get(at + 1..lower.rfind("</")?));
    element
        && inner.is_some_and(|inner| matches!(inner.trim(), "" | "&nbsp;" | "\u{a0}"))
        && ["page-break", "break-before", "break-after", "pagebreak"].iter().any(|word| lower.contains(word))
}
