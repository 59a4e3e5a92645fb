//! Single dollars: which of them are formulas in Obsidian, and which are money.

use std::ops::Range;

use super::rewrite::Edit;
use super::structure::Line;

/// Escapes dollars that would become formulas in the parser but not in
/// Obsidian. Gives the formulas that look like amounts.
pub(super) fn veto(text: &str, lines: &[Line], edits: &mut Vec<Edit>) -> Vec<Range<usize>> {
    let mut suspicious = Vec::new();
    let mut chunk: Option<Range<usize>> = None;
    for line in lines {
        let apart = line.row || line.is_item() || line.is_heading() || line.is_code() || line.is_blank();
        if apart && let Some(chunk) = chunk.take() {
            scan(text, chunk, edits, &mut suspicious);
        }
        if line.is_code() || line.is_blank() {
            continue;
        }
        if line.row {
            for cell in cells(text, line) {
                scan(text, cell, edits, &mut suspicious);
            }
            continue;
        }
        chunk = Some(chunk.map_or(line.content, |open| open.start)..line.end);
        if line.is_heading()
            && let Some(chunk) = chunk.take()
        {
            scan(text, chunk, edits, &mut suspicious);
        }
    }
    if let Some(chunk) = chunk {
        scan(text, chunk, edits, &mut suspicious);
    }
    suspicious
}

