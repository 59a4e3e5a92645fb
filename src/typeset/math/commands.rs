//! What each command becomes.

use super::characters::{negated, symbol};
use super::parser::{End, Parser};
use super::symbols::{accent, alphabet, arrow, big, function, space};
use super::tokens::Token;
use super::{Result, Unreadable, aligned, colors, quoted, sequence, sign, text};

impl Parser {
    pub(super) fn command(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(c) = symbol(name) {
            return Ok(Some(sign(c)));
        }
        if let Some((name, limits)) = function(name) {
            return Ok(Some(operator(name, limits)));
        }
        if let Some(space) = space(name) {
            return Ok(Some(space.to_owned()).filter(|space| !space.is_empty()));
        }
        if let Some(size) = big(name) {
            return Ok(Some(format!("math.lr(size: {size}, {})", self.delimiter(name)?)));
        }
        if let Some(arrow) = arrow(name) {
            let below = self.option()?.map(|below| format!(", b: {below}")).unwrap_or_default();
            let above = self.argument()?;
            return Ok(Some(format!(
                "math.attach(math.limits(math.stretch({})), t: {above}{below})",
                sign(arrow)
            )));
        }
        if let Some(accent) = accent(name) {
            return Ok(Some(format!("math.accent({}, {})", self.argument()?, quoted(accent))));
        }
        if let Some(functions) = alphabet(name) {
            if matches!(name, "mathrm" | "mathup" | "hbox")
                && let Some(words) = self.simple_words()
            {
                return Ok(Some(text(&words)));
            }
            let argument = self.argument()?;
            let wrapped =
                functions.iter().rev().fold(argument, |inner, function| format!("{function}({inner})"));
            return Ok(Some(wrapped));
        }
        self.structure(name).map(Some)
    }

    fn structure(&mut self, name: &str) -> Result<String> {
        Ok(match name {
            "frac" => format!("math.frac({}, {})", self.argument()?, self.argument()?),
            "dfrac" | "cfrac" => {
                self.option()?;
                format!("math.display(math.frac({}, {}))", self.argument()?, self.argument()?)
            }
            "tfrac" => format!("math.inline(math.frac({}, {}))", self.argument()?, self.argument()?),
            "binom" | "dbinom" | "tbinom" => {
                format!("math.binom({}, {})", self.argument()?, self.argument()?)
            }
            "sqrt" => match self.option()? {
                Some(index) => format!("math.root({index}, {})", self.argument()?),
                None => format!("math.sqrt({})", self.argument()?),
            },
            "text" | "textrm" | "textnormal" | "textup" | "mbox" | "textsf" | "textsc" | "textmd" => {
                self.prose_argument()?
            }
            "textbf" => format!("strong({})", self.prose_argument()?),
            "textit" | "emph" | "textsl" => format!("emph({})", self.prose_argument()?),
            "texttt" => format!("math.mono({})", self.prose_argument()?),
            "operatorname" | "operatornamewithlimits" => {
                let limits = self.skip('*') || name.ends_with("limits");
                match self.simple_words() {
                    Some(words) => operator(&words, limits),
                    None => format!("math.op({}, limits: {limits})", self.argument()?),
                }
            }
            "pmod" => format!(
                "{{ math.quad; {}; {}; math.med; {}; {} }}",
                sign('('),
                operator("mod", false),
                self.argument()?,
                sign(')')
            ),
            "mod" => format!("{{ math.quad; {}; math.med; {} }}", operator("mod", false), self.argument()?),
            "pod" => format!("{{ math.quad; {}; {}; {} }}", sign('('), self.argument()?, sign(')')),
            "overset" | "stackrel" => {
                let above = self.argument()?;
                format!("math.attach(math.limits({}), t: {above})", self.argument()?)
            }
            "underset" => {
                let below = self.argument()?;
                format!("math.attach(math.limits({}), b: {below})", self.argument()?)
            }
            "substack" => {
                self.spaces();
                self.opened()?;
                let rows = self.rows(End::Brace)?;
                self.at += 1;
                let rows: Vec<String> =
                    rows.rows.iter().map(|row| format!("({},)", sequence(&row.concat()))).collect();
                format!("math.mat(delim: none, row-gap: 0.2em, {})", rows.join(", "))
            }
            "not" => {
                self.spaces();
                self.not()?
            }
            "color" | "textcolor" | "colorbox" => {
                let color = colors::named(&self.words()?);
                let body = if name == "color" { self.argument()? } else { self.text_or_math(name)? };
                match (color, name) {
                    (None, _) => body,
                    (Some(color), "colorbox") => format!("math-box(rgb({}), {body})", quoted(&color)),
                    (Some(color), _) => format!("text(fill: rgb({}), {body})", quoted(&color)),
                }
            }
            "tag" => {
                let star = self.skip('*');
                let words = self.prose_argument()?;
                if star {
                    format!("{{ math.wide; {words} }}")
                } else {
                    format!("{{ math.wide; {}; {words}; {} }}", sign('('), sign(')'))
                }
            }
            "label" => {
                self.words()?;
                "[]".to_owned()
            }
            "hspace" | "hskip" | "kern" | "mkern" | "mskip" => self.distance()?,
            "href" => {
                self.words()?;
                self.argument()?
            }
            "ce" => super::chemistry::formula(&self.words()?).ok_or_else(|| Unreadable("\\ce".to_owned()))?,
            "middle" => format!("math.mid({})", self.delimiter(name)?),
            "left" => {
                let open = self.delimiter(name)?;
                let inner = self.rows(End::Right)?;
                if self.next().is_none() {
                    return Err(Unreadable("\\left".to_owned()));
                }
                let close = self.delimiter(name)?;
                format!("math.lr({{ {open}; {}; {close} }})", aligned(&inner))
            }
            "begin" => self.environment()?,
            _ => return Err(Unreadable(format!("\\{name}"))),
        })
    }

