//! Reads amounts in words: `quatre millions cinq cent cinquante-quatre mille huit
//! cents francs CFA`.

use super::Decimal;

/// The numbers that French words name; no accents.
const FRENCH: &[(&str, u64)] = &[
    ("un", 1),
    ("une", 1),
    ("deux", 2),
    ("trois", 3),
    ("quatre", 4),
    ("cinq", 5),
    ("six", 6),
    ("sept", 7),
    ("huit", 8),
    ("neuf", 9),
    ("dix", 10),
    ("onze", 11),
    ("douze", 12),
    ("treize", 13),
    ("quatorze", 14),
    ("quinze", 15),
    ("seize", 16),
    ("vingt", 20),
    ("vingts", 20),
    ("trente", 30),
    ("quarante", 40),
    ("cinquante", 50),
    ("soixante", 60),
    ("septante", 70),
    ("huitante", 80),
    ("octante", 80),
    ("nonante", 90),
];
const ENGLISH: &[(&str, u64)] = &[
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
];
/// What a number before is multiplied with.
const FACTORS: &[(&str, u64)] = &[
    ("mille", 1_000),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("milliard", 1_000_000_000),
    ("milliards", 1_000_000_000),
    ("billion", 1_000_000_000),
];
const HUNDREDS: &[&str] = &["cent", "cents", "hundred"];
/// The words that name a hundredth of the unit.
const PARTS: &[&str] = &["centime", "centimes", "cents", "penny", "pence"];

/// The amount that the words of a text name, as lower-case words without
/// accents: the whole units and the hundredths behind `et`. None where fewer
/// than three of them are numbers, or where they make none.
pub fn amount_in_words(words: &[&str]) -> Option<Decimal> {
    let start = words.iter().position(|word| is_number(word) && !matches!(*word, "un" | "une" | "one"))?;
    // `cent mille` and `mille deux cents` begin without a figure before.
    let run = |from: usize| -> (Vec<&str>, usize) {
        let all = words.get(from..).unwrap_or_default();
        let length =
            all.iter().take_while(|word| is_number(word) || matches!(**word, "et" | "and" | "de")).count();
        (all.get(..length).unwrap_or_default().to_vec(), from + length)
    };
    let (whole, end) = run(start);
    if whole.iter().filter(|word| is_number(word)).count() < 3 {
        return None;
    }
    let units = value(&whole)?;
    // `… dirhams et quatre-vingts centimes`
    let rest = words.get(end..).unwrap_or_default();
    let cents = rest
        .iter()
        .take(5)
        .position(|word| is_number(word))
        .map(|at| run(end + at))
        .filter(|(_, stop)| words.get(*stop).is_some_and(|word| PARTS.contains(word)))
        .and_then(|(part, _)| value(&part))
        .filter(|cents| *cents < 100)
        .unwrap_or(0);
    Decimal::from(units).checked_add(Decimal::new(i64::try_from(cents).ok()?, 2)).map(|sum| sum.normalize())
}

fn named(list: &[(&str, u64)], word: &str) -> Option<u64> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

fn is_number(word: &str) -> bool {
    [FRENCH, ENGLISH, FACTORS].iter().any(|list| named(list, word).is_some()) || HUNDREDS.contains(&word)
}

/// What number words make.
fn value(words: &[&str]) -> Option<u64> {
    let (mut total, mut group): (u64, u64) = (0, 0);
    let mut last = 0;
    for word in words.iter().filter(|word| !matches!(**word, "et" | "and" | "de")) {
        if let Some(factor) = named(FACTORS, word) {
            total = total.checked_add(group.max(1).checked_mul(factor)?)?;
            (group, last) = (0, 0);
        } else if HUNDREDS.contains(word) {
            group = group.max(1).checked_mul(100)?;
            last = 100;
        } else {
            let number = named(FRENCH, word).or_else(|| named(ENGLISH, word))?;
            // quatre-vingts
            if number == 20 && last == 4 {
                group = group.checked_add(76)?;
                last = 80;
            } else {
                group = group.checked_add(number)?;
                last = number;
            }
        }
    }
    total.checked_add(group)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_amounts() {
        for (text, expected) in [
            ("six millions cent six mille cinq cents francs cfa", "6106500"),
            ("quatre millions cinq cent cinquante quatre mille huit cents francs", "4554800"),
            ("cent huit mille huit cent soixante cinq dirhams et quatre vingts centimes ttc", "108865.8"),
            ("deux mille quatre cent quatre vingt dix neuf euros", "2499"),
            ("somme de mille deux cents euros", "1200"),
            ("twelve thousand three hundred and forty pounds", "12340"),
        ] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(
                amount_in_words(&words).map(|value| value.to_string()).as_deref(),
                Some(expected),
                "{text}"
            );
        }
    }

    #[test]
    fn a_few_words_are_no_amount() {
        for text in ["les six premiers mois", "deux cent fois", "un site pour cent personnes"] {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(amount_in_words(&words), None, "{text}");
        }
    }
}
