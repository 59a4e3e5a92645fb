//! Reads amounts in words, by the tables that they are written with: `quatre
//! millions cinq cent cinquante-quatre mille huit cents francs CFA`.

use super::{english, french, german, spanish};
use crate::language::beginning;
use crate::money::Decimal;

/// Forms that are read and never written: feminines, ends of a count, and the
/// tens of Belgium and Switzerland.
const FURTHER: &[(&str, u64)] = &[
    ("une", 1),
    ("vingts", 20),
    ("septante", 70),
    ("huitante", 80),
    ("octante", 80),
    ("nonante", 90),
    ("eine", 1),
    ("eins", 1),
    ("uno", 1),
    ("una", 1),
    ("veintiuno", 21),
    ("veintiuna", 21),
    ("cien", 100),
];
/// What a number before is multiplied with.
const FACTORS: &[(&str, u64)] = &[
    ("mille", 1_000),
    ("thousand", 1_000),
    ("mil", 1_000),
    ("tausend", 1_000),
    ("million", 1_000_000),
    ("millions", 1_000_000),
    ("millionen", 1_000_000),
    ("millon", 1_000_000),
    ("millones", 1_000_000),
    ("milliard", 1_000_000_000),
    ("milliards", 1_000_000_000),
    ("milliarde", 1_000_000_000),
    ("milliarden", 1_000_000_000),
    ("billion", 1_000_000_000),
];
const HUNDREDS: &[&str] = &["cent", "cents", "hundred", "hundert"];
/// Words between numbers that add nothing.
const JOINTS: &[&str] = &["et", "and", "de", "y", "und", "con"];
/// The words that name a hundredth of the unit.
const PARTS: &[&str] = &[
    "centime", "centimes", "cents", "cent", "penny", "pence", "rappen", "centimo", "centimos", "centavo",
    "centavos",
];

