//! Amounts in words, as they stand above a signature: `trois mille soixante
//! euros`. Words and figures must say the same to the cent, so an amount that
//! cannot be said exactly is not said at all.

mod english;
mod french;
mod german;
mod read;
mod spanish;

pub use read::{amount_in_words, number_word};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

use super::Currency;
use crate::language::Language;

/// Amounts from here on are not put into words.
const LIMIT: u64 = 1_000_000_000_000;

/// An amount in words: `trois mille soixante euros et cinquante centimes`.
///
/// The spelling is the traditional one (`vingt et un`, `quatre-vingts`); in Belgium
/// and Switzerland (`region`, an ISO 3166 code) 70 is `septante` and 90 `nonante`. None
/// for an amount below zero, from a million millions on, finer than the
/// currency's minor unit, or in a currency whose name is not known.
pub fn in_words(
    amount: Decimal,
    currency: Currency,
    language: Language,
    region: Option<&str>,
) -> Option<String> {
    let names = names(currency, language)?;
    let places = currency.minor_units().min(2);
    let whole = amount.trunc();
    let hundredths = (amount - whole).checked_mul(Decimal::ONE_HUNDRED)?;
    if amount.is_sign_negative() || !hundredths.fract().is_zero() || places == 0 && !hundredths.is_zero() {
        return None;
    }
    let units = whole.to_u64().filter(|units| *units < LIMIT)?;
    let cents = hundredths.to_u64()?;
    Some(match language {
        Language::French => french::amount(units, cents, &names, matches!(region, Some("BE" | "CH"))),
        Language::English => english::amount(units, cents, &names),
        Language::German => german::amount(units, cents, &names),
        Language::Spanish => spanish::amount(units, cents, &names),
        Language::Other(_) => return None,
    })
}

/// What a currency and its hundredth are called.
struct Names {
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
    /// Whether the currency's name is feminine (`une livre`, `una libra`).
    feminine: bool,
}

impl Names {
    const fn new(one: &'static str, many: &'static str, cent: &'static str, cents: &'static str) -> Self {
        Self { one, many, cent, cents, feminine: false }
    }

    const fn feminine(
        one: &'static str,
        many: &'static str,
        cent: &'static str,
        cents: &'static str,
    ) -> Self {
        Self { one, many, cent, cents, feminine: true }
    }
}

/// The names of a currency in a language; the two CFA francs are called alike.
fn names(currency: Currency, language: Language) -> Option<Names> {
    let code = if currency.is_cfa() { "XOF" } else { currency.code() };
    let names = match (language, code) {
        (Language::French, "EUR") => Names::new("euro", "euros", "centime", "centimes"),
        (Language::French, "XOF") => Names::new("franc CFA", "francs CFA", "", ""),
        (Language::French, "USD") => Names::new("dollar", "dollars", "cent", "cents"),
        (Language::French, "GBP") => Names::feminine("livre sterling", "livres sterling", "penny", "pence"),
        (Language::French, "CHF") => Names::new("franc suisse", "francs suisses", "centime", "centimes"),
        (Language::French, "MAD") => Names::new("dirham", "dirhams", "centime", "centimes"),
        (Language::English, "EUR") => Names::new("euro", "euros", "cent", "cents"),
        (Language::English, "XOF") => Names::new("CFA franc", "CFA francs", "", ""),
        (Language::English, "USD") => Names::new("dollar", "dollars", "cent", "cents"),
        (Language::English, "GBP") => Names::new("pound", "pounds", "penny", "pence"),
        (Language::English, "CHF") => Names::new("Swiss franc", "Swiss francs", "centime", "centimes"),
        (Language::English, "MAD") => Names::new("dirham", "dirhams", "centime", "centimes"),
        (Language::German, "EUR") => Names::new("Euro", "Euro", "Cent", "Cent"),
        (Language::German, "XOF") => Names::new("CFA-Franc", "CFA-Franc", "", ""),
        (Language::German, "USD") => Names::new("Dollar", "Dollar", "Cent", "Cent"),
        (Language::German, "GBP") => Names::new("Pfund", "Pfund", "Penny", "Pence"),
        (Language::German, "CHF") => Names::new("Franken", "Franken", "Rappen", "Rappen"),
        (Language::German, "MAD") => Names::new("Dirham", "Dirham", "Centime", "Centimes"),
        (Language::Spanish, "EUR") => Names::new("euro", "euros", "céntimo", "céntimos"),
        (Language::Spanish, "XOF") => Names::new("franco CFA", "francos CFA", "", ""),
        (Language::Spanish, "USD") => Names::new("dólar", "dólares", "centavo", "centavos"),
        (Language::Spanish, "GBP") => {
            Names::feminine("libra esterlina", "libras esterlinas", "penique", "peniques")
        }
        (Language::Spanish, "CHF") => Names::new("franco suizo", "francos suizos", "céntimo", "céntimos"),
        (Language::Spanish, "MAD") => Names::new("dírham", "dírhams", "céntimo", "céntimos"),
        _ => return None,
    };
    Some(names)
}

/// The word at an index of a table; every index that is asked for is there.
fn word(words: &[&'static str], at: u64) -> &'static str {
    usize::try_from(at).ok().and_then(|at| words.get(at)).copied().unwrap_or_default()
}

/// A number as billions, millions and what is below a million.
fn groups(number: u64) -> (u64, u64, u64) {
    (number / 1_000_000_000, number / 1_000_000 % 1_000, number % 1_000_000)
}

#[cfg(test)]
mod tests;
