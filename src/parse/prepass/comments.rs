//! Comments: what must be gone before the text is parsed as Markdown. Formulas
//! over several lines are joined on the way.

use std::collections::HashMap;
use std::ops::Range;

use super::exposed::{Known, MARK};
use super::lines::{Kind, Tracker, footnote_label};
use super::rewrite::Edit;
use super::structure::would_join;

/// A comment, `%% … %%` or `<!-- … -->`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    /// Markers included.
    pub(crate) range: Range<usize>,
    /// What it says.
    pub(crate) text: String,
    /// Whether nothing else stands on its lines.
    pub(crate) alone: bool,
}

/// What this pass finds.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) edits: Vec<Edit>,
    pub(super) comments: Vec<Comment>,
    /// Comments that never end.
    pub(super) unclosed: Vec<Range<usize>>,
}

pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) found: Found,
    known: &'a Known,
    /// Where each `-->` stands.
    closers: Vec<usize>,
    /// The runs of backticks of the paragraph that ends at `paragraph`.
    ticks: HashMap<usize, Vec<usize>>,
    paragraph: usize,
    tracker: Tracker,
}

/// Finds the comments of a text.
pub(super) fn find(text: &str, known: &Known) -> Found {
    let mut scanner = Scanner {
        text,
        found: Found::default(),
        known,
        closers: text.match_indices("-->").map(|(at, _)| at).collect(),
        ticks: HashMap::new(),
        paragraph: 0,
        tracker: Tracker::new(),
    };
    let mut at = 0;
    while at < text.len() {
        at = scanner.line(at);
    }
    scanner.found
}

