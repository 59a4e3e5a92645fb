use std::ops::Range;

use crate::diagnostics::{Diagnostic, Rule};
use crate::parse::note::Note;
use crate::parse::prepass::{Line, cells};
use crate::parse::rules::{LIST_BY_ACCIDENT, SPACE_AFTER_MARKER, TABLE_CELL_DROPPED, TABLE_PIPE_UNESCAPED};

struct Found {
    rule: &'static Rule,
    range: Range<usize>,
    message: String,
    help: String,
}

/// Looks at the lines of a note, comments taken out.
pub(super) fn check(note: &mut Note<'_>) {
    let text = &note.prepared.without_comments;
    let lines = &note.prepared.lines;
    let mut found = Vec::new();
    let mut before: Option<&Line> = None;
    let mut width = 0;
    for (at, line) in lines.iter().enumerate() {
        if line.row && before.is_none_or(|before| !before.row) {
            width = inner_cells(text, line).len();
        }
        if !line.is_code() && !line.is_blank() {
            let next = lines.get(at + 1);
            found.extend(space_after_marker(note, text, line));
            found.extend(list_by_accident(note, text, before, line, next));
            let in_link = pipe_in_link(note, text, line);
            if in_link.is_none() {
                found.extend(dropped_cell(note, text, line, width));
            }
            found.extend(in_link);
        }
        before = Some(line);
    }
    for Found { rule, range, message, help } in found {
        let span = note.line_span(&range);
        note.report(Diagnostic::new(rule, message).at(span).help(help));
    }
}

fn content<'t>(text: &'t str, line: &Line) -> &'t str {
    text.get(line.content..line.end).unwrap_or_default()
}

/// The list marker directly before the content of an item.
fn marker<'t>(text: &'t str, line: &Line) -> Option<(usize, &'t str)> {
    if !line.is_item() {
        return None;
    }
    let before = text.get(line.start..line.content)?.trim_end();
    let start = before.rfind([' ', '\t', '>']).map_or(0, |at| at + 1);
    before.get(start..).filter(|marker| !marker.is_empty()).map(|marker| (line.start + start, marker))
}

fn space_after_marker(note: &Note<'_>, text: &str, line: &Line) -> Option<Found> {
    let content = content(text, line);
    let hard = |rest: &str| rest.starts_with(['\u{a0}', '\u{202f}']);
    let hashes = content.bytes().take_while(|b| *b == b'#').count();
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let length = if (1..=6).contains(&hashes) {
        hashes
    } else if content.starts_with(['-', '*', '+']) {
        1
    } else if (1..=3).contains(&digits) && content.get(digits..)?.starts_with(['.', ')']) {
        digits + 1
    } else {
        0
    };
    let task = line.is_item() && content.starts_with('[') && content.chars().nth(2) == Some(']');
    let length =
        if task { content.char_indices().nth(3).map_or(content.len(), |(at, _)| at) } else { length };
    if length == 0 || !hard(content.get(length..)?) {
        return None;
    }
    let end = line.content + length + content.get(length..)?.chars().next()?.len_utf8();
    let marker = content.get(..length)?;
    Some(Found {
        rule: &SPACE_AFTER_MARKER,
        range: line.content..end,
        message: note.language.pick(
            format!("une espace insécable suit `{marker}` : la ligne reste du texte"),
            format!("a non-breaking space follows `{marker}`: the line stays text"),
        ),
        help: note.language.pick("mettez une espace ordinaire", "put an ordinary space").to_owned(),
    })
}

