use std::fmt::Write as _;

use crate::typeset::diagrams::{FAMILY, INK};

/// The height of a line; the text of a diagram has 16 pixels.
pub(super) const LINE_HEIGHT: i32 = 20;

/// A line of text is broken at about this many pixels.
const MAX_TEXT: i32 = 290;

/// A number of things as pixels can be counted.
pub(super) fn count(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX / 64)
}

/// Text as lines that are not too long.
pub(super) fn lines(words: &str) -> Vec<String> {
    let mut out = Vec::new();
    for line in words.split('\n') {
        let mut current = String::new();
        for word in line.split_whitespace() {
            let longer = if current.is_empty() { word.to_owned() } else { format!("{current} {word}") };
            if width(&longer) > MAX_TEXT && !current.is_empty() {
                out.push(std::mem::replace(&mut current, word.to_owned()));
            } else {
                current = longer;
            }
        }
        out.push(current);
    }
    out
}

pub(super) fn text_width(words: &str) -> i32 {
    lines(words).iter().map(|line| width(line)).max().unwrap_or_default()
}

/// About how wide a line is, a little more rather than less.
fn width(line: &str) -> i32 {
    line.chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '\'' | '.' | ',' | ':' | ';' | '|' | '!' | ' ' | 'I' => 45,
            'f' | 't' | 'r' | '(' | ')' | '-' => 58,
            'm' | 'w' | 'M' | 'W' | '@' | '%' | '—' | '…' => 138,
            'A'..='Z' => 102,
            c if c.is_ascii() => 87,
            c if u32::from(c) >= 0x1100 => 165,
            _ => 92,
        })
        .sum::<i32>()
        / 10
}

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Plain,
    Strong,
    /// It may cross a line, which must not strike it out.
    Apart,
}

/// Writes text around a height.
pub(super) fn text(out: &mut String, x: i32, middle: i32, words: &str, anchor: &str, look: Look) {
    let lines = lines(words);
    let first = middle - count(lines.len()) * LINE_HEIGHT / 2 + 15;
    let look = match look {
        Look::Plain => "",
        Look::Strong => " font-weight=\"600\"",
        Look::Apart => {
            " stroke=\"#ffffff\" stroke-width=\"5\" stroke-linejoin=\"round\" paint-order=\"stroke\""
        }
    };
    for (at, line) in (0..).zip(&lines) {
        let _ = write!(
            out,
            "<text x=\"{x}\" y=\"{}\" text-anchor=\"{anchor}\" font-family=\"{FAMILY}\" font-size=\"16\"{look} fill=\"{INK}\">{}</text>",
            first + at * LINE_HEIGHT,
            escaped(line)
        );
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
