//! Changes of text that mend findings, and how they are applied.

use crate::source::{FileId, Merged, SourceFile, Span};

/// A change of text that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced, and by what: all of it or nothing.
    pub edits: Vec<(Span, String)>,
    /// Whether it may be made without asking: the text then means what it meant
    /// before.
    pub safe: bool,
}

/// A text after some changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The whole text as it should lie on disk, before it is encoded.
    pub text: String,
    /// The changes that were made, by their place among those given.
    pub made: Vec<usize>,
}

impl Fix {
    /// A change that may be made without asking.
    pub fn safe(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![(span, text.into())], safe: true }
    }

    /// A change that somebody has to decide on.
    pub fn offer(span: Span, text: impl Into<String>) -> Self {
        Self { edits: vec![(span, text.into())], safe: false }
    }

    /// The same change in another collection of files.
    #[must_use]
    pub fn moved(mut self, places: &Merged) -> Self {
        for (span, _) in &mut self.edits {
            *span = places.span(*span);
        }
        self
    }
}

/// Makes the safe ones of some changes in the text of a file as it lies on
/// disk; the first of two that overlap is made.
///
/// A change is refused that lies in another file or where the text on disk is
/// not the text that was parsed, and one that would change a figure: what a
/// document says about money is never mended without asking.
pub fn mend(id: FileId, file: &SourceFile, fixes: &[&Fix]) -> Mended {
    let disk = file.on_disk();
    let mut taken: Vec<(std::ops::Range<usize>, &str)> = Vec::new();
    let mut made = Vec::new();
    for (at, fix) in fixes.iter().enumerate().filter(|(_, fix)| fix.safe) {
        let edits: Option<Vec<_>> = fix.edits.iter().map(|edit| on_disk(id, file, edit)).collect();
        let Some(edits) = edits.filter(|edits| !edits.is_empty()) else { continue };
        let own = edits.iter().enumerate();
        let clash = own.clone().any(|(number, (range, _))| {
            taken.iter().chain(edits.iter().skip(number + 1)).any(|(other, _)| overlap(range, other))
        });
        if !clash {
            taken.extend(edits);
            made.push(at);
        }
    }
    taken.sort_by_key(|(range, _)| range.start);
    let mut text = String::with_capacity(disk.len());
    let mut at = 0;
    for (range, replacement) in &taken {
        text.push_str(disk.get(at..range.start).unwrap_or_default());
        text.push_str(replacement);
        at = range.end;
    }
    text.push_str(disk.get(at..).unwrap_or_default());
    Mended { text, made }
}

/// An edit in the text as it lies on disk; none where it may not be made.
fn on_disk<'a>(
    id: FileId,
    file: &SourceFile,
    (span, replacement): &'a (Span, String),
) -> Option<(std::ops::Range<usize>, &'a str)> {
    if span.file != id {
        return None;
    }
    let before = file.text.get(span.range())?;
    let range = file.offset_on_disk(span.range().start)..file.offset_on_disk(span.range().end);
    let same = file.on_disk().get(range.clone())? == before;
    (same && figures(before).eq(figures(replacement))).then_some((range, replacement.as_str()))
}

/// What of a text could be part of an amount.
fn figures(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_numeric() || matches!(c, ',' | '.' | '-' | '−' | '%' | '€' | '$' | '£'))
}

fn overlap(one: &std::ops::Range<usize>, other: &std::ops::Range<usize>) -> bool {
    one.start < other.end && other.start < one.end || one.start == other.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Sources, read};

    /// Replaces words of a file by others: `(word, replacement)`.
    fn mended(bytes: &[u8], words: &[(&str, &str)]) -> (String, Vec<usize>) {
        let mut sources = Sources::new();
        let id = sources.add(read("a.md", bytes).0);
        let file = sources.get(id);
        let fixes: Vec<Fix> = words
            .iter()
            .map(|(word, replacement)| {
                let at = file.text.find(word).unwrap();
                Fix::safe(Span::new(id, at..at + word.len()), *replacement)
            })
            .collect();
        let mended = mend(id, file, &fixes.iter().collect::<Vec<_>>());
        (mended.text, mended.made)
    }

    #[test]
    fn edits_are_made_where_the_text_lies_on_disk() {
        let text = "\u{FEFF}# Été\r\n\r\nle 16 Mai\r\net le 2 Juin\r\n";
        let (text, made) = mended(text.as_bytes(), &[("Juin", "juin"), ("Mai", "mai")]);
        // The mark is put back when it is encoded.
        assert_eq!(text, "# Été\r\n\r\nle 16 mai\r\net le 2 juin\r\n");
        assert_eq!(made, [0, 1]);
    }

    #[test]
    fn the_first_of_two_edits_that_overlap_is_made() {
        let (text, made) = mended(b"le 16 Mai", &[("Mai", "mai"), ("16 Mai", "16 MAI")]);
        assert_eq!((text.as_str(), made.as_slice()), ("le 16 mai", &[0][..]));
    }

    #[test]
    fn no_figure_is_changed() {
        let words = [("900 €", "9000 €"), ("1.800", "1 800"), ("12 %", "12"), ("b 5", "b\u{202f}5")];
        let (text, made) = mended("900 €, 1.800, 12 %, b 5".as_bytes(), &words);
        assert_eq!((text.as_str(), made.as_slice()), ("900 €, 1.800, 12 %, b\u{202f}5", &[3][..]));
    }

    #[test]
    fn damaged_text_is_left_alone() {
        let (text, made) = mended("rÃ©seau, sÃ©curitÃ©".as_bytes(), &[("réseau", "Réseau")]);
        assert_eq!((text.as_str(), made.len()), ("rÃ©seau, sÃ©curitÃ©", 0));
    }

    #[test]
    fn an_offer_is_never_made() {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.md", "abc"));
        let fix = Fix::offer(Span::new(id, 0..1), "x");
        assert!(mend(id, sources.get(id), &[&fix]).made.is_empty());
    }
}
