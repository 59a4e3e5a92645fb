//! How many months a header or a label names.

use crate::money::{Decimal, number_word};

/// The number before a unit of time in folded text: `total 12 mois`, in months
/// for months and years, else as written.
pub(super) fn count(folded: &str) -> Option<Decimal> {
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(2).find_map(|pair| {
        let [number, unit] = pair else { return None };
        // `un an` is mostly an article and its noun.
        let said = || number_word(number).filter(|number| *number > 1).map(Decimal::from);
        let number: Decimal = number.parse().ok().or_else(said)?;
        of_unit(number, unit)
    })
}

/// So many of a unit of time, in months; none for what is shorter or no time.
pub(super) fn of_unit(count: Decimal, unit: &str) -> Option<Decimal> {
    let months = match unit {
        "mois" | "months" | "month" | "monate" | "monaten" | "meses" => 1,
        "trimestres" | "quarters" | "quartale" | "quartalen" => 3,
        "ans" | "an" | "annees" | "years" | "year" | "jahre" | "jahren" | "anos" => 12,
        _ => return None,
    };
    count.checked_mul(Decimal::from(months))
}
