use super::*;

fn said(amount: &str, currency: Currency, language: Language) -> String {
    in_words(amount.parse().unwrap(), currency, language, None).unwrap_or_default()
}

#[test]
fn french_is_spelt_as_a_notary_spells_it() {
    let eur = |amount: &str| said(amount, Currency::EUR, Language::French);
    let cases = [
        ("0", "zéro euro"),
        ("1", "un euro"),
        ("1.50", "un euro et cinquante centimes"),
        ("0.01", "un centime"),
        ("21", "vingt et un euros"),
        ("22", "vingt-deux euros"),
        ("71", "soixante et onze euros"),
        ("80", "quatre-vingts euros"),
        ("81", "quatre-vingt-un euros"),
        ("91", "quatre-vingt-onze euros"),
        ("99", "quatre-vingt-dix-neuf euros"),
        ("100", "cent euros"),
        ("200", "deux cents euros"),
        ("201", "deux cent un euros"),
        ("280", "deux cent quatre-vingts euros"),
        ("1000", "mille euros"),
        ("1001", "mille un euros"),
        ("3060", "trois mille soixante euros"),
        ("80000", "quatre-vingt mille euros"),
        ("200000", "deux cent mille euros"),
        ("1000000", "un million d'euros"),
        ("80000000", "quatre-vingts millions d'euros"),
        ("200000000", "deux cents millions d'euros"),
        ("1000001", "un million un euros"),
        ("2000000000", "deux milliards d'euros"),
        (
            "1234567.89",
            "un million deux cent trente-quatre mille cinq cent soixante-sept euros et quatre-vingt-neuf centimes",
        ),
    ];
    for (amount, words) in cases {
        assert_eq!(eur(amount), words);
    }
    assert_eq!(
        said("6000000", Currency::XOF, Language::French),
        "six millions de francs CFA",
        "a noun takes `de`"
    );
    assert_eq!(
        said("1967871", Currency::XAF, Language::French),
        "un million neuf cent soixante-sept mille huit cent soixante et onze francs CFA"
    );
    assert_eq!(said("21.01", Currency::GBP, Language::French), "vingt et une livres sterling et un penny");
}

#[test]
fn belgium_and_switzerland_have_words_for_seventy_and_ninety() {
    let cases = [
        ("71", "septante et un euros"),
        ("78", "septante-huit euros"),
        ("80", "quatre-vingts euros"),
        ("91", "nonante et un euros"),
        ("99000", "nonante-neuf mille euros"),
        ("190.75", "cent nonante euros et septante-cinq centimes"),
    ];
    for (amount, words) in cases {
        for region in ["BE", "CH"] {
            let said = in_words(amount.parse().unwrap(), Currency::EUR, Language::French, Some(region));
            assert_eq!(said.as_deref(), Some(words), "{region}");
        }
    }
    let said = in_words(Decimal::from(71), Currency::EUR, Language::French, Some("SN"));
    assert_eq!(said.as_deref(), Some("soixante et onze euros"));
}

#[test]
fn other_languages_have_their_own_rules() {
    let english = |amount: &str| said(amount, Currency::EUR, Language::English);
    assert_eq!(english("3060"), "three thousand and sixty euros");
    assert_eq!(english("1"), "one euro");
    assert_eq!(english("21101.25"), "twenty-one thousand one hundred and one euros and twenty-five cents");
    let german = |amount: &str| said(amount, Currency::EUR, Language::German);
    assert_eq!(german("1"), "ein Euro");
    assert_eq!(german("101"), "einhunderteins Euro");
    assert_eq!(german("3060.50"), "dreitausendsechzig Euro und fünfzig Cent");
    assert_eq!(german("21000"), "einundzwanzigtausend Euro");
    assert_eq!(german("1000000"), "eine Million Euro");
    assert_eq!(german("2301000"), "zwei Millionen dreihunderteintausend Euro");
    let spanish = |amount: &str| said(amount, Currency::EUR, Language::Spanish);
    assert_eq!(spanish("100"), "cien euros");
    assert_eq!(spanish("21"), "veintiún euros");
    assert_eq!(spanish("31000"), "treinta y un mil euros");
    assert_eq!(spanish("1000000"), "un millón de euros");
    assert_eq!(spanish("3060.50"), "tres mil sesenta euros con cincuenta céntimos");
    assert_eq!(said("201", Currency::GBP, Language::Spanish), "doscientas una libras esterlinas");
}

