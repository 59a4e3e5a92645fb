use std::fmt;

/// How proposals are numbered: fixed text with `{year}`, `{month}` and a
/// running number `{n}`, or `{n:4}` for at least four digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberPattern {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Month,
    Running { digits: usize },
}

/// The most digits that a running number is padded to.
const MAX_DIGITS: usize = 12;

impl NumberPattern {
    /// Reads a pattern.
    ///
    /// # Errors
    ///
    /// In words, where it names something else between braces, leaves a brace
    /// open, or does not hold the running number exactly once.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = text.trim();
        while let Some((before, after)) = rest.split_once('{') {
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            let Some((name, after)) = after.split_once('}') else {
                return Err("a brace is opened and never closed".to_owned());
            };
            parts.push(match name {
                "year" => Part::Year,
                "month" => Part::Month,
                "n" => Part::Running { digits: 1 },
                _ => match name.strip_prefix("n:").map(str::parse) {
                    Some(Ok(digits)) if (1..=MAX_DIGITS).contains(&digits) => Part::Running { digits },
                    Some(_) => return Err(format!("a number has 1 to {MAX_DIGITS} digits: `{{n:4}}`")),
                    None => {
                        return Err(format!("`{{{name}}}` is not one of `{{year}}`, `{{month}}`, `{{n:4}}`"));
                    }
                },
            });
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        match parts.iter().filter(|part| matches!(part, Part::Running { .. })).count() {
            1 => Ok(Self { parts }),
            0 => Err("the running number `{n:4}` is missing".to_owned()),
            _ => Err("the running number stands twice".to_owned()),
        }
    }

    /// The number `n` of a year and month.
    pub fn write(&self, year: i32, month: u32, n: u64) -> String {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Text(text) => text.clone(),
                Part::Year => format!("{year:04}"),
                Part::Month => format!("{month:02}"),
                Part::Running { digits } => format!("{n:0digits$}"),
            })
            .collect()
    }

    /// The running number in a text that [`NumberPattern::write`] could have
    /// written for this year and month, with any number of leading zeros; none
    /// for other texts.
    pub fn read(&self, text: &str, year: i32, month: u32) -> Option<u64> {
        let at = self.parts.iter().position(|part| matches!(part, Part::Running { .. }))?;
        let fixed = |parts: &[Part]| Self { parts: parts.to_vec() }.write(year, month, 0);
        let before = fixed(self.parts.get(..at)?);
        let after = fixed(self.parts.get(at + 1..)?);
        let digits = text.trim().strip_prefix(&before)?.strip_suffix(&after)?;
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
    }
}

impl Default for NumberPattern {
    /// `{year}-{n:3}`: a running number within each year.
    fn default() -> Self {
        Self { parts: vec![Part::Year, Part::Text("-".to_owned()), Part::Running { digits: 3 }] }
    }
}

impl fmt::Display for NumberPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in &self.parts {
            match part {
                Part::Text(text) => f.write_str(text)?,
                Part::Year => f.write_str("{year}")?,
                Part::Month => f.write_str("{month}")?,
                Part::Running { digits: 1 } => f.write_str("{n}")?,
                Part::Running { digits } => write!(f, "{{n:{digits}}}")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::NumberPattern;

    #[test]
    fn a_pattern_writes_numbers_and_recognises_its_own() {
        let pattern = NumberPattern::parse("DEV-{year}-{n:4}").unwrap();
        assert_eq!(pattern.write(2026, 3, 42), "DEV-2026-0042");
        assert_eq!(pattern.read("DEV-2026-0042", 2026, 3), Some(42));
        assert_eq!(pattern.read("DEV-2026-12345", 2026, 3), Some(12345));
        for other in ["DEV-2025-0042", "DEV-2026-", "DEV-2026-42b", "FAC-2026-0042", "DEV-2026-+42"] {
            assert_eq!(pattern.read(other, 2026, 3), None, "{other}");
        }
        assert_eq!(pattern.to_string(), "DEV-{year}-{n:4}");
    }

    #[test]
    fn the_month_and_text_after_the_number_count_too() {
        let pattern = NumberPattern::parse("{n}/{month}/{year} é").unwrap();
        assert_eq!(pattern.write(2026, 3, 7), "7/03/2026 é");
        assert_eq!(pattern.read("19/03/2026 é", 2026, 3), Some(19));
        assert_eq!(pattern.read("19/04/2026 é", 2026, 3), None);
    }

    #[test]
    fn the_running_number_stands_exactly_once() {
        for (text, reason) in [
            ("DEV-{year}", "missing"),
            ("{n}-{n:4}", "twice"),
            ("{n:99}", "1 to 12 digits"),
            ("{jour}-{n}", "`{jour}` is not one of"),
            ("DEV-{n", "never closed"),
        ] {
            let error = NumberPattern::parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
