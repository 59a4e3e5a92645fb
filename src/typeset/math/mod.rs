//! Formulas: LaTeX, as Obsidian understands it, becomes Typst code.
//!
//! What is known is listed here; anything else is reported and shown as it was
//! written, since a formula that is half understood would be a wrong one.
//! Characters reach the code in string literals only, and there are no macros,
//! so a formula cannot run anything and cannot grow.

mod boxes;
mod chemistry;
mod commands;
mod environments;
mod reader;
mod symbols;
mod tokens;
mod words;

use super::code::literal;
use reader::{End, Parser};

/// The longest formula that is read, in characters.
const MAX_LENGTH: usize = 10_000;

/// Definitions that the code of formulas needs: a symbol, a point at which
/// lines are aligned, a frame, and what stands over or under something else.
/// A formula within a formula needs words for those who cannot see it.
pub(super) const PRELUDE: &str = "\
#let math-symbol(c) = [#symbol(c)]
#let math-align = $&$.body
#let math-boxed(body) = box(
  stroke: 0.5pt,
  inset: (x: 3pt, y: 3.5pt),
  math.equation(block: false, alt: \"☐\", math.display(body)),
)
#let math-over(c, body) = math.attach(math.limits(body), t: math.stretch(symbol(c)))
#let math-under(c, body) = math.attach(math.limits(body), b: math.stretch(symbol(c)))
#let math-arrow(c, above, below) = math.attach(math.stretch(symbol(c), size: 100% + 0.6em), t: above, b: below)
";

/// Why a formula could not be read: what is not known in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) String);

type Result<T> = std::result::Result<T, Unreadable>;

/// Translates a formula into a Typst expression.
pub(super) fn translate(source: &str) -> Result<String> {
    if source.chars().count() > MAX_LENGTH {
        return Err(Unreadable(format!("> {MAX_LENGTH}")));
    }
    let mut parser = Parser::new(source);
    let rows = parser.rows(End::Source)?;
    if parser.peek().is_some() {
        return Err(Unreadable("}".to_owned()));
    }
    Ok(aligned(&rows.cells))
}

/// Rows as lines that are aligned at their cells.
fn aligned(rows: &[Vec<Vec<String>>]) -> String {
    let lines: Vec<Vec<String>> = rows.iter().map(|row| row.join(&"math-align".to_owned())).collect();
    sequence(&lines.join(&"linebreak()".to_owned()))
}

/// Atoms one after the other, as one expression.
fn sequence(atoms: &[String]) -> String {
    match atoms {
        [] => "[]".to_owned(),
        [atom] => atom.clone(),
        atoms => format!("{{ {} }}", atoms.join("; ")),
    }
}

fn sign(c: char) -> String {
    format!("math-symbol({})", quoted(&c.to_string()))
}

