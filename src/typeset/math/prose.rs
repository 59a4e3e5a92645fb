//! Words within formulas: `\text{if $x > 0$}`.

use super::characters::symbol;
use super::parser::{End, Parser};
use super::tokens::Token;
use super::{Result, Unreadable, sequence, text};

impl Parser {
    /// Steps over the brace that opens an argument.
    pub(super) fn opened(&mut self) -> Result<()> {
        self.spaces();
        if self.next() == Some(Token::Open) { Ok(()) } else { Err(Unreadable("{".to_owned())) }
    }

    /// The source of an argument that names something.
    pub(super) fn words(&mut self) -> Result<String> {
        self.opened()?;
        let (mut words, mut open) = (String::new(), 0_usize);
        loop {
            match self.next() {
                Some(Token::Close) if open == 0 => return Ok(words),
                Some(Token::Close) => {
                    open -= 1;
                    words.push('}');
                }
                Some(Token::Open) => {
                    open += 1;
                    words.push('{');
                }
                Some(Token::Char(c)) => words.push(c),
                Some(Token::Space) => words.push(' '),
                Some(Token::Command(name)) if name.chars().all(|c| !c.is_alphanumeric()) => {
                    words.push_str(&name);
                }
                Some(Token::Command(name)) => return Err(Unreadable(format!("\\{name}"))),
                None => return Err(Unreadable("{".to_owned())),
            }
        }
    }

    /// An argument that is a word or a few of them and nothing else; otherwise
    /// nothing is read.
    pub(super) fn simple_words(&mut self) -> Option<String> {
        let start = self.at;
        let mut words = String::new();
        if self.opened().is_ok() {
            loop {
                match self.next() {
                    Some(Token::Close) => return Some(words),
                    Some(Token::Char('-')) => words.push('-'),
                    Some(Token::Char(c)) if !"^_'&$~".contains(c) => words.push(c),
                    Some(Token::Space) => words.push(' '),
                    Some(Token::Command(name)) if matches!(name.as_str(), "," | ";" | ":" | " ") => {
                        words.push(' ');
                    }
                    Some(Token::Command(name)) if name.len() == 1 && "%$&#_{}".contains(&name) => {
                        words.push_str(&name);
                    }
                    _ => break,
                }
            }
        }
        self.at = start;
        None
    }

    /// An argument that is read as text; formulas may stand in it.
    pub(super) fn prose_argument(&mut self) -> Result<String> {
        self.spaces();
        if self.peek() != Some(&Token::Open) {
            // `\text x` takes one sign.
            return match self.next() {
                Some(Token::Char(c)) => Ok(text(&c.to_string())),
                _ => Err(Unreadable("{".to_owned())),
            };
        }
        self.at += 1;
        self.deeper(Self::prose)
    }

    fn prose(&mut self) -> Result<String> {
        let mut parts = Vec::new();
        let mut words = String::new();
        let flush = |parts: &mut Vec<String>, words: &mut String| {
            if !words.is_empty() {
                parts.push(text(&std::mem::take(words)));
            }
        };
        loop {
            match self.next() {
                None => return Err(Unreadable("{".to_owned())),
                Some(Token::Close) => {
                    flush(&mut parts, &mut words);
                    return Ok(if parts.is_empty() { text("") } else { sequence(&parts) });
                }
                Some(Token::Open) => {
                    flush(&mut parts, &mut words);
                    parts.push(self.deeper(Self::prose)?);
                }
                Some(Token::Char('$')) => {
                    flush(&mut parts, &mut words);
                    parts.push(self.group(End::Dollar)?);
                }
                Some(Token::Char('~')) => words.push('\u{a0}'),
                Some(Token::Char(c)) => words.push(c),
                Some(Token::Space) => words.push(' '),
                Some(Token::Command(name)) => match name.as_str() {
                    "," | ";" | ":" | " " | "quad" | "qquad" | "enspace" => words.push(' '),
                    "!" | "/" => {}
                    "text" | "textrm" | "textnormal" | "mbox" | "textbf" | "textit" | "emph" | "texttt"
                    | "textsf" | "underline" | "color" | "textcolor" => {
                        flush(&mut parts, &mut words);
                        parts.extend(if name == "underline" {
                            Some(format!("math.underline({})", self.prose_argument()?))
                        } else {
                            self.command(&name)?
                        });
                    }
                    "\\" => {
                        flush(&mut parts, &mut words);
                        parts.push("linebreak()".to_owned());
                    }
                    name if name.chars().all(|c| !c.is_alphanumeric()) => words.push_str(name),
                    name => match symbol(name) {
                        Some(c) => words.push(c),
                        None => return Err(Unreadable(format!("\\{name}"))),
                    },
                },
            }
        }
    }
}
