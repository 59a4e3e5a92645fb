//! How many months a header or a label names.

use crate::money::Decimal;

/// The number before a unit of time in folded text: `total 12 mois`, in months
/// for months and years, else as written.
pub(super) fn count(folded: &str) -> Option<Decimal> {
    let words: Vec<&str> = folded.split(' ').collect();
    words.windows(2).find_map(|pair| {
        let [number, unit] = pair else { return None };
        let number: Decimal = number.parse().ok().or_else(|| in_words(number))?;
        match *unit {
            "mois" | "months" | "month" | "monate" | "meses" => Some(number),
            "ans" | "an" | "annees" | "years" | "year" | "jahre" | "anos" => {
                number.checked_mul(Decimal::from(12))
            }
            _ => None,
        }
    })
}

/// The durations that are written in words.
fn in_words(word: &str) -> Option<Decimal> {
    let value = match word {
        "deux" | "two" | "zwei" | "dos" => 2,
        "trois" | "three" | "drei" | "tres" => 3,
        "six" | "sechs" | "seis" => 6,
        "douze" | "twelve" | "zwolf" | "doce" => 12,
        _ => return None,
    };
    Some(Decimal::from(value))
}
