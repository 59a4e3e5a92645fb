//! How lines on a cover read.

use crate::parse::names;
use crate::proposal::{Inline, InlineKind, Table, plain_text};
use crate::source::Span;

pub(super) fn is_history(text: &str) -> bool {
    let folded = names::fold(text);
    ["historique", "versions", "revisions", "history", "changelog", "suivi des", "historial", "anderungs"]
        .iter()
        .any(|word| folded.contains(word))
}

/// `1. `, `2.3 `, `IV. `, `Article 5`, `Lot 2`: the number of a section.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.trim_start();
    let digits = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < text.len() {
        let rest = digits.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ')'));
        let marked = digits.starts_with(['.', ')']);
        return (marked && rest.starts_with([' ', '\u{a0}', '\u{202f}']))
            || digits.starts_with([' ', '\u{a0}']) && text.len() - digits.len() <= 2;
    }
    let word: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    let roman = word.trim_end_matches(['.', ')']);
    let is_roman =
        !roman.is_empty() && roman.len() < word.len() && roman.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    let rest = text.get(word.len()..).unwrap_or_default().trim_start();
    let named = matches!(
        names::fold(&word).as_str(),
        "article" | "lot" | "partie" | "phase" | "section" | "annexe" | "part" | "annex" | "appendix"
    );
    is_roman || (named && rest.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
}

/// `Par James`, `Rédigé par : …`, `By …`.
pub(crate) fn byline(text: &str) -> Option<&str> {
    let text = text.trim();
    let folded = names::fold(text);
    let prefixes = [
        "par",
        "by",
        "redige par",
        "ecrit par",
        "presente par",
        "prepare par",
        "propose par",
        "auteur",
        "auteurs",
        "author",
        "authors",
        "written by",
        "prepared by",
        "presented by",
        "von",
        "verfasst von",
        "autor",
        "por",
        "redactor",
        "redacteur",
    ];
    let found = prefixes
        .iter()
        .filter(|prefix| folded.strip_prefix(**prefix).is_some_and(|rest| rest.starts_with([' ', ':'])))
        .max_by_key(|prefix| prefix.len())?;
    let words = found.split(' ').count();
    let mut rest = text;
    for _ in 0..words {
        rest = rest.trim_start().trim_start_matches(|c: char| !c.is_whitespace() && c != ':');
    }
    let name = rest.trim_start_matches([' ', ':', '\u{a0}', '\u{202f}']).trim();
    let count = name.split_whitespace().count();
    let sentence = name.ends_with(['.', '!', '?', ';']) && count > 4;
    let upper = name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    ((1..=9).contains(&count) && !sentence && upper).then_some(name)
}

pub(super) fn is_byline(text: &str) -> bool {
    byline(text).is_some()
}

/// Whether a table is a history of versions.
pub(crate) fn is_version_table(table: &Table) -> bool {
    let Some(header) = &table.header else { return false };
    let titles: Vec<String> =
        header.cells.iter().map(|cell| names::key(&plain_text(&cell.content))).collect();
    let column = |words: &[&str]| {
        let named =
            |title: &String| title.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word));
        titles.iter().position(named)
    };
    let Some(versions) = column(&["version", "versions", "revision", "indice", "rev"]) else { return false };
    // `Revision | ISO 17100` is a norm that somebody works to.
    let cells = table.rows.iter().filter_map(|row| row.cells.get(versions));
    let numbered = cells.filter(|cell| is_version(&plain_text(&cell.content))).count();
    column(&["date", "dates", "datum", "fecha"]).is_some() && numbered * 2 >= table.rows.len()
}

/// Whether a text is the name of a version: `1.2`, `v2`, `B`, `01 (projet)`.
fn is_version(text: &str) -> bool {
    let text = text.trim();
    let first = text.split_whitespace().next().unwrap_or_default().trim_start_matches(['v', 'V']);
    let letter = text.chars().count() == 1 && text.starts_with(char::is_alphabetic);
    letter || text.is_empty() || first.starts_with(|c: char| c.is_ascii_digit())
}

/// The lines of a paragraph.
pub(super) fn lines(content: &[Inline]) -> Vec<Vec<Inline>> {
    content
        .split(|inline| inline.kind == InlineKind::Break)
        .filter(|line| !plain_text(line).trim().is_empty())
        .map(<[Inline]>::to_vec)
        .collect()
}

/// The content after a number of bytes of its plain text, without spaces at its
/// start.
pub(super) fn after(line: &[Inline], mut skip: usize) -> Option<Vec<Inline>> {
    let mut out: Vec<Inline> = Vec::new();
    for inline in line {
        let length = plain_text(std::slice::from_ref(inline)).len();
        if skip == 0 {
            out.push(inline.clone());
        } else if skip >= length {
            skip -= length;
        } else {
            match &inline.kind {
                InlineKind::Text(text) => {
                    let rest = text.get(skip..)?;
                    let cut = u32::try_from(skip).ok()?;
                    let exact = (inline.span.end - inline.span.start) as usize == text.len();
                    let start = if exact { inline.span.start + cut } else { inline.span.start };
                    out.push(Inline {
                        span: Span { start, ..inline.span },
                        kind: InlineKind::Text(rest.to_owned()),
                    });
                }
                InlineKind::Strong(content) | InlineKind::Emphasis(content) => {
                    out.extend(after(content, skip)?);
                }
                _ => return None,
            }
            skip = 0;
        }
    }
    if let Some(Inline { kind: InlineKind::Text(text), span }) = out.first_mut() {
        let trimmed = text.trim_start();
        let cut = u32::try_from(text.len() - trimmed.len()).ok()?;
        if (span.end - span.start) as usize == text.len() {
            span.start += cut;
        }
        *text = trimmed.to_owned();
    }
    out.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    Some(out)
}
