use unicode_normalization::UnicodeNormalization as _;

use super::environments::stacked;
use super::reader::{End, Parser};
use super::symbols::{big, color, function, long_arrow, relation, space, symbol, wrapper};
use super::tokens::Token;
use super::{Result, Unreadable, quoted, sign, text};
use crate::settings::brand::Color;

impl Parser {
    /// A command with its arguments; none for what leaves nothing.
    pub(super) fn command(&mut self, name: &str) -> Result<Option<String>> {
        if let Some(c) = symbol(name) {
            return Ok(Some(sign(c)));
        }
        if let Some((shown, limits)) = function(name) {
            return Ok(Some(operator(shown, limits)));
        }
        if let Some(space) = space(name) {
            return Ok(Some(space.to_owned()).filter(|space| !space.is_empty()));
        }
        if let Some((open, close)) = wrapper(name) {
            // How much of a phantom or smash is meant.
            if name == "smash" {
                self.optional()?;
            }
            return Ok(Some(format!("{open}{}{close}", self.argument()?)));
        }
        if let Some((size, class)) = big(name) {
            self.spaces();
            let braced = self.pass(&Token::Open);
            let delimiter = self.delimiter()?;
            if braced && !self.pass(&Token::Close) {
                return Err(Unreadable("{".to_owned()));
            }
            return Ok(Some(format!("math.class(\"{class}\", math.lr(size: {size}, {delimiter}))")));
        }
        if let Some(arrow) = long_arrow(name) {
            let below = self.optional()?.unwrap_or_else(|| "none".to_owned());
            let above = self.argument()?;
            return Ok(Some(format!("math-arrow({}, {above}, {below})", quoted(&arrow.to_string()))));
        }
        if let Some(words) = self.text_command(name)? {
            return Ok(Some(words));
        }
        if let Some(signs) = relation(name) {
            let signs: Vec<String> = signs.chars().map(sign).collect();
            return Ok(Some(format!("math.class(\"relation\", {{ {} }})", signs.join("; "))));
        }
        if let Some(boxed) = self.framed(name)? {
            return Ok(Some(boxed));
        }
        self.construction(name)
    }

    fn construction(&mut self, name: &str) -> Result<Option<String>> {
        Ok(Some(match name {
            "frac" | "cfrac" => self.pair("math.frac(")?,
            "dfrac" => format!("math.display({})", self.pair("math.frac(")?),
            "tfrac" => format!("math.inline({})", self.pair("math.frac(")?),
            "binom" => self.pair("math.binom(")?,
            "dbinom" => format!("math.display({})", self.pair("math.binom(")?),
            "tbinom" => format!("math.inline({})", self.pair("math.binom(")?),
            "sqrt" => match self.optional()? {
                Some(index) => format!("math.root({index}, {})", self.argument()?),
                None => format!("math.sqrt({})", self.argument()?),
            },
            "overset" | "stackrel" => {
                let (above, base) = (self.argument()?, self.argument()?);
                format!("math.attach(math.limits({base}), t: {above})")
            }
            "underset" => {
                let (below, base) = (self.argument()?, self.argument()?);
                format!("math.attach(math.limits({base}), b: {below})")
            }
            "overbrace" | "overbracket" => self.annotated(name, '^')?,
            "underbrace" | "underbracket" => self.annotated(name, '_')?,
            "operatorname" | "operatornamewithlimits" => {
                let limits = self.pass(&Token::Char('*')) || name == "operatornamewithlimits";
                operator(&self.name()?, limits)
            }
            "varlimsup" => "math.limits(math.overline(math.op(\"lim\")))".to_owned(),
            "varliminf" => "math.limits(math.underline(math.op(\"lim\")))".to_owned(),
            "varinjlim" => "math-under(\"→\", math.op(\"lim\"))".to_owned(),
            "varprojlim" => "math-under(\"←\", math.op(\"lim\"))".to_owned(),
            "bmod" => "{ math.med; math.op(\"mod\"); math.med }".to_owned(),
            "mod" => format!("{{ math.quad; math.op(\"mod\"); math.thin; {} }}", self.argument()?),
            "pmod" => format!(
                "{{ math.quad; {}; math.op(\"mod\"); math.thin; {}; {} }}",
                sign('('),
                self.argument()?,
                sign(')')
            ),
            "pod" => format!("{{ math.quad; {}; {}; {} }}", sign('('), self.argument()?, sign(')')),
            "left" => {
                let open = self.delimiter()?;
                let inner = self.rows(End::Right)?;
                self.next();
                let close = self.delimiter()?;
                format!("math.lr({{ {open}; {}; {close} }})", stacked(&inner))
            }
            "not" => return self.negated().map(Some),
            "textcolor" => {
                let color = self.color()?;
                format!("text(fill: {color}, {})", self.argument()?)
            }
            "bra" | "Bra" => self.fenced('⟨', '|')?,
            "ket" | "Ket" => self.fenced('|', '⟩')?,
            "braket" | "Braket" => self.fenced('⟨', '⟩')?,
            "set" | "Set" => self.fenced('{', '}')?,
            "tag" => {
                let plain = self.pass(&Token::Char('*'));
                let label = self.name()?;
                let label = if plain { label } else { format!("({label})") };
                format!("{{ math.wide; {} }}", text(&label))
            }
            "hspace" | "hskip" | "kern" | "mkern" | "mskip" | "mspace" => {
                self.pass(&Token::Char('*'));
                format!("h({})", self.length()?)
            }
            // Names of places, and what only a browser makes something of.
            "label" | "vphantom" => {
                self.argument()?;
                return Ok(None);
            }
            // All packages that are known are there.
            "require" => {
                self.name()?;
                return Ok(None);
            }
            "href" | "class" | "cssId" | "style" | "htmlClass" | "htmlId" | "htmlStyle" | "htmlData" => {
                self.name()?;
                self.argument()?
            }
            "shoveleft" | "shoveright" => self.argument()?,
            "idotsint" => format!("{{ {}; {}; {} }}", sign('∫'), sign('⋯'), sign('∫')),
            "url" => text(&self.name()?),
            "varGamma" | "varDelta" | "varTheta" | "varLambda" | "varXi" | "varPi" | "varSigma"
            | "varUpsilon" | "varPhi" | "varPsi" | "varOmega" => {
                let upright = name.strip_prefix("var").and_then(symbol);
                format!("math.italic({})", sign(upright.unwrap_or(' ')))
            }
            "ce" => {
                super::chemistry::formula(&self.source()?).ok_or_else(|| Unreadable("\\ce".to_owned()))?
            }
            "TeX" | "LaTeX" | "KaTeX" => text(name),
            // Upright Greek letters (`upgreek`).
            _ if let Some(c) = upright(name) => format!("math.upright({})", sign(c)),
            "begin" => self.environment()?,
            "matrix" | "pmatrix" | "cases" | "displaylines" => self.plain_environment(name)?,
            _ => return Err(Unreadable(format!("\\{name}"))),
        }))
    }

