//! Comments wherever they stand: nothing of them is in the model but what
//! Obsidian shows as code.

use propose::parse;
use propose::source::{SourceFile, Sources};

use crate::corpus::fake::FakeVault;
use crate::hostile::Numbers;

/// What stands before the content of a line.
const CONTAINERS: &[&str] = &[
    "", "", "", "", "\t", "\t\t", "  ", "    ", "      ", "> ", ">\t", "> > ", "- ", "\t- ", "\t\t- ",
    "  - ", "1. ", "   ", "- - ", "> - ", "> \t", ">     ", "[^1]: ", "10. ",
];

/// Lines, apart from the container that they stand in.
const LINES: &[&str] = &[
    "mot",
    "mot",
    "",
    "",
    "",
    "mot[^1]",
    "# mot",
    "```",
    "```",
    "~~~",
    "`mot",
    "mot` mot",
    "| a | b |",
    "|---|---|",
    "| ` | %%secret%% ` |",
    "%%secret%%",
    "%%secret%% mot",
    "mot %%secret%%",
    "mot %%secret%% mot",
    "mot%%secret%%",
    "%%secret%% %%secret%%",
    "mot %%secret%% %%secret%% <!-- secret -->",
    "<pre>",
    "</pre>",
    "<div>",
    "</div>",
    "<details>",
    "<div>%%secret%%</div>",
    "$$",
    "$$ a $$",
    "$a$ %%secret%%",
    "$",
    "[[a",
    "[[a]] %%secret%%",
    "[a](b %%secret%%)",
    "<!-- secret -->",
    "mot <!-- secret --> mot",
    "> [!note] %%secret%%",
    "---",
    "\\",
    "^[mot %%secret%%",
    "==mot %%secret%%==",
    "**%%secret%%**",
    "<b>%%secret%%</b>",
];

/// The text of a model without what is code in it.
fn printed(text: &str) -> String {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("note.md", text));
    let vault = FakeVault::new(&[], &["a.png"]);
    let proposal = parse::parse(&mut sources, file, &vault).proposal;
    let mut out = String::new();
    // The model's own description, code taken out of it.
    let whole = format!("{proposal:?}");
    let mut rest = whole.as_str();
    while let Some(at) = ["Code(\"", "Code { language: "].iter().filter_map(|mark| rest.find(mark)).min() {
        out.push_str(&rest[..at]);
        let quoted = &rest[at..];
        let quoted = quoted
            .strip_prefix("Code { language: ")
            .map_or(quoted, |code| &code[code.find("text: ").unwrap()..]);
        let open = quoted.find('"').unwrap() + 1;
        let mut escaped = false;
        let close = quoted[open..].find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        rest = &quoted[open + close.unwrap() + 1..];
    }
    out.push_str(rest);
    out
}

#[test]
fn nothing_between_the_signs_of_a_comment_is_printed_wherever_it_stands() {
    let cases = std::env::var("CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(1_000);
    let seed: u64 = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(1);
    for case in 0..cases {
        let mut numbers = Numbers(seed.wrapping_mul(1_000_003).wrapping_add(case));
        let mut text = "# Titre\n\n## Section\n\n".to_owned();
        for _ in 0..=numbers.below(14) {
            let container = numbers.pick(CONTAINERS);
            if numbers.below(7) == 0 {
                // A comment over several lines.
                let further: String =
                    container.chars().map(|c| if matches!(c, '>' | '\t') { c } else { ' ' }).collect();
                text.push_str(&format!("{container}%%\n"));
                for line in ["secret", "", "- secret", "%%"] {
                    text.push_str(&format!("{further}{line}\n"));
                }
                continue;
            }
            text.push_str(container);
            text.push_str(numbers.pick(LINES));
            text.push('\n');
        }
        let shown = printed(&text);
        assert!(!shown.contains("secret"), "case {case}:\n{text}\n{text:?}\n{shown}");
    }
}
