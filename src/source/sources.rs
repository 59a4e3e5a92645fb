use std::sync::Arc;

use super::{FileId, OffsetMap, Span};

/// The files that one run reads. Files are added and never change; a clone
/// shares them, so that a project's own files are read once for all documents.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

/// One file: what is parsed, and what lies on disk.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Where it lies: relative to the project's root, with `/` between folders;
    /// as given on the command line for a file outside any project.
    pub path: String,
    /// What is parsed: decoded, repaired, without a byte order mark, with LF
    /// line ends.
    pub text: String,
    /// The decoded text as it lies on disk, where it differs from `text`.
    pub original: Option<(String, OffsetMap)>,
    /// Where each line of the text as it lies on disk begins.
    lines: Vec<u32>,
}

/// A place in a file as it lies on disk: 1-based, columns counted in Unicode
/// scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A range in a file as it lies on disk; the end is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// Where it starts.
    pub start: Position,
    /// Where it ends.
    pub end: Position,
}

/// Where the files of a collection lie after they were taken into another.
#[derive(Debug)]
pub struct Merged(Vec<FileId>);

impl Merged {
    /// A span of the collection taken in, in the one that took it.
    pub fn span(&self, span: Span) -> Span {
        Span { file: self.0.get(span.file.0 as usize).copied().unwrap_or(span.file), ..span }
    }
}

impl SourceFile {
    /// A file whose text is parsed as it lies on disk.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::with_original(path, text, None)
    }

    /// A file whose text was changed on the way in: `original` is the decoded
    /// text on disk and the map from `text` into it.
    pub fn with_original(
        path: impl Into<String>,
        text: impl Into<String>,
        original: Option<(String, OffsetMap)>,
    ) -> Self {
        let (path, text) = (path.into(), text.into());
        let disk = original.as_ref().map_or(text.as_str(), |(disk, _)| disk.as_str());
        let lines = line_starts(disk);
        Self { path, text, original, lines }
    }

    /// The text as it lies on disk (decoded).
    pub fn on_disk(&self) -> &str {
        self.original.as_ref().map_or(self.text.as_str(), |(disk, _)| disk.as_str())
    }

    /// The part of the text that a range covers; empty where the range does not
    /// fit this text.
    pub fn slice(&self, range: std::ops::Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where an offset of `text` lies on disk.
    pub fn position(&self, offset: usize) -> Position {
        let disk = self.on_disk();
        let mut at = self.original.as_ref().map_or(offset, |(_, map)| map.map(offset)).min(disk.len());
        while !disk.is_char_boundary(at) {
            at -= 1;
        }
        let line = self.lines.partition_point(|&start| start as usize <= at).max(1);
        let start = self.lines.get(line - 1).map_or(0, |&start| start as usize);
        let column = disk.get(start..at).unwrap_or_default().chars().count() + 1;
        Position { line, column }
    }
}

impl Sources {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and names it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(Arc::new(file));
        id
    }

    /// A file of this collection.
    ///
    /// # Panics
    ///
    /// With an id of another collection.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `add` and files are never removed")]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Takes in the files of another collection, each path once, and says where
    /// they lie now.
    pub fn merge(&mut self, other: &Self) -> Merged {
        let place = |file: &Arc<SourceFile>| match self.files.iter().position(|known| known.path == file.path)
        {
            Some(at) => FileId(u32::try_from(at).unwrap_or(u32::MAX)),
            None => {
                self.files.push(Arc::clone(file));
                FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
            }
        };
        Merged(other.files.iter().map(place).collect())
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(self.files.iter().map(AsRef::as_ref))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).slice(span.range())
    }

    /// Where a span lies on disk.
    pub fn range(&self, span: Span) -> Range {
        let file = self.get(span.file);
        Range { start: file.position(span.start as usize), end: file.position(span.end as usize) }
    }
}

/// The offsets at which lines begin; LF, CRLF and a lone CR each end one.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, byte) in bytes.iter().enumerate() {
        let ends = *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
        if ends {
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_end_in_three_ways() {
        let file = SourceFile::new("a.md", "é€x\r\ny\rz\nw");
        let at = |needle: &str| file.position(file.text.find(needle).unwrap());
        assert_eq!(at("x"), Position { line: 1, column: 3 });
        assert_eq!(at("y"), Position { line: 2, column: 1 });
        assert_eq!(at("z"), Position { line: 3, column: 1 });
        assert_eq!(at("w"), Position { line: 4, column: 1 });
    }

    #[test]
    fn positions_are_those_of_the_file_on_disk() {
        let mut map = OffsetMap::default();
        // "é" on disk was "Ã©".
        map.anchor(2, 4);
        let file = SourceFile::with_original("a.md", "é x", Some(("Ã© x".into(), map)));
        assert_eq!(file.position(3), Position { line: 1, column: 4 });
    }
}