/// The cells of a row, by its unescaped pipes.
pub(crate) fn cells(text: &str, line: &Line) -> Vec<Range<usize>> {
    let mut cells = Vec::new();
    let mut start = line.content;
    let mut escaped = false;
    for (at, byte) in text.get(line.content..line.end).unwrap_or_default().bytes().enumerate() {
        let at = line.content + at;
        if byte == b'|' && !escaped {
            cells.push(start..at);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    cells.push(start..line.end);
    cells
}

/// A dollar sign, or two.
struct Dollar {
    at: usize,
    double: bool,
}

fn scan(text: &str, chunk: Range<usize>, edits: &mut Vec<Edit>, suspicious: &mut Vec<Range<usize>>) {
    let part = text.get(chunk.clone()).unwrap_or_default();
    if !part.contains('$') {
        return;
    }
    let dollars = dollars(part);
    let mut next = 0;
    while let Some(dollar) = dollars.get(next) {
        next += 1;
        let same = |other: &Dollar| other.double == dollar.double;
        if dollar.double {
            // Display formulas have no rule about spaces and figures and may
            // hold single dollars.
            match dollars.iter().enumerate().skip(next).find(|(_, other)| other.double) {
                Some((close, _)) => next = close + 1,
                None => edits.extend([0, 1].map(|i| Edit::insert(chunk.start + dollar.at + i, "\\"))),
            }
            continue;
        }
        let close = dollars.get(next).filter(|other| same(other)).filter(|close| {
            let inner = part.get(dollar.at + 1..close.at).unwrap_or_default();
            let after = part.get(close.at + 1..).and_then(|rest| rest.chars().next());
            !inner.is_empty()
                && !inner.starts_with(char::is_whitespace)
                && !inner.ends_with(char::is_whitespace)
                && !after.is_some_and(|c| c.is_ascii_digit())
        });
        match close {
            Some(close) => {
                let inner = part.get(dollar.at + 1..close.at).unwrap_or_default();
                let before = part.get(..dollar.at).and_then(|rest| rest.chars().next_back());
                if looks_like_money(before, inner) {
                    suspicious.push(chunk.start + dollar.at..chunk.start + close.at + 1);
                }
                next += 1;
            }
            None => edits.push(Edit::insert(chunk.start + dollar.at, "\\")),
        }
    }
}

/// The dollars of a paragraph that are neither escaped nor in code, link
/// targets or tags.
fn dollars(part: &str) -> Vec<Dollar> {
    let bytes = part.as_bytes();
    let line_end = |at: usize| part.get(at..).and_then(|rest| rest.find('\n')).map_or(part.len(), |n| at + n);
    let mut found = Vec::new();
    let mut ticks: std::collections::HashMap<usize, Vec<usize>> = std::collections::HashMap::new();
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes.iter().skip(at).take_while(|b| **b == b'`').count();
        if run > 0 {
            ticks.entry(run).or_default().push(at);
        }
        at += run.max(1);
    }
    // A search that found nothing before `until` is not repeated.
    let mut until = [0usize; 2];
    at = 0;
    while at < bytes.len() {
        match bytes.get(at..).unwrap_or_default() {
            [b'\\', ..] => at += 2,
            [b'`', rest @ ..] => {
                let run = 1 + rest.iter().take_while(|b| **b == b'`').count();
                let same = ticks.get(&run).map_or(&[][..], Vec::as_slice);
                let next = same.get(same.partition_point(|start| *start <= at));
                at = next.map_or(at + run, |start| start + run);
            }
            [b'[', b'[', ..] if at >= until[0] => {
                let end = line_end(at);
                if let Some(length) = part.get(at..end).and_then(|line| line.find("]]")) {
                    at += length + 2;
                } else {
                    until[0] = end;
                    at += 2;
                }
            }
            [b'<', next, ..] if at >= until[1] && (next.is_ascii_alphabetic() || *next == b'/') => {
                let end = line_end(at);
                if let Some(length) = part.get(at..end).and_then(|line| line.find('>')) {
                    at += length + 1;
                } else {
                    until[1] = end;
                    at += 1;
                }
            }
            [b'$', b'$', ..] => {
                found.push(Dollar { at, double: true });
                at += 2;
            }
            [b'$', ..] => {
                found.push(Dollar { at, double: false });
                at += 1;
            }
            _ => at += 1,
        }
    }
    found
}

/// `20$/mois et 30$`, `$5 et 10$`: figures beside the dollars and words, but no
/// formula, between them. `$5x$` and `$0<k<n$` are formulas, and so is what
/// stands against a word for want of a space.
fn looks_like_money(before: Option<char>, inner: &str) -> bool {
    // `$HOME …` and `… $PATH` on different lines.
    if inner.contains('\n') && !inner.contains('\\') {
        return true;
    }
    if inner.contains(['\\', '^', '=', '_', '{', '<', '>', '+', '*', '|']) {
        return false;
    }
    let word = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let apart = inner.contains(char::is_whitespace) && inner.split_whitespace().any(word);
    let figure = |c: char| c.is_ascii_digit();
    match before {
        Some(before) if figure(before) => apart || inner.ends_with(figure),
        _ => inner.starts_with(figure) && apart,
    }
}

#[cfg(test)]
mod tests {
    use super::super::rewrite::apply;
    use super::super::structure::lines;
    use super::*;

    fn escaped(text: &str) -> (String, usize) {
        let (lines, _) = lines(text);
        let mut edits = Vec::new();
        let suspicious = veto(text, &lines, &mut edits);
        (apply(text, edits).text, suspicious.len())
    }

    #[test]
    fn amounts_in_dollars_are_no_formulas() {
        assert_eq!(escaped("~$16/month ($192/year)").0, "~\\$16/month (\\$192/year)");
        assert_eq!(escaped("US$5 to US$6").0, "US\\$5 to US\\$6");
        assert_eq!(escaped("**$100K**–**$200K**").0, "**\\$100K**–**\\$200K**");
        assert_eq!(escaped("$20,000 and $30,000").0, "\\$20,000 and \\$30,000");
        assert_eq!(
            escaped("| $5 | $6 |\n|---|---|\n| 7$ | 8$ |").0,
            "| \\$5 | \\$6 |\n|---|---|\n| 7\\$ | 8\\$ |"
        );
    }

    #[test]
    fn formulas_stay() {
        for text in ["$x^2$", "a $x$, $y$", "$$ a $$", "$$5$$ x $6", "`$5` and `$6`", "[[prix $5 et $6]]"] {
            let expected = text.replace(" x $6", " x \\$6");
            assert_eq!(escaped(text).0, expected);
        }
    }

    #[test]
    fn what_obsidian_takes_for_a_formula_although_it_is_money_is_reported() {
        assert_eq!(escaped("20$/mois et 30$/mois").1, 1);
        assert_eq!(escaped("5$-10$").1, 1);
        assert_eq!(escaped("$5 et 10 euros$").1, 1);
        assert_eq!(escaped("cd $HOME/a\necho \"$PATH\"").1, 1);
    }

    #[test]
    fn formulas_with_figures_and_those_that_touch_a_word_are_not_reported() {
        for text in
            ["$2x = 3y$", "$0<k<n$", "$22,4L$", "$5>4:Bool$", "per$N$ ou$U$", "10$^{3}$", "Seite$_1$ ou$_2$"]
        {
            assert_eq!(escaped(text).1, 0, "{text}");
        }
    }
}
