use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::steers;

/// What stands for text that is left out.
const GAP: char = '…';

/// A line of a file as it is shown: tabs are spaces, and where it is too long,
/// only what surrounds the places of interest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ShownLine {
    /// The text.
    pub(super) text: String,
    /// For each character of `text` where it stands in the file's line and
    /// here, and the two ends.
    offsets: Vec<(usize, usize)>,
}

#[derive(Debug, Clone, Copy)]
struct Glyph {
    c: char,
    width: usize,
    /// Where it stands in the line.
    offset: usize,
    kept: bool,
}

impl ShownLine {
    /// Shows a line in `width` columns around the places that matter. Behind
    /// each of them, `room` columns are left free where that is possible: a
    /// label stands there.
    pub(super) fn new(line: &str, places: &[Range<usize>], width: usize, room: usize) -> Self {
        let mut glyphs = glyphs(line);
        if total(&glyphs) > width {
            close_up(&mut glyphs, places);
        }
        if total(&glyphs) > width {
            choose(&mut glyphs, places, width, room.min(width / 2));
        }
        Self::of(&glyphs, line.len())
    }

    fn of(glyphs: &[Glyph], end: usize) -> Self {
        let (mut text, mut offsets, mut gap) = (String::new(), Vec::new(), false);
        for glyph in glyphs {
            if glyph.kept {
                offsets.push((glyph.offset, text.len()));
                text.push(glyph.c);
            } else if !gap {
                offsets.push((glyph.offset, text.len()));
                text.push(GAP);
            }
            gap = !glyph.kept;
        }
        offsets.push((end, text.len()));
        Self { text, offsets }
    }

    /// Where an offset of the file's line stands in the shown text.
    pub(super) fn map(&self, offset: usize) -> usize {
        let next = self.offsets.partition_point(|(from, _)| *from < offset);
        self.offsets.get(next).map_or(self.text.len(), |(_, to)| *to)
    }
}

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.chars().map(|c| c.width().unwrap_or(0)).sum()
}

fn glyphs(line: &str) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(line.len());
    for (offset, c) in line.char_indices() {
        let (c, copies) = match c {
            '\t' => (' ', 4),
            c if steers(c) => ('\u{FFFD}', 1),
            c => (c, 1),
        };
        let glyph = Glyph { c, width: c.width().unwrap_or(0), offset, kept: true };
        glyphs.extend(std::iter::repeat_n(glyph, copies));
    }
    glyphs
}

fn total(glyphs: &[Glyph]) -> usize {
    glyphs.iter().map(|glyph| glyph.width).sum()
}

/// Drops the spaces that align the cells of a table, except where one of them
/// is pointed at.
fn close_up(glyphs: &mut Vec<Glyph>, places: &[Range<usize>]) {
    let mut before = 0;
    glyphs.retain(|glyph| {
        let pointed_at = places.iter().any(|place| place.contains(&glyph.offset));
        before = if glyph.c == ' ' { before + 1 } else { 0 };
        before < 2 || pointed_at
    });
}

/// Marks what is kept of a line that is too long.
fn choose(glyphs: &mut [Glyph], places: &[Range<usize>], width: usize, room: usize) {
    for glyph in glyphs.iter_mut() {
        glyph.kept = false;
    }
    // In glyphs; an empty place is a glyph wide.
    let at = |offset: usize| glyphs.partition_point(|glyph| glyph.offset < offset);
    let mut cores: Vec<Range<usize>> = places
        .iter()
        .map(|place| at(place.start)..at(place.end).max(at(place.start) + 1).min(glyphs.len()))
        .filter(|core| !core.is_empty())
        .collect();
    if cores.is_empty() {
        cores.push(0..1);
    }
    // A gap at each end of each part.
    let gaps = cores.len() + 1;
    let share = (width.saturating_sub(gaps + room) / cores.len()).max(1);
    for core in &cores {
        let wide: usize = glyphs.get(core.clone()).map_or(0, total);
        if wide <= share {
            keep(glyphs, core.clone());
        } else {
            // Its beginning and its end.
            let tail = share / 4;
            let head = grow(glyphs, core.start, share - tail, 1);
            let back = grow(glyphs, core.end, tail, -1);
            let head = word_end(glyphs, head, core.start);
            let back = word_start(glyphs, back, core.end);
            keep(glyphs, core.start..head);
            keep(glyphs, back..core.end);
        }
    }
    let kept: usize = glyphs.iter().filter(|glyph| glyph.kept).map(|glyph| glyph.width).sum();
    let free = width.saturating_sub(kept + gaps + room) / cores.len();
    for core in cores {
        // Twice as much before a place as behind it, where the label stands.
        let before = if core.end == glyphs.len() { free } else { free * 2 / 3 };
        let start = grow(glyphs, core.start, before, -1);
        let start = if start == 0 { 0 } else { word_start(glyphs, start, core.start) };
        let used: usize = glyphs.get(start..core.start).map_or(0, total);
        let end = grow(glyphs, core.end, free - used.min(free), 1);
        let end = if end == glyphs.len() { end } else { word_end(glyphs, end, core.end) };
        keep(glyphs, start..core.start);
        keep(glyphs, core.end..end);
    }
    // A gap that hides one or two characters only wastes their place.
    let hidden: Vec<usize> =
        glyphs.iter().enumerate().filter(|(_, glyph)| !glyph.kept).map(|(at, _)| at).collect();
    for run in hidden.chunk_by(|a, b| a + 1 == *b).filter(|run| run.len() == 1) {
        if let Some(glyph) = run.first().and_then(|at| glyphs.get_mut(*at)).filter(|glyph| glyph.width <= 1) {
            glyph.kept = true;
        }
    }
}

