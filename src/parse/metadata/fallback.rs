//! What the document itself says where its properties are silent.

use super::dates;
use super::labels::{self, Key};
use crate::parse::{head, names};
use crate::proposal::{
    Block, BlockKind, Field, Head, Metadata, Party, Row, Table, Version, plain_text, written_text,
};

/// Completes metadata from the head and the blocks of a document.
pub(crate) fn complete(metadata: &mut Metadata, head: &Head, blocks: &[Block]) {
    let american =
        dates::is_american(metadata.language, metadata.language_tag.as_ref().map(|tag| tag.value.as_str()));
    if metadata.title.is_none() {
        // A single heading of level one names the document; several are its
        // sections.
        let mut first = blocks.iter().filter(|block| is_first_level(block));
        let only = first.next().filter(|_| first.next().is_none());
        metadata.title = head.title.as_ref().or(only).and_then(title);
    }
    for fact in &head.facts {
        let value = plain_text(&fact.value).trim().to_owned();
        let span = fact.value.first().zip(fact.value.last()).map_or(fact.span, |(a, b)| a.span.to(b.span));
        let field = Field { value, span };
        match labels::key(&fact.label.value) {
            Some(Key::Client) if metadata.client.is_none() => {
                metadata.client = Some(Party { name: field, address: Vec::new(), contact: None });
            }
            Some(Key::Subject) => fill(&mut metadata.subject, field),
            Some(Key::Number) => fill(&mut metadata.number, field),
            Some(Key::Version) => fill(&mut metadata.version, field),
            Some(Key::Author) if metadata.authors.is_empty() => metadata.authors.push(field),
            Some(Key::Date) if metadata.date.is_none() => {
                metadata.date = dates::date(&field.value, american).map(|value| Field { value, span });
            }
            _ => {}
        }
    }
    if metadata.authors.is_empty() {
        metadata.authors = head.bylines.iter().filter_map(author).collect();
    }
    let versions =
        head.versions.as_ref().or_else(|| blocks.iter().find(|block| version_table(block).is_some()));
    if let Some(table) = versions.and_then(version_table) {
        from_versions(metadata, table, american);
    }
    if metadata.date.is_none() {
        metadata.date = head.rest.iter().find_map(|block| dated(block, american));
    }
    for fact in &head.facts {
        if labels::key(&fact.label.value) == Some(Key::ValidUntil) && metadata.valid_until.is_none() {
            let value = plain_text(&fact.value);
            let issued = metadata.date.as_ref().map(|date| date.value);
            let until = dates::date(&value, american)
                .or_else(|| dates::duration(&value).and_then(|duration| duration.after(issued?)));
            metadata.valid_until = until.map(|value| Field { value, span: fact.span });
        }
    }
}

fn fill(place: &mut Option<Field<String>>, field: Field<String>) {
    if place.is_none() {
        *place = Some(field);
    }
}

fn is_first_level(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Heading { level, .. } => *level == 1,
        BlockKind::Aligned { blocks, .. } => blocks.iter().any(is_first_level),
        _ => false,
    }
}

fn title(block: &Block) -> Option<Field<String>> {
    match &block.kind {
        BlockKind::Heading { content, .. } => {
            let value = written_text(content).trim().to_owned();
            let span = content.first().zip(content.last()).map_or(block.span, |(a, b)| a.span.to(b.span));
            (!value.is_empty()).then_some(Field { value, span })
        }
        BlockKind::Aligned { blocks, .. } => blocks.iter().find_map(title),
        _ => None,
    }
}

/// A short line with a date: `Paris, le 16 mai 2025`.
fn dated(block: &Block, american: bool) -> Option<Field<chrono::NaiveDate>> {
    let BlockKind::Paragraph(content) = &block.kind else { return None };
    let text = plain_text(content);
    let value = dates::date(&text, american).filter(|_| text.chars().count() <= 60)?;
    Some(Field { value, span: block.span })
}

fn author(block: &Block) -> Option<Field<String>> {
    let (BlockKind::Heading { content, .. } | BlockKind::Paragraph(content)) = &block.kind else {
        return None;
    };
    let text = plain_text(content);
    let name = head::byline(&text)?.to_owned();
    let span = content.first().zip(content.last()).map_or(block.span, |(a, b)| a.span.to(b.span));
    Some(Field { value: name, span })
}

fn version_table(block: &Block) -> Option<&Table> {
    match &block.kind {
        BlockKind::Table(table) if head::is_version_table(table) => Some(table),
        BlockKind::Aligned { blocks, .. } => blocks.iter().find_map(version_table),
        _ => None,
    }
}

/// The rows; version and date of the last one where nothing else names them.
fn from_versions(metadata: &mut Metadata, table: &Table, american: bool) {
    let column = |words: &[&str]| {
        let header = table.header.as_ref()?;
        header.cells.iter().position(|cell| {
            let title = names::key(&plain_text(&cell.content));
            words.iter().any(|word| title.contains(word))
        })
    };
    let (names, days) = (column(&["version", "revision", "indice"]), column(&["date", "datum", "fecha"]));
    let cell = |row: &Row, at: Option<usize>| {
        let cell = row.cells.get(at?)?;
        let value = plain_text(&cell.content).trim().to_owned();
        (!value.is_empty()).then_some(Field { value, span: cell.span })
    };
    if metadata.version.is_none() {
        metadata.version = table.rows.iter().rev().find_map(|row| cell(row, names));
    }
    metadata.versions = table
        .rows
        .iter()
        .map(|row| Version {
            span: row.span,
            name: cell(row, names).map(|name| name.value),
            date: cell(row, days)
                .and_then(|day| Some(Field { value: dates::date(&day.value, american)?, span: day.span })),
        })
        .collect();
    if metadata.date.is_none() {
        let last = table.rows.iter().rev().find_map(|row| cell(row, days));
        metadata.date =
            last.and_then(|day| Some(Field { value: dates::date(&day.value, american)?, span: day.span }));
    }
}
