use unicode_normalization::UnicodeNormalization as _;

use super::reader::{End, Parser};
use super::symbols::{switch, symbol, wrapper};
use super::tokens::Token;
use super::{Result, Unreadable, sequence, text};

impl Parser {
    /// A command whose argument is read as text; none for any other command.
    pub(super) fn text_command(&mut self, name: &str) -> Result<Option<String>> {
        let (open, close) = match name {
            "text" | "textrm" | "textnormal" | "textup" | "textmd" | "textsf" | "mbox" | "hbox" => ("", ""),
            "textbf" => ("strong(", ")"),
            "textit" | "textsl" | "emph" => ("emph(", ")"),
            "texttt" => ("math.mono(", ")"),
            "textsc" => ("smallcaps(", ")"),
            "fbox" => ("math-boxed(", ")"),
            _ => return Ok(None),
        };
        self.spaces();
        let words = if self.pass(&Token::Open) {
            self.deeper(Self::words)?
        } else {
            // Without braces, the next sign alone.
            match self.next() {
                Some(Token::Char(c)) => text(&c.to_string()),
                _ => return Err(Unreadable("{".to_owned())),
            }
        };
        Ok(Some(format!("{open}{words}{close}")))
    }

    /// Text up to the brace that closes it.
    fn words(&mut self) -> Result<String> {
        let mut parts: Vec<String> = Vec::new();
        let mut words = String::new();
        let mut open = 0;
        let flush = |words: &mut String, parts: &mut Vec<String>| {
            if !words.is_empty() {
                parts.push(text(&std::mem::take(words)));
            }
        };
        loop {
            match self.next() {
                None => return Err(Unreadable("{".to_owned())),
                Some(Token::Close) if open == 0 => break,
                Some(Token::Close) => open -= 1,
                Some(Token::Open) => open += 1,
                Some(Token::Char('$')) => {
                    flush(&mut words, &mut parts);
                    parts.push(self.group(End::Dollar)?);
                }
                Some(Token::Char('~')) => words.push('\u{a0}'),
                Some(Token::Char(c)) => words.push(c),
                Some(Token::Space) => words.push(' '),
                Some(Token::Command(name)) => {
                    if let Some(mark) = mark(&name) {
                        words.push_str(&self.accented(mark)?);
                    } else if let Some(shown) = letter(&name) {
                        words.push_str(shown);
                    } else if let Some(inner) = self.text_command(&name)? {
                        flush(&mut words, &mut parts);
                        parts.push(inner);
                    } else if switch(&name).is_some() {
                        // How large words are in a formula is left to the page.
                    } else if name == "textcolor" || name == "color" {
                        flush(&mut words, &mut parts);
                        let color = self.color()?;
                        let inner = self.text_command("text")?.unwrap_or_default();
                        parts.push(format!("text(fill: {color}, {inner})"));
                    } else if let Some(c) = symbol(&name) {
                        words.push(c);
                    } else if let Some((open, close)) = wrapper(&name) {
                        flush(&mut words, &mut parts);
                        let inner = self.text_command("text")?.unwrap_or_default();
                        parts.push(format!("{open}{inner}{close}"));
                    } else {
                        return Err(Unreadable(format!("\\{name}")));
                    }
                }
            }
        }
        flush(&mut words, &mut parts);
        Ok(if parts.is_empty() { text("") } else { sequence(&parts) })
    }

    /// The next letter with a mark on it.
    fn accented(&mut self, mark: char) -> Result<String> {
        self.spaces();
        let braced = self.pass(&Token::Open);
        let base = match self.next() {
            Some(Token::Char(c)) => c,
            Some(Token::Command(name)) if name == "i" => 'ı',
            Some(Token::Command(name)) if name == "j" => 'ȷ',
            _ => return Err(Unreadable("\\'".to_owned())),
        };
        if braced && !self.pass(&Token::Close) {
            return Err(Unreadable("{".to_owned()));
        }
        // A dotless letter under a mark is an ordinary one with it.
        let base = match base {
            'ı' => 'i',
            'ȷ' => 'j',
            base => base,
        };
        Ok([base, mark].into_iter().nfc().collect())
    }