/// Upright text.
fn text(words: &str) -> String {
    format!("[#{}]", quoted(words))
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    literal(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(source: &str) -> String {
        match translate(source) {
            Ok(code) => code.replace("math-symbol", "s"),
            Err(Unreadable(what)) => format!("? {what}"),
        }
    }

    #[test]
    fn formulas_become_calls() {
        for (source, code) in [
            ("x", "s(\"x\")"),
            ("x^2", "math.attach(s(\"x\"), t: [#\"2\"])"),
            ("x_{i}^{10}", "math.attach(s(\"x\"), t: [#\"10\"], b: s(\"i\"))"),
            ("\\frac12", "math.frac([#\"1\"], [#\"2\"])"),
            ("\\frac{a}{b}", "math.frac(s(\"a\"), s(\"b\"))"),
            ("1.5\\,\\%", "{ [#\"1.5\"]; math.thin; s(\"%\") }"),
            ("\\sqrt[3]{x}", "math.root([#\"3\"], s(\"x\"))"),
            ("\\text{coût \"x\"}", "[#\"coût \\\"x\\\"\"]"),
            ("\\alpha \\leq \\infty", "{ s(\"α\"); s(\"≤\"); s(\"∞\") }"),
            ("\\left( a \\right]", "math.lr({ s(\"(\"); s(\"a\"); s(\"]\") })"),
            (
                "\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix}",
                "math.mat(delim: \"(\", (s(\"a\"), s(\"b\"), ), (s(\"c\"), s(\"d\"), ))",
            ),
            ("f'(x)", "{ math.attach(s(\"f\"), tr: math.primes(1)); s(\"(\"); s(\"x\"); s(\")\") }"),
            ("{a \\\\ b}", "math.mat(delim: none, (s(\"a\"), ), (s(\"b\"), ))"),
            ("\\hat{x}", "math.accent(s(\"x\"), \"\u{302}\")"),
            ("\\mathbf R", "math.upright(math.bold(s(\"R\")))"),
            ("1,5", "[#\"1,5\"]"),
            ("1{,}5", "{ [#\"1\"]; math.class(\"normal\", s(\",\")); [#\"5\"] }"),
            ("a \\over b", "math.frac(s(\"a\"), s(\"b\"))"),
            ("\\sum\\limits_i", "math.attach(math.limits(s(\"∑\")), b: s(\"i\"))"),
            ("\\underbrace{x}_{n}", "math.underbrace(s(\"x\"), s(\"n\"))"),
            ("\\operatorname*{max}", "math.op(\"max\", limits: true)"),
            ("\\not\\in", "s(\"∉\")"),
            ("\\color{red}{x}y", "{ text(fill: rgb(\"#ff0000\"), s(\"x\")); s(\"y\") }"),
            ("\\color{red} x y", "text(fill: rgb(\"#ff0000\"), { s(\"x\"); s(\"y\") })"),
            ("\\text{si $x$ é}", "{ [#\"si \"]; s(\"x\"); [#\" é\"] }"),
            ("\\text{\\'e}", "[#\"é\"]"),
            ("\\xrightarrow[b]{a}", "math-arrow(\"→\", s(\"a\"), s(\"b\"))"),
            ("\\hspace{-1.5em}", "h(-1.5 * 1em)"),
            ("\\cancelto{0}{x}", "math.attach(math.cancel(s(\"x\")), tr: [#\"0\"])"),
            (
                "\\rule[2pt]{1cm}{0.4pt}",
                "box(width: 1.0 * 1cm, height: 0.4 * 1pt, baseline: -(2.0 * 1pt), fill: black)",
            ),
            ("\\require{cancel}x", "s(\"x\")"),
            (
                "\\cases{a & b \\cr c & d}",
                "math.cases({ s(\"a\"); math-align; math.quad; s(\"b\") }, { s(\"c\"); math-align; math.quad; s(\"d\") })",
            ),
            ("a \\colonapprox b", "{ s(\"a\"); math.class(\"relation\", { s(\":\"); s(\"≈\") }); s(\"b\") }"),
            ("\\text{\\underline{a}}", "math.underline([#\"a\"])"),
            (
                "\\begin{array}{c|c}a&b\\\\ \\hline c&d\\end{array}",
                "math.mat(delim: none, augment: (hline: (1, ), vline: (1, ), stroke: 0.5pt), \
                 (s(\"a\"), s(\"b\"), ), (s(\"c\"), s(\"d\"), ))",
            ),
            ("\\begin{flalign}a&=b\\end{flalign}", "{ s(\"a\"); math-align; s(\"=\"); s(\"b\") }"),
            // Its columns are forgotten: TeX takes the next token for them.
            ("\\begin{array}\\ a\\\\b\\end{array}", "math.mat(delim: none, (s(\"a\"), ), (s(\"b\"), ))"),
            ("\\upphi", "math.upright(s(\"ϕ\"))"),
            ("\\textbf g", "strong([#\"g\"])"),
            ("\\big{\\{}a", "{ math.class(\"normal\", math.lr(size: 1.2em, s(\"{\"))); s(\"a\") }"),
            ("\\textcolor{LightGreen}{a}", "text(fill: rgb(\"#90ee90\"), s(\"a\"))"),
            ("\\textcolor{JungleGreen}{a}", "text(fill: rgb(\"#00a99a\"), s(\"a\"))"),
            ("\\mbox{\\tiny{a}}", "[#\"a\"]"),
            ("\\hspace{0.5 in}", "h(0.5 * 1in)"),
            ("a \\", "s(\"a\")"),
            ("", "[]"),
        ] {
            assert_eq!(shown(source), code, "{source}");
        }
    }

    #[test]
    fn comments_and_control_characters_leave_nothing() {
        assert_eq!(translate("a % secret\nb"), translate("a \nb"));
        assert_eq!(translate("a\u{1}\u{1b}b"), translate("ab"));
    }

    #[test]
    fn what_is_not_known_is_named() {
        for (source, what) in [
            ("\\iftypst x", "? \\iftypst"),
            ("\\def\\x{\\x}\\x", "? \\def"),
            ("{a", "? {"),
            ("a}", "? }"),
            ("\\begin{tikzpicture}\\end{tikzpicture}", "? \\begin{tikzpicture}"),
            ("\\frac{a}", "? …"),
            ("\\color{bleu}x", "? \\color{bleu}"),
            ("\\hspace{a}", "? a"),
            ("\\begin{cases} a", "? {"),
        ] {
            assert_eq!(shown(source), what, "{source}");
        }
        assert!(translate(&"{".repeat(3_000)).is_err());
        for deep in ["\\hat", "\\text{", "x^", "\\frac1", "\\sqrt"] {
            assert!(translate(&deep.repeat(900)).is_err(), "{deep}");
        }
        assert!(translate(&"x".repeat(15_000)).is_err());
    }

    #[test]
    fn every_formula_is_code_without_errors_or_unreadable() {
        let pieces = [
            "\\frac",
            "{",
            "}",
            "^",
            "_",
            "x",
            "2",
            " ",
            "\\left",
            "(",
            ")",
            "\\right",
            "\\begin{cases}",
            "&",
            "\\\\",
            "\\end{cases}",
            "\\text",
            "\"",
            "#",
            "\\sqrt",
            "[",
            "]",
            "'",
            "\\alpha",
            "\\over",
            "\\underbrace",
            "\\color",
            "\\middle",
            "|",
            "\\not",
            "$",
            "\\hline",
            "\\big",
            "\\hspace",
            "1em",
            "\\hat",
            "é",
            "\\",
            "~",
        ];
        let mut state = 0x1234_5678_9abc_def1_u64;
        for _ in 0..20_000 {
            let mut source = String::new();
            for _ in 0..8 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                source.push_str(pieces[usize::try_from(state % pieces.len() as u64).unwrap()]);
            }
            if let Ok(code) = translate(&source) {
                let root = typst::syntax::parse_code(&code);
                assert!(root.errors_and_warnings().0.is_empty(), "{source}\n{code}");
            }
        }
    }
}
