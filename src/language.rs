//! The languages a document can be written in, as far as they change what the
//! tool does.

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

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_region_does_not_change_the_language() {
        assert_eq!(Language::from_tag("fr-CH"), Some(Language::French));
        assert_eq!(Language::from_tag("en_GB"), Some(Language::English));
        assert_eq!(Language::from_tag("it"), None);
    }
}
