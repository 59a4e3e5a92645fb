use chrono::{Days, Months, NaiveDate};

use crate::workspace::Failure;

/// How long a proposal may be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// So many days from its date.
    Days(u32),
    /// So many months from its date.
    Months(u32),
    /// Until this day.
    Until(NaiveDate),
}

impl Default for Validity {
    fn default() -> Self {
        Self::Days(30)
    }
}

impl std::str::FromStr for Validity {
    type Err = Failure;

    /// Reads `30d` (or `30j`, or `30`), `2w` (`2s`), `3m`, or a day
    /// (`2026-04-30`).
    fn from_str(text: &str) -> Result<Self, Failure> {
        let wrong = || {
            Failure::new(format!("`{text}` is no duration"))
                .help("say days (`30d`), weeks (`2w`), months (`3m`) or a day (`2026-04-30`)")
        };
        let text = text.trim();
        if let Ok(date) = text.parse() {
            return Ok(Self::Until(date));
        }
        let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let count: u32 = digits.parse().ok().filter(|count| (1..=3650).contains(count)).ok_or_else(wrong)?;
        match text.strip_prefix(digits).unwrap_or_default().trim().to_lowercase().as_str() {
            "" | "d" | "j" | "day" | "days" | "jour" | "jours" => Ok(Self::Days(count)),
            "w" | "s" | "week" | "weeks" | "semaine" | "semaines" => Ok(Self::Days(count * 7)),
            "m" | "month" | "months" | "mois" => Ok(Self::Months(count)),
            _ => Err(wrong()),
        }
    }
}

impl Validity {
    /// The last day on which a proposal of this date may be accepted.
    ///
    /// # Errors
    ///
    /// Where that day is before the date or beyond the calendar.
    pub fn until(self, date: NaiveDate) -> Result<NaiveDate, Failure> {
        let until = match self {
            Self::Days(days) => date.checked_add_days(Days::new(u64::from(days))),
            Self::Months(months) => date.checked_add_months(Months::new(months)),
            Self::Until(day) => Some(day),
        };
        let until = until.ok_or_else(|| Failure::new("the last day of validity is beyond the calendar"))?;
        if until < date {
            return Err(Failure::new(format!(
                "the last day of validity, {until}, is before the date, {date}"
            )));
        }
        Ok(until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn durations_are_read_in_both_languages() {
        let until =
            |text: &str| text.parse::<Validity>().unwrap().until(day("2026-01-31")).unwrap().to_string();
        assert_eq!(until("30d"), "2026-03-02");
        assert_eq!(until("30 jours"), until("30"));
        assert_eq!(until("2w"), until("2 semaines"));
        assert_eq!(until("1m"), "2026-02-28");
        assert_eq!(until("2026-04-30"), "2026-04-30");
        for wrong in ["", "d", "0d", "-3d", "soon", "99999d", "30x"] {
            assert!(wrong.parse::<Validity>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_validity_never_ends_before_it_begins() {
        assert!(Validity::Until(day("2026-01-01")).until(day("2026-01-02")).is_err());
    }
}
