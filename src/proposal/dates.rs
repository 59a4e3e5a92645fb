use chrono::{Datelike, NaiveDate};

use crate::language::Language;

/// A date as it is written in a letter; day and month hold together. In a
/// language without rules here it is `2026-05-16`, which is read everywhere.
pub fn in_words(date: NaiveDate, language: Language) -> String {
    let (day, year) = (date.day(), date.year());
    let Some(month) = language.month(date.month()) else { return date.to_string() };
    match language {
        Language::French if day == 1 => format!("1er\u{a0}{month} {year}"),
        Language::French | Language::English => format!("{day}\u{a0}{month} {year}"),
        Language::German => format!("{day}.\u{a0}{month} {year}"),
        Language::Spanish => format!("{day}\u{a0}de\u{a0}{month} de {year}"),
        Language::Other(_) => date.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_as_in_a_letter() {
        let date = NaiveDate::from_ymd_opt(2025, 5, 1).unwrap();
        let shown = |language| in_words(date, language).replace('\u{a0}', "~");
        assert_eq!(shown(Language::French), "1er~mai 2025");
        assert_eq!(shown(Language::English), "1~May 2025");
        assert_eq!(shown(Language::German), "1.~Mai 2025");
        assert_eq!(shown(Language::Spanish), "1~de~mayo de 2025");
        assert_eq!(shown(Language::Other("ja")), "2025-05-01");
    }
}
