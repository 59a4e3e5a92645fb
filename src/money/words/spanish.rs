//! Spanish numbers: `uno` is shortened before a noun, hundreds agree with it,
//! and `millón` takes `de`.

use super::{Names, groups, word};

pub(super) const SMALL: &[&str] = &[
    "cero",
    "un",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiún",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
];
pub(super) const TENS: &[&str] =
    &["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"];
pub(super) const HUNDREDS: &[&str] = &[
    "",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
];

pub(super) fn amount(units: u64, cents: u64, names: &Names) -> String {
    let mut parts = Vec::new();
    if units > 0 || cents == 0 {
        let joint = if units > 0 && units.is_multiple_of(1_000_000) { " de " } else { " " };
        let name = if units == 1 { names.one } else { names.many };
        parts.push(format!("{}{joint}{name}", number(units, names.feminine)));
    }
    if cents > 0 {
        parts.push(format!("{} {}", number(cents, false), if cents == 1 { names.cent } else { names.cents }));
    }
    parts.join(" con ")
}

fn number(n: u64, feminine: bool) -> String {
    // A Spanish `billón` is a million millions: millions run to a million here.
    let (billions, millions, rest) = groups(n);
    let millions = billions * 1_000 + millions;
    let mut parts = Vec::new();
    match millions {
        0 => {}
        1 => parts.push("un millón".to_owned()),
        count => parts.push(format!("{} millones", below_million(count, false))),
    }
    if rest > 0 || parts.is_empty() {
        parts.push(below_million(rest, feminine));
    }
    parts.join(" ")
}

fn below_million(n: u64, feminine: bool) -> String {
    let (thousands, rest) = (n / 1_000, n % 1_000);
    let mut parts = Vec::new();
    match thousands {
        0 => {}
        1 => parts.push("mil".to_owned()),
        count => parts.push(format!("{} mil", below_thousand(count, feminine))),
    }
    if rest > 0 || parts.is_empty() {
        parts.push(below_thousand(rest, feminine));
    }
    parts.join(" ")
}

fn below_thousand(n: u64, feminine: bool) -> String {
    let hundreds = if n == 100 { "cien" } else { word(HUNDREDS, n / 100) };
    let hundreds = if feminine { hundreds.replace("ientos", "ientas") } else { hundreds.to_owned() };
    match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest, feminine),
        (_, 0) => hundreds,
        (_, rest) => format!("{hundreds} {}", below_hundred(rest, feminine)),
    }
}

fn below_hundred(n: u64, feminine: bool) -> String {
    match (n, feminine) {
        (1, true) => "una".to_owned(),
        (21, true) => "veintiuna".to_owned(),
        (0..30, _) => word(SMALL, n).to_owned(),
        _ => match n % 10 {
            0 => word(TENS, n / 10).to_owned(),
            1 if feminine => format!("{} y una", word(TENS, n / 10)),
            rest => format!("{} y {}", word(TENS, n / 10), word(SMALL, rest)),
        },
    }
}
