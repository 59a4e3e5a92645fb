//! Whether registration and account numbers can be right: their length and
//! check digits.

use super::Brand;
use crate::language::Language;

/// What is wrong with a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// It has so many characters in place of those that it should have.
    Length(usize, usize),
    /// It holds something else than what such a number is made of.
    Form(&'static str),
    /// Its check digits do not fit.
    Check,
    /// It holds another number than the brand gives under this key.
    Differs(&'static str),
}

impl Fault {
    /// What is said about a number.
    pub(super) fn message(self, key: &str, language: Language) -> String {
        let known = |name: &str| match name {
            "siren" => "SIREN",
            "siret" => "SIRET",
            "iban" => "IBAN",
            "bic" => "BIC",
            _ => language.pick("numéro de TVA", "VAT number"),
        };
        let name = known(key);
        match self {
            Self::Length(found, expected) => language.pick(
                format!("{name} de {found} caractères, il en faut {expected}"),
                format!("{name} of {found} characters, there must be {expected}"),
            ),
            Self::Form(expected) => language.pick(
                format!("ce n'est pas un {name} : attendu, {expected}"),
                format!("this is no {name}: expected {expected}"),
            ),
            Self::Check => language.pick(
                format!("{name} erroné : ses chiffres de contrôle ne correspondent pas"),
                format!("wrong {name}: its check digits do not fit"),
            ),
            Self::Differs(other) => language.pick(
                format!("ce {name} ne contient pas le {} indiqué", known(other)),
                format!("this {name} does not hold the {} that is given", known(other)),
            ),
        }
    }
}

/// The numbers of a brand that cannot be right, by their keys.
pub(super) fn faults(brand: &Brand) -> Vec<(&'static str, Fault)> {
    let legal = |key: &str| brand.legal.fact(key);
    let siren = legal("siren").map(bare);
    let own = siren.as_deref().filter(|siren| self::siren(siren).is_ok());
    let mut faults = Vec::new();
    let mut judge = |key, result: Result<(), Fault>| faults.extend(result.err().map(|fault| (key, fault)));
    if let Some(siren) = &siren {
        judge("siren", self::siren(siren));
    }
    if let Some(number) = legal("siret") {
        judge("siret", siret(&bare(number), own));
    }
    if let Some(number) = legal("vat_number") {
        judge("vat_number", vat(&bare(number), own));
    }
    if let Some(number) = &brand.bank.iban {
        judge("iban", iban(&bare(number)));
    }
    if let Some(number) = &brand.bank.bic {
        judge("bic", bic(&bare(number)));
    }
    faults
}

/// A number without the characters that group it.
fn bare(text: &str) -> String {
    let grouping = |c: char| c.is_whitespace() || matches!(c, '.' | '-' | '\u{2011}');
    text.chars().filter(|c| !grouping(*c)).collect::<String>().to_uppercase()
}

fn digits(number: &str, expected: usize, form: &'static str) -> Result<(), Fault> {
    if !number.chars().all(|c| c.is_ascii_digit()) {
        return Err(Fault::Form(form));
    }
    if number.len() != expected {
        return Err(Fault::Length(number.len(), expected));
    }
    Ok(())
}

/// A SIREN: nine digits with Luhn's check (INSEE).
fn siren(number: &str) -> Result<(), Fault> {
    digits(number, 9, "732 829 320")?;
    if luhn(number) { Ok(()) } else { Err(Fault::Check) }
}

/// A SIRET: the SIREN and five digits, with Luhn's check over all. Those of the
/// post office add up to a multiple of five instead (INSEE).
fn siret(number: &str, siren: Option<&str>) -> Result<(), Fault> {
    digits(number, 14, "732 829 320 00074")?;
    let post = number.starts_with("356000000")
        && number.chars().filter_map(|c| c.to_digit(10)).sum::<u32>() % 5 == 0;
    if !luhn(number) && !post {
        return Err(Fault::Check);
    }
    match siren {
        Some(siren) if !number.starts_with(siren) => Err(Fault::Differs("siren")),
        _ => Ok(()),
    }
}

/// A French VAT number: `FR`, a key of two characters, the SIREN. A key of two
/// digits is 12 + 3 × (SIREN mod 97), mod 97; one with letters says nothing.
/// Numbers of other countries are not judged.
fn vat(number: &str, siren: Option<&str>) -> Result<(), Fault> {
    let Some(rest) = number.strip_prefix("FR") else { return Ok(()) };
    if !number.is_ascii() {
        return Err(Fault::Form("FR44 732 829 320"));
    }
    if number.len() != 13 {
        return Err(Fault::Length(number.len(), 13));
    }
    let (key, inner) = rest.split_at(2);
    self::siren(inner)
        .map_err(|fault| if fault == Fault::Check { fault } else { Fault::Form("FR44 732 829 320") })?;
    if let (Ok(key), Ok(inner)) = (key.parse::<u32>(), inner.parse::<u32>())
        && key != (12 + 3 * (inner % 97)) % 97
    {
        return Err(Fault::Check);
    }
    match siren {
        Some(siren) if inner != siren => Err(Fault::Differs("siren")),
        _ => Ok(()),
    }
}

/// The lengths of the IBANs of the countries that are met most often (ISO
/// 13616); of others only the check digits are judged.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("AT", 20),
    ("BE", 16),
    ("BF", 28),
    ("BJ", 28),
    ("CH", 21),
    ("CI", 28),
    ("DE", 22),
    ("ES", 24),
    ("FR", 27),
    ("GB", 22),
    ("IE", 22),
    ("IT", 27),
    ("LU", 20),
    ("MC", 27),
    ("ML", 28),
    ("NE", 28),
    ("NL", 18),
    ("PT", 25),
    ("SN", 28),
    ("TG", 28),
];

