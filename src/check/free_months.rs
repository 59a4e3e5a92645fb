//! Months that a year gives away.

use crate::catalog::lookup::{normalise, words};
use crate::money::{Decimal, number_word};

/// The months that a text gives away: `2 months free`, `deux mois offerts`.
pub(in crate::check) fn free_months(text: &str) -> Option<Decimal> {
    const FREE: &[&str] = &[
        "offert",
        "offerts",
        "gratuit",
        "gratuits",
        "free",
        "gratis",
        "kostenlos",
        "frei",
        "geschenkt",
        "regalo",
        "regalados",
    ];
    let key = normalise(text);
    let words = words(&key);
    words.windows(3).find_map(|three| {
        let [count, unit, free] = three else { return None };
        let month = matches!(*unit, "mois" | "month" | "months" | "monat" | "monate" | "mes" | "meses");
        let count = count.parse().ok().or_else(|| number_word(count).map(Decimal::from))?;
        (month && FREE.contains(free)).then_some(count)
    })
}
