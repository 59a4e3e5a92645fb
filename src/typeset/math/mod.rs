//! Formulas: LaTeX, as Obsidian understands it, becomes Typst code.
//!
//! What is known is listed here; anything else is reported and shown as it was
//! written, since a formula that is half understood would be a wrong one.
//! Characters reach the code in string literals only, and there are no macros,
//! so a formula cannot run anything and cannot grow.

mod symbols;
mod tokens;

use super::code::literal;
use symbols::{accent, alphabet, function, space, symbol};
use tokens::{Token, tokens};

/// The longest formula that is read, in characters.
const MAX_LENGTH: usize = 4_000;

/// How deep groups may nest.
const MAX_DEPTH: usize = 12;

/// Definitions that the code of formulas needs: a symbol, a point at which
/// lines are aligned.
pub(super) const PRELUDE: &str = "#let math-symbol(c) = [#symbol(c)]\n#let math-align = $&$.body\n";

/// Why a formula could not be read: what is not known in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unreadable(pub(super) String);

type Result<T> = std::result::Result<T, Unreadable>;

/// Translates a formula into a Typst expression.
pub(super) fn translate(source: &str) -> Result<String> {
    if source.chars().count() > MAX_LENGTH {
        return Err(Unreadable(format!("> {MAX_LENGTH}")));
    }
    let mut parser = Parser { tokens: tokens(source), at: 0, depth: 0 };
    let rows = parser.rows(&End::Source)?;
    if parser.at < parser.tokens.len() {
        return Err(Unreadable("}".to_owned()));
    }
    Ok(aligned(&rows))
}

/// What ends a run of atoms.
#[derive(Debug, Clone, PartialEq, Eq)]
enum End {
    Source,
    Brace,
    Bracket,
    Right,
    Environment,
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

/// Rows of cells of atoms.
type Rows = Vec<Vec<Vec<String>>>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    fn ends(&self, end: &End) -> bool {
        match (self.peek(), end) {
            (None, _) | (Some(Token::Close), End::Brace) | (Some(Token::Char(']')), End::Bracket) => true,
            (Some(Token::Command(name)), End::Right) => name == "right",
            (Some(Token::Command(name)), End::Environment) => name == "end",
            _ => false,
        }
    }

