use std::sync::Arc;

use super::{Base, Encoding, FileId, OffsetMap, Span};

/// The files that one run reads. Files are added and never change; a clone
/// shares them, so that a project's own files are read once for all documents.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<(Arc<SourceFile>, Arc<Base>)>,
    base: Arc<Base>,
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
    /// In which form it lies on disk.
    pub storage: Storage,
    /// Where each line of the text as it lies on disk begins.
    lines: Vec<u32>,
}

/// In which form a text lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Storage {
    /// UTF-8.
    #[default]
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithMark,
    /// UTF-16 behind a byte order mark.
    Utf16,
    /// Wholly or in part in a single-byte encoding.
    SingleByte(Encoding),
    /// With bytes that are no text.
    Unreadable,
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
        Self { path, text, original, storage: Storage::default(), lines }
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

    /// Where an offset of `text` lies in the text on disk.
    pub fn offset_on_disk(&self, offset: usize) -> usize {
        let offset = self.original.as_ref().map_or(offset, |(_, map)| map.map(offset));
        offset.min(self.on_disk().len())
    }

    /// The line and column on disk of an offset of `text`.
    pub fn position(&self, offset: usize) -> Position {
        let disk = self.on_disk();
        let mut at = self.offset_on_disk(offset);
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

    /// An empty collection of files whose paths begin in one folder.
    pub fn in_folder(base: Base) -> Self {
        Self { files: Vec::new(), base: Arc::new(base) }
    }

    /// Adds a file and names it.
    pub fn add(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push((Arc::new(file), Arc::clone(&self.base)));
        id
    }

    /// A file of this collection.
    ///
    /// # Panics
    ///
    /// With an id of another collection.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `add` and files are never removed")]
    pub fn get(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize].0
    }

    /// The path of a file from the root of its repository, with `/`; its path as
    /// it is where it lies in none.
    ///
    /// # Panics
    ///
    /// With an id of another collection.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `add` and files are never removed")]
    pub fn in_repository(&self, id: FileId) -> String {
        let (file, base) = &self.files[id.0 as usize];
        base.in_repository(&file.path)
    }

    /// What a file of this collection would be called, were it added.
    pub fn name_in_repository(&self, path: &str) -> String {
        self.base.in_repository(path)
    }

    /// Takes in the files of another collection, each once, and says where they
    /// lie now. Files of two folders are two, whatever their paths; an empty
    /// collection becomes one of the other's folder.
    pub fn merge(&mut self, other: &Self) -> Merged {
        if self.files.is_empty() {
            self.base = Arc::clone(&other.base);
        }
        let place = |(file, base): &(Arc<SourceFile>, Arc<Base>)| {
            let same = |known: &(Arc<SourceFile>, Arc<Base>)| known.0.path == file.path && known.1 == *base;
            let at = self.files.iter().position(same).unwrap_or_else(|| {
                self.files.push((Arc::clone(file), Arc::clone(base)));
                self.files.len() - 1
            });
            FileId(u32::try_from(at).unwrap_or(u32::MAX))
        };
        Merged(other.files.iter().map(place).collect())
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(self.files.iter().map(|(file, _)| file.as_ref()))
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

/// The bytes that a file should hold where its text was damaged or is not in
/// UTF-8: UTF-8 with the file's own line ends and byte order mark. None where
/// it is right as it is, or where bytes in it are no text, so that something
/// would be lost.
pub fn repaired_bytes(file: &SourceFile) -> Option<Vec<u8>> {
    let disk = file.on_disk();
    let same_words = || without_line_ends(disk).eq(without_line_ends(&file.text));
    match file.storage {
        Storage::Unreadable => return None,
        Storage::Utf8 | Storage::Utf8WithMark | Storage::Utf16 if same_words() => return None,
        Storage::Utf8 | Storage::Utf8WithMark | Storage::Utf16 | Storage::SingleByte(_) => {}
    }
    let mut bytes = Vec::with_capacity(disk.len());
    if file.storage == Storage::Utf8WithMark {
        bytes.extend("\u{FEFF}".bytes());
    }
    let mut line_ends = line_ends(disk);
    for line in file.text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(words) => {
                bytes.extend(words.bytes());
                bytes.extend(line_ends.next().unwrap_or("\n").bytes());
            }
            None => bytes.extend(line.bytes()),
        }
    }
    Some(bytes)
}

fn without_line_ends(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !matches!(c, '\r' | '\n'))
}

fn line_ends(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices(['\r', '\n']).filter_map(|(at, end)| {
        let before = text.get(..at).unwrap_or_default();
        match end {
            "\n" if before.ends_with('\r') => None,
            "\r" if text.get(at..at + 2) == Some("\r\n") => Some("\r\n"),
            _ => Some(end),
        }
    })
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

    #[test]
    fn a_repaired_file_keeps_its_line_ends_and_byte_order_mark() {
        let damaged = "\u{FEFF}rÃ©seau sÃ©curitÃ©\r\nx\ry\n\n";
        let (file, _) = crate::source::read("a.md", damaged.as_bytes());
        let bytes = repaired_bytes(&file).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{FEFF}réseau sécurité\r\nx\ry\n\n");
    }

    #[test]
    fn a_file_that_is_right_is_not_rewritten_for_its_line_ends() {
        for text in ["été", "\u{FEFF}été\r\nx\r", ""] {
            assert_eq!(repaired_bytes(&crate::source::read("a.md", text.as_bytes()).0), None, "{text:?}");
        }
    }

    #[test]
    fn a_windows_file_becomes_utf_8_and_an_unreadable_one_stays() {
        let (file, _) = crate::source::read("a.md", b"r\xE9seau s\xE9curit\xE9\r\n");
        assert_eq!(repaired_bytes(&file).unwrap(), "réseau sécurité\r\n".as_bytes());
        let (file, _) = crate::source::read("a.md", b"\xFF\x00\xFE\xFE");
        assert_eq!(repaired_bytes(&file), None);
    }
}
