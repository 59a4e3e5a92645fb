//! Texts that nobody writes: parsing neither fails nor takes for ever, and
//! every span lies on character boundaries.

use crate::corpus::fake::FakeVault;
use crate::corpus::shown;
use propose::diagnostics::Severity;
use propose::parse::{MAX_CELLS, MAX_PARTS, Parsed, parse};
use propose::proposal::{Block, BlockKind};
use propose::source::{SourceFile, Sources};

fn read(text: &str) -> String {
    let vault = FakeVault::new(&[("b.md", "# B\n\n![[a]]\n")], &["a.png", "c.pdf"]);
    shown("a.md", text, &vault)
}

fn parsed(text: &str) -> Parsed {
    let vault = FakeVault::new(&[("b.md", "# B\n\n![[a]]\n")], &["a.png", "c.pdf"]);
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", text));
    parse(&mut sources, file, &vault)
}

/// Lines that are nested too deep are read to the end on a small stack.
#[test]
fn deep_nesting_ends_at_the_bound_and_loses_nothing() {
    for (open, close) in [
        ("> ", ""),
        (">", ""),
        ("- ", ""),
        ("1. ", ""),
        ("[", "](x)"),
        ("![", "](x.png)"),
        ("*", "*"),
        ("**", "**"),
        ("~~", "~~"),
        ("==", "=="),
        ("^[", "]"),
        ("[[", "]]"),
        ("<b>", "</b>"),
        ("<div>", "</div>"),
        ("(", ")"),
        ("> [!note] ", ""),
        ("{", "}"),
    ] {
        let count = 20_000;
        let text = format!("{}fin{}\n", open.repeat(count), close.repeat(count));

        let shown = read(&text);

        assert!(shown.contains("fin"), "{open}");
    }
}

#[test]
fn what_lies_too_deep_is_reported_and_kept() {
    let text: String = (1..60).map(|depth| format!("{} niveau {depth}\n>\n", ">".repeat(depth))).collect();
    let shown = read(&text);
    assert!(shown.contains("nesting-too-deep"), "{shown}");
    for depth in 1..60 {
        assert!(shown.contains(&format!("niveau {depth}")), "{depth}");
    }
}

/// What a note of so many parts raises that stops the client copy.
fn errors(parsed: &Parsed) -> Vec<&str> {
    let errors = parsed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule.name).collect()
}

#[test]
fn a_note_with_more_parts_than_a_document_may_have_is_read_up_to_there() {
    for unit in ["- a\n", "a^[b] ", "<b>a</b>\n\n", "<p>a</p>"] {
        let parsed = parsed(&unit.repeat(MAX_PARTS));
        assert_eq!(errors(&parsed), ["document-too-long"], "{unit:?}");
        assert!(parsed.proposal.blocks.len() <= MAX_PARTS, "{unit:?}");
    }
    let few = "- a\n".repeat(MAX_PARTS / 10);
    assert_eq!(errors(&parsed(&few)), [""; 0]);
    // What is hidden takes room as well.
    assert_eq!(
        errors(&parsed(&format!("%%{}%%\n\n{few}", "x".repeat(MAX_PARTS * 60)))),
        ["document-too-long"]
    );
}

#[test]
fn a_table_of_too_many_cells_loses_its_last_rows_and_says_so() {
    let rows = MAX_CELLS / 10;
    let table = |rows: usize| {
        format!("{}|{}\n{}", "|a".repeat(10) + "|\n", "-|".repeat(10), ("|b".repeat(10) + "|\n").repeat(rows))
    };
    let html = |rows: usize| {
        format!("<table>{}</table>", format!("<tr>{}</tr>", "<td>b</td>".repeat(10)).repeat(rows))
    };
    for (fits, beyond) in [(table(rows - 1), table(rows + 4)), (html(rows), html(rows + 5))] {
        assert_eq!(errors(&parsed(&fits)), [""; 0]);
        let parsed = parsed(&beyond);
        assert_eq!(errors(&parsed), ["table-too-large"]);
        let [Block { kind: BlockKind::Table(table), .. }] = parsed.proposal.blocks.as_slice() else {
            panic!("one table");
        };
        let cells: usize = table.rows.iter().chain(&table.header).map(|row| row.cells.len()).sum();
        assert_eq!(cells, MAX_CELLS);
    }
}