    /// An argument that is a name: of an environment, a colour, a function.
    pub(super) fn name(&mut self) -> Result<String> {
        self.spaces();
        let mut words = String::new();
        let mut open = 0;
        match self.next() {
            Some(Token::Open) => {}
            // A single letter needs no braces.
            Some(Token::Char(c)) if c.is_alphanumeric() => return Ok(c.to_string()),
            _ => return Err(Unreadable("{".to_owned())),
        }
        loop {
            match self.next() {
                None => return Err(Unreadable("{".to_owned())),
                Some(Token::Close) if open == 0 => return Ok(words),
                Some(Token::Close) => open -= 1,
                Some(Token::Open) => open += 1,
                Some(Token::Char(c)) => words.push(c),
                Some(Token::Space) => words.push(' '),
                Some(Token::Command(name)) if matches!(name.as_str(), "," | ";" | " " | ":") => {
                    words.push(' ');
                }
                Some(Token::Command(name)) => match symbol(&name) {
                    Some(c) => words.push(c),
                    // `\operatorname{\mathrm{rang}}`
                    None if name.starts_with("math") || name.starts_with("text") => {}
                    None => return Err(Unreadable(format!("\\{name}"))),
                },
            }
        }
    }

    /// An argument as it was written, without commands.
    pub(super) fn source(&mut self) -> Result<String> {
        self.spaces();
        if !self.pass(&Token::Open) {
            return Err(Unreadable("{".to_owned()));
        }
        let mut source = String::new();
        let mut open = 0;
        loop {
            match self.next() {
                Some(Token::Close) if open == 0 => return Ok(source),
                Some(Token::Close) => {
                    open -= 1;
                    source.push('}');
                }
                Some(Token::Open) => {
                    open += 1;
                    source.push('{');
                }
                Some(Token::Char(c)) => source.push(c),
                Some(Token::Space) => source.push(' '),
                Some(Token::Command(name)) => return Err(Unreadable(format!("\\{name}"))),
                None => return Err(Unreadable("{".to_owned())),
            }
        }
    }
}

/// The mark of an accent, which is put behind its letter.
fn mark(name: &str) -> Option<char> {
    Some(match name {
        "'" => '\u{301}',
        "`" => '\u{300}',
        "^" => '\u{302}',
        "\"" => '\u{308}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "." => '\u{307}',
        "u" => '\u{306}',
        "v" => '\u{30c}',
        "H" => '\u{30b}',
        "r" => '\u{30a}',
        "c" => '\u{327}',
        _ => return None,
    })
}

/// What a command stands for within text.
fn letter(name: &str) -> Option<&'static str> {
    Some(match name {
        "," | ";" | ":" | " " | "quad" | "space" => " ",
        "!" | "/" => "",
        "\\" => " ",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "ss" => "ß",
        "L" => "Ł",
        "l" => "ł",
        "i" => "ı",
        "j" => "ȷ",
        "S" | "sect" => "§",
        "P" => "¶",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbackslash" => "\\",
        "textbar" => "|",
        "textbardbl" => "‖",
        "textbraceleft" => "{",
        "textbraceright" => "}",
        "textdagger" => "†",
        "textdaggerdbl" => "‡",
        "textdegree" => "°",
        "textdollar" => "$",
        "textellipsis" | "dots" | "ldots" => "…",
        "textemdash" => "—",
        "textendash" => "–",
        "textgreater" => ">",
        "textless" => "<",
        "texteuro" => "€",
        "textquotedblleft" => "“",
        "textquotedblright" => "”",
        "textquoteleft" => "‘",
        "textquoteright" => "’",
        "textregistered" => "®",
        "textsterling" => "£",
        "textunderscore" => "_",
        "textvisiblespace" => "␣",
        _ => return None,
    })
}