#[test]
fn every_currency_has_its_name_in_every_language() {
    let of = |code: &str, amount: &str| {
        let currency = Currency::from_code(code).unwrap();
        [Language::French, Language::English, Language::German, Language::Spanish]
            .map(|language| said(amount, currency, language))
    };
    for (code, names) in [
        ("EUR", ["deux euros", "two euros", "zwei Euro", "dos euros"]),
        ("XOF", ["deux francs CFA", "two CFA francs", "zwei CFA-Franc", "dos francos CFA"]),
        ("XAF", ["deux francs CFA", "two CFA francs", "zwei CFA-Franc", "dos francos CFA"]),
        ("USD", ["deux dollars", "two dollars", "zwei Dollar", "dos dólares"]),
        ("GBP", ["deux livres sterling", "two pounds", "zwei Pfund", "dos libras esterlinas"]),
        ("CHF", ["deux francs suisses", "two Swiss francs", "zwei Franken", "dos francos suizos"]),
        ("MAD", ["deux dirhams", "two dirhams", "zwei Dirham", "dos dírhams"]),
    ] {
        assert_eq!(of(code, "2"), names, "{code}");
    }
    assert_eq!(
        of("GBP", "1.01"),
        [
            "une livre sterling et un penny",
            "one pound and one penny",
            "ein Pfund und ein Penny",
            "una libra esterlina con un penique"
        ]
    );
}

#[test]
fn what_cannot_be_said_exactly_is_not_said() {
    let none = |amount: &str, currency| {
        in_words(amount.parse().unwrap(), currency, Language::French, None).is_none()
    };
    assert!(none("-1", Currency::EUR));
    assert!(none("0.005", Currency::EUR), "half a cent");
    assert!(none("1.5", Currency::XOF), "the CFA franc has no centime");
    assert!(none("1000000000000", Currency::EUR));
    assert!(none("5", Currency::from_code("TND").unwrap()), "no name");
    assert_eq!(said("5.00", Currency::XOF, Language::French), "cinq francs CFA", "zeros after the point");
}