/// An IBAN: country, two check digits, the account; as a number, with the first
/// four characters moved to the end and letters as 10 to 35, it is 1 modulo 97
/// (ISO 13616).
fn iban(number: &str) -> Result<(), Fault> {
    const FORM: &str = "FR76 3000 6000 0112 3456 7890 189";
    let (Some(country), Some(check), Some(account)) = (number.get(..2), number.get(2..4), number.get(4..))
    else {
        return Err(Fault::Form(FORM));
    };
    let letters = country.chars().all(|c| c.is_ascii_uppercase());
    let figures = check.chars().all(|c| c.is_ascii_digit());
    if !letters || !figures || !number.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(Fault::Form(FORM));
    }
    if let Some((_, length)) = IBAN_LENGTHS.iter().find(|(known, _)| *known == country)
        && number.len() != *length
    {
        return Err(Fault::Length(number.len(), *length));
    }
    let rest =
        format!("{account}{country}{check}").chars().filter_map(|c| c.to_digit(36)).fold(0, |rest, value| {
            let shift = if value > 9 { 100 } else { 10 };
            (rest * shift + value) % 97
        });
    if rest == 1 { Ok(()) } else { Err(Fault::Check) }
}

/// A BIC: four letters, a country, two characters, perhaps three more (ISO
/// 9362).
fn bic(number: &str) -> Result<(), Fault> {
    let letters = number.get(..6).is_some_and(|start| start.chars().all(|c| c.is_ascii_uppercase()));
    let known = number.chars().all(|c| c.is_ascii_alphanumeric());
    match number.chars().count() {
        8 | 11 if letters && known => Ok(()),
        8 | 11 => Err(Fault::Form("AGRIFRPP")),
        count => Err(Fault::Length(count, 8)),
    }
}

/// Luhn's check: every second digit from the right doubled, all digits added,
/// the sum a multiple of ten.
fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(at, digit)| if at % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Examples of INSEE, of the tax office, of ISO 13616 and of the European
    // registers.
    #[test]
    fn right_numbers_pass_however_they_are_grouped() {
        assert_eq!(siren(&bare("732 829 320")), Ok(()));
        assert_eq!(siret(&bare("732 829 320 00074"), Some("732829320")), Ok(()));
        assert_eq!(siret(&bare("356 000 000 00048"), None), Ok(()));
        assert_eq!(siret(&bare("356 000 000 00049"), None), Err(Fault::Check));
        assert_eq!(vat(&bare("FR 44 732 829 320"), Some("732829320")), Ok(()));
        assert_eq!(vat(&bare("FR83 404 833 048"), None), Ok(()));
        assert_eq!(vat("FRK7399859412", None), Ok(()), "a key with a letter");
        assert_eq!(vat("GB000000000", None), Ok(()), "not judged");
        for right in [
            "FR76 3000 6000 0112 3456 7890 189",
            "GB29 NWBK 6016 1331 9268 19",
            "DE89 3704 0044 0532 0130 00",
            "CH93 0076 2011 6238 5295 7",
            "BE68-5390-0754-7034",
            "SN08 SN01 0015 2000 0485 0000 3035",
        ] {
            assert_eq!(iban(&bare(right)), Ok(()), "{right}");
        }
        for right in ["AGRIFRPP", "bnpafrppxxx", "DEUT DE FF"] {
            assert_eq!(bic(&bare(right)), Ok(()), "{right}");
        }
    }

    #[test]
    fn two_digits_that_changed_places_and_each_wrong_digit_are_found() {
        for right in ["732829320", "FR7630006000011234567890189", "GB29NWBK60161331926819"] {
            let judge = |text: &str| if right.len() == 9 { siren(text) } else { iban(text) };
            for (at, digit) in right.char_indices().filter_map(|(at, c)| Some((at, c.to_digit(10)?))) {
                let other = char::from_digit((digit + 1) % 10, 10).unwrap();
                let wrong: String =
                    right.chars().enumerate().map(|(place, c)| if place == at { other } else { c }).collect();
                assert!(judge(&wrong).is_err(), "{wrong}");
            }
        }
        assert_eq!(siren("732829302"), Err(Fault::Check));
        assert_eq!(vat("FR44732829302", None), Err(Fault::Check));
        assert_eq!(vat("FR45732829320", None), Err(Fault::Check));
    }

    #[test]
    fn lengths_and_foreign_characters_are_named() {
        assert_eq!(siren("73282932"), Err(Fault::Length(8, 9)));
        assert_eq!(siren("73282932O"), Err(Fault::Form("732 829 320")));
        assert_eq!(siret("73282932000074", Some("404833048")), Err(Fault::Differs("siren")));
        assert_eq!(vat("FR4473282932", None), Err(Fault::Length(12, 13)));
        assert_eq!(iban("FR76300060000112345678901"), Err(Fault::Length(25, 27)));
        for wrong in ["", "F", "é", "1234", "FRXX", "FR76 é"] {
            assert!(iban(&bare(wrong)).is_err(), "{wrong}");
            assert!(bic(&bare(wrong)).is_err(), "{wrong}");
            assert!(siren(&bare(wrong)).is_err() && siret(&bare(wrong), None).is_err(), "{wrong}");
        }
        assert!(vat("FRéé73282932", None).is_err());
        let message = Fault::Length(25, 27).message("iban", Language::French);
        assert_eq!(message, "IBAN de 25 caractères, il en faut 27");
    }
}