impl Scanner<'_> {
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text.get(at..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |length| at + length)
    }

    pub(super) fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn blank(&self, from: usize, to: usize) -> bool {
        self.text.get(from..to).is_some_and(|part| part.trim_matches([' ', '\t']).is_empty())
    }

    /// Reads the line at `start`; gives the start of the next one.
    fn line(&mut self, start: usize) -> usize {
        let end = self.line_end(start);
        let line = self.text.get(start..end).unwrap_or_default();
        let (mut prefix, kind) = self.tracker.next(line);
        let plain = self.known.plain.contains(&start);
        if self.known.code.contains(&start) {
            return end + 1;
        }
        if plain {
            // What was taken for code was not looked at for markers.
            let marked = line.trim_start_matches([' ', '\t']);
            prefix = Tracker::new().next(marked).0;
            prefix.len += line.len() - marked.len();
        } else if !matches!(kind, Kind::Text | Kind::Heading) {
            return end + 1;
        }
        let content = start + prefix.len;
        // A footnote's text begins a block, too.
        let label = footnote_label(self.text.get(content..end).unwrap_or_default());
        if label > 0 && self.rest(content + label).starts_with("%%") {
            return self.block_comment(start, content + label, true);
        }
        if self.rest(content).starts_with("%%") {
            return self.block_comment(start, content, prefix.item.is_some());
        }
        if self.rest(content).starts_with("<!--") {
            return self.html_comment(start, content);
        }
        let mut at = content;
        while !plain
            && let Some(open) = self.opener(at, content)
            && let Some(after) = self.formula(open, open > content, prefix.quotes)
        {
            at = after;
        }
        self.inline(start, at)
    }

    /// The end of the paragraph that the line ending at `end` belongs to.
    fn paragraph_end(&self, end: usize) -> usize {
        let mut tracker = self.tracker.clone();
        let mut at = end;
        while at < self.text.len() {
            let start = at + 1;
            let end = self.line_end(start);
            let line = self.text.get(start..end).unwrap_or_default();
            let (prefix, kind) = tracker.next(line);
            let content = line.get(prefix.len..).unwrap_or_default();
            if kind != Kind::Text || prefix.item.is_some() || content.starts_with(['|', '%']) {
                break;
            }
            at = end;
        }
        at
    }

    /// Collects the backticks of the paragraph around `at`, once.
    fn collect_ticks(&mut self, at: usize) {
        if at < self.paragraph {
            return;
        }
        let end = self.line_end(at);
        let row = self.rest(at).starts_with('|');
        self.paragraph = if row { end } else { self.paragraph_end(end) }.max(at + 1);
        self.ticks.clear();
        let part = self.text.get(at..self.paragraph.min(self.text.len())).unwrap_or_default();
        let bytes = part.as_bytes();
        let mut i = 0;
        while i < bytes.len() {
            let run = bytes.iter().skip(i).take_while(|b| **b == b'`').count();
            if run > 0 {
                self.ticks.entry(run).or_default().push(at + i);
            }
            i += run.max(1);
        }
    }

    /// Where the code span that a run of backticks opens at `at` ends.
    fn code_end(&self, at: usize, run: usize) -> Option<usize> {
        let same = self.ticks.get(&run)?;
        let next = same.partition_point(|start| *start <= at);
        let end = same.get(next).map(|start| start + run)?;
        self.no_plain_line(at, end).then_some(end)
    }

    /// Whether all lines from the one around `from` to `to` may hold code.
    pub(super) fn no_plain_line(&self, from: usize, to: usize) -> bool {
        let plain = &self.known.plain;
        plain.is_empty() || plain.range(super::exposed::line_start(self.text, from)..to).next().is_none()
    }

    /// Reads the rest of a line from `at` on, code and comments that cross its
    /// end included; gives the start of the next line.
    fn inline(&mut self, start: usize, mut at: usize) -> usize {
        let mut end = self.line_end(at);
        let mut start = start;
        self.collect_ticks(at);
        // Up to here no link ends on this line.
        let mut unlinked = 0;
        while at < end {
            let rest = self.text.as_bytes().get(at..).unwrap_or_default();
            match rest {
                [b'\\', next, ..] if next.is_ascii_punctuation() => at += 2,
                [b'`', ..] => {
                    let run = rest.iter().take_while(|b| **b == b'`').count();
                    at = self.code_end(at, run).unwrap_or(at + run);
                }
                [b'<', b'!', b'-', b'-', ..] => match self.html_end(at) {
                    Some(close) if close <= self.paragraph + 3 => {
                        self.comment(at..close, 4, 3, false);
                        let range = self.trimmed(start, at, close, end);
                        if !self.blank(start, at) {
                            self.hide(range);
                        }
                        at = close;
                    }
                    _ => at += 4,
                },
                [b'%', b'%', ..] => {
                    let line = self.text.get(at + 2..end).unwrap_or_default();
                    match line.find("%%") {
                        Some(length) => {
                            let close = at + 2 + length + 2;
                            self.comment(at..close, 2, 2, false);
                            let range = self.trimmed(start, at, close, end);
                            self.hide(range);
                            at = close;
                        }
                        None => at += 2,
                    }
                }
                [b'[', b'[', ..] => {
                    // Nothing inside the target of a link is markup; but a comment is
                    // never shown.
                    let line = self.text.get(at..end).unwrap_or_default();
                    if unlinked >= end {
                        at += 2;
                        continue;
                    }
                    let close = line.find("]]");
                    if close.is_none() {
                        unlinked = end;
                    }
                    let close = close.filter(|length| {
                        !line.get(..*length).is_some_and(|t| t.contains("%%") || t.contains("<!--"))
                    });
                    at += close.map_or(2, |length| length + 2);
                }
                _ => at += 1,
            }
            if at > end {
                // A code span or comment crossed line ends: follow it.
                let crossed = self.text.get(end..at).unwrap_or_default().matches('\n').count();
                let mut from = end + 1;
                for _ in 0..crossed {
                    let to = self.line_end(from);
                    self.tracker.next(self.text.get(from..to).unwrap_or_default());
                    start = from;
                    from = to + 1;
                }
                end = self.line_end(at);
            }
        }
        end + 1
    }

    /// The range to remove for an inline comment: with the spaces before it at
    /// the end of a line, with one of the two spaces around it elsewhere.
    fn trimmed(&self, start: usize, from: usize, to: usize, end: usize) -> Range<usize> {
        let end = if to <= end { end } else { self.line_end(to) };
        let before = self.text.get(start..from).unwrap_or_default();
        if self.blank(to, end) {
            return start + before.trim_end_matches([' ', '\t']).len()..to;
        }
        let both = before.ends_with(' ') && self.rest(to).starts_with(' ');
        from..to + usize::from(both)
    }

    /// Where the HTML comment that begins at `at` ends. `<!-->` and `<!--->` are
    /// whole ones.
    fn html_end(&self, at: usize) -> Option<usize> {
        if let Some(length) = ["<!-->", "<!--->"].iter().find(|empty| self.rest(at).starts_with(**empty)) {
            return Some(at + length.len());
        }
        self.closers.get(self.closers.partition_point(|close| *close < at + 4)).map(|close| close + 3)
    }

    /// Takes out a comment.
    fn hide(&mut self, mut range: Range<usize>) {
        // The white space between two comments belongs to the first.
        let end = self.found.edits.last().map_or(0, |edit| edit.range.end);
        range.start = range.start.max(end.min(range.end));
        let text = if self.known.marked { MARK.to_string() } else { String::new() };
        self.found.edits.push(Edit { range, text });
    }

    pub(super) fn comment(&mut self, range: Range<usize>, open: usize, close: usize, alone: bool) {
        let inner = range.start + open..range.end.saturating_sub(close);
        let text = self.text.get(inner).unwrap_or_default().trim().to_owned();
        self.found.comments.push(Comment { range, text, alone });
    }

    fn block_comment(&mut self, start: usize, content: usize, item: bool) -> usize {
        let close = self.rest(content + 2).find("%%").map(|length| content + 2 + length + 2);
        let Some(first) = close else {
            self.found.unclosed.push(content..content + 2);
            self.comment(content..self.text.len(), 2, 0, true);
            self.hide(content..self.text.len());
            return self.text.len();
        };
        let end = self.line_end(first);
        let mut further = Vec::new();
        let mut close = first;
        while let Some(next) = self.next_comment(close, end) {
            close = next.end;
            further.push(next);
        }
        let alone = self.blank(close, end);
        self.comment(content..first, 2, 2, alone && further.is_empty());
        for range in further {
            self.comment(range, 2, 2, false);
        }
        if !alone {
            let spaces = self.rest(close).len() - self.rest(close).trim_start_matches([' ', '\t']).len();
            self.hide(content..close + spaces);
            return self.inline(start, close);
        }
        // The whole line goes, so that a paragraph goes on; but where that would
        // join what was apart, an empty line stays.
        if item || self.known.marked || would_join(self.text, start, end) {
            self.hide(content..end);
        } else {
            self.hide(start..(end + 1).min(self.text.len()));
        }
        end + 1
    }

    /// The comment that follows at `at` with nothing but white space between,
    /// on the line that ends at `end`.
    fn next_comment(&self, at: usize, end: usize) -> Option<Range<usize>> {
        let after = self.text.get(at..end)?;
        let inner = after.trim_start_matches([' ', '\t']).strip_prefix("%%")?;
        let open = end - inner.len();
        Some(open - 2..open + inner.find("%%")? + 2)
    }

    fn html_comment(&mut self, start: usize, content: usize) -> usize {
        let Some(close) = self.html_end(content) else {
            self.found.unclosed.push(content..content + 4);
            self.comment(content..self.text.len(), 4, 0, true);
            self.hide(content..self.text.len());
            return self.text.len();
        };
        let end = self.line_end(close);
        if self.blank(close, end) {
            self.comment(content..close, 4, 3, true);
            // It is a block of its own in HTML's grammar, which ends what stands
            // before it, and so an empty one stays in its place.
            self.found.edits.push(Edit { range: content..end, text: "<!-- -->".to_owned() });
            return end + 1;
        }
        self.comment(content..close, 4, 3, false);
        // Text after it on its line is raw in Obsidian: left to the parser.
        self.inline(start, close)
    }
}

#[cfg(test)]
mod tests;
