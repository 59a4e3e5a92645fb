//! Tokens become rows of cells of atoms, each atom a Typst expression.

use super::symbols::switch;
use super::tokens::Token;
use super::{Result, Unreadable, aligned, sequence, sign, text};

/// How deep groups may nest.
const MAX_DEPTH: usize = 16;

/// What ends a run of atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Source,
    Brace,
    Bracket,
    Dollar,
    Right,
    Environment,
}

/// Rows of cells of atoms.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Vec<Vec<String>>>,
    /// The rows above which a line is drawn.
    pub(super) rules: Vec<usize>,
}

/// A cell that is being read, and what began in it and takes all that follows:
/// `a \over b`, `x \bf y`.
#[derive(Debug, Default)]
struct Cell {
    atoms: Vec<String>,
    open: Vec<(Open, Vec<String>)>,
}

#[derive(Debug)]
enum Open {
    /// A function of what stands before and after.
    Between(&'static str),
    /// A function of what follows; empty for none.
    Rest(&'static str),
}

impl Cell {
    fn open(&mut self, open: Open) {
        self.open.push((open, std::mem::take(&mut self.atoms)));
    }

    fn finish(mut self) -> Vec<String> {
        while let Some((open, before)) = self.open.pop() {
            let now = sequence(&self.atoms);
            self.atoms = match open {
                Open::Between(function) => vec![format!("{function}({}, {now})", sequence(&before))],
                Open::Rest("") => before.into_iter().chain(std::mem::take(&mut self.atoms)).collect(),
                Open::Rest(function) => {
                    before.into_iter().chain(std::iter::once(format!("{function}({now})"))).collect()
                }
            };
        }
        self.atoms
    }
}

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
    depth: usize,
}

impl Parser {
    pub(super) fn new(tokens: Vec<Token>) -> Self {
        Self { tokens, at: 0, depth: 0 }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    pub(super) fn spaces(&mut self) {
        while self.peek() == Some(&Token::Space) {
            self.at += 1;
        }
    }

    /// Steps over a sign where it is the next one.
    pub(super) fn skip(&mut self, c: char) -> bool {
        let there = self.peek() == Some(&Token::Char(c));
        self.at += usize::from(there);
        there
    }

    fn ends(&self, end: End) -> bool {
        match (self.peek(), end) {
            (None, _)
            | (Some(Token::Close), End::Brace)
            | (Some(Token::Char(']')), End::Bracket)
            | (Some(Token::Char('$')), End::Dollar) => true,
            (Some(Token::Command(name)), End::Right) => name == "right",
            (Some(Token::Command(name)), End::Environment) => name == "end",
            _ => false,
        }
    }

    /// Goes one level deeper for as long as `read` takes.
    pub(super) fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Unreadable("{{{…".to_owned()));
        }
        let read = read(self);
        self.depth -= 1;
        read
    }

    /// Reads up to an end, which stays unread, divided at `&` and `\\`.
    pub(super) fn rows(&mut self, end: End) -> Result<Rows> {
        self.deeper(|parser| parser.rows_within(end))
    }

    fn rows_within(&mut self, end: End) -> Result<Rows> {
        let mut found = Rows::default();
        let mut row = Vec::new();
        let mut cell = Cell::default();
        while !self.ends(end) {
            match self.peek() {
                Some(Token::Char('&')) => {
                    self.at += 1;
                    row.push(std::mem::take(&mut cell).finish());
                }
                Some(Token::Command(name)) if name == "\\" || name == "newline" || name == "cr" => {
                    self.at += 1;
                    self.row_gap();
                    row.push(std::mem::take(&mut cell).finish());
                    found.rows.push(std::mem::take(&mut row));
                }
                Some(Token::Command(name))
                    if matches!(
                        name.as_str(),
                        "hline" | "hdashline" | "toprule" | "midrule" | "bottomrule"
                    ) =>
                {
                    self.at += 1;
                    found.rules.push(found.rows.len());
                }
                Some(Token::Command(name)) => {
                    if let Some(open) = opening(name) {
                        self.at += 1;
                        cell.open(open);
                    } else {
                        cell.atoms.extend(self.scripted()?);
                    }
                }
                _ => cell.atoms.extend(self.scripted()?),
            }
        }
        row.push(cell.finish());
        // A line break at the very end makes no row.
        if found.rows.is_empty() || row.iter().any(|cell| !cell.is_empty()) {
            found.rows.push(row);
        }
        Ok(found)
    }

    /// Steps over the distance to the next row, `[2pt]`.
    fn row_gap(&mut self) {
        if self.peek() != Some(&Token::Char('[')) {
            return;
        }
        let inner = self.tokens.iter().skip(self.at + 1).take(12);
        let inner: Vec<&Token> = inner.take_while(|token| **token != Token::Char(']')).collect();
        let length: String = inner
            .iter()
            .filter_map(|token| if let Token::Char(c) = token { Some(*c) } else { None })
            .collect();
        let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
        if unit.len() < length.len() && matches!(unit, "pt" | "em" | "ex" | "mm" | "cm" | "px" | "mu") {
            self.at += inner.len() + 2;
        }
    }

    /// Reads up to an end that closes one group of atoms, and the end itself.
    pub(super) fn group(&mut self, end: End) -> Result<String> {
        let rows = self.rows(end)?;
        if self.next().is_none() {
            return Err(Unreadable("{".to_owned()));
        }
        Ok(aligned(&rows))
    }

    /// An argument: a group, or the next single atom.
    pub(super) fn argument(&mut self) -> Result<String> {
        self.spaces();
        if self.peek() == Some(&Token::Open) {
            self.at += 1;
            return self.group(End::Brace);
        }
        match self.next() {
            Some(Token::Char(c)) if c.is_ascii_digit() => Ok(text(&c.to_string())),
            // `a^\frac12` takes its arguments with it.
            Some(token) => self.deeper(|parser| Ok(parser.atom(token)?.unwrap_or_else(|| "[]".to_owned()))),
            None => Err(Unreadable("…".to_owned())),
        }
    }

    /// An argument in brackets, where there is one.
    pub(super) fn option(&mut self) -> Result<Option<String>> {
        self.spaces();
        if self.skip('[') { self.group(End::Bracket).map(Some) } else { Ok(None) }
    }

    /// An atom with its scripts; none for what leaves nothing.
    fn scripted(&mut self) -> Result<Option<String>> {
        let Some(token) = self.next() else { return Ok(None) };
        let base = match token {
            Token::Space => return Ok(None),
            Token::Char('^' | '_' | '\'') => {
                self.at -= 1;
                Some("[]".to_owned())
            }
            token => self.atom(token)?,
        };
        let Some(mut base) = base else { return Ok(None) };
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
                    top = Some(self.argument()?);
                }
                Some(Token::Char('_')) if bottom.is_none() => {
                    self.at += 1;
                    bottom = Some(self.argument()?);
                }
                Some(Token::Command(name)) if name == "limits" || name == "nolimits" => {
                    let function = if name == "limits" { "math.limits" } else { "math.scripts" };
                    base = format!("{function}({base})");
                    self.at += 1;
                }
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

    pub(super) fn atom(&mut self, token: Token) -> Result<Option<String>> {
        match token {
            Token::Space => Ok(None),
            Token::Open => self.group(End::Brace).map(Some),
            Token::Close => Err(Unreadable("}".to_owned())),
            Token::Char(c) if c.is_ascii_digit() => Ok(Some(self.number(c))),
            Token::Char('~') => Ok(Some("math.med".to_owned())),
            Token::Char('-') => Ok(Some(sign('−'))),
            Token::Char('*') => Ok(Some(sign('∗'))),
            Token::Char('`') => Ok(Some(sign('‘'))),
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
}

fn opening(name: &str) -> Option<Open> {
    Some(match name {
        "over" => Open::Between("math.frac"),
        "choose" => Open::Between("math.binom"),
        "atop" => Open::Between("math-atop"),
        name => Open::Rest(switch(name)?),
    })
}
