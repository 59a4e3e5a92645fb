//! What a note's author wrote and a reader of its pages must see, found without
//! the program's own parser: the lines of the note, with what Obsidian hides or
//! takes for an address cut out by plain search. It is coarse, but it does not
//! share the parser's mistakes.

/// The words of a note that are on none of its pages.
pub(super) fn missing(note: &str, pages: &str) -> Vec<String> {
    let pages: String = pages.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut missing = Vec::new();
    for word in words(&visible(note)) {
        if !pages.contains(&word) && !missing.contains(&word) {
            missing.push(word);
        }
    }
    missing
}

/// Runs of letters and figures, folded; short ones would be found anywhere.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .map(|word| word.chars().flat_map(char::to_lowercase).collect::<String>())
        .filter(|word| word.chars().count() > 3)
        .collect()
}

/// The note without what is not printed.
pub(super) fn visible(note: &str) -> String {
    let body = note
        .strip_prefix("---\n")
        .and_then(|rest| {
            rest.split_once("\n---").filter(|(_, body)| body.starts_with('\n') || body.is_empty())
        })
        .map_or(note, |(_, body)| body);
    let mut text = without_blocks(body);
    for (open, close) in [("<!--", "-->"), ("%%", "%%"), ("$$", "$$")] {
        text = without(&text, open, close, false);
    }
    text = without(&text, "![[", "]]", true);
    text = shown_links(&text);
    for (open, close) in [("$", "$"), ("<%", "%>"), ("<", ">"), ("&", ";"), ("[!", "]"), ("^", "\n")] {
        text = without(&text, open, close, true);
    }
    let definition = |line: &&str| {
        let line = line.trim_start_matches(['>', ' ', '\t', '-', '*']);
        line.starts_with('[') && line.contains("]:") && !line.starts_with("[^")
    };
    text.lines().filter(|line| !definition(line)).collect::<Vec<_>>().join("\n")
}

/// `[[target|shown]]` shows its second half, `[shown](target)` its first,
/// `![alt](target)` a picture.
fn shown_links(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[[") {
        out.push_str(before);
        let (inner, after) = link.split_once("]]").unwrap_or((link, ""));
        out.push_str(inner.rsplit('|').next().unwrap_or_default());
        rest = after;
    }
    out.push_str(rest);
    let (text, mut out) = (out, String::new());
    let mut rest = text.as_str();
    while let Some((before, target)) = rest.split_once("](") {
        match before.rfind("![").filter(|at| !before[*at..].contains(['\n', ']'])) {
            Some(at) => out.push_str(&before[..at]),
            None => out.push_str(before),
        }
        let line = target.find('\n').unwrap_or(target.len());
        let mut open = 1_usize;
        let end = target[..line].find(|c| {
            open = if c == '(' { open + 1 } else { open - usize::from(c == ')') };
            open == 0
        });
        out.push(' ');
        rest = &target[end.map_or(0, |end| end + 1)..];
    }
    out.push_str(rest);
    out
}

/// The note without fenced blocks that are not printed as they stand, and
/// without the info strings of the others.
fn without_blocks(body: &str) -> String {
    const DRAWN: [&str; 14] = [
        "mermaid",
        "dataview",
        "tasks",
        "query",
        "base",
        "button",
        "toc",
        "table-of-contents",
        "tracker",
        "chart",
        "kanban",
        "templater",
        "meta-bind",
        "js-engine",
    ];
    let mut out = String::new();
    let mut fence: Option<(char, usize, bool)> = None;
    for line in body.lines() {
        let bare = line.trim_start_matches(['>', ' ', '\t', '-', '*']);
        let first = bare.chars().next().filter(|c| matches!(c, '`' | '~'));
        let run = bare.chars().take_while(|c| Some(*c) == first).count();
        let info = bare.trim_start_matches(['`', '~']).trim().to_lowercase();
        match fence {
            None if run >= 3 && !info.contains('`') => {
                fence =
                    Some((first.unwrap_or_default(), run, DRAWN.iter().any(|drawn| info.starts_with(drawn))));
            }
            Some((sign, length, _)) if first == Some(sign) && run >= length && info.is_empty() => {
                fence = None;
            }
            Some((.., true)) => {}
            Some(_) => {
                // Signs in code are no markup.
                let plain: String = line.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
                out.push_str(&plain);
                out.push('\n');
            }
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// A text without what stands between two marks, on one line or over many.
fn without(text: &str, open: &str, close: &str, line: bool) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        out.push_str(before);
        let end = after.find(close).filter(|end| !line || !after[..*end].contains('\n'));
        if let Some(end) = end {
            out.push(' ');
            rest = &after[end + if close == "\n" { 0 } else { close.len() }..];
        } else {
            rest = after;
        }
    }
    out.push_str(rest);
    out
}
