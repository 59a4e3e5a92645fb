//! The names of months: written in dates, read in them, and told from other
//! words.

use super::Language;

/// A month: its name in French, English, German and Spanish, and what else it is
/// called, shortened or without accents.
type Names = ([&'static str; 4], &'static [&'static str]);

const MONTHS: [Names; 12] = [
    (["janvier", "January", "Januar", "enero"], &["janv", "jan", "ene"]),
    (["février", "February", "Februar", "febrero"], &["fevrier", "fevr", "fev", "févr", "fév", "feb"]),
    (["mars", "March", "März", "marzo"], &["mar", "marz", "maerz"]),
    (["avril", "April", "April", "abril"], &["avr", "apr", "abr"]),
    (["mai", "May", "Mai", "mayo"], &[]),
    (["juin", "June", "Juni", "junio"], &["jun"]),
    (["juillet", "July", "Juli", "julio"], &["juil", "jul"]),
    (["août", "August", "August", "agosto"], &["aout", "aug", "ago"]),
    (["septembre", "September", "September", "septiembre"], &["sept", "sep"]),
    (["octobre", "October", "Oktober", "octubre"], &["oct", "okt"]),
    (["novembre", "November", "November", "noviembre"], &["nov"]),
    (["décembre", "December", "Dezember", "diciembre"], &["decembre", "dec", "déc", "dez", "dic"]),
];

/// The month, from 1, that a word in lower case names in any of the languages,
/// in full or shortened, with its accents or without.
pub fn month(word: &str) -> Option<u32> {
    // Asked of each word of a text: most begin or end otherwise.
    let first = word.bytes().next()?;
    let same = |name: &str| {
        name.len() == word.len()
            && name.bytes().next().is_some_and(|own| own.to_ascii_lowercase() == first)
            && name.to_lowercase() == word
    };
    let named = |(full, others): &Names| full.iter().any(|name| same(name)) || others.contains(&word);
    MONTHS.iter().position(named).and_then(|at| u32::try_from(at + 1).ok())
}

impl Language {
    /// The name of a month, from 1, as it stands within a sentence; none for
    /// other languages, and for other numbers.
    pub fn month(self, number: u32) -> Option<&'static str> {
        let at = usize::try_from(number).ok()?.checked_sub(1)?;
        let ([french, english, german, spanish], _) = MONTHS.get(at)?;
        match self {
            Self::French => Some(french),
            Self::English => Some(english),
            Self::German => Some(german),
            Self::Spanish => Some(spanish),
            Self::Other(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_known_in_each_language_in_full_and_shortened() {
        for (word, number) in
            [("février", 2), ("fevrier", 2), ("may", 5), ("märz", 3), ("marz", 3), ("dic", 12), ("juil", 7)]
        {
            assert_eq!(month(word), Some(number), "{word}");
        }
        assert_eq!(month("mois"), None);
    }

    #[test]
    fn a_name_that_was_written_is_read() {
        for language in [Language::French, Language::English, Language::German, Language::Spanish] {
            for number in 1..=12 {
                let name = language.month(number).unwrap();
                assert_eq!(month(&name.to_lowercase()), Some(number), "{name}");
            }
        }
        assert_eq!(Language::French.month(0), None);
        assert_eq!(Language::French.month(13), None);
    }
}
