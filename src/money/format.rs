use rust_decimal::Decimal;

use super::{Currency, round};
use crate::language::{Language, Notation};

/// How many decimals an amount is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decimals {
    /// This many, the amount rounded to them.
    Exactly(u32),
    /// None for a whole amount, else at least this many: `9 000`, `9 000,50`,
    /// and `655,957` in full.
    AsNeeded(u32),
}

/// Writes a number as a language does: `9 000,50` with narrow no-break spaces
/// (U+202F) in French, `9,000.50` in English, `9.000,50` in German and Spanish.
pub fn format_number(value: Decimal, language: Language, decimals: Decimals) -> String {
    let value = match decimals {
        Decimals::Exactly(places) => {
            let mut value = round(value, places);
            value.rescale(places);
            value
        }
        Decimals::AsNeeded(least) => {
            // What has more decimals than anyone prints is a quotient.
            let places = if value.normalize().scale() > 8 { 4 } else { 8 };
            let mut value = round(value, places).normalize();
            if value.scale() > 0 && value.scale() < least {
                value.rescale(least);
            }
            value
        }
    };
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let (group, mark) = match language.notation() {
        Notation::Spaced => ('\u{202f}', ','),
        Notation::English => (',', '.'),
        Notation::Continental => ('.', ','),
    };
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push(language.pick('−', '-'));
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(group);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(mark);
        out.push_str(fraction);
    }
    out
}

/// Writes an amount of money: `9 000 €` with a no-break space (U+00A0) before
/// the symbol, `€9,000.00` in English, `6 000 000 FCFA`; without a currency the
/// number alone.
pub fn format_amount(
    value: Decimal,
    currency: Option<Currency>,
    language: Language,
    decimals: Decimals,
) -> String {
    let number = format_number(value, language, decimals);
    let Some(currency) = currency else { return number };
    let symbol = currency.symbol();
    if language == Language::English && !symbol.starts_with(char::is_alphabetic) {
        match number.strip_prefix('-') {
            Some(rest) => format!("-{symbol}{rest}"),
            None => format!("{symbol}{number}"),
        }
    } else {
        format!("{number}\u{a0}{symbol}")
    }
}

/// Writes a share in percent: `30 %`, and `1/3` where no percentage says it.
pub fn format_share(percent: Decimal, language: Language) -> String {
    let fraction = [3_u32, 6, 7, 9, 11, 12].into_iter().find_map(|below| {
        let above = percent.checked_mul(Decimal::from(below))?.checked_div(Decimal::ONE_HUNDRED)?;
        let whole = round(above, 6);
        (whole.fract().is_zero() && round(percent, 2) != percent)
            .then(|| format!("{}/{below}", whole.normalize()))
    });
    fraction.unwrap_or_else(|| {
        let number = format_number(percent, language, Decimals::AsNeeded(0));
        let space = if language == Language::English { "" } else { "\u{a0}" };
        format!("{number}{space}%")
    })
}

/// Writes an amount as a program reads it: `9000.00`.
pub fn plain(value: Decimal, decimals: Decimals) -> String {
    let text = match decimals {
        Decimals::Exactly(places) => {
            let mut value = round(value, places);
            value.rescale(places);
            value.to_string()
        }
        Decimals::AsNeeded(_) => value.normalize().to_string(),
    };
    if text.starts_with('-') && !text.contains(|c: char| ('1'..='9').contains(&c)) {
        text.trim_start_matches('-').to_owned()
    } else {
        text
    }
}

/// Reads an amount as [`format_amount`] writes it, and every spelling of its
/// currency before or after the number; none where anything else stands there.
pub fn parse_amount(text: &str, language: Language) -> Option<(Decimal, Option<Currency>)> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    };
    let (prefix, rest) = match Currency::at_start(rest) {
        Some((currency, length)) => (Some(currency), rest.get(length..)?.trim_start()),
        None => (None, rest),
    };
    let end = rest.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (number, suffix) = (rest.get(..end)?, rest.get(end..)?.trim());
    let suffix = if suffix.is_empty() { None } else { Some(Currency::from_text(suffix)?) };
    if prefix.is_some() && suffix.is_some() {
        return None;
    }
    let value = super::parse_number(number, language)?;
    Some((if negative { -value } else { value }, prefix.or(suffix)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LANGUAGES: [Language; 4] =
        [Language::French, Language::English, Language::German, Language::Spanish];

    #[test]
    fn amounts_are_written_as_their_language_writes_them() {
        let d = |text: &str| -> Decimal { text.parse().unwrap() };
        let eur = Some(Currency::EUR);
        let whole = Decimals::AsNeeded(2);
        assert_eq!(format_amount(d("9000"), eur, Language::French, whole), "9\u{202f}000\u{a0}€");
        assert_eq!(format_amount(d("9000"), eur, Language::English, Decimals::Exactly(2)), "€9,000.00");
        assert_eq!(format_amount(d("-9000.5"), eur, Language::English, whole), "-€9,000.50");
        assert_eq!(format_amount(d("-12.5"), eur, Language::French, whole), "−12,50\u{a0}€");
        assert_eq!(
            format_amount(d("6000000"), Some(Currency::XOF), Language::French, whole),
            "6\u{202f}000\u{202f}000\u{a0}FCFA"
        );
        assert_eq!(format_amount(d("1234567.8"), eur, Language::German, whole), "1.234.567,80\u{a0}€");
        assert_eq!(format_number(d("655.957"), Language::French, whole), "655,957");
        assert_eq!(plain(d("-0.001"), Decimals::Exactly(2)), "0.00");
    }

    #[test]
    fn what_is_written_reads_back_as_the_same_amount() {
        // A fixed linear congruential generator: the same cases on every machine.
        let mut state = 42_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            state >> 24
        };
        for round in 0..20_000 {
            let units = i64::try_from(next() % 10_u64.pow(1 + round % 12)).unwrap();
            let units = if next() % 5 == 0 { -units } else { units };
            let currency = [Currency::EUR, Currency::XOF, Currency::USD, Currency::GBP, Currency::CHF]
                [usize::try_from(next() % 5).unwrap()];
            let places = currency.minor_units();
            let amount = Decimal::new(units, places);
            for language in LANGUAGES {
                for decimals in [Decimals::Exactly(places), Decimals::AsNeeded(places)] {
                    let text = format_amount(amount, Some(currency), language, decimals);
                    assert_eq!(parse_amount(&text, language), Some((amount, Some(currency))), "{text}");
                }
            }
        }
    }
}
