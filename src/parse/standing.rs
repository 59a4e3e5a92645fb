use super::frontmatter;
use super::metadata;
use crate::language::Language;
use crate::source::{FileId, Sources};

/// What the properties of a note say about its place among other notes.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Standing {
    /// `propose: false`: the note is embedded by others and is no proposal
    /// itself.
    pub excluded: bool,
    /// `output: …`: where its PDF goes.
    pub output: Option<String>,
}

/// Reads from a note's properties what its place is, without reading the rest
/// of it. What is wrong in them is a finding of [`parse`](super::parse).
pub fn standing(sources: &Sources, file: FileId) -> Standing {
    let text = &sources.get(file).text;
    let cut = frontmatter::cut(text);
    if cut.is_none() {
        return Standing::default();
    }
    let mut findings = Vec::new();
    let properties = frontmatter::read(file, text, cut.as_ref(), Language::English, &mut findings);
    let read = metadata::read(&properties, None, Language::English, &mut findings);
    let no = |text: &str| matches!(text.trim().to_lowercase().as_str(), "false" | "no" | "non" | "off");
    Standing {
        excluded: properties.get("propose").and_then(|node| node.scalar()).is_some_and(no),
        output: read.output.map(|field| field.value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceFile;

    fn of(text: &str) -> Standing {
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("a.md", text));
        standing(&sources, file)
    }

    #[test]
    fn a_note_is_a_proposal_unless_it_says_otherwise() {
        assert_eq!(of(""), Standing::default());
        assert_eq!(of("---\ntitle: x\n---\n"), Standing::default());
        assert_eq!(of("---\npropose: true\n---\n"), Standing::default());
        assert!(of("---\npropose: false\n---\n").excluded);
        assert!(of("---\npropose: 'Non'\n---\n").excluded);
        assert_eq!(of("propose: false\n"), Standing::default(), "these are no properties");
        assert_eq!(of("---\npropose: [\n---\n"), Standing::default());
    }

    #[test]
    fn where_the_pages_go_is_read_as_the_parser_reads_it() {
        assert_eq!(of("---\noutput: client.pdf\n---\n").output.as_deref(), Some("client.pdf"));
    }
}
