//! Shares in words and as fractions: `un tiers`, `deux tiers`, `half`, `3/4`.

use crate::money::{Decimal, number_word};

/// What a whole is cut into.
#[rustfmt::skip]
const PARTS: &[(&str, u32)] = &[
    ("moitie", 2), ("half", 2), ("halfte", 2), ("mitad", 2),
    ("tiers", 3), ("third", 3), ("thirds", 3), ("drittel", 3), ("tercio", 3), ("tercios", 3),
    ("quart", 4), ("quarts", 4), ("quarter", 4), ("quarters", 4), ("viertel", 4), ("cuarto", 4), ("cuartos", 4),
    ("cinquieme", 5), ("cinquiemes", 5), ("fifth", 5), ("fifths", 5), ("funftel", 5), ("quinto", 5), ("quintos", 5),
    ("sixieme", 6), ("sixiemes", 6), ("sixth", 6), ("sixths", 6), ("sechstel", 6), ("sexto", 6), ("sextos", 6),
    ("dixieme", 10), ("dixiemes", 10), ("tenth", 10), ("tenths", 10), ("zehntel", 10), ("decimo", 10), ("decimos", 10),
];
/// Words before a part that mean one of it.
#[rustfmt::skip]
const ONE: &[&str] = &[
    "le", "la", "l", "the", "a", "die", "der", "das", "el", "premier", "premiere", "second", "seconde",
    "deuxieme", "troisieme", "dernier", "derniere", "first", "last", "final", "remaining", "further",
    "another", "other", "erste", "erstes", "zweite", "zweites", "letzte", "letztes", "primer", "ultimo",
    "chaque", "each", "autre",
];
/// What may follow a part that stands without a count: a moment, never the
/// name of something (`third party`, `half day`).
#[rustfmt::skip]
const BEFORE_MOMENTS: &[&str] = &[
    "a", "au", "aux", "up", "on", "upon", "at", "in", "with", "after", "before", "when", "once", "due",
    "by", "down", "now", "payable", "is", "est", "bei", "nach", "zu", "zum", "zur", "al",
];

/// The share in percent that words begin with and how many of them say it.
/// `first` tells whether nothing stands before them.
pub(super) fn fraction(words: &[&str], first: bool) -> Option<(Decimal, usize)> {
    let (share, length) = match words {
        [above, "/", below, ..] => {
            let (above, below): (u32, u32) = (above.parse().ok()?, below.parse().ok()?);
            ((0 < above && above < below && below <= 12).then_some((above, below))?, 3)
        }
        ["½", ..] => ((1, 2), 1),
        ["⅓", ..] => ((1, 3), 1),
        ["⅔", ..] => ((2, 3), 1),
        ["¼", ..] => ((1, 4), 1),
        ["¾", ..] => ((3, 4), 1),
        [count, part, ..] if parts(part).is_some() => {
            let below = parts(part)?;
            let above = if ONE.contains(count) { 1 } else { u32::try_from(number_word(count)?).ok()? };
            // `un quart d'heure`, `a half day`
            let rest = words.get(2..).unwrap_or_default();
            let of_time =
                matches!(rest, ["d", "heure", ..] | ["party" | "parties" | "day" | "hour" | "an", ..]);
            ((0 < above && above < below && !of_time).then_some((above, below))?, 2)
        }
        [part, next, ..] if (first || parts(part) == Some(2)) && BEFORE_MOMENTS.contains(next) => {
            ((1, parts(part)?), 1)
        }
        _ => return None,
    };
    let (above, below) = share;
    let hundredfold = Decimal::ONE_HUNDRED.checked_mul(Decimal::from(above))?;
    Some((hundredfold.checked_div(Decimal::from(below))?, length))
}

/// The share that a label begins with or says in brackets: `1/3 à la commande`.
pub(super) fn in_label(folded: &str) -> Option<Decimal> {
    let words: Vec<&str> = folded.split(' ').collect();
    fraction(&words, true).map(|(share, _)| share)
}

/// Whether a word names a part of a whole.
pub(super) fn is_part(word: &str) -> bool {
    parts(word).is_some()
}

fn parts(word: &str) -> Option<u32> {
    PARTS.iter().find(|(name, _)| *name == word).map(|(_, parts)| *parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_in_words() {
        let share =
            |text: &str| in_label(text).map(|share| crate::money::round(share, 2).normalize().to_string());
        for (text, expected) in [
            ("un tiers a la signature", Some("33.33")),
            ("deux tiers a la livraison", Some("66.67")),
            ("third up front", Some("33.33")),
            ("one third on signing", Some("33.33")),
            ("the remaining third on delivery", None),
            ("remaining third on delivery", Some("33.33")),
            ("la moitie a la commande", Some("50")),
            ("half on signing", Some("50")),
            ("trois quarts", Some("75")),
            ("1 / 3 a la commande", Some("33.33")),
            ("⅔ au solde", Some("66.67")),
            ("zwei drittel bei lieferung", Some("66.67")),
            // Not shares of a payment.
            ("third party licences", None),
            ("half day workshop", None),
            ("un quart d heure", None),
            ("12 / 2025", None),
            ("24 / 7", None),
            ("tiers de confiance", None),
        ] {
            assert_eq!(share(text).as_deref(), expected, "{text}");
        }
    }
}