fn list_by_accident(
    note: &Note<'_>,
    text: &str,
    before: Option<&Line>,
    line: &Line,
    next: Option<&Line>,
) -> Option<Found> {
    let (start, marker) = marker(text, line)?;
    let range = start..start + marker.len();
    let language = note.language;
    let paragraph = before.filter(|before| {
        !before.is_blank()
            && !before.is_item()
            && !before.is_heading()
            && !before.is_code()
            && !before.row
            && before.quotes() == line.quotes()
            && before.indent() == 0
    });
    let rest = content(text, line);
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let alone = next.is_none_or(|next| !next.is_item());
    let figure = digits > 0 && {
        let unit = rest
            .get(digits..)?
            .trim_start_matches([' ', '\u{a0}', '\u{202f}', ',', '.'])
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = unit.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        marker == "+" || unit.starts_with(['%', '€', '$', '£'])
    };
    if paragraph.is_some() && matches!(marker, "+" | "-") && figure && alone {
        return Some(Found {
            rule: &LIST_BY_ACCIDENT,
            range,
            message: language.pick(
                format!("`{marker}` au début de la ligne en fait une liste"),
                format!("`{marker}` at the start of the line makes it a list"),
            ),
            help: language.pick(format!("écrivez `\\{marker}`"), format!("write `\\{marker}`")),
        });
    }
    let number = marker.trim_end_matches(['.', ')']);
    let year = number.len() == 4 && number.parse().is_ok_and(|n: u32| (1900..2100).contains(&n));
    if year {
        let point = marker.get(4..)?;
        return Some(Found {
            rule: &LIST_BY_ACCIDENT,
            range,
            message: language.pick(
                format!("`{marker}` au début de la ligne en fait une liste qui commence à {number}"),
                format!("`{marker}` at the start of the line makes it a list that starts at {number}"),
            ),
            help: language.pick(format!("écrivez `{number}\\{point}`"), format!("write `{number}\\{point}`")),
        });
    }
    let bullet = matches!(marker, "-" | "*" | "+");
    let indent = start - line.start;
    let (parent, parent_marker) = before.and_then(|before| Some((before, self::marker(text, before)?.1)))?;
    let below = parent.content - parent.start;
    let own = parent.leading(text);
    let tabbed = text.get(line.start..start).is_some_and(|lead| lead.contains('\t'));
    if bullet
        && !tabbed
        && line.quotes() == 0
        && parent.quotes() == 0
        && indent > own
        && indent < below
        && parent_marker.len() > 1
    {
        return Some(Found {
            rule: &LIST_BY_ACCIDENT,
            range,
            message: language.pick(
                format!("cette puce n'est pas assez décalée pour appartenir au point `{parent_marker}` : elle ouvre une nouvelle liste"),
                format!("this bullet is not indented enough to belong to `{parent_marker}`: it opens a new list"),
            ),
            help: language.pick(format!("décalez-la de {below} espaces"), format!("indent it by {below} spaces")),
        });
    }
    None
}

/// The cells of a row without the empty parts outside its outer pipes.
fn inner_cells(text: &str, line: &Line) -> Vec<Range<usize>> {
    let mut cells = cells(text, line);
    let empty = |cell: Option<&Range<usize>>| {
        cell.and_then(|c| text.get(c.clone())).is_some_and(|t| t.trim().is_empty())
    };
    if cells.len() > 1 && empty(cells.last()) {
        cells.pop();
    }
    if cells.len() > 1 && empty(cells.first()) {
        cells.remove(0);
    }
    cells
}

fn dropped_cell(note: &Note<'_>, text: &str, line: &Line, width: usize) -> Option<Found> {
    if !line.row {
        return None;
    }
    let cells = inner_cells(text, line);
    let dropped = cells.get(width..)?.iter().find(|cell| {
        let shown = text.get((*cell).clone()).unwrap_or_default().trim();
        !shown.is_empty() && !shown.chars().all(|c| matches!(c, '-' | ':'))
    })?;
    let shown = text.get(dropped.clone())?;
    let lead = shown.len() - shown.trim_start().len();
    let start = dropped.start + lead;
    let shown = shown.trim();
    Some(Found {
        rule: &TABLE_CELL_DROPPED,
        range: start..start + shown.len(),
        message: note.language.pick(
            format!("`{shown}` est au-delà de la dernière colonne et n'est pas imprimé"),
            format!("`{shown}` is beyond the last column and is not printed"),
        ),
        help: note
            .language
            .pick(
                "ajoutez une colonne à l'en-tête, ou écrivez `\\|`",
                "add a column to the header, or write `\\|`",
            )
            .to_owned(),
    })
}

fn pipe_in_link(note: &Note<'_>, text: &str, line: &Line) -> Option<Found> {
    if !line.row {
        return None;
    }
    let content = content(text, line);
    let mut from = 0;
    while let Some(open) = content.get(from..)?.find("[[").map(|at| from + at) {
        let close = content.get(open..)?.find("]]").map(|at| open + at)?;
        let inner = content.get(open..close)?;
        if let Some(pipe) =
            inner.find('|').filter(|pipe| !inner.get(..*pipe).is_some_and(|t| t.ends_with('\\')))
            && content.get(..open)?.matches('`').count().is_multiple_of(2)
        {
            let at = line.content + open + pipe;
            return Some(Found {
                rule: &TABLE_PIPE_UNESCAPED,
                range: at..at + 1,
                message: note
                    .language
                    .pick(
                        "ce `|` dans un lien coupe la cellule en deux",
                        "this `|` in a link splits the cell",
                    )
                    .to_owned(),
                help: note.language.pick("écrivez `\\|`", "write `\\|`").to_owned(),
            });
        }
        from = close + 2;
    }
    None
}
