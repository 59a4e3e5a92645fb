//! English numbers, with the `and` that British usage and contracts ask for.

use super::{Names, groups, word};

pub(super) const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub(super) const TENS: &[&str] =
    &["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

pub(super) fn amount(units: u64, cents: u64, names: &Names) -> String {
    let mut parts = Vec::new();
    if units > 0 || cents == 0 {
        parts.push(format!("{} {}", number(units), if units == 1 { names.one } else { names.many }));
    }
    if cents > 0 {
        parts.push(format!("{} {}", number(cents), if cents == 1 { names.cent } else { names.cents }));
    }
    parts.join(" and ")
}

fn number(n: u64) -> String {
    let (billions, millions, rest) = groups(n);
    let (thousands, rest) = (rest / 1_000, rest % 1_000);
    let mut parts = Vec::new();
    for (count, name) in [(billions, "billion"), (millions, "million"), (thousands, "thousand")] {
        if count > 0 {
            parts.push(format!("{} {name}", hundreds(count)));
        }
    }
    if parts.is_empty() || rest >= 100 {
        parts.push(hundreds(rest));
    } else if rest > 0 {
        parts.push(format!("and {}", hundreds(rest)));
    }
    parts.join(" ")
}

fn hundreds(n: u64) -> String {
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", word(SMALL, hundreds)),
        (hundreds, rest) => format!("{} hundred and {}", word(SMALL, hundreds), below_hundred(rest)),
    }
}

fn below_hundred(n: u64) -> String {
    match (n / 10, n % 10) {
        (0 | 1, _) => word(SMALL, n).to_owned(),
        (tens, 0) => word(TENS, tens).to_owned(),
        (tens, rest) => format!("{}-{}", word(TENS, tens), word(SMALL, rest)),
    }
}
