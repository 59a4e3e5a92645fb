//! Formulas over several lines, joined where Markdown would take them apart.

use super::comments::Scanner;
use super::lines::{Kind, Tracker, is_definition, is_rule, quotes_only};
use super::rewrite::Edit;

impl Scanner<'_> {
    /// The `$$` that stays open at the end of the line around `at`, where no
    /// other markup stands before it.
    pub(super) fn opener(&self, at: usize, content: usize) -> Option<usize> {
        let line = self.text.get(at..self.line_end(at))?;
        let (last, _) = line.match_indices("$$").last()?;
        let before = line.get(..last)?;
        let plain = !["%%", "`", "<!--", "[[", "\\$"].iter().any(|mark| before.contains(mark));
        let open = before.matches("$$").count().is_multiple_of(2);
        (open && !before.ends_with('\\') && (plain || at + last == content)).then_some(at + last)
    }

    /// A formula that begins with the `$$` at `content` and ends on a later
    /// line; joined into one line where it would fall apart. One that begins
    /// behind a text goes over an empty line only within `\begin … \end`. Gives
    /// the place after it.
    pub(super) fn formula(&mut self, content: usize, behind: bool, quotes: usize) -> Option<usize> {
        let end = self.line_end(content);
        let mut tracker = Tracker::new();
        let mut edits = Vec::new();
        // Comments in it, where it is not joined.
        let mut hidden = Vec::new();
        let mut falls_apart = false;
        let mut line_end = end;
        let mut from = content;
        while line_end < self.text.len() {
            let code = self.text.get(from..line_end)?;
            // A TeX comment must not swallow what is joined to its line.
            let comment =
                code.match_indices('%').find(|(at, _)| !code.get(..*at).is_some_and(|c| c.ends_with('\\')));
            let cut = comment.map_or(line_end, |(at, _)| from + at);
            let mut start = line_end + 1;
            while let Some((close, after)) = self.comment_within(start) {
                hidden.push(Edit::remove(start..after));
                self.comment(start..close, 2, 2, true);
                start = after;
            }
            let next = self.line_end(start);
            let line = self.text.get(start..next)?;
            let (prefix, kind) = tracker.next(line);
            if prefix.quotes < quotes || !self.no_plain_line(start, start + 1) {
                return None;
            }
            if behind && kind == Kind::Blank && !self.text.get(content..line_end)?.contains("\\begin{") {
                return None;
            }
            let marked = line.get(quotes_only(line, quotes).len..)?.trim_start_matches([' ', '\t']);
            if is_definition(marked) {
                return None;
            }
            let skip = line.len() - marked.len();
            falls_apart |= kind == Kind::Blank || kind == Kind::Heading || prefix.item.is_some();
            falls_apart |= prefix.quotes > quotes || is_rule(marked) || marked.starts_with('=');
            edits.push(Edit { range: cut..start + skip, text: " ".to_owned() });
            from = start + skip;
            if let Some(at) = marked.find("$$") {
                self.found.edits.append(if falls_apart { &mut edits } else { &mut hidden });
                return Some(from + at + 2);
            }
            line_end = next;
        }
        None
    }

    /// Where the comment over several lines that begins on the line at `start`
    /// of a formula ends, and where the next line starts. On a line of its own,
    /// `%%` is a comment in TeX as well.
    fn comment_within(&self, start: usize) -> Option<(usize, usize)> {
        let line = self.text.get(start..self.line_end(start))?;
        let marked = line.trim_start_matches([' ', '\t']);
        let marked = marked.get(Tracker::new().next(marked).0.len..)?;
        let open = start + line.len() - marked.len() + 2;
        let inner = marked.starts_with("%%").then(|| self.rest(open).split("%%").next())??;
        let close = open + inner.len() + 2;
        let ends = inner.contains('\n') && !inner.contains("$$") && close <= self.text.len();
        let end = self.line_end(close);
        (ends && self.text.get(close..end)?.trim().is_empty())
            .then_some((close, (end + 1).min(self.text.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::comments::find;
    use super::super::rewrite::apply;

    fn clean(text: &str) -> String {
        apply(text, find(text, &super::super::exposed::Known::default()).edits).text
    }

    #[test]
    fn a_formula_that_would_fall_apart_is_one_line() {
        assert_eq!(clean("$$\na\n\n- b % c\n$$\nx"), "$$ a  - b  $$\nx");
        assert_eq!(clean("> $$\n> a\n>\n> b\n> $$"), "> $$ a  b $$");
        assert_eq!(clean("$$\na\n+ b\n$$"), "$$ a + b $$");
        assert_eq!(clean("$$\na\nb\n$$"), "$$\na\nb\n$$");
        assert_eq!(clean("$$\na\n> b\n\nc\n$$"), "$$ a > b  c $$");
    }

    #[test]
    fn a_comment_over_several_lines_is_no_part_of_a_formula() {
        assert_eq!(clean("$$\na\n%%\nmargin\n%%\nb\n$$"), "$$\na\nb\n$$");
        assert_eq!(clean("> $$\n> a\n> %%\n> margin\n> %%\n>\n> b\n> $$"), "> $$ a  b $$");
        assert_eq!(clean("$$\na\n%% TeX\nb\n$$"), "$$\na\n%% TeX\nb\n$$");
    }

    #[test]
    fn a_formula_behind_a_text_goes_on_within_its_environment() {
        assert_eq!(
            clean("**x:** $$a$$ and $$\\begin{align}\na\n\nb\n\\end{align}$$ c\n\nd"),
            "**x:** $$a$$ and $$\\begin{align} a  b \\end{align}$$ c\n\nd"
        );
        for text in ["costs $$ a\n\nb $$ c", "a `$$` \\begin{x}\n\nb $$", "\\$$ \\begin{x}\n\nb $$"] {
            assert_eq!(clean(text), text);
        }
    }
}