fn keep(glyphs: &mut [Glyph], range: Range<usize>) {
    for glyph in glyphs.get_mut(range).unwrap_or_default() {
        glyph.kept = true;
    }
}

/// How far one gets from a glyph in either direction within so many columns.
fn grow(glyphs: &[Glyph], from: usize, columns: usize, direction: i8) -> usize {
    let mut left = columns;
    let mut fits = |glyph: &&Glyph| {
        let fits = glyph.width <= left;
        left -= glyph.width.min(left);
        fits
    };
    if direction < 0 {
        from - glyphs.get(..from).unwrap_or_default().iter().rev().take_while(|glyph| fits(glyph)).count()
    } else {
        from + glyphs.get(from..).unwrap_or_default().iter().take_while(|glyph| fits(glyph)).count()
    }
}

/// The first beginning of a word in `start..limit`; `start` where it is far.
fn word_start(glyphs: &[Glyph], start: usize, limit: usize) -> usize {
    let part = glyphs.get(start.saturating_sub(1)..limit).unwrap_or_default();
    let space = part.iter().take(16).position(|glyph| glyph.c == ' ');
    space.map_or(start, |space| (start.saturating_sub(1) + space + 1).max(start))
}

/// The last end of a word in `limit..end`; `end` where it is far.
fn word_end(glyphs: &[Glyph], end: usize, limit: usize) -> usize {
    let part = glyphs.get(limit..end + 1).unwrap_or_default();
    let space = part.iter().rev().take(16).position(|glyph| glyph.c == ' ');
    space.map_or(end, |space| (end + 1).saturating_sub(space + 1).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, place: &str, width: usize) -> (String, String) {
        let start = line.find(place).unwrap();
        let range = start..start + place.len();
        let line = ShownLine::new(line, std::slice::from_ref(&range), width, 0);
        let place = line.text.get(line.map(range.start)..line.map(range.end)).unwrap().to_owned();
        assert!(columns(&line.text) <= width, "{} columns: {}", columns(&line.text), line.text);
        (line.text, place)
    }

    #[test]
    fn a_short_line_is_shown_as_it_is() {
        assert_eq!(shown("a\tb  c", "b", 20), ("a    b  c".into(), "b".into()));
    }

    #[test]
    fn the_spaces_of_a_table_go_first() {
        let row = "| Audit flash            |        720 € |";
        assert_eq!(shown(row, "720 €", 30), ("| Audit flash | 720 € |".into(), "720 €".into()));
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let line =
            "le début de la phrase que personne ne lit puis 9 000 € et la suite qui dure encore longtemps";
        assert_eq!(
            shown(line, "9 000 €", 40),
            ("…ne lit puis 9 000 € et la suite qui…".into(), "9 000 €".into())
        );
    }

    #[test]
    fn places_at_the_ends_need_one_gap() {
        let line = "début d'une phrase beaucoup trop longue pour une ligne de terminal, et fin";
        assert_eq!(shown(line, "début", 30).0, "début d'une phrase beaucoup…");
        assert_eq!(shown(line, "fin", 30).0, "…ligne de terminal, et fin");
    }

    #[test]
    fn a_long_place_shows_its_beginning_and_its_end() {
        let line = format!("ici {} là", "mot ".repeat(30));
        let start = line.find("mot").unwrap();
        let shown = ShownLine::new(&line, std::slice::from_ref(&(start..line.len() - 4)), 40, 0);
        assert!(columns(&shown.text) <= 40, "{}", shown.text);
        assert_eq!(shown.text, "…mot mot mot mot mot mot mot…mot mot là");
    }

    #[test]
    fn wide_characters_count_twice() {
        let line = "提案書の最初の部分はとても長いので表示されません 9000円 そして続きもまた長いのです";
        let (text, place) = shown(line, "9000円", 30);
        assert_eq!(place, "9000円");
        assert!(text.starts_with('…') && text.ends_with('…'), "{text}");
    }

    #[test]
    fn any_place_of_any_line_can_be_shown() {
        let line = "a€ 😀\tb  漢字   c… | dé | e\u{301} x";
        let bounds: Vec<usize> = line.char_indices().map(|(at, _)| at).chain([line.len()]).collect();
        for width in 0..50 {
            for (number, start) in bounds.iter().enumerate() {
                for end in &bounds[number..] {
                    for room in [0, 7] {
                        let shown = ShownLine::new(line, std::slice::from_ref(&(*start..*end)), width, room);
                        assert!(shown.text.get(shown.map(*start)..shown.map(*end)).is_some());
                    }
                }
            }
        }
    }
}
