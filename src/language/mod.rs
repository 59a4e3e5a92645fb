//! The languages a document can be written in, as far as they change what the
//! tool does.

mod months;
mod phrases;

pub use months::month;
pub(crate) use phrases::phrases;
pub use phrases::{Phrases, Words, beginning};

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
    /// A language without rules of its own here, by its ISO 639 code: nothing is
    /// set in it that its author did not write, and words are English. Made by
    /// [`Language::from_tag`], so that the four above are never among them.
    Other(&'static str),
}

/// How a language writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `1 234,50`: French, and most languages between the Alps and the Urals.
    Spaced,
    /// `1,234.50`: English, and most languages of Asia.
    English,
    /// `1.234,50`: German, Spanish, Italian and others.
    Continental,
}

/// Other languages: their code, and names that people give them.
const OTHERS: &[(&str, &[&str])] = &[
    ("ar", &["ara", "العربية", "arabic", "arabe"]),
    ("bg", &["bul", "български", "bulgarian", "bulgare"]),
    ("bn", &["ben", "বাংলা", "bengali"]),
    ("ca", &["cat", "català", "catalan"]),
    ("cs", &["ces", "čeština", "czech", "tchèque"]),
    ("da", &["dan", "dansk", "danish", "danois"]),
    ("el", &["ell", "ελληνικά", "greek", "grec"]),
    ("eo", &["epo", "esperanto"]),
    ("et", &["est", "eesti", "estonian", "estonien"]),
    ("eu", &["eus", "euskara", "basque"]),
    ("fa", &["fas", "فارسی", "persian", "persan"]),
    ("fi", &["fin", "suomi", "finnish", "finnois"]),
    ("ga", &["gle", "gaeilge", "irish", "irlandais"]),
    ("gl", &["glg", "galego", "galician", "galicien"]),
    ("he", &["heb", "עברית", "hebrew", "hébreu"]),
    ("hi", &["hin", "हिन्दी", "hindi"]),
    ("hr", &["hrv", "hrvatski", "croatian", "croate"]),
    ("hu", &["hun", "magyar", "hungarian", "hongrois"]),
    ("hy", &["hye", "հայերեն", "armenian", "arménien"]),
    ("id", &["ind", "bahasa indonesia", "indonesian", "indonésien"]),
    ("is", &["isl", "íslenska", "icelandic", "islandais"]),
    ("it", &["ita", "italiano", "italian", "italien"]),
    ("ja", &["jpn", "日本語", "japanese", "japonais"]),
    ("ka", &["kat", "ქართული", "georgian", "géorgien"]),
    ("km", &["khm", "ខ្មែរ", "khmer"]),
    ("ko", &["kor", "한국어", "korean", "coréen"]),
    ("la", &["lat", "latina", "latin"]),
    ("lt", &["lit", "lietuvių", "lithuanian", "lituanien"]),
    ("lv", &["lav", "latviešu", "latvian", "letton"]),
    ("ms", &["msa", "bahasa melayu", "malay", "malais"]),
    ("nb", &["nob", "no", "nor", "norsk", "bokmål", "norwegian", "norvégien"]),
    ("nl", &["nld", "nederlands", "dutch", "néerlandais"]),
    ("nn", &["nno", "nynorsk"]),
    ("pl", &["pol", "polski", "polish", "polonais"]),
    ("pt", &["por", "português", "portuguese", "portugais"]),
    ("ro", &["ron", "română", "romanian", "roumain"]),
    ("ru", &["rus", "русский", "russian", "russe"]),
    ("sk", &["slk", "slovenčina", "slovak", "slovaque"]),
    ("sl", &["slv", "slovenščina", "slovenian", "slovène"]),
    ("sq", &["sqi", "shqip", "albanian", "albanais"]),
    ("sr", &["srp", "српски", "serbian", "serbe"]),
    ("sv", &["swe", "svenska", "swedish", "suédois"]),
    ("sw", &["swa", "kiswahili", "swahili"]),
    ("th", &["tha", "ไทย", "thai"]),
    ("tr", &["tur", "türkçe", "turkish", "turc"]),
    ("uk", &["ukr", "українська", "ukrainian", "ukrainien"]),
    ("ur", &["urd", "اردو", "urdu", "ourdou"]),
    ("vi", &["vie", "tiếng việt", "vietnamese", "vietnamien"]),
    ("wo", &["wol", "wolof"]),
    ("zh", &["zho", "中文", "汉语", "漢語", "chinese", "chinois"]),
];

