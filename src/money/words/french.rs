//! French numbers in the traditional spelling: hyphens below a hundred unless
//! `et` joins, `vingt` and `cent` in the plural only at the end of a number or
//! before a noun such as `millions`, `mille` always alike.

use super::{Names, groups, word};

pub(super) const SMALL: &[&str] = &[
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
pub(super) const TENS: &[&str] = &[
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
];

/// `septante`: 70 and 90 have words of their own.
pub(super) fn amount(units: u64, cents: u64, names: &Names, septante: bool) -> String {
    let mut parts = Vec::new();
    if units > 0 || cents == 0 {
        // In French the plural begins with two.
        let name = if units < 2 { names.one } else { names.many };
        // After a noun: `un million d'euros`.
        let joint = if units > 0 && units.is_multiple_of(1_000_000) {
            if name.starts_with('e') { " d'" } else { " de " }
        } else {
            " "
        };
        parts.push(format!("{}{joint}{name}", number(units, names.feminine, septante)));
    }
    if cents > 0 {
        let name = if cents < 2 { names.cent } else { names.cents };
        parts.push(format!("{} {name}", number(cents, false, septante)));
    }
    parts.join(" et ")
}

fn number(n: u64, feminine: bool, septante: bool) -> String {
    let (billions, millions, rest) = groups(n);
    let (thousands, rest) = (rest / 1_000, rest % 1_000);
    let mut parts = Vec::new();
    for (count, one, many) in [(billions, "milliard", "milliards"), (millions, "million", "millions")] {
        if count > 0 {
            parts.push(format!("{} {}", hundreds(count, true, septante), if count > 1 { many } else { one }));
        }
    }
    match thousands {
        0 => {}
        1 => parts.push("mille".to_owned()),
        count => parts.push(format!("{} mille", hundreds(count, false, septante))),
    }
    if rest > 0 || parts.is_empty() {
        let mut last = hundreds(rest, true, septante);
        if feminine && last.ends_with("un") {
            last.push('e');
        }
        parts.push(last);
    }
    parts.join(" ")
}

/// A number below a thousand; `ends` where nothing but a noun follows it.
fn hundreds(n: u64, ends: bool, septante: bool) -> String {
    let (hundreds, rest) = (n / 100, n % 100);
    let below = below_hundred(rest, ends, septante);
    match (hundreds, rest) {
        (0, _) => below,
        (1, 0) => "cent".to_owned(),
        (1, _) => format!("cent {below}"),
        (_, 0) if ends => format!("{} cents", word(SMALL, hundreds)),
        (_, 0) => format!("{} cent", word(SMALL, hundreds)),
        _ => format!("{} cent {below}", word(SMALL, hundreds)),
    }
}

fn below_hundred(n: u64, ends: bool, septante: bool) -> String {
    if n < 20 {
        return word(SMALL, n).to_owned();
    }
    let own = match n / 10 {
        7 if septante => Some("septante"),
        9 if septante => Some("nonante"),
        _ => None,
    };
    let ten = own.unwrap_or(word(TENS, n / 10));
    // Else seventy and ninety count on from sixty and eighty.
    let rest = if own.is_none() && matches!(n / 10, 7 | 9) { n % 10 + 10 } else { n % 10 };
    match rest {
        0 if n == 80 && ends => "quatre-vingts".to_owned(),
        0 => ten.to_owned(),
        1 | 11 if n < 80 || own.is_some() => format!("{ten} et {}", word(SMALL, rest)),
        _ => format!("{ten}-{}", word(SMALL, rest)),
    }
}
