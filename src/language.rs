//! The languages a document can be written in, as far as they change what the
//! tool does.

mod phrases;

pub use phrases::{Phrases, beginning};

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The language of a document: it decides how numbers are read, which words
/// name a total, which typographic spaces are set and in which language
/// findings about the document are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// French, the default: the tool's first users write it.
    #[default]
    French,
    /// English.
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

impl Language {
    /// Reads a language tag (`fr`, `fr-CH`, `en_GB`) or a language's own name;
    /// none for a language without rules of its own here.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or(tag).trim();
        match primary.to_lowercase().as_str() {
            "fr" | "fra" | "français" | "francais" | "french" => Some(Self::French),
            "en" | "eng" | "english" | "anglais" => Some(Self::English),
            "de" | "deu" | "deutsch" | "german" | "allemand" => Some(Self::German),
            "es" | "spa" | "español" | "espanol" | "spanish" | "espagnol" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// The ISO 639-1 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
        }
    }

    /// Picks the wording of a message: findings exist in French and in
    /// English, and other languages are answered in English.
    pub fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English | Self::German | Self::Spanish => english,
        }
    }
}

/// A text in lower case and without accents, for comparing words that people
/// type; letters that are two in one (`œ`, `ß`) stay.
pub fn unaccented(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                out.extend(part.to_lowercase());
            }
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Language, unaccented};

    #[test]
    fn accents_and_case_are_left_out_whether_composed_or_not() {
        assert_eq!(unaccented("Éléphant ÇA"), "elephant ca");
        assert_eq!(unaccented("E\u{301}te\u{301}"), "ete");
        assert_eq!(unaccented("Œuvre, Straße, 5 €"), "œuvre, straße, 5 €");
    }

    #[test]
    fn a_region_does_not_change_the_language() {
        assert_eq!(Language::from_tag("fr-CH"), Some(Language::French));
        assert_eq!(Language::from_tag("en_GB"), Some(Language::English));
        assert_eq!(Language::from_tag("it"), None);
    }
}
