//! German numbers: one word below a million (`dreitausendsechzig`), nouns from
//! there on (`zwei Millionen`).

use super::{Names, groups, word};

pub(super) const SMALL: &[&str] = &[
    "null",
    "ein",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwölf",
    "dreizehn",
    "vierzehn",
    "fünfzehn",
    "sechzehn",
    "siebzehn",
    "achtzehn",
    "neunzehn",
];
pub(super) const TENS: &[&str] =
    &["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

pub(super) fn amount(units: u64, cents: u64, names: &Names) -> String {
    let mut parts = Vec::new();
    if units > 0 || cents == 0 {
        parts.push(format!("{} {}", number(units), if units == 1 { names.one } else { names.many }));
    }
    if cents > 0 {
        parts.push(format!("{} {}", number(cents), if cents == 1 { names.cent } else { names.cents }));
    }
    parts.join(" und ")
}

fn number(n: u64) -> String {
    let (billions, millions, rest) = groups(n);
    let mut parts = Vec::new();
    for (count, one, many) in [(billions, "Milliarde", "Milliarden"), (millions, "Million", "Millionen")] {
        match count {
            0 => {}
            1 => parts.push(format!("eine {one}")),
            count => parts.push(format!("{} {many}", closed(below_thousand(count)))),
        }
    }
    if rest > 0 || parts.is_empty() {
        let thousands = match rest / 1_000 {
            0 => String::new(),
            count => format!("{}tausend", below_thousand(count)),
        };
        let below = match rest % 1_000 {
            0 if rest > 0 => String::new(),
            below => below_thousand(below),
        };
        let whole = format!("{thousands}{below}");
        // `ein Euro`, yet `einhunderteins Euro`.
        parts.push(if n == 1 { whole } else { closed(whole) });
    }
    parts.join(" ")
}

/// A number that ends in one, as it is said where nothing is attached to it.
fn closed(mut number: String) -> String {
    if number.ends_with("ein") {
        number.push('s');
    }
    number
}

fn below_thousand(n: u64) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{}hundert", word(SMALL, hundreds)),
        (hundreds, rest) => format!("{}hundert{}", word(SMALL, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(n: u64) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => word(SMALL, n).to_owned(),
        (tens, 0) => word(TENS, tens).to_owned(),
        (tens, rest) => format!("{}und{}", word(SMALL, rest), word(TENS, tens)),
    }
}