impl Language {
    /// Reads a language tag (`fr`, `fr-CH`, `en_GB`) or a language's own name;
    /// none for what names no language that is known.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let whole = tag.trim().to_lowercase();
        let primary = whole.split(['-', '_']).next().unwrap_or_default().trim();
        let other = |name: &str| OTHERS.iter().find(|(code, names)| *code == name || names.contains(&name));
        match primary {
            "fr" | "fra" | "français" | "francais" | "french" => Some(Self::French),
            "en" | "eng" | "english" | "anglais" => Some(Self::English),
            "de" | "deu" | "deutsch" | "german" | "allemand" => Some(Self::German),
            "es" | "spa" | "español" | "espanol" | "spanish" | "espagnol" => Some(Self::Spanish),
            _ => other(primary).map(|(code, _)| Self::Other(code)),
        }
    }

    /// The ISO 639 code.
    pub fn code(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
            Self::German => "de",
            Self::Spanish => "es",
            Self::Other(code) => code,
        }
    }

    /// How it writes numbers.
    pub fn notation(self) -> Notation {
        match self {
            Self::French => Notation::Spaced,
            Self::English => Notation::English,
            Self::German | Self::Spanish => Notation::Continental,
            Self::Other(code) => match code {
                "ar" | "bn" | "fa" | "ga" | "he" | "hi" | "ja" | "km" | "ko" | "ms" | "sw" | "th" | "ur"
                | "zh" => Notation::English,
                "ca" | "da" | "el" | "eu" | "gl" | "hr" | "id" | "is" | "it" | "la" | "nl" | "pt" | "ro"
                | "sl" | "sr" | "tr" | "vi" => Notation::Continental,
                _ => Notation::Spaced,
            },
        }
    }

    /// Whether it is written from right to left.
    pub fn right_to_left(self) -> bool {
        matches!(self, Self::Other("ar" | "fa" | "he" | "ur"))
    }

    /// Picks the wording of a message: findings exist in French and in
    /// English, and other languages are answered in English.
    pub fn pick<T>(self, french: T, english: T) -> T {
        match self {
            Self::French => french,
            Self::English | Self::German | Self::Spanish | Self::Other(_) => english,
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
    each_unaccented(text, |c| out.push(c));
    out
}

/// Hands over each letter of [`unaccented`].
pub fn each_unaccented(text: &str, mut take: impl FnMut(char)) {
    for c in text.chars() {
        if c.is_ascii() {
            take(c.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                part.to_lowercase().for_each(&mut take);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(Language::from_tag("zh-Hant-TW"), Some(Language::Other("zh")));
    }

    #[test]
    fn other_languages_are_known_by_code_and_by_name() {
        for (tag, code) in
            [("it", "it"), ("Italiano", "it"), ("pt-BR", "pt"), ("日本語", "ja"), ("jpn", "ja"), ("no", "nb")]
        {
            assert_eq!(Language::from_tag(tag), Some(Language::Other(code)), "{tag}");
        }
        assert_eq!(Language::from_tag("technical"), None);
    }

    #[test]
    fn numbers_are_written_in_three_ways() {
        for (tag, notation) in [
            ("fr", Notation::Spaced),
            ("pl", Notation::Spaced),
            ("ja", Notation::English),
            ("it", Notation::Continental),
        ] {
            assert_eq!(Language::from_tag(tag).map(Language::notation), Some(notation), "{tag}");
        }
    }
}
