use super::environments::stacked;
use super::tokens::{Token, tokens};
use super::{Result, Unreadable, sequence, sign, symbols, text};

/// How deep groups may nest.
const MAX_DEPTH: usize = 16;

/// What ends a run of atoms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Source,
    Brace,
    Bracket,
    Right,
    Environment,
    Dollar,
}

/// Reads a formula token by token.
pub(super) struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

/// Rows of cells of atoms.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) cells: Vec<Vec<Vec<String>>>,
    /// The rows above which a line is drawn.
    pub(super) lines: Vec<usize>,
}

/// What stands between a thing above and a thing below it.
#[derive(Debug, Clone, Copy)]
enum Infix {
    Over,
    Choose,
    Atop,
    Brace,
    Bracket,
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct Cell {
    atoms: Vec<String>,
    /// What changes the atoms from a place on.
    switches: Vec<(usize, String, &'static str)>,
    above: Option<(Infix, Vec<String>)>,
}

impl Cell {
    fn finish(&mut self) -> Vec<String> {
        let own = std::mem::take(self);
        let mut atoms = own.atoms;
        for (at, open, close) in own.switches.into_iter().rev() {
            let inner = atoms.split_off(at.min(atoms.len()));
            if !inner.is_empty() {
                atoms.push(format!("{open}{}{close}", sequence(&inner)));
            }
        }
        let Some((infix, above)) = own.above else { return atoms };
        let (above, below) = (sequence(&above), sequence(&atoms));
        vec![match infix {
            Infix::Over => format!("math.frac({above}, {below})"),
            Infix::Choose => format!("math.binom({above}, {below})"),
            Infix::Atop => format!("math.vec(delim: none, {above}, {below})"),
            Infix::Brace => format!("math.vec(delim: \"{{\", {above}, {below})"),
            Infix::Bracket => format!("math.vec(delim: \"[\", {above}, {below})"),
        }]
    }
}

impl Parser {
    pub(super) fn new(source: &str) -> Self {
        Self { tokens: tokens(source), at: 0, depth: 0 }
    }

    pub(super) fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += 1;
        token
    }

    /// Passes a token if it is the next one.
    pub(super) fn pass(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    pub(super) fn spaces(&mut self) {
        while self.pass(&Token::Space) {}
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
        let mut rows = Rows { cells: vec![Vec::new()], lines: Vec::new() };
        let mut cell = Cell::default();
        let close = |rows: &mut Rows, cell: &mut Cell| {
            if let Some(row) = rows.cells.last_mut() {
                row.push(cell.finish());
            }
        };
        while !self.ends(end) {
            match self.peek() {
                Some(Token::Char('&')) => {
                    self.at += 1;
                    close(&mut rows, &mut cell);
                }
                Some(Token::Command(name)) if matches!(name.as_str(), "\\" | "newline" | "cr") => {
                    self.at += 1;
                    self.distance_between_rows();
                    close(&mut rows, &mut cell);
                    rows.cells.push(Vec::new());
                }
                Some(Token::Command(name)) if name == "hline" || name == "hdashline" => {
                    self.at += 1;
                    rows.lines.push(rows.cells.len() - 1);
                }
                Some(Token::Command(name)) if name == "middle" && end == End::Right => {
                    self.at += 1;
                    let delimiter = self.delimiter()?;
                    cell.atoms.push(format!("math.mid({delimiter})"));
                }
                Some(Token::Command(name)) => {
                    let name = name.clone();
                    if !self.changes(&name, &mut cell)? {
                        cell.atoms.extend(self.scripted()?);
                    }
                }
                _ => cell.atoms.extend(self.scripted()?),
            }
        }
        close(&mut rows, &mut cell);
        // A line break at the very end makes no row.
        if rows.cells.len() > 1 && rows.cells.last().is_some_and(|row| row.iter().all(Vec::is_empty)) {
            rows.cells.pop();
        }
        Ok(rows)
    }

    /// Passes `*` and `[1ex]` after the end of a row.
    fn distance_between_rows(&mut self) {
        self.pass(&Token::Char('*'));
        if self.peek() != Some(&Token::Char('[')) {
            return;
        }
        let rest = self.tokens.get(self.at + 1..).unwrap_or_default();
        let Some(length) = rest.iter().position(|token| *token == Token::Char(']')) else { return };
        let distance = rest.iter().take(length).all(
            |token| matches!(token, Token::Char(c) if c.is_ascii_alphanumeric() || matches!(c, '.' | '-')),
        );
        if distance {
            self.at += length + 2;
        }
    }

    /// Takes a command that changes how its cell is set; whether it was one.
    fn changes(&mut self, name: &str, cell: &mut Cell) -> Result<bool> {
        let infix = match name {
            "over" => Some(Infix::Over),
            "choose" => Some(Infix::Choose),
            "atop" => Some(Infix::Atop),
            "brace" => Some(Infix::Brace),
            "brack" => Some(Infix::Bracket),
            _ => None,
        };
        if let Some(infix) = infix {
            self.at += 1;
            let above = cell.finish();
            cell.above = Some((infix, above));
            return Ok(true);
        }
        if let Some((open, close)) = symbols::switch(name) {
            self.at += 1;
            cell.switches.push((cell.atoms.len(), open.to_owned(), close));
            return Ok(true);
        }
        if name == "color" {
            self.at += 1;
            let color = self.color()?;
            self.spaces();
            if self.peek() == Some(&Token::Open) {
                // As people write it: the colour holds for the group behind it.
                let inner = self.argument()?;
                cell.atoms.push(format!("text(fill: {color}, {inner})"));
            } else {
                cell.switches.push((cell.atoms.len(), format!("text(fill: {color}, "), ")"));
            }
            return Ok(true);
        }
        Ok(false)
    }

    /// Reads up to an end that closes one group of atoms, and the end itself.
    pub(super) fn group(&mut self, end: End) -> Result<String> {
        let rows = self.rows(end)?;
        if self.next().is_none() {
            return Err(Unreadable("{".to_owned()));
        }
        Ok(stacked(&rows))
    }

    /// An argument: a group, or the next single atom.
    pub(super) fn argument(&mut self) -> Result<String> {
        self.spaces();
        if self.pass(&Token::Open) {
            return self.group(End::Brace);
        }
        match self.next() {
            Some(Token::Char(c)) if c.is_ascii_digit() => Ok(text(&c.to_string())),
            Some(token) => self.deeper(|parser| Ok(parser.atom(token)?.unwrap_or_else(|| "[]".to_owned()))),
            None => Err(Unreadable("…".to_owned())),
        }
    }

    /// An argument in brackets, where there is one.
    pub(super) fn optional(&mut self) -> Result<Option<String>> {
        if self.pass(&Token::Char('[')) { self.group(End::Bracket).map(Some) } else { Ok(None) }
    }

    /// An atom with its scripts; none for what leaves nothing.
    pub(super) fn scripted(&mut self) -> Result<Option<String>> {
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
                Some(Token::Command(name)) if name == "limits" => {
                    self.at += 1;
                    base = format!("math.limits({base})");
                }
                Some(Token::Command(name)) if name == "nolimits" => {
                    self.at += 1;
                    base = format!("math.scripts({base})");
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
            Token::Open => self.braced().map(Some),
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

    /// A group; one sign in braces stands without the space that belongs to it
    /// (`1{,}5`).
    fn braced(&mut self) -> Result<String> {
        let alone = match (self.tokens.get(self.at), self.tokens.get(self.at + 1)) {
            (Some(Token::Char(c)), Some(Token::Close)) if c.is_ascii_punctuation() || "×⋅".contains(*c) => {
                Some(*c)
            }
            _ => None,
        };
        let group = self.group(End::Brace)?;
        Ok(if alone.is_some() { format!("math.class(\"normal\", {group})") } else { group })
    }

    /// Digits and the point or comma between them.
    fn number(&mut self, first: char) -> String {
        let mut number = String::from(first);
        loop {
            match (self.peek(), self.tokens.get(self.at + 1)) {
                (Some(Token::Char(c)), _) if c.is_ascii_digit() => number.push(*c),
                (Some(Token::Char(c @ ('.' | ','))), Some(Token::Char(next))) if next.is_ascii_digit() => {
                    number.push(*c);
                }
                _ => return text(&number),
            }
            self.at += 1;
        }
    }
}