/// Reads words back: written without a look at how they are made.
fn read_back(words: &str, language: Language) -> u64 {
    let value = |token: &str| -> Option<u64> {
        let known: &[(&str, u64)] = match language {
            Language::French => &[
                ("zéro", 0),
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
                ("trente", 30),
                ("quarante", 40),
                ("cinquante", 50),
                ("soixante", 60),
            ],
            Language::English => &[
                ("zero", 0),
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
            ],
            Language::Other(_) => &[],
            Language::German => &[
                ("null", 0),
                ("ein", 1),
                ("eine", 1),
                ("eins", 1),
                ("zwei", 2),
                ("drei", 3),
                ("vier", 4),
                ("fünf", 5),
                ("sechs", 6),
                ("sieben", 7),
                ("acht", 8),
                ("neun", 9),
                ("zehn", 10),
                ("elf", 11),
                ("zwölf", 12),
                ("dreizehn", 13),
                ("vierzehn", 14),
                ("fünfzehn", 15),
                ("sechzehn", 16),
                ("siebzehn", 17),
                ("achtzehn", 18),
                ("neunzehn", 19),
                ("zwanzig", 20),
                ("dreißig", 30),
                ("vierzig", 40),
                ("fünfzig", 50),
                ("sechzig", 60),
                ("siebzig", 70),
                ("achtzig", 80),
                ("neunzig", 90),
            ],
            Language::Spanish => &[
                ("cero", 0),
                ("un", 1),
                ("una", 1),
                ("dos", 2),
                ("tres", 3),
                ("cuatro", 4),
                ("cinco", 5),
                ("seis", 6),
                ("siete", 7),
                ("ocho", 8),
                ("nueve", 9),
                ("diez", 10),
                ("once", 11),
                ("doce", 12),
                ("trece", 13),
                ("catorce", 14),
                ("quince", 15),
                ("dieciséis", 16),
                ("diecisiete", 17),
                ("dieciocho", 18),
                ("diecinueve", 19),
                ("veinte", 20),
                ("veintiún", 21),
                ("veintiuna", 21),
                ("veintidós", 22),
                ("veintitrés", 23),
                ("veinticuatro", 24),
                ("veinticinco", 25),
                ("veintiséis", 26),
                ("veintisiete", 27),
                ("veintiocho", 28),
                ("veintinueve", 29),
                ("treinta", 30),
                ("cuarenta", 40),
                ("cincuenta", 50),
                ("sesenta", 60),
                ("setenta", 70),
                ("ochenta", 80),
                ("noventa", 90),
                ("cien", 100),
                ("ciento", 100),
                ("doscient", 200),
                ("trescient", 300),
                ("cuatrocient", 400),
                ("quinient", 500),
                ("seiscient", 600),
                ("setecient", 700),
                ("ochocient", 800),
                ("novecient", 900),
            ],
        };
        let stem = token.strip_suffix("os").or(token.strip_suffix("as"));
        known.iter().find(|(word, _)| *word == token || Some(*word) == stem).map(|(_, value)| *value)
    };
    let compound = |token: &str| -> Option<u64> {
        let below_hundred = |text: &str| match text {
            "" => Some(0),
            text => value(text).or_else(|| {
                let (one, ten) = text.split_once("und")?;
                Some(value(one)? + value(ten)?)
            }),
        };
        let below_thousand = |text: &str| match text.split_once("hundert") {
            Some((hundreds, rest)) => Some(value(hundreds)? * 100 + below_hundred(rest)?),
            None => below_hundred(text),
        };
        match token.split_once("tausend") {
            Some((thousands, rest)) => Some(below_thousand(thousands)? * 1_000 + below_thousand(rest)?),
            None => below_thousand(token),
        }
    };
    let (mut large, mut thousands, mut group) = (0_u64, 0_u64, 0_u64);
    for token in words.split([' ', '-']) {
        match token {
            "et" | "y" | "and" => {}
            "vingt" | "vingts" if group % 100 == 4 => group += 76,
            "vingt" => group += 20,
            "cent" | "cents" | "hundred" => group = group.max(1) * 100,
            "mille" | "mil" | "thousand" => thousands += std::mem::take(&mut group).max(1) * 1_000,
            "million" | "millions" | "Million" | "Millionen" | "millón" | "millones" => {
                large += (std::mem::take(&mut thousands) + std::mem::take(&mut group)) * 1_000_000;
            }
            "milliard" | "milliards" | "billion" | "Milliarde" | "Milliarden" => {
                large += std::mem::take(&mut group) * 1_000_000_000;
            }
            token => group += value(token).or_else(|| compound(token)).expect(token),
        }
    }
    large + thousands + group
}

#[test]
fn words_read_back_are_the_amount() {
    // A fixed linear congruential generator: the same cases on every machine.
    let mut state = 7_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state >> 24
    };
    let mut numbers: Vec<u64> = (0..10_100).collect();
    numbers.extend((0..8_000_u32).map(|round| next() % 10_u64.pow(5 + round % 8)));
    for number in numbers {
        let cents = next() % 100;
        let amount = Decimal::from(number * 100 + cents) / Decimal::ONE_HUNDRED;
        let cases = [
            (Language::French, Currency::EUR, " euro", " centime"),
            (Language::French, Currency::GBP, " livre", " p"),
            (Language::English, Currency::EUR, " euro", " cent"),
            (Language::German, Currency::EUR, " Euro", " Cent"),
            (Language::Spanish, Currency::EUR, " euro", " céntimo"),
            (Language::Spanish, Currency::GBP, " libra", " penique"),
        ];
        for (language, currency, unit, cent) in cases {
            let words = in_words(amount, currency, language, None).unwrap();
            let (units, rest) =
                words.split_once(unit).or_else(|| words.split_once(" d'euro")).unwrap_or(("", &words));
            let joints = [" et ", " and ", " und ", " con "];
            let rest = match joints.iter().find_map(|joint| rest.split_once(joint)) {
                Some((_, after)) if !units.is_empty() => after,
                _ => rest,
            };
            let units = units.trim_end_matches(" de");
            let small = rest.split_once(cent).map_or("", |(small, _)| small);
            let (units, small) = (units.trim(), small.trim());
            let back = |text: &str| if text.is_empty() { 0 } else { read_back(text, language) };
            assert_eq!((back(units), back(small)), (number, cents), "{words}");
        }
    }
}
