//! Typst code as it is written: text, and which part of the Markdown each part
//! of it stands for.

use std::fmt::Write as _;
use std::ops::Range;

use crate::source::Span;

/// Which part of the Markdown a range of generated code stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The bytes of the generated code.
    pub code: Range<usize>,
    /// The place in the author's file.
    pub span: Span,
    /// The text that this range puts on the page, where it is a run of text;
    /// it may differ from the source in the spaces that typography set.
    pub text: Option<String>,
}

/// The way back from generated code to the Markdown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segments(Vec<Segment>);

impl Segments {
    /// The segments, outer ones before those within them, in the order of the
    /// code.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Segment> {
        self.0.iter()
    }

    /// The same, to be reached by their index.
    pub fn as_slice(&self) -> &[Segment] {
        &self.0
    }

    /// The innermost segment that holds a range of the code, with its index.
    pub fn find(&self, code: &Range<usize>) -> Option<(usize, &Segment)> {
        let after = self.0.partition_point(|segment| segment.code.start <= code.start);
        self.0
            .iter()
            .enumerate()
            .take(after)
            .rev()
            .find(|(_, segment)| segment.code.end >= code.end && segment.code.end > code.start)
    }

    fn sort(&mut self) {
        // Inner segments were finished first; of two with the same range the
        // outer one comes first.
        self.0.reverse();
        self.0.sort_by_key(|segment| (segment.code.start, std::cmp::Reverse(segment.code.end)));
    }
}

/// Typst code being written.
#[derive(Debug, Default)]
pub(super) struct Code {
    text: String,
    indent: usize,
    segments: Segments,
}

impl Code {
    /// The code and its segments.
    pub(super) fn finish(mut self) -> (String, Segments) {
        self.segments.sort();
        (self.text, self.segments)
    }

    /// Appends code as it stands.
    pub(super) fn raw(&mut self, code: &str) {
        self.text.push_str(code);
    }

    /// Appends formatted code.
    pub(super) fn fmt(&mut self, code: std::fmt::Arguments<'_>) {
        // Writing into a string cannot fail.
        let _ = self.text.write_fmt(code);
    }

    /// Appends a string literal. Control characters leave nothing on a page,
    /// and PDF/A refuses them.
    pub(super) fn string(&mut self, text: &str) {
        if text.contains(|c: char| c.is_control() && c != '\n') {
            let clean: String =
                text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
            literal(&clean, &mut self.text);
        } else {
            literal(text, &mut self.text);
        }
    }

    /// Starts a new line at the present indentation.
    pub(super) fn line(&mut self) {
        self.text.push('\n');
        for _ in 0..self.indent {
            self.text.push_str("  ");
        }
    }

    /// Appends `{`, what `inner` writes, each statement on its own line, and
    /// `}`.
    pub(super) fn braces(&mut self, inner: impl FnOnce(&mut Self)) {
        self.group("{", "}", inner);
    }

    /// Appends an opening bracket, what `inner` writes and a closing one.
    pub(super) fn group(&mut self, open: &str, close: &str, inner: impl FnOnce(&mut Self)) {
        self.raw(open);
        let before = self.text.len();
        self.indent += 1;
        inner(self);
        self.indent -= 1;
        if self.text.len() > before {
            self.line();
        }
        self.raw(close);
    }

    /// Writes code that stands for a place in the Markdown.
    pub(super) fn at(&mut self, span: Span, inner: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        inner(self);
        self.segments.0.push(Segment { code: start..self.text.len(), span, text: None });
    }

    /// Writes code that puts a run of text on the page.
    pub(super) fn run(&mut self, span: Span, text: &str, inner: impl FnOnce(&mut Self)) {
        let start = self.text.len();
        inner(self);
        self.segments.0.push(Segment { code: start..self.text.len(), span, text: Some(text.to_owned()) });
    }
}

/// Appends a Typst string literal that stands for a text: the one place where
/// author text enters code.
pub(super) fn literal(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // Characters that nobody sees in an editor, or that Typst counts
            // as line ends, are written by number.
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}') => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use typst::syntax::{SyntaxKind, ast, parse_code};

    use super::*;

    /// A small generator of numbers, so that the texts are the same in each
    /// run.
    struct Numbers(u64);

    impl Numbers {
        fn next(&mut self) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0
        }
    }

    fn read_back(code: &str) -> String {
        let root = parse_code(code);
        assert!(root.errors_and_warnings().0.is_empty(), "{code}");
        let mut strings = root.children().filter(|node| node.kind() == SyntaxKind::Str);
        let string = strings.next().unwrap().cast::<ast::Str>().unwrap();
        assert!(strings.next().is_none());
        string.get().to_string()
    }

    #[test]
    fn a_literal_read_back_by_typst_is_the_text() {
        let pieces = [
            "\\",
            "\"",
            "\n",
            "\r",
            "\t",
            "#",
            "$",
            "*",
            "_",
            "@",
            "//",
            "/*",
            "*/",
            "`",
            "u{41}",
            "\\u{",
            "}",
            "{",
            "]",
            "é",
            "\u{202f}",
            "\u{a0}",
            "€",
            "\u{0}",
            "\u{2028}",
            "\u{feff}",
            "👩‍💻",
            "a",
            " ",
            "<b>",
        ];
        let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
        for _ in 0..5_000 {
            let length = numbers.next() % 12;
            let text: String = (0..length)
                .map(|_| pieces[usize::try_from(numbers.next()).unwrap() % pieces.len()])
                .collect();
            let mut code = String::new();
            literal(&text, &mut code);
            assert_eq!(read_back(&code), text, "{code}");
        }
    }

    #[test]
    fn the_innermost_segment_is_found() {
        let mut sources = crate::source::Sources::new();
        let file = sources.add(crate::source::SourceFile::new("a.md", "abcdef"));
        let mut code = Code::default();
        code.at(Span::new(file, 0..6), |code| {
            code.raw("f(");
            code.run(Span::new(file, 1..3), "bc", |code| code.string("bc"));
            code.raw(", 1)");
        });
        let (text, segments) = code.finish();
        let at = text.find("bc").unwrap();
        assert_eq!(segments.find(&(at..at + 1)).unwrap().1.span, Span::new(file, 1..3));
        let at = text.find('1').unwrap();
        assert_eq!(segments.find(&(at..at + 1)).unwrap().1.span, Span::new(file, 0..6));
    }

    #[test]
    fn control_characters_leave_nothing_in_a_text() {
        let mut code = Code::default();
        code.string("a\u{0}\u{1b}[31m\u{7f}\u{9b}b\tc\nd");
        assert_eq!(code.finish().0, "\"a[31mb\\tc\\nd\"");
    }
}