#[test]
fn embeds_bring_in_no_more_than_a_document_may_have() {
    let long = "- a\n".repeat(MAX_PARTS / 10);
    let vault = FakeVault::new(&[("b.md", &long)], &[]);
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("a.md", "![[b]]\n\n".repeat(20)));
    let parsed = parse(&mut sources, file, &vault);
    assert_eq!(errors(&parsed), ["embed-too-deep"]);
    let left = parsed.proposal.blocks.iter().filter(|block| matches!(block.kind, BlockKind::Embed { .. }));
    assert!((1..10).contains(&left.count()));
}

#[test]
fn repeated_marks_are_read_in_proportion_to_their_number() {
    for unit in [
        "$",
        "$ ",
        "$a",
        "$$",
        "$$a",
        "[[",
        "[[a|",
        "![[",
        "]]",
        "%%",
        "%%\n",
        "%% a\n",
        "<",
        "</",
        "<a ",
        "<b>",
        "<!--",
        "<!-- ",
        "<!",
        "<?",
        "`",
        "` ",
        "`` ",
        "a`",
        "```\n",
        "~~~\n",
        "*",
        "* ",
        "*a ",
        "_a",
        "**a",
        "~",
        "~a",
        "==",
        "==a ",
        "^[",
        "[^",
        "[^a]",
        "[^a]: x\n",
        "[",
        "]",
        "](",
        "[a](",
        "[a]: x\n",
        "![",
        "\\",
        "\\$",
        "#",
        "# ",
        "# a\n",
        "#a ",
        "- ",
        "- \n",
        "-\n",
        "1. a\n",
        ">",
        "> ",
        "> a\n",
        ">\n",
        "|",
        "| a ",
        "| a |\n",
        "|-|\n",
        "&",
        "&amp;",
        "&#",
        "http://",
        "https://a)",
        "https://a/ ",
        "a ^b\n",
        "^b\n",
        "::",
        "a:: ",
        "[a:: ",
        "\t",
        "    a\n",
        "é",
        "\u{a0}",
        "\u{0}",
        "\u{1}",
        "\n",
        "---\n",
        "===\n",
        "a\n---\n",
        "> [!a]\n",
        "> [!a] b\n",
        "[!a]",
        "+ 1 %\na\n",
        "<div>\n",
        "<td>",
        "<table><tr><td>",
        "<center>\n\n",
        "</center>\n\n",
        "<p align=right>\n\n",
        "<pre>",
        "<style>",
        "![[b]]\n\n",
        "[[#x]] ",
        "{{",
        "<%",
        "$`",
        "`$",
        "a|b\n-|-\n",
        "%%a%% ",
        "<br>\n",
        "<img src=a.png>",
    ] {
        let text = unit.repeat(40_000 / unit.len());
        // Anything worse than linear would not come back from this.
        drop(parsed(&text));
    }
}

/// A small generator of numbers (splitmix64), so that a failure comes back.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % bound as u64).unwrap()
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const MARKUP: &[&str] = &[
    "a",
    "é",
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\t",
    "*",
    "**",
    "_",
    "~~",
    "~",
    "==",
    "`",
    "``",
    "```\n",
    "$",
    "$$",
    "%%",
    "<!--",
    "-->",
    "[[",
    "]]",
    "![[",
    "|",
    "#",
    "# ",
    "- ",
    "+ ",
    "1. ",
    "2026. ",
    "> ",
    ">",
    "[!note]",
    "[!note]- ",
    "[",
    "]",
    "(",
    ")",
    "](",
    "![",
    "^[",
    "[^1]",
    "[^1]: ",
    " ^id",
    "^id\n",
    "\\",
    "&nbsp;",
    "&",
    "<b>",
    "</b>",
    "<br>",
    "<div>",
    "</div>",
    "<center>",
    "</center>",
    "<div style=\"page-break-after: always\"></div>",
    "<table><tr><td>",
    "</table>",
    "<x>",
    "<img src=a.png>",
    "---\n",
    "===\n",
    "| a | b |\n|---|---|\n",
    "[x] ",
    "[-] ",
    "https://x.y/a",
    "#tag",
    "a.png",
    "b",
    "#",
    "|100",
    "\u{a0}",
    "\u{202f}",
    "😀",
    "€",
    "key:: v",
    "<pre>",
    "</pre>",
    "<a href=x>",
    "</a>",
];

