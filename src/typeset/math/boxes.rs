//! What is drawn around or beside a part of a formula, and lengths.

use super::reader::Parser;
use super::tokens::Token;
use super::{Result, Unreadable, text};

impl Parser {
    /// A box, a bar, what is struck out or raised; none for any other command.
    pub(super) fn framed(&mut self, name: &str) -> Result<Option<String>> {
        Ok(Some(match name {
            "colorbox" => {
                let color = self.color()?;
                format!("highlight(fill: {color}, {})", text(&self.name()?))
            }
            "fcolorbox" => {
                let (frame, ground) = (self.color()?, self.color()?);
                let words = text(&self.name()?);
                format!("box(stroke: 0.5pt + {frame}, fill: {ground}, inset: 3pt, baseline: 3pt, {words})")
            }
            // What it is to look like is the business of a browser.
            "bbox" => {
                let frame = self.bracketed().contains("border");
                let body = self.argument()?;
                if frame { format!("math-boxed({body})") } else { body }
            }
            "cancelto" => {
                let target = self.argument()?;
                format!("math.attach(math.cancel({}), tr: {target})", self.argument()?)
            }
            "rule" => {
                let mut raised = "0pt".to_owned();
                if self.pass(&Token::Char('[')) {
                    raised = self.length()?;
                    self.pass(&Token::Char(']'));
                }
                let (width, height) = (self.length()?, self.length()?);
                format!("box(width: {width}, height: {height}, baseline: -({raised}), fill: black)")
            }
            "raisebox" => {
                let height = self.length()?;
                format!("box(baseline: -({height}), {})", text(&self.name()?))
            }
            _ => return Ok(None),
        }))
    }

    /// A distance, in braces or bare: `1em`, `-2pt`, `18mu`.
    pub(super) fn length(&mut self) -> Result<String> {
        self.spaces();
        let braced = self.pass(&Token::Open);
        let mut words = String::new();
        while let Some(token) = self.peek().cloned() {
            let c = match token {
                Token::Char(c) => c,
                // `0.5 in`
                Token::Space if braced => {
                    self.next();
                    continue;
                }
                _ => break,
            };
            let unit = words.len() - words.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
            if unit == 2 && !braced {
                break;
            }
            words.push(c);
            self.next();
        }
        if braced && !self.pass(&Token::Close) {
            return Err(Unreadable("\\hspace".to_owned()));
        }
        let number = words.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = words.get(number.len()..).unwrap_or_default();
        let (sign, digits) = number.strip_prefix('-').map_or(("", number), |digits| ("-", digits));
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |digits: &str| digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !plain(whole) || !plain(part) || whole.is_empty() && part.is_empty() {
            return Err(Unreadable(words));
        }
        let (whole, part) =
            (if whole.is_empty() { "0" } else { whole }, if part.is_empty() { "0" } else { part });
        let unit = match unit {
            "em" => "1em",
            "ex" => "0.43em",
            "mu" => "1em / 18",
            "pt" => "1pt",
            "px" => "0.75pt",
            "mm" => "1mm",
            "cm" => "1cm",
            "in" => "1in",
            _ => return Err(Unreadable(words)),
        };
        Ok(format!("{sign}{whole}.{part} * {unit}"))
    }
}