    /// `\textcolor{red}{…}` colours a formula; `\colorbox` holds text.
    fn text_or_math(&mut self, name: &str) -> Result<String> {
        if name == "colorbox" { self.prose_argument() } else { self.argument() }
    }

    /// The sign that comes next, struck through.
    fn not(&mut self) -> Result<String> {
        let c = match self.next() {
            Some(Token::Char(c)) => Some(c),
            Some(Token::Command(name)) => match symbol(&name) {
                Some(c) => Some(c),
                None => {
                    return Ok(format!(
                        "math.cancel({})",
                        self.command(&name)?.unwrap_or_else(|| "[]".to_owned())
                    ));
                }
            },
            Some(Token::Open) => return Ok(format!("math.cancel({})", self.group(End::Brace)?)),
            _ => None,
        };
        let c = c.ok_or_else(|| Unreadable("\\not".to_owned()))?;
        Ok(negated(c).map_or_else(|| format!("math.cancel({})", sign(c)), sign))
    }

    /// A length: `{1em}`, or `1em` as it stands.
    fn distance(&mut self) -> Result<String> {
        self.skip('*');
        self.spaces();
        let mut length = String::new();
        if self.peek() == Some(&Token::Open) {
            length = self.words()?;
        } else {
            while let Some(Token::Char(c)) = self.peek()
                && (c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))
                && !["pt", "em", "ex", "mu", "mm", "cm"].iter().any(|unit| length.ends_with(unit))
            {
                length.push(*c);
                self.at += 1;
            }
        }
        let length = length.trim();
        let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = length.get(digits.len()..).unwrap_or_default();
        let plain = digits.strip_prefix('-').unwrap_or(digits);
        let number = !plain.is_empty()
            && plain.len() < 8
            && plain.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && plain.bytes().filter(|b| *b == b'.').count() <= 1
            && plain.bytes().any(|b| b.is_ascii_digit());
        // 18 mu are an em, and an ex is about half of one.
        let factor = match unit {
            "em" | "pt" | "mm" | "cm" | "in" => format!("1{unit}"),
            "px" => "0.75pt".to_owned(),
            "mu" => "(1em / 18)".to_owned(),
            "ex" => "0.45em".to_owned(),
            _ => return Err(Unreadable(format!("\\hspace{{{length}}}"))),
        };
        if !number {
            return Err(Unreadable(format!("\\hspace{{{length}}}")));
        }
        // Typst wants a figure before the point.
        let zero = if plain.starts_with('.') { "0" } else { "" };
        let minus = if digits.starts_with('-') { "-" } else { "" };
        let plain = plain.trim_end_matches('.');
        Ok(format!("h({minus}{zero}{plain} * {factor})"))
    }

    /// What stands after `\left`, `\right`, `\middle` or `\big`.
    fn delimiter(&mut self, command: &str) -> Result<String> {
        self.spaces();
        match self.next() {
            Some(Token::Char('.')) => Ok("[]".to_owned()),
            Some(Token::Char(c)) if "()[]|/<>!?".contains(c) => Ok(sign(match c {
                '<' => '⟨',
                '>' => '⟩',
                c => c,
            })),
            Some(Token::Char(c)) if !c.is_alphanumeric() => Ok(sign(c)),
            Some(Token::Command(name)) => {
                symbol(&name).map(sign).ok_or_else(|| Unreadable(format!("\\{command}\\{name}")))
            }
            _ => Err(Unreadable(format!("\\{command}"))),
        }
    }
}

fn operator(name: &str, limits: bool) -> String {
    format!("math.op({}, limits: {limits})", quoted(name))
}