    /// Reads up to an end, which stays unread, divided at `&` and `\\`.
    fn rows(&mut self, end: &End) -> Result<Rows> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable("{{{…".to_owned()));
        }
        let mut rows: Rows = vec![vec![Vec::new()]];
        while !self.ends(end) {
            match self.peek() {
                Some(Token::Char('&')) => {
                    self.at += 1;
                    if let Some(row) = rows.last_mut() {
                        row.push(Vec::new());
                    }
                }
                Some(Token::Command(name)) if name == "\\" || name == "newline" => {
                    self.at += 1;
                    rows.push(vec![Vec::new()]);
                }
                _ => {
                    let atom = self.scripted()?;
                    if let Some(cell) = rows.last_mut().and_then(|row| row.last_mut()) {
                        cell.extend(atom);
                    }
                }
            }
        }
        self.depth -= 1;
        // A line break at the very end makes no row.
        if rows.len() > 1 && rows.last().is_some_and(|row| row.iter().all(Vec::is_empty)) {
            rows.pop();
        }
        Ok(rows)
    }

    /// Reads up to an end that closes one group of atoms, and the end itself.
    fn group(&mut self, end: &End) -> Result<String> {
        let rows = self.rows(end)?;
        if self.next().is_none() {
            return Err(Unreadable("{".to_owned()));
        }
        Ok(aligned(&rows))
    }

    /// An argument: a group, or the next single atom.
    fn argument(&mut self) -> Result<String> {
        if self.peek() == Some(&Token::Open) {
            self.at += 1;
            return self.group(&End::Brace);
        }
        match self.next() {
            Some(Token::Char(c)) if c.is_ascii_digit() => Ok(text(&c.to_string())),
            Some(token) => Ok(self.atom(token)?.unwrap_or_else(|| "[]".to_owned())),
            None => Err(Unreadable("…".to_owned())),
        }
    }

    /// The source of an argument that is read as text.
    fn words(&mut self) -> Result<String> {
        if self.next() != Some(Token::Open) {
            return Err(Unreadable("{".to_owned()));
        }
        let mut words = String::new();
        let mut open = 0;
        loop {
            match self.next() {
                None => return Err(Unreadable("{".to_owned())),
                Some(Token::Close) if open == 0 => return Ok(words),
                Some(Token::Close) => open -= 1,
                Some(Token::Open) => open += 1,
                Some(Token::Char(c)) => words.push(c),
                Some(Token::Space) => words.push(' '),
                Some(Token::Command(name)) if name.chars().all(|c| !c.is_alphanumeric()) => {
                    words.push_str(if name == "," || name == ";" { " " } else { &name });
                }
                Some(Token::Command(name)) => return Err(Unreadable(format!("\\{name}"))),
            }
        }
    }

    /// An atom with its scripts; none for what leaves nothing.
    fn scripted(&mut self) -> Result<Option<String>> {
        let Some(token) = self.next() else { return Ok(None) };
        let base = match token {
            Token::Space => return Ok(None),
            Token::Char('^' | '_') => {
                self.at -= 1;
                Some("[]".to_owned())
            }
            token => self.atom(token)?,
        };
        let Some(base) = base else { return Ok(None) };
        let (mut top, mut bottom) = (None, None);
        let mut primes = 0_usize;
        loop {
            match self.peek() {
                Some(Token::Space) => self.at += 1,
                Some(Token::Char('\'')) => {
                    self.at += 1;
                    primes += 1;
                }
                Some(Token::Char('^')) if top.is_none() => {
                    self.at += 1;
                    self.spaces();
                    top = Some(self.argument()?);
                }
                Some(Token::Char('_')) if bottom.is_none() => {
                    self.at += 1;
                    self.spaces();
                    bottom = Some(self.argument()?);
                }
                Some(Token::Command(name)) if name == "limits" || name == "nolimits" => self.at += 1,
                _ => break,
            }
        }
        if top.is_none() && bottom.is_none() && primes == 0 {
            return Ok(Some(base));
        }
        let mut out = format!("math.attach({base}");
        if let Some(top) = top {
            out = out + ", t: " + &top;
        }
        if let Some(bottom) = bottom {
            out = out + ", b: " + &bottom;
        }
        if primes > 0 {
            out = out + ", tr: math.primes(" + &primes.to_string() + ")";
        }
        out.push(')');
        Ok(Some(out))
    }

    fn spaces(&mut self) {
        while self.peek() == Some(&Token::Space) {
            self.at += 1;
        }
    }

    fn atom(&mut self, token: Token) -> Result<Option<String>> {
        match token {
            Token::Space => Ok(None),
            Token::Open => self.group(&End::Brace).map(Some),
            Token::Close => Err(Unreadable("}".to_owned())),
            Token::Char(c) if c.is_ascii_digit() => Ok(Some(self.number(c))),
            Token::Char('~') => Ok(Some("math.med".to_owned())),
            Token::Char('-') => Ok(Some(sign('−'))),
            Token::Char('*') => Ok(Some(sign('∗'))),
            Token::Char('&') => Ok(Some("math-align".to_owned())),
            Token::Char(c) => Ok(Some(sign(c))),
            Token::Command(name) => self.command(&name),
        }
    }

    /// Digits and the point or comma between them.
    fn number(&mut self, first: char) -> String {
        let mut number = String::from(first);
        loop {
            match (self.peek(), self.tokens.get(self.at + 1)) {
                (Some(Token::Char(c)), _) if c.is_ascii_digit() => number.push(*c),
                (Some(Token::Char('.')), Some(Token::Char(next))) if next.is_ascii_digit() => {
                    number.push('.');
                }
                _ => return text(&number),
            }
            self.at += 1;
        }
    }

    fn command(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(c) = symbol(name) {
            return Ok(Some(sign(c)));
        }
        if let Some((name, limits)) = function(name) {
            let mut op = String::from("math.op(");
            literal(name, &mut op);
            op.push_str(if limits { ", limits: true)" } else { ", limits: false)" });
            return Ok(Some(op));
        }
        if let Some(space) = space(name) {
            return Ok(Some(space.to_owned()).filter(|space| !space.is_empty()));
        }
        if let Some(function) = alphabet(name).or_else(|| accent(name)) {
            let argument = self.spaced_argument()?;
            return Ok(Some(match function.strip_prefix('#') {
                Some(accent) => format!("math.accent({argument}, {})", quoted(accent)),
                None => format!("math.{function}({argument})"),
            }));
        }
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" | "binom" => {
                let (above, below) = (self.spaced_argument()?, self.spaced_argument()?);
                let function = if name == "binom" { "binom" } else { "frac" };
                Ok(Some(format!("math.{function}({above}, {below})")))
            }
            "sqrt" => {
                if self.peek() == Some(&Token::Char('[')) {
                    self.at += 1;
                    let index = self.group(&End::Bracket)?;
                    return Ok(Some(format!("math.root({index}, {})", self.spaced_argument()?)));
                }
                Ok(Some(format!("math.sqrt({})", self.spaced_argument()?)))
            }
            "text" | "textrm" | "mathrm" | "operatorname" | "mbox" => Ok(Some(text(&self.words()?))),
            "textbf" => Ok(Some(format!("strong({})", text(&self.words()?)))),
            "textit" => Ok(Some(format!("emph({})", text(&self.words()?)))),
            "left" => {
                let open = self.delimiter()?;
                let inner = self.rows(&End::Right)?;
                self.at += 1;
                let close = self.delimiter()?;
                Ok(Some(format!("math.lr({{ {open}; {}; {close} }})", aligned(&inner))))
            }
            "begin" => self.environment().map(Some),
            _ => Err(Unreadable(format!("\\{name}"))),
        }
    }

    fn spaced_argument(&mut self) -> Result<String> {
        self.spaces();
        self.argument()
    }

    /// What stands after `\left` or `\right`.
    fn delimiter(&mut self) -> Result<String> {
        self.spaces();
        match self.next() {
            Some(Token::Char('.')) => Ok("[]".to_owned()),
            Some(Token::Char(c)) if "()[]|/<>".contains(c) => Ok(sign(match c {
                '<' => '⟨',
                '>' => '⟩',
                c => c,
            })),
            Some(Token::Command(name)) => {
                symbol(&name).map(sign).ok_or_else(|| Unreadable(format!("\\left\\{name}")))
            }
            _ => Err(Unreadable("\\left".to_owned())),
        }
    }

    fn environment(&mut self) -> Result<String> {
        let name = self.words()?;
        if name == "array" {
            // How its columns are aligned.
            self.words()?;
        }
        let rows = self.rows(&End::Environment)?;
        self.at += 1;
        if self.words()? != name {
            return Err(Unreadable(format!("\\end{{{name}}}")));
        }
        let matrix = |delimiter: &str| {
            let rows: Vec<String> = rows
                .iter()
                .map(|row| row.iter().map(|cell| sequence(cell) + ", ").collect::<String>())
                .map(|row| format!("({row})"))
                .collect();
            format!("math.mat(delim: {delimiter}, {})", rows.join(", "))
        };
        match name.as_str() {
            "matrix" | "array" | "smallmatrix" => Ok(matrix("none")),
            "pmatrix" => Ok(matrix("\"(\"")),
            "bmatrix" => Ok(matrix("\"[\"")),
            "Bmatrix" => Ok(matrix("\"{\"")),
            "vmatrix" => Ok(matrix("\"|\"")),
            "Vmatrix" => Ok(matrix("\"‖\"")),
            "cases" => {
                let rows: Vec<String> =
                    rows.iter().map(|row| sequence(&row.join(&"math-align; math.quad".to_owned()))).collect();
                Ok(format!("math.cases({})", rows.join(", ")))
            }
            "aligned" | "align" | "align*" | "split" | "gather" | "gather*" | "gathered" | "equation"
            | "equation*" => Ok(aligned(&rows)),
            _ => Err(Unreadable(format!("\\begin{{{name}}}"))),
        }
    }
}

/// Rows as lines that are aligned at their cells.
fn aligned(rows: &Rows) -> String {
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
            ("\\hat{x}", "math.accent(s(\"x\"), \"\u{302}\")"),
            ("\\mathbf R", "math.bold(s(\"R\"))"),
            ("", "[]"),
        ] {
            assert_eq!(shown(source), code, "{source}");
        }
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
            ("\\begin{cases} a", "? {"),
        ] {
            assert_eq!(shown(source), what, "{source}");
        }
        assert!(translate(&"{".repeat(3_000)).is_err());
        assert!(translate(&"x".repeat(5_000)).is_err());
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
            "\\hat",
            "é",
            "\\",
            "~",
        ];
        let mut state = 0x1234_5678_9abc_def1_u64;
        for _ in 0..5_000 {
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