/// The amount that the words of a text name, as lower-case words without
/// accents: the whole units and the hundredths behind `et`. None where fewer
/// than three numbers stand in them, or where they make none.
pub fn amount_in_words(words: &[&str]) -> Option<Decimal> {
    let is_one = |word: &str| simple(word) == Some(1);
    let start = words.iter().position(|word| is_number(word) && !is_one(word))?;
    let run = |from: usize| -> (Vec<&str>, usize) {
        let all = words.get(from..).unwrap_or_default();
        let length = all.iter().take_while(|word| is_number(word) || JOINTS.contains(word)).count();
        (all.get(..length).unwrap_or_default().to_vec(), from + length)
    };
    let (whole, end) = run(start);
    if whole.iter().map(|word| numbers_in(word)).sum::<usize>() < 3 {
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
        .and_then(|(part, stop)| {
            let named = words.get(stop).is_some_and(|word| PARTS.contains(word));
            // `fifty cents` ends in a word that is a hundred elsewhere.
            let own = part.split_last().filter(|(last, _)| PARTS.contains(last)).map(|(_, part)| part);
            if named { value(&part) } else { own.and_then(value) }
        })
        .filter(|cents| *cents < 100)
        .unwrap_or(0);
    Decimal::from(units).checked_add(Decimal::new(i64::try_from(cents).ok()?, 2)).map(|sum| sum.normalize())
}

/// The number that one lower-case word without accents names, in any of the
/// languages: `trois`, `twelve`, `nonante`.
pub fn number_word(word: &str) -> Option<u64> {
    simple(word).or_else(|| compound(word))
}

fn named(list: &[(&str, u64)], word: &str) -> Option<u64> {
    list.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The words that amounts are written with, and what the places in a table count.
const TABLES: [(&[&str], u64); 9] = [
    (french::SMALL, 1),
    (french::TENS, 10),
    (english::SMALL, 1),
    (english::TENS, 10),
    (german::SMALL, 1),
    (german::TENS, 10),
    (spanish::SMALL, 1),
    (spanish::TENS, 10),
    (spanish::HUNDREDS, 100),
];

/// How the words of all tables begin: most words of a document are told to be no
/// number at a glance.
const BEGINNINGS: u128 = {
    let mut all = 0;
    let mut further = FURTHER;
    while let Some(((name, _), rest)) = further.split_first() {
        all |= beginning(name.as_bytes());
        further = rest;
    }
    let mut tables = TABLES.as_slice();
    while let Some(((table, _), rest)) = tables.split_first() {
        let mut names = *table;
        while let Some((name, rest)) = names.split_first() {
            all |= match name.as_bytes() {
                // A second letter with an accent: `zéro`, `fünf`.
                [first, 0xC3, accented, ..] => beginning(&[*first, plain(*accented)]),
                name => beginning(name),
            };
            names = rest;
        }
        tables = rest;
    }
    all
};

/// The letter below the accent of `é`, `í`, `ó`, `ö`, `ú` or `ü`, from the second
/// byte that UTF-8 has for it.
const fn plain(second: u8) -> u8 {
    match second {
        0xA9 => b'e',
        0xAD => b'i',
        0xB3 | 0xB6 => b'o',
        _ => b'u',
    }
}

/// A word of the tables that amounts are written with.
fn simple(word: &str) -> Option<u64> {
    if BEGINNINGS & beginning(word.as_bytes()) == 0 {
        return None;
    }
    named(FURTHER, word).or_else(|| {
        TABLES.iter().find_map(|(table, unit)| {
            let at = table.iter().position(|name| !name.is_empty() && is_same(name, word))?;
            u64::try_from(at).ok()?.checked_mul(*unit)
        })
    })
}

/// Whether a word of a table is one without accents.
fn is_same(name: &str, word: &str) -> bool {
    let mut rest = word;
    for c in name.chars() {
        let plain = match c {
            'é' => "e",
            'ü' => "u",
            'ö' | 'ó' => "o",
            'í' => "i",
            'ú' => "u",
            'ß' => "ss",
            c => {
                let Some(after) = rest.strip_prefix(c) else { return false };
                rest = after;
                continue;
            }
        };
        let Some(after) = rest.strip_prefix(plain) else { return false };
        rest = after;
    }
    rest.is_empty()
}

/// A German number in one word: `dreitausendsechzig`.
fn compound(word: &str) -> Option<u64> {
    for (name, factor) in [("tausend", 1_000), ("hundert", 100)] {
        if let Some((before, after)) = word.split_once(name) {
            let count = if before.is_empty() { 1 } else { number_word(before)? };
            let rest = if after.is_empty() { 0 } else { number_word(after)? };
            return (count < 1_000 && rest < factor).then(|| count * factor + rest);
        }
    }
    // `fünfundzwanzig`
    let mut joints = word.match_indices("und");
    joints.find_map(|(at, joint)| {
        let unit = simple(word.get(..at)?).filter(|unit| (1..10).contains(unit))?;
        let ten =
            simple(word.get(at + joint.len()..)?).filter(|ten| ten % 10 == 0 && (20..100).contains(ten))?;
        Some(ten + unit)
    })
}

fn is_number(word: &str) -> bool {
    numbers_in(word) > 0
}

/// How many numbers a word is made of.
fn numbers_in(word: &str) -> usize {
    if named(FACTORS, word).is_some() || HUNDREDS.contains(&word) || simple(word).is_some() {
        return 1;
    }
    if compound(word).is_none() {
        return 0;
    }
    let joints = ["tausend", "hundert", "und"].iter().map(|joint| word.matches(joint).count()).sum::<usize>();
    joints + 1
}

/// What number words make.
fn value(words: &[&str]) -> Option<u64> {
    let (mut total, mut group): (u64, u64) = (0, 0);
    let mut last = 0;
    for word in words.iter().filter(|word| !JOINTS.contains(word)) {
        if let Some(factor) = named(FACTORS, word) {
            total = total.checked_add(group.max(1).checked_mul(factor)?)?;
            (group, last) = (0, 0);
        } else if HUNDREDS.contains(word) {
            group = group.max(1).checked_mul(100)?;
            last = 100;
        } else {
            let number = number_word(word)?;
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
    use crate::language::Language;
    use crate::money::{Currency, in_words};

    #[test]
    fn each_word_of_the_tables_is_read_without_its_accents() {
        for (name, unit) in TABLES.iter().flat_map(|(table, unit)| table.iter().map(move |name| (name, unit)))
        {
            if !name.is_empty() {
                let plain = folded(&name.replace('-', "#")).replace('#', "-");
                assert!(simple(&plain).is_some_and(|value| value.is_multiple_of(*unit)), "{name}");
            }
        }
    }

    /// Words as they are compared: lower case, no accents, no hyphens.
    fn folded(text: &str) -> String {
        let plain = text.to_lowercase().replace('-', " ").replace('ß', "ss");
        plain
            .chars()
            .map(|c| match c {
                'é' => 'e',
                'ü' | 'ú' => 'u',
                'ö' | 'ó' => 'o',
                'í' => 'i',
                '\'' => ' ',
                c => c,
            })
            .collect()
    }

    fn read(text: &str) -> Option<String> {
        let words: Vec<&str> = text.split(' ').collect();
        amount_in_words(&words).map(|value| value.to_string())
    }

    #[test]
    fn words_name_amounts() {
        for (text, expected) in [
            ("six millions cent six mille cinq cents francs cfa", "6106500"),
            ("quatre millions cinq cent cinquante quatre mille huit cents francs", "4554800"),
            ("cent huit mille huit cent soixante cinq dirhams et quatre vingts centimes ttc", "108865.8"),
            ("deux mille quatre cent quatre vingt dix neuf euros", "2499"),
            ("somme de mille deux cents euros", "1200"),
            ("twelve thousand three hundred and forty pounds", "12340"),
            ("mille deux cent septante et un francs", "1271"),
            ("trois mille nonante neuf euros", "3099"),
            ("huit cent octante deux francs", "882"),
            ("dreitausendfunfundsechzig euro", "3065"),
            ("tres mil sesenta y dos euros con cincuenta centimos", "3062.5"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_written_in_words_is_read_as_the_same_amount() {
        let languages = [Language::French, Language::English, Language::German, Language::Spanish];
        let mut checked = 0;
        for step in 1..400_u64 {
            let units = step * step * 7_919 % 987_654_321;
            for language in languages {
                let amount = Decimal::from(units) + Decimal::new(i64::try_from(step % 100).unwrap(), 2);
                let words = in_words(amount, Currency::EUR, language, None).unwrap();
                // Too few words are no amount.
                let Some(found) = read(&folded(&words)) else { continue };
                assert_eq!(found, amount.normalize().to_string(), "{words}");
                checked += 1;
            }
        }
        assert!(checked > 1_500, "{checked} amounts were read");
    }

    #[test]
    fn a_few_words_are_no_amount() {
        for text in
            ["les six premiers mois", "deux cent fois", "un site pour cent personnes", "hundred and one"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