    /// Two arguments of a function.
    fn pair(&mut self, open: &str) -> Result<String> {
        let (first, second) = (self.argument()?, self.argument()?);
        Ok(format!("{open}{first}, {second})"))
    }

    /// A brace with the words that stand at it.
    fn annotated(&mut self, name: &str, script: char) -> Result<String> {
        // The thickness and height that some give.
        self.optional()?;
        let body = self.argument()?;
        self.spaces();
        if self.pass(&Token::Char(script)) {
            return Ok(format!("math.{name}({body}, {})", self.argument()?));
        }
        Ok(format!("math.{name}({body})"))
    }

    fn fenced(&mut self, open: char, close: char) -> Result<String> {
        self.spaces();
        if !self.pass(&Token::Open) {
            return Err(Unreadable("{".to_owned()));
        }
        let inner = self.group(End::Brace)?;
        Ok(format!("math.lr({{ {}; {inner}; {} }})", sign(open), sign(close)))
    }

    /// What stands after `\left` or `\right`.
    pub(super) fn delimiter(&mut self) -> Result<String> {
        self.spaces();
        match self.next() {
            Some(Token::Char('.')) => Ok("[]".to_owned()),
            Some(Token::Char(c)) if "()[]|/<>⟨⟩⌈⌉⌊⌋‖".contains(c) => Ok(sign(match c {
                '<' => '⟨',
                '>' => '⟩',
                c => c,
            })),
            Some(Token::Command(name)) => match name.as_str() {
                "lt" => Ok(sign('⟨')),
                "gt" => Ok(sign('⟩')),
                name => symbol(name).map(sign).ok_or_else(|| Unreadable(format!("\\left\\{name}"))),
            },
            _ => Err(Unreadable("\\left".to_owned())),
        }
    }

    /// The next sign, struck out.
    fn negated(&mut self) -> Result<String> {
        self.spaces();
        let c = match self.next() {
            Some(Token::Char(c)) => Some(c),
            Some(Token::Command(name)) => symbol(&name),
            _ => None,
        };
        let Some(c) = c else { return Err(Unreadable("\\not".to_owned())) };
        let mut composed = [c, '\u{338}'].into_iter().nfc();
        Ok(match (composed.next(), composed.next()) {
            (Some(one), None) => sign(one),
            _ => format!("math.class(\"relation\", math.cancel({}))", sign(c)),
        })
    }

    /// A colour: a name, or `#rrggbb`.
    pub(super) fn color(&mut self) -> Result<String> {
        let name = self.name()?;
        let known = color(name.trim()).or_else(|| Color::from_css(name.trim()));
        let hex = known.or_else(|| Color::from_hex(name.trim())).map(|color| color.to_string());
        hex.map(|hex| format!("rgb({})", quoted(&hex))).ok_or(Unreadable(format!("\\color{{{name}}}")))
    }
}

/// The letter of `\upalpha` or `\Upgamma`.
fn upright(name: &str) -> Option<char> {
    let (first, letter) = (name.get(..2)?, name.get(2..)?);
    let c = symbol(letter).filter(|c| ('α'..='ω').contains(c) || "ϵϑϕϰϱϖ".contains(*c))?;
    match first {
        "up" => Some(c),
        "Up" => c.to_uppercase().next(),
        _ => None,
    }
}

/// A function's name, set upright.
fn operator(shown: &str, limits: bool) -> String {
    format!("math.op({}, limits: {limits})", quoted(shown))
}