#[test]
fn random_markup_is_read_with_spans_on_character_boundaries() {
    for seed in 0..1_000 {
        let mut numbers = Numbers(seed);
        let length = 1 + numbers.below(60);
        let text: String = (0..length).map(|_| numbers.pick(MARKUP)).collect();
        let front = if numbers.below(8) == 0 { "---\nclient: x\n---\n" } else { "" };
        // The dump looks at every span.
        let read = std::panic::catch_unwind(|| read(&format!("{front}{text}")));
        assert!(read.is_ok(), "seed {seed}: {text:?}");
    }
}

#[test]
fn a_text_of_html_that_is_as_long_as_its_place_is_what_stands_there() {
    // The dump looks at every text.
    for text in [
        "<div  4 ,4€TVA 5%|TTC€ <e>3",
        "<p> a  b </p>",
        "<p> a  b <b>c</b></p>",
        "<p>\n  a\n  b <b>  c &amp; d</b> e\n</p>",
        "<td>&#32;a  b</td>",
        "<p>a <i> </i>  b</p>",
    ] {
        read(text);
    }
}

/// Markup that hides nothing.
const VISIBLE: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "~~",
    "==",
    "`",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "    ",
    "$",
    "~",
    "(",
    ")",
    "\\",
    "&nbsp;",
    "\n- [ ] ",
    ":",
    "\n> [!tip] ",
    "\n---\n",
    "\n\n***\n\n",
    "<b>",
    "</b>",
    "<br>",
    "<u>",
    "</u>",
    "<center>",
    "</center>",
    "\n<div>",
    "</div>\n",
    "!",
];

#[test]
fn every_word_of_a_note_is_in_the_model_exactly_once() {
    for seed in 0..1_000 {
        let mut numbers = Numbers(seed);
        let mut text = String::new();
        let mut words = Vec::new();
        for at in 0..=numbers.below(30) {
            let word = format!("w{at}w");
            text.push_str(&word);
            words.push(word);
            for _ in 0..=numbers.below(3) {
                text.push_str(numbers.pick(VISIBLE));
            }
        }
        // The words after a fence are no content.
        if text.contains("~~~") || text.contains("```") {
            continue;
        }
        let shown = read(&text);
        let model: String = shown
            .split("\n---\n")
            .next()
            .unwrap()
            .lines()
            .filter(|line| !line.starts_with("meta."))
            .collect::<Vec<_>>()
            .join("\n");
        for word in words {
            assert_eq!(model.matches(&word).count(), 1, "{word} in {text:?} (seed {seed}):\n{shown}");
        }
    }
}

/// Markup around comments: no code, in which they would be text.
const AROUND: &[&str] = &[
    " ",
    "\n",
    "\n\n",
    "*",
    "**",
    "_",
    "==",
    "# ",
    "- ",
    "1. ",
    "> ",
    "(",
    "[",
    "]",
    "[[",
    "]]",
    "|",
    "\n| a | b |\n|---|---|\n| ",
    "~~",
    "&nbsp;",
    "\n- [ ] ",
    "\n> [!tip] ",
    "\n---\n",
    "<b>",
    "</b>",
    "<br>",
    "<center>",
    "</center>",
    "\n<div>",
    "</div>\n",
    "\n\n[^1]: ",
    "[^1]",
    "^[",
    " ^id",
    "é",
    "$",
];

#[test]
fn no_word_of_a_comment_reaches_the_model() {
    for seed in 0..1_000 {
        let mut numbers = Numbers(seed);
        let mut text = String::new();
        for _ in 0..=numbers.below(12) {
            for _ in 0..=numbers.below(4) {
                text.push_str(numbers.pick(AROUND));
                text.push_str("mot");
            }
            text.push_str(numbers.pick(&[
                "%%secret%%",
                " %%secret marge 40 %%% ",
                "\n%%secret\n\n# secret\n- secret\n%%\n",
                "\n> %%secret\n> secret\n> %%\n",
                "\n- %%secret%%\n",
                "<!-- secret -->",
                "\n<!-- secret\n\n- secret -->\n",
            ]));
        }
        let shown = read(&text);
        let model = shown.split("\n---\n").next().unwrap();
        assert!(!model.contains("secret"), "seed {seed}: {text:?}\n{shown}");
    }
}
