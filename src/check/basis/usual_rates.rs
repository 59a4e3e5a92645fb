//! The VAT rates that countries have beside one another.

/// The rates in percent of countries that have several (2026). They only keep a
/// rate from being called wrong: what a reduced rate is for is not known here, and
/// a rate that is missing from the list costs an error that the note can allow.
const RATES: &[(&str, &[&str])] = &[
    ("AT", &["20", "13", "10"]),
    ("BE", &["21", "12", "6"]),
    ("CH", &["8.1", "3.8", "2.6"]),
    ("CI", &["18", "9"]),
    ("DE", &["19", "7"]),
    ("DZ", &["19", "9"]),
    ("ES", &["21", "10", "4"]),
    ("FR", &["20", "10", "8.5", "5.5", "2.1"]),
    ("GB", &["20", "5"]),
    ("IE", &["23", "13.5", "9", "4.8"]),
    ("IT", &["22", "10", "5", "4"]),
    ("LU", &["17", "14", "8", "3"]),
    ("MA", &["20", "10"]),
    ("NL", &["21", "9"]),
    ("PT", &["23", "13", "6"]),
    ("SN", &["18", "10"]),
    ("TG", &["18", "10"]),
    ("TN", &["19", "13", "7"]),
];

/// Whether a country (ISO 3166-1 alpha-2) has a VAT rate, in percent.
pub(super) fn has(country: &str, rate: crate::money::Decimal) -> bool {
    let own = RATES.iter().find(|(code, _)| code.eq_ignore_ascii_case(country));
    own.is_some_and(|(_, rates)| rates.iter().any(|own| own.parse() == Ok(rate)))
}
