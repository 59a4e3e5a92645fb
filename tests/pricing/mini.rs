//! A stand-in for the Markdown parser: headings, paragraphs, list items and
//! pipe tables with bold, strike-through and footnote marks.

use propose::language::Language;
use propose::proposal::*;
use propose::source::{FileId, SourceFile, Sources, Span};

pub fn parse(name: &str, text: &str, sources: &mut Sources) -> Proposal {
    let file = sources.add(SourceFile::new(name, text));
    let mut metadata = Metadata::default();
    let (mut blocks, mut annotations) = (Vec::new(), Vec::new());
    let mut at = 0;
    let mut front = 0;
    let mut comment = false;
    let mut table: Vec<(usize, &str)> = Vec::new();
    let mut lines: Vec<(usize, &str)> = text
        .split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, line.trim_end())
        })
        .collect();
    lines.push((text.len(), ""));
    for (start, line) in lines {
        if line == "---" && (start == 0 || front == 1) {
            front += 1;
            continue;
        }
        if front == 1 {
            if let Some(value) = line.strip_prefix("lang: ") {
                metadata.language = Language::from_tag(value).unwrap();
            }
            if let Some(value) = line.strip_prefix("currency: ") {
                metadata.currency =
                    Some(Field { value: value.into(), span: Span::new(file, start..start + line.len()) });
            }
            continue;
        }
        if line.starts_with("<!--") {
            comment = true;
        }
        if comment {
            comment = !line.ends_with("-->");
            continue;
        }
        if line.starts_with('|') {
            table.push((start, line));
            continue;
        }
        if !table.is_empty() {
            blocks.push(make_table(file, &table, &mut annotations));
            table.clear();
        }
        let text = line.trim();
        if text.is_empty() || text == "---" {
            continue;
        }
        let span = Span::new(file, start..start + line.len());
        let level = text.bytes().take_while(|b| *b == b'#').count();
        let (prefix, kind): (usize, fn(Vec<Inline>) -> BlockKind) = if level > 0 {
            (level + 1, |_| BlockKind::Rule)
        } else if text.starts_with("- ") || text.starts_with("> ") {
            (2, BlockKind::Paragraph)
        } else {
            (0, BlockKind::Paragraph)
        };
        let offset = start + (line.len() - line.trim_start().len()) + prefix;
        let content = inlines(
            file,
            offset,
            &text[prefix.min(text.len())..],
            &mut annotations,
            Span::new(file, start..start + line.len()),
        );
        let kind = if level > 0 {
            BlockKind::Heading { level: level as u8, content, outlined: true }
        } else {
            kind(content)
        };
        let block = Block { span, kind, anchor: None };
        if text.starts_with("- ") {
            blocks.push(Block {
                span,
                anchor: None,
                kind: BlockKind::List {
                    start: None,
                    tight: true,
                    items: vec![ListItem { span, task: None, blocks: vec![block], anchor: None }],
                },
            });
        } else {
            blocks.push(block);
        }
    }
    Proposal { file, metadata, head: Head::default(), blocks, footnotes: vec![], annotations }
}

fn make_table(file: FileId, lines: &[(usize, &str)], annotations: &mut Vec<Annotation>) -> Block {
    let mut rows: Vec<Row> = lines
        .iter()
        .enumerate()
        .filter(|(at, _)| *at != 1)
        .map(|(_, (start, line))| {
            let row = Span::new(file, *start..*start + line.len());
            let mut cells = Vec::new();
            let mut at = start + 1;
            for cell in line[1..].trim_end_matches('|').split('|') {
                let lead = cell.len() - cell.trim_start().len();
                let body = cell.trim();
                let span = Span::new(file, at + lead..at + lead + body.len());
                cells.push(Cell {
                    span,
                    content: inlines(file, at + lead, body, annotations, row),
                    colspan: 1,
                    rowspan: 1,
                });
                at += cell.len() + 1;
            }
            Row { span: row, cells, kind: RowKind::Line }
        })
        .collect();
    let header = rows.remove(0);
    let columns = header.cells.iter().map(|_| Column { alignment: None, kind: ColumnKind::Text }).collect();
    let header = header.cells.iter().any(|cell| !cell.content.is_empty()).then_some(header);
    let (first, last) = (lines[0], lines[lines.len() - 1]);
    Block {
        span: Span::new(file, first.0..last.0 + last.1.len()),
        anchor: None,
        kind: BlockKind::Table(Table { columns, header, rows }),
    }
}

fn inlines(
    file: FileId,
    offset: usize,
    text: &str,
    annotations: &mut Vec<Annotation>,
    within: Span,
) -> Vec<Inline> {
    let mut out = Vec::new();
    let mut struck = false;
    let mut at = 0;
    let mut buffer = String::new();
    let span = Span::new(file, offset..offset + text.len());
    let flush = |buffer: &mut String, struck: bool, out: &mut Vec<Inline>| {
        if buffer.is_empty() {
            return;
        }
        let inner = Inline { span, kind: InlineKind::Text(std::mem::take(buffer)) };
        out.push(if struck {
            Inline { span, kind: InlineKind::Styled(Style::Strikethrough, vec![inner]) }
        } else {
            inner
        });
    };
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("~~") {
            flush(&mut buffer, struck, &mut out);
            struck = !struck;
            at += 2;
        } else if rest.starts_with("**") {
            at += 2;
        } else if rest.starts_with("%%") {
            let end = rest[2..].find("%%").map_or(rest.len(), |end| end + 4);
            if let Some(body) = rest[2..end - 2].trim().strip_prefix("propose:") {
                annotations.push(Annotation {
                    span: Span::new(file, offset + at..offset + at + end),
                    text: body.trim().into(),
                    scope: Scope::Within(within),
                });
            }
            at += end;
        } else if rest.starts_with("[^") {
            at += rest.find(']').map_or(rest.len(), |end| end + 1);
        } else if rest.starts_with("<br>") {
            flush(&mut buffer, struck, &mut out);
            out.push(Inline { span, kind: InlineKind::Break });
            at += 4;
        } else {
            let c = rest.chars().next().unwrap();
            buffer.push(c);
            at += c.len_utf8();
        }
    }
    flush(&mut buffer, struck, &mut out);
    out
}
