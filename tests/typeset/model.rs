//! Documents built by hand: short names for what a note can hold.

use propose::language::Language;
use propose::proposal::*;
use propose::source::{FileId, SourceFile, Sources, Span};

/// Builds documents whose spans point at the words themselves: the source is
/// written along with the model.
pub(super) struct Model {
    pub(super) text: String,
    pub(super) file: FileId,
}

impl Model {
    pub(super) fn new() -> Self {
        Self { text: String::new(), file: Sources::new().add(SourceFile::new("", "")) }
    }

    pub(super) fn span(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        let span = Span::new(self.file, start..self.text.len());
        self.text.push('\n');
        span
    }

    pub(super) fn sources(&self) -> Sources {
        let mut sources = Sources::new();
        sources.add(SourceFile::new("proposals/test.md", self.text.clone()));
        sources
    }

    pub(super) fn field(&mut self, text: &str) -> Field<String> {
        Field { value: text.to_owned(), span: self.span(text) }
    }

    pub(super) fn inline(&mut self, kind: InlineKind) -> Inline {
        Inline { span: self.span(""), kind }
    }

    pub(super) fn text(&mut self, text: &str) -> Inline {
        Inline { span: self.span(text), kind: InlineKind::Text(text.to_owned()) }
    }

    /// Text in which `**…**` is strong.
    pub(super) fn rich(&mut self, text: &str) -> Vec<Inline> {
        text.split("**")
            .enumerate()
            .filter(|(_, part)| !part.is_empty())
            .map(|(at, part)| {
                let text = self.text(part);
                if at % 2 == 1 {
                    Inline { span: text.span, kind: InlineKind::Strong(vec![text]) }
                } else {
                    text
                }
            })
            .collect()
    }

    pub(super) fn block(&mut self, kind: BlockKind) -> Block {
        Block { span: self.span(""), kind, anchor: None }
    }

    pub(super) fn paragraph(&mut self, text: &str) -> Block {
        let content = self.rich(text);
        self.block(BlockKind::Paragraph(content))
    }

    pub(super) fn heading(&mut self, level: u8, text: &str) -> Block {
        let content = vec![self.text(text)];
        self.block(BlockKind::Heading { level, content, outlined: true })
    }

    pub(super) fn list(&mut self, start: Option<u64>, items: &[(Option<char>, &str)]) -> Block {
        let items = items
            .iter()
            .map(|(task, text)| {
                let block = self.paragraph(text);
                ListItem { span: block.span, task: *task, blocks: vec![block], anchor: None }
            })
            .collect();
        self.block(BlockKind::List { start, tight: true, items })
    }

    pub(super) fn row(&mut self, kind: RowKind, cells: &[&str]) -> Row {
        let cells = cells
            .iter()
            .map(|text| {
                let content = self.rich(text);
                let span = self.span("");
                Cell { span, content, colspan: 1, rowspan: 1 }
            })
            .collect();
        Row { span: self.span(""), cells, kind }
    }

    pub(super) fn table(
        &mut self,
        kinds: &[ColumnKind],
        header: Option<&[&str]>,
        rows: &[(RowKind, &[&str])],
    ) -> Block {
        let header = header.map(|cells| self.row(RowKind::Line, cells));
        let rows = rows.iter().map(|(kind, cells)| self.row(*kind, cells)).collect();
        let columns = kinds.iter().map(|kind| Column { alignment: None, kind: *kind }).collect();
        self.block(BlockKind::Table(Table { columns, header, rows }))
    }

    pub(super) fn image(&mut self, source: ImageSource, alt: &str) -> Image {
        Image {
            span: self.span(alt),
            source,
            alt: alt.to_owned(),
            width: None,
            height: None,
            percent: None,
            placement: None,
        }
    }

    pub(super) fn callout(
        &mut self,
        name: &str,
        family: CalloutFamily,
        title: Option<&str>,
        blocks: Vec<Block>,
    ) -> Block {
        let title = title.map(|title| self.rich(title));
        self.block(BlockKind::Callout(Callout { name: name.to_owned(), family, title, blocks }))
    }

    pub(super) fn proposal(&self, blocks: Vec<Block>) -> Proposal {
        Proposal {
            file: self.file,
            metadata: Metadata { language: Language::French, ..Metadata::default() },
            head: Head::default(),
            blocks,
            footnotes: Vec::new(),
            annotations: Vec::new(),
            annexes: 0,
            total: None,
        }
    }
}
