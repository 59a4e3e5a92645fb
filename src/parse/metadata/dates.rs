//! Dates and durations as people write them.

use chrono::{Days, Months, NaiveDate};

use crate::language::{Language, month};
use crate::parse::names;

/// A length of time from the date of issue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Duration {
    Days(u32),
    Months(u32),
}

impl Duration {
    /// The date this long after another.
    pub(crate) fn after(self, date: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days) => date.checked_add_days(Days::new(days.into())),
            Self::Months(months) => date.checked_add_months(Months::new(months)),
        }
    }
}

/// Reads a date: `2025-05-16`, with a time or without, `16/05/2025`,
/// `16 mai 2025`, `May 16, 2025`, `1er janvier 2025`, with words before it.
/// In figures the month comes first only for English with a tag of the United
/// States (`american`).
pub(crate) fn date(text: &str, american: bool) -> Option<NaiveDate> {
    let folded = names::fold(text.trim());
    let parts: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if let Some(date) = iso(&folded) {
        return Some(date);
    }
    let number = |part: &str| {
        let digits = part.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = part.get(digits.len()..).unwrap_or_default();
        let known = matches!(suffix, "" | "er" | "st" | "nd" | "rd" | "th" | "e");
        digits.parse::<u32>().ok().filter(|_| known)
    };
    let year =
        |part: &str| part.parse::<i32>().ok().filter(|year| (1900..=2999).contains(year) && part.len() == 4);
    for window in parts.windows(3) {
        let [a, b, c] = window else { continue };
        if let (Some(day), Some(month), Some(year)) = (number(a), month(b), year(c)) {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        if let (Some(month), Some(day), Some(year)) = (month(a), number(b), year(c)) {
            return NaiveDate::from_ymd_opt(year, month, day);
        }
        if let (Some(first), Some(second), Some(year)) = (number(a), number(b), year(c)) {
            let (day, month) = if american { (second, first) } else { (first, second) };
            return NaiveDate::from_ymd_opt(year, month, day);
        }
    }
    // `16 de mayo de 2025`
    let without: Vec<&str> = parts.iter().copied().filter(|part| *part != "de" && *part != "of").collect();
    if without.len() < parts.len() { date(&without.join(" "), american) } else { None }
}

fn iso(text: &str) -> Option<NaiveDate> {
    let start = text.get(..10)?;
    let rest = text.get(10..)?;
    if !(rest.is_empty() || rest.starts_with(['t', ' ', 'z'])) {
        return None;
    }
    NaiveDate::parse_from_str(&start.replace('/', "-"), "%Y-%m-%d").ok()
}

/// Reads a length of time: `30 jours`, `3 mois`, `1 an`, `30 days`.
pub(crate) fn duration(text: &str) -> Option<Duration> {
    let folded = names::fold(text);
    let at = folded.find(|c: char| c.is_ascii_digit())?;
    let rest = folded.get(at..)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let count: u32 = rest.get(..digits)?.parse().ok().filter(|count| *count <= 10_000)?;
    let unit = rest.get(digits..)?.trim_start();
    let word: String = unit.chars().take_while(|c| c.is_alphabetic()).collect();
    match word.as_str() {
        "j" | "jour" | "jours" | "d" | "day" | "days" | "tag" | "tage" | "tagen" | "dia" | "dias" | "" => {
            (!word.is_empty()).then_some(Duration::Days(count))
        }
        "semaine" | "semaines" | "week" | "weeks" | "woche" | "wochen" | "semana" | "semanas" => {
            Some(Duration::Days(count.saturating_mul(7)))
        }
        "mois" | "month" | "months" | "monat" | "monate" | "mes" | "meses" => Some(Duration::Months(count)),
        "an" | "ans" | "annee" | "annees" | "year" | "years" | "jahr" | "jahre" | "ano" | "anos" => {
            Some(Duration::Months(count.saturating_mul(12)))
        }
        _ => None,
    }
}

/// Whether figures are written month first.
pub(crate) fn is_american(language: Language, tag: Option<&str>) -> bool {
    language == Language::English
        && tag.is_some_and(|tag| tag.to_lowercase().replace('_', "-").ends_with("-us"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_in_many_forms() {
        let expected = NaiveDate::from_ymd_opt(2025, 5, 16);
        for text in [
            "2025-05-16",
            "2025-05-16T10:30:00",
            "2025-05-16 10:30",
            "2025/05/16",
            "16/05/2025",
            "16.05.2025",
            "16 mai 2025",
            "16 Mai 2025",
            "le vendredi 16 mai 2025",
            "Paris, le 16 mai 2025",
            "May 16, 2025",
            "May 16th 2025",
            "16. Mai 2025",
            "16 de mayo de 2025",
            "16\u{a0}mai\u{a0}2025",
        ] {
            assert_eq!(date(text, false), expected, "{text}");
        }
        assert_eq!(date("05/16/2025", true), expected);
        assert_eq!(date("1er janvier 2025", false), NaiveDate::from_ymd_opt(2025, 1, 1));
        for text in ["32 mai 2025", "mai 2025", "2025", "12:30", "1.0", "2025-13-01", "05/16/2025"] {
            assert_eq!(date(text, false), None, "{text}");
        }
    }

    #[test]
    fn durations_count_from_the_date_of_issue() {
        let day = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
        let after =
            |text: &str| duration(text).and_then(|duration| duration.after(day)).map(|d| d.to_string());
        assert_eq!(after("30 jours").as_deref(), Some("2025-03-02"));
        assert_eq!(after("1 mois").as_deref(), Some("2025-02-28"));
        assert_eq!(after("valable 2 weeks").as_deref(), Some("2025-02-14"));
        assert_eq!(after("1 an").as_deref(), Some("2026-01-31"));
        assert_eq!(after("30"), None);
    }
}
